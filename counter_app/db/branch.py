"""What a supervisor counts: dossiers with their outcome, receptions over weeks, and the staff."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec

from counter_app.contract.acts import Kind
from counter_app.contract.messages import ClerkRecord
from counter_app.db.database import Database
from counter_app.db.rows import from_json, moment, records, to_moment
from counter_app.domain.dossier import Dossier
from counter_app.domain.ids import UnitCode
from counter_app.services.queries import DossierOutcome, Reception

DECIDES: Final = (Kind.RESULT_DIGITISED, Kind.REFUSED, Kind.WITHDRAWN, Kind.STOPPED)

_DECIDED: Final = f"""
    SELECT max(a.device_time) FROM acts AS a
    WHERE a.dossier_id = d.dossier_id AND a.kind IN ({", ".join(f"'{kind}'" for kind in DECIDES)})
        AND ifnull(a.outcome, '') NOT IN ('refused', 'conflict')
"""
# Each half looks into an index of its own: open dossiers are few, and so are those that changed lately.
_OUTCOMES: Final = f"""
    WITH wanted AS (
        SELECT number FROM dossiers INDEXED BY dossiers_counted
            WHERE active AND :unit IN (receiving_unit, competent_unit, holder)
        UNION SELECT number FROM dossiers INDEXED BY dossiers_newest
            WHERE changed_at >= :since AND :unit IN (receiving_unit, competent_unit, holder)
    )
    SELECT c.content, ({_DECIDED})
    FROM wanted CROSS JOIN dossiers AS d ON d.number = wanted.number
    CROSS JOIN dossier_contents AS c ON c.dossier = d.number
    ORDER BY d.number
"""

# Nothing changes before it was received: the index by the last change leads to everything received since.
_RECEPTIONS: Final = """
    SELECT received_at, receiving_unit, window, received_by FROM dossiers INDEXED BY dossiers_newest
    WHERE changed_at >= :since AND received_at >= :since ORDER BY received_at, number
"""


class _ReceptionRow(msgspec.Struct, frozen=True, array_like=True):
    received_at: str
    unit: str
    window: str
    clerk: str


def outcomes(database: Database, unit: UnitCode, since: datetime) -> list[DossierOutcome]:
    """The unit's open dossiers and those that changed since then."""
    rows = records(database.rows(_OUTCOMES, {"unit": unit, "since": moment(since)}), tuple[str, str | None])
    return [
        DossierOutcome(from_json(content, Dossier), None if decided is None else datetime.fromisoformat(decided))
        for content, decided in rows
    ]


def receptions(database: Database, since: datetime) -> list[Reception]:
    """Everything taken in since then."""
    rows = records(database.rows(_RECEPTIONS, {"since": moment(since)}), _ReceptionRow)
    return [Reception(to_moment(row.received_at), UnitCode(row.unit), row.window, row.clerk) for row in rows]


def staff(database: Database) -> list[ClerkRecord]:
    """Everybody who may sign in somewhere."""
    rows = records(database.rows("SELECT record FROM clerks"), tuple[str])
    known = (from_json(text, ClerkRecord) for (text,) in rows)
    return sorted((one for one in known if one.active), key=lambda one: (one.name, one.clerk_id))
