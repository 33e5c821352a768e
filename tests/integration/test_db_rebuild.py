"""The projection never drifts from the log: made anew from its acts it is what it was."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from counter_app.contract import acts as contract
from counter_app.contract.acts import Act, Body, body_to_wire, chain_start, kind_of
from counter_app.contract.messages import Change, ChangeKind, ChangesAnswer, Outcome
from counter_app.contract.moves import PROVINCE, State
from counter_app.db.rebuild import Rebuilt
from counter_app.db.store import Store
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import IllegalMove
from counter_app.domain.ids import ActId, DossierId, UnitCode
from counter_app.services.ports import DeviceIdentity, PageState, Session
from counter_app.services.pull import Integrate
from counter_app.services.recording import Recorder
from tests.builders.acts import OTHER_UNIT, UNIT, paper, received, sealed
from tests.contract.conftest import STORE_SECRET
from tests.contract.test_store_pages import READING, page

START = datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=7)))
NAMES = ["d1", "d2", "d3"]
CLERK = Session(
    "clerk-lan", "lan", "Lan", UnitCode(UNIT), "W1", frozenset({"clerk", "supervisor"}), offline=True, since=START
)

OWN: list[Body] = [
    received(),
    contract.PaperSealed(paper=paper()),
    contract.PaperSealed(paper=paper("identity")),
    sealed(),
    contract.FeeRecorded(fee="Lệ phí", amount_vnd=8000, paid=True),
    contract.Corrected(applicant=msgspec.structs.replace(received().applicant, name="Đỗ Văn Lê"), reason="slip"),
    contract.CodeReplaced(old_code="H09.01-261123-0001", new_code="H09.01-261123-0400"),
    contract.Reassigned(unit=OTHER_UNIT, clerk="clerk-hoa"),
    contract.Withdrawn(reason="no longer needed"),
    contract.SupplementReceived(unit=UNIT, due_at="2026-12-01T17:00:00+07:00"),
    contract.Rated(rating="satisfied"),
]
PROVINCES: list[Body] = [
    contract.ProcessingStarted(unit="H09.10", due_at="2026-11-27T17:00:00+07:00"),
    contract.SupplementAsked(papers=("identity",), reason="page 2 is missing"),
    contract.FinancialDutyAsked(amount_vnd=100_000),
    contract.FinancialDutyMet(due_at=None),
    contract.Stopped(reason="no answer"),
    contract.DeadlineExtended(due_at="2026-12-03T17:00:00+07:00", reason="late"),
]


@dataclass
class Ticking:
    """A clock that moves at every look, and identifiers that count."""

    moment: datetime = START
    count: int = 0

    def now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment

    def server_offset_ms(self) -> int | None:
        return None

    def new_id(self) -> str:
        self.count += 1
        return f"id-{self.count:06d}"

    def fraction(self) -> float:
        return 0.5


class SignsNothing:
    public_key = "k" * 43

    def sign(self, message: bytes) -> str:
        del message
        return "s" * 86


class OneLife:
    """A device that never begins a second life."""

    def of(self, public_key: str) -> SignsNothing:
        del public_key
        return SignsNothing()

    def prepare(self, *, unlike: str) -> SignsNothing:
        raise AssertionError(unlike)


class OneFeed:
    """A province that answers with the changes it was given."""

    def __init__(self) -> None:
        self.waiting: list[Change] = []

    def changes(self, after: int) -> ChangesAnswer:
        found = tuple(one for one in self.waiting if one.position > after)
        last = max((one.position for one in found), default=after)
        return ChangesAnswer(changes=found, next=last, more=False, server_time=START.isoformat())


class ProjectionMachine(RuleBasedStateMachine):
    """Clerks act, the province answers in any order and with any outcome, and acts of its own arrive."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.world = Ticking()
        self.feed = OneFeed()
        self.store = Store(Path(self.folder.name) / "store.db", STORE_SECRET)
        self.recorder = Recorder(self.world, self.world, OneLife())
        self.integrate = Integrate(self.store.open_work, self.feed, self.world, self.world)  # type: ignore[arg-type]
        self.versions = dict.fromkeys(NAMES, 0)
        self.position = 0
        with self.store.open_work() as work:
            work.observations.put_device(DeviceIdentity("dev-1", 1, UnitCode(UNIT), "W1", "k" * 43))
            work.commit()

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    @rule(name=st.sampled_from(NAMES), body=st.sampled_from(OWN))
    def clerk_acts(self, name: str, body: Body) -> None:
        with self.store.open_work() as work:
            dossier = work.dossiers.get(DossierId(name))
            try:
                self.recorder.record(work, body, session=CLERK, dossier=dossier, dossier_id=DossierId(name))
            except IllegalMove:
                return
            work.commit()

    @rule(outcome=st.sampled_from(Outcome), choice=st.integers(0, 5))
    def province_answers(self, outcome: Outcome, choice: int) -> None:
        with self.store.open_work() as work:
            unsent = work.acts.unsent(6)
            if not unsent:
                return
            act = unsent[choice % len(unsent)].act
            version = self.next_version(act.dossier_id) if outcome is Outcome.APPLIED else None
            work.acts.answered(ActId(act.act_id), outcome, version=version)
            self.integrate.refold(work, DossierId(act.dossier_id))
            work.commit()

    @rule(name=st.sampled_from(NAMES), body=st.sampled_from(PROVINCES))
    def province_acts(self, name: str, body: Body) -> None:
        self.position += 1
        act = Act(
            act_id=f"p-{self.position}",
            device_id="province",
            epoch=1,
            device_seq=self.position,
            prev_digest=chain_start(),
            dossier_id=name,
            base_version=self.versions[name],
            kind=kind_of(body),
            body=body_to_wire(body),
            actor="desk",
            unit=PROVINCE,
            device_time=self.world.now().isoformat(),
        )
        change = Change(
            position=self.position,
            kind=ChangeKind.ACT,
            body=msgspec.json.decode(msgspec.json.encode(act)),
            dossier_id=name,
            version=self.next_version(name),
        )
        self.feed.waiting = [change]
        self.integrate.pull()

    @rule(number=st.integers(1, 4), removed=st.booleans())
    def page_is_read(self, number: int, removed: bool) -> None:
        read = replace(page(number), dossier_id=DossierId("d1"), state=PageState.READ, reading=READING)
        with self.store.open_work() as work:
            if work.pages.get(read.page_id) is None:
                work.pages.add(read)
            work.pages.put(replace(read, removed=removed))
            work.commit()

    def next_version(self, name: str) -> int:
        self.versions[name] += 1
        return self.versions[name]

    @invariant()
    def rebuilt_is_what_it_was(self) -> None:
        before = self.looked_at()

        self.store.rebuild()

        assert self.looked_at() == before

    def looked_at(self) -> tuple[list[Dossier | None], list[list[str]]]:
        queries = self.store.queries
        dossiers = [queries.dossier(DossierId(name)) for name in NAMES]
        texts = ["nguyen", "do van", "0400", "0001", "to khai", "0901"]
        found = [sorted(f"{row.dossier_id} {row.found_in}" for row in queries.search(text, 50)) for text in texts]
        return dossiers, found


ProjectionMachine.TestCase.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)


class TestProjection(ProjectionMachine.TestCase):  # type: ignore[name-defined,misc]
    """Runs the machine."""


@pytest.fixture
def machine() -> Iterator[ProjectionMachine]:
    made = ProjectionMachine()
    yield made
    made.teardown()


def test_dossiers_whose_opening_act_is_not_here_are_named(machine: ProjectionMachine) -> None:
    machine.clerk_acts("d1", received())
    machine.province_acts("d2", PROVINCES[0])
    machine.page_is_read(1, removed=False)

    rebuilt = machine.store.rebuild()

    assert rebuilt == Rebuilt(dossiers=1, pages=1, unopened=(DossierId("d2"),))


def test_a_projection_that_drifted_is_put_right(machine: ProjectionMachine) -> None:
    machine.clerk_acts("d1", received())
    right = machine.store.queries.dossier(DossierId("d1"))
    assert right is not None
    with machine.store.open_work() as work:
        work.dossiers.put(replace(right, state=State.RETURNED, note="drifted"))
        work.dossiers.put(replace(right, dossier_id=DossierId("nobody's")))
        work.commit()

    machine.store.rebuild()

    assert machine.store.queries.dossier(DossierId("d1")) == right
    assert machine.store.queries.dossier(DossierId("nobody's")) is None
