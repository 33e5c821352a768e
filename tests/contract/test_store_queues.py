"""Queues are in the order in which people work, and dossiers are counted where they belong."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from counter_app.contract.moves import PROVINCE, State
from counter_app.domain.errors import InvalidInput
from counter_app.domain.ids import UnitCode
from counter_app.services.ports import (
    Trouble,
)
from counter_app.services.queries import Count, QueueFilter
from tests.builders.acts import OTHER_UNIT, UNIT
from tests.rigs.shown_store import NOON, TODAY, Shown, dossier


def test_a_queue_is_in_the_order_of_appointments(shown: Shown) -> None:
    hour = timedelta(hours=1)
    shown.put(dossier("c", due_at=NOON + hour), dossier("a", due_at=NOON - hour), dossier("b"))

    assert shown.queue() == ["a", "b", "c"]


def test_those_whose_clock_stands_come_last(shown: Shown) -> None:
    shown.put(
        dossier("ready", state=State.RESULT_READY, due_at=NOON - timedelta(days=3)),
        dossier("open", due_at=None),
        dossier("stopped", state=State.SUPPLEMENT, stopped_clock_at=NOON, due_at=NOON - timedelta(days=9)),
        dossier("late", due_at=NOON + timedelta(days=30)),
    )

    assert shown.queue() == ["late", "ready", "open", "stopped"]


def test_without_states_a_queue_has_what_has_not_ended(shown: Shown) -> None:
    shown.put(dossier("a"), dossier("b", state=State.RETURNED), dossier("c", state=State.REFUSED))

    assert shown.queue() == ["a"]


def test_ended_dossiers_come_newest_change_first(shown: Shown) -> None:
    ended = {"state": State.RETURNED}
    shown.put(
        dossier("old", changed_at=NOON - timedelta(days=2), **ended),
        dossier("new", changed_at=NOON, **ended),
        dossier("between", changed_at=NOON - timedelta(days=1), **ended),
        dossier("refused", state=State.REFUSED),
    )

    assert shown.queue(states=frozenset({State.RETURNED})) == ["new", "between", "old"]


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({"unit": UnitCode(OTHER_UNIT)}, ["holder", "competent", "receiving"]),
        ({"states": frozenset({State.PROCESSING})}, ["processing"]),
        ({"window": "W9"}, ["window"]),
        ({"clerk": "clerk-hoa"}, ["assigned"]),
        ({"procedure": "2.000815"}, ["procedure"]),
        ({"result_by": "post"}, ["post"]),
        ({"overdue_on": date(2026, 11, 24)}, ["late"]),
    ],
)
def test_a_queue_is_narrowed(shown: Shown, wanted: dict[str, object], names: list[str]) -> None:
    later = NOON + timedelta(days=5)
    shown.put(
        dossier("holder", holder=UnitCode(OTHER_UNIT), due_at=later),
        dossier("competent", competent_unit=UnitCode(OTHER_UNIT), due_at=later),
        dossier("receiving", receiving_unit=UnitCode(OTHER_UNIT), due_at=later),
        dossier("processing", state=State.PROCESSING, due_at=later),
        dossier("window", window="W9", due_at=later),
        dossier("assigned", assigned_clerk="clerk-hoa", due_at=later),
        dossier("procedure", procedure="2.000815", due_at=later),
        dossier("post", result_by="post", due_at=later),
        dossier("late", due_at=NOON),
        dossier("late but done", state=State.RESULT_READY, due_at=NOON),
        dossier("late but stopped", state=State.SUPPLEMENT, stopped_clock_at=NOON, due_at=NOON),
    )

    assert shown.queue(**wanted) == names


def test_whoever_received_a_dossier_has_it_until_it_is_assigned(shown: Shown) -> None:
    shown.put(dossier("mine"), dossier("given away", assigned_clerk="clerk-hoa"))

    assert shown.queue(clerk="clerk-lan") == ["mine"]


@pytest.mark.parametrize("states", [frozenset(), frozenset({State.RETURNED})])
def test_pages_of_a_queue_join_without_gap_or_twin(shown: Shown, states: frozenset[State]) -> None:
    state = next(iter(states), State.RECEIVED)
    for number in range(25):
        moment = NOON + timedelta(hours=number % 4)
        shown.put(dossier(f"{number:02d}", due_at=moment, changed_at=moment, state=state))
    whole = shown.queue(states=states)

    joined: list[str] = []
    after = ""
    while rows := shown.queries.queue(QueueFilter(states=states, limit=7, after=after)):
        joined += [row.dossier_id for row in rows]
        after = rows[-1].cursor

    assert (len(whole), joined) == (25, whole)


def test_a_cursor_that_is_none_is_refused(shown: Shown) -> None:
    with pytest.raises(InvalidInput, match="bad_cursor"):
        shown.queue(after="page 2")


def test_a_line_says_what_the_dossier_is(shown: Shown) -> None:
    one = dossier("a", assigned_clerk="clerk-hoa", provisional=True)
    shown.put(one)
    with shown.open_work() as work:
        work.troubles.add(Trouble("t1", "gate_not_met", {}, "a", "x", NOON))
        work.troubles.add(Trouble("t2", "gate_not_met", {}, "other", "y", NOON))
        work.commit()

    row = shown.queries.queue(QueueFilter())[0]

    assert (row.code, row.applicant, row.due_at, row.received_at, row.clerk, row.provisional, row.troubles) == (
        one.code,
        one.applicant.name,
        one.due_at,
        one.received_at,
        "clerk-hoa",
        True,
        1,
    )


@pytest.mark.parametrize(
    ("today", "overdue"), [(date(2026, 11, 22), False), (date(2026, 11, 23), False), (date(2026, 11, 24), True)]
)
def test_a_line_is_overdue_by_date_alone(shown: Shown, today: date, overdue: bool) -> None:
    shown.put(dossier("a"))

    assert shown.queries.queue(QueueFilter())[0].is_overdue(today) is overdue


# --- counters --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "counted"),
    [
        ({}, {Count.RECEIVED, Count.DUE_SOON}),
        ({"due_at": NOON - timedelta(days=1)}, {Count.RECEIVED, Count.OVERDUE}),
        ({"due_at": NOON + timedelta(days=3)}, {Count.RECEIVED, Count.DUE_SOON}),
        ({"due_at": NOON + timedelta(days=4)}, {Count.RECEIVED}),
        ({"due_at": None}, {Count.RECEIVED}),
        ({"state": State.SEALED, "due_at": None}, {Count.SEALED}),
        ({"state": State.PROCESSING, "due_at": None}, {Count.PROCESSING}),
        ({"state": State.SUPPLEMENT, "stopped_clock_at": NOON}, {Count.WAITING_FOR_CITIZEN}),
        ({"state": State.FINANCIAL_DUTY, "stopped_clock_at": NOON}, {Count.FINANCIAL_DUTY}),
        ({"state": State.RESULT_READY, "due_at": NOON - timedelta(days=1)}, {Count.TO_RETURN_AT_WINDOW}),
        ({"state": State.RESULT_READY, "result_by": "post"}, {Count.TO_RETURN_BY_POST}),
        ({"state": State.RESULT_READY, "result_by": "electronic"}, {Count.TO_RETURN_ONLINE}),
        ({"state": State.REFUSED}, {Count.REFUSED}),
        ({"state": State.WITHDRAWN}, {Count.WITHDRAWN}),
        ({"state": State.STOPPED}, {Count.STOPPED}),
        ({"state": State.RETURNED}, set()),
    ],
)
def test_a_dossier_is_counted_where_it_belongs(
    shown: Shown, changes: dict[str, object], counted: set[Count]
) -> None:
    shown.put(dossier("a", **changes))

    totals = shown.queries.counts(UnitCode(UNIT), TODAY)

    assert totals == {count: int(count in counted) for count in Count}


def test_a_unit_counts_what_it_received_decides_or_holds(shown: Shown) -> None:
    shown.put(
        dossier("received here"),
        dossier("for us", receiving_unit=UnitCode(OTHER_UNIT), competent_unit=UnitCode(UNIT), holder=PROVINCE),
        dossier("held by us", receiving_unit=UnitCode(OTHER_UNIT), holder=UnitCode(UNIT)),
        dossier("elsewhere", receiving_unit=UnitCode(OTHER_UNIT), holder=PROVINCE),
    )

    totals = shown.queries.counts(UnitCode(UNIT), TODAY)

    assert (totals[Count.RECEIVED], totals[Count.CROSS_BOUNDARY]) == (3, 1)
