"""Let acts of a device's former lives come again that a restored database has lost."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("device_epochs", sa.Column("open_to", sa.BigInteger(), server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("device_epochs", "open_to")
