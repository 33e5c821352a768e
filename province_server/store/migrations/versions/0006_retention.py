"""Let personal data go by rule: when a grant was given, what is held back by law, what was deleted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def upgrade() -> None:
    # A grant of before has no day: it ends at the first round and is given again with the next look-up.
    op.add_column("file_grants", _text("granted_at"))
    op.create_table(
        "legal_holds",
        sa.Column("dossier_id", sa.Text(), nullable=False),
        _text("reason"),
        _text("held_by"),
        _text("held_at"),
        sa.PrimaryKeyConstraint("dossier_id", name=op.f("pk_legal_holds")),
    )
    op.create_table(
        "deletions",
        sa.Column(
            "line_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        *(_text(name) for name in ("at", "what", "dossier_id", "rule", "decision", "actor")),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("line_id", name=op.f("pk_deletions")),
    )
    op.create_table(
        "deleted_files",
        sa.Column("digest", sa.Text(), nullable=False),
        _text("dossier_id"),
        _text("deleted_at"),
        sa.Column("bytes_gone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_deleted_files")),
    )


def downgrade() -> None:
    for name in ("deleted_files", "deletions", "legal_holds"):
        op.drop_table(name)
    op.drop_column("file_grants", "granted_at")
