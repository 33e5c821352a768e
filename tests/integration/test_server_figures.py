"""The board's figures: whatever happens to dossiers, they are what counting all of them would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
import sqlalchemy as sa

from counter_app.contract import acts as contract
from counter_app.contract.messages import Outcome
from province_server import figures
from province_server.acts.standings import lock_standings
from province_server.acts.tally import Measure, counted
from province_server.store import tables as t
from province_server.store.engine import reading
from tests.rigs.cases import case
from tests.rigs.postgres import Postgres
from tests.rigs.province import COMPETENT, OTHER_UNIT, UNIT, RunningProvince, run_province, settings_in


@pytest.fixture(params=["sqlite", "postgresql"])
def running(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RunningProvince]:
    """A province that has not counted anything yet."""
    url = ""
    if request.param == "postgresql":
        cluster: Postgres = request.getfixturevalue("postgres_cluster")
        url = cluster.new_database()
    yield from run_province(settings_in(tmp_path, url))


def recounted(running: RunningProvince) -> dict[tuple[str, str, str], int]:
    """Every dossier looked at."""
    with reading(running.province.engine) as connection:
        names = list(connection.scalars(sa.select(t.dossiers.c.dossier_id)))
        standings = lock_standings(connection, names).values()
    cells = Counter(cell for standing in standings for cell in counted(standing))
    return {(cell.measure.value, cell.day, cell.unit): number for cell, number in cells.items()}


def kept(running: RunningProvince) -> dict[tuple[str, str, str], int]:
    with reading(running.province.engine) as connection:
        found = {**figures.read(connection, ""), **figures.arrivals(connection, "")}
    return {
        (measure.value, day, unit): number
        for (measure, unit), days in found.items()
        for day, number in days.items()
    }


def test_figures_follow_a_dossier_through_its_whole_life(running: RunningProvince) -> None:
    dossier = case(running.counter())
    dossier.deliver()
    running.province.desk.act(
        dossier.dossier_id, contract.ProcessingStarted(unit=COMPETENT, due_at="2026-12-01T17:00:00+07:00"),
        actor="a", unit=COMPETENT,
    )  # fmt: skip
    figures.fold(running.province.engine)
    result = running.province.desk.shelve(b"%PDF-1.4 result")
    body = contract.ResultDigitised(
        result_code="KQ1", title="x", file=result.digest, size_bytes=result.size_bytes, signed=True
    )
    running.province.desk.act(dossier.dossier_id, body, actor="a", unit=COMPETENT)
    rated = dossier.counter.do(contract.Rated(rating="satisfied"), dossier.dossier_id, base=5)

    found = kept(running)

    assert rated.outcome is Outcome.APPLIED
    assert found == recounted(running)
    assert found["satisfied", "2026-11-23", UNIT] == 1
    assert not [key for key in found if key[0] == Measure.RUNNING.value]


def test_what_was_refused_or_sent_twice_counts_once(running: RunningProvince) -> None:
    counter = running.counter()
    dossier = case(counter)
    acts = (dossier.receive(), dossier.seal_paper(), dossier.seal())
    counter.send(*acts)
    counter.send(*acts)
    counter.do(dossier.body, dossier.dossier_id)

    found = kept(running)

    assert found == recounted(running)
    assert found["received", "2026-11-23", UNIT] == 1


def test_folding_while_counters_write_loses_nothing(running: RunningProvince) -> None:
    counters = [running.counter(unit) for unit in (UNIT, OTHER_UNIT) * 2]
    for one in counters:
        one.sign_in()
    done = Event()

    def write(place: int) -> None:
        for _ in range(6):
            dossier = case(counters[place])
            dossier.counter.send(dossier.receive(), dossier.seal_paper())

    def fold() -> int:
        folded = 0
        while not done.is_set():
            folded += figures.fold(running.province.engine)
        return folded

    with ThreadPoolExecutor(6) as pool:
        folding = [pool.submit(fold), pool.submit(fold)]
        list(pool.map(write, range(4)))
        done.set()
        folded = sum(one.result() for one in folding)
    left = figures.fold(running.province.engine)

    found = kept(running)

    assert found == recounted(running)
    assert found["received", "2026-11-23", UNIT] == found["received", "2026-11-23", OTHER_UNIT] == 12
    assert folded + left == 24 * 3


def test_the_board_looks_at_no_dossier(running: RunningProvince) -> None:
    case(running.counter()).deliver()
    said: list[str] = []
    sa.event.listen(running.province.engine, "before_cursor_execute", lambda *given: said.append(given[2]))

    board = running.province.board.figures()

    assert board.centre.running == 1
    assert not [statement for statement in said if "dossiers" in statement]
