"""Search as you type: what was typed becomes a query of the full-text index, and its hits become rows.

Hits come newest first, which the index gives without looking at more of them than are shown; ranking all hits of
two letters would take longer than the next letter.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import msgspec

from counter_app.contract.moves import State
from counter_app.db.database import Database
from counter_app.db.repositories.pages import to_reading
from counter_app.db.rows import record, records, to_moment, to_moment_or_none
from counter_app.db.search_keys import phone_key
from counter_app.domain.ids import DossierId, PageId
from counter_app.domain.plain_text import words
from counter_app.services.queries import FoundIn, SearchRow

_NUMBER: Final = re.compile(r"[0-9\s.+()-]+")
_BEGUN_ON_PAGES: Final = 2
"""Letters of the last word before pages are looked at: one letter begins a word on nearly every page."""

_PAGE_HITS_PER_ROW: Final = 4
"""So many hits on pages are looked at for each row wanted: one dossier has many pages with the same words."""

_SHOWN: Final = "d.dossier_id, d.code, d.applicant, d.procedure, d.state, d.received_at, d.due_at"

BY_DOSSIER: Final = f"""
    SELECT {_SHOWN}, NULL
    FROM (SELECT rowid FROM dossier_search WHERE dossier_search MATCH ? ORDER BY rowid DESC LIMIT ?) AS hit
    CROSS JOIN dossiers AS d ON d.number = hit.rowid
"""

BY_PAGE: Final = f"""
    SELECT {_SHOWN}, p.page_id
    FROM page_search AS hit
    CROSS JOIN pages AS p ON p.number = hit.rowid
    CROSS JOIN dossiers AS d ON d.dossier_id = p.dossier_id
    WHERE page_search MATCH ? ORDER BY hit.rowid DESC LIMIT ?
"""


class _HitRow(msgspec.Struct, frozen=True, array_like=True):
    """A hit with what is shown of its dossier, in the order of the queries above."""

    dossier_id: str
    code: str
    applicant: str
    procedure: str
    state: State
    received_at: str
    due_at: str | None
    page_id: str | None


def match_of(text: str) -> str:
    """The index query for what was typed; empty when there is nothing to look for.

    Each stretch without spaces is a phrase, so that a code finds itself and not every code with the same parts.
    What has only digits may also be one number with gaps in it, or a phone number in its international form.
    """
    phrases = [" ".join(found) for part in text.split() if (found := words(part))]
    if not phrases:
        return ""
    match = " ".join(f'"{phrase}"' for phrase in phrases) + " *"
    if _NUMBER.fullmatch(text) and phrases != [phone_key(text)]:
        return f'({match}) OR "{phone_key(text)}" *'
    return match


def search(database: Database, text: str, limit: int) -> list[SearchRow]:
    """Dossiers first, then pages; each dossier once."""
    match = match_of(text)
    if not match or limit <= 0:
        return []
    found = {hit.dossier_id: hit for hit in records(database.rows(BY_DOSSIER, (match, limit)), _HitRow)}
    if len(found) < limit and len(words(text)[-1]) >= _BEGUN_ON_PAGES:
        for row in database.each(BY_PAGE, (match, limit * _PAGE_HITS_PER_ROW)):
            hit = record(row, _HitRow)
            found.setdefault(hit.dossier_id, hit)
            if len(found) == limit:
                break
    return [_row(hit) for hit in found.values()]


def excerpt(database: Database, page_id: PageId, text: str) -> str:
    """The first line of a page that has a word of the text; the last word may be unfinished."""
    found = database.row(
        "SELECT content FROM page_readings JOIN pages ON pages.number = page_readings.page WHERE page_id = ?",
        (page_id,),
    )
    wanted = words(text)
    if found is None or not wanted:
        return ""
    whole, begun = frozenset(wanted), wanted[-1]
    for line in to_reading(record(found, tuple[bytes])[0]).lines:
        if any(word in whole or word.startswith(begun) for word in words(line.text)):
            return line.text
    return ""


@lru_cache(maxsize=1024)
def _row(hit: _HitRow) -> SearchRow:
    # The next letter mostly finds the same dossiers again.
    return SearchRow(
        dossier_id=DossierId(hit.dossier_id),
        code=hit.code,
        applicant=hit.applicant,
        procedure=hit.procedure,
        state=hit.state,
        received_at=to_moment(hit.received_at),
        due_at=to_moment_or_none(hit.due_at),
        found_in=FoundIn.DOSSIER if hit.page_id is None else FoundIn.PAGE,
        page_id=None if hit.page_id is None else PageId(hit.page_id),
    )
