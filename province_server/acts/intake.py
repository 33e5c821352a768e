"""Takes in batches of acts: each gets exactly one answer, and takes effect at most once.

One transaction per batch holds the effects, the answers, the receipts, the feed entries and the device's last
number. A batch that is repeated, in parts, at once or years later, finds the recorded answers. An act whose
envelope is sound takes its number in the device's chain whatever its answer, so one bad act never blocks those
after it; an act whose signature or chain is wrong changes nothing at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import sqlalchemy as sa

from counter_app.contract.acts import (
    SCHEMA_VERSION,
    Act,
    ActSettled,
    Body,
    Kind,
    Received,
    SlipGiven,
    known_kind,
    schema_of,
)
from counter_app.contract.canonical import GENESIS
from counter_app.contract.messages import (
    SCHEMAS_ACCEPTED,
    ActAnswer,
    ActsAnswer,
    Outcome,
    Receipt,
    TurnedDown,
    content_of,
    taken_as,
)
from counter_app.contract.moves import PROVINCE
from counter_app.contract.problems import (
    OF_THE_ENVELOPE,
    Problem,
    ProblemCode,
    files_missing,
    files_named,
    problem,
)
from counter_app.contract.roles import needs_second_person, roles_for
from province_server.acts.due_check import due_differs
from province_server.acts.envelope import Envelope, Unreadable, open_envelope
from province_server.acts.holdings import papers_from
from province_server.acts.judge import Applies, judge
from province_server.acts.ledger import Ledger
from province_server.acts.lines import ClerkUnits, Line
from province_server.acts.publication import Publication
from province_server.acts.receipts import signed_receipt
from province_server.acts.records import Recorded
from province_server.keys import ServerKey, signed_by
from province_server.law import LawInForce, PublishedLaw
from province_server.store.engine import run_writing
from province_server.store.writes import Writes
from province_server.world import World, stamp


@dataclass(frozen=True, slots=True)
class Sender:
    """Who brings the acts: the device itself, or a relay or courier that carries those of others."""

    device_id: str
    epoch: int
    carries_for_others: bool = False


class Intake:
    """The one way into the province for acts, also for its own."""

    def __init__(self, engine: sa.Engine, key: ServerKey, law: PublishedLaw, world: World, *, place: str) -> None:
        """``place`` is what receipts say; anything but the province keeps acts for the province to judge."""
        self._engine = engine
        self._key = key
        self._law = law
        self._world = world
        self._place = place
        self._clerks = ClerkUnits()

    def take(self, sender: Sender, raw_acts: Sequence[bytes]) -> ActsAnswer:
        """One answer per act, in the order given. The effects are committed when this returns."""
        opened = [_open(raw) for raw in raw_acts]
        # Before the transaction begins: nobody waits for locks while new law is read.
        self._law.refresh()
        return run_writing(self._engine, lambda connection: self.take_within(connection, sender, opened))

    def take_within(
        self, connection: sa.Connection, sender: Sender, opened: Sequence[Envelope | ActAnswer]
    ) -> ActsAnswer:
        """The same inside the caller's transaction, for acts that the province makes itself."""
        now = stamp(self._world.now())
        envelopes = [one for one in opened if isinstance(one, Envelope)]
        law = self._law.newest
        ledger = Ledger(connection, envelopes, self._clerks, law.codes, now=now)
        publication = Publication(connection, ledger.known_before)
        batch = _Batch(ledger, publication, sender, self._key, law, self._world, self._place)
        answers = tuple(batch.answer(one) if isinstance(one, Envelope) else one for one in opened)
        batch.close()
        return ActsAnswer(answers=answers, last_seq=batch.last_seq(), server_time=now)


def _open(raw: bytes) -> Envelope | ActAnswer:
    try:
        return open_envelope(raw)
    except Unreadable as error:
        return _answer(error.act_id, Outcome.REFUSED, problem(ProblemCode.MALFORMED, 422, detail=str(error)))


def _answer(act_id: str, outcome: Outcome, why: Problem) -> ActAnswer:
    return ActAnswer(act_id=act_id, outcome=outcome, problem=why)


class _Batch:
    """One batch inside its transaction."""

    def __init__(
        self,
        ledger: Ledger,
        publication: Publication,
        sender: Sender,
        key: ServerKey,
        law: LawInForce,
        world: World,
        place: str,
    ) -> None:
        self._ledger = ledger
        self._publication = publication
        self._sender = sender
        self._key = key
        self._law = law
        self._world = world
        self._place = place

    def close(self) -> None:
        """Write everything into the caller's transaction."""
        writes = Writes()
        self._ledger.close(writes)
        self._publication.close(writes)
        writes.send(self._ledger.connection)

    def last_seq(self) -> int:
        """The sender's own last number."""
        return self._ledger.last_seq(self._sender.device_id, self._sender.epoch)

    def answer(self, envelope: Envelope) -> ActAnswer:
        act = envelope.act
        line = self._ledger.line(act)
        if act.device_id != self._sender.device_id and not self._sender.carries_for_others:
            return _refuse(act, ProblemCode.NOT_IN_SCOPE, "an act of another device")
        if line is None:
            return _refuse(act, ProblemCode.UNKNOWN_DEVICE, "no such life of a device")
        if not signed_by(line.public_key, act.signature, envelope.digest.encode("ascii")):
            return _refuse(act, ProblemCode.BAD_SIGNATURE, "not signed by this device")
        if self._place != PROVINCE:
            return self._keep(envelope)
        if act.device_seq <= line.last_seq:
            return self._answer_again(envelope)
        return _out_of_line(act, line) or self._answer_new(envelope, line)

    def _answer_again(self, envelope: Envelope) -> ActAnswer:
        act = envelope.act
        digest, act_id = self._ledger.chained(act) or ("", "")
        if digest != envelope.digest:
            return _refuse(act, ProblemCode.CLONED_DEVICE, f"number {act.device_seq} is another act's")
        recorded = self._ledger.recorded(act_id)
        if recorded is None:
            return _refuse(act, ProblemCode.MALFORMED, "the act id was another act's")
        if recorded.outcome is Outcome.HELD:
            return self._evaluate(envelope)
        return _same_again(recorded, envelope)

    def _answer_new(self, envelope: Envelope, line: Line) -> ActAnswer:
        act = envelope.act
        earlier = self._ledger.recorded(act.act_id)
        if earlier is None:
            self._ledger.advance(envelope, act.act_id)
            forbidden = self._sender_may_not(act, line)
            return self._decline(envelope, Outcome.REFUSED, forbidden) if forbidden else self._evaluate(envelope)
        if not _same_content(envelope, earlier):
            self._ledger.advance(envelope, "")
            return _refuse(act, ProblemCode.MALFORMED, "the act id was another act's")
        # A restored device sends what its former life had sent, under new numbers.
        self._ledger.advance(envelope, act.act_id)
        return self._evaluate(envelope) if earlier.outcome is Outcome.HELD else _same_again(earlier, envelope)

    def _sender_may_not(self, act: Act, line: Line) -> Problem | None:
        if act.device_id == PROVINCE:
            return None
        if act.unit not in line.units:
            return problem(ProblemCode.NOT_IN_SCOPE, 403, detail=f"the device does not serve {act.unit}")
        if not self._ledger.may_act_in(act.actor, act.unit):
            return problem(ProblemCode.NOT_IN_SCOPE, 403, detail=f"{act.actor} has no role in {act.unit}")
        return None

    def _role_forbids(self, act: Act, body: Body) -> Problem | None:
        if act.device_id == PROVINCE:
            return None
        held = self._ledger.roles_in(act.actor, act.unit)
        if held and not roles_for(body) & held:
            return problem(
                ProblemCode.NOT_IN_SCOPE, 403, detail=f"{act.kind} needs another role than {sorted(held)}"
            )
        if needs_second_person(body) and self._ledger.received_by(act.dossier_id) == act.actor:
            return problem(ProblemCode.NOT_IN_SCOPE, 403, detail="a second person has to grant this exception")
        return None

    def _evaluate(self, envelope: Envelope) -> ActAnswer:
        act = envelope.act
        kind = known_kind(act)
        if kind is None or act.schema_version > SCHEMA_VERSION:
            newer = problem(ProblemCode.SCHEMA_TOO_NEW, 409, detail=f"this province reads up to {SCHEMA_VERSION}")
            return self._decline(envelope, Outcome.HELD, newer)
        if act.schema_version <= min(SCHEMA_VERSION - SCHEMAS_ACCEPTED, schema_of(kind) - 1):
            older = problem(ProblemCode.SCHEMA_TOO_OLD, 422, detail=f"schema {act.schema_version}")
            return self._decline(envelope, Outcome.REFUSED, older)
        body = envelope.body
        if body is None:
            unfit = problem(ProblemCode.MALFORMED, 422, detail=envelope.unfit)
            return self._decline(envelope, Outcome.REFUSED, unfit)
        forbidden = self._role_forbids(act, body)
        if forbidden is not None:
            return self._decline(envelope, Outcome.REFUSED, forbidden)
        former = self._ledger.standing(act.dossier_id)
        verdict = judge(act, body, former, self._ledger)
        if not isinstance(verdict, Applies):
            return self._decline(envelope, verdict.outcome, verdict.problem)
        standing = verdict.standing
        receipt = self._receipt(envelope, standing.version if standing else 0)
        version = standing.version if standing else None
        if standing is not None:
            self._ledger.stand(act, body, standing)
            self._publication.tell(act, body, standing, self._ledger)
            papers = papers_from(body, standing, self._ledger.result_type)
            self._ledger.hold_papers(standing.person_digest, papers)
        elif isinstance(body, SlipGiven | ActSettled):
            self._publication.tell_unit(act)
        remark = due_differs(body, self._law.appointments) if isinstance(body, Received) else None
        self._ledger.record(envelope, Outcome.APPLIED, problem=remark, receipt=receipt, version=version)
        return ActAnswer(
            act_id=act.act_id, outcome=Outcome.APPLIED, receipt=receipt, problem=remark, version=receipt.version
        )

    def _keep(self, envelope: Envelope) -> ActAnswer:
        """A relay's whole judgement: the act is here until the province has spoken.

        What went to the province by another way is not here, so a gap in the device's numbers is no fault.
        """
        act = envelope.act
        kept = self._ledger.recorded(act.act_id)
        if kept is not None and kept.digest != envelope.digest and _waits_for_an_envelope(kept):
            kept = None  # its window lives on: what was signed in its former life will never be taken
        if kept is not None and kept.outcome is not Outcome.HELD:
            return _same_again(kept, envelope)
        lacking = self._ledger.lacking(files_named(kept.problem)) if kept is not None else ()
        if lacking:
            # Its window brought them to a relay that is no more, or took them to be at the province.
            return _answer(act.act_id, Outcome.HELD, files_missing(lacking))
        if kept is not None and kept.receipt is not None:
            return ActAnswer(act_id=act.act_id, outcome=Outcome.DUPLICATE, receipt=kept.receipt)
        if self._ledger.chained(act) is not None:
            return _refuse(act, ProblemCode.CLONED_DEVICE, f"number {act.device_seq} is another act's")
        receipt = self._receipt(envelope, 0)
        self._ledger.advance(envelope, act.act_id)
        self._ledger.record(envelope, Outcome.HELD, receipt=receipt)
        return ActAnswer(act_id=act.act_id, outcome=Outcome.APPLIED, receipt=receipt)

    def _decline(self, envelope: Envelope, outcome: Outcome, why: Problem) -> ActAnswer:
        self._ledger.record(envelope, outcome, problem=why)
        standing = self._ledger.standing(envelope.act.dossier_id)
        version = standing.version if standing else None
        if outcome is not Outcome.HELD:
            self._tell_unit(envelope.act, outcome, why, version or 0)
        return ActAnswer(act_id=envelope.act.act_id, outcome=outcome, problem=why, version=version)

    def _tell_unit(self, act: Act, outcome: Outcome, why: Problem, version: int) -> None:
        """What a window is answered its supervisor learns at another, with the same commit.

        A unit hears of its own windows alone: anybody can write any unit's name into an act. Of a settlement it
        does not hear: the act that was to be settled is told of already, and stays so.
        """
        if act.kind == Kind.ACT_SETTLED:
            return
        line = self._ledger.line(act)
        if line is None or act.device_id == PROVINCE or act.unit not in line.units:
            return
        told = TurnedDown(
            act_id=act.act_id,
            kind=act.kind,
            content=content_of(act),
            unit=act.unit,
            window=line.window,
            device_id=act.device_id,
            actor=act.actor,
            outcome=outcome,
            code=why.code,
            facts=dict(why.facts),
            told_at=self._ledger.now,
        )
        self._publication.tell_turned_down(act, told, version)

    def _receipt(self, envelope: Envelope, version: int) -> Receipt:
        act_id, digest = envelope.act.act_id, envelope.digest
        return signed_receipt(
            self._key, self._world, place=self._place, act_id=act_id, act_digest=digest, version=version
        )


def _refuse(act: Act, code: ProblemCode, detail: str) -> ActAnswer:
    return _answer(act.act_id, Outcome.REFUSED, problem(code, 422, detail=detail))


def _out_of_line(act: Act, line: Line) -> ActAnswer | None:
    """Why the act cannot be the next of its device; None when it is."""
    if act.epoch < line.current_epoch and act.device_seq > line.open_to:
        return _refuse(act, ProblemCode.CLONED_DEVICE, f"the device lives in epoch {line.current_epoch}")
    if act.device_seq > line.last_seq + 1:
        missing = problem(ProblemCode.PREDECESSOR_MISSING, 409, detail=f"{line.last_seq + 1} has not arrived")
        return _answer(act.act_id, Outcome.HELD, missing)
    if act.prev_digest != (line.last_digest or GENESIS):
        return _refuse(act, ProblemCode.BROKEN_CHAIN, f"number {line.last_seq} has another digest here")
    return None


def _same_again(recorded: Recorded, asked: Envelope) -> ActAnswer:
    """The answer that was recorded; of an act that came in another envelope then, in which."""
    if recorded.receipt is None:
        return ActAnswer(act_id=recorded.act_id, outcome=recorded.outcome, problem=recorded.problem)
    return ActAnswer(
        act_id=recorded.act_id,
        outcome=Outcome.DUPLICATE,
        receipt=recorded.receipt,
        problem=recorded.problem,
        version=recorded.receipt.version,
        taken_as=taken_as(_read(recorded)) if recorded.digest != asked.digest else None,
    )


def _read(recorded: Recorded) -> Act:
    return msgspec.json.decode(recorded.document, type=Act)


def _waits_for_an_envelope(kept: Recorded) -> bool:
    """What the province has not taken, and may take in another envelope."""
    if kept.outcome is Outcome.REFUSED:
        return kept.problem is not None and kept.problem.code in OF_THE_ENVELOPE
    return kept.outcome is Outcome.HELD


def _same_content(envelope: Envelope, earlier: Recorded) -> bool:
    """True when both say the same, whatever number and chain they say it under."""
    ours, theirs = envelope.act, _read(earlier)
    return (ours.kind, ours.dossier_id, ours.actor, ours.body) == (
        theirs.kind,
        theirs.dossier_id,
        theirs.actor,
        theirs.body,
    )
