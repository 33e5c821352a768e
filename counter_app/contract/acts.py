"""Acts: what clerks and the province did, one immutable record each.

An act is named by the digest of its canonical JSON (without the signature) and points to the previous act of
the same device: a hash chain that shows gaps and rewrites. **The meaning of a kind never changes**; a new
meaning is a new kind, and ``SCHEMA_VERSION`` rises when a body gains a field.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from counter_app.contract.canonical import GENESIS, canonical, digest
from counter_app.contract.manifest import ExceptionEntry, Manifest, PaperEntry, ReuseEntry

SCHEMA_VERSION = 1


class Kind(StrEnum):
    """What was done. The string is what travels and what is stored."""

    RECEIVED = "received"
    PAPER_SEALED = "paper_sealed"
    PAPER_REUSED = "paper_reused"
    EXCEPTION_GRANTED = "exception_granted"
    DOSSIER_SEALED = "dossier_sealed"
    PROCESSING_STARTED = "processing_started"
    SUPPLEMENT_ASKED = "supplement_asked"
    SUPPLEMENT_RECEIVED = "supplement_received"
    FINANCIAL_DUTY_ASKED = "financial_duty_asked"
    FINANCIAL_DUTY_MET = "financial_duty_met"
    DEADLINE_EXTENDED = "deadline_extended"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    RESULT_DIGITISED = "result_digitised"
    HANDED_OVER = "handed_over"
    RATED = "rated"
    FEE_RECORDED = "fee_recorded"
    REASSIGNED = "reassigned"
    CORRECTED = "corrected"
    CODE_REPLACED = "code_replaced"
    PAPER_STRENGTHENED = "paper_strengthened"
    PAPER_SIGNED = "paper_signed"
    # Acts without a dossier:
    PAPERS_VIEWED = "papers_viewed"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    # Papers with a number of their own: the first on a dossier, the second without one.
    FEE_RECEIPT_GIVEN = "fee_receipt_given"
    SLIP_GIVEN = "slip_given"


WITHOUT_DOSSIER = frozenset({Kind.SLIP_GIVEN, Kind.PAPERS_VIEWED, Kind.SIGNED_IN, Kind.SIGNED_OUT})


class Applicant(msgspec.Struct, frozen=True, kw_only=True):
    """The person the dossier is about, as on the card; ``birth`` is ``yyyy-mm-dd`` or ``yyyy``."""

    name: str
    id_number: str = ""
    old_id_number: str = ""
    birth: str = ""
    sex: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """A dossier was taken in. ``received_at`` and ``due_at`` are RFC 3339 with offset; due may be open."""

    code: str
    provisional: bool
    procedure: str
    case: str
    receiving_unit: str
    competent_unit: str
    window: str
    applicant: Applicant
    received_at: str
    due_at: str | None
    submitted_by: Applicant | None = None
    channel: str = "window"
    result_by: str = "window"
    note: str = ""


class PaperSealed(msgspec.Struct, frozen=True, kw_only=True):
    """One paper was captured, read and sealed; ``fields`` are the descriptor values the clerk confirmed."""

    paper: PaperEntry
    fields: dict[str, str] = {}


class PaperReused(msgspec.Struct, frozen=True, kw_only=True):
    reuse: ReuseEntry


class ExceptionGranted(msgspec.Struct, frozen=True, kw_only=True):
    exception: ExceptionEntry


class DossierSealed(msgspec.Struct, frozen=True, kw_only=True):
    """Every requirement is met; the dossier leaves the counter once these files are at the province."""

    manifest: Manifest
    manifest_digest: str


class ProcessingStarted(msgspec.Struct, frozen=True, kw_only=True):
    unit: str
    due_at: str | None = None


class SupplementAsked(msgspec.Struct, frozen=True, kw_only=True):
    """One written notice names everything that is missing (Decree 118/2025: asked once)."""

    papers: tuple[str, ...]
    reason: str
    limit_days: int | None = None


class SupplementReceived(msgspec.Struct, frozen=True, kw_only=True):
    unit: str
    due_at: str | None = None


class FinancialDutyAsked(msgspec.Struct, frozen=True, kw_only=True):
    amount_vnd: int | None = None
    reason: str = ""


class FinancialDutyMet(msgspec.Struct, frozen=True, kw_only=True):
    due_at: str | None = None
    evidence: str = ""


class DeadlineExtended(msgspec.Struct, frozen=True, kw_only=True):
    """An apology with one new appointment; a second one is refused by the rule."""

    due_at: str
    reason: str


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    reason: str
    ground: str = ""


class Withdrawn(msgspec.Struct, frozen=True, kw_only=True):
    reason: str = ""


class Stopped(msgspec.Struct, frozen=True, kw_only=True):
    reason: str
    ground: str = ""


class ResultDigitised(msgspec.Struct, frozen=True, kw_only=True):
    """The result exists in digital form; ``result_code`` is ``<dossier code>-KQ<n>`` (Decree 45/2020)."""

    result_code: str
    title: str
    file: str
    size_bytes: int
    signed: bool


class HandedOver(msgspec.Struct, frozen=True, kw_only=True):
    """The result was given to a person; ``signature`` names the image of the receiver's signature."""

    unit: str
    receiver_name: str
    receiver_id_number: str = ""
    relation: str = ""
    by: str = "window"
    signature: str = ""
    handed_over_at: str = ""


class Rated(msgspec.Struct, frozen=True, kw_only=True):
    """Once per dossier: ``very_satisfied``, ``satisfied`` or ``dissatisfied``."""

    rating: str
    comment: str = ""


class FeeRecorded(msgspec.Struct, frozen=True, kw_only=True):
    fee: str
    amount_vnd: int
    paid: bool
    receipt_number: str = ""


class Reassigned(msgspec.Struct, frozen=True, kw_only=True):
    """Custody moves to another unit or clerk; what the former holder has not sent arrives as a conflict."""

    unit: str
    clerk: str = ""
    reason: str = ""


class Corrected(msgspec.Struct, frozen=True, kw_only=True):
    """A slip of the pen in the applicant's particulars is mended; the former value stays in the log."""

    applicant: Applicant
    reason: str


class CodeReplaced(msgspec.Struct, frozen=True, kw_only=True):
    """A provisional code gave way to a legal one."""

    old_code: str
    new_code: str


class PaperStrengthened(msgspec.Struct, frozen=True, kw_only=True):
    """A sealed paper got what keeps its signatures provable: revocation lists and a time stamp.

    ``file`` begins with the bytes of ``former``, which the manifest goes on naming.
    """

    paper_id: str
    former: str
    file: str
    size_bytes: int


class PaperSigned(msgspec.Struct, frozen=True, kw_only=True):
    """A paper that was sealed without its clerk's signature got it afterwards.

    ``file`` begins with the bytes of ``former``, which the manifest goes on naming.
    """

    paper_id: str
    paper_type: str
    title: str
    former: str
    file: str
    size_bytes: int


class FeeReceiptGiven(msgspec.Struct, frozen=True, kw_only=True):
    """A numbered form of the tax office was written for the dossier: given out, or ``spoilt`` for this reason.

    ``model``, ``series`` and ``serial`` name the form. One number is of one dossier in its unit, whichever window
    wrote it; the same dossier may name it again, printed once more or spoilt after all.
    """

    model: str
    series: str
    serial: str
    amount_vnd: int
    spoilt: str = ""


class SlipGiven(msgspec.Struct, frozen=True, kw_only=True):
    """Papers were looked at and not taken in: a written request to complete them, or a refusal, was given.

    ``slip`` is ``supplement`` or ``refusal``; ``number`` is its own in its unit and year; ``papers`` are the
    paper types that the request names. ``procedure`` and ``case`` are empty where the catalogue has none for what
    was wanted; ``request`` says in words what that was.
    """

    slip: str
    number: str
    procedure: str
    case: str
    window: str
    applicant: Applicant
    reason: str
    ground: str = ""
    papers: tuple[str, ...] = ()
    request: str = ""


class PapersViewed(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody looked at what the state holds about a person; the number itself is not repeated here."""

    person_digest: str
    purpose: str


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    window: str
    offline: bool


class SignedOut(msgspec.Struct, frozen=True, kw_only=True):
    window: str


Body = (
    Received
    | PaperSealed
    | PaperReused
    | ExceptionGranted
    | DossierSealed
    | ProcessingStarted
    | SupplementAsked
    | SupplementReceived
    | FinancialDutyAsked
    | FinancialDutyMet
    | DeadlineExtended
    | Refused
    | Withdrawn
    | Stopped
    | ResultDigitised
    | HandedOver
    | Rated
    | FeeRecorded
    | Reassigned
    | Corrected
    | CodeReplaced
    | PaperStrengthened
    | PaperSigned
    | FeeReceiptGiven
    | SlipGiven
    | PapersViewed
    | SignedIn
    | SignedOut
)

BODIES: dict[Kind, type[Body]] = {
    Kind.RECEIVED: Received,
    Kind.PAPER_SEALED: PaperSealed,
    Kind.PAPER_REUSED: PaperReused,
    Kind.EXCEPTION_GRANTED: ExceptionGranted,
    Kind.DOSSIER_SEALED: DossierSealed,
    Kind.PROCESSING_STARTED: ProcessingStarted,
    Kind.SUPPLEMENT_ASKED: SupplementAsked,
    Kind.SUPPLEMENT_RECEIVED: SupplementReceived,
    Kind.FINANCIAL_DUTY_ASKED: FinancialDutyAsked,
    Kind.FINANCIAL_DUTY_MET: FinancialDutyMet,
    Kind.DEADLINE_EXTENDED: DeadlineExtended,
    Kind.REFUSED: Refused,
    Kind.WITHDRAWN: Withdrawn,
    Kind.STOPPED: Stopped,
    Kind.RESULT_DIGITISED: ResultDigitised,
    Kind.HANDED_OVER: HandedOver,
    Kind.RATED: Rated,
    Kind.FEE_RECORDED: FeeRecorded,
    Kind.REASSIGNED: Reassigned,
    Kind.CORRECTED: Corrected,
    Kind.CODE_REPLACED: CodeReplaced,
    Kind.PAPER_STRENGTHENED: PaperStrengthened,
    Kind.PAPER_SIGNED: PaperSigned,
    Kind.FEE_RECEIPT_GIVEN: FeeReceiptGiven,
    Kind.SLIP_GIVEN: SlipGiven,
    Kind.PAPERS_VIEWED: PapersViewed,
    Kind.SIGNED_IN: SignedIn,
    Kind.SIGNED_OUT: SignedOut,
}
SLIPS_AT_RECEPTION = frozenset({"supplement", "refusal"})
"""What ``SlipGiven.slip`` may say."""

_KINDS = {body: kind for kind, body in BODIES.items()}


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """One act in its envelope.

    ``act_id`` is a UUIDv7 and the idempotency key. ``epoch`` and ``device_seq`` are gapless within one life of
    a device. ``base_version`` is the version at the province up to which the author had pulled the dossier's acts
    (0 = none yet); the device's own acts that have no answer yet do not count, their order says enough. Each
    applied act raises a dossier's version by one. ``device_time`` is RFC 3339; ``server_offset_ms`` is how far the
    device's clock was last known to be off (server minus device), None when never measured.
    ``kind`` stays text so that acts of a newer release can be stored and passed on unread.
    """

    act_id: str
    device_id: str
    epoch: int
    device_seq: int
    prev_digest: str
    dossier_id: str
    base_version: int
    kind: str
    body: dict[str, object]
    actor: str
    unit: str
    device_time: str
    server_offset_ms: int | None = None
    clock_doubtful: bool = False
    schema_version: int = SCHEMA_VERSION
    signature: str = ""
    """Ed25519 over the digest by the device's key, base64url without padding; empty before signing."""


def act_digest(act: Act) -> str:
    """The act's name: digest of its canonical JSON without the signature."""
    return digest(canonical(msgspec.structs.replace(act, signature="")))


def known_kind(act: Act) -> Kind | None:
    """The kind, or None when this release does not know it."""
    try:
        return Kind(act.kind)
    except ValueError:
        return None


def body_of(act: Act) -> Body:
    """The typed body.

    Raises:
        msgspec.ValidationError: the body does not fit its kind, or the kind is unknown to this release.
    """
    kind = known_kind(act)
    if kind is None:
        unknown = f"unknown kind of act: {act.kind}"
        raise msgspec.ValidationError(unknown)
    return msgspec.convert(act.body, BODIES[kind])


def kind_of(body: Body) -> Kind:
    """The kind that goes with a typed body."""
    return _KINDS[type(body)]


def body_to_wire(body: Body) -> dict[str, object]:
    """The body as plain JSON values, ready for the envelope."""
    wire: dict[str, object] = msgspec.to_builtins(body)
    return wire


def chain_start() -> str:
    """What the first act of a device's life names as its predecessor."""
    return GENESIS
