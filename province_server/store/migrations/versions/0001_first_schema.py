"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:  # noqa: PLR0915 - one statement for each table

    op.create_table(
        "acts",
        sa.Column("act_id", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("dossier_id", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("device_id", sa.Text(), server_default="", nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("device_seq", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.Text(), server_default="", nullable=False),
        sa.Column("actor", sa.Text(), server_default="", nullable=False),
        sa.Column("day", sa.Text(), server_default="", nullable=False),
        sa.Column("outcome", sa.Text(), server_default="", nullable=False),
        sa.Column("problem", sa.Text(), server_default="", nullable=False),
        sa.Column("receipt", sa.Text(), server_default="", nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("act_id", name=op.f("pk_acts")),
        sa.UniqueConstraint("dossier_id", "version", name=op.f("uq_acts_dossier_id_version")),
    )
    op.create_index("ix_acts_device_id_day", "acts", ["device_id", "day"], unique=False)
    op.create_index(
        "ix_acts_held",
        "acts",
        ["device_id"],
        unique=False,
        postgresql_where=sa.text("outcome = 'held'"),
        sqlite_where=sa.text("outcome = 'held'"),
    )
    op.create_table(
        "assertions_seen",
        sa.Column("jti", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("jti", name=op.f("pk_assertions_seen")),
    )
    op.create_index(op.f("ix_assertions_seen_expires_at"), "assertions_seen", ["expires_at"], unique=False)
    op.create_table(
        "catalogue",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Text(), server_default="", nullable=False),
        sa.Column("file", sa.Text(), server_default="", nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", "version", name=op.f("pk_catalogue")),
    )
    op.create_table(
        "certificates",
        sa.Column("certificate_id", _BIG, autoincrement=True, nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), server_default="", nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("document", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("certificate_id", name=op.f("pk_certificates")),
    )
    op.create_index(op.f("ix_certificates_device_id"), "certificates", ["device_id"], unique=False)
    op.create_table(
        "chain",
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("device_seq", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), server_default="", nullable=False),
        sa.Column("act_id", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("device_id", "epoch", "device_seq", name=op.f("pk_chain")),
    )
    op.create_table(
        "changes",
        sa.Column("change_id", _BIG, autoincrement=True, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=True),
        sa.Column("audience", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("act_id", sa.Text(), server_default="", nullable=False),
        sa.Column("body", sa.Text(), server_default="", nullable=False),
        sa.Column("dossier_id", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_changes")),
    )
    op.create_index("ix_changes_audience_position", "changes", ["audience", "position"], unique=False)
    op.create_index(
        "ix_changes_unplaced",
        "changes",
        ["change_id"],
        unique=False,
        postgresql_where=sa.text("position IS NULL"),
        sqlite_where=sa.text("position IS NULL"),
    )
    op.create_index("uq_changes_position", "changes", ["position"], unique=True)
    op.create_table(
        "clerks",
        sa.Column("clerk_id", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), server_default="", nullable=False),
        sa.Column("units", sa.Text(), server_default="[]", nullable=False),
        sa.Column("withdrawn_at", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("clerk_id", name=op.f("pk_clerks")),
        sa.UniqueConstraint("login", name=op.f("uq_clerks_login")),
    )
    op.create_table(
        "device_epochs",
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("public_key", sa.Text(), server_default="", nullable=False),
        sa.Column("last_seq", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("last_digest", sa.Text(), server_default="", nullable=False),
        sa.Column("enrolled_at", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("device_id", "epoch", name=op.f("pk_device_epochs")),
    )
    op.create_table(
        "devices",
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), server_default="counter", nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("unit", sa.Text(), server_default="", nullable=False),
        sa.Column("window", sa.Text(), server_default="", nullable=False),
        sa.Column("scope", sa.Text(), server_default="[]", nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.Text(), server_default="", nullable=False),
        sa.Column("last_contact", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("device_id", name=op.f("pk_devices")),
    )
    op.create_table(
        "dossier_codes",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_dossier_codes")),
    )
    op.create_table(
        "dossier_scope",
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", "unit", name=op.f("pk_dossier_scope")),
    )
    op.create_table(
        "dossiers",
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), server_default="", nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("holder", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("procedure", sa.Text(), server_default="", nullable=False),
        sa.Column("case_code", sa.Text(), server_default="", nullable=False),
        sa.Column("receiving_unit", sa.Text(), nullable=False),
        sa.Column("competent_unit", sa.Text(), server_default="", nullable=False),
        sa.Column("person_digest", sa.Text(), server_default="", nullable=False),
        sa.Column("received_at", sa.Text(), server_default="", nullable=False),
        sa.Column("due_at", sa.Text(), server_default="", nullable=False),
        sa.Column("sealed_at", sa.Text(), server_default="", nullable=False),
        sa.Column("ended_at", sa.Text(), server_default="", nullable=False),
        sa.Column("changed_at", sa.Text(), server_default="", nullable=False),
        sa.Column("rating", sa.Text(), server_default="", nullable=False),
        sa.Column("extended", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("papers", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reused", sa.Integer(), server_default="0", nullable=False),
        sa.Column("result_digitised", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", name=op.f("pk_dossiers")),
    )
    op.create_index("ix_dossiers_person_digest", "dossiers", ["person_digest"], unique=False)
    op.create_index(op.f("ix_dossiers_receiving_unit"), "dossiers", ["receiving_unit"], unique=False)
    op.create_index("ix_dossiers_state_due_at", "dossiers", ["state", "due_at"], unique=False)
    op.create_table(
        "enrolment_codes",
        sa.Column("code_digest", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), server_default="counter", nullable=False),
        sa.Column("unit", sa.Text(), server_default="", nullable=False),
        sa.Column("window", sa.Text(), server_default="", nullable=False),
        sa.Column("scope", sa.Text(), server_default="[]", nullable=False),
        sa.Column("expires_at", sa.Text(), server_default="", nullable=False),
        sa.Column("used_by_key", sa.Text(), server_default="", nullable=False),
        sa.Column("device_id", sa.Text(), server_default="", nullable=False),
        sa.Column("epoch", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("code_digest", name=op.f("pk_enrolment_codes")),
    )
    op.create_table(
        "file_grants",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", "device_id", name=op.f("pk_file_grants")),
    )
    op.create_table(
        "file_links",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", "dossier_id", name=op.f("pk_file_links")),
    )
    op.create_table(
        "files",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("origin", sa.Text(), server_default="", nullable=False),
        sa.Column("open_to_all", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("stored_at", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_files")),
    )
    op.create_table(
        "number_counters",
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("next", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("unit", "day", name=op.f("pk_number_counters")),
    )
    op.create_table(
        "number_slices",
        sa.Column("slice_id", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), server_default="", nullable=False),
        sa.Column("day", sa.Text(), server_default="", nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Text(), server_default="", nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Text(), server_default="", nullable=False),
        sa.Column("returned_at", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("slice_id", name=op.f("pk_number_slices")),
    )
    op.create_index("ix_number_slices_device_id_day", "number_slices", ["device_id", "day"], unique=False)
    op.create_table(
        "people_lookups",
        sa.Column("lookup_id", _BIG, autoincrement=True, nullable=False),
        sa.Column("person_digest", sa.Text(), nullable=False),
        sa.Column("clerk_id", sa.Text(), server_default="", nullable=False),
        sa.Column("device_id", sa.Text(), server_default="", nullable=False),
        sa.Column("unit", sa.Text(), server_default="", nullable=False),
        sa.Column("purpose", sa.Text(), server_default="", nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("looked_up_at", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("lookup_id", name=op.f("pk_people_lookups")),
    )
    op.create_index(op.f("ix_people_lookups_person_digest"), "people_lookups", ["person_digest"], unique=False)
    op.create_table(
        "people_papers",
        sa.Column("person_digest", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("person_digest", "file", name=op.f("pk_people_papers")),
    )
    op.create_table(
        "relay_files",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_relay_files")),
    )
    op.create_table(
        "relay_state",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_relay_state")),
    )
    op.create_table(
        "required_papers",
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("case_code", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=False),
        sa.Column("papers_digest", sa.Text(), nullable=False),
        sa.Column("valid_to", sa.Text(), server_default="", nullable=False),
        sa.Column("papers", sa.Text(), server_default="", nullable=False),
        sa.Column("result_type", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint(
            "procedure", "case_code", "valid_from", "papers_digest", name=op.f("pk_required_papers")
        ),
    )
    op.create_table(
        "titles",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_titles")),
    )
    op.create_table(
        "uploads",
        sa.Column("upload_id", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), server_default="", nullable=False),
        sa.Column("device_id", sa.Text(), server_default="", nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("doubtful_from", sa.BigInteger(), nullable=True),
        sa.Column("whole", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("upload_id", name=op.f("pk_uploads")),
        sa.UniqueConstraint("device_id", "digest", name=op.f("uq_uploads_device_id_digest")),
    )
    op.create_index(op.f("ix_uploads_expires_at"), "uploads", ["expires_at"], unique=False)
