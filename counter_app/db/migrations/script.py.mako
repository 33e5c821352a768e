"""${message}."""

from __future__ import annotations

from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Say what was missing."""


def downgrade() -> None:
    """Say what is lost on the way back."""
