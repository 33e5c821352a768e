"""The real store as a file: encrypted, append-only, whole or told to be damaged, and its backups."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.contract.acts import act_digest
from counter_app.contract.messages import Outcome, Receipt
from counter_app.contract.moves import PROVINCE
from counter_app.db.database import ConstraintBroken, Database
from counter_app.db.keys import StoreKey
from counter_app.db.store import Store
from counter_app.domain.dossier import fold_all
from counter_app.domain.errors import Damaged, InvalidInput, NeedsAttention
from counter_app.domain.ids import ActId, DossierId
from counter_app.services.ports import StoredAct
from tests.builders.acts import AT, DOSSIER, chain, received, sealed

SECRET = bytes(range(32))


OTHER_SECRET = bytes(32)


PAGE_BYTES = 4096


COLUMNS = (
    "act_id, device_id, epoch, device_seq, prev_digest, dossier_id, base_version, kind, body, actor, unit, "
    "device_time, server_offset_ms, clock_doubtful, schema_version, signature, digest, own"
)


ACTS = chain(received(), sealed())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "profile" / "store.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store(path, SECRET) as made:
        yield made


def record(store: Store, name: str = "n", value: str = "1") -> None:
    with store.open_work() as work:
        work.observations.put(name, value)
        work.commit()


def recorded(store: Store, name: str = "n") -> str | None:
    with store.open_work() as work:
        return work.observations.get(name)


def register(store: Store) -> None:
    dossier = fold_all(ACTS)
    assert dossier is not None
    with store.open_work() as work:
        for act in ACTS:
            work.acts.append(StoredAct(act=act, digest=act_digest(act), own=True))
        work.dossiers.put(dossier)
        work.commit()


def overwrite(path: Path, at: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


def flip(path: Path, at: int) -> None:
    """One byte is another: of what is encrypted, nobody knows which byte it would be by chance."""
    overwrite(path, at, bytes([path.read_bytes()[at] ^ 0xFF]))


# --- the file --------------------------------------------------------------------------------------------------


def test_what_was_committed_is_there_after_the_next_start(path: Path) -> None:
    with Store(path, SECRET) as store:
        register(store)

    with Store(path, SECRET) as again:
        assert again.queries.dossier(DossierId(DOSSIER)) == fold_all(ACTS)


def test_nothing_that_was_stored_can_be_read_on_the_disk(store: Store, path: Path) -> None:
    register(store)

    everything = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert len(everything) > PAGE_BYTES
    for word in ("Ánh", "074190000123", "+84901234567", "H09.01", "SQLite format", "CREATE TABLE", SECRET.hex()):
        assert word.encode() not in everything


def test_another_key_is_said_to_be_the_wrong_one(path: Path) -> None:
    Store(path, SECRET).close()

    with pytest.raises(NeedsAttention, match="store_key_wrong"):
        Store(path, OTHER_SECRET)


def test_the_wrong_key_spoils_nothing(path: Path) -> None:
    with Store(path, SECRET) as store:
        record(store)
    with pytest.raises(NeedsAttention):
        Store(path, OTHER_SECRET)

    with Store(path, SECRET) as again:
        assert recorded(again) == "1"


def test_a_key_of_another_length_is_refused(path: Path) -> None:
    with pytest.raises(InvalidInput, match="store_key_length"):
        Store(path, b"short")


def test_a_damaged_first_page_is_told_from_a_wrong_key(path: Path) -> None:
    Store(path, SECRET).close()

    flip(path, 100)

    with pytest.raises(Damaged, match="store_damaged"):
        Store(path, SECRET)


def test_a_file_that_was_cut_is_damaged(path: Path) -> None:
    with Store(path, SECRET) as store:
        register(store)
    content = path.read_bytes()

    path.write_bytes(content[: len(content) // 2 // PAGE_BYTES * PAGE_BYTES])

    with pytest.raises(Damaged, match="store_damaged"), Store(path, SECRET) as cut:
        cut.rebuild()


def test_damage_further_inside_is_noticed_when_it_is_read(path: Path) -> None:
    with Store(path, SECRET) as store:
        register(store)
    with Database(path, StoreKey(SECRET)) as database:
        page = database.number("SELECT rootpage FROM sqlite_schema WHERE name = 'dossier_contents'")

    overwrite(path, (page - 1) * PAGE_BYTES + 50, b"damage")

    with Store(path, SECRET) as damaged, pytest.raises(Damaged, match="store_damaged"):
        damaged.queries.dossier(DossierId(DOSSIER))


def test_an_empty_file_is_a_new_store(path: Path) -> None:
    path.parent.mkdir()
    path.touch()

    with Store(path, SECRET) as store:
        record(store)
        assert recorded(store) == "1"


def test_a_store_whose_making_was_cut_off_is_made_again(path: Path) -> None:
    path.parent.mkdir()
    Database(path, StoreKey(SECRET)).close()  # a file in write-ahead mode, without a table

    with Store(path, SECRET) as store:
        record(store)
        assert recorded(store) == "1"


def test_a_folder_in_place_of_the_store_needs_a_person(path: Path) -> None:
    path.mkdir(parents=True)

    with pytest.raises(NeedsAttention, match="store_not_writable"):
        Store(path, SECRET)


def test_a_commit_is_asked_to_reach_the_disk(store: Store) -> None:
    database = store._writer._database

    asked = [database.number(f"PRAGMA {name}") for name in ("synchronous", "secure_delete", "foreign_keys")]

    assert (asked, database.rows("PRAGMA journal_mode")) == ([2, 1, 1], [("wal",)])


def test_a_backup_is_a_whole_store_under_the_same_key(store: Store, tmp_path: Path) -> None:
    register(store)

    store.back_up(tmp_path / "backup" / "store.db")
    record(store, "later", "1")

    with Store(tmp_path / "backup" / "store.db", SECRET) as copy:
        assert copy.queries.dossier(DossierId(DOSSIER)) == fold_all(ACTS)
        assert recorded(copy, "later") is None


def test_a_backup_is_made_while_somebody_writes(store: Store, tmp_path: Path) -> None:
    record(store, "n", "1")

    with store.open_work() as work:
        work.observations.put("n", "2")
        store.back_up(tmp_path / "copy.db")
        work.commit()

    with Store(tmp_path / "copy.db", SECRET) as copy:
        assert (recorded(copy), recorded(store)) == ("1", "2")


def test_a_later_backup_replaces_the_former(store: Store, tmp_path: Path) -> None:
    store.back_up(tmp_path / "copy.db")
    record(store)

    store.back_up(tmp_path / "copy.db")

    with Store(tmp_path / "copy.db", SECRET) as copy:
        assert recorded(copy) == "1"


def test_a_backup_cannot_be_read_without_the_key(store: Store, tmp_path: Path) -> None:
    register(store)

    store.back_up(tmp_path / "copy.db")

    assert b"074190000123" not in (tmp_path / "copy.db").read_bytes()
    with pytest.raises(NeedsAttention, match="store_key_wrong"):
        Store(tmp_path / "copy.db", OTHER_SECRET)


def test_a_whole_store_has_no_damages(store: Store) -> None:
    register(store)

    assert store.damages() == ()


def test_damages_are_found_where_nobody_has_looked_yet(path: Path) -> None:
    with Store(path, SECRET) as store:
        register(store)
    with Database(path, StoreKey(SECRET)) as database:
        page = database.number("SELECT rootpage FROM sqlite_schema WHERE name = 'dossier_contents'")
    overwrite(path, (page - 1) * PAGE_BYTES + 50, b"damage")

    with Store(path, SECRET) as damaged:
        assert damaged.damages()


def test_a_store_made_anew_with_another_key_knows_its_own_key(path: Path) -> None:
    Store(path, SECRET).close()
    path.unlink()
    Store(path, OTHER_SECRET).close()

    flip(path, 100)

    with pytest.raises(Damaged):
        Store(path, OTHER_SECRET)


# --- the log ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM acts",
        "UPDATE acts SET body = '{}'",
        "UPDATE acts SET device_time = '2020-01-01T00:00:00+07:00'",
        "UPDATE acts SET device_seq = device_seq + 100",
        "UPDATE acts SET own = 0",
        "UPDATE acts SET signature = 'forged', outcome = 'applied'",
        "UPDATE acts SET receipt = NULL",
        f"INSERT OR REPLACE INTO acts ({COLUMNS}) SELECT {COLUMNS} FROM acts",  # noqa: S608 - names from above
    ],
)
def test_not_even_sql_changes_an_act(store: Store, statement: str) -> None:
    register(store)
    receipt = Receipt(
        receipt_id="r", act_id=ACTS[0].act_id, act_digest="d", place=PROVINCE, version=1, issued_at=AT
    )
    with store.open_work() as work:
        work.acts.answered(ActId(ACTS[0].act_id), Outcome.APPLIED, receipt=receipt)
        work.commit()

    with store.open_work(), pytest.raises(ConstraintBroken, match="never"):
        store._writer._database.run(statement)
