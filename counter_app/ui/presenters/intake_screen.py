"""What the intake screen shows, as one value, and what its view must be able to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from counter_app.ui.presenters.held_look import PaperShown
from counter_app.ui.presenters.screens import Choice, Line, Note, Tone
from counter_app.ui.words import Text


class FieldName(StrEnum):
    """The places on the intake screen where something is typed."""

    CARD = "card"
    ID_NUMBER = "id_number"
    NAME = "name"
    BIRTH = "birth"
    SEX = "sex"
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    PROCEDURE = "procedure"
    CASE = "case"
    PAGES = "pages"
    COPIES = "copies"
    PLACE = "place"
    MISSING_PAPERS = "missing_papers"
    REASON = "reason"


PERSON_FIELDS = (
    FieldName.ID_NUMBER,
    FieldName.NAME,
    FieldName.BIRTH,
    FieldName.SEX,
    FieldName.ADDRESS,
    FieldName.PHONE,
    FieldName.EMAIL,
)


@dataclass(frozen=True, slots=True)
class FieldNote:
    """What is wrong with a typed value (``BAD``) or odd about it (``WARN``)."""

    field: FieldName
    text: Text
    tone: Tone = Tone.BAD


@dataclass(frozen=True, slots=True)
class PersonForm:
    """The applicant as typed: text, not yet understood."""

    id_number: str = ""
    name: str = ""
    birth: str = ""
    sex: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Focus:
    """Where the cursor should go. ``turn`` rises with every wish, so that a wish is granted once."""

    field: FieldName
    turn: int = 0


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One fee line of the case: chosen or not, how many, what it comes to. ``text`` is the official wording."""

    key: str
    title: Text
    detail: Text | None
    amount: Text
    chosen: bool
    count: int
    countable: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """What stands in place of the form once a dossier is registered. ``pages`` are pictures of the slip."""

    code: str
    applicant: str
    procedure: str
    due: Text
    fee: Text
    note: Note | None = None
    printing: bool = False
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Counting:
    """Pages of the original and copies of it, where the fee follows from them; ``scanned`` pages are there."""

    pages: int = 1
    copies: int = 1
    scanned: int = 0
    scanning: bool = False


@dataclass(frozen=True, slots=True)
class PlaceForm:
    """The commune on which it depends who decides: ``chosen`` by name, empty before; ``found`` may be meant."""

    title: Text
    query: str = ""
    found: tuple[Line, ...] = ()
    highlighted: str = ""
    chosen: str = ""
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class SlipForm:
    """A slip for papers that are not taken in, as it is being written.

    ``kind`` is ``supplement`` or ``refusal``; ``papers`` are those of the case, the missing ones marked;
    ``request`` is asked for where no procedure is chosen. ``number`` is set once the slip is recorded: nothing can
    be changed any more. ``pages`` are pictures of the slip.
    """

    kind: str = "supplement"
    request: str = ""
    asks_request: bool = False
    papers: tuple[Line, ...] = ()
    reason: str = ""
    ground: str = ""
    missing: Text | None = None
    can_give: bool = False
    busy: bool = False
    note: Note | None = None
    number: str = ""
    pages: int = 0


@dataclass(frozen=True, slots=True)
class IntakeScreen:
    """Everything that the intake screen shows.

    ``card_note`` tells how reading the card went; ``held`` are papers that the state already has and ``held_note``
    what is to be said about that; ``duplicate`` warns of a dossier of the same kind; ``missing`` says in order
    what still has to be entered; ``receipt`` is set once the dossier is registered. In the fast ``lane`` the
    procedure stays, the receipt is followed by the next person, and ``last`` is the one before.
    """

    person: PersonForm = field(default_factory=PersonForm)
    notes: tuple[FieldNote, ...] = ()
    card_note: Note | None = None
    earlier: tuple[Line, ...] = ()
    held: tuple[Line, ...] = ()
    held_note: Note | None = None
    duplicate: Note | None = None
    query: str = ""
    found: tuple[Line, ...] = ()
    highlighted: str = ""
    procedure: Line | None = None
    cases: tuple[Choice, ...] = ()
    case: str = ""
    papers: tuple[Line, ...] = ()
    can_waive: bool = False
    counting: Counting | None = None
    lane: bool = False
    last: Note | None = None
    fees: tuple[FeeRow, ...] = ()
    fee_total: Text = ""
    paid: bool = False
    asks_payment: bool = False
    code: Text = ""
    code_note: Text | None = None
    due: Text = ""
    due_note: Text | None = None
    place: PlaceForm | None = None
    slip: SlipForm | None = None
    opened: PaperShown | None = None
    missing: tuple[Text, ...] = ()
    can_register: bool = False
    busy: bool = False
    problem: Note | None = None
    receipt: Receipt | None = None
    focus: Focus = field(default_factory=lambda: Focus(FieldName.CARD))


class IntakeView(Protocol):
    """Shows the screen.

    ``show_slip`` puts the receipt's pages (PNG) beside it; ``print_slip`` sends them to paper under this name,
    False where there is no printer.
    """

    def show_screen(self, screen: IntakeScreen) -> None: ...

    def show_slip(self, pages: tuple[bytes, ...]) -> None: ...

    def print_slip(self, pages: tuple[bytes, ...], name: Text) -> bool: ...
