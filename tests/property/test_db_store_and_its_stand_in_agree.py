"""Whatever is put into the store, its stand-in in memory shows the same on every screen."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from counter_app.contract.acts import act_digest
from counter_app.contract.messages import Outcome, Receipt
from counter_app.contract.moves import PROVINCE, State
from counter_app.db.store import Store
from counter_app.domain.ids import ActId, DossierId, PageId, UnitCode
from counter_app.services.ports import FileState, OpenWork, OutgoingFile, PageState, StoredAct, Trouble
from counter_app.services.queries import Queries, QueueFilter
from tests.builders.acts import AT, OTHER_UNIT, UNIT, chain, dossier_after, received
from tests.contract.conftest import STORE_SECRET
from tests.contract.test_store_pages import READING, page
from tests.fakes.queries import MemoryQueries
from tests.fakes.store import MemoryStore

HERE = timezone(timedelta(hours=7))
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=HERE)
NAMES = ("d1", "d2", "d3", "d4")
PEOPLE = ("Nguyễn Thị Ánh", "Đỗ Văn Đạt", "Trần Thị Anh Thư", "Lê Ánh")
WORDS = ("giấy", "chứng", "sinh", "ánh", "khai", "tử", "đất", "0901", "2026")
TYPED = (
    "anh",
    "nguyen t",
    "do",
    "van d",
    "thu",
    "giay ch",
    "sinh",
    "0901",
    "+84901",
    "0741",
    "261123",
    "ánh",
    "x",
    "d4",
)
UNITS = (UNIT, OTHER_UNIT, "H09.10")

units = st.sampled_from(UNITS).map(UnitCode)
moments = st.integers(-72, 120).map(lambda hours: NOON + timedelta(hours=hours))
names = st.sampled_from(NAMES)
outcomes = st.sampled_from(Outcome)


class Agreement(RuleBasedStateMachine):
    """Does everything twice and looks at both."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.real = Store(Path(self.folder.name) / "store.db", STORE_SECRET)
        memory = MemoryStore()
        self.both: tuple[OpenWork, OpenWork] = (self.real.open_work, memory.open_work)
        self.queries: tuple[Queries, Queries] = (self.real.queries, MemoryQueries(memory))
        self.acts = 0

    def teardown(self) -> None:
        self.real.close()
        self.folder.cleanup()

    @rule(
        name=names,
        person=st.sampled_from(PEOPLE),
        state=st.sampled_from(State),
        due_at=st.none() | moments,
        stopped=st.booleans(),
        receiving=units,
        competent=units,
        clerk=st.sampled_from(("", "clerk-hoa")),
        result_by=st.sampled_from(("window", "post", "electronic")),
        changed_at=moments,
    )
    def put_dossier(self, name: str, person: str, stopped: bool, clerk: str, **changes: object) -> None:
        receiving, competent = changes.pop("receiving"), changes.pop("competent")
        plain = dossier_after()
        dossier = replace(
            plain,
            dossier_id=DossierId(name),
            code=f"H09.01-261123-{name}",
            applicant=msgspec.structs.replace(plain.applicant, name=person),
            stopped_clock_at=NOON if stopped else None,
            assigned_clerk=clerk,
            receiving_unit=receiving,
            competent_unit=competent,
            **changes,  # type: ignore[arg-type]
        )
        for open_work in self.both:
            with open_work() as work:
                work.dossiers.put(dossier)
                work.commit()

    @rule(
        name=names, is_own=st.booleans(), outcome=st.none() | st.sampled_from(Outcome), version=st.integers(0, 9)
    )
    def append_act(self, name: str, is_own: bool, outcome: Outcome | None, version: int) -> None:
        self.acts += 1
        act = chain(received(), dossier_id=name, device_id=f"dev-{self.acts}")[0]
        stored = StoredAct(act=act, digest=act_digest(act), own=is_own, outcome=outcome, version=version or None)
        for open_work in self.both:
            with open_work() as work:
                work.acts.append(stored)
                work.commit()

    @rule(
        place=st.sampled_from((PROVINCE, "branch", "")), outcome=st.sampled_from(Outcome), choice=st.integers(0, 9)
    )
    def answer(self, place: str, outcome: Outcome, choice: int) -> None:
        if not self.acts:
            return
        act_id = ActId(f"act-dev-{choice % self.acts + 1}-1-1")
        receipt = Receipt(
            receipt_id=f"r-{place}", act_id=act_id, act_digest="d", place=place, version=1, issued_at=AT
        )
        for open_work in self.both:
            with open_work() as work:
                work.acts.answered(act_id, outcome, receipt=receipt if place else None)
                work.commit()

    @rule(
        number=st.integers(1, 4),
        name=names,
        words=st.lists(st.sampled_from(WORDS), max_size=5),
        removed=st.booleans(),
        is_read=st.booleans(),
    )
    def put_page(self, number: int, name: str, words: list[str], removed: bool, is_read: bool) -> None:
        line = READING.lines[0]
        line = replace(line, words=tuple(replace(line.words[0], text=word) for word in words))
        one = replace(
            page(number),
            dossier_id=DossierId(name),
            state=PageState.READ if is_read else PageState.CAPTURED,
            reading=replace(READING, lines=(line,)) if is_read else None,
            removed=removed,
        )
        for open_work in self.both:
            with open_work() as work:
                put = work.pages.add if work.pages.get(one.page_id) is None else work.pages.put
                put(one)
                work.commit()

    @rule(digest=st.sampled_from("abc"), name=names, state=st.sampled_from(FileState), due_at=st.none() | moments)
    def put_file(self, digest: str, name: str, state: FileState, due_at: datetime | None) -> None:
        file = OutgoingFile(digest * 64, ord(digest), DossierId(name), due_at, state)
        for open_work in self.both:
            with open_work() as work:
                work.files.add(file)
                work.files.put(replace(file, state=state))
                work.commit()

    @rule(name=names, code=st.sampled_from(("gate_not_met", "paper_unsigned")), solved=st.booleans())
    def trouble(self, name: str, code: str, solved: bool) -> None:
        one = Trouble(f"t-{name}-{code}", code, {"paper": name}, name, "", NOON)
        for open_work in self.both:
            with open_work() as work:
                if solved:
                    work.troubles.solve(one.trouble_id, NOON)
                elif all(known.trouble_id != one.trouble_id for known in work.troubles.open()):
                    work.troubles.add(replace(one, trouble_id=f"{one.trouble_id}-{len(work.troubles.open())}"))
                work.commit()

    @rule(states=st.frozensets(st.sampled_from(State), max_size=3), unit=st.none() | units, unsent=st.booleans())
    def queues_agree(self, states: frozenset[State], unit: UnitCode | None, unsent: bool) -> None:
        wanted = QueueFilter(unit=unit, states=states, unsent=unsent)

        real, memory = ([replace(row, cursor="") for row in queries.queue(wanted)] for queries in self.queries)

        assert real == memory

    @rule(typed=st.sampled_from(TYPED), limit=st.integers(1, 5))
    def searches_agree(self, typed: str, limit: int) -> None:
        real, memory = (queries.search(typed, limit) for queries in self.queries)

        assert real == memory

    @invariant()
    def everything_else_agrees(self) -> None:
        real, memory = (shown(queries) for queries in self.queries)

        assert real == memory


def shown(queries: Queries) -> list[object]:
    """What the screens without a filter show."""
    day = date(2026, 11, 23)
    ids = [DossierId(name) for name in NAMES]
    return [
        queries.sync_state(),
        [queries.counts(UnitCode(unit), day) for unit in UNITS],
        [queries.dossier(name) for name in ids],
        [queries.dossier_delivery(name) for name in ids],
        [queries.dossier_acts(name) for name in ids],
        [list(queries.pages(name, with_removed=True)) for name in ids],
        [queries.excerpt(PageId(f"p{number}"), "khai t") for number in range(1, 5)],
        [replace(row, cursor="") for row in queries.person_dossiers("074190000123")],
        [(one.code, one.dossier_id) for one in queries.troubles()],
        queries.day_certificate(day),
        [queries.outcomes(UnitCode(unit), NOON) for unit in UNITS],
        [replace(row, cursor="") for row in queries.waiting(3)],
        queries.receptions(NOON - timedelta(days=30)),
    ]


Agreement.TestCase.settings = settings(max_examples=20, stateful_step_count=25, deadline=None)


class TestAgreement(Agreement.TestCase):  # type: ignore[name-defined,misc]
    """Runs the machine."""
