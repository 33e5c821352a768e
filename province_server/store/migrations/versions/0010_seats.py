"""Tell devices of one window's name apart."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("enrolment_codes", sa.Column("seat", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("enrolment_codes", "seat")
