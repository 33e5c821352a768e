"""Lets a page say which piece of paper it shows, what is particular about it, and who put it to its paper."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"

COLUMNS = (
    "batch TEXT NOT NULL DEFAULT ''",
    "sheet INTEGER NOT NULL DEFAULT 0",
    "side TEXT NOT NULL DEFAULT ''",
    "mark TEXT NOT NULL DEFAULT ''",
    "assigned_by TEXT NOT NULL DEFAULT ''",
)


def upgrade() -> None:
    """Pages from before are a sheet each; a paper that one has was given by the clerk, so that it stays."""
    for column in COLUMNS:
        op.get_bind().exec_driver_sql(f"ALTER TABLE pages ADD COLUMN {column}")
    op.get_bind().exec_driver_sql("UPDATE pages SET assigned_by = 'clerk' WHERE paper_type <> ''")


def downgrade() -> None:
    """The pages stay, in their places and papers; how many sheets they were is forgotten."""
    for column in reversed(COLUMNS):
        op.get_bind().exec_driver_sql(f"ALTER TABLE pages DROP COLUMN {column.split()[0]}")
