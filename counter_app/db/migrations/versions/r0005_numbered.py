"""Finds slips given at reception and fee receipts by unit and day: each has a number of its own."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Index the few acts that write a numbered paper."""
    op.get_bind().exec_driver_sql(
        "CREATE INDEX acts_numbered ON acts (kind, unit, day) WHERE kind IN ('slip_given', 'fee_receipt_given')"
    )


def downgrade() -> None:
    """Nothing is lost but speed."""
    op.get_bind().exec_driver_sql("DROP INDEX acts_numbered")
