"""Remember what the national portal was told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "national_reports",
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("tried_version", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), server_default="", nullable=False),
        sa.Column("reported_at", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", name=op.f("pk_national_reports")),
    )


def downgrade() -> None:
    op.drop_table("national_reports")
