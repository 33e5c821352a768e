"""The slips of the one-stop window: what stands on each, and the form that is in force on its day.

A slip is a value with everything that the paper shows; how it looks is the printer's matter. Wording that the
law fixes (titles, form numbers, captions, paper size) is not here: it is a ``FormSet``, data with effective
dates. Every slip about one dossier carries a QR code with the minimum data of Circular 01/2023/TT-VPCP; the
data stand in the code itself, so no personal number ever becomes part of an address.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from counter_app.domain.errors import InvalidInput, NotFound


class SlipKind(StrEnum):
    """Every paper that the window prints. The value names the form in the form-set files."""

    RECEIPT = "receipt"
    SUPPLEMENT = "supplement"
    REFUSAL = "refusal"
    APOLOGY = "apology"
    STOP = "stop"
    CONTROL = "control"
    REGISTER = "register"
    HAND_OVER = "hand_over"
    FEE_RECEIPT = "fee_receipt"
    SEPARATOR = "separator"


class PaperSize(StrEnum):
    A5 = "A5"
    A4 = "A4"


# --- forms: what the law says about the paper -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a set. ``captions`` are its printed words by name; ``number`` is empty for customary papers."""

    kind: SlipKind
    title: str
    size: PaperSize
    captions: Mapping[str, str]
    number: str = ""
    issued_with: str = ""
    landscape: bool = False

    def caption(self, name: str) -> str:
        """The printed words.

        Raises:
            NotFound: The form has no such caption: its file is incomplete.
        """
        try:
            return self.captions[name]
        except KeyError as missing:
            raise NotFound("form_caption_missing", form=self.kind, caption=name) from missing


@dataclass(frozen=True, slots=True)
class FormSet:
    """The forms of one circular, in force from ``valid_from`` until the day before ``valid_to``."""

    code: str
    title: str
    valid_from: date
    valid_to: date | None
    forms: Mapping[SlipKind, Form]

    def form(self, kind: SlipKind) -> Form:
        """The form of this kind.

        Raises:
            NotFound: This circular knows no such form (a stop notice before 2025).
        """
        try:
            return self.forms[kind]
        except KeyError as missing:
            raise NotFound("form_not_in_set", form=kind, form_set=self.code) from missing


def form_set_on(form_sets: Iterable[FormSet], day: date) -> FormSet:
    """The form set in force on ``day``; the latest beginning wins where two overlap.

    Raises:
        NotFound: None is in force that day.
    """
    in_force = [
        known
        for known in form_sets
        if known.valid_from <= day and (known.valid_to is None or day < known.valid_to)
    ]
    if not in_force:
        raise NotFound("no_form_set", day=day.isoformat())
    return max(in_force, key=lambda known: known.valid_from)


# --- what several slips share -----------------------------------------------------------------------------------


class Copy(StrEnum):
    """Which of the two copies (*liên*) of a slip this is."""

    CITIZEN = "citizen"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues the slip. ``place`` stands before the date, ``mark`` is the abbreviation after the number."""

    parent: str
    unit: str
    place: str
    office: str = ""
    mark: str = "TTPVHCC"
    hotline: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A person or organisation named on a slip; what is not known stays empty."""

    name: str
    id_number: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class SlipHead:
    """What every slip about one dossier shows.

    ``system`` is the name of the information system that supplies the data. ``reprint`` counts how often the
    slip was printed before; from 1 on the paper says that it is a repeated print. ``number`` is the serial
    before the letterhead's mark.
    """

    letterhead: Letterhead
    issued_at: datetime
    dossier_code: str
    procedure_code: str
    procedure: str
    holder: Party
    system: str
    number: str = ""
    provisional: bool = False
    reprint: int = 0


@dataclass(frozen=True, slots=True)
class PaperCount:
    """One line of the table of papers: how many of each kind were handed in or are asked for."""

    title: str
    originals: int = 0
    certified: int = 0
    copies: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One fee in whole đồng. ``duty`` tells a *lệ phí* from a *phí*."""

    title: str
    amount_vnd: int
    paid: bool = False
    duty: bool = True


# --- the slips --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReceiptSlip:
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả. Nothing may be received without it.

    ``due_at`` is None where the law sets no appointment; ``result_at`` says where the result will be fetched.
    ``submitter`` is set when somebody else than the holder hands the dossier in.
    """

    head: SlipHead
    request: str
    papers: tuple[PaperCount, ...]
    time_limit: str
    received_at: datetime
    due_at: datetime | None
    result_at: str
    clerk: str
    submitter: Party | None = None
    channel: str = ""
    sets: int = 1
    fees: tuple[FeeLine, ...] = ()
    register_book: str = ""
    register_entry: str = ""
    notes: tuple[str, ...] = ()
    copies: tuple[Copy, ...] = (Copy.CITIZEN, Copy.KEPT)


# --- the QR code ------------------------------------------------------------------------------------------------

_QR_MARK = "HS1"
_QR_SEPARATOR = "|"
_QR_TIME = "%Y%m%d%H%M%S"
_QR_FIELDS = 8


@dataclass(frozen=True, slots=True)
class SlipCode:
    """What the QR code in the corner of a slip says (Circular 01/2023/TT-VPCP, minimum data).

    ``holder_id`` is the identity code of the person or organisation, empty where they have none;
    ``appointment`` is on receipts only. Times are those of the centre's clock, to the second.
    """

    dossier_code: str
    procedure_code: str
    holder_id: str
    paper: str
    system: str
    issued_at: datetime
    appointment: datetime | None = None

    def text(self) -> str:
        """The text of the code: a mark with the format's number, then the fields in order."""
        fields = (
            self.dossier_code,
            self.procedure_code,
            self.holder_id,
            self.paper,
            self.system,
            self.issued_at.strftime(_QR_TIME),
            "" if self.appointment is None else self.appointment.strftime(_QR_TIME),
        )
        return _QR_SEPARATOR.join((_QR_MARK, *(field.replace(_QR_SEPARATOR, "/") for field in fields)))


def read_slip_code(text: str) -> SlipCode:
    """The code that was read from a slip; times come back without an offset, as they were printed.

    Raises:
        InvalidInput: It is not a code of our slips.
    """
    fields = text.split(_QR_SEPARATOR)
    if len(fields) != _QR_FIELDS or fields[0] != _QR_MARK:
        raise InvalidInput("not_a_slip_code")
    dossier_code, procedure_code, holder_id, paper, system, issued_at, appointment = fields[1:]
    try:
        return SlipCode(
            dossier_code,
            procedure_code,
            holder_id,
            paper,
            system,
            _read_time(issued_at),
            _read_time(appointment) if appointment else None,
        )
    except ValueError as wrong:
        raise InvalidInput("not_a_slip_code") from wrong


def _read_time(text: str) -> datetime:
    return datetime.strptime(text, _QR_TIME)  # noqa: DTZ007 - printed without an offset


def slip_code(head: SlipHead, title: str, *, appointment: datetime | None = None) -> SlipCode:
    """The code for a slip with this head and title."""
    return SlipCode(
        head.dossier_code,
        head.procedure_code,
        head.holder.id_number,
        title,
        head.system,
        head.issued_at,
        appointment,
    )
