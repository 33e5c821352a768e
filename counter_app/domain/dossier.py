"""A dossier is the fold of its acts: this module is the only place where an act changes a state.

``fold`` never asks whether an act was wise, only what it means; whether it may be made at all is
``lifecycle``'s question, asked before the act is written. The same acts in the same order give equal dossiers
on every replica.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from counter_app.contract import acts as contract
from counter_app.contract.acts import Act, Applicant, Body, Kind, body_of, known_kind
from counter_app.contract.manifest import ExceptionEntry, Manifest, PaperEntry, ReuseEntry
from counter_app.contract.moves import MOVES, State
from counter_app.domain.errors import IllegalMove
from counter_app.domain.ids import DossierId, UnitCode


@dataclass(frozen=True, slots=True)
class Fee:
    """One fee as recorded at the window."""

    title: str
    amount_vnd: int
    paid: bool
    receipt_number: str = ""


@dataclass(frozen=True, slots=True)
class FeeForm:
    """A numbered form of the tax office, written for the dossier; ``spoilt`` says why it does not count."""

    model: str
    series: str
    serial: str
    spoilt: str = ""

    def is_same_as(self, other: FeeForm) -> bool:
        """Whether both name one piece of paper."""
        return (self.model, self.series, self.serial) == (other.model, other.series, other.serial)


@dataclass(frozen=True, slots=True)
class Result:
    """The digitised result; ``file`` names its bytes."""

    result_code: str
    title: str
    file: str
    size_bytes: int
    signed: bool


@dataclass(frozen=True, slots=True)
class Dossier:
    """One dossier as the acts so far make it. ``version`` counts the acts, so 0 is never seen.

    ``due_at`` is the appointment on the citizen's receipt; ``stopped_clock_at`` is set while a supplement or a
    financial duty keeps the clock from running; ``extended`` tells that the one re-appointment is used up.
    """

    dossier_id: DossierId
    code: str
    provisional: bool
    procedure: str
    case: str
    receiving_unit: UnitCode
    competent_unit: UnitCode
    window: str
    applicant: Applicant
    received_at: datetime
    due_at: datetime | None
    state: State
    holder: UnitCode
    version: int
    changed_at: datetime
    received_by: str
    submitted_by: Applicant | None = None
    channel: str = "window"
    result_by: str = "window"
    papers: tuple[PaperEntry, ...] = ()
    reused: tuple[ReuseEntry, ...] = ()
    exceptions: tuple[ExceptionEntry, ...] = ()
    manifest: Manifest | None = None
    fees: tuple[Fee, ...] = ()
    fee_forms: tuple[FeeForm, ...] = ()
    supplement_papers: tuple[str, ...] = ()
    supplement_reason: str = ""
    stopped_clock_at: datetime | None = None
    extended: bool = False
    assigned_clerk: str = ""
    result: Result | None = None
    handed_over_at: datetime | None = None
    receiver_name: str = ""
    rating: str = ""
    ground: str = ""
    note: str = ""


def fold(dossier: Dossier | None, act: Act) -> Dossier:
    """The dossier after this act.

    An act of a kind that this release does not know counts as a version and changes nothing else.

    Raises:
        IllegalMove: the act does not follow from this state by the table of moves.
    """
    kind = known_kind(act)
    if dossier is None:
        if kind is not Kind.RECEIVED:
            raise IllegalMove("not_registered", kind=act.kind)
        return _opened(act)
    if kind is None:
        return replace(dossier, version=dossier.version + 1)
    move = MOVES.get(kind)
    if move is None or dossier.state not in move.sources:
        raise IllegalMove("illegal_move", kind=act.kind, state=dossier.state)
    at = parse_time(act.device_time)
    holder = dossier.holder
    if move.custody == "receiver":
        holder = UnitCode(act.unit)
    elif move.custody is not None:
        holder = UnitCode(move.custody)
    moved = replace(
        dossier,
        state=move.target or dossier.state,
        holder=holder,
        version=dossier.version + 1,
        changed_at=at,
    )
    return _with_content(moved, body_of(act), at)


def fold_all(acts: Iterable[Act]) -> Dossier | None:
    """The dossier that these acts make, or None when there are none."""
    dossier: Dossier | None = None
    for act in acts:
        dossier = fold(dossier, act)
    return dossier


def parse_time(text: str) -> datetime:
    """An RFC 3339 time of the contract as an aware datetime."""
    return datetime.fromisoformat(text)


def _optional_time(text: str | None) -> datetime | None:
    return None if text is None else parse_time(text)


def _opened(act: Act) -> Dossier:
    body = body_of(act)
    if not isinstance(body, contract.Received):  # pragma: no cover - the kind has told which body it is
        raise IllegalMove("not_registered", kind=act.kind)
    return Dossier(
        dossier_id=DossierId(act.dossier_id),
        code=body.code,
        provisional=body.provisional,
        procedure=body.procedure,
        case=body.case,
        receiving_unit=UnitCode(body.receiving_unit),
        competent_unit=UnitCode(body.competent_unit),
        window=body.window,
        applicant=body.applicant,
        received_at=parse_time(body.received_at),
        due_at=_optional_time(body.due_at),
        state=State.RECEIVED,
        holder=UnitCode(body.receiving_unit),
        version=1,
        changed_at=parse_time(act.device_time),
        received_by=act.actor,
        submitted_by=body.submitted_by,
        channel=body.channel,
        result_by=body.result_by,
        note=body.note,
    )


def _with_content(dossier: Dossier, body: Body, at: datetime) -> Dossier:  # noqa: C901, PLR0911, PLR0912
    # One branch per kind of act, checked for completeness by the type checker: splitting it would hide a gap.
    match body:
        case contract.PaperSealed(paper=paper):
            others = tuple(one for one in dossier.papers if one.paper_id != paper.paper_id)
            return replace(dossier, papers=(*others, paper))
        case contract.PaperReused(reuse=reuse):
            return replace(dossier, reused=(*dossier.reused, reuse))
        case contract.ExceptionGranted(exception=granted):
            return replace(dossier, exceptions=(*dossier.exceptions, granted))
        case contract.DossierSealed(manifest=manifest):
            return replace(dossier, manifest=manifest)
        case contract.ProcessingStarted(due_at=due_at):
            return replace(dossier, due_at=_optional_time(due_at) or dossier.due_at)
        case contract.SupplementAsked(papers=papers, reason=reason):
            return replace(dossier, supplement_papers=papers, supplement_reason=reason, stopped_clock_at=at)
        case contract.SupplementReceived(due_at=due_at) | contract.FinancialDutyMet(due_at=due_at):
            return replace(dossier, due_at=_optional_time(due_at) or dossier.due_at, stopped_clock_at=None)
        case contract.FinancialDutyAsked():
            return replace(dossier, stopped_clock_at=at)
        case contract.DeadlineExtended(due_at=new_due):
            return replace(dossier, due_at=parse_time(new_due), extended=True)
        case contract.Refused(reason=why) | contract.Withdrawn(reason=why) | contract.Stopped(reason=why):
            return replace(dossier, ground=why, stopped_clock_at=None)
        case contract.ResultDigitised():
            result = Result(body.result_code, body.title, body.file, body.size_bytes, body.signed)
            return replace(dossier, result=result)
        case contract.HandedOver(receiver_name=receiver):
            return replace(dossier, handed_over_at=at, receiver_name=receiver)
        case contract.Rated(rating=rating):
            return replace(dossier, rating=rating)
        case contract.FeeRecorded():
            fee = Fee(body.fee, body.amount_vnd, body.paid, body.receipt_number)
            return replace(dossier, fees=(*dossier.fees, fee))
        case contract.Reassigned(unit=unit, clerk=clerk):
            keeps_province = dossier.state is not State.RECEIVED
            holder = dossier.holder if keeps_province else UnitCode(unit)
            return replace(dossier, holder=holder, assigned_clerk=clerk)
        case contract.Corrected(applicant=applicant):
            return replace(dossier, applicant=applicant)
        case contract.CodeReplaced(new_code=new_code):
            return replace(dossier, code=new_code, provisional=False)
        case contract.FeeReceiptGiven():
            form = FeeForm(body.model, body.series, body.serial, body.spoilt)
            former = tuple(one for one in dossier.fee_forms if not one.is_same_as(form))
            return replace(dossier, fee_forms=(*former, form))
        case contract.PaperStrengthened() | contract.PaperSigned():
            return dossier
        # The table has no move for these, so that the fold never gets here.
        case (  # pragma: no cover
            contract.Received()
            | contract.SlipGiven()
            | contract.ActSettled()
            | contract.PapersViewed()
            | contract.SignedIn()
            | contract.SignedOut()
        ):
            raise IllegalMove("illegal_move", kind=type(body).__name__, state=dossier.state)
