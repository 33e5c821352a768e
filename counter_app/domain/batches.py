"""A batch: the sheets of one scan in the order of the feeder, its separator sheets, and what follows them.

Where a page lies in the store is the clerk's business and may change; where it came out of the feeder never does.
Separators therefore work on sheets of a batch, and it does not matter in which order pages are read: what follows
from the separators known so far is computed anew each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from counter_app.domain.ids import PageId

_SHEET_AND_SIDE = re.compile(r"([0-9]{1,6})([AB])")


class Side(StrEnum):
    """Which side of its sheet a page shows, where the scanner took both."""

    UNKNOWN = ""
    FRONT = "front"
    BACK = "back"


class Mark(StrEnum):
    """What is particular about a page."""

    NONE = ""
    SEPARATOR = "separator"
    """A separator sheet of this dossier; its paper type is that of the pages behind it."""
    SEPARATOR_BACK = "separator_back"
    """The empty back of one."""
    FOREIGN_SEPARATOR = "foreign_separator"
    """A separator sheet of another dossier: nobody but the clerk knows whose the pages behind it are."""
    REPLACED = "replaced"
    """Another page was scanned in its place."""
    HALF_SHEET = "half_sheet"
    """The scan broke off before the other side came; the sheet is scanned again as a whole."""
    WITH_NOTE = "with_note"
    """The sheet as it was handed in, with a note attached (Circular 01/2023/TT-VPCP, Art. 8)."""
    WITHOUT_NOTE = "without_note"
    """The same sheet once more, the note taken off."""


SEPARATORS = frozenset({Mark.SEPARATOR, Mark.SEPARATOR_BACK, Mark.FOREIGN_SEPARATOR})
WHY_SET_ASIDE = frozenset({Mark.SEPARATOR, Mark.SEPARATOR_BACK, Mark.REPLACED, Mark.HALF_SHEET})
"""Marks that say why a page was set aside: a page that is brought back has them no more."""


class AssignedBy(StrEnum):
    """Who put a page to its paper. What the clerk did is never undone by anything else."""

    NOBODY = ""
    SCAN = "scan"
    """The paper that was chosen before scanning."""
    TITLE = "title"
    SEPARATOR = "separator"
    CLERK = "clerk"


@dataclass(frozen=True, slots=True)
class PageOutline:
    """A page without what was read on it. ``sheet`` counts from 1 within the batch, 0 where it is not known."""

    page_id: PageId
    position: int
    paper_type: str
    removed: bool
    batch: str
    sheet: int
    side: Side
    mark: Mark
    assigned_by: AssignedBy


class OnSheet(Protocol):
    """Anything that knows its sheet of paper."""

    @property
    def batch(self) -> str: ...

    @property
    def sheet(self) -> int: ...


def sheet_and_side(number: int, origin: str) -> tuple[int, Side]:
    """The sheet that the ``number``-th page of a scan shows, and which side of it.

    A scanner that takes both sides says so in the page's origin: ``3A`` is the front of the third sheet.
    """
    told = _SHEET_AND_SIDE.fullmatch(origin)
    if told is None:
        return number, Side.UNKNOWN
    return int(told[1]), Side.FRONT if told[2] == "A" else Side.BACK


def count_sheets(pages: Iterable[OnSheet]) -> int:
    """Pieces of paper: both sides of a sheet are one, and so is a sheet with its note and without."""
    known: set[tuple[str, int]] = set()
    alone = 0
    for page in pages:
        if page.batch and page.sheet:
            known.add((page.batch, page.sheet))
        else:
            alone += 1
    return len(known) + alone


def other_side(page: PageOutline, pages: Sequence[PageOutline]) -> PageOutline | None:
    """The page that shows the other side of the same sheet."""
    if page.side is Side.UNKNOWN:
        return None
    for one in pages:
        if (one.batch, one.sheet) == (page.batch, page.sheet) and one.side not in {page.side, Side.UNKNOWN}:
            return one
    return None


def papers_by_separators(pages: Sequence[PageOutline]) -> dict[PageId, str]:
    """To which paper the separators put each page that follows one; pages that a clerk has put are left alone.

    The paper is empty behind a separator of another dossier.
    """
    found: dict[PageId, str] = {}
    batch, paper = "", None
    for page in sorted(pages, key=_in_the_feeder):
        if page.batch != batch:
            batch, paper = page.batch, None
        if page.mark is Mark.SEPARATOR:
            paper = page.paper_type
        elif page.mark is Mark.FOREIGN_SEPARATOR:
            paper = ""
        elif (
            page.mark is not Mark.SEPARATOR_BACK and paper is not None and page.assigned_by is not AssignedBy.CLERK
        ):
            found[page.page_id] = paper
    return found


def _in_the_feeder(page: PageOutline) -> tuple[str, int, bool, str]:
    return page.batch, page.sheet, page.side is Side.BACK, page.page_id
