"""What each driver is told before it starts: plain values that travel to the worker process.

One kind of value per driver; the tag is the name that :class:`~counter_app.domain.scanning.Device` carries
in ``driver``.
"""

from __future__ import annotations

from typing import ClassVar

import msgspec


class _Setup(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="driver"):
    """Common form of all setups."""


class SaneSetup(_Setup, frozen=True, tag="sane"):
    """Scanners that Linux reaches through SANE.

    ``config_folder`` holds a ``dll.conf`` of our own, see :func:`write_sane_config`; empty means the
    system's configuration.
    """

    name: ClassVar[str] = "sane"
    config_folder: str = ""


class FolderSetup(_Setup, frozen=True, tag="folder"):
    """Folders that a copier, a phone or a person puts files into.

    A file counts as whole when it has not changed for ``quiet_s``; one that stays broken for
    ``patience_s`` is reported as truncated. An empty folder is waited for ``wait_s`` before it is reported.
    After its last page was taken, a file moves into the subfolder ``taken_folder``; empty leaves every file
    where it lies. Nothing is ever deleted.
    """

    name: ClassVar[str] = "folder"
    folders: tuple[str, ...] = ()
    taken_folder: str = ""
    quiet_s: float = 0.5
    patience_s: float = 3.0
    wait_s: float = 0.0


class SimulatedDevice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A device that plays a script.

    A step is ``page``, ``blank``, the code of a fault (``jam``, ``cover_open`` ...), ``hang`` or ``crash``.
    ``page`` takes the next of ``images`` (file names, over and over), or draws one when there are none.
    """

    title: str
    steps: tuple[str, ...]
    images: tuple[str, ...] = ()
    duplex: bool = False


class SimulatedSetup(_Setup, frozen=True, tag="simulated"):
    """Devices for training and for tests.

    ``state_folder`` remembers how far each script was played, so that a scan after a fault goes on behind
    it, as with real paper; empty starts every scan at the first step.
    """

    name: ClassVar[str] = "simulated"
    devices: tuple[SimulatedDevice, ...] = ()
    state_folder: str = ""


class EsclSetup(_Setup, frozen=True, tag="escl"):
    """Network scanners that speak eSCL (also called AirScan or Mopria Scan).

    ``addresses`` are base addresses such as ``http://10.0.0.7:80/eSCL``. ``discover_s`` > 0 also listens so
    long for scanners that announce themselves, on the networks of ``interfaces`` (own IPv4 addresses; empty
    means all). One answer may take ``timeout_s``, getting a busy scanner to begin ``begin_s``, the paper of one
    page ``page_s``; ``again_s`` is the shortest pause before a busy scanner is asked again.
    """

    name: ClassVar[str] = "escl"
    addresses: tuple[str, ...] = ()
    discover_s: float = 0.0
    interfaces: tuple[str, ...] = ()
    timeout_s: float = 10.0
    begin_s: float = 15.0
    page_s: float = 60.0
    again_s: float = 0.5


class TwainSetup(_Setup, frozen=True, tag="twain"):
    """Scanners that Windows reaches through TWAIN.

    ``manager`` is the path of the 64-bit ``TWAINDSM.dll``; empty means the one in the system's folder. A source
    that was told to scan has ``ready_s`` to have its first page ready. With ``transfer`` "memory", pages come in
    strips, for drivers that fail to hand over a whole one.
    """

    name: ClassVar[str] = "twain"
    manager: str = ""
    transfer: str = "native"
    ready_s: float = 60.0


DriverSetup = SaneSetup | FolderSetup | SimulatedSetup | EsclSetup | TwainSetup
