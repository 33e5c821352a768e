"""What the supervisor's screen shows, as one value."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from counter_app.ui.presenters.day_screen import QueueLine
from counter_app.ui.presenters.screens import Choice, Line, Note, Tone
from counter_app.ui.words import Text, words

RETURNED = words("Branch", "Bị trả lại")


class Tab(StrEnum):
    """The sides of the branch."""

    QUEUE = "queue"
    LOAD = "load"
    SHARES = "shares"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Gauge:
    """One figure with how far it is: ``share`` of 1 fills the bar, ``goal`` is marked on it."""

    key: str
    title: Text
    value: Text
    detail: Text = ""
    share: float | None = None
    goal: float | None = None
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class HourBar:
    """One hour of the load chart, in minutes of service; ``parts`` are the windows of the legend, in its order."""

    label: str
    parts: tuple[float, ...]
    expected: float
    capacity: float
    overloaded: bool
    spoken: Text


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows the queue; an empty key does not."""

    state: str = ""
    window: str = ""
    clerk: str = ""
    procedure: str = ""
    overdue: bool = False
    unsent: bool = False


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What can be chosen in each filter."""

    states: tuple[Choice, ...] = ()
    windows: tuple[Choice, ...] = ()
    clerks: tuple[Choice, ...] = ()
    procedures: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class BranchDetail:
    """The dossier under the cursor, who has it, and what was done."""

    key: str
    code: str
    applicant: str
    holder: Text
    history: tuple[Line, ...]
    can_reassign: bool


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """What the province turned down at another window; ``cures`` says what can be done there.

    All of it can be taken off: that window's own list keeps it, and a window may be gone for ever.
    """

    key: str
    title: Text
    detail: Text
    about: Text
    where: Text
    cures: Text
    opens: bool
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class Returned:
    """What was turned down in the unit: ``here`` tells of this window's own."""

    title: Text = RETURNED
    count: int = 0
    here: Text | None = None
    rows: tuple[ReturnedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class BranchScreen:
    """Everything that the supervisor's screen shows."""

    tab: Tab = Tab.QUEUE
    counted: Text = ""
    gauges: tuple[Gauge, ...] = ()
    filters: Filters = field(default_factory=Filters)
    choices: FilterChoices = field(default_factory=FilterChoices)
    rows: tuple[QueueLine, ...] = ()
    more: Text | None = None
    chosen: str = ""
    detail: BranchDetail | None = None
    takers: tuple[Choice, ...] = ()
    taker: str = ""
    reason: str = ""
    windows: tuple[str, ...] = ()
    hours: tuple[HourBar, ...] = ()
    advice: tuple[Note, ...] = ()
    clerks: tuple[Line, ...] = ()
    scores: tuple[Gauge, ...] = ()
    table: tuple[Line, ...] = ()
    returned: Returned = field(default_factory=Returned)
    busy: bool = False
    loading: bool = False
    status: Note | None = None


class BranchView(Protocol):
    """Shows the screen; ``print_paper`` shows pages (PNG) as they will be printed, under this name."""

    def show_screen(self, screen: BranchScreen) -> None: ...

    def print_paper(self, pages: tuple[bytes, ...], name: Text) -> None: ...
