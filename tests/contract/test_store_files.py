"""Files on their way: what is known of each, and which goes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from counter_app.domain.ids import DossierId
from counter_app.services.ports import FileState, OutgoingFile
from tests.contract.conftest import StoreAtHand

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
EVENING = MORNING + timedelta(hours=9)


def file(name: str, *, due_at: datetime | None = MORNING, size_bytes: int = 100) -> OutgoingFile:
    return OutgoingFile(digest=name * 64, size_bytes=size_bytes, dossier_id=DossierId("d1"), due_at=due_at)


def add(store: StoreAtHand, *files: OutgoingFile) -> None:
    with store.open_work() as work:
        for one in files:
            work.files.add(one)
        work.commit()


def got(store: StoreAtHand, name: str) -> OutgoingFile | None:
    with store.open_work() as work:
        return work.files.get(name * 64)


def undelivered(store: StoreAtHand, limit: int = 100) -> str:
    with store.open_work() as work:
        return "".join(one.digest[0] for one in work.files.undelivered(limit))


def test_an_unknown_file_is_none(store: StoreAtHand) -> None:
    assert got(store, "a") is None


def test_everything_observed_about_a_file_comes_back(store: StoreAtHand) -> None:
    seen = replace(file("a"), state=FileState.MISSING, upload_url="/v1/files/7", offset=65536, failures=2)
    add(store, file("a"))

    with store.open_work() as work:
        work.files.put(seen)
        work.commit()

    assert got(store, "a") == seen


def test_adding_a_known_file_keeps_what_is_known(store: StoreAtHand) -> None:
    add(store, replace(file("a"), state=FileState.THERE))

    add(store, replace(file("a"), size_bytes=7, dossier_id=DossierId("d2")))

    assert got(store, "a") == replace(file("a"), state=FileState.THERE)


def test_a_file_that_two_dossiers_need_is_due_with_the_earlier(store: StoreAtHand) -> None:
    add(store, file("a", due_at=EVENING), file("b", due_at=MORNING), file("c", due_at=None))

    add(store, file("a", due_at=MORNING), file("b", due_at=EVENING), file("c", due_at=EVENING))

    dues = [one.due_at for name in "abc" if (one := got(store, name))]
    assert dues == [MORNING, MORNING, EVENING]


def test_files_that_are_due_first_go_first_and_small_ones_before_large(store: StoreAtHand) -> None:
    add(
        store,
        file("f", due_at=None, size_bytes=1),
        file("e", due_at=EVENING, size_bytes=1),
        file("c", size_bytes=900),
        file("b", size_bytes=30),
        file("a", size_bytes=30),
    )

    assert undelivered(store) == "abcef"


def test_due_dates_are_compared_across_offsets(store: StoreAtHand) -> None:
    here = timezone(timedelta(hours=7))
    add(store, file("a", due_at=EVENING.astimezone(here)), file("b", due_at=EVENING - timedelta(minutes=1)))

    assert undelivered(store) == "ba"


def test_files_that_are_there_are_not_sent(store: StoreAtHand) -> None:
    add(store, file("a"), replace(file("b"), state=FileState.MISSING), replace(file("c"), state=FileState.THERE))

    assert undelivered(store) == "ab"


def test_no_more_files_than_asked_for(store: StoreAtHand) -> None:
    add(store, file("a"), file("b"), file("c"))

    assert undelivered(store, 2) == "ab"


def test_a_file_that_is_forgotten_is_brought_no_more(store: StoreAtHand) -> None:
    add(store, file("a"), file("b"))

    with store.open_work() as work:
        work.files.forget("a" * 64)
        work.files.forget("c" * 64)
        work.commit()

    assert got(store, "a") is None
    assert undelivered(store) == "b"
