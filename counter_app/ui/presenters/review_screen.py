"""What the review screen shows, as one value, and what its view must be able to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from counter_app.ui.presenters.capture_screen import Finding, PageMark
from counter_app.ui.presenters.held_look import PaperShown
from counter_app.ui.presenters.screens import Choice, DossierHead, Line, Note, Tone
from counter_app.ui.words import Text


@dataclass(frozen=True, slots=True)
class FlaggedPage:
    """A page with findings that somebody has to look at."""

    key: str
    version: str
    turned_deg: int
    title: Text
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A paper that the state already holds and that meets the requirement."""

    key: str
    title: Text
    detail: Text


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field of the paper with the place where it was read; ``page`` is empty when it was not found.

    ``picture`` is page, version of its picture and how far it is turned; ``others`` are what it may say as well.
    """

    key: str
    title: Text
    value: str
    confirmed: bool
    note: Text | None = None
    tone: Tone = Tone.NEUTRAL
    picture: tuple[str, str, int] | None = None
    mark: PageMark | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RequirementDetail:
    """The requirement that the clerk is looking at, and what can be done about it."""

    key: str
    title: Text
    explanation: Text
    state: Note | None = None
    pages: tuple[FlaggedPage, ...] = ()
    held: tuple[Held, ...] = ()
    grounds: tuple[Choice, ...] = ()
    can_except: bool = False
    asks_condition: bool = False
    fields: tuple[FieldLine, ...] = ()
    can_edit: bool = False
    can_confirm_all: bool = False


@dataclass(frozen=True, slots=True)
class ReviewScreen:
    """Everything that the review screen shows.

    ``open_points`` say in order what stands in the way; ``opened`` stands above everything while a held paper is
    looked at.
    """

    head: DossierHead | None = None
    requirements: tuple[Line, ...] = ()
    chosen: str = ""
    detail: RequirementDetail | None = None
    open_points: tuple[Line, ...] = ()
    can_seal: bool = False
    sealed: bool = False
    busy: bool = False
    status: Note | None = None
    ground: str = ""
    reason: str = ""
    summary: Text = ""
    opened: PaperShown | None = None


class ReviewView(Protocol):
    """Shows the screen."""

    def show_screen(self, screen: ReviewScreen) -> None: ...
