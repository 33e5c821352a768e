"""Captured pages. What was read on a page lies beside its row, compressed, and in the search index."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final

import msgspec
from typing_extensions import override

from counter_app.db.database import Database
from counter_app.db.rows import from_json, moment, record, records, to_json, to_moment
from counter_app.db.search_keys import text_key
from counter_app.domain.batches import AssignedBy, Mark, PageOutline, Side
from counter_app.domain.ids import DossierId, PageId
from counter_app.domain.pages import PageReading
from counter_app.services.ports import Page, Pages, PageState

_COMPRESSION: Final = 3
"""Readings shrink to an eighth at little cost; higher levels cost three times the time for a tenth more."""


class _PageRow(msgspec.Struct, frozen=True, array_like=True):
    """One row of ``pages`` with its reading, the columns in this order."""

    number: int
    page_id: str
    dossier_id: str
    position: int
    raw: str
    media_type: str
    captured_at: str
    origin: str
    paper_type: str
    state: PageState
    cleaned: str
    thumbnail: str
    turned_deg: int
    removed: bool
    waived: str
    batch: str
    sheet: int
    side: Side
    mark: Mark
    assigned_by: AssignedBy
    reading: bytes | None


class _OutlineRow(msgspec.Struct, frozen=True, array_like=True):
    """The columns of a page's outline, in this order."""

    page_id: str
    position: int
    paper_type: str
    removed: bool
    batch: str
    sheet: int
    side: Side
    mark: Mark
    assigned_by: AssignedBy


_OUTLINE: Final = _OutlineRow.__struct_fields__
_OWN: Final = _PageRow.__struct_fields__[1:-1]
_SELECT: Final = f"""
    SELECT number, {", ".join(_OWN)}, content AS reading
    FROM pages LEFT JOIN page_readings ON page_readings.page = pages.number
"""
_INSERT: Final = f"INSERT INTO pages ({', '.join(_OWN)}) VALUES ({', '.join(f':{name}' for name in _OWN)})"
_UPDATE: Final = f"""
    UPDATE pages SET {", ".join(f"{name} = :{name}" for name in _OWN)} WHERE page_id = :page_id
    RETURNING number
"""


class SqlitePages(Pages):
    """Pages inside one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._stored: dict[PageId, tuple[PageReading | None, bool]] = {}

    @override
    def add(self, page: Page) -> None:
        self._database.run(_INSERT, _values(page))
        self._stored[page.page_id] = (None, False)
        self._put_reading(page, self._number(page.page_id))

    @override
    def get(self, page_id: PageId) -> Page | None:
        found = self._database.row(f"{_SELECT} WHERE page_id = ?", (page_id,))
        return None if found is None else self._page(record(found, _PageRow))

    @override
    def put(self, page: Page) -> None:
        found = self._database.rows(_UPDATE, _values(page))
        if not found:
            raise LookupError(f"no page {page.page_id} to put")
        self._put_reading(page, record(found[0], tuple[int])[0])

    @override
    def of_dossier(self, dossier_id: DossierId, *, with_removed: bool = False) -> Sequence[Page]:
        which = "" if with_removed else "AND NOT removed"
        rows = self._database.rows(
            f"{_SELECT} WHERE dossier_id = ? {which} ORDER BY position, number", (dossier_id,)
        )
        return [self._page(row) for row in records(rows, _PageRow)]

    @override
    def unread(self, limit: int) -> Sequence[Page]:
        rows = self._database.rows(
            f"{_SELECT} WHERE state = 'captured' ORDER BY captured_at, number LIMIT ?", (limit,)
        )
        return [self._page(row) for row in records(rows, _PageRow)]

    @override
    def outline(self, dossier_id: DossierId) -> Sequence[PageOutline]:
        rows = self._database.rows(
            f"SELECT {', '.join(_OUTLINE)} FROM pages WHERE dossier_id = ? ORDER BY position, number",
            (dossier_id,),
        )
        return [
            PageOutline(
                page_id=PageId(row.page_id),
                position=row.position,
                paper_type=row.paper_type,
                removed=row.removed,
                batch=row.batch,
                sheet=row.sheet,
                side=row.side,
                mark=row.mark,
                assigned_by=row.assigned_by,
            )
            for row in records(rows, _OutlineRow)
        ]

    @override
    def captured(self, dossier_id: DossierId, raw: str, origin: str) -> PageId | None:
        found = self._database.row(
            "SELECT page_id FROM pages WHERE raw = ? AND dossier_id = ? AND origin = ? ORDER BY number",
            (raw, dossier_id, origin),
        )
        return None if found is None else PageId(str(found[0]))

    @override
    def last_position(self, dossier_id: DossierId) -> int:
        return self._database.number(
            "SELECT coalesce(max(position), 0) FROM pages WHERE dossier_id = ?", (dossier_id,)
        )

    @override
    def make_room(self, dossier_id: DossierId, position: int) -> None:
        self._database.run(
            "UPDATE pages SET position = position + 1 WHERE dossier_id = ? AND position >= ?",
            (dossier_id, position),
        )

    # --- readings --------------------------------------------------------------------------------------------

    def _put_reading(self, page: Page, number: int) -> None:
        """Store and index what was read, unless it is what the store gave out: moving a page does not read it."""
        now = (page.reading, page.removed)
        before = self._stored.get(page.page_id)
        if before is not None and before[0] is now[0] and before[1] == now[1]:
            return
        self._stored[page.page_id] = now
        self._database.run("DELETE FROM page_readings WHERE page = ?", (number,))
        self._database.run("DELETE FROM page_search WHERE rowid = ?", (number,))
        if page.reading is None:
            return
        content = zlib.compress(to_json(page.reading).encode(), _COMPRESSION)
        self._database.run("INSERT INTO page_readings (page, content) VALUES (?, ?)", (number, content))
        if not page.removed:
            index_text(self._database, number, page.reading)

    def _number(self, page_id: PageId) -> int:
        return self._database.number("SELECT number FROM pages WHERE page_id = ?", (page_id,))

    def _page(self, row: _PageRow) -> Page:
        page = _made(row, to_moment(row.captured_at))
        self._stored[page.page_id] = (page.reading, page.removed)
        return page


def index_text(database: Database, number: int, reading: PageReading) -> None:
    """Put the words of a page into the search index."""
    text = text_key(reading)
    if text:
        database.run("INSERT INTO page_search (rowid, text) VALUES (?, ?)", (number, text))


READINGS_KEPT: Final = 300
"""A screen reads the pages of its dossier anew with each page that comes; 300 pages are 20 to 60 MB."""


@lru_cache(maxsize=READINGS_KEPT)
def to_reading(content: bytes) -> PageReading:
    """What was read on a page, as it lies in the store."""
    return from_json(zlib.decompress(content).decode(), PageReading)


def _made(row: _PageRow, captured_at: datetime) -> Page:
    return Page(
        page_id=PageId(row.page_id),
        dossier_id=DossierId(row.dossier_id),
        position=row.position,
        raw=row.raw,
        media_type=row.media_type,
        captured_at=captured_at,
        origin=row.origin,
        paper_type=row.paper_type,
        state=row.state,
        cleaned=row.cleaned,
        thumbnail=row.thumbnail,
        reading=None if row.reading is None else to_reading(row.reading),
        turned_deg=row.turned_deg,
        removed=row.removed,
        waived=from_json(row.waived, tuple[str, ...]),
        batch=row.batch,
        sheet=row.sheet,
        side=row.side,
        mark=row.mark,
        assigned_by=row.assigned_by,
    )


def _values(page: Page) -> dict[str, str | int]:
    return {
        "page_id": page.page_id,
        "dossier_id": page.dossier_id,
        "position": page.position,
        "raw": page.raw,
        "media_type": page.media_type,
        "captured_at": moment(page.captured_at),
        "origin": page.origin,
        "paper_type": page.paper_type,
        "state": page.state,
        "cleaned": page.cleaned,
        "thumbnail": page.thumbnail,
        "turned_deg": page.turned_deg,
        "removed": page.removed,
        "waived": to_json(page.waived),
        "batch": page.batch,
        "sheet": page.sheet,
        "side": page.side,
        "mark": page.mark,
        "assigned_by": page.assigned_by,
    }
