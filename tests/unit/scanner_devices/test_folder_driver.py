"""A folder as a scanner: order, files that are still arriving, files that are no pages, nothing lost."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from counter_app.domain.scanning import (
    PageProgress,
    PageScanned,
    ScanEvent,
    ScanFinished,
    ScanProfile,
    ScanStopped,
)
from counter_app.scanner.drivers.folder import FolderDriver, natural
from counter_app.scanner.drivers.setups import FolderSetup
from tests.rigs import paper_files
from tests.rigs.paper_files import encoded, sheet

PAGE = encoded(sheet(1))
QUICK = FolderSetup(quiet_s=0.001, patience_s=0.003)


class Watched:
    """A watched folder. ``while_waiting`` holds what happens to it at the driver's first, second ... wait."""

    def __init__(self, folder: Path, setup: FolderSetup = QUICK) -> None:
        self.folder = folder
        self.while_waiting: list[Callable[[], object]] = []
        self.waits = 0
        self.stop = threading.Event()
        settings = FolderSetup(
            (str(folder),),
            taken_folder=setup.taken_folder,
            quiet_s=setup.quiet_s,
            patience_s=setup.patience_s,
            wait_s=setup.wait_s,
        )
        self.driver = FolderDriver(settings, self._waited)

    def put(self, name: str, content: bytes) -> Path:
        file = self.folder / name
        file.write_bytes(content)
        return file

    def events(self, profile: ScanProfile | None = None) -> list[ScanEvent]:
        (device,) = self.driver.devices()
        return list(self.driver.scan(device, profile or ScanProfile(dpi=100), stop=self.stop))

    def _waited(self, _: PageProgress) -> None:
        if self.waits < len(self.while_waiting):
            self.while_waiting[self.waits]()
        self.waits += 1


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    return Watched(tmp_path)


def test_files_come_in_the_order_that_a_person_reads_them(watched: Watched) -> None:
    for name in ("Trang 10.jpg", "trang 2.jpg", "trang 1.jpg", "bìa.jpg"):
        watched.put(name, PAGE)

    origins = [event.origin for event in watched.events() if isinstance(event, PageScanned)]

    assert origins == ["bìa.jpg", "trang 1.jpg", "trang 2.jpg", "Trang 10.jpg"]


def test_natural_order_compares_names_that_differ_in_kind() -> None:
    names = ["1", "a1", "01b", "", "a", "a1b2", "10", "2²"]

    assert sorted(names, key=natural) == ["", "1", "01b", "2²", "10", "a", "a1", "a1b2"]


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PAGE, "image/jpeg"),
        (encoded(sheet(1), "PNG"), "image/png"),
        (encoded(sheet(1), "WEBP"), "image/webp"),
        (encoded(sheet(1), "BMP"), "image/bmp"),
        (encoded(sheet(1), "GIF"), "image/gif"),
        (encoded(sheet(1), "TIFF"), "image/tiff"),
        (encoded(sheet(1).convert("CMYK"), "JPEG"), "image/jpeg"),
        (paper_files.HEIC, "image/heic"),
    ],
)
def test_file_with_one_image_is_kept_byte_for_byte(watched: Watched, content: bytes, media_type: str) -> None:
    watched.put("wrong name.txt", content)

    page, end = watched.events()

    assert page == PageScanned(1, content, media_type, None, "wrong name.txt")
    assert end == ScanFinished(1)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"This is a letter, and no image.", "not_an_image"),
        (b"PK\x03\x04 an office file", "not_an_image"),
        (PAGE[: len(PAGE) // 2], "truncated_image"),
        (encoded(sheet(1), "PNG")[:-20], "truncated_image"),
        (paper_files.HEIC[:-100], "truncated_image"),
        (paper_files.tiff([sheet(1), sheet(2)])[:-4000], "truncated_image"),
        (paper_files.pdf([paper_files.PdfPage(PAGE)])[:-200], "truncated_image"),
        (b"", "truncated_image"),
        (bytes(5000), "truncated_image"),
        (paper_files.png_bomb(60_000, 60_000), "image_too_large"),
        (paper_files.pdf([paper_files.PdfPage(PAGE)], password="mật khẩu"), "file_locked"),
    ],
)
def test_file_that_is_no_page_stops_the_scan_with_its_name(watched: Watched, content: bytes, code: str) -> None:
    watched.put("1.jpg", PAGE)
    watched.put("2.jpg", content)
    watched.put("3.jpg", PAGE)

    page, end = watched.events()

    assert isinstance(page, PageScanned)
    assert isinstance(end, ScanStopped)
    assert (end.code, end.page, end.origin) == (code, 2, "2.jpg")


def test_empty_folder_is_said_to_be_empty(watched: Watched) -> None:
    watched.put(".hidden.jpg", PAGE)
    watched.put("Thumbs.db", b"not for us")
    watched.put("page.jpg.crdownload", PAGE)
    (watched.folder / "a folder.jpg").mkdir()

    assert watched.events() == [ScanStopped("folder_empty", 1, origin=watched.folder.name)]


def test_folder_that_was_taken_away_is_offline(watched: Watched) -> None:
    (device,) = watched.driver.devices()
    watched.folder.rmdir()

    (end,) = watched.driver.scan(device, ScanProfile(), stop=watched.stop)

    assert isinstance(end, ScanStopped)
    assert end.code == "offline"
    assert watched.driver.devices() == []


def test_folder_nobody_named_is_not_read(watched: Watched, tmp_path_factory: pytest.TempPathFactory) -> None:
    (device,) = watched.driver.devices()
    elsewhere = tmp_path_factory.mktemp("elsewhere")

    (end,) = watched.driver.scan(type(device)("folder", str(elsewhere), "x"), ScanProfile(), stop=watched.stop)

    assert isinstance(end, ScanStopped)
    assert end.code == "offline"


def test_first_file_is_waited_for(tmp_path: Path) -> None:
    watched = Watched(tmp_path, FolderSetup(quiet_s=0.001, patience_s=0.003, wait_s=1.0))
    watched.while_waiting = [lambda: None, lambda: None, lambda: watched.put("1.jpg", PAGE)]

    assert watched.events()[-1] == ScanFinished(1)


def test_file_that_grows_while_its_time_stands_still_is_read_whole(watched: Watched) -> None:
    """As when a program copies a file and sets the original's time with every piece."""
    file = watched.put("1.jpg", PAGE[:100])

    def write(length: int) -> Callable[[], object]:
        def grow() -> None:
            file.write_bytes(PAGE[:length])
            os.utime(file, (1_000_000_000, 1_000_000_000))

        return grow

    watched.while_waiting = [write(200), write(1000), write(len(PAGE))]

    page, _ = watched.events()

    assert isinstance(page, PageScanned)
    assert page.image == PAGE


def test_file_that_has_its_size_before_its_content_is_read_whole(watched: Watched) -> None:
    """As Windows copies: the full length is reserved first and filled from the front."""
    file = watched.put("1.jpg", bytes(len(PAGE)))
    half = len(PAGE) // 2
    nothing_yet: list[Callable[[], object]] = [lambda: None]
    watched.while_waiting = [
        *nothing_yet,
        lambda: file.write_bytes(PAGE[:half] + bytes(len(PAGE) - half)),
        *nothing_yet,
        lambda: file.write_bytes(PAGE),
    ]

    page, _ = watched.events()

    assert isinstance(page, PageScanned)
    assert page.image == PAGE


def test_folder_is_read_when_the_last_file_has_come(watched: Watched) -> None:
    watched.put("2.jpg", PAGE)
    watched.while_waiting = [lambda: watched.put("3.jpg", PAGE), lambda: watched.put("1.jpg", PAGE)]

    origins = [event.origin for event in watched.events() if isinstance(event, PageScanned)]

    assert origins == ["1.jpg", "2.jpg", "3.jpg"]


def test_clerk_can_stop_waiting(watched: Watched) -> None:
    watched.put("1.jpg", PAGE)
    watched.while_waiting = [watched.stop.set]

    assert watched.events() == [ScanFinished(0, cancelled=True)]


def test_next_file_is_opened_when_it_is_asked_for(watched: Watched) -> None:
    watched.put("1.jpg", PAGE)
    second = watched.put("2.jpg", PAGE)
    (device,) = watched.driver.devices()
    events = watched.driver.scan(device, ScanProfile(), stop=watched.stop)
    next(events)

    second.write_bytes(encoded(sheet(99)))

    page = next(events)
    assert isinstance(page, PageScanned)
    assert page.image == encoded(sheet(99))


def test_originals_stay_where_they_are(watched: Watched) -> None:
    watched.put("1.jpg", PAGE)
    watched.put("2.pdf", paper_files.pdf([paper_files.PdfPage(PAGE)]))

    watched.events()

    assert sorted(file.name for file in watched.folder.iterdir()) == ["1.jpg", "2.pdf"]


def test_taken_files_are_moved_when_all_their_pages_are_safe_and_never_over_others(tmp_path: Path) -> None:
    watched = Watched(tmp_path, FolderSetup(taken_folder="Đã nhập", quiet_s=0.001))
    watched.put("1.tif", paper_files.tiff([sheet(1), sheet(2)]))
    taken = tmp_path / "Đã nhập"
    taken.mkdir()
    (taken / "1.tif").write_bytes(b"from another day")
    (device,) = watched.driver.devices()
    events = watched.driver.scan(device, ScanProfile(), stop=watched.stop)

    next(events)
    next(events)
    assert (tmp_path / "1.tif").exists()

    assert next(events) == ScanFinished(2)
    assert not (tmp_path / "1.tif").exists()
    assert sorted(file.name for file in taken.iterdir()) == ["1 (2).tif", "1.tif"]
    assert (taken / "1.tif").read_bytes() == b"from another day"


def test_file_whose_pages_were_not_all_taken_stays(tmp_path: Path) -> None:
    watched = Watched(tmp_path, FolderSetup(taken_folder="taken", quiet_s=0.001))
    file = watched.put("1.tif", paper_files.tiff([sheet(1), sheet(2), sheet(3)]))

    events = watched.events(ScanProfile(expected_pages=2))

    assert events[-1] == ScanFinished(2)
    assert file.exists()
