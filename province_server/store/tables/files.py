"""Files: whose they are, how they come in pieces, how they go, and which a relay has passed on."""

from __future__ import annotations

import sqlalchemy as sa

from province_server.store.tables.base import BIG, metadata, text

files = sa.Table(
    "files",
    metadata,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("size_bytes", sa.BigInteger, nullable=False),
    text("origin"),  # the device that brought it; "province" for its own
    sa.Column("open_to_all", sa.Boolean, nullable=False, server_default=sa.false()),
    text("stored_at"),
)

file_links = sa.Table(
    "file_links",
    metadata,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("dossier_id", sa.Text, primary_key=True),
)

file_grants = sa.Table(
    "file_grants",
    metadata,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("device_id", sa.Text, primary_key=True),
    text("granted_at"),
)
"""Files that a device may fetch because its clerk was shown them in a look-up of a person's papers."""

legal_holds = sa.Table(
    "legal_holds",
    metadata,
    sa.Column("dossier_id", sa.Text, primary_key=True),
    text("reason"),
    text("held_by"),
    text("held_at"),
)
"""Dossiers of which nothing may be deleted: a complaint, a court, an inspection asks for them."""

deletions = sa.Table(
    "deletions",
    metadata,
    sa.Column("line_id", BIG, primary_key=True, autoincrement=True),
    text("at"),
    text("what"),
    text("dossier_id"),
    text("rule"),
    text("decision"),
    text("actor"),
    sa.Column("items", sa.Integer, nullable=False),
    sa.Column("size_bytes", sa.BigInteger, nullable=False, server_default="0"),
)
"""What was deleted or blanked, by which rule and whose decision; also holds that were set and lifted."""

deleted_files = sa.Table(
    "deleted_files",
    metadata,
    sa.Column("digest", sa.Text, primary_key=True),
    text("dossier_id"),
    text("deleted_at"),
    sa.Column("bytes_gone", sa.Boolean, nullable=False, server_default=sa.false()),
)
"""Files that are no more. ``bytes_gone`` is false between the decision and the bytes' end."""

uploads = sa.Table(
    "uploads",
    metadata,
    sa.Column("upload_id", sa.Text, primary_key=True),
    text("digest"),
    text("device_id"),
    sa.Column("length", sa.BigInteger, nullable=False),
    sa.Column("received", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("doubtful_from", sa.BigInteger, nullable=True),
    sa.Column("whole", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("expires_at", sa.Text, nullable=False, index=True),
    sa.UniqueConstraint("device_id", "digest"),
)
"""``doubtful_from``: where bytes begin that came in a cut request and have no checksum of their own."""

relay_state = sa.Table(
    "relay_state",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    text("value"),
)
"""What a relay has to remember of the province: who it is there, how far it has read."""

relay_files = sa.Table(
    "relay_files",
    metadata,
    sa.Column("digest", sa.Text, primary_key=True),
)
"""Files that a relay knows to be at the province."""
