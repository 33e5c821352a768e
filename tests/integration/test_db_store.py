"""The real store: encrypted, append-only, one writer, readers that never wait, errors that say what to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from counter_app.contract.acts import act_digest
from counter_app.contract.messages import Outcome, Receipt
from counter_app.contract.moves import PROVINCE
from counter_app.db.database import ConstraintBroken, Database
from counter_app.db.keys import StoreKey
from counter_app.db.store import Store
from counter_app.domain.dossier import fold_all
from counter_app.domain.errors import Damaged, InvalidInput, NeedsAttention, TryLater
from counter_app.domain.ids import ActId, DossierId
from counter_app.services.ports import StoredAct
from counter_app.services.queries import QueueFilter
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


def allow_pages(store: Store, pages: int) -> None:
    """Let the file grow to so many pages: to SQLite this is what a full disk is."""
    with store._writer._turn:
        store._writer._database.run(f"PRAGMA max_page_count = {pages}")


def overwrite(path: Path, at: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


def flip(path: Path, at: int) -> None:
    """One byte is another: of what is encrypted, nobody knows which byte it would be by chance."""
    overwrite(path, at, bytes([path.read_bytes()[at] ^ 0xFF]))


# --- the file ---------------------------------------------------------------------------------------------------


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


# --- the log ----------------------------------------------------------------------------------------------------


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


# --- a full disk ------------------------------------------------------------------------------------------------


def test_a_full_disk_says_so_and_undoes_the_whole_transaction(store: Store) -> None:
    record(store)
    allow_pages(store, 1)

    def fill() -> None:
        with store.open_work() as work:
            work.observations.put("n", "2")
            work.observations.put("big", "x" * 2_000_000)

    with pytest.raises(TryLater, match="disk_full"):
        fill()

    assert (recorded(store), recorded(store, "big")) == ("1", None)


def test_a_disk_that_is_full_at_the_commit_tells_no_events(path: Path) -> None:
    events: list[object] = []
    with Store(path, SECRET, publish=events.append) as store:
        allow_pages(store, 1)

        def fill() -> None:
            with store.open_work() as work:
                work.publish("stored")
                for number in range(2000):
                    work.observations.put(f"n{number}", "x" * 1000)
                work.commit()

        with pytest.raises(TryLater, match="disk_full"):
            fill()

    assert events == []


def test_once_there_is_room_again_the_store_goes_on(store: Store) -> None:
    allow_pages(store, 1)
    with pytest.raises(TryLater):
        record(store, "big", "x" * 2_000_000)

    allow_pages(store, 100_000)
    record(store, "big", "x" * 2_000_000)

    assert len(recorded(store, "big") or "") == 2_000_000


# --- writers and readers ----------------------------------------------------------------------------------------


def test_a_reader_sees_the_last_commit_while_a_writer_is_at_work(store: Store) -> None:
    register(store)
    dossier = fold_all(ACTS)
    assert dossier is not None

    with store.open_work() as work:
        work.dossiers.put(fold_all(ACTS[:1]) or dossier)
        seen = store.queries.dossier(DossierId(DOSSIER))

    assert seen == dossier


def test_a_reader_on_another_thread_does_not_wait_for_the_writer(store: Store) -> None:
    register(store)
    answers: list[int] = []
    reader = Thread(target=lambda: answers.append(len(store.queries.queue(QueueFilter()))))

    with store.open_work() as work:
        work.observations.put("n", "2")
        reader.start()
        reader.join(10)

    assert answers == [1]


def test_many_readers_at_once_each_see_a_whole_commit(store: Store) -> None:
    register(store)
    stop = Event()
    wrong: list[object] = []

    def look() -> None:
        while not stop.is_set():
            rows = store.queries.dossier_acts(DossierId(DOSSIER))
            if len(rows) != len(ACTS):
                wrong.append(rows)

    readers = [Thread(target=look) for _ in range(6)]
    for reader in readers:
        reader.start()
    for number in range(50):
        record(store, "n", str(number))
    stop.set()
    for reader in readers:
        reader.join()

    assert wrong == []


def test_a_reading_connection_refuses_to_write(store: Store) -> None:
    with store.queries._readers.snapshot() as database, pytest.raises(NeedsAttention):  # type: ignore[attr-defined]
        database.run("DELETE FROM observations")


def test_another_program_in_the_store_makes_a_writer_try_later(store: Store, path: Path) -> None:
    with Store(path, SECRET) as other:
        other._writer._database.run("PRAGMA busy_timeout = 0")
        with store.open_work(), pytest.raises(TryLater, match="store_busy"), other.open_work():
            pass

        record(other)

    assert recorded(store) == "1"


def test_who_hears_an_event_may_open_a_unit_of_work(path: Path) -> None:
    heard: list[str | None] = []
    with Store(path, SECRET, publish=lambda _: heard.append(recorded(store))) as store, store.open_work() as work:
        work.observations.put("n", "7")
        work.publish("changed")
        work.commit()

    assert heard == ["7"]


def test_a_closed_store_may_be_closed_again_and_opens_nothing(path: Path) -> None:
    store = Store(path, SECRET)
    store.close()

    store.close()

    with pytest.raises(RuntimeError, match="closed"), store.open_work():
        pass
    with pytest.raises(RuntimeError, match="closed"):
        store.queries.sync_state()
