"""Pure: what becomes of one act, given the dossier as it stands and what the act's author had not seen.

Nothing is written here. ``Evidence`` answers the few questions that need a look into the store, each only when the
decision turns on it; the order of the questions is the order of the reasons that a clerk is told.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from counter_app.contract import acts as contract
from counter_app.contract.acts import WITHOUT_DOSSIER, Act, Body, Kind, kind_of
from counter_app.contract.canonical import digest
from counter_app.contract.messages import Outcome
from counter_app.contract.moves import (
    DEPENDS_ON,
    ENDED,
    MOVES,
    PROVINCE,
    By,
    State,
    commutes,
    holder_after,
    written_by,
)
from counter_app.contract.problems import Problem, ProblemCode, files_missing, problem
from province_server.acts.gate import PaperActs, Requirements, unmet

MAKES_A_SEAL = frozenset({Kind.PAPER_SEALED, Kind.PAPER_REUSED, Kind.EXCEPTION_GRANTED, Kind.DOSSIER_SEALED})
"""A seal that waits for a file which was lost for good holds up none of what takes its place."""

RATINGS = frozenset({"very_satisfied", "satisfied", "dissatisfied"})


@dataclass(frozen=True, slots=True)
class Standing:
    """A dossier as the province's row has it."""

    dossier_id: str
    code: str
    provisional: bool
    state: State
    holder: str
    version: int
    procedure: str
    case: str
    receiving_unit: str
    competent_unit: str
    received_at: str
    due_at: str = ""
    sealed_at: str = ""
    ended_at: str = ""
    person_digest: str = ""
    rating: str = ""
    extended: bool = False
    papers: int = 0
    reused: int = 0
    result_digitised: bool = False


class Evidence(Protocol):
    """What the decision may have to know beyond the dossier's row."""

    def unseen(self, act: Act) -> Sequence[str]:
        """Kinds of other devices' acts on the dossier above the act's base version."""

    def held_before(self, act: Act) -> Sequence[str]:
        """Kinds of this device's earlier acts on the dossier that are still held."""

    def paper_acts(self, dossier_id: str) -> PaperActs:
        """What was sealed, reused and excepted so far."""

    def lacking(self, digests: Collection[str]) -> frozenset[str]:
        """Those of these files that are not whole at the province."""

    def gone(self, digests: Collection[str]) -> frozenset[str]:
        """Those of these files that were here and were deleted when their time was over."""

    def claim_code(self, code: str, dossier_id: str, device_id: str) -> bool:
        """The code is the dossier's from now on; False when it is another's or another device leased its serial.

        Asked last: nothing can keep the act from applying any more.
        """

    def claim_receipt(self, form: contract.FeeReceiptGiven, dossier_id: str, unit: str) -> bool:
        """The form is the dossier's from now on; False when another dossier of the unit has its number.

        Asked last, as ``claim_code``.
        """

    def unit_of(self, act_id: str) -> str:
        """The unit in which the act was made; empty when it is not known here."""

    def required_papers(self, procedure: str, case: str, day: str) -> Sequence[Requirements]:
        """What the law in force that day requires, in every version published; none when it is not known here."""


@dataclass(frozen=True, slots=True)
class Applies:
    """The act takes effect; ``standing`` is the dossier after it, None for an act without one."""

    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Declined:
    """Held, refused or in conflict, and why."""

    outcome: Outcome
    problem: Problem


Verdict = Applies | Declined


def judge(act: Act, body: Body, standing: Standing | None, evidence: Evidence) -> Verdict:
    """What becomes of the act now. The same question again may have another answer only for a held act."""
    kind = kind_of(body)
    if kind in WITHOUT_DOSSIER:
        return _without_dossier(act, body, evidence)
    waits_for = [
        held
        for held in evidence.held_before(act)
        if DEPENDS_ON[kind] & written_by(held) and not (held == Kind.DOSSIER_SEALED and kind in MAKES_A_SEAL)
    ]
    if waits_for:
        return _held(ProblemCode.PREDECESSOR_MISSING, f"an earlier {waits_for[0]} is held")
    if isinstance(body, contract.Received):
        return _open_dossier(act, body, standing, evidence)
    if standing is None:
        return _held(ProblemCode.PREDECESSOR_MISSING, "the dossier was never received here")
    return (
        _table_forbids(act, kind, standing)
        or _moved_on(act, kind, standing, evidence)
        or _content_forbids(act, body, standing, evidence)
        or Applies(after(act, body, standing))
    )


def after(act: Act, body: Body, standing: Standing) -> Standing:
    """The dossier's row after an act that applies to it."""
    kind = kind_of(body)
    named = body.unit if isinstance(body, contract.Reassigned) else ""
    state = MOVES[kind].target or standing.state
    moved = replace(
        standing,
        state=state,
        holder=holder_after(
            kind, state=standing.state, holder=standing.holder, act_unit=act.unit, named_unit=named
        ),
        version=standing.version + 1,
        ended_at=act.device_time if state in ENDED and not standing.ended_at else standing.ended_at,
    )
    return _with_content(act, body, moved)


def _with_content(act: Act, body: Body, row: Standing) -> Standing:
    match body:
        case contract.DossierSealed(manifest=manifest):
            papers, reused = len(manifest.papers), len(manifest.reused)
            return replace(row, sealed_at=act.device_time, papers=papers, reused=reused)
        case contract.ProcessingStarted() | contract.SupplementReceived() | contract.FinancialDutyMet():
            return replace(row, due_at=body.due_at or row.due_at)
        case contract.DeadlineExtended():
            return replace(row, due_at=body.due_at, extended=True)
        case contract.ResultDigitised():
            return replace(row, result_digitised=True, ended_at=act.device_time)
        case contract.Rated(rating=rating):
            return replace(row, rating=rating)
        case contract.CodeReplaced(new_code=code):
            return replace(row, code=code, provisional=False)
        case _:
            return row


def _without_dossier(act: Act, body: Body, evidence: Evidence) -> Verdict:
    if act.dossier_id:
        return _refused(ProblemCode.MALFORMED, "this kind of act names no dossier")
    if isinstance(body, contract.SlipGiven):
        if body.slip not in contract.SLIPS_AT_RECEPTION:
            return _refused(ProblemCode.MALFORMED, f"no such slip: {body.slip}")
        if not body.number or not body.reason.strip():
            return _refused(ProblemCode.MALFORMED, "a slip has a number and a reason")
    if isinstance(body, contract.ActSettled):
        if not body.act_id:
            return _refused(ProblemCode.MALFORMED, "a settlement names an act")
        # Of an act that is not here, for a backup was put back, nobody can say; its unit's windows look again.
        if evidence.unit_of(body.act_id) not in {act.unit, ""}:
            return _refused(ProblemCode.NOT_IN_SCOPE, "an act of another unit")
    return Applies(None)


def _open_dossier(act: Act, body: contract.Received, standing: Standing | None, evidence: Evidence) -> Verdict:
    if standing is not None:
        return _conflict(ProblemCode.ILLEGAL_MOVE, "the dossier exists", standing)
    if not act.dossier_id or act.base_version or not body.code:
        return _refused(ProblemCode.MALFORMED, "a new dossier needs an id, a code and base version 0")
    if body.receiving_unit != act.unit:
        return _refused(ProblemCode.NOT_IN_SCOPE, "only the receiving unit opens its dossiers")
    if not evidence.claim_code(body.code, act.dossier_id, act.device_id):
        return _refused(ProblemCode.CODE_TAKEN, body.code)
    return Applies(
        Standing(
            dossier_id=act.dossier_id,
            code=body.code,
            provisional=body.provisional,
            state=State.RECEIVED,
            holder=body.receiving_unit,
            version=1,
            procedure=body.procedure,
            case=body.case,
            receiving_unit=body.receiving_unit,
            competent_unit=body.competent_unit,
            received_at=body.received_at,
            due_at=body.due_at or "",
            person_digest=person_digest(body.applicant.id_number),
        )
    )


def person_digest(id_number: str) -> str:
    """How a person is named where the number itself is not to be repeated; empty for an unknown number."""
    return digest(id_number.encode()) if id_number else ""


def _table_forbids(act: Act, kind: Kind, standing: Standing) -> Declined | None:
    move = MOVES[kind]
    from_province = act.device_id == PROVINCE
    if standing.state not in move.sources:
        return _conflict(ProblemCode.ILLEGAL_MOVE, f"{kind} does not follow {standing.state}", standing)
    match move.by:
        case By.PROVINCE:
            if not from_province:
                return _refused(ProblemCode.NOT_IN_SCOPE, f"only the province makes {kind}")
        case By.HOLDER:
            if standing.holder != (PROVINCE if from_province else act.unit):
                return _conflict(ProblemCode.NOT_HOLDER, f"the holder is {standing.holder}", standing)
        case By.ANY_UNIT:
            pass
    return None


def _moved_on(act: Act, kind: Kind, standing: Standing, evidence: Evidence) -> Declined | None:
    if act.base_version >= standing.version or commutes(kind, evidence.unseen(act)):
        return None
    return _conflict(ProblemCode.STALE_VERSION, f"decided on version {act.base_version}", standing)


def _content_forbids(act: Act, body: Body, standing: Standing, evidence: Evidence) -> Declined | None:
    match body:
        case contract.DossierSealed():
            return _sealing_forbidden(act, body, standing, evidence)
        case (
            contract.ResultDigitised(file=file)
            | contract.PaperStrengthened(file=file)
            | contract.PaperSigned(file=file)
        ):
            return _waits_for_files(evidence.lacking([file]))
        case contract.PaperReused(reuse=reuse):
            return _taking_over_forbidden(reuse.file, evidence)
        case contract.Rated(rating=rating):
            return _rating_forbidden(rating, standing)
        case contract.DeadlineExtended():
            if standing.extended:
                return _conflict(ProblemCode.ILLEGAL_MOVE, "already extended once", standing)
        case contract.CodeReplaced():
            return _replacing_forbidden(act, body, standing, evidence)
        case contract.FeeReceiptGiven():
            return _form_forbidden(act, body, evidence)
        case _:
            pass
    return None


def _taking_over_forbidden(file: str, evidence: Evidence) -> Declined | None:
    """A file that is gone nobody brings any more: a seal that rests on it would wait for ever.

    One that is here stays from now on, because an open dossier names it.
    """
    if file and evidence.gone([file]):
        return _refused(ProblemCode.NOT_FOUND, f"{file} was deleted when its time was over")
    return None


def _form_forbidden(act: Act, form: contract.FeeReceiptGiven, evidence: Evidence) -> Declined | None:
    if not (form.model and form.series and form.serial):
        return _refused(ProblemCode.MALFORMED, "a form has a model, a series and a serial")
    if not evidence.claim_receipt(form, act.dossier_id, act.unit):
        return _refused(ProblemCode.RECEIPT_NUMBER_TAKEN, f"{form.series} {form.serial}")
    return None


def _rating_forbidden(rating: str, standing: Standing) -> Declined | None:
    if rating not in RATINGS:
        return _refused(ProblemCode.MALFORMED, f"no such rating: {rating}")
    if standing.rating:
        return _conflict(ProblemCode.ILLEGAL_MOVE, "already rated", standing)
    return None


def _replacing_forbidden(
    act: Act, body: contract.CodeReplaced, standing: Standing, evidence: Evidence
) -> Declined | None:
    if body.old_code != standing.code or not standing.provisional:
        return _conflict(ProblemCode.ILLEGAL_MOVE, "only a provisional code is replaced", standing)
    if not evidence.claim_code(body.new_code, standing.dossier_id, act.device_id):
        return _refused(ProblemCode.CODE_TAKEN, body.new_code)
    return None


def _sealing_forbidden(
    act: Act, body: contract.DossierSealed, standing: Standing, evidence: Evidence
) -> Declined | None:
    manifest = body.manifest
    if manifest.name != body.manifest_digest:
        return _refused(ProblemCode.MALFORMED, "the manifest's digest is another")
    if (manifest.dossier_id, manifest.procedure, manifest.case) != (
        standing.dossier_id,
        standing.procedure,
        standing.case,
    ):
        return _refused(ProblemCode.GATE_NOT_MET, "the manifest is of another dossier, procedure or case")
    required = evidence.required_papers(standing.procedure, standing.case, standing.received_at[:10])
    open_points = unmet(manifest, evidence.paper_acts(act.dossier_id), required)
    if open_points:
        return _refused(ProblemCode.GATE_NOT_MET, "; ".join(open_points))
    reused = tuple(entry.file for entry in manifest.reused if entry.file)
    return _waits_for_files(evidence.lacking((*manifest.files, *reused)))


def _waits_for_files(lacking: frozenset[str]) -> Declined | None:
    if not lacking:
        return None
    return Declined(Outcome.HELD, files_missing(lacking))


def _held(code: ProblemCode, detail: str) -> Declined:
    return Declined(Outcome.HELD, problem(code, 409, detail=detail))


def _refused(code: ProblemCode, detail: str) -> Declined:
    return Declined(Outcome.REFUSED, problem(code, 422, detail=detail))


def _conflict(code: ProblemCode, detail: str, standing: Standing) -> Declined:
    facts = {"state": str(standing.state), "holder": standing.holder, "version": str(standing.version)}
    return Declined(Outcome.CONFLICT, problem(code, 409, detail=detail, **facts))
