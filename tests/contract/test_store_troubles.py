"""The list "Cần xử lý": the same trouble stands there once until it is solved."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from counter_app.services.ports import ELSEWHERE, Trouble
from tests.contract.conftest import StoreAtHand

AT = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
TROUBLE = Trouble("t1", "stale_version", {"kind": "sealed"}, "d1", "a1", AT)


def add(store: StoreAtHand, *troubles: Trouble) -> None:
    with store.open_work() as work:
        for one in troubles:
            work.troubles.add(one)
        work.commit()


def solve(store: StoreAtHand, trouble_id: str) -> None:
    with store.open_work() as work:
        work.troubles.solve(trouble_id, AT + timedelta(hours=1))
        work.commit()


def listed(store: StoreAtHand) -> list[Trouble]:
    with store.open_work() as work:
        return list(work.troubles.open())


def test_troubles_are_listed_in_the_order_of_time(store: StoreAtHand) -> None:
    older = replace(TROUBLE, trouble_id="t2", act_id="a2", since=AT - timedelta(minutes=1))

    add(store, TROUBLE, older)

    assert listed(store) == [older, TROUBLE]


def test_the_same_trouble_with_the_same_act_is_kept_as_it_is(store: StoreAtHand) -> None:
    add(store, TROUBLE)

    add(store, replace(TROUBLE, trouble_id="t2", facts={}, since=AT + timedelta(days=1)))

    assert listed(store) == [TROUBLE]


def test_without_an_act_the_facts_tell_two_troubles_apart(store: StoreAtHand) -> None:
    first = Trouble("t1", "paper_unsigned", {"paper": "Tờ khai"}, "d1", "", AT)
    second = replace(first, trouble_id="t2", facts={"paper": "Giấy chứng sinh"})
    again = replace(first, trouble_id="t3")

    add(store, first, second, again)

    assert listed(store) == [first, second]


def test_a_solved_trouble_leaves_the_list(store: StoreAtHand) -> None:
    add(store, TROUBLE)

    solve(store, "t1")

    assert listed(store) == []


def test_a_trouble_that_comes_back_is_listed_anew(store: StoreAtHand) -> None:
    add(store, TROUBLE)
    solve(store, "t1")
    again = replace(TROUBLE, trouble_id="t2")

    add(store, again)

    assert listed(store) == [again]


def test_solving_an_unknown_trouble_is_no_error(store: StoreAtHand) -> None:
    add(store, TROUBLE)

    solve(store, "nowhere")

    assert listed(store) == [TROUBLE]


def test_what_was_turned_down_at_another_window_is_kept_apart(store: StoreAtHand) -> None:
    told = Trouble("t2", ELSEWHERE, {"kind": "sealed"}, "", "a2", AT)

    add(store, TROUBLE, told, replace(told, trouble_id="t3"))

    assert listed(store) == [TROUBLE]
    with store.open_work() as work:
        assert list(work.troubles.elsewhere()) == [told]
    solve(store, "t2")
    with store.open_work() as work:
        assert list(work.troubles.elsewhere()) == []
