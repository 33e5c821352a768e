"""What the screen of the link shows, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from counter_app.ui.presenters.screens import Choice, Line, Mark, Note
from counter_app.ui.words import Text


@dataclass(frozen=True, slots=True)
class PlaceNumber:
    """How many dossiers are in one place, and what there is to say of them."""

    key: str
    title: Text
    value: int
    detail: Text


@dataclass(frozen=True, slots=True)
class CertificateDetail:
    """What both sides agreed on for a day, or that they have not."""

    title: Text
    mark: Mark
    lines: tuple[Line, ...]
    can_print: bool


@dataclass(frozen=True, slots=True)
class SyncScreen:
    """Everything that the screen of the link shows."""

    places: tuple[PlaceNumber, ...] = ()
    link: Mark | None = None
    contact: Text = ""
    problem: Note | None = None
    waiting: tuple[Line, ...] = ()
    waiting_title: Text = ""
    days: tuple[Choice, ...] = ()
    day: str = ""
    certificate: CertificateDetail | None = None
    troubles: Text | None = None
    sticks: tuple[Choice, ...] = ()
    stick: str = ""
    carried: Note | None = None
    more_sticks: bool = False
    can_carry: bool = True
    busy: bool = False
    status: Note | None = None


class SyncView(Protocol):
    """Shows the screen; ``print_paper`` shows pages (PNG) as they will be printed, under this name."""

    def show_screen(self, screen: SyncScreen) -> None: ...

    def print_paper(self, pages: tuple[bytes, ...], name: Text) -> None: ...
