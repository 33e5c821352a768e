"""Lets unsent acts go over into a new life of the device, and finds what the link looks for."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = (
    """
    CREATE TABLE former_envelopes (
        device_id TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        device_seq INTEGER NOT NULL,
        act_id TEXT NOT NULL REFERENCES acts (act_id),
        prev_digest TEXT NOT NULL,
        signature TEXT NOT NULL,
        digest TEXT NOT NULL,
        PRIMARY KEY (device_id, epoch, device_seq, act_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX former_envelopes_of_act ON former_envelopes (act_id)",
    """
    CREATE TRIGGER former_envelopes_are_never_changed BEFORE UPDATE ON former_envelopes
    BEGIN SELECT RAISE(ABORT, 'a former envelope is never changed'); END
    """,
    """
    CREATE TRIGGER former_envelopes_are_never_removed BEFORE DELETE ON former_envelopes
    BEGIN SELECT RAISE(ABORT, 'a former envelope is never removed'); END
    """,
    "DROP TRIGGER acts_are_never_changed",
    """
    CREATE TRIGGER acts_are_never_changed BEFORE UPDATE OF
        position, act_id, dossier_id, base_version, kind, body, actor, unit, device_time, server_offset_ms,
        clock_doubtful, schema_version, own
    ON acts BEGIN SELECT RAISE(ABORT, 'an act is never changed'); END
    """,
    """
    CREATE TRIGGER envelopes_change_with_the_life_alone BEFORE UPDATE OF
        device_id, epoch, device_seq, prev_digest, signature, digest
    ON acts WHEN NOT OLD.own OR OLD.receipt IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM former_envelopes AS f WHERE f.act_id = OLD.act_id AND f.digest = OLD.digest
    )
    BEGIN SELECT RAISE(ABORT, 'an act is never changed'); END
    """,
    "DROP INDEX acts_of_day",
    "CREATE INDEX acts_of_day ON acts (device_id, day, outcome)",
    "CREATE INDEX acts_fresh ON acts (position) WHERE own AND outcome IS NULL",
    "CREATE INDEX acts_sealed ON acts (day, dossier_id) WHERE kind = 'dossier_sealed' AND place = 'province'",
    "CREATE INDEX dossiers_provisional ON dossiers (number) WHERE provisional",
    "CREATE INDEX pages_by_raw ON pages (raw)",
    "CREATE INDEX pages_by_cleaned ON pages (cleaned) WHERE cleaned <> ''",
    """
    CREATE TABLE evictions (
        dossier_id TEXT PRIMARY KEY,
        evicted_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)

BACKWARDS = (
    "DROP TABLE evictions",
    "DROP INDEX pages_by_cleaned",
    "DROP INDEX pages_by_raw",
    "DROP INDEX dossiers_provisional",
    "DROP INDEX acts_sealed",
    "DROP INDEX acts_fresh",
    "DROP INDEX acts_of_day",
    "CREATE INDEX acts_of_day ON acts (day, outcome) WHERE own",
    "DROP TRIGGER envelopes_change_with_the_life_alone",
    "DROP TRIGGER acts_are_never_changed",
    """
    CREATE TRIGGER acts_are_never_changed BEFORE UPDATE OF
        position, act_id, device_id, epoch, device_seq, prev_digest, dossier_id, base_version, kind, body, actor,
        unit, device_time, server_offset_ms, clock_doubtful, schema_version, signature, digest, own
    ON acts BEGIN SELECT RAISE(ABORT, 'an act is never changed'); END
    """,
    "DROP TABLE former_envelopes",
)


def upgrade() -> None:
    """Keep every envelope that an act leaves, then let the act leave it."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """The acts stay in the life they are in; the envelopes that they had before are forgotten."""
    for statement in BACKWARDS:
        op.get_bind().exec_driver_sql(statement)
