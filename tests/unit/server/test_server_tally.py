"""What a dossier counts for: each measure under its day, and the change that an act makes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from counter_app.contract.moves import State
from province_server.acts.judge import Standing
from province_server.acts.tally import Cell, Measure, change, counted

RECEIVED = Standing(
    dossier_id="d",
    code="H09-1",
    provisional=False,
    state=State.RECEIVED,
    holder="H09.01",
    version=1,
    procedure="1.001193",
    case="default",
    receiving_unit="H09.01",
    competent_unit="H09.9",
    received_at="2026-11-02T09:10:00+07:00",
    due_at="2026-11-05T17:00:00+07:00",
)
DAYS = st.sampled_from(["", "2026-11-01T08:00:00+07:00", "2026-11-09T08:00:00+07:00"])
STANDINGS = st.builds(
    replace,
    st.just(RECEIVED),
    state=st.sampled_from(State),
    due_at=DAYS,
    ended_at=DAYS,
    rating=st.sampled_from(["", "satisfied", "dissatisfied"]),
    papers=st.integers(0, 2),
    reused=st.integers(0, 2),
    result_digitised=st.booleans(),
)


def measures(standing: Standing) -> set[tuple[Measure, str]]:
    return {(cell.measure, cell.day) for cell in counted(standing)}


def test_a_received_dossier_runs_until_it_is_due() -> None:
    assert measures(RECEIVED) == {
        (Measure.RECEIVED, "2026-11-02"),
        (Measure.ARRIVED, "2026-11-02T09"),
        (Measure.RUNNING, "2026-11-05"),
    }


def test_a_dossier_with_its_result_is_finished_and_runs_no_more() -> None:
    done = replace(
        RECEIVED, state=State.RESULT_READY, result_digitised=True, ended_at="2026-11-05T18:00:00+07:00", papers=2
    )

    gained = measures(done) - measures(RECEIVED)

    assert gained == {
        (Measure.PAPERS, "2026-11-02"),
        (Measure.RESOLVED, "2026-11-02"),
        (Measure.WITH_RESULT, "2026-11-02"),
        (Measure.FINISHED, "2026-11-05"),
        (Measure.IN_TIME, "2026-11-05"),
    }
    assert Measure.RUNNING not in {measure for measure, _ in measures(done)}


def test_a_result_on_the_day_after_is_late() -> None:
    late = replace(RECEIVED, state=State.RETURNED, result_digitised=True, ended_at="2026-11-06T08:00:00+07:00")

    assert (Measure.FINISHED, "2026-11-06") in measures(late)
    assert Measure.IN_TIME not in {measure for measure, _ in measures(late)}


def test_a_new_due_day_moves_the_dossier_from_one_day_to_the_other() -> None:
    later = replace(RECEIVED, due_at="2026-11-20T17:00:00+07:00")

    assert change([(RECEIVED, later)]) == {
        Cell(Measure.RUNNING, "2026-11-05", "H09.01"): -1,
        Cell(Measure.RUNNING, "2026-11-20", "H09.01"): 1,
    }


@given(st.lists(STANDINGS, min_size=1, max_size=8))
def test_changes_add_up_to_what_the_dossier_counts_for_now(life: list[Standing]) -> None:
    sums: Counter[Cell] = Counter()
    for before, after in zip([None, *life], life, strict=False):
        sums.update(change([(before, after)]))

    assert {cell: number for cell, number in sums.items() if number} == dict.fromkeys(counted(life[-1]), 1)
