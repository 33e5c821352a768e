"""Scanners for tests: every driver with paper in it, and files as people bring them."""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image, ImageDraw

from counter_app.domain.scanning import (
    Device,
    PageProgress,
    PageScanned,
    ScanEvent,
    ScanFinished,
    ScanProfile,
    ScanStopped,
)
from counter_app.scanner.drivers.setups import (
    DriverSetup,
    EsclSetup,
    FolderSetup,
    SaneSetup,
    SimulatedDevice,
    SimulatedSetup,
)
from counter_app.scanner.supervisor import ScannerHub, write_sane_config
from counter_app.services.ports import Scanner
from tests.rigs.escl_server import EsclServer

# Workers get no more of the environment than this: what else they need, they must be given.
ENVIRONMENT = {"PATH": os.defpath}
SMALL = ScanProfile(dpi=50)
TEN_SHEETS = 10


@dataclass(frozen=True)
class Loaded:
    """A scanner with ``pages`` pages in it."""

    setup: DriverSetup
    device: Device
    pages: int


def picture(number: int, *, size: tuple[int, int] = (200, 280), file_format: str = "JPEG") -> bytes:
    """A small page with its number on it, so that no two are alike."""
    sheet = Image.new("RGB", size, "white")
    ImageDraw.Draw(sheet).text((20, 20), f"trang {number}", fill="black")
    encoded = io.BytesIO()
    sheet.save(encoded, file_format)
    return encoded.getvalue()


def sane(folder: Path, *, read_status: str = "Default", picture: str = "Grid") -> Loaded:
    """The test device of SANE: ten sheets, then an empty feeder."""
    settings = f'read-status-code "{read_status}"\ntest-picture "{picture}"\n'
    write_sane_config(folder, ["test"], {"test.conf": settings})
    device = Device("sane", "test:0", "Noname frontend-tester")
    return Loaded(SaneSetup(str(folder)), device, TEN_SHEETS)


def watched_folder(folder: Path, *, pages: int = 4) -> Loaded:
    for number in range(1, pages + 1):
        (folder / f"trang {number}.jpg").write_bytes(picture(number))
    setup = FolderSetup((str(folder),), quiet_s=0.01, patience_s=0.03)
    return Loaded(setup, Device("folder", str(folder), folder.name), pages)


def simulated(*steps: str, state_folder: str = "", duplex: bool = False) -> Loaded:
    device = SimulatedDevice("Máy tập huấn", steps, duplex=duplex)
    setup = SimulatedSetup((device,), state_folder=state_folder)
    return Loaded(setup, Device("simulated", device.title, device.title), steps.count("page"))


@contextmanager
def network_scanner(*, pages: int = 3) -> Iterator[Loaded]:
    """An eSCL scanner whose feeder is filled anew for each job."""
    with EsclServer([picture(number) for number in range(1, pages + 1)], refills=True) as server:
        yield Loaded(EsclSetup((server.address,)), device_of(server), pages)


def device_of(server: EsclServer) -> Device:
    return Device("escl", server.address, server.title)


def hub_of(loaded: Loaded, **more: object) -> ScannerHub:
    return ScannerHub(drivers=[loaded.setup], environment=ENVIRONMENT, **more)  # type: ignore[arg-type]


def scan(
    hub: Scanner,
    loaded: Loaded,
    profile: ScanProfile = SMALL,
    *,
    stop: threading.Event | None = None,
    after_page: Mapping[int, Callable[[], object]] | None = None,
) -> list[ScanEvent]:
    """All events of one scan but progress; ``after_page`` says what to do once page n has come."""
    seen: list[ScanEvent] = []
    for event in hub.scan(loaded.device, profile, stop=stop or threading.Event()):
        if isinstance(event, PageProgress):
            continue
        seen.append(event)
        if isinstance(event, PageScanned) and after_page and event.number in after_page:
            after_page[event.number]()
    return seen


def pages_of(events: Sequence[ScanEvent]) -> list[PageScanned]:
    return [event for event in events if isinstance(event, PageScanned)]


def last_of(events: Sequence[ScanEvent]) -> ScanFinished | ScanStopped:
    """The last event, which must be an end, and the only one."""
    ends = [event for event in events if isinstance(event, ScanFinished | ScanStopped)]
    assert ends == [events[-1]]
    return ends[0]


def children_of(pid: int) -> Iterator[int]:
    """The processes that it started, without the two that multiprocessing keeps once another test has forked."""
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            children = (task / "children").read_text(encoding="ascii").split()
        except (FileNotFoundError, ProcessLookupError):  # a thread that ended since
            continue
        for child in children:
            try:
                command = Path(f"/proc/{child}/cmdline").read_text(encoding="utf-8")
            except (FileNotFoundError, ProcessLookupError):  # it ended since, and was waited for
                continue
            if "from multiprocessing." not in command:
                yield int(child)


def away(loaded: Loaded) -> Loaded:
    """The same driver, asked for a device that it does not have."""
    gone = "http://127.0.0.1:9/eSCL" if loaded.device.driver == "escl" else loaded.device.address + "9"
    return replace(loaded, device=replace(loaded.device, address=gone))
