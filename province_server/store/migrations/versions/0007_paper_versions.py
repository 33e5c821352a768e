"""Know which file takes the place of an earlier one of the same paper.

The papers that were signed after they were sealed are read from their acts, once, here.
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    versions = op.create_table(
        "paper_versions",
        sa.Column("former", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("former", "file", name=op.f("pk_paper_versions")),
    )
    signed = op.get_bind().execute(
        sa.text("SELECT dossier_id, document FROM acts WHERE kind = 'paper_signed' AND outcome = 'applied'")
    )
    found = {
        (body["former"], body["file"]): name for name, body in ((n, json.loads(d)["body"]) for n, d in signed)
    }
    op.bulk_insert(
        versions,
        [{"former": former, "file": file, "dossier_id": name} for (former, file), name in found.items()],
    )


def downgrade() -> None:
    op.drop_table("paper_versions")
