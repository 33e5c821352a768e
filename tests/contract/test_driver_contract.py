"""What every scanner promises: each driver in its real worker process, and the fake that other tests use."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import pytest
from PIL import Image

from counter_app.domain.scanning import PageScanned, ScanFinished, ScanProfile, ScanStopped
from counter_app.scanner.drivers.setups import SimulatedSetup
from counter_app.services.ports import Scanner
from tests.fakes.scanner import FakeScanner
from tests.rigs import scanners
from tests.rigs.scanners import SMALL, Loaded, picture

MAKES: dict[str, Callable[[Path], AbstractContextManager[Loaded]]] = {
    "simulated": lambda _: nullcontext(scanners.simulated("page", "page", "page")),
    "folder": lambda folder: nullcontext(scanners.watched_folder(folder)),
    "sane": lambda folder: nullcontext(scanners.sane(folder)),
    "escl": lambda _: scanners.network_scanner(),
}


@contextmanager
def in_a_worker(make: str, folder: Path) -> Iterator[tuple[Scanner, Loaded]]:
    with MAKES[make](folder) as loaded, scanners.hub_of(loaded) as hub:
        yield hub, loaded


@pytest.fixture(params=[*MAKES, "fake"])
def filled(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Scanner, Loaded]]:
    if request.param == "fake":
        fake = FakeScanner([picture(number) for number in (1, 2, 3)])
        yield fake, Loaded(SimulatedSetup(), fake.device, 3)
        return
    with in_a_worker(request.param, tmp_path) as scanner:
        yield scanner


@pytest.fixture
def hub(filled: tuple[Scanner, Loaded]) -> Scanner:
    return filled[0]


@pytest.fixture
def loaded(filled: tuple[Scanner, Loaded]) -> Loaded:
    return filled[1]


def test_device_is_found_by_its_driver(hub: Scanner, loaded: Loaded) -> None:
    found = hub.devices()

    known = {(device.driver, device.address, device.title) for device in found}
    assert (loaded.device.driver, loaded.device.address, loaded.device.title) in known


def test_every_page_comes_once_in_order_then_the_end(hub: Scanner, loaded: Loaded) -> None:
    events = scanners.scan(hub, loaded)

    assert [page.number for page in scanners.pages_of(events)] == list(range(1, loaded.pages + 1))
    assert scanners.last_of(events) == ScanFinished(loaded.pages)


def test_pages_are_whole_image_files_of_the_type_they_claim(hub: Scanner, loaded: Loaded) -> None:
    pages = scanners.pages_of(scanners.scan(hub, loaded))

    for page in pages:
        with Image.open(io.BytesIO(page.image)) as image:
            image.load()
            assert image.get_format_mimetype() == page.media_type


def test_scan_ends_after_the_pages_that_were_expected(hub: Scanner, loaded: Loaded) -> None:
    events = scanners.scan(hub, loaded, ScanProfile(dpi=50, expected_pages=2))

    assert scanners.last_of(events) == ScanFinished(2)


def test_cancel_before_the_first_page_gives_none(hub: Scanner, loaded: Loaded) -> None:
    stop = threading.Event()
    stop.set()

    events = scanners.scan(hub, loaded, stop=stop)

    assert events == [ScanFinished(0, cancelled=True)]


@pytest.mark.parametrize("page", [1, 2])
def test_cancel_keeps_the_pages_that_came_before_it(hub: Scanner, loaded: Loaded, page: int) -> None:
    stop = threading.Event()

    events = scanners.scan(hub, loaded, stop=stop, after_page={page: stop.set})

    assert len(scanners.pages_of(events)) == page
    assert scanners.last_of(events) == ScanFinished(page, cancelled=True)


def test_closing_the_iterator_frees_the_device(hub: Scanner, loaded: Loaded) -> None:
    events = hub.scan(loaded.device, SMALL, stop=threading.Event())
    next(event for event in events if isinstance(event, PageScanned))

    events.close()  # type: ignore[attr-defined]

    assert scanners.last_of(scanners.scan(hub, loaded)) == ScanFinished(loaded.pages)


def test_device_that_scans_is_busy_for_a_second_scan(hub: Scanner, loaded: Loaded) -> None:
    first = hub.scan(loaded.device, SMALL, stop=threading.Event())
    next(first)

    second = scanners.last_of(scanners.scan(hub, loaded))

    assert isinstance(second, ScanStopped)
    assert second.code == "busy"
    assert isinstance(list(first)[-1], ScanFinished)


def test_device_that_is_gone_is_offline(hub: Scanner, loaded: Loaded) -> None:
    gone = scanners.away(loaded)

    end = scanners.last_of(scanners.scan(hub, gone))

    assert isinstance(end, ScanStopped)
    assert (end.code, end.page) == ("offline", 1)
