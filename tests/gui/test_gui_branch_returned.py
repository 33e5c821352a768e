"""What was turned down at other windows, by keyboard alone over the real use cases."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from counter_app.contract.messages import ClerkRecord
from counter_app.services.events import TroublesChanged
from counter_app.ui.application import Window
from counter_app.ui.presenters.places import Place
from counter_app.ui.views.branch import BranchView
from tests.builders.desk import UNIT
from tests.builders.turned_down import turned_down_elsewhere
from tests.fakes.ui_window import CounterOfTests
from tests.rigs.keyboard import Keyboard, signed_in

ALT = Qt.KeyboardModifier.AltModifier
Settle = Callable[[], None]


def hire_supervisor(counter: CounterOfTests) -> None:
    with counter.desk.store.open_work() as work:
        chief = {UNIT: ("supervisor",)}
        work.clerks.put(ClerkRecord(clerk_id="sep", login="sep", name="Sếp", roles=chief, verifier="đúng"))
        work.commit()


def at_the_branch(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> tuple[Keyboard, BranchView]:
    hire_supervisor(counter)
    keys = signed_in(qtbot, window, settle, "sep")
    keys.press(Qt.Key.Key_F10)
    keys.press(Qt.Key.Key_4, ALT)
    view = window.view_of(Place.BRANCH)
    assert isinstance(view, BranchView)
    return keys, view


def tell(counter: CounterOfTests, *dossiers: str) -> None:
    with counter.desk.store.open_work() as work:
        for name in dossiers:
            work.troubles.add(turned_down_elsewhere(name, dossier_id=name))
        work.commit()


def buttons(view: BranchView, text: str) -> list[QPushButton]:
    shown = view.returned.findChildren(QPushButton)
    return [one for one in shown if one.text() == text and one.isVisibleTo(view.returned)]


def tab_of(view: BranchView) -> str:
    return next(one.text() for one in view.findChildren(QPushButton) if one.text().startswith("Bị trả lại"))


def test_a_supervisor_takes_off_one_after_the_other_without_the_mouse(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    tell(counter, "d-7", "d-8", "d-9")
    keys, view = at_the_branch(qtbot, window, counter, settle)
    before = tab_of(view)
    first = buttons(view, "Đã xử lý xong")[0]
    names = {one.accessibleName() for one in buttons(view, "Đã xử lý xong")}

    for _ in range(60):
        if QApplication.focusWidget() is first:
            break
        keys.press(Qt.Key.Key_Tab)
    keys.press(Qt.Key.Key_Space)
    keys.press(Qt.Key.Key_Space)

    assert names == {"Đã xử lý xong: Hồ sơ chưa có ở quầy này"}
    assert (before, tab_of(view)) == ("Bị trả lại (3)", "Bị trả lại (1)")
    assert [one.facts["dossier"] for one in counter.queries.troubles_elsewhere()] == ["d-9"]


def test_what_the_province_tells_meanwhile_appears_by_itself(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    _keys, view = at_the_branch(qtbot, window, counter, settle)
    before = tab_of(view)

    tell(counter, "d-9")
    window.bridge.publish(TroublesChanged())
    settle()

    assert (before, tab_of(view)) == ("Bị trả lại", "Bị trả lại (1)")
    assert len(buttons(view, "Đã xử lý xong")) == 1


def test_the_number_is_there_before_anybody_looks(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    tell(counter, "d-7", "d-8")
    hire_supervisor(counter)
    signed_in(qtbot, window, settle, "sep")
    at_first = on_the_rail(window)

    tell(counter, "d-9")
    window.bridge.publish(TroublesChanged())
    settle()

    assert (at_first, on_the_rail(window)) == ("Toàn chi nhánh: 2", "Toàn chi nhánh: 3")


def test_nothing_is_counted_for_a_clerk(
    qtbot: QtBot, window: Window, counter: CounterOfTests, settle: Settle
) -> None:
    tell(counter, "d-7")

    signed_in(qtbot, window, settle)

    assert on_the_rail(window) == "Toàn chi nhánh"


def on_the_rail(window: Window) -> str:
    named = [one.accessibleName() for one in window.main.rail.findChildren(QPushButton)]
    return next(name for name in named if name.startswith("Toàn chi nhánh"))
