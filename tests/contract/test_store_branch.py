"""What a supervisor counts, from the store and from its stand-in alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from counter_app.contract import acts as contract
from counter_app.contract.acts import act_digest
from counter_app.contract.messages import ClerkRecord, Outcome
from counter_app.contract.moves import State
from counter_app.db.store import Store
from counter_app.domain.dossier import Dossier
from counter_app.domain.ids import DossierId, UnitCode
from counter_app.services.ports import OpenWork, StoredAct
from counter_app.services.queries import Queries
from tests.builders.acts import AT, DOSSIER, chain, dossier_after, received
from tests.contract.conftest import STORE_SECRET
from tests.fakes.queries import MemoryQueries
from tests.fakes.store import MemoryStore
from tests.rigs.query_plans import Watched

MORNING = datetime.fromisoformat(AT)
HERE = UnitCode("H09.01")
Shown = tuple[OpenWork, Queries]


@pytest.fixture(params=["sqlcipher", "memory"])
def shown(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shown]:
    if request.param == "memory":
        memory = MemoryStore()
        yield memory.open_work, MemoryQueries(memory)
        return
    with Store(tmp_path / "store.db", STORE_SECRET) as real:
        watched = Watched(real)
        yield real.open_work, real.queries
        assert watched.slow() == []


def dossier(name: str, **changes: object) -> Dossier:
    plain = replace(dossier_after(), dossier_id=DossierId(name), code=f"H09.01-261123-{name}")
    return replace(plain, **changes)  # type: ignore[arg-type]


def put(open_work: OpenWork, *dossiers: Dossier) -> None:
    with open_work() as work:
        for one in dossiers:
            work.dossiers.put(one)
        work.commit()


def test_open_dossiers_and_those_changed_lately_are_counted(shown: Shown) -> None:
    open_work, queries = shown
    long_ago = MORNING - timedelta(days=60)
    put(
        open_work,
        dossier("open", changed_at=long_ago),
        dossier("ended", state=State.RETURNED),
        dossier("ended-long-ago", state=State.RETURNED, changed_at=long_ago),
        dossier("elsewhere", receiving_unit=UnitCode("H09.02"), holder=UnitCode("H09.02")),
    )

    found = queries.outcomes(HERE, MORNING - timedelta(days=30))

    assert [one.dossier.dossier_id for one in found] == ["open", "ended"]


def test_a_dossier_is_decided_when_its_result_is_there(shown: Shown) -> None:
    open_work, queries = shown
    started = contract.ProcessingStarted(unit="H09.10")
    result = contract.ResultDigitised(result_code="KQ1", title="KQ", file="f" * 64, size_bytes=1, signed=True)
    acts = chain(received(), started, result)
    put(open_work, dossier(DOSSIER, state=State.RESULT_READY))
    with open_work() as work:
        for version, act in enumerate(acts, start=1):
            work.acts.append(StoredAct(act, act_digest(act), own=False, outcome=Outcome.APPLIED, version=version))
        work.commit()

    found = queries.outcomes(HERE, MORNING)

    assert [one.decided_at for one in found] == [MORNING]


def test_a_refused_decision_decides_nothing(shown: Shown) -> None:
    open_work, queries = shown
    act = chain(contract.Withdrawn(reason="x"))[0]
    put(open_work, dossier(DOSSIER))
    with open_work() as work:
        work.acts.append(StoredAct(act, act_digest(act), own=True, outcome=Outcome.REFUSED))
        work.commit()

    assert [one.decided_at for one in queries.outcomes(HERE, MORNING)] == [None]


def test_receptions_of_every_unit_come_in_the_order_of_time(shown: Shown) -> None:
    open_work, queries = shown
    put(
        open_work,
        dossier("late", received_at=MORNING + timedelta(hours=1), changed_at=MORNING + timedelta(hours=2)),
        dossier("early", receiving_unit=UnitCode("H09.02"), window="W2"),
        dossier("before", received_at=MORNING - timedelta(days=90), changed_at=MORNING),
    )

    found = queries.receptions(MORNING - timedelta(days=30))

    assert [(one.unit, one.window) for one in found] == [("H09.02", "W2"), ("H09.01", "W1")]


def test_staff_are_those_who_may_still_sign_in(shown: Shown) -> None:
    open_work, queries = shown
    with open_work() as work:
        work.clerks.put(ClerkRecord(clerk_id="c2", login="minh", name="Minh", roles={"H09.01": ("clerk",)}))
        work.clerks.put(ClerkRecord(clerk_id="c1", login="an", name="An"))
        work.clerks.put(ClerkRecord(clerk_id="c3", login="cu", name="Cũ", active=False))
        work.commit()

    assert [one.clerk_id for one in queries.staff()] == ["c1", "c2"]
