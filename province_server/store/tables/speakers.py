"""Who may speak: devices and their lives, clerks, and how much each may ask."""

from __future__ import annotations

import sqlalchemy as sa

from province_server.store.tables.base import metadata, text

devices = sa.Table(
    "devices",
    metadata,
    sa.Column("device_id", sa.Text, primary_key=True),
    text("role", default="counter"),  # counter, relay, province
    text("title"),
    text("unit"),
    text("window"),
    text("scope", default="[]"),  # JSON list of further units whose dossiers the device may see
    sa.Column("epoch", sa.Integer, nullable=False),
    text("withdrawn_at"),
    text("last_contact"),
)

device_epochs = sa.Table(
    "device_epochs",
    metadata,
    sa.Column("device_id", sa.Text, primary_key=True),
    sa.Column("epoch", sa.Integer, primary_key=True),
    text("public_key"),
    sa.Column("last_seq", sa.BigInteger, nullable=False, server_default="0"),
    text("last_digest"),
    text("enrolled_at"),
    sa.Column("open_to", sa.BigInteger, nullable=False, server_default="0"),
)
"""One life of a device. The row is the lock under which its acts are taken in, one batch at a time.

``open_to``: up to this number acts are taken although a later life has begun, for a backup had lost them.
"""

enrolment_codes = sa.Table(
    "enrolment_codes",
    metadata,
    sa.Column("code_digest", sa.Text, primary_key=True),
    text("role", default="counter"),
    text("unit"),
    text("window"),
    text("scope", default="[]"),
    text("expires_at"),
    text("used_by_key"),
    text("device_id"),
    sa.Column("epoch", sa.Integer, nullable=False, server_default="0"),
    sa.Column("seat", sa.Integer, nullable=False, server_default="0"),
)
"""One-time codes. ``seat``: which of the devices that ever had this window's name the code's device is."""

assertions_seen = sa.Table(
    "assertions_seen",
    metadata,
    sa.Column("jti", sa.Text, primary_key=True),
    sa.Column("expires_at", sa.BigInteger, nullable=False, index=True),
)

clerks = sa.Table(
    "clerks",
    metadata,
    sa.Column("clerk_id", sa.Text, primary_key=True),
    sa.Column("login", sa.Text, nullable=False, unique=True),
    text("record"),  # JSON of ClerkRecord
    text("units", default="[]"),  # JSON list of every unit the clerk ever had a role in
    text("withdrawn_at"),
)

allowances = sa.Table(
    "allowances",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("tokens", sa.Float, nullable=False),
    sa.Column("at", sa.Float, nullable=False, index=True),
)
"""Token buckets that all processes share; ``at`` is when, in seconds since 1970, the tokens were counted."""
