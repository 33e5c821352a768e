"""Many rows in one statement: one round trip and one plan, whatever their number.

PostgreSQL gets the rows as one JSON text, so that a statement depends on its columns alone and is prepared once,
and giving it the values costs next to nothing. SQLite, which sits in this process, is given the rows one by one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

_POSTGRESQL = postgresql.dialect()  # type: ignore[no-untyped-call]
_SKIP_KNOWN = " ON CONFLICT DO NOTHING"

Row = Mapping[str, object]
Statement = tuple[str, Any]
"""The driver's text, and what is given with it: all rows as JSON, or one line per row."""


def insert_rows(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Insert the rows, all of which name the same columns."""
    _execute(connection, inserting(connection, table, rows))


def insert_new(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> int:
    """Insert the rows whose key is not there yet, also not by an earlier one of them; how many that were."""
    return _execute(connection, inserting_new(connection, table, rows))


def insert_claims(connection: sa.Connection, table: sa.Table, rows: Sequence[Row], key: str) -> set[str]:
    """The keys of those rows that were not there yet and are now."""
    if connection.dialect.name == "postgresql":
        returning = [
            (f"{text} RETURNING {_listed((key,))}", given)
            for text, given in inserting_new(connection, table, rows)
        ]
        return {row[0] for text, given in returning for row in connection.exec_driver_sql(text, given)}
    return {str(row[key]) for row in rows if insert_new(connection, table, [row])}


def update_rows(connection: sa.Connection, table: sa.Table, rows: Sequence[Row], *keys: str) -> None:
    """Set every other column that the rows name, in the row of the table that has these keys."""
    _execute(connection, updating(connection, table, rows, *keys))


def inserting(connection: sa.Connection, table: sa.Table, rows: Sequence[Row], end: str = "") -> list[Statement]:
    """The statement of ``insert_rows``; none for no rows."""
    if not rows:
        return []
    names = tuple(rows[0])
    if connection.dialect.name == "postgresql":
        return [(f"{_insert(table, names)}{end}", _given(rows))]
    marks = ", ".join("?" for _ in names)
    into = f"INSERT INTO {_name(table)} ({_listed(names)}) VALUES ({marks}){end}"  # noqa: S608
    return [(into, _lines(rows, names))]


def inserting_new(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> list[Statement]:
    """The statement of ``insert_new``; none for no rows."""
    return inserting(connection, table, rows, _SKIP_KNOWN)


def updating(connection: sa.Connection, table: sa.Table, rows: Sequence[Row], *keys: str) -> list[Statement]:
    """The statement of ``update_rows``; none for no rows."""
    if not rows:
        return []
    names = tuple(rows[0])
    if connection.dialect.name == "postgresql":
        return [(_update(table, names, keys), _given(rows))]
    others = tuple(name for name in names if name not in keys)
    sets = ", ".join(f"{_quoted(name)} = ?" for name in others)
    here = " AND ".join(f"{_quoted(key)} = ?" for key in keys)
    text = f"UPDATE {_name(table)} SET {sets} WHERE {here}"  # noqa: S608 - names of our own tables
    return [(text, _lines(rows, (*others, *keys)))]


def _execute(connection: sa.Connection, statements: Sequence[Statement]) -> int:
    return sum(connection.exec_driver_sql(text, given).rowcount for text, given in statements)


@cache
def _insert(table: sa.Table, names: tuple[str, ...]) -> str:
    return f"INSERT INTO {_name(table)} ({_listed(names)}) SELECT * FROM {_records(table, names)}"  # noqa: S608


@cache
def _update(table: sa.Table, names: tuple[str, ...], keys: tuple[str, ...]) -> str:
    sets = ", ".join(f"{_quoted(name)} = given.{_quoted(name)}" for name in names if name not in keys)
    here = " AND ".join(f"{_name(table)}.{_quoted(key)} = given.{_quoted(key)}" for key in keys)
    return f"UPDATE {_name(table)} SET {sets} FROM {_records(table, names)} WHERE {here}"  # noqa: S608


def _records(table: sa.Table, names: tuple[str, ...]) -> str:
    kinds = (table.c[name].type.dialect_impl(_POSTGRESQL).compile(_POSTGRESQL) for name in names)
    columns = ", ".join(f"{_quoted(name)} {kind}" for name, kind in zip(names, kinds, strict=True))
    return f"json_to_recordset(%s::json) AS given ({columns})"


def _given(rows: Sequence[Row]) -> tuple[str]:
    return (msgspec.json.encode(rows).decode(),)


def _lines(rows: Sequence[Row], names: tuple[str, ...]) -> list[tuple[object, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


def _name(table: sa.Table) -> str:
    return _quoted(table.name)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(_quoted, names))


def _quoted(name: str) -> str:
    return f'"{name}"'
