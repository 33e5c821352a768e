"""The schema. Migrations bring a database here; a test compares both.

Times are RFC 3339 text in UTC with milliseconds, so that they sort as text and read the same on both engines.
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""SQLite counts rows by itself only in a column declared exactly INTEGER."""


def _text(name: str, *, default: str | None = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default=default)


# --- who may speak ------------------------------------------------------------------------------------------

devices = sa.Table(
    "devices",
    metadata,
    sa.Column("device_id", sa.Text, primary_key=True),
    _text("role", default="counter"),  # counter, relay, province
    _text("title"),
    _text("unit"),
    _text("window"),
    _text("scope", default="[]"),  # JSON list of further units whose dossiers the device may see
    sa.Column("epoch", sa.Integer, nullable=False),
    _text("withdrawn_at"),
    _text("last_contact"),
)

device_epochs = sa.Table(
    "device_epochs",
    metadata,
    sa.Column("device_id", sa.Text, primary_key=True),
    sa.Column("epoch", sa.Integer, primary_key=True),
    _text("public_key"),
    sa.Column("last_seq", sa.BigInteger, nullable=False, server_default="0"),
    _text("last_digest"),
    _text("enrolled_at"),
)
"""One life of a device. The row is the lock under which its acts are taken in, one batch at a time."""

enrolment_codes = sa.Table(
    "enrolment_codes",
    metadata,
    sa.Column("code_digest", sa.Text, primary_key=True),
    _text("role", default="counter"),
    _text("unit"),
    _text("window"),
    _text("scope", default="[]"),
    _text("expires_at"),
    _text("used_by_key"),
    _text("device_id"),
    sa.Column("epoch", sa.Integer, nullable=False, server_default="0"),
)

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
    _text("record"),  # JSON of ClerkRecord
    _text("units", default="[]"),  # JSON list of every unit the clerk ever had a role in
    _text("withdrawn_at"),
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

# --- dossiers and their acts --------------------------------------------------------------------------------

dossiers = sa.Table(
    "dossiers",
    metadata,
    sa.Column("dossier_id", sa.Text, primary_key=True),
    _text("code"),
    sa.Column("provisional", sa.Boolean, nullable=False),
    _text("state"),
    _text("holder"),
    sa.Column("version", sa.Integer, nullable=False),
    _text("procedure"),
    _text("case_code"),
    sa.Column("receiving_unit", sa.Text, nullable=False, index=True),
    _text("competent_unit"),
    _text("person_digest"),
    _text("received_at"),
    _text("due_at"),
    _text("sealed_at"),
    _text("ended_at"),
    _text("changed_at"),
    _text("rating"),
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
    _text("dossier_id"),
)
"""Every code ever given. A replaced code stays taken: there are never twins."""

receipt_numbers = sa.Table(
    "receipt_numbers",
    metadata,
    sa.Column("number", sa.Text, primary_key=True),
    _text("dossier_id"),
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
    _text("digest"),
    _text("kind"),
    _text("dossier_id"),
    sa.Column("version", sa.Integer, nullable=True),  # of the dossier after the act; null unless applied
    _text("device_id"),
    sa.Column("epoch", sa.Integer, nullable=False),
    sa.Column("device_seq", sa.BigInteger, nullable=False),
    _text("unit"),
    _text("actor"),
    _text("day"),
    _text("outcome"),
    _text("problem"),
    _text("receipt"),
    _text("document", default=None),
    _text("recorded_at"),
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
    _text("digest"),
    _text("act_id"),
)
"""Which digest stands at which number of a device's life. A restored device may send one act twice over."""

# --- the feed -----------------------------------------------------------------------------------------------

changes = sa.Table(
    "changes",
    metadata,
    sa.Column("change_id", _BIG, primary_key=True, autoincrement=True),
    sa.Column("position", sa.BigInteger, nullable=True),
    _text("audience"),
    _text("kind"),
    _text("act_id"),
    _text("body"),
    _text("dossier_id"),
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

# --- files --------------------------------------------------------------------------------------------------

files = sa.Table(
    "files",
    metadata,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("size_bytes", sa.BigInteger, nullable=False),
    _text("origin"),  # the device that brought it; "province" for its own
    sa.Column("open_to_all", sa.Boolean, nullable=False, server_default=sa.false()),
    _text("stored_at"),
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
    _text("granted_at"),
)
"""Files that a device may fetch because its clerk was shown them in a look-up of a person's papers."""

legal_holds = sa.Table(
    "legal_holds",
    metadata,
    sa.Column("dossier_id", sa.Text, primary_key=True),
    _text("reason"),
    _text("held_by"),
    _text("held_at"),
)
"""Dossiers of which nothing may be deleted: a complaint, a court, an inspection asks for them."""

deletions = sa.Table(
    "deletions",
    metadata,
    sa.Column("line_id", _BIG, primary_key=True, autoincrement=True),
    _text("at"),
    _text("what"),
    _text("dossier_id"),
    _text("rule"),
    _text("decision"),
    _text("actor"),
    sa.Column("items", sa.Integer, nullable=False),
    sa.Column("size_bytes", sa.BigInteger, nullable=False, server_default="0"),
)
"""What was deleted or blanked, by which rule and whose decision; also holds that were set and lifted."""

deleted_files = sa.Table(
    "deleted_files",
    metadata,
    sa.Column("digest", sa.Text, primary_key=True),
    _text("dossier_id"),
    _text("deleted_at"),
    sa.Column("bytes_gone", sa.Boolean, nullable=False, server_default=sa.false()),
)
"""Files that are no more. ``bytes_gone`` is false between the decision and the bytes' end."""

uploads = sa.Table(
    "uploads",
    metadata,
    sa.Column("upload_id", sa.Text, primary_key=True),
    _text("digest"),
    _text("device_id"),
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
    _text("value"),
)
"""What a relay has to remember of the province: who it is there, how far it has read."""

relay_files = sa.Table(
    "relay_files",
    metadata,
    sa.Column("digest", sa.Text, primary_key=True),
)
"""Files that a relay knows to be at the province."""

# --- numbers, law, people -----------------------------------------------------------------------------------

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
    _text("unit"),
    _text("day"),
    sa.Column("first", sa.Integer, nullable=False),
    sa.Column("last", sa.Integer, nullable=False),
    _text("device_id"),
    sa.Column("epoch", sa.Integer, nullable=False),
    _text("request_id"),
    _text("returned_at"),
    sa.Index("ix_number_slices_device_id_day", "device_id", "day"),
    sa.Index("ix_number_slices_unit_day", "unit", "day"),
)

catalogue = sa.Table(
    "catalogue",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    _text("valid_from"),
    _text("file"),
    sa.Column("size_bytes", sa.BigInteger, nullable=False),
)

titles = sa.Table(
    "titles",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    _text("title"),
)
"""What procedures and units are called, for the pages that people read."""

required_papers = sa.Table(
    "required_papers",
    metadata,
    sa.Column("procedure", sa.Text, primary_key=True),
    sa.Column("case_code", sa.Text, primary_key=True),
    sa.Column("valid_from", sa.Text, primary_key=True),
    sa.Column("papers_digest", sa.Text, primary_key=True),
    _text("valid_to"),
    _text("papers"),  # JSON: a list of requirements, each a list of paper types that meet it
    _text("result_type"),
)
"""What a case requires and gives, in every version ever published: what the gate asks when a dossier is sealed."""

people_papers = sa.Table(
    "people_papers",
    metadata,
    sa.Column("person_digest", sa.Text, primary_key=True),
    sa.Column("file", sa.Text, primary_key=True),
    _text("document"),  # JSON of PersonPaper
)

people_lookups = sa.Table(
    "people_lookups",
    metadata,
    sa.Column("lookup_id", _BIG, primary_key=True, autoincrement=True),
    sa.Column("person_digest", sa.Text, nullable=False, index=True),
    _text("clerk_id"),
    _text("device_id"),
    _text("unit"),
    _text("purpose"),
    sa.Column("found", sa.Integer, nullable=False),
    _text("looked_up_at"),
)

certificates = sa.Table(
    "certificates",
    metadata,
    sa.Column("certificate_id", _BIG, primary_key=True, autoincrement=True),
    sa.Column("device_id", sa.Text, nullable=False, index=True),
    _text("day"),
    sa.Column("agreed", sa.Boolean, nullable=False),
    _text("document"),
)

# --- figures ------------------------------------------------------------------------------------------------

figures = sa.Table(
    "figures",
    metadata,
    sa.Column("measure", sa.Text, primary_key=True),
    sa.Column("day", sa.Text, primary_key=True),
    sa.Column("unit", sa.Text, primary_key=True),
    sa.Column("number", sa.BigInteger, nullable=False),
)
"""What the board shows, summed up; ``figure_changes`` holds what came since."""

figure_changes = sa.Table(
    "figure_changes",
    metadata,
    sa.Column("change_id", _BIG, primary_key=True, autoincrement=True),
    _text("measure"),
    _text("day"),
    _text("unit"),
    sa.Column("number", sa.BigInteger, nullable=False),
)

national_reports = sa.Table(
    "national_reports",
    metadata,
    sa.Column("dossier_id", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),  # of the dossier as the portal has it; 0 = it has none
    sa.Column("steps", sa.Integer, nullable=False),  # how many steps of its progress were told
    sa.Column("tried_version", sa.Integer, nullable=False),  # the last one that needs no further try
    _text("problem"),
    _text("reported_at"),
)
