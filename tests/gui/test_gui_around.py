"""What is around every place, by keyboard alone: finder, help, guide, idle lock, change of clerk, training."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from counter_app.contract.messages import ClerkRecord
from counter_app.ui.application import Window
from counter_app.ui.idle import IdleWatch
from counter_app.ui.presenters.places import Place
from counter_app.ui.theme import Mode
from counter_app.ui.views.intake import IntakeView
from tests.builders.desk import UNIT
from tests.fakes.ui_window import CARD, CounterOfTests, parts_of_tests
from tests.gui.conftest import RESOURCES
from tests.rigs.keyboard import signed_in

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Settle = Callable[[], None]


def test_anything_is_found_from_anywhere(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    dossier = counter.desk.receive("Trần Văn Hải")
    counter.desk.receive("Trần Văn Hậu")
    keys = signed_in(qtbot, window, settle)
    keys.press(Qt.Key.Key_F6)

    keys.press(Qt.Key.Key_F, CTRL)
    keys.type("tran van ha")
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Return)

    assert window.main.place is Place.CAPTURE
    assert window.desk.dossier_id == dossier.dossier_id
    assert window.around.finder is not None
    assert not window.around.finder.isVisible()


def test_escape_leads_back_to_where_one_was(qtbot: QtBot, window: Window, settle: Settle) -> None:
    keys = signed_in(qtbot, window, settle)
    keys.press(Qt.Key.Key_F3)
    before = QApplication.focusWidget()

    keys.press(Qt.Key.Key_F, CTRL)
    keys.type("x")
    keys.press(Qt.Key.Key_Escape)

    assert QApplication.focusWidget() is before
    assert window.main.place is Place.INTAKE


def test_help_is_about_the_place_in_front_and_follows_it(qtbot: QtBot, window: Window, settle: Settle) -> None:
    keys = signed_in(qtbot, window, settle)
    keys.press(Qt.Key.Key_F3)

    keys.press(Qt.Key.Key_F1)
    helping = window.around.helping
    assert helping is not None
    first = helping.findChildren(QLabel)[1].text()
    window.go_to(Place.RESULTS)
    second = helping.findChildren(QLabel)[1].text()
    keys.press(Qt.Key.Key_F1)

    assert (first, second) == ("Tiếp nhận", "Trả kết quả")
    assert not helping.isVisible()


def test_who_comes_for_the_first_time_is_guided_once(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    counter.guide_wanted = True
    keys = signed_in(qtbot, window, settle)
    shown = window.around.helping is not None and window.around.helping.isVisible()
    keys.press(Qt.Key.Key_Escape)

    keys.press(Qt.Key.Key_L, CTRL)
    keys.type("đúng")
    keys.press(Qt.Key.Key_Return)

    assert shown
    assert window.around.helping is not None
    assert not window.around.helping.isVisible()


def test_a_colleague_takes_over_in_a_few_keys_and_the_work_stays(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    with counter.desk.store.open_work() as work:
        record = ClerkRecord(
            clerk_id="minh", login="minh", name="Lê Minh", roles={UNIT: ("clerk",)}, verifier="đúng"
        )
        work.clerks.put(record)
        work.commit()
    keys = signed_in(qtbot, window, settle)
    keys.press(Qt.Key.Key_F3)
    keys.scan(CARD)

    keys.press(Qt.Key.Key_L, CTRL | SHIFT)
    keys.type("minh")
    keys.press(Qt.Key.Key_Return)
    keys.type("đúng")
    keys.press(Qt.Key.Key_Return)

    intake = window.view_of(Place.INTAKE)
    assert isinstance(intake, IntakeView)
    assert window.desk.session.clerk_id == "minh"
    assert intake.typed_name() == "Nguyễn Thị Ngọc Ánh"


def test_who_sat_here_before_needs_one_key_and_the_password(qtbot: QtBot, window: Window, settle: Settle) -> None:
    keys = signed_in(qtbot, window, settle)
    keys.press(Qt.Key.Key_L, CTRL | SHIFT)

    keys.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    keys.type("đúng")
    keys.press(Qt.Key.Key_Return)

    assert not window.main.asks_to_sign_in
    assert window.desk.session.login == "lan"


def test_a_window_that_nobody_touches_is_locked(styled: QApplication, qtbot: QtBot) -> None:
    del styled
    holder = QObject()
    watch = IdleWatch(0.05, holder)

    with qtbot.waitSignal(watch.idle, timeout=3000):
        pass

    holder.deleteLater()


def test_a_touch_begins_the_wait_anew(styled: QApplication, qtbot: QtBot) -> None:
    holder = QObject()
    watch = IdleWatch(60.0, holder)
    label = QLabel("x")
    qtbot.addWidget(label)
    label.show()
    watch._timer.setInterval(1000)
    watch._timer.stop()

    QTest.keyClick(label, Qt.Key.Key_A)

    assert watch._timer.isActive()
    styled.removeEventFilter(watch)
    holder.deleteLater()


def test_the_idle_lock_keeps_the_work(qtbot: QtBot, window: Window, settle: Settle) -> None:
    keys = signed_in(qtbot, window, settle)
    keys.press(Qt.Key.Key_F3)
    keys.scan(CARD)

    window.around._idle.idle.emit()
    locked = window.main.asks_to_sign_in
    keys.type("đúng")
    keys.press(Qt.Key.Key_Return)

    intake = window.view_of(Place.INTAKE)
    assert locked
    assert isinstance(intake, IntakeView)
    assert intake.typed_name() == "Nguyễn Thị Ngọc Ánh"


@pytest.mark.parametrize("training", [True, False])
def test_training_is_said_on_every_screen(
    training: bool, styled: QApplication, counter: CounterOfTests, qtbot: QtBot
) -> None:
    del styled
    parts = replace(parts_of_tests(counter), training=training)
    window = Window(RESOURCES, "vi", lambda: parts, Mode.LIGHT)
    window.show()
    qtbot.waitUntil(lambda: window._parts is not None and window.tasks.is_idle)

    band = window.main.findChild(QLabel, "training")
    shown = band is not None and band.isVisible()
    window.close()
    window.main.deleteLater()

    assert shown is training


def test_a_notice_leads_to_what_it_is_about(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    keys = signed_in(qtbot, window, settle)
    dossier = counter.desk.receive("Võ Thị Kim Liên")
    window.around.notices.changed()
    settle()
    counter.add_result(dossier)
    window.around.notices.changed()
    settle()

    window.around.tray.follow()
    settle()

    assert [str(notice.text) for notice in window.around.tray.told] == ["1 hồ sơ vừa có kết quả để trả."]
    assert window.main.place is Place.RESULTS
    assert keys.pressed == 0


def test_a_notice_does_not_lead_past_the_lock(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    keys = signed_in(qtbot, window, settle)
    dossier = counter.desk.receive()
    window.around.notices.changed()
    settle()
    counter.add_result(dossier)
    window.around.notices.changed()
    settle()
    keys.press(Qt.Key.Key_L, CTRL)

    window.around.tray.follow()

    assert window.main.asks_to_sign_in
