"""What the store keeps besides dossiers: acts, pages, files on their way, troubles, sign-ins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from counter_app.contract.acts import Act
from counter_app.contract.messages import (
    Outcome,
    Receipt,
)
from counter_app.contract.problems import Problem
from counter_app.domain.batches import AssignedBy, Mark, Side
from counter_app.domain.ids import DossierId, PageId, UnitCode
from counter_app.domain.pages import PageReading


@dataclass(frozen=True, slots=True)
class DeviceIdentity:
    """Who this installation is at the province, since it was enrolled.

    ``public_key`` is the device's own in this epoch, empty for the first it ever had. ``server_key`` verifies the
    province's word, ``relay_key`` that of the branch's relay where there is one; to ``courier_key`` a courier's
    boxes are sealed. ``seat`` tells it apart from other devices that ever had this window's name.
    """

    device_id: str
    epoch: int
    unit: UnitCode
    window: str
    server_key: str
    public_key: str = ""
    relay_key: str = ""
    courier_key: str = ""
    seat: int = 1


@dataclass(frozen=True, slots=True)
class StoredAct:
    """An act with what the province said about it. ``version`` is the dossier's version once applied there."""

    act: Act
    digest: str
    own: bool
    outcome: Outcome | None = None
    receipt: Receipt | None = None
    problem: Problem | None = None
    version: int | None = None


class PageState(StrEnum):
    """How far the background reading of a page has come."""

    CAPTURED = "captured"
    READ = "read"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Page:
    """One captured side of paper. ``raw`` names what the scanner gave, ``cleaned`` the upright colour JPEG.

    ``paper_type`` is empty while the page belongs to no paper; ``position`` orders pages within the dossier.
    ``turned_deg`` is how far the clerk turned it by hand, clockwise, while it is not read that way yet: it counts
    as captured again and has what was read before. ``removed`` pages stay in the store.
    ``batch`` and ``sheet`` name the piece of paper that it shows: pages with the same are images of one; an empty
    batch or a sheet 0 is a piece of its own.
    """

    page_id: PageId
    dossier_id: DossierId
    position: int
    raw: str
    media_type: str
    captured_at: datetime
    origin: str = ""
    paper_type: str = ""
    state: PageState = PageState.CAPTURED
    cleaned: str = ""
    thumbnail: str = ""
    reading: PageReading | None = None
    turned_deg: int = 0
    removed: bool = False
    waived: tuple[str, ...] = ()
    batch: str = ""
    sheet: int = 0
    side: Side = Side.UNKNOWN
    mark: Mark = Mark.NONE
    assigned_by: AssignedBy = AssignedBy.NOBODY


class FileState(StrEnum):
    """What is known about a file that has to reach the province."""

    UNKNOWN = "unknown"
    MISSING = "missing"
    THERE = "there"


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """A file named by an act of this counter; ``due_at`` orders the sending.

    ``upload_url`` is the upload under way, ``offset`` how many bytes the province was last known to have of it
    (None = ask first: an answer was lost).
    """

    digest: str
    size_bytes: int
    dossier_id: DossierId
    due_at: datetime | None
    state: FileState = FileState.UNKNOWN
    upload_url: str = ""
    offset: int | None = None
    failures: int = 0


ELSEWHERE: Final = "turned_down_elsewhere"
"""The code of what the province told of another window's act."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One entry of the list "Cần xử lý": what, about which dossier, and since when."""

    trouble_id: str
    code: str
    facts: dict[str, str]
    dossier_id: str
    act_id: str
    since: datetime
    solved_at: datetime | None = None

    @property
    def sameness(self) -> tuple[str, ...]:
        """Open troubles with equal sameness are one: the same code and act; without an act, dossier and facts."""
        if self.act_id:
            return (self.code, self.act_id)
        return (self.code, "", self.dossier_id, *(f"{name}={value}" for name, value in sorted(self.facts.items())))


@dataclass(frozen=True, slots=True)
class SignInRecord:
    """Failed sign-ins of one login: survives a restart."""

    login: str
    failures: int
    locked_until: datetime | None
