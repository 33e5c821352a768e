"""What the TWAIN driver makes of what a source says; the real state machine is tried in tests/windows."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image

from counter_app.domain.scanning import (
    Device,
    PageProgress,
    PageScanned,
    ScanEvent,
    ScanFinished,
    ScanProfile,
    ScanStopped,
    Source,
)
from counter_app.scanner.drivers.setups import TwainSetup
from counter_app.scanner.drivers.twain import Applied, Manager, OpenSource, Told, TwainDriver, TwainFault

FEEDER = Device("twain", "Feeder", "Feeder")


def bitmap() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (16, 20), "white").save(file, "BMP")
    return file.getvalue()


class PlayedSource:
    """A source that plays what it is given: pages as files, None for a cancel at the device, or a fault."""

    def __init__(
        self, pages: list[bytes | TwainFault | None], *, says: Told = Told.READY, paper: bool = True
    ) -> None:
        self.pages = pages
        self.says = says
        self.paper = paper
        self.dropped = False

    def abilities(self) -> tuple[tuple[Source, ...], bool]:
        return (Source.FEEDER,), True

    def apply(self, profile: ScanProfile) -> Applied:
        return Applied(profile.source, profile.duplex, profile.dpi)

    def has_paper(self) -> bool:
        return self.paper

    def begin(self) -> None:
        return None

    def listen(self, timeout_s: float) -> Told:  # noqa: ARG002 - it answers at once
        return self.says

    def size(self) -> tuple[int, int]:
        return 16, 20

    def take_page(self) -> bytes | None:
        page = self.pages[0]
        if isinstance(page, TwainFault):
            raise page
        return page

    def more_pages(self) -> bool:
        self.pages = self.pages[1:]
        return bool(self.pages)

    def drop_rest(self) -> None:
        self.dropped = True


class PlayedManager:
    def __init__(self, source: PlayedSource) -> None:
        self._source = source
        self.open_sources = 0

    def names(self) -> list[str]:
        return ["Feeder"]

    @contextmanager
    def open(self, name: str) -> Iterator[OpenSource]:
        assert name == "Feeder"
        self.open_sources += 1
        try:
            yield self._source
        finally:
            self.open_sources -= 1


def driver_of(source: PlayedSource, setup: TwainSetup | None = None) -> tuple[TwainDriver, PlayedManager]:
    manager = PlayedManager(source)

    @contextmanager
    def open_manager(path: str) -> Iterator[Manager]:
        assert path == ""
        yield manager

    def tell(progress: PageProgress) -> None:
        raise AssertionError(progress)

    return TwainDriver(setup or TwainSetup(), tell, open_manager), manager


def scan(source: PlayedSource, profile: ScanProfile | None = None) -> list[ScanEvent]:
    driver, manager = driver_of(source)
    events = list(driver.scan(FEEDER, profile or ScanProfile(dpi=200), stop=threading.Event()))
    assert manager.open_sources == 0
    return events


def test_every_page_comes_as_a_jpeg_of_the_resolution_that_was_set() -> None:
    first, second, end = scan(PlayedSource([bitmap(), bitmap()]))

    assert isinstance(first, PageScanned)
    assert isinstance(second, PageScanned)
    assert (first.number, second.number, first.dpi) == (1, 2, 200)
    with Image.open(io.BytesIO(first.image)) as image:
        assert (image.format, image.size) == ("JPEG", (16, 20))
    assert end == ScanFinished(2)


def test_both_sides_of_a_sheet_are_told_apart() -> None:
    events = scan(PlayedSource([bitmap()] * 3), ScanProfile(duplex=True))

    assert [event.origin for event in events if isinstance(event, PageScanned)] == ["1A", "1B", "2A"]


def test_a_jam_keeps_the_pages_before_it_and_names_the_page_under_way() -> None:
    events = scan(PlayedSource([bitmap(), TwainFault("jam", "PaperJam")]))

    assert isinstance(events[0], PageScanned)
    assert events[1:] == [ScanStopped("jam", 2, "PaperJam")]


def test_an_empty_feeder_is_told_before_anything_moves() -> None:
    assert scan(PlayedSource([], paper=False)) == [ScanStopped("feeder_empty", 1, "the feeder has no paper")]


def test_a_source_that_closes_itself_was_cancelled_at_the_device() -> None:
    (event,) = scan(PlayedSource([bitmap()], says=Told.CLOSED))

    assert isinstance(event, ScanStopped)
    assert event.code == "cancelled_at_device"


def test_a_cancel_at_the_device_between_two_pages_is_no_page() -> None:
    events = scan(PlayedSource([bitmap(), None]))

    assert [type(event) for event in events] == [PageScanned, ScanStopped]
    assert events[-1].code == "cancelled_at_device"


def test_a_picture_that_is_cut_off_is_never_a_page() -> None:
    (event,) = scan(PlayedSource([bitmap()[:-200]]))

    assert isinstance(event, ScanStopped)
    assert event.code == "truncated_image"


def test_a_source_that_stays_silent_hangs() -> None:
    driver, _ = driver_of(PlayedSource([bitmap()], says=Told.NOTHING), TwainSetup(ready_s=0.0))

    (event,) = driver.scan(FEEDER, ScanProfile(), stop=threading.Event())

    assert isinstance(event, ScanStopped)
    assert event.code == "driver_hung"


def test_a_stop_lets_go_of_the_rest_and_keeps_whole_pages() -> None:
    source = PlayedSource([bitmap()] * 5)
    driver, manager = driver_of(source)
    stop = threading.Event()

    events = driver.scan(FEEDER, ScanProfile(), stop=stop)
    next(events)
    stop.set()
    rest = list(events)

    assert rest == [ScanFinished(1, cancelled=True)]
    assert source.dropped
    assert manager.open_sources == 0


def test_no_more_pages_are_taken_than_were_expected() -> None:
    source = PlayedSource([bitmap()] * 5)

    events = scan(source, ScanProfile(expected_pages=2))

    assert events[-1] == ScanFinished(2)
    assert source.dropped


def test_a_pc_without_a_manager_has_no_such_scanners() -> None:
    @contextmanager
    def no_manager(path: str) -> Iterator[Manager]:
        raise TwainFault("offline", f"install TWAINDSM.dll {path}")
        yield

    driver = TwainDriver(TwainSetup(), lambda _: None, no_manager)

    assert driver.devices() == []
