"""Pictures of pages: decoded once, sharp at every scale, and never in the way."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter_app.domain.errors import NotFound
from counter_app.ui.images import NOTHING, PageImages, Picture, Size, decode
from counter_app.ui.presenters.capture_screen import PageDetail, PageMark
from counter_app.ui.presenters.running import AtOnce
from counter_app.ui.presenters.screens import Mark, Tone
from counter_app.ui.stage import painted_page
from counter_app.ui.theme import Theme
from counter_app.ui.views.capture_page import LargePage
from counter_app.ui.views.page_viewer import PageViewer


def jpeg(width: int, height: int) -> bytes:
    """A scan of this many dots."""
    sink = BytesIO()
    Image.new("RGB", (width, height), "#FCFBF7").save(sink, "JPEG")
    return sink.getvalue()


class Reads:
    """Reads pictures and counts how often."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, key: str, _size: Size) -> bytes:
        self.count += 1
        if key == "lost":
            raise NotFound("page_unknown")
        return b"no picture" if key == "broken" else painted_page(key)


def test_a_picture_is_read_once_and_kept() -> None:
    reads = Reads()
    images = PageImages(reads, AtOnce())
    got: list[Picture] = []

    images.want("p1", "v1", Size.PAGE, got.append)
    images.want("p1", "v1", Size.PAGE, got.append)

    assert reads.count == 1
    assert got[0] is got[1]


def test_a_new_version_is_read_anew() -> None:
    reads = Reads()
    images = PageImages(reads, AtOnce())

    images.want("p1", "raw", Size.THUMB, lambda _picture: None)
    images.want("p1", "cleaned", Size.THUMB, lambda _picture: None)

    assert reads.count == 2


@pytest.mark.parametrize("key", ["lost", "broken"])
def test_a_picture_that_cannot_be_had_leaves_its_place_empty(key: str) -> None:
    got: list[Picture] = []

    PageImages(Reads(), AtOnce()).want(key, "v", Size.PAGE, got.append)

    assert [picture.levels for picture in got] == [NOTHING.levels]


def test_a_thumbnail_is_small_and_a_page_is_whole() -> None:
    thumb, page = decode(painted_page("p"), Size.THUMB), decode(painted_page("p"), Size.PAGE)

    assert max(thumb.size.width(), thumb.size.height()) == 360
    assert page.size.toTuple() == (827, 1169)


def test_a_glance_at_a_scan_is_half_its_size_and_knows_the_whole() -> None:
    scan = jpeg(2481, 3507)

    glance, page = decode(scan, Size.GLANCE), decode(scan, Size.PAGE)

    assert (glance.is_whole, page.is_whole) == (False, True)
    assert glance.size == page.size
    assert glance.levels[0].size().toTuple() == (1241, 1754)
    assert glance.level_for(1.0)[1] == 0.5
    assert glance.level_for(0.2)[1] == page.level_for(0.2)[1]


def test_a_glance_at_a_small_picture_is_the_whole_picture() -> None:
    glance = decode(painted_page("p"), Size.GLANCE)

    assert glance.is_whole
    assert glance.size.toTuple() == (827, 1169)


def test_a_page_that_stays_is_shown_in_every_dot_and_keeps_its_zoom(theme: Theme, qtbot: QtBot) -> None:
    scan, asked = jpeg(2481, 3507), list[Size]()

    def read(_key: str, size: Size) -> bytes:
        asked.append(size)
        return scan

    large = LargePage(theme, PageImages(read, AtOnce()))
    qtbot.addWidget(large)
    large.show_page(PageDetail("p1", "Trang 1", "v1", 0, "Tờ khai"), may_accept=False)
    viewer = large.findChild(PageViewer)
    assert viewer is not None
    viewer.zoom(2.0)
    zoomed = viewer.scale

    qtbot.waitUntil(lambda: Size.PAGE in asked)

    assert asked == [Size.GLANCE, Size.PAGE]
    assert viewer.scale == zoomed


@pytest.mark.parametrize(("scale", "expected"), [(2.0, 1.0), (1.0, 1.0), (0.6, 1.0), (0.5, 0.5), (0.1, 0.5)])
def test_the_copy_that_is_drawn_is_never_coarser_than_the_screen(scale: float, expected: float) -> None:
    page = decode(painted_page("p"), Size.PAGE)

    _, own = page.level_for(scale)

    assert own == expected


@pytest.fixture
def viewer(theme: Theme) -> PageViewer:
    made = PageViewer(theme, "Trang")
    made.resize(400, 600)
    made.show_picture(decode(painted_page("p"), Size.PAGE), 0)
    return made


def test_a_page_is_shown_whole_at_first(viewer: PageViewer) -> None:
    assert viewer.scale == pytest.approx((400 - 32) / 827)


def test_zooming_keeps_the_point_under_the_cursor(viewer: PageViewer) -> None:
    before = viewer.page_point(QPointF(120, 200))

    viewer.zoom(3.0, QPointF(120, 200))

    after = viewer.page_point(QPointF(120, 200))
    assert after.x() == pytest.approx(before.x(), abs=1)
    assert after.y() == pytest.approx(before.y(), abs=1)


def test_zooming_out_ends_at_the_whole_page(viewer: PageViewer) -> None:
    whole = viewer.scale

    viewer.zoom(4.0)
    for _ in range(20):
        viewer.zoom(0.5)

    assert viewer.scale == whole


def test_a_turned_page_lies_on_its_side(viewer: PageViewer) -> None:
    upright = viewer.scale

    viewer.show_picture(decode(painted_page("p"), Size.PAGE), 90)

    assert viewer.scale == pytest.approx((400 - 32) / 1169)
    assert viewer.scale < upright


def test_arrow_keys_move_a_page_that_is_larger_than_its_place(viewer: PageViewer) -> None:
    viewer.zoom(4.0)
    before = viewer.page_point(QPointF(200, 300))

    QTest.keyClick(viewer, Qt.Key.Key_Down)

    assert viewer.page_point(QPointF(200, 300)).y() > before.y()


def test_what_is_painted_is_the_page(viewer: PageViewer) -> None:
    shown = viewer.grab().toImage()

    assert shown.pixelColor(200, 30).lightness() > 200
    assert shown.pixelColor(2, 2) != shown.pixelColor(200, 300)


@pytest.mark.parametrize("turned_deg", [0, 90, 180])
def test_a_mark_lies_on_its_place_of_the_page_however_it_is_turned(viewer: PageViewer, turned_deg: int) -> None:
    viewer.show_picture(decode(painted_page("p"), Size.PAGE), turned_deg)
    bare = viewer.grab().toImage()

    viewer.show_marks((PageMark(500, 900, 60, 40),), ())

    marked = viewer.grab().toImage()
    changed = [
        viewer.page_point(QPointF(x, y))
        for x in range(marked.width())
        for y in range(marked.height())
        if marked.pixelColor(x, y) != bare.pixelColor(x, y)
    ]
    assert changed
    assert all(485 <= point.x() <= 575 and 885 <= point.y() <= 955 for point in changed)


def test_what_is_odd_about_a_page_is_told_to_screen_readers(viewer: PageViewer) -> None:
    viewer.show_marks((), (Mark("Mờ", Tone.WARN), Mark("Mất mép", Tone.WARN)), framed=True)

    assert viewer.accessibleDescription() == "Mờ. Mất mép"


def test_a_place_that_is_looked_at_stands_in_the_middle_and_is_large(viewer: PageViewer) -> None:
    viewer.look_at(QRectF(600, 200, 100, 20))

    middle = viewer.page_point(QPointF(viewer.width() / 2, viewer.height() / 2))
    assert middle.x() == pytest.approx(650, abs=60)
    assert middle.y() == pytest.approx(210, abs=120)
    assert viewer.scale >= 1.0
