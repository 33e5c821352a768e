"""Deletion beside work: a paper that comes, or is built upon, while its file is going is never lost.

A deletion is two steps, rows first and bytes after them, and each may meet an upload or a seal half-way. The
tests hold one side still inside its transaction and let the other run into it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import msgspec
import pytest
import sqlalchemy as sa

from counter_app.contract.acts import Act
from counter_app.contract.canonical import digest
from counter_app.contract.messages import Outcome
from counter_app.contract.retention import Held
from province_server.acts.envelope import open_envelope
from province_server.acts.intake import Sender
from province_server.store import tables as t
from province_server.store.engine import run_writing, writing
from province_server.world import stamp
from tests.rigs.bare_counter import Counter
from tests.rigs.cases import case, new_id
from tests.rigs.old_dossiers import LONG_AGO, TEN_YEARS, ended, retention, reused, rule
from tests.rigs.postgres import Postgres
from tests.rigs.province import RunningProvince, run_province, settings_in

RULES = (TEN_YEARS, rule(Held.STRAY_FILES, days=180))


@pytest.fixture(scope="module")
def on_postgres(postgres_cluster: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProvince]:
    """A province whose database lets several write at once."""
    settings = settings_in(tmp_path_factory.mktemp("races"), postgres_cluster.new_database())
    yield from run_province(settings)


def can_be_read(running: RunningProvince, content: bytes) -> bool:
    """Whether the province shows the file, and whether it has its bytes."""
    file = running.province.shelf.find(digest(content))
    return file is not None and b"".join(running.province.shelf.read(file, 0, file.size_bytes)) == content


def after_it_waits(running: RunningProvince, work: Future[object]) -> None:
    """Return when the work is done, or when it waits for a row that somebody else has locked."""
    waiting = sa.text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                      "AND wait_event_type = 'Lock'")  # fmt: skip
    with running.province.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while not work.done() and not connection.scalar(waiting):
            os.sched_yield()


def grown_old(running: RunningProvince, name: str) -> None:
    mine = sa.update(t.files).where(t.files.c.digest == name).values(stored_at=stamp(LONG_AGO))
    run_writing(running.province.engine, lambda connection: connection.execute(mine))


def taken_whole(counter: Counter, content: bytes) -> None:
    answer = counter.begin_named(
        digest(content), len(content), content, **{"Content-Type": "application/offset+octet-stream"}
    )
    assert answer.status_code == 201, answer.text


def taken_in_chunks(counter: Counter, content: bytes) -> None:
    counter.upload(content, chunk=10)


@pytest.mark.parametrize("bring", [taken_whole, taken_in_chunks])
def test_a_file_that_comes_again_between_its_rows_and_its_bytes_going_stays(
    running: RunningProvince, bring: Callable[[Counter, bytes], None]
) -> None:
    content = f"%PDF-1.4 come again {new_id()}".encode()
    one = ended(running, content=content)
    (due,) = [due for due in retention(running, *RULES).due() if due.dossier_id == one.dossier_id]
    retention(running, *RULES)._delete_files(due, None)  # and a crash came before the bytes went

    bring(running.counter(), content)
    retention(running, *RULES).carry_out()

    assert can_be_read(running, content)


def test_a_file_that_goes_soon_after_it_came_is_asked_for_again(running: RunningProvince) -> None:
    counter = running.counter()
    content = f"%PDF-1.4 uploaded a moment ago {new_id()}".encode()
    counter.upload(content)
    grown_old(running, digest(content))
    retention(running, *RULES).carry_out()

    counter.upload(content)

    assert can_be_read(running, content)


def test_an_upload_that_ends_while_the_file_is_being_deleted_is_whole(on_postgres: RunningProvince) -> None:
    content = f"%PDF-1.4 two bring it {new_id()}".encode()
    slow = on_postgres.counter()
    begun = slow.begin(content)
    place = begun.headers["Location"]
    ended(on_postgres, content=content)
    name = digest(content)

    with ThreadPoolExecutor(1) as pool:
        with writing(on_postgres.province.engine) as connection:
            retention(on_postgres, *RULES)._forget(connection, {name}, "")
            last = pool.submit(slow.patch, place, 0, content)
            after_it_waits(on_postgres, last)  # type: ignore[arg-type]
        answer = last.result()
    retention(on_postgres, *RULES)._remove_bytes()

    assert answer.status_code == 204
    assert can_be_read(on_postgres, content)


@pytest.mark.parametrize("kind", ["a paper of an old dossier", "a file that nobody named"])
def test_a_dossier_that_is_sealed_while_its_paper_is_about_to_go_keeps_it(
    on_postgres: RunningProvince, kind: str
) -> None:
    content = f"%PDF-1.4 {kind} {new_id()}".encode()
    if kind == "a paper of an old dossier":
        ended(on_postgres, content=content)
    else:
        on_postgres.counter().upload(content)
        grown_old(on_postgres, digest(content))
    counter = on_postgres.counter()
    fresh = case(counter, content=content)
    acts = [fresh.receive(), fresh.seal_paper(), fresh.seal()]

    with ThreadPoolExecutor(1) as pool:
        with writing(on_postgres.province.engine) as connection:
            sender = Sender(counter.device_id, counter.epoch)
            answers = on_postgres.province.intake.take_within(connection, sender, opened(acts)).answers
            going = pool.submit(retention(on_postgres, *RULES).carry_out)
            after_it_waits(on_postgres, going)  # type: ignore[arg-type]
        going.result()

    assert [answer.outcome for answer in answers] == [Outcome.APPLIED] * 3
    assert can_be_read(on_postgres, content)


def test_a_paper_that_is_taken_over_while_it_is_about_to_go_stays(on_postgres: RunningProvince) -> None:
    content = f"%PDF-1.4 taken over {new_id()}".encode()
    old, counter = ended(on_postgres, content=content), on_postgres.counter()
    fresh = case(counter)
    acts = [fresh.receive(), counter.act(reused(old), fresh.dossier_id)]

    with ThreadPoolExecutor(1) as pool:
        with writing(on_postgres.province.engine) as connection:
            sender = Sender(counter.device_id, counter.epoch)
            answers = on_postgres.province.intake.take_within(connection, sender, opened(acts)).answers
            going = pool.submit(retention(on_postgres, *RULES).carry_out)
            after_it_waits(on_postgres, going)  # type: ignore[arg-type]
        going.result()

    assert [answer.outcome for answer in answers] == [Outcome.APPLIED] * 2
    assert can_be_read(on_postgres, content)


def test_a_paper_that_goes_while_it_is_being_taken_over_is_told_to_be_gone(on_postgres: RunningProvince) -> None:
    content = f"%PDF-1.4 gone while taken over {new_id()}".encode()
    old, counter = ended(on_postgres, content=content), on_postgres.counter()
    counter.sign_in()
    fresh = case(counter)
    acts = [fresh.receive(), counter.act(reused(old), fresh.dossier_id)]

    with ThreadPoolExecutor(1) as pool:
        with writing(on_postgres.province.engine) as connection:
            retention(on_postgres, *RULES)._forget(connection, {digest(content)}, old.dossier_id)
            sending = pool.submit(counter.send, *acts)
            after_it_waits(on_postgres, sending)  # type: ignore[arg-type]
        (_, taken) = sending.result()

    assert taken.problem is not None
    assert taken.problem.code == "not_found"


def test_a_dossier_that_is_sealed_after_its_paper_went_waits_for_the_file(on_postgres: RunningProvince) -> None:
    content = f"%PDF-1.4 gone first {new_id()}".encode()
    old = ended(on_postgres, content=content)
    counter = on_postgres.counter()
    counter.sign_in()
    fresh = case(counter, content=content)
    acts = [fresh.receive(), fresh.seal_paper(), fresh.seal()]

    with ThreadPoolExecutor(1) as pool:
        with writing(on_postgres.province.engine) as connection:
            retention(on_postgres, *RULES)._forget(connection, {digest(content)}, old.dossier_id)
            sending = pool.submit(counter.send, *acts)
            after_it_waits(on_postgres, sending)  # type: ignore[arg-type]
        answers = sending.result()
    counter.upload(content)
    (again,) = counter.send(acts[-1])

    assert [answer.outcome for answer in answers] == [Outcome.APPLIED, Outcome.APPLIED, Outcome.HELD]
    assert again.outcome is Outcome.APPLIED
    assert can_be_read(on_postgres, content)


def opened(acts: list[Act]) -> list[object]:
    return [open_envelope(msgspec.json.encode(act)) for act in acts]
