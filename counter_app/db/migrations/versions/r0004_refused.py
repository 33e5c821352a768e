"""Finds refused acts without looking at every act: a device that begins a new life asks for them."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Index the few acts that the province refused."""
    op.get_bind().exec_driver_sql("CREATE INDEX acts_refused ON acts (position) WHERE own AND outcome = 'refused'")


def downgrade() -> None:
    """Nothing is lost but speed."""
    op.get_bind().exec_driver_sql("DROP INDEX acts_refused")
