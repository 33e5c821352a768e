"""Keep each number of a fee receipt for one dossier."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "receipt_numbers",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_receipt_numbers")),
    )


def downgrade() -> None:
    op.drop_table("receipt_numbers")
