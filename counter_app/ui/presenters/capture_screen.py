"""What the capture screen shows, as one value, and what its view must be able to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from counter_app.ui.presenters.screens import Choice, DossierHead, Mark, Note, Tone
from counter_app.ui.words import Text


@dataclass(frozen=True, slots=True)
class PaperSlot:
    """One paper of the checklist as a place for pages. ``digit`` is the key that puts a page there."""

    key: str
    title: Text
    detail: Text
    digit: str
    pages: int
    icon: str
    tone: Tone
    target: bool = False


@dataclass(frozen=True, slots=True)
class Thumb:
    """One page in the strip. ``version`` changes whenever its picture does."""

    key: str
    number: int
    paper: Text
    version: str
    turned_deg: int = 0
    mark: Mark | None = None
    removed: bool = False


@dataclass(frozen=True, slots=True)
class PageDetail:
    """The page in the viewer: what was found on it and what may be done about it."""

    key: str
    title: Text
    version: str
    turned_deg: int
    paper: Text
    findings: tuple[Finding, ...] = ()
    reading: Text | None = None
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One quality finding in words. ``code`` names it when the clerk accepts it."""

    code: str
    text: Text
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class CaptureScreen:
    """Everything that the capture screen shows. Without ``head`` no dossier is in work."""

    head: DossierHead | None = None
    devices: tuple[Choice, ...] = ()
    device: str = ""
    profiles: tuple[Choice, ...] = ()
    profile: str = ""
    scanning: bool = False
    can_scan: bool = False
    status: Note | None = None
    slots: tuple[PaperSlot, ...] = ()
    pages: tuple[Thumb, ...] = ()
    selected: tuple[str, ...] = ()
    page: PageDetail | None = None
    can_undo: bool = False
    removed_count: int = 0
    shows_removed: bool = False
    summary: Text = ""


class CaptureView(Protocol):
    """Shows the screen; pictures of pages are fetched by the view itself, by page and version."""

    def show_screen(self, screen: CaptureScreen) -> None: ...
