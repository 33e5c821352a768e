"""Fields of a paper beside their picture, by keyboard: looked at, corrected, confirmed, sealed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from counter_app.domain.ids import DossierId
from counter_app.domain.pages import Box, Line, Word
from counter_app.services.paper_fields import confirmed_fields
from counter_app.ui.application import Window
from counter_app.ui.presenters.places import Place
from counter_app.ui.views.fields_box import FieldsBox
from counter_app.ui.views.page_viewer import PageViewer
from tests.builders.desk import FORM
from tests.fakes.ui_window import CounterOfTests
from tests.rigs.keyboard import Keyboard, Settle, signed_in

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def dossier_id(counter: CounterOfTests) -> DossierId:
    """A dossier whose form was read, the name of its requester a little wrong."""
    dossier_id = counter.desk.receive().dossier_id
    page_id = counter.desk.add_page(dossier_id, FORM)
    text = "Họ và tên người yêu cầu: Nguyễn Thị Anh"
    words = tuple(Word(part, Box(6 * place, 40, 5, 4), 96.0) for place, part in enumerate(text.split()))
    with counter.desk.store.open_work() as work:
        page = work.pages.get(page_id)
        assert page is not None
        assert page.reading is not None
        lines = (Line(words, Box(0, 40, 60, 4), (0, 44, 60, 44)),)
        work.pages.put(replace(page, reading=replace(page.reading, lines=lines)))
        work.commit()
    return dossier_id


@pytest.fixture
def keys(qtbot: QtBot, window: Window, settle: Settle, dossier_id: DossierId) -> Keyboard:
    pressing = signed_in(qtbot, window, settle)
    window.desk.take_up(dossier_id)
    pressing.press(Qt.Key.Key_F5)
    window.view_of(Place.REVIEW).setFocus()
    pressing.press(Qt.Key.Key_Home)
    return pressing


def box_of(window: Window) -> FieldsBox:
    box = window.view_of(Place.REVIEW).findChild(FieldsBox)
    assert box is not None
    return box


def field_named(window: Window, name: str) -> QLineEdit:
    return next(line for line in box_of(window).findChildren(QLineEdit) if line.accessibleName() == name)


def confirmed(counter: CounterOfTests, dossier_id: DossierId) -> dict[str, str]:
    with counter.desk.store.open_work() as work:
        return confirmed_fields(work, dossier_id).get(FORM, {})


@pytest.mark.usefixtures("keys")
def test_the_field_with_the_cursor_is_shown_large_on_its_page(window: Window, settle: Settle) -> None:
    viewer = box_of(window).findChild(PageViewer)
    assert viewer is not None
    whole = viewer.scale

    field_named(window, "Người yêu cầu").setFocus()
    settle()

    assert field_named(window, "Người yêu cầu").text() == "Nguyễn Thị Anh"
    assert viewer.isVisible()
    assert viewer.scale >= whole


def test_a_correction_is_typed_and_enter_goes_on_to_the_next(
    keys: Keyboard, window: Window, counter: CounterOfTests, dossier_id: DossierId
) -> None:
    field_named(window, "Người yêu cầu").setFocus()
    keys.press(Qt.Key.Key_A, CTRL)
    keys.type("Nguyễn Thị Ánh")

    keys.press(Qt.Key.Key_Return)

    assert confirmed(counter, dossier_id) == {"requester": "Nguyễn Thị Ánh"}
    following = QApplication.focusWidget()
    assert isinstance(following, QLineEdit)
    assert following.accessibleName() == "Người được cấp"


def test_looking_at_a_field_does_not_confirm_it(
    keys: Keyboard, window: Window, counter: CounterOfTests, dossier_id: DossierId
) -> None:
    field_named(window, "Người yêu cầu").setFocus()

    keys.press(Qt.Key.Key_Tab)

    assert confirmed(counter, dossier_id) == {}


def test_everything_that_was_read_is_confirmed_by_one_key(
    keys: Keyboard, counter: CounterOfTests, dossier_id: DossierId
) -> None:
    keys.press(Qt.Key.Key_J, CTRL)

    assert confirmed(counter, dossier_id) == {"requester": "Nguyễn Thị Anh"}
