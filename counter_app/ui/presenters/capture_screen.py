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
    """One page in the strip. ``version`` changes whenever its picture does; ``cut`` waits to be put elsewhere."""

    key: str
    number: int
    paper: Text
    version: str
    turned_deg: int = 0
    mark: Mark | None = None
    removed: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class PageMark:
    """A place on the page worth a look, in pixels of the picture before it is turned."""

    left: int
    top: int
    width: int
    height: int
    tone: Tone = Tone.WARN


@dataclass(frozen=True, slots=True)
class PageDetail:
    """The page in the viewer: what was found on it and what may be done about it.

    ``marks`` are places on the page and ``tags`` stand in its corner; with ``framed`` its edges are in question.
    """

    key: str
    title: Text
    version: str
    turned_deg: int
    paper: Text
    findings: tuple[Finding, ...] = ()
    reading: Text | None = None
    removed: bool = False
    marks: tuple[PageMark, ...] = ()
    tags: tuple[Mark, ...] = ()
    framed: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One quality finding in words. ``code`` names it when the clerk accepts it."""

    code: str
    text: Text
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class CaptureScreen:
    """Everything that the capture screen shows. Without ``head`` no dossier is in work.

    ``go_on`` is what the scan key does next when that is not a scan from the beginning: go on at a sheet, scan the
    backs. ``under_way`` and ``percent`` tell about the page in the scanner. ``waiting``: the button of the scanner
    itself begins a scan. Pages of a dossier that is not ``open`` are looked at and not changed.
    """

    head: DossierHead | None = None
    devices: tuple[Choice, ...] = ()
    device: str = ""
    profiles: tuple[Choice, ...] = ()
    profile: str = ""
    profile_note: Note | None = None
    scanning: bool = False
    can_scan: bool = False
    go_on: Text | None = None
    under_way: Text | None = None
    percent: int = 0
    can_wait: bool = False
    waiting: bool = False
    status: Note | None = None
    slots: tuple[PaperSlot, ...] = ()
    pages: tuple[Thumb, ...] = ()
    selected: tuple[str, ...] = ()
    page: PageDetail | None = None
    open: bool = False
    can_undo: bool = False
    can_redo: bool = False
    cut: tuple[str, ...] = ()
    removed_count: int = 0
    shows_removed: bool = False
    summary: Text = ""


class CaptureView(Protocol):
    """Shows the screen; pictures of pages are fetched by the view itself, by page and version.

    ``print_slip`` sends pages (PNG) to paper; the printer's queue calls them by this name.
    """

    def show_screen(self, screen: CaptureScreen) -> None: ...

    def print_slip(self, pages: tuple[bytes, ...], name: Text) -> None: ...
