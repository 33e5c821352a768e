"""The store and the vault in memory: the same promises as the real ones, kept until the process ends."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from threading import Lock, get_ident
from types import TracebackType
from typing import Self

import msgspec
from typing_extensions import override

from counter_app.contract.acts import Act, Kind, act_digest
from counter_app.contract.canonical import digest as digest_of
from counter_app.contract.messages import Change, ChangeKind, ClerkRecord, NumberSlice, Outcome, Receipt
from counter_app.contract.moves import ENDED, PROVINCE
from counter_app.contract.problems import OF_THE_ENVELOPE, Problem
from counter_app.domain.audit import Tail, new_life
from counter_app.domain.batches import PageOutline
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import NotFound
from counter_app.domain.ids import ActId, DossierId, PageId, UnitCode
from counter_app.services.ports import (
    Acts,
    Clerks,
    DeviceIdentity,
    Dossiers,
    Evictions,
    Feed,
    Files,
    FileState,
    Numbers,
    Observations,
    OutgoingFile,
    Page,
    Pages,
    PageState,
    SignInRecord,
    StoredAct,
    Trouble,
    Troubles,
    UnitOfWork,
    Vault,
)

DEVICE = "device_identity"


@dataclass
class Tables:
    """Everything stored. Values are immutable, so a shallow copy is a snapshot."""

    acts: dict[str, StoredAct] = field(default_factory=dict)
    former: dict[tuple[str, int, int, str], Act] = field(default_factory=dict)
    dossiers: dict[str, Dossier] = field(default_factory=dict)
    evictions: dict[str, datetime] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    files: dict[str, OutgoingFile] = field(default_factory=dict)
    slices: dict[str, NumberSlice] = field(default_factory=dict)
    used: dict[tuple[str, date], frozenset[int]] = field(default_factory=dict)
    clerks: dict[str, ClerkRecord] = field(default_factory=dict)
    sign_ins: dict[str, SignInRecord] = field(default_factory=dict)
    observations: dict[str, str] = field(default_factory=dict)
    feed: dict[int, tuple[Change, bool, str]] = field(default_factory=dict)
    troubles: dict[str, Trouble] = field(default_factory=dict)

    def copy(self) -> Tables:
        return Tables(**{one.name: dict(getattr(self, one.name)) for one in fields(self)})


def as_stored(act: Act) -> Act:
    """The act as it comes back from any store: its body is plain JSON."""
    return msgspec.structs.replace(act, body=msgspec.json.decode(msgspec.json.encode(act.body)))


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


class MemoryFiles(Files):
    def __init__(self, tables: Tables) -> None:
        self._files = tables.files

    @override
    def add(self, file: OutgoingFile) -> None:
        known = self._files.setdefault(file.digest, file)
        due = min((one.due_at for one in (known, file) if one.due_at is not None), default=None)
        self._files[file.digest] = replace(known, due_at=due)

    @override
    def get(self, digest: str) -> OutgoingFile | None:
        return self._files.get(digest)

    @override
    def put(self, file: OutgoingFile) -> None:
        self._files[file.digest] = file

    @override
    def forget(self, digest: str) -> None:
        self._files.pop(digest, None)

    @override
    def undelivered(self, limit: int) -> Sequence[OutgoingFile]:
        def urgency(file: OutgoingFile) -> tuple[bool, float, int, str]:
            due = file.due_at.timestamp() if file.due_at else 0.0
            return file.due_at is None, due, file.size_bytes, file.digest

        return sorted((one for one in self._files.values() if one.state is not FileState.THERE), key=urgency)[
            :limit
        ]


class MemoryNumbers(Numbers):
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    @override
    def add_slice(self, number_slice: NumberSlice) -> None:
        self._tables.slices.setdefault(number_slice.slice_id, number_slice)

    @override
    def slices(self, unit: UnitCode, day: date) -> Sequence[NumberSlice]:
        device = MemoryObservations(self._tables).device()
        wanted = device and (unit, day.isoformat(), device.device_id, device.epoch)
        return [
            one for one in self._tables.slices.values() if (one.unit, one.day, one.device_id, one.epoch) == wanted
        ]

    @override
    def used(self, unit: UnitCode, day: date) -> frozenset[int]:
        return self._tables.used.get((unit, day), frozenset())

    @override
    def use(self, unit: UnitCode, day: date, serial: int) -> None:
        before = self.used(unit, day)
        if serial in before:
            raise ValueError(f"serial {serial} was given already")
        self._tables.used[unit, day] = before | {serial}


class MemoryClerks(Clerks):
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    @override
    def by_login(self, login: str) -> ClerkRecord | None:
        wanted = login.casefold()
        return next((one for one in self._tables.clerks.values() if one.login.casefold() == wanted), None)

    @override
    def put(self, clerk: ClerkRecord) -> None:
        former = self.by_login(clerk.login)
        if former is not None:
            del self._tables.clerks[former.clerk_id]
        self._tables.clerks[clerk.clerk_id] = clerk

    @override
    def sign_ins(self, login: str) -> SignInRecord:
        known = self._tables.sign_ins.get(login.casefold())
        return SignInRecord(login, 0, None) if known is None else replace(known, login=login)

    @override
    def put_sign_ins(self, record: SignInRecord) -> None:
        self._tables.sign_ins[record.login.casefold()] = record


class MemoryObservations(Observations):
    def __init__(self, tables: Tables) -> None:
        self._observations = tables.observations

    @override
    def get(self, name: str) -> str | None:
        return self._observations.get(name)

    @override
    def put(self, name: str, value: str) -> None:
        self._observations[name] = value

    @override
    def device(self) -> DeviceIdentity | None:
        found = self.get(DEVICE)
        return None if found is None else msgspec.json.decode(found, type=DeviceIdentity)

    @override
    def put_device(self, identity: DeviceIdentity) -> None:
        self.put(DEVICE, msgspec.json.encode(identity).decode())


class MemoryFeed(Feed):
    def __init__(self, tables: Tables) -> None:
        self._feed = tables.feed

    @override
    def add(self, changes: Sequence[Change]) -> None:
        for change in changes:
            self._feed.setdefault(change.position, (change, False, ""))

    @override
    def pending(self, limit: int) -> Sequence[Change]:
        waiting = [change for change, integrated, _ in self._feed.values() if not integrated]
        return sorted(waiting, key=lambda change: change.position)[:limit]

    @override
    def integrated(self, position: int, *, problem: str = "") -> None:
        self._feed[position] = (self._feed[position][0], True, problem)

    @override
    def acts_between(self, after: int, before: int) -> Sequence[tuple[DossierId, int]]:
        return [
            (DossierId(change.dossier_id), change.version)
            for position, (change, _, _) in sorted(self._feed.items())
            if after < position < before and change.kind == ChangeKind.ACT
        ]

    @override
    def reopen(self, known: Collection[str]) -> int:
        wanted = [
            position
            for position, (change, integrated, problem) in self._feed.items()
            if integrated and (problem or change.kind not in known)
        ]
        for position in wanted:
            self._feed[position] = (self._feed[position][0], False, "")
        return len(wanted)


class MemoryTroubles(Troubles):
    def __init__(self, tables: Tables) -> None:
        self._troubles = tables.troubles

    @override
    def add(self, trouble: Trouble) -> None:
        if all(one.sameness != trouble.sameness for one in self.open()):
            self._troubles[trouble.trouble_id] = trouble

    @override
    def open(self) -> Sequence[Trouble]:
        unsolved = [one for one in self._troubles.values() if one.solved_at is None]
        return sorted(unsolved, key=lambda trouble: trouble.since)

    @override
    def solve(self, trouble_id: str, at: datetime) -> None:
        trouble = self._troubles.get(trouble_id)
        if trouble is not None and trouble.solved_at is None:
            self._troubles[trouble_id] = replace(trouble, solved_at=at)


class MemoryEvictions(Evictions):
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    @override
    def due(self, sealed_before: str, limit: int) -> Sequence[DossierId]:
        sealed = sorted(
            (stored.act.device_time[:10], stored.act.dossier_id)
            for stored in self._tables.acts.values()
            if stored.act.kind == Kind.DOSSIER_SEALED
            and stored.receipt is not None
            and stored.receipt.place == PROVINCE
            and stored.act.device_time[:10] < sealed_before
        )
        return [DossierId(name) for name in dict.fromkeys(name for _, name in sealed) if self._may_leave(name)][
            :limit
        ]

    def _may_leave(self, name: str) -> bool:
        tables = self._tables
        dossier = tables.dossiers.get(name)
        waits = any(
            (stored.own and stored.outcome in {None, Outcome.HELD})
            or (stored.receipt is not None and stored.receipt.place != PROVINCE)
            for stored in tables.acts.values()
            if stored.act.dossier_id == name
        )
        files = [file for file in tables.files.values() if file.dossier_id == name]
        listed = any(one.dossier_id == name and one.solved_at is None for one in tables.troubles.values())
        ended = dossier is not None and dossier.state in ENDED
        there = all(file.state is FileState.THERE for file in files)
        return ended and there and not waits and not listed and name not in tables.evictions

    @override
    def needed_elsewhere(self, dossier_id: DossierId, digests: Collection[str]) -> frozenset[str]:
        others = [
            page
            for page in self._tables.pages.values()
            if page.dossier_id != dossier_id and page.dossier_id not in self._tables.evictions
        ]
        return frozenset(digests) & {name for page in others for name in (page.raw, page.cleaned)}

    @override
    def to_forget(self, left_before: datetime, limit: int) -> Sequence[DossierId]:
        known = {page.dossier_id for page in self._tables.pages.values() if page.thumbnail or page.reading}
        left = sorted((at, name) for name, at in self._tables.evictions.items() if at < left_before)
        return [DossierId(name) for _, name in left if name in known][:limit]

    @override
    def note(self, dossier_id: DossierId, at: datetime) -> None:
        self._tables.evictions.setdefault(dossier_id, at)

    @override
    def evicted_at(self, dossier_id: DossierId) -> datetime | None:
        return self._tables.evictions.get(dossier_id)


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


class MemoryVault(Vault):
    """Stands in for the vault; ``files`` holds the plain bytes by digest."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    @override
    def put(self, content: bytes) -> str:
        digest = digest_of(content)
        self.files[digest] = bytes(content)
        return digest

    @override
    def get(self, digest: str) -> bytes:
        if digest not in self.files:
            raise NotFound("file_unknown", digest=digest)
        return self.files[digest]

    @override
    def has(self, digest: str) -> bool:
        return digest in self.files

    @override
    def size(self, digest: str) -> int:
        return len(self.get(digest))

    @override
    def read(self, digest: str, offset: int, length: int) -> bytes:
        if offset < 0 or length < 0:
            raise ValueError("offset and length are not negative")
        return self.get(digest)[offset : offset + length]

    @override
    def discard(self, digest: str) -> None:
        self.files.pop(digest, None)
