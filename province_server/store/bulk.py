"""Many rows in one statement: one round trip and one plan, whatever their number.

PostgreSQL gets one array per column, so that the text of a statement depends on the table alone and is prepared
once. SQLite, which sits in this process, is given the rows one after the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

_POSTGRESQL = postgresql.dialect()  # type: ignore[no-untyped-call]
_SKIP_KNOWN = " ON CONFLICT DO NOTHING"

Row = Mapping[str, object]


def insert_rows(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Insert the rows, all of which name the same columns."""
    _insert_all(connection, table, rows, "")


def insert_new(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> int:
    """Insert the rows whose key is not there yet, also not by an earlier one of them; how many that were."""
    return _insert_all(connection, table, rows, _SKIP_KNOWN)


def insert_claims(connection: sa.Connection, table: sa.Table, rows: Sequence[Row], key: str) -> set[str]:
    """The keys of those rows that were not there yet and are now."""
    if not rows:
        return set()
    names = tuple(rows[0])
    if connection.dialect.name == "postgresql":
        text = f"{_from_arrays(table, names)}{_SKIP_KNOWN} RETURNING {_listed((key,))}"
        return {row[0] for row in connection.exec_driver_sql(text, _columns(rows, names))}
    return {str(row[key]) for row in rows if insert_new(connection, table, [row])}


def update_rows(connection: sa.Connection, table: sa.Table, rows: Sequence[Row], key: str) -> None:
    """Set every other column that the rows name, in the row of the table that has this key."""
    if not rows:
        return
    names = tuple(rows[0])
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_update(table, names, key), _columns(rows, names))
        return
    others = [name for name in names if name != key]
    sets = ", ".join(f"{_quoted(name)} = ?" for name in others)
    text = f"UPDATE {_name(table)} SET {sets} WHERE {_quoted(key)} = ?"  # noqa: S608 - names of our own tables
    connection.exec_driver_sql(text, _lines(rows, (*others, key)))


def _insert_all(connection: sa.Connection, table: sa.Table, rows: Sequence[Row], end: str) -> int:
    if not rows:
        return 0
    names = tuple(rows[0])
    if connection.dialect.name == "postgresql":
        text, given = f"{_from_arrays(table, names)}{end}", _columns(rows, names)
        return connection.exec_driver_sql(text, given).rowcount
    marks = ", ".join("?" for _ in names)
    into = f"INSERT INTO {_name(table)} ({_listed(names)}) VALUES ({marks}){end}"  # noqa: S608
    return connection.exec_driver_sql(into, _lines(rows, names)).rowcount


@cache
def _from_arrays(table: sa.Table, names: tuple[str, ...]) -> str:
    return f"INSERT INTO {_name(table)} ({_listed(names)}) SELECT * FROM {_arrays(table, names)}"  # noqa: S608


@cache
def _update(table: sa.Table, names: tuple[str, ...], key: str) -> str:
    sets = ", ".join(f"{_quoted(name)} = given.{_quoted(name)}" for name in names if name != key)
    return (
        f"UPDATE {_name(table)} SET {sets} FROM {_arrays(table, names)} AS given ({_listed(names)}) "  # noqa: S608
        f"WHERE {_name(table)}.{_quoted(key)} = given.{_quoted(key)}"
    )


def _arrays(table: sa.Table, names: tuple[str, ...]) -> str:
    # Binary, because spelling and escaping arrays as text costs more than everything else.
    kinds = (table.c[name].type.dialect_impl(_POSTGRESQL).compile(_POSTGRESQL) for name in names)
    return f"unnest({', '.join(f'%b::{kind}[]' for kind in kinds)})"


def _columns(rows: Sequence[Row], names: tuple[str, ...]) -> tuple[list[object], ...]:
    return tuple([row[name] for row in rows] for name in names)


def _lines(rows: Sequence[Row], names: tuple[str, ...]) -> list[tuple[object, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


def _name(table: sa.Table) -> str:
    return _quoted(table.name)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(_quoted, names))


def _quoted(name: str) -> str:
    return f'"{name}"'
