"""What every driver promises to the worker process that it runs in.

A driver may block, crash or print; the worker and its supervisor deal with that. What it may not do is
report a page that is not whole.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Protocol, runtime_checkable

from counter_app.domain.scanning import Device, PageProgress, ScanEvent, ScanProfile

TellProgress = Callable[[PageProgress], None]
"""How a driver says from inside a long call that it is alive."""


class Driver(Protocol):
    """One way to reach devices."""

    def devices(self) -> list[Device]:
        """The devices that answer now. No device is an empty list, not an error."""
        ...

    def scan(self, device: Device, profile: ScanProfile, *, stop: threading.Event) -> Iterator[ScanEvent]:
        """Whole pages in the order of the paper, then exactly one ``ScanFinished`` or ``ScanStopped``.

        The next page is fetched when the iterator is asked for it, not before. Once ``stop`` is set, the page
        under way is dropped and the last event is ``ScanFinished(cancelled=True)``.
        """
        ...


@runtime_checkable
class TellsStart(Protocol):
    """A driver whose devices may say themselves that a scan is wanted."""

    def wait_for_start(self, device: Device, *, stop: threading.Event) -> bool:
        """True once somebody wants a scan to begin. False once ``stop`` is set, or when the device cannot tell.

        The device is free again when this returns.
        """
        ...
