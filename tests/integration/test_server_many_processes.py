"""Several servers that share nothing but PostgreSQL, an object store and the province's key, as behind a proxy.

Every request may reach any of them, also several at once, and one of them may die: each act has one effect and one
receipt, each file is whole, and whoever reads the feed skips nothing.
"""

from __future__ import annotations

import os
from collections import Counter as Tally
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle
from threading import Event

import boto3
import msgspec
import pytest
import requests
from moto.server import ThreadedMotoServer

from counter_app.contract.acts import Act
from counter_app.contract.canonical import digest
from counter_app.contract.messages import ActAnswer, ActBatch, ActsAnswer, Outcome
from province_server.devices import Invitation
from province_server.province import Province, open_province
from province_server.settings import settings_for
from tests.rigs.bare_counter import Counter
from tests.rigs.cases import Case, case
from tests.rigs.postgres import Postgres
from tests.rigs.province import UNIT, hire
from tests.rigs.server_process import ServerProcess, serving

PROCESSES = 3
COUNTERS = 4
DOSSIERS = 5


@dataclass
class Site:
    """The processes, and the store behind them as IT sees it."""

    processes: list[ServerProcess]
    store: Province
    start: Callable[[], ServerProcess]

    @property
    def urls(self) -> list[str]:
        return [one.url for one in self.processes]

    def counter(self) -> Counter:
        code = self.store.world.secret(9)
        self.store.devices.invite(Invitation(UNIT, "Q01"), code=code, valid_for=timedelta(days=1))
        counter = Counter(self.urls[0], UNIT)
        counter.enrol(code)
        counter.sign_in()
        return counter


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, postgres_cluster: Postgres) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    objects = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    with ExitStack() as running, pytest.MonkeyPatch.context() as environment:
        objects.start()
        running.callback(objects.stop)
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            environment.setenv(name, "testing")
        environment.setenv("AWS_DEFAULT_REGION", "us-east-1")
        endpoint = "http://{}:{}".format(*objects.get_host_and_port())
        boto3.client("s3", endpoint_url=endpoint).create_bucket(Bucket="province")
        url = postgres_cluster.new_database()
        store = open_province(settings_for(folder, database_url=url))
        running.callback(store.close)
        hire(store)
        options = ("--database", url, "--files", "s3://province", "--s3-endpoint", endpoint)

        def start() -> ServerProcess:
            return running.enter_context(serving(folder, *options))

        with ThreadPoolExecutor(PROCESSES) as pool:
            processes = list(pool.map(lambda _: start(), range(PROCESSES)))
        yield Site(processes, store, start)


def post(url: str, counter: Counter, acts: Sequence[Act]) -> tuple[ActAnswer, ...] | None:
    """The answers of this process; None when it is not there any more."""
    headers = {"Authorization": f"Bearer {counter.token}"}
    try:
        body = msgspec.json.encode(ActBatch(acts=tuple(acts)))
        answer = requests.post(f"{url}/v1/acts", body, headers=headers, timeout=60)
    except requests.ConnectionError:
        return None
    assert answer.ok, answer.text
    found: ActsAnswer = counter.read(answer, ActsAnswer)
    return found.answers


def work_of(counter: Counter, dossiers: int) -> list[Act]:
    """Dossiers with their files at the province and their acts still to be sent."""
    made: list[Act] = []
    for _ in range(dossiers):
        dossier: Case = case(counter, content=os.urandom(2000))
        counter.upload(dossier.content)
        made += [dossier.receive(), dossier.seal_paper(), dossier.seal()]
    return made


def effects(answers: Sequence[ActAnswer]) -> tuple[Tally[Outcome], int]:
    """How often each outcome was answered, and how many different receipts there were."""
    receipts = {answer.receipt.receipt_id for answer in answers if answer.receipt}
    return Tally(answer.outcome for answer in answers), len(receipts)


def test_acts_sent_to_all_processes_at_once_apply_once(site: Site) -> None:
    counters = [site.counter() for _ in range(COUNTERS)]
    work = {counter: work_of(counter, DOSSIERS) for counter in counters}

    with ThreadPoolExecutor(COUNTERS * PROCESSES * 2) as pool:
        tries = [
            (counter, pool.submit(post, url, counter, acts))
            for counter, acts in work.items()
            for url in site.urls * 2
        ]
        done = [(counter, one.result()) for counter, one in tries]

    for counter, acts in work.items():
        answers = [answer for whose, got in done if whose is counter for answer in got or ()]
        outcomes, receipts = effects(answers)
        assert outcomes == {Outcome.APPLIED: len(acts), Outcome.DUPLICATE: len(acts) * (PROCESSES * 2 - 1)}
        assert receipts == len(acts)


def test_a_reader_of_all_processes_skips_no_slower_writer(site: Site) -> None:
    writers, reader = [site.counter() for _ in range(COUNTERS)], site.counter()
    start, done = reader.changes(0).next, Event()
    made = {counter: [case(counter).receive() for _ in range(24)] for counter in writers}

    def write(counter: Counter) -> None:
        # Batches of very different size take very different time to commit.
        sizes, rest = cycle((1, 12, 2, 9)), made[counter]
        for url in cycle(site.urls):
            size = next(sizes)
            post(url, counter, rest[:size])
            rest = rest[size:]
            if not rest:
                return

    def follow() -> list[tuple[int, str]]:
        seen: list[tuple[int, str]] = []
        at, last = start, False
        for url in cycle(site.urls):
            reader.url = url
            page = reader.changes(at, limit=7)
            seen += [(one.position, one.body["act_id"]) for one in page.changes if one.kind == "act"]
            at = page.next
            if last and not page.changes:
                return seen
            last = done.is_set()
        raise AssertionError

    with ThreadPoolExecutor(COUNTERS + 1) as pool:
        following = pool.submit(follow)
        list(pool.map(write, writers))
        done.set()
        seen = following.result()

    assert [position for position, _ in seen] == sorted({position for position, _ in seen})
    assert sorted(name for _, name in seen) == sorted(act.act_id for acts in made.values() for act in acts)


def test_an_upload_goes_through_all_processes(site: Site) -> None:
    counter, content = site.counter(), os.urandom(30_000)
    place = counter.begin(content).headers["Location"]

    told = []
    for step, url in zip(range(0, 30_000, 10_000), cycle(site.urls), strict=False):
        counter.url = url
        told.append(counter.offset(place).headers["Upload-Offset"])
        assert counter.patch(place, step, content[step : step + 10_000]).status_code == 204
    fetched = []
    for url in site.urls:
        counter.url = url
        fetched.append(counter.get(f"/v1/files/{digest(content)}").content)

    assert told == ["0", "10000", "20000"]
    assert fetched == [content] * PROCESSES


def test_a_process_that_dies_amid_work_loses_nothing(site: Site) -> None:
    counters = [site.counter() for _ in range(COUNTERS)]
    work = {counter: work_of(counter, DOSSIERS) for counter in counters}
    victim = site.start()

    with ThreadPoolExecutor(COUNTERS * 2) as pool:
        first = [
            pool.submit(post, victim.url, counter, acts[at : at + 3])
            for counter, acts in work.items()
            for at in range(0, len(acts), 3)
        ]
        first[0].result()
        victim.kill()
        for one in first:
            one.result()
    answers = [answer for counter, acts in work.items() for answer in post(site.urls[1], counter, acts) or ()]

    outcomes, receipts = effects(answers)
    made = sum(map(len, work.values()))
    assert outcomes[Outcome.APPLIED] + outcomes[Outcome.DUPLICATE] == receipts == made
    assert outcomes[Outcome.DUPLICATE] >= 3
