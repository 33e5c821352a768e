"""The slips of the one-stop window: what stands on each.

A slip is a value with everything that the paper shows; how it looks is the printer's matter, and the wording
that the law fixes is the form's (``domain.forms``). Every slip about one dossier carries the QR code of
``domain.slip_codes``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class SupplementSlip:
    """Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ: asked once, in writing, naming everything that is missing.

    ``papers`` are those asked for; ``until`` is the last day to bring them, where the rules set one.
    """

    head: SlipHead
    request: str
    papers: tuple[PaperCount, ...]
    reason: str
    clerk: str
    until: date | None = None
    copies: tuple[Copy, ...] = (Copy.CITIZEN, Copy.KEPT)


@dataclass(frozen=True, slots=True)
class RefusalSlip:
    """Phiếu từ chối tiếp nhận giải quyết hồ sơ. ``ground`` is the provision that the refusal rests on."""

    head: SlipHead
    request: str
    reason: str
    clerk: str
    ground: str = ""
    copies: tuple[Copy, ...] = (Copy.CITIZEN, Copy.KEPT)


@dataclass(frozen=True, slots=True)
class Leader:
    """Who signs for an agency: the lines above the signature (``KT. GIÁM ĐỐC``, ``PHÓ GIÁM ĐỐC``) and the name."""

    titles: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class ApologySlip:
    """The apology for a late result: with a new appointment (2018), or with the plea to extend the time (2025).

    ``unit`` is the agency that is late, and signs. A second apology for the same dossier is against the rules.
    """

    head: SlipHead
    unit: str
    received_at: datetime
    due_at: datetime
    new_due_at: datetime
    reason: str
    leader: Leader
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StopSlip:
    """Thông báo dừng giải quyết hồ sơ (since 2025): why, on what ground, and what is given back."""

    head: SlipHead
    unit: str
    received_at: datetime
    reason: str
    ground: str
    leader: Leader
    returned: tuple[PaperCount, ...] = ()
    refund_vnd: int = 0
    recipients: tuple[str, ...] = ()


class Punctuality(StrEnum):
    """How a step of the way ended against its own limit."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class ControlStep:
    """One hand-over on the dossier's way. What has not happened yet is empty and filled in by hand."""

    giver: str = ""
    receiver: str = ""
    handed_over_at: datetime | None = None
    punctuality: Punctuality | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ControlSlip:
    """Phiếu kiểm soát quá trình giải quyết hồ sơ: goes with the dossier from desk to desk."""

    head: SlipHead
    resolving_unit: str
    received_at: datetime
    due_at: datetime | None
    steps: tuple[ControlStep, ...] = ()
    cooperating_units: str = ""
    empty_steps: int = 3
    register_book: str = ""
    register_entry: str = ""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One dossier in the register; what has not happened yet is None or empty.

    Papers that were not taken in stand there under the number of their slip.
    """

    dossier_code: str
    procedure: str
    holder: str
    contact: str
    resolving_unit: str
    received_at: datetime
    sets: int = 1
    due_at: datetime | None = None
    forwarded_at: datetime | None = None
    result_at: datetime | None = None
    handed_over_at: datetime | None = None
    result_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RegisterSheet:
    """Sổ theo dõi hồ sơ for a stretch of days, on A4 across. ``first_number`` continues the book's numbering."""

    letterhead: Letterhead
    issued_at: datetime
    book: str
    first_day: date
    last_day: date
    rows: tuple[RegisterRow, ...]
    first_number: int = 1


class HandOverOf(StrEnum):
    """What is handed over: dossiers to the unit that decides, or results back to the window."""

    DOSSIERS = "dossiers"
    RESULTS = "results"


@dataclass(frozen=True, slots=True)
class HandOverRow:
    """One dossier or result of a hand-over list."""

    dossier_code: str
    content: str
    holder: str
    received_at: datetime
    due_at: datetime | None = None
    sets: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True)
class HandOverList:
    """Danh sách bàn giao, in two copies: one stays with each side."""

    letterhead: Letterhead
    issued_at: datetime
    of: HandOverOf
    giver_unit: str
    giver: str
    receiver_unit: str
    rows: tuple[HandOverRow, ...]
    receiver: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class FeeReceiptSlip:
    """Biên lai thu phí, lệ phí in two copies. ``model``, ``series`` and ``serial`` name the printed form."""

    head: SlipHead
    payer: Party
    fees: tuple[FeeLine, ...]
    cashier: str
    model: str
    series: str
    serial: str
    payment: str = ""
    copies: tuple[Copy, ...] = (Copy.CITIZEN, Copy.KEPT)


@dataclass(frozen=True, slots=True)
class PaperToScan:
    """A paper that a separator sheet announces."""

    paper_type: str
    title: str


@dataclass(frozen=True, slots=True)
class SeparatorSheets:
    """One sheet per paper, laid before it in the feeder: its code says what the following pages are."""

    head: SlipHead
    papers: tuple[PaperToScan, ...]
