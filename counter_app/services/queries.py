"""What screens read: frozen rows, made by queries that never wait for a writer.

Everything here is a picture of the store at one moment and may be old by the time it is looked at; a decision is
made in a unit of work. ``now`` and ``today`` are given, so that a picture can be made for any moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, Protocol

from counter_app.contract.messages import CertificateRequest, ClerkRecord, Outcome
from counter_app.contract.moves import State
from counter_app.domain.dossier import Dossier
from counter_app.domain.ids import ActId, DossierId, PageId, UnitCode
from counter_app.services.ports import Page, Trouble

RUNNING: Final = frozenset({State.RECEIVED, State.SEALED, State.PROCESSING})
"""States in which the clock of the appointment runs, unless it was stopped."""

DUE_SOON_DAYS: Final = 3
"""Calendar days; what the work queues of provincial systems call "due soon"."""


class Place(StrEnum):
    """Where a dossier's acts and files are."""

    WINDOW = "window"
    """Nothing of it has been confirmed yet."""

    ON_THE_WAY = "on_the_way"
    """Some of it has."""

    BRANCH = "branch"
    """All of it has, but some of it by the branch's relay alone."""

    PROVINCE = "province"
    """Nothing of it is waiting here."""

    TURNED_DOWN = "turned_down"
    """Nothing of it is waiting, but the province did not take something, which is on the list "Cần xử lý"."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What of a dossier still waits here."""

    place: Place
    acts_unsent: int
    files_unsent: int
    bytes_unsent: int


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which dossiers; everything left empty does not narrow.

    ``unit`` matches the receiving, the competent or the holding unit; ``clerk`` whoever has the dossier now: the
    one it was assigned to, or who received it. Without ``states`` every dossier that has not ended. ``after`` is
    the cursor of the last row of the page before.
    """

    unit: UnitCode | None = None
    states: frozenset[State] = frozenset()
    window: str = ""
    clerk: str = ""
    procedure: str = ""
    result_by: str = ""
    overdue_on: date | None = None
    """Only those whose running appointment was before this day."""

    unsent: bool = False
    """Only those of which something still waits here."""

    limit: int = 100
    after: str = ""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of a queue. ``clerk`` is who has it now; ``clock_stopped`` tells that no appointment runs."""

    dossier_id: DossierId
    code: str
    provisional: bool
    applicant: str
    procedure: str
    state: State
    received_at: datetime
    due_at: datetime | None
    clock_stopped: bool
    changed_at: datetime
    receiving_unit: UnitCode
    competent_unit: UnitCode
    holder: UnitCode
    window: str
    clerk: str
    result_by: str
    delivery: Delivery
    troubles: int
    cursor: str

    def is_overdue(self, today: date) -> bool:
        """By date alone, as supervisors are measured."""
        return self._runs and self.due_at is not None and self.due_at.date() < today

    @property
    def _runs(self) -> bool:
        return self.state in RUNNING and not self.clock_stopped


class Count(StrEnum):
    """The counters of a work queue."""

    RECEIVED = "received"
    """Registered, papers being captured."""

    SEALED = "sealed"
    """Complete, on its way to or waiting at the competent unit."""

    CROSS_BOUNDARY = "cross_boundary"
    """Received elsewhere, for this unit to take over."""

    PROCESSING = "processing"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    WAITING_FOR_CITIZEN = "waiting_for_citizen"
    FINANCIAL_DUTY = "financial_duty"
    TO_RETURN_AT_WINDOW = "to_return_at_window"
    TO_RETURN_BY_POST = "to_return_by_post"
    TO_RETURN_ONLINE = "to_return_online"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


class FoundIn(StrEnum):
    """Where the words of a search stand."""

    DOSSIER = "dossier"
    """In its code, name, phone or number of the person."""

    PAGE = "page"
    """In the text of a scanned page."""


@dataclass(frozen=True, slots=True)
class SearchRow:
    """One dossier found; ``page_id`` is set when the words stand on one of its pages."""

    dossier_id: DossierId
    code: str
    applicant: str
    procedure: str
    state: State
    received_at: datetime
    due_at: datetime | None
    found_in: FoundIn
    page_id: PageId | None = None


@dataclass(frozen=True, slots=True)
class ActRow:
    """One line of a dossier's history. ``place`` is who gave the receipt, empty before there is one."""

    act_id: ActId
    kind: str
    actor: str
    unit: UnitCode
    at: datetime
    own: bool
    outcome: Outcome | None
    place: str
    problem: str
    version: int | None


@dataclass(frozen=True, slots=True)
class SyncState:
    """What is where, in plain numbers. The dossiers of the four places add up to all dossiers in the store."""

    acts_unsent: int
    files_unsent: int
    bytes_unsent: int
    dossiers_at_window: int
    dossiers_on_the_way: int
    dossiers_at_branch: int
    dossiers_at_province: int
    last_contact: datetime | None
    troubles_open: int
    """Entries of the list as a person reads it: what one event did to a dossier is one."""

    dossiers_turned_down: int = 0
    """Among those at the window: nothing waits, but the province did not take something."""


@dataclass(frozen=True, slots=True)
class DossierOutcome:
    """A dossier with when it was decided by a result, a refusal, a withdrawal or a stop; None while it was not."""

    dossier: Dossier
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reception:
    """Somebody came with a dossier: when, to which unit and window, and who took it in."""

    at: datetime
    unit: UnitCode
    window: str
    clerk: str


class Queries(Protocol):
    """The read side. Safe on any thread."""

    def dossier(self, dossier_id: DossierId) -> Dossier | None: ...

    def dossier_by_code(self, code: str) -> Dossier | None: ...

    def pages(self, dossier_id: DossierId, *, with_removed: bool = False) -> Sequence[Page]:
        """The pages of a dossier in order."""

    def queue(self, wanted: QueueFilter) -> list[QueueRow]:
        """Overdue first, then by appointment, those whose clock stands last. Ended ones: newest change first."""

    def waiting(self, limit: int) -> list[QueueRow]:
        """The dossiers, ended ones too, of which something waits here or was turned down; newest change first."""

    def counts(self, unit: UnitCode, today: date) -> dict[Count, int]:
        """Every counter, 0 included."""

    def search(self, text: str, limit: int) -> list[SearchRow]:
        """Dossiers by code, name without diacritics, phone and number, newest first; then by words on their pages.

        All words must be there; the last one may be unfinished. Each dossier once. Nothing for a text without a
        letter or digit. Pages are looked at once the last word has two letters.
        """

    def excerpt(self, page_id: PageId, text: str) -> str:
        """The first line of the page that has a word of the text; empty when there is none."""

    def dossier_acts(self, dossier_id: DossierId) -> list[ActRow]:
        """The dossier's history, in the order in which it is folded."""

    def dossier_delivery(self, dossier_id: DossierId) -> Delivery:
        """What of this dossier still waits here."""

    def person_dossiers(self, id_number: str) -> list[QueueRow]:
        """Every dossier of the person with this number, present or former; newest first."""

    def troubles(self) -> Sequence[Trouble]:
        """The list "Cần xử lý", oldest first."""

    def troubles_elsewhere(self) -> Sequence[Trouble]:
        """What was turned down at other windows, oldest first; ``services.elsewhere`` reads them."""

    def sync_state(self) -> SyncState:
        """What is at the window, on the way, at the branch and at the province."""

    def day_certificate(self, day: date) -> CertificateRequest:
        """What this counter believes is at the province of the acts that it made on that day.

        Counted are this device's acts with that date and a final "applied", the dossiers that they belong to, and
        the pages of the manifests sealed among them.
        """

    def outcomes(self, unit: UnitCode, since: datetime) -> list[DossierOutcome]:
        """The unit's dossiers that have not ended, and those that changed since then; the oldest first."""

    def receptions(self, since: datetime) -> list[Reception]:
        """Everything that was taken in since then, at any unit that this store knows of; in the order of time."""

    def staff(self) -> list[ClerkRecord]:
        """Everybody who may sign in somewhere, by name."""
