"""What each kind of act says: one frozen body per kind.

``acts`` joins them to their kinds and to the envelope they travel in; whoever uses them finds them there.
"""

from __future__ import annotations

import msgspec

from counter_app.contract.manifest import ExceptionEntry, Manifest, PaperEntry, ReuseEntry

SLIPS_AT_RECEPTION = frozenset({"supplement", "refusal"})
"""What ``SlipGiven.slip`` may say."""


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


class ActSettled(msgspec.Struct, frozen=True, kw_only=True):
    """Of this act, which the province turned down, nothing is left to be done: a person of its unit says so.

    It changes no dossier, and takes effect in the unit of both acts alone.
    """

    act_id: str


class PapersViewed(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody looked at what the state holds about a person; the number itself is not repeated here."""

    person_digest: str
    purpose: str


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    window: str
    offline: bool


class SignedOut(msgspec.Struct, frozen=True, kw_only=True):
    window: str
