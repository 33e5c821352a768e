"""The store in memory: the same promises as the real one, kept until the process ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import date
from threading import Lock, get_ident
from types import TracebackType
from typing import Self

from typing_extensions import override

from counter_app.contract.acts import Act, Kind, act_digest
from counter_app.contract.messages import Outcome, Receipt
from counter_app.contract.moves import PROVINCE
from counter_app.contract.problems import OF_THE_ENVELOPE, Problem
from counter_app.domain.audit import Tail, new_life
from counter_app.domain.batches import PageOutline
from counter_app.domain.dossier import Dossier
from counter_app.domain.ids import ActId, DossierId, PageId, UnitCode
from counter_app.services.ports import (
    Acts,
    Dossiers,
    Page,
    Pages,
    PageState,
    StoredAct,
    UnitOfWork,
)
from tests.fakes.store_rest import (
    MemoryClerks,
    MemoryEvictions,
    MemoryFeed,
    MemoryFiles,
    MemoryNumbers,
    MemoryObservations,
    MemoryTroubles,
)
from tests.fakes.store_tables import Tables, as_stored


class MemoryActs(Acts):
    def __init__(self, tables: Tables) -> None:
        self._acts = tables.acts
        self._former = tables.former

    @override
    def append(self, stored: StoredAct) -> None:
        act = stored.act
        if act.act_id in self._acts:
            raise ValueError(f"act {act.act_id} is there already")
        if stored.own and any(one.own and _number(one.act) == _number(act) for one in self._acts.values()):
            raise ValueError(f"number {act.device_seq} is taken")
        self._acts[act.act_id] = replace(stored, act=as_stored(act))

    @override
    def tail(self, device_id: str, epoch: int) -> Tail:
        last = max(
            (one for one in self._acts.values() if (one.act.device_id, one.act.epoch) == (device_id, epoch)),
            key=lambda one: one.act.device_seq,
            default=None,
        )
        return new_life(epoch) if last is None else Tail(epoch, last.act.device_seq, last.digest)

    @override
    def get(self, act_id: ActId) -> StoredAct | None:
        return self._acts.get(act_id)

    @override
    def of_dossier(self, dossier_id: DossierId) -> Sequence[StoredAct]:
        def place(stored: StoredAct) -> tuple[int, int]:
            if stored.outcome in {Outcome.REFUSED, Outcome.CONFLICT}:
                return 2, stored.version or 0
            return (1, 0) if stored.version is None else (0, stored.version)

        return sorted((one for one in self._acts.values() if one.act.dossier_id == dossier_id), key=place)

    @override
    def unsent(self, limit: int) -> Sequence[StoredAct]:
        return [one for one in self._acts.values() if one.own and one.outcome in {None, Outcome.HELD}][:limit]

    @override
    def answered(
        self,
        act_id: ActId,
        outcome: Outcome,
        *,
        receipt: Receipt | None = None,
        problem: Problem | None = None,
        version: int | None = None,
    ) -> None:
        before = self._acts[act_id]
        keeps = before.receipt is not None and (receipt is None or before.receipt.place == PROVINCE)
        self._acts[act_id] = replace(
            before,
            outcome=outcome,
            receipt=before.receipt if keeps else receipt,
            problem=problem,
            version=before.version if version is None else version,
        )

    @override
    def unconfirm(self, act_id: ActId, outcome: Outcome, problem: Problem) -> None:
        self._acts[act_id] = replace(self._acts[act_id], outcome=outcome, problem=problem, version=None)

    @override
    def fresh(self, limit: int) -> Sequence[StoredAct]:
        return [one for one in self._acts.values() if one.own and one.outcome is None][:limit]

    @override
    def held(self) -> Sequence[ActId]:
        return [ActId(one.act.act_id) for one in self._acts.values() if one.own and one.outcome is Outcome.HELD]

    @override
    def at_branch(self, limit: int) -> Sequence[StoredAct]:
        own = [one for one in self._acts.values() if one.own]
        return [one for one in own if one.receipt is not None and one.receipt.place != PROVINCE][:limit]

    @override
    def unrecorded(self) -> Sequence[ActId]:
        return [ActId(one.act.act_id) for one in self._acts.values() if one.own and _is_unrecorded(one)]

    @override
    def enter_life(self, act: Act, digest: str) -> None:
        before = self._acts[act.act_id]
        if _is_at_province(before) or not before.own:
            raise ValueError("an act is never changed")
        before = replace(before, receipt=None)
        self._former[(*_number(before.act), act.act_id)] = before.act
        self._acts[act.act_id] = replace(before, act=as_stored(act), digest=digest, outcome=None, problem=None)

    @override
    def note_envelope(self, act: Act, digest: str) -> None:
        assert act_digest(act) == digest
        self._former.setdefault((*_number(act), act.act_id), act)

    @override
    def digests(self, act_id: ActId) -> frozenset[str]:
        former = [act for act in self._former.values() if act.act_id == act_id]
        now = [self._acts[act_id].digest] if act_id in self._acts else []
        return frozenset([*now, *map(act_digest, former)])

    @override
    def days_of(self, device_id: str, limit: int) -> Sequence[str]:
        days = {one.act.device_time[:10] for one in self._acts.values() if one.act.device_id == device_id}
        return sorted(days, reverse=True)[:limit]

    @override
    def numbered(self, kind: Kind, unit: UnitCode, first: date, last: date) -> Sequence[StoredAct]:
        days = (first.isoformat(), last.isoformat())
        found = [
            one
            for one in self._acts.values()
            if (one.act.kind, one.act.unit) == (kind, unit) and days[0] <= one.act.device_time[:10] <= days[1]
        ]
        return sorted(found, key=lambda one: one.act.device_time)

    @override
    def is_settled(self, act_id: ActId, unit: UnitCode) -> bool:
        said = [one for one in self._acts.values() if one.act.kind == Kind.ACT_SETTLED and one.act.unit == unit]
        believed = [one for one in said if one.outcome not in {Outcome.REFUSED, Outcome.CONFLICT}]
        return any(one.act.body["act_id"] == act_id for one in believed)

    @override
    def chain(self, device_id: str, epoch: int) -> Iterator[Act]:
        every = [*(one.act for one in self._acts.values()), *self._former.values()]
        mine = [act for act in every if (act.device_id, act.epoch) == (device_id, epoch)]
        return iter(sorted(mine, key=lambda act: act.device_seq))


def _is_unrecorded(stored: StoredAct) -> bool:
    if _is_at_province(stored):
        return False
    if stored.outcome is Outcome.REFUSED:
        return stored.problem is not None and stored.problem.code in OF_THE_ENVELOPE
    return stored.outcome in {None, Outcome.HELD} or (
        stored.outcome is Outcome.APPLIED and stored.receipt is not None
    )


def _is_at_province(stored: StoredAct) -> bool:
    return stored.receipt is not None and stored.receipt.place == PROVINCE


def _number(act: Act) -> tuple[str, int, int]:
    return act.device_id, act.epoch, act.device_seq


class MemoryDossiers(Dossiers):
    def __init__(self, tables: Tables) -> None:
        self._dossiers = tables.dossiers

    @override
    def get(self, dossier_id: DossierId) -> Dossier | None:
        return self._dossiers.get(dossier_id)

    @override
    def by_code(self, code: str) -> Dossier | None:
        return next((one for one in reversed(self._dossiers.values()) if one.code == code), None)

    @override
    def provisional(self, limit: int) -> Sequence[Dossier]:
        return [one for one in self._dossiers.values() if one.provisional][:limit]

    @override
    def put(self, dossier: Dossier) -> None:
        self._dossiers[dossier.dossier_id] = dossier


class MemoryPages(Pages):
    def __init__(self, tables: Tables) -> None:
        self._pages = tables.pages

    @override
    def add(self, page: Page) -> None:
        if page.page_id in self._pages:
            raise ValueError(f"page {page.page_id} is there already")
        self._pages[page.page_id] = page

    @override
    def get(self, page_id: PageId) -> Page | None:
        return self._pages.get(page_id)

    @override
    def put(self, page: Page) -> None:
        if page.page_id not in self._pages:
            raise LookupError(page.page_id)
        self._pages[page.page_id] = page

    @override
    def of_dossier(self, dossier_id: DossierId, *, with_removed: bool = False) -> Sequence[Page]:
        mine = [one for one in self._pages.values() if one.dossier_id == dossier_id]
        return sorted((one for one in mine if with_removed or not one.removed), key=lambda page: page.position)

    @override
    def unread(self, limit: int) -> Sequence[Page]:
        waiting = [one for one in self._pages.values() if one.state is PageState.CAPTURED]
        return sorted(waiting, key=lambda page: page.captured_at)[:limit]

    @override
    def outline(self, dossier_id: DossierId) -> Sequence[PageOutline]:
        names = [one.name for one in fields(PageOutline)]
        return [
            PageOutline(**{name: getattr(page, name) for name in names})
            for page in self.of_dossier(dossier_id, with_removed=True)
        ]

    @override
    def captured(self, dossier_id: DossierId, raw: str, origin: str) -> PageId | None:
        mine = self.of_dossier(dossier_id, with_removed=True)
        return next((page.page_id for page in mine if (page.raw, page.origin) == (raw, origin)), None)

    @override
    def last_position(self, dossier_id: DossierId) -> int:
        return max((page.position for page in self.of_dossier(dossier_id, with_removed=True)), default=0)

    @override
    def make_room(self, dossier_id: DossierId, position: int) -> None:
        for page in self.of_dossier(dossier_id, with_removed=True):
            if page.position >= position:
                self._pages[page.page_id] = replace(page, position=page.position + 1)


class MemoryUnitOfWork(UnitOfWork):
    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._events: list[object] = []
        self._open = False

    def __enter__(self) -> Self:
        tables = self._store.begin()
        self._open = True
        self._tables = tables
        self.acts = MemoryActs(tables)
        self.dossiers = MemoryDossiers(tables)
        self.pages = MemoryPages(tables)
        self.files = MemoryFiles(tables)
        self.numbers = MemoryNumbers(tables)
        self.clerks = MemoryClerks(tables)
        self.observations = MemoryObservations(tables)
        self.feed = MemoryFeed(tables)
        self.troubles = MemoryTroubles(tables)
        self.evictions = MemoryEvictions(tables)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._open:
            self._open = False
            self._store.end(None)

    @override
    def publish(self, event: object) -> None:
        self._events.append(event)

    @override
    def commit(self) -> None:
        if not self._open:
            raise RuntimeError("this unit of work is over")
        self._open = False
        self._store.end(self._tables)
        for event in self._events:
            self._store.publish(event)


class MemoryStore:
    """Stands in for the store. What was published lies in ``events``; ``commits`` counts.

    Args:
        publish: Told of each event as well.
    """

    def __init__(self, publish: Callable[[object], None] | None = None) -> None:
        self.events: list[object] = []
        self.commits = 0
        self.tables = Tables()
        self._publish = publish
        self._turn = Lock()
        self._thread: int | None = None

    def open_work(self) -> MemoryUnitOfWork:
        return MemoryUnitOfWork(self)

    def begin(self) -> Tables:
        if self._thread == get_ident():
            raise RuntimeError("a unit of work is open on this thread already")
        self._turn.acquire()
        self._thread = get_ident()
        return self.tables.copy()

    def end(self, tables: Tables | None) -> None:
        if tables is not None:
            self.tables = tables
            self.commits += 1
        self._thread = None
        self._turn.release()

    def publish(self, event: object) -> None:
        self.events.append(event)
        if self._publish is not None:
            self._publish(event)
