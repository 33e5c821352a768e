"""Watches what the store asks SQLite, and finds questions that would look at every row of a table that grows."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from counter_app.db.store import Store

GROWING = {
    "acts": "acts",
    "a": "acts AS a",
    "dossiers": "dossiers",
    "d": "dossiers AS d",
    "dossier_contents": "dossier_contents",
    "pages": "pages",
    "p": "pages AS p",
    "page_readings": "page_readings",
    "files": "files",
    "f": "files AS f",
    "feed": "feed",
}
"""Tables with a row for every act, dossier, page, file or change there ever was, by what statements call them."""

ONCE_A_RELEASE = "UPDATE feed SET integrated = 0"

ENDS_AT_ITS_LIMIT = {"dossiers_newest"}
"""Indexes that are read in order until enough is found."""

COUNTS_ROWS = "SELECT count(*) FROM dossiers"
_EXPLAINED = ("SELECT", "UPDATE", "DELETE", "INSERT", "WITH")
_SCAN = re.compile(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?$")


class Watched:
    """Every statement of a store, writer and readers alike."""

    def __init__(self, store: Store) -> None:
        self._database = store._writer._database
        self._statements: set[str] = set()
        self._listen(self._database.raw)
        readers = store._readers
        connect = readers._connect

        def connect_and_listen() -> Any:
            database = connect()
            self._listen(database.raw)
            return database

        readers._connect = connect_and_listen

    def _listen(self, connection: Any) -> None:
        set_trace: Callable[[Callable[[str], None]], None] = connection.set_trace_callback
        set_trace(self._statements.add)

    def slow(self) -> list[str]:
        """The statements that look at everything, each with the step of its plan that does."""
        rows = self._database.rows("SELECT name FROM sqlite_schema WHERE sql LIKE '%INDEX%WHERE%'")
        short = {str(name) for (name,) in rows} | ENDS_AT_ITS_LIMIT
        return [
            f"{step}: {' '.join(statement.split())}"
            for statement in sorted(self._statements)
            if statement.lstrip().startswith(_EXPLAINED) and ONCE_A_RELEASE not in statement
            for step in self._plan(statement)
            if looks_at_everything(step, statement, short)
        ]

    def _plan(self, statement: str) -> list[str]:
        return [str(row[-1]) for row in self._database.rows(f"EXPLAIN QUERY PLAN {statement}")]


def looks_at_everything(step: str, statement: str, short: set[str]) -> bool:
    """Whether a step of a plan goes through a whole table, or through an index of it that is not ``short``."""
    scan = _SCAN.match(step)
    if scan is None or GROWING.get(scan[1], step) not in statement or scan[2] in short:
        return False
    return not (COUNTS_ROWS in statement and "COVERING" in step)
