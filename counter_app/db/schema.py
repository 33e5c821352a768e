"""The store's schema as SQL: what a new store is made of, and what every migration must lead to.

Three kinds of tables: **the log** (``acts``: rows are added, answers are filled in, nothing else ever changes, but
that an act which the province has not taken leaves its envelope in ``former_envelopes`` for one of a new life),
**observations** (pages, files, numbers, clerks, the feed's buffer, troubles) and **the projection** (``dossiers``,
their contents and the two search indexes), which can be made anew from the log and the pages at any time.

A moment is stored as its instant in UTC followed by the offset it was written with, so that text order is the
order of time and the wall clock of the window is not lost: ``2026-11-23T02:10:00.000000Z+07:00``.
"""

from __future__ import annotations

from typing import Final

from counter_app.db.database import Database

REVISIONS: Final = ("0001", "0002", "0003", "0004", "0005")
"""Every schema this release can read, oldest first; the last one is what it works with."""

HEAD: Final = REVISIONS[-1]

_ACTS: Final = (
    """
    CREATE TABLE acts (
        position INTEGER PRIMARY KEY,
        act_id TEXT NOT NULL UNIQUE,
        device_id TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        device_seq INTEGER NOT NULL,
        prev_digest TEXT NOT NULL,
        dossier_id TEXT NOT NULL,
        base_version INTEGER NOT NULL,
        kind TEXT NOT NULL,
        body TEXT NOT NULL,
        actor TEXT NOT NULL,
        unit TEXT NOT NULL,
        device_time TEXT NOT NULL,
        server_offset_ms INTEGER,
        clock_doubtful INTEGER NOT NULL,
        schema_version INTEGER NOT NULL,
        signature TEXT NOT NULL,
        digest TEXT NOT NULL,
        own INTEGER NOT NULL,
        outcome TEXT,
        receipt TEXT,
        problem TEXT,
        version INTEGER,
        day TEXT NOT NULL GENERATED ALWAYS AS (substr(device_time, 1, 10)) VIRTUAL,
        place TEXT GENERATED ALWAYS AS (json_extract(receipt, '$.place')) VIRTUAL,
        unsent INTEGER NOT NULL GENERATED ALWAYS AS (own AND ifnull(outcome, 'held') = 'held') VIRTUAL
    ) STRICT
    """,
    "CREATE UNIQUE INDEX acts_own_chain ON acts (device_id, epoch, device_seq) WHERE own",
    "CREATE INDEX acts_chain ON acts (device_id, epoch, device_seq)",
    "CREATE INDEX acts_of_dossier ON acts (dossier_id, version)",
    "CREATE INDEX acts_outbox ON acts (position) WHERE unsent",
    "CREATE INDEX acts_outbox_dossiers ON acts (dossier_id) WHERE unsent",
    "CREATE INDEX acts_at_branch ON acts (dossier_id) WHERE place <> 'province'",
    "CREATE INDEX acts_refused ON acts (position) WHERE own AND outcome = 'refused'",
    "CREATE INDEX acts_of_day ON acts (device_id, day, outcome)",
    "CREATE INDEX acts_fresh ON acts (position) WHERE own AND outcome IS NULL",
    "CREATE INDEX acts_sealed ON acts (day, dossier_id) WHERE kind = 'dossier_sealed' AND place = 'province'",
    "CREATE INDEX acts_numbered ON acts (kind, unit, day) WHERE kind IN ('slip_given', 'fee_receipt_given')",
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
    """
    CREATE TRIGGER acts_are_never_removed BEFORE DELETE ON acts
    BEGIN SELECT RAISE(ABORT, 'an act is never removed'); END
    """,
    """
    CREATE TRIGGER receipts_are_never_replaced BEFORE UPDATE OF receipt ON acts
    WHEN OLD.place = 'province' AND NEW.receipt IS NOT OLD.receipt
    BEGIN SELECT RAISE(ABORT, 'the receipt of the province is never replaced'); END
    """,
)

_PROJECTION: Final = (
    """
    CREATE TABLE dossiers (
        number INTEGER PRIMARY KEY,
        dossier_id TEXT NOT NULL UNIQUE,
        code TEXT NOT NULL,
        provisional INTEGER NOT NULL,
        state TEXT NOT NULL,
        active INTEGER NOT NULL,
        clock_stopped INTEGER NOT NULL,
        due_at TEXT,
        due_day TEXT,
        queue_key TEXT NOT NULL,
        received_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        receiving_unit TEXT NOT NULL,
        competent_unit TEXT NOT NULL,
        holder TEXT NOT NULL,
        window TEXT NOT NULL,
        received_by TEXT NOT NULL,
        assigned_clerk TEXT NOT NULL,
        procedure TEXT NOT NULL,
        result_by TEXT NOT NULL,
        applicant TEXT NOT NULL,
        name_key TEXT NOT NULL,
        phone_key TEXT NOT NULL,
        id_number TEXT NOT NULL,
        old_id_number TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE dossier_contents (
        dossier INTEGER PRIMARY KEY REFERENCES dossiers (number) ON DELETE CASCADE,
        content TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX dossiers_by_code ON dossiers (code)",
    "CREATE INDEX dossiers_queue ON dossiers (queue_key, number) WHERE active",
    """
    CREATE INDEX dossiers_newest ON dossiers (
        changed_at, number, state, receiving_unit, competent_unit, holder, window, received_by, assigned_clerk,
        procedure, result_by
    )
    """,
    """
    CREATE INDEX dossiers_counted ON dossiers (
        state, clock_stopped, due_day, result_by, receiving_unit, competent_unit, holder
    ) WHERE active
    """,
    """
    CREATE INDEX dossiers_set_aside ON dossiers (state, receiving_unit, competent_unit, holder)
    WHERE state IN ('refused', 'withdrawn', 'stopped')
    """,
    "CREATE INDEX dossiers_provisional ON dossiers (number) WHERE provisional",
    "CREATE INDEX dossiers_of_person ON dossiers (id_number) WHERE id_number <> ''",
    "CREATE INDEX dossiers_of_person_before ON dossiers (old_id_number) WHERE old_id_number <> ''",
    """
    CREATE VIRTUAL TABLE dossier_search USING fts5(
        code, name, phone, id_number,
        content = '', contentless_delete = 1, prefix = '1 2 3 4 5 6', tokenize = 'unicode61 remove_diacritics 0'
    )
    """,
)

_PAGES: Final = (
    """
    CREATE TABLE pages (
        number INTEGER PRIMARY KEY,
        page_id TEXT NOT NULL UNIQUE,
        dossier_id TEXT NOT NULL,
        position INTEGER NOT NULL,
        raw TEXT NOT NULL,
        media_type TEXT NOT NULL,
        captured_at TEXT NOT NULL,
        origin TEXT NOT NULL,
        paper_type TEXT NOT NULL,
        state TEXT NOT NULL,
        cleaned TEXT NOT NULL,
        thumbnail TEXT NOT NULL,
        turned_deg INTEGER NOT NULL,
        removed INTEGER NOT NULL,
        waived TEXT NOT NULL,
        batch TEXT NOT NULL DEFAULT '',
        sheet INTEGER NOT NULL DEFAULT 0,
        side TEXT NOT NULL DEFAULT '',
        mark TEXT NOT NULL DEFAULT '',
        assigned_by TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    "CREATE INDEX pages_of_dossier ON pages (dossier_id, position)",
    "CREATE INDEX pages_by_raw ON pages (raw)",
    "CREATE INDEX pages_by_cleaned ON pages (cleaned) WHERE cleaned <> ''",
    "CREATE INDEX pages_unread ON pages (captured_at, number) WHERE state = 'captured'",
    """
    CREATE TABLE page_readings (
        page INTEGER PRIMARY KEY REFERENCES pages (number) ON DELETE CASCADE,
        content BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE VIRTUAL TABLE page_search USING fts5(
        text,
        content = '', contentless_delete = 1, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 0'
    )
    """,
)

_OBSERVATIONS: Final = (
    """
    CREATE TABLE files (
        digest TEXT PRIMARY KEY,
        size_bytes INTEGER NOT NULL,
        dossier_id TEXT NOT NULL,
        due_at TEXT,
        state TEXT NOT NULL,
        upload_url TEXT NOT NULL,
        "offset" INTEGER,
        failures INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX files_to_send ON files (due_at IS NULL, due_at, size_bytes, digest) WHERE state <> 'there'",
    "CREATE INDEX files_to_send_of_dossier ON files (dossier_id, size_bytes) WHERE state <> 'there'",
    """
    CREATE TABLE number_slices (
        position INTEGER PRIMARY KEY,
        slice_id TEXT NOT NULL UNIQUE,
        unit TEXT NOT NULL,
        day TEXT NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        device_id TEXT NOT NULL,
        epoch INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX number_slices_of_day ON number_slices (unit, day, position)",
    """
    CREATE TABLE used_numbers (
        unit TEXT NOT NULL,
        day TEXT NOT NULL,
        serial INTEGER NOT NULL,
        PRIMARY KEY (unit, day, serial)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE TABLE clerks (clerk_id TEXT PRIMARY KEY, login TEXT NOT NULL UNIQUE, record TEXT NOT NULL) STRICT",
    """
    CREATE TABLE sign_ins (
        login TEXT PRIMARY KEY,
        failures INTEGER NOT NULL,
        locked_until TEXT
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE TABLE observations (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """
    CREATE TABLE feed (
        position INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        body TEXT NOT NULL,
        dossier_id TEXT NOT NULL,
        version INTEGER NOT NULL,
        integrated INTEGER NOT NULL,
        problem TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX feed_pending ON feed (position) WHERE NOT integrated",
    """
    CREATE TABLE troubles (
        position INTEGER PRIMARY KEY,
        trouble_id TEXT NOT NULL UNIQUE,
        code TEXT NOT NULL,
        facts TEXT NOT NULL,
        dossier_id TEXT NOT NULL,
        act_id TEXT NOT NULL,
        since TEXT NOT NULL,
        solved_at TEXT,
        sameness TEXT NOT NULL
    ) STRICT
    """,
    "CREATE UNIQUE INDEX troubles_open ON troubles (sameness) WHERE solved_at IS NULL",
    "CREATE INDEX troubles_of_dossier ON troubles (dossier_id) WHERE solved_at IS NULL",
    """
    CREATE TABLE evictions (
        dossier_id TEXT PRIMARY KEY,
        evicted_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)

STATEMENTS: Final = (*_ACTS, *_PROJECTION, *_PAGES, *_OBSERVATIONS)

_REVISION: Final = (
    "CREATE TABLE alembic_version ("
    "version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)


def create(database: Database) -> None:
    """Make the tables of a new store; the caller's transaction makes it all or nothing."""
    for statement in STATEMENTS:
        database.run(statement)
    database.run(_REVISION)
    database.run("INSERT INTO alembic_version (version_num) VALUES (?)", (HEAD,))


def revision(database: Database) -> str | None:
    """Which schema the store has; None for a file without any table."""
    if database.number("SELECT count(*) FROM sqlite_schema") == 0:
        return None
    found = database.row("SELECT version_num FROM alembic_version")
    return str(found[0]) if found else ""
