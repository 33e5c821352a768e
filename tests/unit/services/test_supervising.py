"""What a supervisor is told about the branch, counted from this window's own store."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import msgspec
import pytest

from counter_app.contract.messages import ClerkRecord
from counter_app.contract.moves import State
from counter_app.contract.workload import USUAL_SERVICE_MINUTES, clerks_per_unit, helpers_of
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import IllegalMove, InvalidInput, NotAllowed
from counter_app.domain.ids import DossierId, UnitCode
from counter_app.services.queries import Reception
from counter_app.services.reassign import Reassign
from counter_app.services.supervise import (
    Branch,
    ClerkLoad,
    Supervise,
    arrivals_of,
    balance_of,
)
from tests.builders.desk import MORNING, UNIT, DeskOfTests
from tests.builders.rules import shipped_indicators
from tests.fakes.queries import MemoryQueries

OTHER = UnitCode("H29.902")


@pytest.fixture
def desk() -> DeskOfTests:
    return DeskOfTests(numbers_left=40)


def supervised(desk: DeskOfTests) -> Branch:
    return Supervise(MemoryQueries(desk.store), desk.catalogue, shipped_indicators, desk.clock)(UNIT)


def changed(desk: DeskOfTests, dossier: Dossier, **fields: object) -> Dossier:
    after = replace(dossier, **fields)  # type: ignore[arg-type]
    with desk.store.open_work() as work:
        work.dossiers.put(after)
        work.commit()
    return after


def hire(desk: DeskOfTests, clerk_id: str, *units: str) -> None:
    with desk.store.open_work() as work:
        roles = dict.fromkeys(units, ("clerk",))
        work.clerks.put(ClerkRecord(clerk_id=clerk_id, login=clerk_id, name=clerk_id.title(), roles=roles))
        work.commit()


def at(minutes: float, window: str = "Q01", unit: UnitCode = UNIT) -> Reception:
    return Reception(MORNING + timedelta(minutes=minutes), unit, window, "clerk-lan")


# --- load and forecast ------------------------------------------------------------------------------------------


def test_a_reception_lasts_until_the_next_one_at_the_same_window() -> None:
    arrivals = arrivals_of([at(0), at(1, "Q02"), at(6), at(14)])

    assert [(one.window, one.minutes) for one in arrivals] == [("Q01", 6), ("Q02", 7), ("Q01", 8), ("Q01", 7)]


def test_a_window_at_which_nobody_was_is_not_at_work() -> None:
    arrivals = arrivals_of([at(0), at(90)])

    assert [one.minutes for one in arrivals] == [USUAL_SERVICE_MINUTES] * 2


def test_todays_load_is_told_per_window_and_hour(desk: DeskOfTests) -> None:
    for _ in range(3):
        desk.receive()
        desk.clock.forward(timedelta(minutes=10))

    branch = supervised(desk)

    assert [(load.window, load.hour.hour, load.arrivals) for load in branch.loads] == [("Q01", 9, 3)]
    assert branch.loads[0].busy == pytest.approx(0.5)


def test_the_forecast_says_which_hour_is_overloaded_and_who_could_help(desk: DeskOfTests) -> None:
    for number in range(12):
        busy = changed(desk, desk.receive(), received_at=MORNING - timedelta(weeks=1, minutes=-10 * number))
        quiet = changed(desk, desk.receive(), received_at=MORNING - timedelta(weeks=1, minutes=number))
        changed(desk, quiet, receiving_unit=OTHER)
        extra = changed(desk, desk.receive(), received_at=MORNING - timedelta(weeks=1, minutes=-10 * number))
        changed(desk, extra, window="Q02")
        assert busy.receiving_unit == UNIT
    hire(desk, "helper", OTHER, UNIT)
    hire(desk, "other", OTHER)

    branch = supervised(desk)

    assert branch.overload
    assert branch.move is not None
    assert (branch.move.helper.code, branch.move.to) == ("helper", UNIT)
    assert branch.move.worst_wait_after < branch.move.worst_wait_before


def test_without_a_past_nothing_is_expected_and_nobody_is_moved(desk: DeskOfTests) -> None:
    branch = supervised(desk)

    assert [hour.work_minutes for hour in branch.plan] == [0.0] * len(branch.plan)
    assert branch.plan
    assert (branch.overload, branch.move) == ((), None)


def test_who_has_posts_in_several_units_sits_in_the_first() -> None:
    roles = {UNIT: ("clerk",), OTHER: ("clerk",), "*": ("it",)}
    both = ClerkRecord(clerk_id="a", login="a", name="A", roles=roles)
    chief = ClerkRecord(clerk_id="b", login="b", name="B", roles={UNIT: ("supervisor",)})

    assert clerks_per_unit([both, chief]) == {UNIT: 1}
    assert [(one.code, one.may_help) for one in helpers_of([both, chief])] == [("a", (OTHER,))]


# --- who has how much -------------------------------------------------------------------------------------------


def test_clerks_are_listed_with_what_they_have_also_those_who_have_nothing(desk: DeskOfTests) -> None:
    hire(desk, "minh", UNIT)
    late = desk.receive()
    changed(desk, late, due_at=MORNING - timedelta(days=2))
    changed(desk, desk.receive(), assigned_clerk="minh", state=State.RETURNED)

    clerks = supervised(desk).clerks

    assert clerks == (ClerkLoad("clerk-lan", "Nguyễn Thị Lan", 1, 1, 1), ClerkLoad("minh", "Minh", 0, 0, 1))


@pytest.mark.parametrize(("most", "least", "moved"), [(10, 0, 5), (4, 0, 2), (3, 0, None), (11, 4, None)])
def test_an_uneven_load_is_worth_a_word(most: int, least: int, moved: int | None) -> None:
    balance = balance_of([ClerkLoad("a", "A", most, 0, 0), ClerkLoad("b", "B", least, 0, 0)])

    assert (balance.dossiers if balance else None) == moved


# --- indicators -------------------------------------------------------------------------------------------------


def test_on_time_digitised_and_satisfied_are_shares_of_this_month(desk: DeskOfTests) -> None:
    desk.receive()
    good = desk.receive()
    changed(desk, good, state=State.RETURNED, handed_over_at=MORNING, rating="satisfied")
    late = desk.receive()
    yesterday = MORNING - timedelta(days=1)
    changed(desk, late, state=State.RETURNED, handed_over_at=MORNING, due_at=yesterday, rating="dissatisfied")
    old = desk.receive()
    changed(desk, old, received_at=MORNING - timedelta(days=40), rating="very_satisfied")

    branch = supervised(desk)

    assert branch.on_time is not None
    assert (branch.on_time.counted, branch.on_time.among) == (1, 2)
    assert branch.ratings.share == 0.5
    assert branch.digitised == 0.0
    assert branch.table.carried_over == 1


def test_a_late_running_dossier_counts_as_overdue(desk: DeskOfTests) -> None:
    changed(desk, desk.receive(), due_at=MORNING - timedelta(days=1))
    changed(desk, desk.receive(), due_at=MORNING - timedelta(days=1), stopped_clock_at=MORNING)

    assert supervised(desk).overdue == 1


def test_a_procedure_that_left_the_catalogue_breaks_no_count(desk: DeskOfTests) -> None:
    changed(desk, desk.receive(), procedure="9.999999")

    assert supervised(desk).digitised is None


# --- reassigning ------------------------------------------------------------------------------------------------


def reassign(
    desk: DeskOfTests, dossier: Dossier, clerk: str = "minh", reason: str = "Nghỉ ốm", role: str = "supervisor"
) -> Dossier:
    session = replace(desk.session, roles=frozenset({role}))
    return Reassign(desk.store.open_work, desk.recorder)(DossierId(dossier.dossier_id), clerk, reason, session)


def test_a_dossier_is_given_to_another_clerk_with_the_reason(desk: DeskOfTests) -> None:
    dossier = desk.receive()

    after = reassign(desk, dossier)

    with desk.store.open_work() as work:
        act = work.acts.of_dossier(dossier.dossier_id)[-1].act
    assert (after.assigned_clerk, after.holder) == ("minh", UNIT)
    assert msgspec.convert(act.body, dict[str, str]) == {"unit": UNIT, "clerk": "minh", "reason": "Nghỉ ốm"}


def test_only_a_supervisor_gives_a_dossier_to_somebody_else(desk: DeskOfTests) -> None:
    dossier = desk.receive()

    with pytest.raises(NotAllowed, match="needs_supervisor"):
        reassign(desk, dossier, role="clerk")

    assert desk.kinds(dossier.dossier_id) == ["received"]


@pytest.mark.parametrize(("clerk", "reason", "code"), [("", "x", "clerk_needed"), ("minh", " ", "reason_needed")])
def test_name_and_reason_are_asked_for(desk: DeskOfTests, clerk: str, reason: str, code: str) -> None:
    dossier = desk.receive()

    with pytest.raises(InvalidInput, match=code):
        reassign(desk, dossier, clerk, reason)


def test_what_has_ended_is_not_given_to_anybody(desk: DeskOfTests) -> None:
    dossier = changed(desk, desk.receive(), state=State.RETURNED)

    with pytest.raises(IllegalMove):
        reassign(desk, dossier)


def test_the_moment_of_counting_is_told(desk: DeskOfTests) -> None:
    desk.clock.time = datetime.fromisoformat("2026-11-23T15:00:00+07:00")

    assert supervised(desk).at == desk.clock.time
