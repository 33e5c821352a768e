"""Acts: what clerks and the province did, one immutable record each.

An act is named by the digest of its canonical JSON (without the signature) and points to the previous act of
the same device: a hash chain that shows gaps and rewrites. **The meaning of a kind never changes**; a new
meaning is a new kind, and ``SCHEMA_VERSION`` rises when a kind comes or a body gains a field. An act names the
schema in which its kind became what it is: a province that is older reads all other acts, and holds this one.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from counter_app.contract.bodies import (
    SLIPS_AT_RECEPTION,
    ActSettled,
    Applicant,
    CodeReplaced,
    Corrected,
    DeadlineExtended,
    DossierSealed,
    ExceptionGranted,
    FeeReceiptGiven,
    FeeRecorded,
    FinancialDutyAsked,
    FinancialDutyMet,
    HandedOver,
    PaperReused,
    PaperSealed,
    PaperSigned,
    PaperStrengthened,
    PapersViewed,
    ProcessingStarted,
    Rated,
    Reassigned,
    Received,
    Refused,
    ResultDigitised,
    SignedIn,
    SignedOut,
    SlipGiven,
    Stopped,
    SupplementAsked,
    SupplementReceived,
    Withdrawn,
)
from counter_app.contract.canonical import GENESIS, canonical, digest

SCHEMA_VERSION = 3


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
    # About another act; without a dossier too.
    ACT_SETTLED = "act_settled"


WITHOUT_DOSSIER = frozenset(
    {Kind.SLIP_GIVEN, Kind.ACT_SETTLED, Kind.PAPERS_VIEWED, Kind.SIGNED_IN, Kind.SIGNED_OUT}
)


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
    | ActSettled
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
    Kind.ACT_SETTLED: ActSettled,
    Kind.PAPERS_VIEWED: PapersViewed,
    Kind.SIGNED_IN: SignedIn,
    Kind.SIGNED_OUT: SignedOut,
}

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
    schema_version: int = 1
    signature: str = ""
    """Ed25519 over the digest by the device's key, base64url without padding; empty before signing."""


def act_digest(act: Act) -> str:
    """The act's name: digest of its canonical JSON without the signature."""
    return digest(canonical(msgspec.structs.replace(act, signature="")))


SCHEMAS: dict[Kind, int] = {
    Kind.PAPER_STRENGTHENED: 2,
    Kind.PAPER_SIGNED: 2,
    Kind.FEE_RECEIPT_GIVEN: 2,
    Kind.SLIP_GIVEN: 2,
    Kind.ACT_SETTLED: 3,
}
"""In which schema a kind came, or its body last gained a field; the first where it is not named."""


def schema_of(kind: Kind) -> int:
    """What a new act of this kind says in ``schema_version``."""
    return SCHEMAS.get(kind, 1)


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


__all__ = [
    "BODIES",
    "SCHEMAS",
    "SCHEMA_VERSION",
    "SLIPS_AT_RECEPTION",
    "WITHOUT_DOSSIER",
    "Act",
    "ActSettled",
    "Applicant",
    "Body",
    "CodeReplaced",
    "Corrected",
    "DeadlineExtended",
    "DossierSealed",
    "ExceptionGranted",
    "FeeReceiptGiven",
    "FeeRecorded",
    "FinancialDutyAsked",
    "FinancialDutyMet",
    "HandedOver",
    "Kind",
    "PaperReused",
    "PaperSealed",
    "PaperSigned",
    "PaperStrengthened",
    "PapersViewed",
    "ProcessingStarted",
    "Rated",
    "Reassigned",
    "Received",
    "Refused",
    "ResultDigitised",
    "SignedIn",
    "SignedOut",
    "SlipGiven",
    "Stopped",
    "SupplementAsked",
    "SupplementReceived",
    "Withdrawn",
    "act_digest",
    "body_of",
    "body_to_wire",
    "chain_start",
    "kind_of",
    "known_kind",
    "schema_of",
]
