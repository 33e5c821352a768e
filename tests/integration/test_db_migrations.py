"""Every step of the schema's history: where all lead, what each does to a store in use, and the way back."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from counter_app.contract.acts import act_digest
from counter_app.db import migrate, schema
from counter_app.db.database import Database
from counter_app.db.keys import StoreKey
from counter_app.db.store import Store
from counter_app.domain.batches import count_sheets
from counter_app.domain.dossier import fold_all
from counter_app.domain.ids import DossierId
from counter_app.services.ports import StoredAct
from tests.builders.acts import DOSSIER, chain, received, sealed

SECRET = bytes(range(32))
KEY = StoreKey(SECRET)
ACTS = chain(received(), sealed())
OLD = chain(received("H09.01-261122-0001"), device_id="dev-0", dossier_id="0193-d0")[0]


def steps() -> list[str]:
    """The revisions of all steps, oldest first."""
    config = Config()
    config.set_main_option("script_location", str(migrate.SCRIPTS))
    config.set_main_option("path_separator", "os")
    found = ScriptDirectory.from_config(config).walk_revisions()
    return [step.revision for step in found][::-1]


def definitions(path: Path) -> dict[str, str]:
    """What every table, index and trigger is made of, whatever the spaces."""
    with Database(path, KEY) as database:
        rows = database.rows("SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {
        str(name): re.sub(r"\s+", " ", str(sql)).replace("( ", "(").replace(" )", ")").replace(" ,", ",")
        for name, sql in rows
    }


def with_work(path: Path) -> None:
    """Puts work into a store of the present schema."""
    dossier = fold_all(ACTS)
    assert dossier is not None
    with Store(path, SECRET) as store, store.open_work() as work:
        for act in ACTS:
            work.acts.append(StoredAct(act=act, digest=act_digest(act), own=True))
        work.dossiers.put(dossier)
        work.commit()


def nothing_before_the_first(path: Path) -> None:
    """The first step meets an empty file."""
    Database(path, KEY).close()


def work_of_the_first_schema(path: Path) -> None:
    """A store of schema 0001 with one act in it, as that release wrote it."""
    migrate.upgrade(path, KEY, "0001")
    act = OLD
    with Database(path, KEY) as database:
        database.run(
            "INSERT INTO acts (act_id, device_id, epoch, device_seq, prev_digest, dossier_id, base_version, kind,"
            " body, actor, unit, device_time, clock_doubtful, schema_version, signature, digest, own)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 1, '', ?, 1)",
            (
                act.act_id,
                act.device_id,
                act.epoch,
                act.device_seq,
                act.prev_digest,
                act.dossier_id,
                act.base_version,
                act.kind,
                msgspec.json.encode(act.body).decode(),
                act.actor,
                act.unit,
                act.device_time,
                act_digest(act),
            ),
        )


def work_of_the_second_schema(path: Path) -> None:
    """A store of schema 0002 with one act and two pages in it, as that release wrote them."""
    work_of_the_first_schema(path)
    migrate.upgrade(path, KEY, "0002")
    with Database(path, KEY) as database:
        for number, paper_type in ((1, "to-khai"), (2, "")):
            database.run(
                "INSERT INTO pages (page_id, dossier_id, position, raw, media_type, captured_at, origin,"
                " paper_type, state, cleaned, thumbnail, turned_deg, removed, waived)"
                " VALUES (?, ?, ?, ?, 'image/jpeg', '2026-11-23T02:10:00.000000Z+07:00', '',"
                " ?, 'captured', '', '', 0, 0, '[]')",
                (f"p{number}", DOSSIER, number, f"{number:064x}", paper_type),
            )


def work_of_the_third_schema(path: Path) -> None:
    """A store of schema 0003 with a refused act in it."""
    work_of_the_second_schema(path)
    migrate.upgrade(path, KEY, "0003")
    with Database(path, KEY) as database:
        database.run("UPDATE acts SET outcome = 'refused', problem = '{\"code\":\"gate_not_met\"}'")


def work_of_the_fourth_schema(path: Path) -> None:
    """A store of schema 0004 with the act that was refused."""
    work_of_the_third_schema(path)
    migrate.upgrade(path, KEY, "0004")


LOADED_BEFORE: dict[str, Callable[[Path], None]] = {
    "0001": nothing_before_the_first,
    "0002": work_of_the_first_schema,
    "0003": work_of_the_second_schema,
    "0004": work_of_the_third_schema,
    "0005": work_of_the_fourth_schema,
}
"""For each step, what fills a store of the schema before it. A step without an entry has not been tried."""

IRREVERSIBLE = {"0001"}
"""Steps that cannot be taken back; their module says why."""


def test_all_steps_together_lead_to_the_schema_of_a_new_store(tmp_path: Path) -> None:
    with Store(tmp_path / "new.db", SECRET):
        pass

    migrate.upgrade(tmp_path / "old.db", KEY)

    assert definitions(tmp_path / "old.db") == definitions(tmp_path / "new.db")


def test_the_program_knows_every_step_in_order() -> None:
    assert steps() == list(schema.REVISIONS)


def test_each_step_has_been_tried_on_a_store_with_work_in_it() -> None:
    assert list(LOADED_BEFORE) == list(schema.REVISIONS)


@pytest.mark.parametrize("revision", schema.REVISIONS)
def test_a_step_forward_leaves_a_store_that_works(tmp_path: Path, revision: str) -> None:
    path = tmp_path / "store.db"
    LOADED_BEFORE[revision](path)

    migrate.upgrade(path, KEY, revision)

    migrate.upgrade(path, KEY)
    with_work(path)
    with Store(path, SECRET) as store:
        assert store.queries.dossier(DossierId(DOSSIER)) == fold_all(ACTS)


@pytest.mark.parametrize("revision", sorted(IRREVERSIBLE))
def test_a_step_that_cannot_be_taken_back_says_so_and_loses_nothing(tmp_path: Path, revision: str) -> None:
    path = tmp_path / "store.db"
    with_work(path)

    with pytest.raises(RuntimeError, match="cannot be taken back"):
        migrate.downgrade(path, KEY, f"{revision}-1" if revision != "0001" else "base")

    with Store(path, SECRET) as store:
        assert store.queries.dossier(DossierId(DOSSIER)) == fold_all(ACTS)


def test_a_step_of_a_wrong_key_says_so(tmp_path: Path) -> None:
    with_work(tmp_path / "store.db")

    with pytest.raises(Exception, match="store_key_wrong"):
        migrate.upgrade(tmp_path / "store.db", StoreKey(bytes(32)))


@pytest.mark.parametrize("revision", sorted(set(schema.REVISIONS) - IRREVERSIBLE))
def test_a_step_taken_back_and_forward_again_keeps_the_work(tmp_path: Path, revision: str) -> None:
    path = tmp_path / "store.db"
    LOADED_BEFORE[revision](path)
    with Database(path, KEY) as database:
        before = database.rows("SELECT act_id, digest, body FROM acts")
    migrate.upgrade(path, KEY, revision)

    migrate.downgrade(path, KEY, f"{revision}-1" if revision != schema.HEAD else "-1")

    with Database(path, KEY) as database:
        assert database.rows("SELECT act_id, digest, body FROM acts") == before
    with Store(path, SECRET):
        pass
    assert before


def test_unsent_work_of_the_first_schema_waits_in_the_outbox_of_this_one(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    work_of_the_first_schema(path)

    with Store(path, SECRET) as store, store.open_work() as work:
        assert [one.act for one in work.acts.fresh(9)] == [OLD]


def test_pages_of_the_second_schema_stay_where_the_clerk_put_them(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    work_of_the_second_schema(path)

    with Store(path, SECRET) as store, store.open_work() as work:
        pages = work.pages.of_dossier(DossierId(DOSSIER))

    assert [(page.paper_type, page.assigned_by) for page in pages] == [("to-khai", "clerk"), ("", "")]
    assert count_sheets(pages) == len(pages)
