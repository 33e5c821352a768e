"""Count what may be tried so often for all processes together."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "allowances",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("tokens", sa.Float(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "name", name=op.f("pk_allowances")),
        sa.Index("ix_allowances_at", "at"),
    )
    if op.get_bind().dialect.name == "postgresql":
        # After a crash all buckets are full again; for that no write has to wait for the disk.
        op.execute("ALTER TABLE allowances SET UNLOGGED")


def downgrade() -> None:
    op.drop_table("allowances")
