"""What the tables have in common: where they are gathered, and how their columns are written."""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""SQLite counts rows by itself only in a column declared exactly INTEGER."""


def text(name: str, *, default: str | None = "") -> sa.Column[str]:
    """A column of text that is never null."""
    return sa.Column(name, sa.Text, nullable=False, server_default=default)
