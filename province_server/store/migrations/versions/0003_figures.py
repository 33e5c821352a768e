"""Keep the board's figures up act by act, and find leases by the unit's day.

The figures of the dossiers that are there are counted once, here.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_RESOLVED = "state IN ('result_ready', 'returned')"
_ENDED = "state IN ('returned', 'refused', 'withdrawn', 'stopped')"
_COUNTED = {
    "received": ("substr(received_at, 1, 10)", "1 = 1"),
    "papers": ("substr(received_at, 1, 10)", "papers + reused > 0"),
    "reused": ("substr(received_at, 1, 10)", "reused > 0"),
    "resolved": ("substr(received_at, 1, 10)", _RESOLVED),
    "with_result": ("substr(received_at, 1, 10)", f"{_RESOLVED} AND result_digitised"),
    "rated": ("substr(received_at, 1, 10)", "rating <> ''"),
    "satisfied": ("substr(received_at, 1, 10)", "rating <> '' AND rating <> 'dissatisfied'"),
    "arrived": ("substr(received_at, 1, 13)", "1 = 1"),
    "finished": ("substr(ended_at, 1, 10)", "result_digitised"),
    "in_time": (
        "substr(ended_at, 1, 10)",
        "result_digitised AND (due_at = '' OR substr(ended_at, 1, 10) <= substr(due_at, 1, 10))",
    ),
    "running": ("substr(due_at, 1, 10)", f"NOT {_ENDED} AND state <> 'result_ready'"),
}


def upgrade() -> None:
    op.create_table(
        "figures",
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("measure", "day", "unit", name=op.f("pk_figures")),
    )
    op.create_table(
        "figure_changes",
        sa.Column(
            "change_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("measure", sa.Text(), server_default="", nullable=False),
        sa.Column("day", sa.Text(), server_default="", nullable=False),
        sa.Column("unit", sa.Text(), server_default="", nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_figure_changes")),
    )
    op.create_index("ix_number_slices_unit_day", "number_slices", ["unit", "day"])
    for measure, (day, holds) in _COUNTED.items():
        op.execute(
            "INSERT INTO figures (measure, day, unit, number) "  # noqa: S608 - texts of this file
            f"SELECT '{measure}', {day}, receiving_unit, count(*) FROM dossiers WHERE {holds} "
            f"GROUP BY {day}, receiving_unit"
        )


def downgrade() -> None:
    op.drop_index("ix_number_slices_unit_day", "number_slices")
    op.drop_table("figure_changes")
    op.drop_table("figures")
