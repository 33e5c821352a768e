"""Makes the projection and the search indexes anew from what cannot be lost: the log and the pages.

Used after a recovery, and by tests to show that the projection never drifts from the log.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from counter_app.db.database import Database
from counter_app.db.repositories.acts import SqliteActs
from counter_app.db.repositories.dossiers import SqliteDossiers
from counter_app.db.repositories.pages import index_text, to_reading
from counter_app.db.rows import record
from counter_app.domain.ids import DossierId
from counter_app.services.projection import project

_IN_ORDER: Final = """
    SELECT dossier_id FROM acts WHERE dossier_id <> '' GROUP BY dossier_id ORDER BY min(position)
"""
_READINGS: Final = """
    SELECT page, content FROM page_readings JOIN pages ON pages.number = page_readings.page WHERE NOT removed
"""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was made anew; ``unopened`` are dossiers of which acts are here but not the one that opens them."""

    dossiers: int
    pages: int
    unopened: tuple[DossierId, ...]


def rebuild(database: Database) -> Rebuilt:
    """Replace the projection inside the caller's transaction."""
    database.run("DELETE FROM dossiers")
    database.run("INSERT INTO dossier_search (dossier_search) VALUES ('delete-all')")
    acts, dossiers = SqliteActs(database), SqliteDossiers(database)
    unopened: list[DossierId] = []
    made = 0
    for row in database.rows(_IN_ORDER):
        dossier_id = DossierId(record(row, tuple[str])[0])
        dossier = project(acts.of_dossier(dossier_id)).dossier
        if dossier is None:
            unopened.append(dossier_id)
            continue
        dossiers.put(dossier)
        made += 1
    return Rebuilt(made, _index_pages(database), tuple(unopened))


def _index_pages(database: Database) -> int:
    database.run("INSERT INTO page_search (page_search) VALUES ('delete-all')")
    pages = 0
    for row in database.each(_READINGS):
        number, content = record(row, tuple[int, bytes])
        index_text(database, number, to_reading(content))
        pages += 1
    return pages
