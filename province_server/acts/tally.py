"""Pure: what one dossier adds to the figures of its unit, and what an act changes in them.

The figures of a province are the sum over its dossiers. An act changes one dossier, so it changes the sum by what
the dossier counts for after it less what it counted for before: nobody has to look at all dossiers again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from counter_app.contract.moves import ENDED, State
from province_server.acts.judge import Standing

_WITH_RESULT = frozenset({State.RESULT_READY, State.RETURNED})


class Measure(StrEnum):
    """What is counted. All but the last four stand under the day on which the dossier was received."""

    RECEIVED = "received"
    PAPERS = "papers"
    """At least one paper is digitised or reused."""
    REUSED = "reused"
    RESOLVED = "resolved"
    WITH_RESULT = "with_result"
    """Resolved, and the result is digitised."""
    RATED = "rated"
    SATISFIED = "satisfied"
    ARRIVED = "arrived"
    """Received, under the hour: ``yyyy-mm-ddThh``."""
    FINISHED = "finished"
    """Has its result, under the day of that."""
    IN_TIME = "in_time"
    """Finished, not after the day it was due."""
    RUNNING = "running"
    """Neither ended nor resolved, under the day it is due; empty for one that is not."""


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """One number of the figures."""

    measure: Measure
    day: str
    unit: str


def counted(standing: Standing) -> frozenset[Cell]:
    """The numbers in which this dossier counts one."""
    unit, received, due = standing.receiving_unit, standing.received_at[:10], standing.due_at[:10]
    resolved = standing.state in _WITH_RESULT
    rated = bool(standing.rating)
    on_day = {
        Measure.RECEIVED: True,
        Measure.PAPERS: standing.papers + standing.reused > 0,
        Measure.REUSED: standing.reused > 0,
        Measure.RESOLVED: resolved,
        Measure.WITH_RESULT: resolved and standing.result_digitised,
        Measure.RATED: rated,
        Measure.SATISFIED: rated and standing.rating != "dissatisfied",
    }
    cells = {Cell(measure, received, unit) for measure, holds in on_day.items() if holds}
    cells.add(Cell(Measure.ARRIVED, standing.received_at[:13], unit))
    if standing.result_digitised:
        ended = standing.ended_at[:10]
        cells.add(Cell(Measure.FINISHED, ended, unit))
        if not due or ended <= due:
            cells.add(Cell(Measure.IN_TIME, ended, unit))
    if standing.state not in ENDED and standing.state is not State.RESULT_READY:
        cells.add(Cell(Measure.RUNNING, due, unit))
    return frozenset(cells)


def change(pairs: Iterable[tuple[Standing | None, Standing]]) -> dict[Cell, int]:
    """By how much each number changes when these dossiers go from how they stood to how they stand."""
    sums: Counter[Cell] = Counter()
    for before, after in pairs:
        sums.update(counted(after))
        if before is not None:
            sums.subtract(counted(before))
    return {cell: number for cell, number in sorted(sums.items()) if number}
