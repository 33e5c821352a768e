"""The real store in use: one writer, readers that never wait, a disk that is full, an end that may come twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from counter_app.contract.acts import act_digest
from counter_app.db.store import Store
from counter_app.domain.dossier import fold_all
from counter_app.domain.errors import NeedsAttention, TryLater
from counter_app.domain.ids import DossierId
from counter_app.services.ports import StoredAct
from counter_app.services.queries import QueueFilter
from tests.builders.acts import DOSSIER, chain, received, sealed

SECRET = bytes(range(32))
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


# --- a full disk -----------------------------------------------------------------------------------------------


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


# --- writers and readers ---------------------------------------------------------------------------------------


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
