"""A scan that somebody at the device asks for: a button, paper, a file; and where none can, it costs nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path

import pytest

from counter_app.domain.scanning import Device, PageProgress, PageScanned, ScanFinished, ScanProfile
from counter_app.scanner.drivers.sane import SaneDriver
from counter_app.scanner.drivers.setups import FolderSetup
from counter_app.scanner.supervisor import ScannerHub
from tests.rigs.paper_files import encoded, sheet
from tests.rigs.scanners import ENVIRONMENT

PATIENCE_S = 20.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "watched"
    made.mkdir()
    return made


@pytest.fixture
def hub(folder: Path) -> Iterator[ScannerHub]:
    setup = FolderSetup((str(folder),), quiet_s=0.02)
    with ScannerHub(drivers=[setup], environment=ENVIRONMENT) as made:
        yield made


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as made:
        yield made


def begun(pool: ThreadPoolExecutor, hub: ScannerHub, device: Device, stop: threading.Event) -> Future[bool]:
    return pool.submit(hub.wait_for_start, device, stop=stop)


def put_pages_until(done: Future[bool], folder: Path) -> None:
    """Files come until the watch, which began at a moment that nobody knows, has seen one."""
    number = 0
    while not done.done():
        number += 1
        (folder / f"{number}.jpg").write_bytes(encoded(sheet(number)))
        wait([done], timeout=0.05)


def test_a_file_that_arrives_asks_for_a_scan(hub: ScannerHub, folder: Path, pool: ThreadPoolExecutor) -> None:
    (device,) = hub.devices()
    wanted = begun(pool, hub, device, threading.Event())

    put_pages_until(wanted, folder)

    assert wanted.result(PATIENCE_S)
    events = list(hub.scan(device, ScanProfile(), stop=threading.Event()))
    assert isinstance(events[-1], ScanFinished)


def test_a_wait_that_is_ended_asks_for_nothing(hub: ScannerHub, pool: ThreadPoolExecutor) -> None:
    (device,) = hub.devices()
    stop = threading.Event()
    wanted = begun(pool, hub, device, stop)

    stop.set()

    assert wanted.result(PATIENCE_S) is False


def test_a_scan_never_finds_its_device_busy_with_a_watch(
    hub: ScannerHub, folder: Path, pool: ThreadPoolExecutor
) -> None:
    (folder / "1.jpg").write_bytes(encoded(sheet(1)))
    (device,) = hub.devices()
    stop = threading.Event()
    watched = begun(pool, hub, device, stop)

    events = list(hub.scan(device, ScanProfile(), stop=threading.Event()))
    stop.set()

    assert [type(event) for event in events if not isinstance(event, PageProgress)] == [PageScanned, ScanFinished]
    assert watched.result(PATIENCE_S) is False


def test_a_device_that_cannot_tell_starts_nothing(hub: ScannerHub) -> None:
    (device,) = hub.devices()

    assert hub.wait_for_start(replace(device, tells_start=False), stop=threading.Event()) is False


class Button:
    """An open device whose button is pressed at the ``pressed_at``-th look; ``None``: it has none."""

    class Switch:
        constraint = None
        type = 0
        unit = 0

        def is_active(self) -> bool:
            return True

        def is_settable(self) -> bool:
            return False

    def __init__(self, pressed_at: int | None) -> None:
        self.opt = {} if pressed_at is None else {"scan": self.Switch()}
        self.pressed_at = pressed_at or 0
        self.looks = 0
        self.is_open = True

    @property
    def scan(self) -> bool:
        self.looks += 1
        return self.looks >= self.pressed_at

    def close(self) -> None:
        self.is_open = False


@pytest.mark.parametrize(("pressed_at", "wanted"), [(3, True), (None, False)])
def test_the_button_of_a_scanner_asks_for_a_scan_and_the_device_is_free_then(
    pressed_at: int | None, wanted: bool
) -> None:
    handle = Button(pressed_at)
    driver = SaneDriver(lambda _: None, lambda _: handle)  # type: ignore[arg-type,return-value]

    told = driver.wait_for_start(Device("sane", "x", "x"), stop=threading.Event())

    assert (told, handle.is_open) == (wanted, False)
