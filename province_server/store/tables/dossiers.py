"""Dossiers, their acts, and the feed that tells of them."""

from __future__ import annotations

import sqlalchemy as sa

from province_server.store.tables.base import BIG, metadata, text

# --- dossiers and their acts ---------------------------------------------------------------------------------

dossiers = sa.Table(
    "dossiers",
    metadata,
    sa.Column("dossier_id", sa.Text, primary_key=True),
    text("code"),
    sa.Column("provisional", sa.Boolean, nullable=False),
    text("state"),
    text("holder"),
    sa.Column("version", sa.Integer, nullable=False),
    text("procedure"),
    text("case_code"),
    sa.Column("receiving_unit", sa.Text, nullable=False, index=True),
    text("competent_unit"),
    text("person_digest"),
    text("received_at"),
    text("due_at"),
    text("sealed_at"),
    text("ended_at"),
    text("changed_at"),
    text("rating"),
    sa.Column("extended", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("papers", sa.Integer, nullable=False, server_default="0"),
    sa.Column("reused", sa.Integer, nullable=False, server_default="0"),
    sa.Column("result_digitised", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Index("ix_dossiers_state_due_at", "state", "due_at"),
    sa.Index("ix_dossiers_person_digest", "person_digest"),
)

dossier_codes = sa.Table(
    "dossier_codes",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    text("dossier_id"),
)
"""Every code ever given. A replaced code stays taken: there are never twins."""

receipt_numbers = sa.Table(
    "receipt_numbers",
    metadata,
    sa.Column("number", sa.Text, primary_key=True),
    text("dossier_id"),
)
"""Every numbered form of a fee receipt that was written, and for which dossier."""

dossier_scope = sa.Table(
    "dossier_scope",
    metadata,
    sa.Column("dossier_id", sa.Text, primary_key=True),
    sa.Column("unit", sa.Text, primary_key=True),
)
"""Which units follow a dossier: they get every act of it, also those from before they joined."""

acts = sa.Table(
    "acts",
    metadata,
    sa.Column("act_id", sa.Text, primary_key=True),
    text("digest"),
    text("kind"),
    text("dossier_id"),
    sa.Column("version", sa.Integer, nullable=True),  # of the dossier after the act; null unless applied
    text("device_id"),
    sa.Column("epoch", sa.Integer, nullable=False),
    sa.Column("device_seq", sa.BigInteger, nullable=False),
    text("unit"),
    text("actor"),
    text("day"),
    text("outcome"),
    text("problem"),
    text("receipt"),
    text("document", default=None),
    text("recorded_at"),
    sa.UniqueConstraint("dossier_id", "version"),
    sa.Index("ix_acts_device_id_day", "device_id", "day"),
    sa.Index(
        "ix_acts_held",
        "device_id",
        postgresql_where=sa.text("outcome = 'held'"),
        sqlite_where=sa.text("outcome = 'held'"),
    ),
)
"""Every act whose signature and place in the chain were right, whatever became of it."""

chain = sa.Table(
    "chain",
    metadata,
    sa.Column("device_id", sa.Text, primary_key=True),
    sa.Column("epoch", sa.Integer, primary_key=True),
    sa.Column("device_seq", sa.BigInteger, primary_key=True),
    text("digest"),
    text("act_id"),
)
"""Which digest stands at which number of a device's life. A restored device may send one act twice over."""

# --- the feed ------------------------------------------------------------------------------------------------

changes = sa.Table(
    "changes",
    metadata,
    sa.Column("change_id", BIG, primary_key=True, autoincrement=True),
    sa.Column("position", sa.BigInteger, nullable=True),
    text("audience"),
    text("kind"),
    text("act_id"),
    text("body"),
    text("dossier_id"),
    sa.Column("version", sa.Integer, nullable=False, server_default="0"),
    sa.Index("uq_changes_position", "position", unique=True),
    sa.Index("ix_changes_audience_position", "audience", "position"),
    sa.Index(
        "ix_changes_unplaced",
        "change_id",
        postgresql_where=sa.text("position IS NULL"),
        sqlite_where=sa.text("position IS NULL"),
    ),
)
