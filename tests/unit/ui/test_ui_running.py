"""What follows typing and what follows events: the newest answer wins, and the last event is never missed."""

from __future__ import annotations

from counter_app.domain.errors import CounterError, TryLater
from counter_app.ui.presenters.running import Newest, Refresh
from tests.fakes.ui_views import RunLater


def test_the_answer_to_an_older_question_is_dropped(later: RunLater) -> None:
    shown: list[str] = []
    search: Newest[str] = Newest(later, done=shown.append, failed=lambda _error: None)

    search.ask(lambda: "k")
    search.ask(lambda: "kh")
    later.answer(1)
    later.answer(0)

    assert shown == ["kh"]


def test_a_failure_of_an_older_question_is_dropped(later: RunLater) -> None:
    refused: list[CounterError] = []
    search: Newest[str] = Newest(later, done=lambda _text: None, failed=refused.append)

    def broken() -> str:
        raise TryLater("store_busy")

    search.ask(broken)
    search.ask(lambda: "kh")
    later.answer_all()

    assert refused == []


def test_a_forgotten_question_is_not_answered(later: RunLater) -> None:
    shown: list[str] = []
    search: Newest[str] = Newest(later, done=shown.append, failed=lambda _error: None)

    search.ask(lambda: "k")
    search.forget()
    later.answer_all()

    assert shown == []


def test_many_events_cost_two_readings(later: RunLater) -> None:
    store, shown = {"value": 0}, []
    refresh = Refresh(later, lambda: store["value"], done=shown.append, failed=lambda _error: None)

    for number in range(50):
        store["value"] = number
        refresh.ask()
    later.answer_all()

    assert shown == [49, 49]


def test_what_changes_while_reading_is_read_again(later: RunLater) -> None:
    store, shown = {"value": "old"}, []
    refresh = Refresh(later, lambda: store["value"], done=shown.append, failed=lambda _error: None)

    refresh.ask()
    refresh.ask()
    later.answer()
    store["value"] = "new"
    later.answer_all()

    assert shown == ["old", "new"]


def test_a_failed_reading_does_not_end_the_reading(later: RunLater) -> None:
    shown: list[str] = []
    refused: list[str] = []
    results = iter([TryLater("store_busy"), "whole"])

    def read() -> str:
        result = next(results)
        if isinstance(result, CounterError):
            raise result
        return result

    refresh = Refresh(later, read, done=shown.append, failed=lambda error: refused.append(error.code))
    refresh.ask()
    refresh.ask()
    later.answer_all()

    assert refused == ["store_busy"]
    assert shown == ["whole"]
