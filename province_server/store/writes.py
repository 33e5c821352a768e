"""Statements of one transaction that answer nothing, sent in one go.

A batch of acts writes to ten tables. Each statement that is waited for costs a trip to the database and back, so
they are collected and, on PostgreSQL, sent through its pipeline: one trip for all. SQLite has none to save.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from province_server.store.bulk import Row, Statement, inserting, inserting_new, updating


@dataclass(slots=True)
class Writes:
    """What is to be written, in this order."""

    statements: list[Statement] = field(default_factory=list)

    def insert(self, connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
        """The rows, all of which name the same columns."""
        self.statements += inserting(connection, table, rows)

    def insert_new(self, connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
        """Those of the rows whose key is not there yet."""
        self.statements += inserting_new(connection, table, rows)

    def update(self, connection: sa.Connection, table: sa.Table, rows: Sequence[Row], *keys: str) -> None:
        """Every other column that the rows name, where the table has these keys."""
        self.statements += updating(connection, table, rows, *keys)

    def send(self, connection: sa.Connection) -> None:
        """Everything so far is written when this returns; still inside the transaction.

        Raises:
            sa.exc.DBAPIError: as if the failing statement had been executed by itself.
        """
        statements, self.statements = self.statements, []
        if connection.dialect.name != "postgresql":
            for text, given in statements:
                connection.exec_driver_sql(text, given)
            return
        driver, dialect = connection.connection.driver_connection, connection.dialect
        errors = dialect.loaded_dbapi.Error
        try:
            with driver.pipeline(), driver.cursor() as cursor:  # type: ignore[union-attr]
                for text, given in statements:
                    cursor.execute(text, given)
        except errors as error:
            raise sa.exc.DBAPIError.instance(None, None, error, errors, dialect=dialect) from error
