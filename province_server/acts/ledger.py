"""The database as one batch of acts sees it: rows are loaded and locked first, written together at the end.

Every device and every dossier that the batch touches is locked in the order of its name, so that two batches wait
for each other but seldom block each other; what still does is run again by ``run_writing``.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field, replace

import msgspec
import sqlalchemy as sa

from counter_app.contract import acts as contract
from counter_app.contract.acts import Act, Body, Kind
from counter_app.contract.manifest import ExceptionEntry, PaperEntry, ReuseEntry
from counter_app.contract.messages import Outcome, Receipt
from counter_app.contract.moves import State
from counter_app.contract.problems import Problem
from province_server.acts.envelope import Envelope
from province_server.acts.gate import PaperActs, Requirements
from province_server.acts.judge import Standing
from province_server.store import tables as t
from province_server.store.engine import insert_new

DeviceLife = tuple[str, int]

_CODE = re.compile(r"(?P<unit>.+)-(?P<day>\d{6})-(?P<serial>\d{1,9})")
_PAPER_KINDS = (Kind.PAPER_SEALED, Kind.PAPER_REUSED, Kind.EXCEPTION_GRANTED)


@dataclass(slots=True)
class Line:
    """One life of a device: its key, and how far its chain has come."""

    device_id: str
    epoch: int
    public_key: str
    last_seq: int
    last_digest: str
    current_epoch: int
    units: frozenset[str]


@dataclass(frozen=True, slots=True)
class Recorded:
    """An act that the province has, with the answer it got."""

    act_id: str
    digest: str
    kind: str
    dossier_id: str
    outcome: Outcome
    problem: Problem | None
    receipt: Receipt | None
    document: str


@dataclass(slots=True)
class _Unwritten:
    """What the batch will write when it is flushed."""

    acts: list[dict[str, object]] = field(default_factory=list)
    chain: list[dict[str, object]] = field(default_factory=list)
    links: list[dict[str, object]] = field(default_factory=list)
    dossiers: set[str] = field(default_factory=set)


class ClerkUnits:
    """Which clerks may act where, remembered between batches: units are only ever added to a clerk."""

    def __init__(self) -> None:
        self._known: dict[str, frozenset[str]] = {}

    def may_act_in(self, connection: sa.Connection, clerk_id: str, unit: str) -> bool:
        if unit in self._known.get(clerk_id, ()):
            return True
        query = sa.select(t.clerks.c.units).where(t.clerks.c.clerk_id == clerk_id)
        self._known[clerk_id] = frozenset(json.loads(connection.scalar(query) or "[]"))
        return unit in self._known[clerk_id]


class Ledger:
    """Loads what a batch needs, answers the judge's questions, and writes what was decided.

    Everything happens in the connection's open transaction; nothing is visible to others before it commits.
    """

    def __init__(
        self, connection: sa.Connection, envelopes: Sequence[Envelope], clerks: ClerkUnits, *, now: str
    ) -> None:
        self.connection = connection
        self.now = now
        acts = [envelope.act for envelope in envelopes]
        self._lines = self._lock_lines({(act.device_id, act.epoch) for act in acts})
        self._chain = self._load_chain(acts)
        self._held: dict[tuple[str, str], dict[tuple[int, int], str]] = defaultdict(dict)
        known = {act.act_id for act in acts} | {act_id for _, act_id in self._chain.values()}
        self._recorded = self._load_recorded(known)
        self._standings = self._lock_dossiers({act.dossier_id for act in acts if act.dossier_id})
        self._new_dossiers: set[str] = set()
        self._clerks = clerks
        self._unwritten = _Unwritten()

    # --- loading ---

    def _lock_lines(self, lives: Collection[DeviceLife]) -> dict[DeviceLife, Line]:
        query = (
            sa.select(
                t.device_epochs.c.device_id,
                t.device_epochs.c.epoch,
                t.device_epochs.c.public_key,
                t.device_epochs.c.last_seq,
                t.device_epochs.c.last_digest,
                t.devices.c.epoch,
                t.devices.c.unit,
                t.devices.c.scope,
            )
            .join(t.devices, t.devices.c.device_id == t.device_epochs.c.device_id)
            .where(sa.tuple_(t.device_epochs.c.device_id, t.device_epochs.c.epoch).in_(sorted(lives)))
            .order_by(t.device_epochs.c.device_id, t.device_epochs.c.epoch)
            .with_for_update(of=t.device_epochs)
        )
        lines = {}
        for device_id, epoch, key, seq, last, current, unit, scope in self.connection.execute(query):
            units = frozenset({unit, *json.loads(scope)})
            lines[(device_id, epoch)] = Line(device_id, epoch, key, seq, last, current, units)
        return lines

    def _load_chain(self, acts: Sequence[Act]) -> dict[tuple[str, int, int], tuple[str, str]]:
        """What stands at the numbers that the devices have used already; mostly there are none."""
        places = sorted(
            {
                (act.device_id, act.epoch, act.device_seq)
                for act in acts
                if (line := self.line(act)) and act.device_seq <= line.last_seq
            }
        )
        if not places:
            return {}
        c = t.chain.c
        query = sa.select(c.device_id, c.epoch, c.device_seq, c.digest, c.act_id).where(
            sa.tuple_(c.device_id, c.epoch, c.device_seq).in_(places)
        )
        return {(d, e, s): (digest, act_id) for d, e, s, digest, act_id in self.connection.execute(query)}

    def _load_recorded(self, act_ids: Collection[str]) -> dict[str, Recorded]:
        """The acts of these ids, and with the same look every act that the batch's devices have in suspense."""
        c = t.acts.c
        devices = sorted({line.device_id for line in self._lines.values()})
        in_suspense = sa.and_(c.outcome == sa.literal_column("'held'"), c.device_id.in_(devices))
        query = sa.select(
            c.act_id, c.digest, c.kind, c.dossier_id, c.outcome, c.problem, c.receipt, c.document,
            c.device_id, c.epoch, c.device_seq,
        ).where(sa.or_(c.act_id.in_(sorted(act_ids)), in_suspense))  # fmt: skip
        found = {}
        for *answer, device_id, epoch, seq in self.connection.execute(query):
            recorded = _recorded(*answer)
            found[recorded.act_id] = recorded
            if recorded.outcome is Outcome.HELD:
                self._held[(device_id, recorded.dossier_id)][(epoch, seq)] = recorded.kind
        return found

    def _lock_dossiers(self, dossier_ids: Collection[str]) -> dict[str, Standing]:
        if not dossier_ids:
            return {}
        query = (
            sa.select(*(t.dossiers.c[name] for name in _COLUMNS))
            .where(t.dossiers.c.dossier_id.in_(sorted(dossier_ids)))
            .order_by(t.dossiers.c.dossier_id)
            .with_for_update()
        )
        return {row.dossier_id: _standing(tuple(row)) for row in self.connection.execute(query)}

    # --- what the batch may ask ---

    def line(self, act: Act) -> Line | None:
        """The life of the device that the act names, locked until the batch ends."""
        return self._lines.get((act.device_id, act.epoch))

    def last_seq(self, device_id: str, epoch: int) -> int:
        """The highest number seen in this life of the device; 0 for an unknown one."""
        line = self._lines.get((device_id, epoch))
        if line is not None:
            return line.last_seq
        c = t.device_epochs.c
        query = sa.select(c.last_seq).where(c.device_id == device_id, c.epoch == epoch)
        return self.connection.scalar(query) or 0

    def chained(self, act: Act) -> tuple[str, str] | None:
        """The digest and act id that already stand at the act's number."""
        return self._chain.get((act.device_id, act.epoch, act.device_seq))

    def recorded(self, act_id: str) -> Recorded | None:
        return self._recorded.get(act_id)

    def standing(self, dossier_id: str) -> Standing | None:
        return self._standings.get(dossier_id)

    def may_act_in(self, clerk_id: str, unit: str) -> bool:
        """True when the clerk has or had a role in the unit."""
        return self._clerks.may_act_in(self.connection, clerk_id, unit)

    def is_known(self, dossier_id: str) -> bool:
        """True when the dossier was there before this batch."""
        return dossier_id in self._standings and dossier_id not in self._new_dossiers

    # --- Evidence ---

    def unseen(self, act: Act) -> Sequence[str]:
        self.flush()
        c = t.acts.c
        query = sa.select(c.kind).where(
            c.dossier_id == act.dossier_id, c.version > act.base_version, c.device_id != act.device_id
        )
        return list(self.connection.scalars(query))

    def held_before(self, act: Act) -> Sequence[str]:
        held = self._held.get((act.device_id, act.dossier_id), {})
        return [kind for place, kind in held.items() if place < (act.epoch, act.device_seq)]

    def paper_acts(self, dossier_id: str) -> PaperActs:
        self.flush()
        query = (
            sa.select(t.acts.c.document)
            .where(
                t.acts.c.dossier_id == dossier_id,
                t.acts.c.version.is_not(None),
                t.acts.c.kind.in_([kind.value for kind in _PAPER_KINDS]),
            )
            .order_by(t.acts.c.version)
        )
        sealed: dict[str, PaperEntry] = {}
        reused: list[ReuseEntry] = []
        exceptions: list[ExceptionEntry] = []
        for document in self.connection.scalars(query):
            match contract.body_of(msgspec.json.decode(document, type=Act)):
                case contract.PaperSealed(paper=paper):
                    sealed[paper.paper_id] = paper
                case contract.PaperReused(reuse=reuse):
                    reused.append(reuse)
                case contract.ExceptionGranted(exception=granted):
                    exceptions.append(granted)
                case _:
                    pass
        return PaperActs(sealed, tuple(reused), tuple(exceptions))

    def lacking(self, digests: Collection[str]) -> frozenset[str]:
        wanted = sorted(set(digests))
        here = self.connection.scalars(sa.select(t.files.c.digest).where(t.files.c.digest.in_(wanted)))
        return frozenset(wanted) - frozenset(here)

    def claim_code(self, code: str, dossier_id: str, device_id: str) -> bool:
        parts = _parts(code)
        leased_to = self._leased_to(*parts) if parts else None
        if leased_to not in {None, device_id}:
            return False
        row: dict[str, object] = {"code": code, "dossier_id": dossier_id}
        if insert_new(self.connection, t.dossier_codes, [row]) == 0:
            owned = sa.select(t.dossier_codes.c.dossier_id).where(t.dossier_codes.c.code == code)
            return bool(self.connection.scalar(owned) == dossier_id)
        if parts and leased_to is None:
            self._never_lease(*parts)
        return True

    def required_papers(self, procedure: str, case: str, day: str) -> Sequence[Requirements]:
        c = t.required_papers.c
        query = sa.select(c.papers).where(
            c.procedure == procedure,
            c.case_code == case,
            c.valid_from <= day,
            sa.or_(c.valid_to == "", c.valid_to > day),
        )
        versions = (msgspec.json.decode(text, type=list[list[str]]) for text in self.connection.scalars(query))
        return [[frozenset(entry) for entry in version] for version in versions]

    def result_type(self, standing: Standing) -> str:
        """The paper type of what the dossier's procedure ends in; empty when the catalogue does not say."""
        c = t.required_papers.c
        query = (
            sa.select(c.result_type)
            .where(c.procedure == standing.procedure, c.case_code == standing.case)
            .order_by(c.valid_from.desc())
            .limit(1)
        )
        return self.connection.scalar(query) or ""

    def _leased_to(self, unit: str, day: str, serial: int) -> str | None:
        c = t.number_slices.c
        return self.connection.scalar(
            sa.select(c.device_id).where(c.unit == unit, c.day == day, c.first <= serial, c.last >= serial)
        )

    # --- what was decided ---

    def advance(self, envelope: Envelope, act_id: str) -> None:
        """The act's number is taken: by the act of this id, or by none when its id was another act's."""
        act = envelope.act
        line = self._lines[(act.device_id, act.epoch)]
        if act.device_seq > line.last_seq:
            line.last_seq, line.last_digest = act.device_seq, envelope.digest
        self._chain[(act.device_id, act.epoch, act.device_seq)] = (envelope.digest, act_id)
        place = {"device_id": act.device_id, "epoch": act.epoch, "device_seq": act.device_seq}
        self._unwritten.chain.append({**place, "digest": envelope.digest, "act_id": act_id})

    def record(
        self,
        envelope: Envelope,
        outcome: Outcome,
        *,
        problem: Problem | None = None,
        receipt: Receipt | None = None,
        standing: Standing | None = None,
    ) -> None:
        """Keep the act with its answer; an act that was held gets its new answer instead."""
        act = envelope.act
        answer: dict[str, object] = {
            "outcome": outcome.value,
            "problem": msgspec.json.encode(problem).decode() if problem else "",
            "receipt": msgspec.json.encode(receipt).decode() if receipt else "",
            "version": standing.version if standing else None,
            "recorded_at": self.now,
        }
        if act.act_id in self._recorded:
            self.flush()
            self.connection.execute(sa.update(t.acts).where(t.acts.c.act_id == act.act_id).values(**answer))
        else:
            self._unwritten.acts.append({**_envelope_row(envelope), **answer})
        self._recorded[act.act_id] = Recorded(
            act.act_id, envelope.digest, act.kind, act.dossier_id, outcome, problem, receipt, envelope.document
        )
        self._remember_held(act, outcome)

    def _remember_held(self, act: Act, outcome: Outcome) -> None:
        held = self._held[(act.device_id, act.dossier_id)]
        if outcome is Outcome.HELD:
            held[(act.epoch, act.device_seq)] = act.kind
        else:
            held.pop((act.epoch, act.device_seq), None)

    def stand(self, standing: Standing, body: Body) -> None:
        """The dossier stands like this from now on; codes and files that the act named are its own."""
        dossier_id = standing.dossier_id
        if dossier_id not in self._standings:
            self._new_dossiers.add(dossier_id)
        self._standings[dossier_id] = standing
        self._unwritten.dossiers.add(dossier_id)
        self._unwritten.links += [{"digest": digest, "dossier_id": dossier_id} for digest in files_named_by(body)]

    def _never_lease(self, unit: str, day: str, serial: int) -> None:
        # A serial that was printed without a lease must not be leased to somebody else later.
        insert_new(self.connection, t.number_counters, [{"unit": unit, "day": day, "next": 1}])
        c = t.number_counters.c
        self.connection.execute(
            sa.update(t.number_counters)
            .where(c.unit == unit, c.day == day, c.next <= serial)
            .values(next=serial + 1)
        )

    def flush(self) -> None:
        """Write what was decided so far; still inside the transaction."""
        todo, self._unwritten = self._unwritten, _Unwritten()
        for table, rows in ((t.acts, todo.acts), (t.chain, todo.chain)):
            if rows:
                self.connection.execute(sa.insert(table), rows)
        if todo.links:
            insert_new(self.connection, t.file_links, todo.links)
        self._write_dossiers(todo.dossiers)

    def _write_dossiers(self, dossier_ids: set[str]) -> None:
        fresh = [_row(self._standings[name], self.now) for name in sorted(dossier_ids & self._new_dossiers)]
        if fresh:
            self.connection.execute(sa.insert(t.dossiers), fresh)
        moved = [_row(self._standings[name], self.now) for name in sorted(dossier_ids - self._new_dossiers)]
        self._new_dossiers -= dossier_ids
        if moved:
            update = sa.update(t.dossiers).where(t.dossiers.c.dossier_id == sa.bindparam("b_dossier_id"))
            self.connection.execute(update, [{**row, "b_dossier_id": row["dossier_id"]} for row in moved])

    def close(self) -> None:
        """Write everything, and how far each device's chain has come, before the caller commits."""
        self.flush()
        for line in self._lines.values():
            c = t.device_epochs.c
            self.connection.execute(
                sa.update(t.device_epochs)
                .where(c.device_id == line.device_id, c.epoch == line.epoch, c.last_seq < line.last_seq)
                .values(last_seq=line.last_seq, last_digest=line.last_digest)
            )


def files_named_by(body: Body) -> tuple[str, ...]:
    """Digests of the files that this act makes part of its dossier."""
    match body:
        case contract.PaperSealed(paper=paper):
            named: tuple[str, ...] = (paper.file,)
        case contract.PaperReused(reuse=reuse):
            named = (reuse.file,)
        case contract.ResultDigitised(file=file):
            named = (file,)
        case contract.HandedOver(signature=signature):
            named = (signature,)
        case _:
            named = ()
    return tuple(digest for digest in named if digest)


_COLUMNS = (
    "dossier_id", "code", "provisional", "state", "holder", "version", "procedure", "case_code", "receiving_unit",
    "competent_unit", "received_at", "due_at", "sealed_at", "ended_at", "person_digest", "rating", "extended",
    "papers", "reused", "result_digitised",
)  # fmt: skip


def _standing(row: tuple[object, ...]) -> Standing:
    values = dict(zip(_COLUMNS, row, strict=True))
    values["case"] = values.pop("case_code")
    return replace(msgspec.convert(values, Standing), state=State(str(values["state"])))


def _row(standing: Standing, now: str) -> dict[str, object]:
    values: dict[str, object] = {**asdict(standing), "state": standing.state.value, "changed_at": now}
    values["case_code"] = values.pop("case")
    return values


def _parts(code: str) -> tuple[str, str, int] | None:
    found = _CODE.fullmatch(code)
    if found is None:
        return None
    day = found["day"]
    return found["unit"], f"20{day[:2]}-{day[2:4]}-{day[4:]}", int(found["serial"])


def _envelope_row(envelope: Envelope) -> dict[str, object]:
    act = envelope.act
    return {
        "act_id": act.act_id,
        "digest": envelope.digest,
        "kind": act.kind,
        "dossier_id": act.dossier_id,
        "device_id": act.device_id,
        "epoch": act.epoch,
        "device_seq": act.device_seq,
        "unit": act.unit,
        "actor": act.actor,
        "day": act.device_time[:10],
        "document": envelope.document,
    }


def _recorded(
    act_id: str, digest: str, kind: str, dossier_id: str, outcome: str, why: str, receipt: str, document: str
) -> Recorded:
    return Recorded(
        act_id,
        digest,
        kind,
        dossier_id,
        Outcome(outcome),
        msgspec.json.decode(why, type=Problem) if why else None,
        msgspec.json.decode(receipt, type=Receipt) if receipt else None,
        document,
    )
