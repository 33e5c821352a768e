"""The small dialog for a new enrolment code: opened from the list, typed, put off, turned down, and readable."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QInputDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from counter_app.domain.errors import Refused
from counter_app.services.ports import Trouble
from counter_app.ui.application import Window
from counter_app.ui.presenters.places import Place
from counter_app.ui.theme import Mode
from counter_app.ui.translation import Language
from counter_app.ui.views.troubles import TroublesView
from tests.builders.desk import MORNING
from tests.fakes.ui_window import CounterOfTests
from tests.rigs.keyboard import Keyboard, signed_in

Settle = Callable[[], None]
CODE = "K7QX-2M9D"


@pytest.fixture
def shut_out(counter: CounterOfTests) -> CounterOfTests:
    """A window that the province does not know."""
    with counter.desk.store.open_work() as work:
        work.troubles.add(Trouble("t", "unknown_device", {}, "", "", MORNING))
        work.commit()
    return counter


def list_of(window: Window) -> TroublesView:
    view = window.view_of(Place.TROUBLES)
    assert isinstance(view, TroublesView)
    return view


def asked(window: Window, qtbot: QtBot, settle: Settle) -> tuple[Keyboard, QInputDialog]:
    """The clerk went to the list and pressed the entry's first button."""
    keys = signed_in(qtbot, window, settle)
    window.go_to(Place.TROUBLES)
    settle()
    cures = [one for one in list_of(window).findChildren(QPushButton) if one.text() == "Khai báo lại quầy"]
    qtbot.mouseClick(cures[0], Qt.MouseButton.LeftButton)
    settle()
    [dialog] = list_of(window).findChildren(QInputDialog)
    return keys, dialog


def dialogs(window: Window) -> list[QInputDialog]:
    return list_of(window).findChildren(QInputDialog)


def codes_of(window: Window) -> list[str]:
    """What the list shows as cures."""
    return [one.text() for one in list_of(window).findChildren(QPushButton) if one.isVisible()]


def shown(window: Window) -> str:
    return " ".join(one.text() for one in list_of(window).findChildren(QLabel) if one.isVisible())


def test_the_code_is_typed_where_the_cursor_waits_and_enter_enrols(
    qtbot: QtBot, shut_out: CounterOfTests, window: Window, settle: Settle
) -> None:
    keys, _ = asked(window, qtbot, settle)

    keys.type(CODE)
    keys.press(Qt.Key.Key_Return)

    assert shut_out.enrolled_with == [CODE]
    assert dialogs(window) == []
    assert "Khai báo lại quầy" not in codes_of(window)
    assert "Đã khai báo lại quầy. Hồ sơ chưa gửi vẫn còn nguyên" in shown(window)


def test_its_button_enrols_too(qtbot: QtBot, shut_out: CounterOfTests, window: Window, settle: Settle) -> None:
    keys, dialog = asked(window, qtbot, settle)
    keys.type(CODE)

    qtbot.mouseClick(button_of(dialog, "Khai báo lại"), Qt.MouseButton.LeftButton)
    settle()

    assert shut_out.enrolled_with == [CODE]


def button_of(dialog: QInputDialog, text: str) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == text)


@pytest.mark.parametrize("way", ["escape", "button"])
def test_put_off_it_changes_nothing_and_comes_back_empty(
    qtbot: QtBot, shut_out: CounterOfTests, window: Window, settle: Settle, way: str
) -> None:
    keys, dialog = asked(window, qtbot, settle)
    keys.type(CODE)

    if way == "escape":
        keys.press(Qt.Key.Key_Escape)
    else:
        qtbot.mouseClick(button_of(dialog, "Để sau"), Qt.MouseButton.LeftButton)
        settle()
    gone = dialogs(window)
    qtbot.mouseClick(again(window), Qt.MouseButton.LeftButton)
    settle()

    assert (shut_out.enrolled_with, gone) == ([], [])
    assert [one.textValue() for one in dialogs(window)] == [""]


def again(window: Window) -> QPushButton:
    return next(one for one in list_of(window).findChildren(QPushButton) if one.text() == "Khai báo lại quầy")


class TurnedDown(list[str]):
    """The province takes no code."""

    def append(self, _code: str) -> None:
        raise Refused("enrolment_code_invalid")


def test_a_code_that_is_turned_down_is_told_and_another_can_be_typed(
    qtbot: QtBot, shut_out: CounterOfTests, request: pytest.FixtureRequest
) -> None:
    shut_out.enrolled_with = TurnedDown()
    window, settle = request.getfixturevalue("window"), request.getfixturevalue("settle")
    keys, _ = asked(window, qtbot, settle)

    keys.type(CODE)
    keys.press(Qt.Key.Key_Return)

    assert "Hãy xin mã mới" in shown(window)
    assert again(window).isEnabled()


class HeldUp(list[str]):
    """The province takes its time."""

    def __init__(self) -> None:
        super().__init__()
        self.may_answer = threading.Event()

    def append(self, code: str) -> None:
        self.may_answer.wait(60)
        super().append(code)


def test_an_answer_that_comes_after_another_language_was_chosen_reaches_no_screen_that_is_gone(
    qtbot: QtBot, shut_out: CounterOfTests, request: pytest.FixtureRequest
) -> None:
    province = shut_out.enrolled_with = HeldUp()
    window, settle = request.getfixturevalue("window"), request.getfixturevalue("settle")
    keys, dialog = asked(window, qtbot, settle)
    keys.type(CODE)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)

    window.speak(Language.ENGLISH)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    with qtbot.captureExceptions() as defects:
        province.may_answer.set()
        settle()

    assert (province, defects) == ([CODE], [])
    assert isinstance(list_of(window), TroublesView)


def test_a_window_that_locks_puts_the_dialog_away(
    qtbot: QtBot, shut_out: CounterOfTests, window: Window, settle: Settle
) -> None:
    keys, _ = asked(window, qtbot, settle)
    keys.type(CODE)

    window.lock()
    settle()

    assert window.main.asks_to_sign_in
    assert (dialogs(window), shut_out.enrolled_with) == ([], [])


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("mode", list(Mode))
def test_every_word_of_it_is_whole(
    qtbot: QtBot, shut_out: CounterOfTests, window: Window, settle: Settle, language: Language, mode: Mode
) -> None:
    del shut_out
    _, dialog = asked(window, qtbot, settle)
    dialog.reject()
    settle()
    window.speak(language)
    settle()
    window.look(mode)
    settle()
    window.go_to(Place.TROUBLES)
    settle()

    list_of(window).ask_code()
    settle()
    [dialog] = dialogs(window)

    words = [*dialog.findChildren(QLabel), *dialog.findChildren(QPushButton)]
    assert len(words) == 3
    assert [one.text() for one in words if one.width() < one.sizeHint().width()] == []
    assert all(one.text().isascii() for one in words) is (language is Language.ENGLISH)
    assert dialog.width() <= window.main.width()
