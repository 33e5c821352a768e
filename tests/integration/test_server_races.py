"""Many counters at once: nothing is lost, nothing is twice, and no reader skips a slower writer."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread

import sqlalchemy as sa

from counter_app.contract import acts as contract
from counter_app.contract.messages import ActAnswer, ActBatch, ChangeKind, NumberSlicesRequest, Outcome
from counter_app.contract.problems import ProblemCode
from province_server import feed
from province_server.number_bands import Band
from province_server.store import tables as t
from province_server.store.engine import writing
from tests.rigs.bare_counter import Counter
from tests.rigs.cases import Case, case, new_id, received
from tests.rigs.postgres import Postgres
from tests.rigs.province import OTHER_UNIT, UNIT, RunningProvince, run_province, settings_in


def test_counters_that_crowd_one_dossier_leave_one_history(running: RunningProvince, counter: Counter) -> None:
    dossier = case(counter)
    counter.send(dossier.receive())
    crowd = [running.counter() for _ in range(6)]
    for one in crowd:
        one.sign_in()

    def pay(one: Counter) -> list[Outcome]:
        fees = [contract.FeeRecorded(fee=f"{n}", amount_vnd=n, paid=True) for n in range(10)]
        return [one.do(fee, dossier.dossier_id, base=1).outcome for fee in fees]

    with ThreadPoolExecutor(6) as pool:
        outcomes = [outcome for made in pool.map(pay, crowd) for outcome in made]

    versions = [change.version for change in counter.all_changes() if change.dossier_id == dossier.dossier_id]
    assert outcomes == [Outcome.APPLIED] * 60
    assert versions == list(range(1, 62))


def test_batches_that_lock_the_same_dossiers_in_opposite_order_all_apply(running: RunningProvince) -> None:
    first, second = running.counter(), running.counter()
    dossiers = [case(first) for _ in range(8)]
    first.send(*(dossier.receive() for dossier in dossiers))

    def rounds(one: Counter, order: list[Case]) -> list[Outcome]:
        seen = []
        for _ in range(5):
            fee = contract.FeeRecorded(fee="x", amount_vnd=1, paid=True)
            answers = one.send(*(one.act(fee, dossier.dossier_id, base=1) for dossier in order))
            seen += [answer.outcome for answer in answers]
        return seen

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.submit(rounds, first, dossiers), pool.submit(rounds, second, dossiers[::-1])
        outcomes = one.result() + other.result()

    assert outcomes == [Outcome.APPLIED] * 80


def test_of_two_dossiers_that_take_one_code_at_once_one_gets_it(running: RunningProvince) -> None:
    counters = [running.counter() for _ in range(6)]
    code = f"{UNIT}-{new_id()}"
    acts = [(one, one.act(received(code=code), new_id())) for one in counters]
    for one in counters:
        one.sign_in()

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda pair: pair[0].send(pair[1])[0].outcome, acts))

    assert sorted(answers) == [Outcome.APPLIED] + [Outcome.REFUSED] * 5


def test_serials_leased_at_once_are_never_the_same(running: RunningProvince) -> None:
    counters = [running.counter("H09.6") for _ in range(6)]
    day = counters[0].now().date().isoformat()
    for one in counters:
        one.sign_in()

    with ThreadPoolExecutor(6) as pool:
        slices = list(
            pool.map(lambda one: [one.lease(days=(day,), count=3).slices[0] for _ in range(5)], counters)
        )

    given = [serial for leased in slices for one in leased for serial in range(one.first, one.last + 1)]
    assert len(set(given)) == len(given) == 90


def test_a_serial_is_never_leased_and_used_by_another_at_once(postgres_cluster: Postgres, tmp_path: Path) -> None:
    for running in run_province(settings_in(tmp_path, postgres_cluster.new_database())):
        one, other = running.counter(), running.counter()
        one.sign_in()
        now = one.now()
        day, code = now.date().isoformat(), f"{UNIT}-{now:%y%m%d}-0005"
        leasing = running.province.tokens.recognise(other.sign_in().access_token)
        request = NumberSlicesRequest(days=(day,), count=10)

        with ThreadPoolExecutor(1) as pool:
            with writing(running.province.engine) as connection:
                leased = running.province.numbers._lease(connection, leasing, day, Band(1, 5999), request)
                using = pool.submit(one.do, received(code=code), new_id())
                after_it_waits(running, using)
            used = using.result()

    assert (leased.first, leased.last) == (1, 10)
    assert used.problem.code == ProblemCode.CODE_TAKEN


def after_it_waits(running: RunningProvince, work: Future[ActAnswer]) -> None:
    """Return when the work is done, or when it waits for a row that somebody else has locked."""
    waiting = sa.text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                      "AND wait_event_type = 'Lock'")  # fmt: skip
    with running.province.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while not work.done() and not connection.scalar(waiting):
            os.sched_yield()


def test_a_reader_never_skips_a_writer_that_began_earlier_and_commits_later(postgres_cluster: Postgres) -> None:
    engine = sa.create_engine(postgres_cluster.new_database())
    t.metadata.create_all(engine)
    began, may_commit = Event(), Event()

    def write_slowly() -> None:
        with writing(engine) as connection:
            feed.publish(connection, [feed.Entry("U", ChangeKind.CLERK, body='"slow"')])
            began.set()
            may_commit.wait()

    slow = Thread(target=write_slowly)
    slow.start()
    began.wait()
    with writing(engine) as connection:
        feed.publish(connection, [feed.Entry("U", ChangeKind.CLERK, body='"fast"')])
    feed.place(engine)
    with engine.connect() as reader:
        first = feed.read(reader, ["U"], after=0, limit=10)
    may_commit.set()
    slow.join()
    feed.place(engine)

    with engine.connect() as reader:
        second = feed.read(reader, ["U"], after=first[-1].position, limit=10)
    engine.dispose()

    assert ([one.body for one in first], [one.body for one in second]) == (['"fast"'], ['"slow"'])


def test_readers_that_follow_many_writers_see_every_act_once_and_in_order(running: RunningProvince) -> None:
    unit = OTHER_UNIT
    writers = [running.counter(unit) for _ in range(4)]
    reader = running.counter(unit)
    cursor = reader.all_changes()[-1].position if reader.all_changes() else 0
    done = Event()

    def write(one: Counter) -> set[str]:
        made = set()
        for _ in range(8):
            act = case(one).receive()
            one.send(act)
            made.add(act.act_id)
        return made

    def follow() -> list[str]:
        seen, at, last = [], cursor, False
        while True:
            page = reader.changes(at)
            seen += [change.body["act_id"] for change in page.changes if change.kind == "act"]
            at = page.next
            if last and not page.changes:
                return seen
            last = done.is_set()

    with ThreadPoolExecutor(5) as pool:
        following = pool.submit(follow)
        made = set().union(*pool.map(write, writers))
        done.set()
        seen = following.result()

    assert sorted(seen) == sorted(made)


def test_several_processes_may_start_on_one_database(postgres_cluster: Postgres, tmp_path_factory: object) -> None:
    folder = tmp_path_factory.mktemp("shared")  # type: ignore[attr-defined]
    settings = settings_in(folder, postgres_cluster.new_database())
    for one in run_province(settings):
        for other in run_province(settings):
            counter = one.counter()
            dossier = case(counter)
            counter.send(dossier.receive())
            counter.url = other.url

            answers = counter.send(dossier.seal_paper())

            assert answers[0].receipt.version == 2
            assert one.province.key.public_text == other.province.key.public_text


def test_a_database_that_hung_up_costs_one_request_and_loses_nothing(
    postgres_cluster: Postgres, tmp_path: Path, expect_log: Callable[[str], None]
) -> None:
    expect_log(r"province_server.app: ERROR the database does not serve")
    url = postgres_cluster.new_database()
    for running in run_province(settings_in(tmp_path, url)):
        counter = running.counter()
        dossier = case(counter)
        counter.send(dossier.receive())
        act = dossier.seal_paper()
        name = url.rpartition("/")[2]
        postgres_cluster.hang_up(name)

        first = counter.post("/v1/acts", ActBatch(acts=(act,)))
        [again] = counter.send(act)

    assert (first.status_code, first.json()["code"]) == (503, "busy")
    assert (again.outcome, again.receipt.version) == (Outcome.APPLIED, 2)


def test_metrics_tell_what_was_answered(counter: Counter) -> None:
    counter.send(case(counter).receive())

    told = counter.http.get(f"{counter.url}/metrics", timeout=30).text

    assert re.search(r'province_acts_total\{outcome="applied"\} [1-9]', told)
    assert re.search(r'province_requests_total\{method="POST",route="/v1/acts",status="200"\} [1-9]', told)
    assert re.search(r"province_dossiers_running [1-9]", told)
    assert re.search(r'province_request_seconds_bucket\{le="60.0",route="/v1/acts"\} [1-9]', told)
