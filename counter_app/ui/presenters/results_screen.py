"""What the results screen shows, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from counter_app.ui.presenters.citizen_screen import CitizenScreen
from counter_app.ui.presenters.screens import Choice, Line, Mark, Note
from counter_app.ui.words import Text


@dataclass(frozen=True, slots=True)
class ResultDetail:
    """The dossier whose result is asked for."""

    key: str
    code: str
    applicant: str
    procedure: str
    state: Mark
    result: Text
    due: Text
    can_hand_over: bool
    can_rate: bool
    note: Note | None = None
    rating: str = ""


@dataclass(frozen=True, slots=True)
class ResultsScreen:
    """Everything that the results screen shows."""

    query: str = ""
    found: tuple[Line, ...] = ()
    chosen: str = ""
    detail: ResultDetail | None = None
    receiver: str = ""
    id_number: str = ""
    relations: tuple[Choice, ...] = ()
    relation: str = ""
    receiver_note: Text | None = None
    ways: tuple[Choice, ...] = ()
    way: str = "window"
    signed: bool = False
    busy: bool = False
    preview: bool = False
    status: Note | None = None
    hint: Text = ""


class ResultsView(Protocol):
    """Shows the screen; ``show_paper`` shows pages (PNG) of the result, ``print_paper`` sends them to paper.

    ``show_citizen`` shows the citizen's own screen, on a second monitor where there is one.
    """

    def show_screen(self, screen: ResultsScreen) -> None: ...

    def show_paper(self, pages: tuple[bytes, ...]) -> None: ...

    def print_paper(self, pages: tuple[bytes, ...], name: Text) -> None: ...

    def show_citizen(self, screen: CitizenScreen) -> None: ...
