"""The panel where a clerk sets the PIN of the lock."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.quick_pin import QuickPinPresenter, QuickPinScreen
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_views import RecordingView, RunLater, RunNow

PIN = "250492"


class Panel:
    def __init__(self, counter: CounterOfTests, tasks: RunNow | RunLater, *, allowed: bool = True) -> None:
        self.view: RecordingView[QuickPinScreen] = RecordingView()
        self.counter = counter
        counter.quick_lock.allowed = allowed
        desk = Desk(lambda _place: None)
        desk.sit_down(counter.desk.sign_in.with_password("lan", "đúng"))
        self.presenter = QuickPinPresenter(self.view, tasks, desk, counter.for_quick_pin())
        self.presenter.opened()


@pytest.fixture
def panel(counter: CounterOfTests, now: RunNow) -> Panel:
    return Panel(counter, now)


def test_a_pin_typed_twice_alike_opens_the_lock_from_then_on(panel: Panel) -> None:
    panel.presenter.wanted(PIN, PIN)

    assert panel.counter.quick_lock.opens_for("lan")
    assert (panel.view.now.has_pin, panel.view.now.clear) == (True, True)
    assert "Ctrl + L" in str(panel.view.now.done)


def test_two_that_differ_set_nothing(panel: Panel) -> None:
    panel.presenter.wanted(PIN, "250493")

    assert "không giống nhau" in str(panel.view.now.problem)
    assert not panel.counter.quick_lock.opens_for("lan")


def test_a_pin_that_is_tried_first_is_refused_with_the_reason(panel: Panel) -> None:
    panel.presenter.wanted("123456", "123456")

    assert "dễ đoán" in str(panel.view.now.problem)
    assert not panel.view.now.busy


def test_a_pin_is_taken_back(panel: Panel) -> None:
    panel.presenter.wanted(PIN, PIN)

    panel.presenter.taken_back()

    assert (panel.view.now.has_pin, panel.counter.quick_lock.opens_for("lan")) == (False, False)


def test_where_the_policy_forbids_pins_the_panel_says_so(counter: CounterOfTests, now: RunNow) -> None:
    panel = Panel(counter, now, allowed=False)

    assert (panel.view.now.allowed, "không cho phép" in str(panel.view.now.problem)) == (False, True)


def test_a_second_press_while_it_is_set_sets_nothing_else(counter: CounterOfTests, later: RunLater) -> None:
    panel = Panel(counter, later)

    panel.presenter.wanted(PIN, PIN)
    panel.presenter.wanted("971304", "971304")
    later.answer_all()

    assert panel.counter.quick_lock.unlock(PIN).login == "lan"


def test_opened_again_it_says_that_there_is_a_pin_and_nothing_of_before(panel: Panel) -> None:
    panel.presenter.wanted(PIN, PIN)

    panel.presenter.opened()

    assert panel.view.now == replace(QuickPinScreen(), has_pin=True, clear=True)
