"""Keep when this database came back from a backup."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "restores",
        sa.Column("restored_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("restored_at", name=op.f("pk_restores")),
    )


def downgrade() -> None:
    op.drop_table("restores")
