"""A batch with separator sheets that jams, and what a clerk does with its pages: by keys, and dragged."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from counter_app.contract.canonical import digest
from counter_app.domain.batches import Mark
from counter_app.domain.ids import DossierId
from counter_app.domain.slip_codes import SeparatorCode
from counter_app.services.ports import Page
from counter_app.ui.application import Window
from counter_app.ui.presenters.places import Place
from counter_app.ui.views.capture import CaptureView
from counter_app.ui.views.thumbnails import PAGES_MIME, SlotList, ThumbStrip
from tests.builders.desk import small_jpeg
from tests.fakes.readers import KnowingReaders, reading
from tests.fakes.ui_window import CARD, CounterOfTests
from tests.rigs.keyboard import Keyboard, Settle, signed_in

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

BLANK = small_jpeg(250)
FIRST, SECOND = small_jpeg(10), small_jpeg(20)
ONE, TWO, THREE, FOUR = (small_jpeg(shade) for shade in (30, 40, 50, 60))
FORM, BIRTH_PROOF = "to-khai-khai-sinh", "giay-chung-sinh"


@pytest.fixture
def counter() -> CounterOfTests:
    return CounterOfTests(readers=KnowingReaders({BLANK: reading(blank=True)}))


@pytest.fixture
def keys(qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle) -> Keyboard:
    """A clerk with a birth registration whose papers are to be scanned now."""
    pressing = signed_in(qtbot, window, settle)
    pressing.press(Qt.Key.Key_F3)
    pressing.scan(CARD)
    pressing.type("ks")
    pressing.press(Qt.Key.Key_Return)
    pressing.press(Qt.Key.Key_Return, CTRL)
    pressing.press(Qt.Key.Key_Return, CTRL)
    assert counter.readers is not None
    for image, paper in ((FIRST, FORM), (SECOND, BIRTH_PROOF)):
        counter.readers.by_image[image] = reading(codes=(SeparatorCode(code_of(counter), paper).text(),))
    return pressing


def dossier_of(counter: CounterOfTests) -> DossierId:
    (dossier,) = counter.desk.store.tables.dossiers.values()
    return dossier.dossier_id


def code_of(counter: CounterOfTests) -> str:
    (dossier,) = counter.desk.store.tables.dossiers.values()
    return dossier.code


def kept(counter: CounterOfTests) -> list[Page]:
    return list(counter.queries.pages(dossier_of(counter)))


def papers(counter: CounterOfTests) -> list[str]:
    return [page.paper_type for page in kept(counter)]


def scanned(counter: CounterOfTests, keys: Keyboard, *images: bytes, fault: str = "") -> None:
    counter.scanner.load(images, fault=fault)
    keys.press(Qt.Key.Key_F9)


def test_a_batch_that_jams_is_scanned_to_its_end_and_split_by_its_separators(
    keys: Keyboard, window: Window, counter: CounterOfTests
) -> None:
    keys.press(Qt.Key.Key_P, CTRL)
    scanned(counter, keys, FIRST, BLANK, ONE, TWO, fault="jam")
    view = window.view_of(Place.CAPTURE)
    assert isinstance(view, CaptureView)
    offered = view.scan_title()
    scanned(counter, keys, SECOND, BLANK, THREE, BLANK)
    split = papers(counter)
    keys.press(Qt.Key.Key_Delete)
    keys.press(Qt.Key.Key_Z, CTRL)
    keys.press(Qt.Key.Key_Return, CTRL)

    everything = counter.queries.pages(dossier_of(counter), with_removed=True)
    assert counter.separated == [dossier_of(counter)]
    assert offered == "Quét tiếp từ tờ 3"
    assert split == papers(counter) == [FORM, FORM, BIRTH_PROOF, BIRTH_PROOF]
    assert [page.mark for page in everything if page.removed] == [
        Mark.SEPARATOR,
        Mark.SEPARATOR_BACK,
        Mark.SEPARATOR,
        Mark.SEPARATOR_BACK,
    ]
    assert [page.sheet for page in kept(counter)] == [2, 2, 4, 4]
    assert window.main.place is Place.REVIEW


def test_everything_that_can_be_done_with_pages_has_a_key(
    keys: Keyboard, counter: CounterOfTests, window: Window
) -> None:
    scanned(counter, keys, ONE, TWO, THREE, BLANK)
    before = kept(counter)
    window.view_of(Place.CAPTURE).setFocus()
    keys.press(Qt.Key.Key_Home)

    def order() -> list[int]:
        ids = [page.page_id for page in before]
        return [ids.index(page.page_id) if page.page_id in ids else -1 for page in kept(counter)]

    keys.press(Qt.Key.Key_Down, CTRL)
    shifted = order()
    keys.press(Qt.Key.Key_Z, CTRL)
    keys.press(Qt.Key.Key_X, CTRL)
    keys.press(Qt.Key.Key_End)
    keys.press(Qt.Key.Key_V, CTRL)
    put = order()
    keys.press(Qt.Key.Key_Z, CTRL)
    keys.press(Qt.Key.Key_Home)
    keys.press(Qt.Key.Key_Right)
    keys.press(Qt.Key.Key_2, ALT)
    split = papers(counter)
    keys.press(Qt.Key.Key_1, CTRL)
    merged = papers(counter)
    keys.press(Qt.Key.Key_A, CTRL)
    keys.press(Qt.Key.Key_M)
    paired = order()
    keys.press(Qt.Key.Key_Z, CTRL)
    keys.press(Qt.Key.Key_Y, CTRL)

    assert shifted == [1, 0, 2, 3]
    assert put == [1, 2, 0, 3]
    assert split == [FORM, BIRTH_PROOF, BIRTH_PROOF, BIRTH_PROOF]
    assert merged == [FORM] * 4
    assert paired == order() == [0, 3, 1, 2]


def test_a_page_is_scanned_again_inserted_and_shot_without_its_note_by_keys(
    keys: Keyboard, counter: CounterOfTests, window: Window
) -> None:
    scanned(counter, keys, ONE, TWO)
    window.view_of(Place.CAPTURE).setFocus()
    keys.press(Qt.Key.Key_Home)
    counter.scanner.load([THREE])
    keys.press(Qt.Key.Key_F9, SHIFT)
    replaced = [page.raw for page in kept(counter)]
    keys.press(Qt.Key.Key_Home)
    counter.scanner.load([FOUR])
    keys.press(Qt.Key.Key_G)
    marks = [page.mark for page in kept(counter)]
    keys.press(Qt.Key.Key_End)
    counter.scanner.load([ONE])
    keys.press(Qt.Key.Key_Insert)

    order = [page.raw for page in kept(counter)]
    assert replaced == [digest(THREE), digest(TWO)]
    assert marks == [Mark.WITH_NOTE, Mark.WITHOUT_NOTE, Mark.NONE]
    assert order == [digest(image) for image in (THREE, FOUR, ONE, TWO)]


def test_a_page_dragged_within_the_strip_comes_to_where_it_is_dropped(
    keys: Keyboard, counter: CounterOfTests, window: Window, settle: Settle
) -> None:
    scanned(counter, keys, ONE, TWO, THREE, BLANK)
    before = [page.page_id for page in kept(counter)]
    strip = window.view_of(Place.CAPTURE).findChild(ThumbStrip)
    assert strip is not None
    place = strip.visualRect(strip.pages.index(0, 0))

    drop(strip, QPoint(place.left() + 4, place.center().y()), before[2:3])
    settle()

    assert [page.page_id for page in kept(counter)] == [before[2], before[0], before[1], before[3]]


def test_a_page_dragged_onto_a_paper_belongs_to_it(
    keys: Keyboard, counter: CounterOfTests, window: Window, settle: Settle
) -> None:
    scanned(counter, keys, ONE, TWO)
    papers_list = window.view_of(Place.CAPTURE).findChild(SlotList)
    assert papers_list is not None
    place = papers_list.visualRect(papers_list.lines.index(1, 0)).center()

    drop(papers_list, place, [kept(counter)[0].page_id])
    settle()

    assert papers(counter) == [BIRTH_PROOF, FORM]


def drop(onto: ThumbStrip | SlotList, place: QPoint, pages: list[str]) -> None:
    """Let go of these pages here."""
    carried = QMimeData()
    carried.setData(PAGES_MIME, "\n".join(pages).encode("ascii"))
    event = QDropEvent(
        QPointF(place),
        Qt.DropAction.CopyAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    onto.dropEvent(event)
