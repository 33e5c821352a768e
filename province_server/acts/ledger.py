"""The database as one batch of acts sees it: rows are read and locked first, written together at the end.

Every device and every dossier that the batch touches is locked in the order of its name, so that two batches wait
for each other but seldom block each other; what still does is run again by ``run_writing``. What the judgement of
any act may turn on is read for the whole batch at once: the number of statements does not grow with its acts.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import msgspec
import sqlalchemy as sa

from counter_app.contract import acts as contract
from counter_app.contract.acts import Act, Body
from counter_app.contract.codes import CodeBook
from counter_app.contract.messages import ClerkRecord, Outcome, PersonPaper, Receipt
from counter_app.contract.organisation import Role
from counter_app.contract.problems import Problem
from province_server import figures
from province_server.acts import holdings, tally
from province_server.acts.codes import Codes
from province_server.acts.envelope import Envelope
from province_server.acts.gate import PaperActs, Requirements
from province_server.acts.histories import Histories
from province_server.acts.judge import Standing
from province_server.acts.law import Law
from province_server.acts.lines import ClerkUnits, Line, line_rows, load_chain, lock_lines
from province_server.acts.receipt_numbers import ReceiptNumbers
from province_server.acts.records import Recorded, Records, answer_row, envelope_row
from province_server.acts.standings import lock_standings, standing_row
from province_server.store import tables as t
from province_server.store.writes import Writes


@dataclass(slots=True)
class _Unwritten:
    """What the batch will write when it is flushed."""

    acts: dict[str, dict[str, object]] = field(default_factory=dict)
    chain: list[dict[str, object]] = field(default_factory=list)
    links: list[dict[str, object]] = field(default_factory=list)
    papers: list[dict[str, object]] = field(default_factory=list)
    versions: list[dict[str, object]] = field(default_factory=list)
    dossiers: set[str] = field(default_factory=set)


class Ledger:
    """Reads what a batch needs, answers the judge's questions, and writes what was decided.

    Everything happens in the connection's open transaction; nothing is visible to others before it commits.
    """

    def __init__(
        self,
        connection: sa.Connection,
        envelopes: Sequence[Envelope],
        clerks: ClerkUnits,
        codes: CodeBook,
        *,
        now: str,
    ) -> None:
        self.connection = connection
        self.now = now
        acts = [envelope.act for envelope in envelopes]
        self._lines = lock_lines(connection, {(act.device_id, act.epoch) for act in acts})
        self._chain = load_chain(connection, self._lines, acts)
        known = {act.act_id for act in acts} | {act_id for _, act_id in self._chain.values()}
        self._standings = lock_standings(connection, {act.dossier_id for act in acts if act.dossier_id})
        # After the dossiers are locked: an act may come in two lives of its window at once, by line and by relay.
        self._records = Records(connection, known, {line.device_id for line in self._lines.values()})
        self._stood = dict(self._standings)
        undecided = [envelope for envelope in envelopes if self._is_undecided(envelope.act)]
        self._histories = Histories(connection, undecided, self._standings)
        self._codes = Codes(connection, undecided, codes)
        self._receipts = ReceiptNumbers(connection, undecided)
        self._files: dict[str, bool] = {}
        self._look_for_files([digest for one in undecided for digest in files_needed_by(one.body)])
        self._units: dict[str, str] = {}
        self._look_for_units([one.body.act_id for one in undecided if isinstance(one.body, contract.ActSettled)])
        self._law = Law(connection)
        self._clerks = clerks
        self._roles: dict[str, dict[str, tuple[str, ...]]] = {}
        self._unwritten = _Unwritten()
        self._unopened: set[str] = set()
        self._moved: set[str] = set()

    def _is_undecided(self, act: Act) -> bool:
        recorded = self._records.find(act.act_id)
        return self.line(act) is not None and (recorded is None or recorded.outcome is Outcome.HELD)

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
        return self._records.find(act_id)

    def standing(self, dossier_id: str) -> Standing | None:
        return self._standings.get(dossier_id)

    def may_act_in(self, clerk_id: str, unit: str) -> bool:
        """True when the clerk has or had a role in the unit."""
        return self._clerks.may_act_in(self.connection, clerk_id, unit)

    def roles_in(self, clerk_id: str, unit: str) -> frozenset[Role]:
        """What the clerk is in the unit now; nothing for one who has left it, whose earlier acts still count."""
        if clerk_id not in self._roles:
            query = sa.select(t.clerks.c.record).where(t.clerks.c.clerk_id == clerk_id)
            document = self.connection.scalar(query)
            record = msgspec.json.decode(document, type=ClerkRecord) if document else None
            self._roles[clerk_id] = dict(record.roles) if record and record.active else {}
        held = self._roles[clerk_id]
        named = {*held.get(unit, ()), *held.get("*", ())}
        return frozenset(role for role in Role if role in named)

    def received_by(self, dossier_id: str) -> str:
        """The clerk who received the dossier; empty for an unknown one."""
        self.flush()
        query = sa.select(t.acts.c.actor).where(t.acts.c.dossier_id == dossier_id, t.acts.c.version == 1)
        return self.connection.scalar(query) or ""

    @property
    def known_before(self) -> Collection[str]:
        """Those of the batch's dossiers that were there before it."""
        return self._stood.keys()

    def result_type(self, standing: Standing) -> str:
        """The paper type of what the dossier's procedure ends in; empty when the catalogue does not say."""
        return self._law.result_type(standing.procedure, standing.case)

    # --- Evidence ---

    def unseen(self, act: Act) -> Sequence[str]:
        return self._histories.unseen(act)

    def held_before(self, act: Act) -> Sequence[str]:
        return self._records.held_before(act)

    def paper_acts(self, dossier_id: str) -> PaperActs:
        return self._histories.paper_acts(dossier_id)

    def lacking(self, digests: Collection[str]) -> frozenset[str]:
        self._look_for_files(digests)
        return frozenset(digest for digest in digests if not self._files[digest])

    def gone(self, digests: Collection[str]) -> frozenset[str]:
        lacking = self.lacking(digests)
        if not lacking:
            return lacking
        c = t.deleted_files.c.digest
        return frozenset(self.connection.scalars(sa.select(c).where(c.in_(sorted(lacking)))))

    def claim_code(self, code: str, dossier_id: str, device_id: str) -> bool:
        return self._codes.claim(code, dossier_id, device_id)

    def claim_receipt(self, form: contract.FeeReceiptGiven, dossier_id: str, unit: str) -> bool:
        return self._receipts.claim(form, dossier_id, unit)

    def unit_of(self, act_id: str) -> str:
        return self._units.get(act_id, "")

    def required_papers(self, procedure: str, case: str, day: str) -> Sequence[Requirements]:
        return self._law.required_papers(procedure, case, day)

    def _look_for_units(self, act_ids: Collection[str]) -> None:
        if act_ids:
            c = t.acts.c
            query = sa.select(c.act_id, c.unit).where(c.act_id.in_(sorted(set(act_ids))))
            self._units.update((act_id, unit) for act_id, unit in self.connection.execute(query))

    def _look_for_files(self, digests: Collection[str]) -> None:
        unknown = sorted(set(digests) - self._files.keys())
        if unknown:
            query = sa.select(t.files.c.digest).where(t.files.c.digest.in_(unknown))
            # Until the batch ends nobody deletes what it is built upon.
            here = set(self.connection.scalars(query.with_for_update(read=True, key_share=True)))
            self._files.update((digest, digest in here) for digest in unknown)

    # --- what was decided ---

    def advance(self, envelope: Envelope, act_id: str) -> None:
        """The act's number is taken: by the act of this id, or by none when its id was another act's."""
        act = envelope.act
        line = self._lines[(act.device_id, act.epoch)]
        line.move_to(act.device_seq, envelope.digest)
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
        version: int | None = None,
    ) -> None:
        """Keep the act with its answer; an act that was held gets its new answer instead.

        Where it comes in another life of its window now, it is kept as it is signed now: its receipt says that.
        """
        act_id = envelope.act.act_id
        answer = answer_row(outcome, problem, receipt, version=version, now=self.now)
        if self._records.find(act_id) is None or act_id in self._unwritten.acts:
            self._unwritten.acts[act_id] = {**envelope_row(envelope), **answer}
        else:
            mine = t.acts.c.act_id == act_id
            self.connection.execute(sa.update(t.acts).where(mine).values(**envelope_row(envelope), **answer))
        self._records.keep(envelope, outcome, problem, receipt)
        self._units[act_id] = envelope.act.unit

    def stand(self, act: Act, body: Body, standing: Standing) -> None:
        """The act was applied and the dossier stands like this from now on; the files it names are its own."""
        dossier_id = standing.dossier_id
        if dossier_id not in self._standings:
            self._unopened.add(dossier_id)
        self._standings[dossier_id] = standing
        self._histories.note(act, body, standing.version)
        self._unwritten.dossiers.add(dossier_id)
        self._moved.add(dossier_id)
        self._unwritten.links += [{"digest": digest, "dossier_id": dossier_id} for digest in files_named_by(body)]
        self._unwritten.versions += holdings.versions_from(body, dossier_id)

    def hold_papers(self, person: str, papers: Sequence[PersonPaper]) -> None:
        """The state holds these papers about the person from now on."""
        self._unwritten.papers += holdings.rows(person, papers)

    def flush(self) -> None:
        """Write what was decided so far; still inside the transaction."""
        writes = Writes()
        self._add_to(writes)
        writes.send(self.connection)

    def close(self, writes: Writes) -> None:
        """Add everything, and how far each device's chain has come, to what is written before the commit."""
        self._add_to(writes)
        self._codes.close()
        self._receipts.close()
        moved = [(self._stood.get(name), self._standings[name]) for name in sorted(self._moved)]
        writes.insert(self.connection, t.figure_changes, figures.rows(tally.change(moved)))
        lines = line_rows(self._lines.values())
        writes.update(self.connection, t.device_epochs, lines, "device_id", "epoch")

    def _add_to(self, writes: Writes) -> None:
        todo, self._unwritten = self._unwritten, _Unwritten()
        fresh, self._unopened = self._unopened, set()
        opened = [standing_row(self._standings[name], self.now) for name in sorted(fresh)]
        changed = [standing_row(self._standings[name], self.now) for name in sorted(todo.dossiers - fresh)]
        writes.insert(self.connection, t.acts, list(todo.acts.values()))
        writes.insert(self.connection, t.chain, todo.chain)
        writes.insert_new(self.connection, t.file_links, todo.links)
        writes.insert_new(self.connection, t.people_papers, todo.papers)
        writes.insert_new(self.connection, t.paper_versions, todo.versions)
        writes.insert(self.connection, t.dossiers, opened)
        writes.update(self.connection, t.dossiers, changed, "dossier_id")


def files_named_by(body: Body) -> tuple[str, ...]:
    """Digests of the files that this act makes part of its dossier."""
    match body:
        case contract.PaperSealed(paper=paper):
            named: tuple[str, ...] = (paper.file,)
        case contract.PaperReused(reuse=reuse):
            named = (reuse.file,)
        case (
            contract.ResultDigitised(file=file)
            | contract.PaperStrengthened(file=file)
            | contract.PaperSigned(file=file)
        ):
            named = (file,)
        case contract.HandedOver(signature=signature):
            named = (signature,)
        case _:
            named = ()
    return tuple(digest for digest in named if digest)


def files_needed_by(body: Body | None) -> tuple[str, ...]:
    """Digests of the files on which it depends whether this act applies."""
    match body:
        case contract.PaperReused(reuse=reuse):
            return (reuse.file,) if reuse.file else ()
        case contract.DossierSealed(manifest=manifest):
            return (*manifest.files, *(entry.file for entry in manifest.reused if entry.file))
        case (
            contract.ResultDigitised(file=file)
            | contract.PaperStrengthened(file=file)
            | contract.PaperSigned(file=file)
        ):
            return (file,)
        case _:
            return ()
