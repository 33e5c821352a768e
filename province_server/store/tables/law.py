"""Numbers, law and people: what is given out, what holds, what the state has about somebody."""

from __future__ import annotations

import sqlalchemy as sa

from province_server.store.tables.base import BIG, metadata, text

number_counters = sa.Table(
    "number_counters",
    metadata,
    sa.Column("unit", sa.Text, primary_key=True),
    sa.Column("day", sa.Text, primary_key=True),
    sa.Column("next", sa.Integer, nullable=False),
)

number_slices = sa.Table(
    "number_slices",
    metadata,
    sa.Column("slice_id", sa.Text, primary_key=True),
    text("unit"),
    text("day"),
    sa.Column("first", sa.Integer, nullable=False),
    sa.Column("last", sa.Integer, nullable=False),
    text("device_id"),
    sa.Column("epoch", sa.Integer, nullable=False),
    text("request_id"),
    text("returned_at"),
    sa.Index("ix_number_slices_device_id_day", "device_id", "day"),
    sa.Index("ix_number_slices_unit_day", "unit", "day"),
)

restores = sa.Table("restores", metadata, sa.Column("restored_at", sa.Text, primary_key=True))
"""When this database came back from a backup: what was leased before that is not all known here."""

catalogue = sa.Table(
    "catalogue",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    text("valid_from"),
    text("file"),
    sa.Column("size_bytes", sa.BigInteger, nullable=False),
)

titles = sa.Table(
    "titles",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    text("title"),
)
"""What procedures and units are called, for the pages that people read."""

required_papers = sa.Table(
    "required_papers",
    metadata,
    sa.Column("procedure", sa.Text, primary_key=True),
    sa.Column("case_code", sa.Text, primary_key=True),
    sa.Column("valid_from", sa.Text, primary_key=True),
    sa.Column("papers_digest", sa.Text, primary_key=True),
    text("valid_to"),
    text("papers"),  # JSON: a list of requirements, each a list of paper types that meet it
    text("result_type"),
)
"""What a case requires and gives, in every version ever published: what the gate asks when a dossier is sealed."""

people_papers = sa.Table(
    "people_papers",
    metadata,
    sa.Column("person_digest", sa.Text, primary_key=True),
    sa.Column("file", sa.Text, primary_key=True),
    text("document"),  # JSON of PersonPaper
)

paper_versions = sa.Table(
    "paper_versions",
    metadata,
    sa.Column("former", sa.Text, primary_key=True),
    sa.Column("file", sa.Text, primary_key=True),
    text("dossier_id"),
)
"""Which file takes the place of an earlier one of the same paper; the earlier one stays in the archive."""

people_lookups = sa.Table(
    "people_lookups",
    metadata,
    sa.Column("lookup_id", BIG, primary_key=True, autoincrement=True),
    sa.Column("person_digest", sa.Text, nullable=False, index=True),
    text("clerk_id"),
    text("device_id"),
    text("unit"),
    text("purpose"),
    sa.Column("found", sa.Integer, nullable=False),
    text("looked_up_at"),
)

certificates = sa.Table(
    "certificates",
    metadata,
    sa.Column("certificate_id", BIG, primary_key=True, autoincrement=True),
    sa.Column("device_id", sa.Text, nullable=False, index=True),
    text("day"),
    sa.Column("agreed", sa.Boolean, nullable=False),
    text("document"),
)
