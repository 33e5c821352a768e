"""What "Việc hôm nay" and "Cần xử lý" show, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from counter_app.ui.presenters.deeds_screen import DeedsScreen
from counter_app.ui.presenters.screens import Choice, Mark, Note, Tone
from counter_app.ui.words import Text


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that says how the day stands; choosing it filters the list."""

    key: str
    title: Text
    value: int
    tone: Tone = Tone.NEUTRAL
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One dossier of the queue."""

    key: str
    code: str
    applicant: str
    procedure: str
    due: Text
    due_mark: Mark | None
    state: Mark
    delivery: Mark
    clerk: str = ""
    window: Text = ""


@dataclass(frozen=True, slots=True)
class DayScreen:
    """Everything that "Việc hôm nay" shows; ``deeds`` stands in the place of the queue while it is there."""

    greeting: Text = ""
    figures: tuple[Figure, ...] = ()
    query: str = ""
    rows: tuple[QueueLine, ...] = ()
    more: Text | None = None
    chosen: str = ""
    open_title: Text = ""
    status: Note | None = None
    loading: bool = False
    empty_title: Text = ""
    empty_detail: Text = ""
    deeds: DeedsScreen | None = None


@dataclass(frozen=True, slots=True)
class TroubleRow:
    """One entry of "Cần xử lý" with its cures, the most likely first; ``about`` names the acts behind it."""

    key: str
    title: Text
    detail: Text
    since: Text
    tone: Tone
    about: Text = ""
    cures: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class TroublesScreen:
    """Everything that "Cần xử lý" shows."""

    rows: tuple[TroubleRow, ...] = ()
    status: Note | None = None
    summary: Text = ""


class DayView(Protocol):
    """Shows the screen; ``print_slip`` sends pages (PNG) to paper, False where there is no printer.

    ``name`` is what the printer's queue calls them.
    """

    def show_screen(self, screen: DayScreen) -> None: ...

    def print_slip(self, pages: tuple[bytes, ...], name: Text) -> bool: ...


class TroublesView(Protocol):
    """Shows the screen; ``print_paper`` sends pages (PNG) to paper, ``ask_code`` has IT's code typed."""

    def show_screen(self, screen: TroublesScreen) -> None: ...

    def ask_code(self) -> None: ...

    def print_paper(self, pages: tuple[bytes, ...], name: Text) -> None: ...
