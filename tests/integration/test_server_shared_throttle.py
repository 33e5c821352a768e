"""Bounds that hold for a province, however many processes serve it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from province_server.store import tables as t
from province_server.store.engine import open_database
from province_server.throttle import FORGOTTEN_AFTER, SharedThrottle, forget_allowances
from tests.rigs.postgres import Postgres
from tests.rigs.province import GivenWorld

FROZEN = 1e-9
"""Tokens per second: none while the test runs."""


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'x.sqlite3'}"
    cluster: Postgres = request.getfixturevalue("postgres_cluster")
    return cluster.new_database()


@pytest.fixture
def engine(url: str) -> Iterator[sa.Engine]:
    engine = open_database(url)
    t.metadata.create_all(engine)
    yield engine
    engine.dispose()


def test_tries_at_several_processes_add_up(url: str, engine: sa.Engine) -> None:
    world, other = GivenWorld(), open_database(url)
    processes = [SharedThrottle(one, world, "proof", per_s=FROZEN, burst=5) for one in (engine, other)]

    waits = [processes[number % 2].wait_s("H09-1") for number in range(8)]
    other.dispose()

    assert [wait == 0.0 for wait in waits] == [True] * 5 + [False] * 3


def test_tries_at_once_are_counted_one_by_one(engine: sa.Engine) -> None:
    throttle = SharedThrottle(engine, GivenWorld(), "proof", per_s=FROZEN, burst=7)

    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda _: throttle.wait_s("H09-1"), range(40)))

    assert waits.count(0.0) == 7


def test_a_clock_that_was_put_right_locks_nobody_out(engine: sa.Engine) -> None:
    world = GivenWorld()
    throttle = SharedThrottle(engine, world, "proof", per_s=1.0, burst=2)
    world.ahead = timedelta(hours=3)
    throttle.wait_s("H09-1")
    world.ahead = timedelta()
    waits = [throttle.wait_s("H09-1") for _ in range(2)]

    world.ahead = timedelta(seconds=5)

    assert (waits[0], waits[1] > 0) == (0.0, True)
    assert throttle.wait_s("H09-1") == 0.0


def test_clocks_that_differ_a_little_give_no_tokens_twice(engine: sa.Engine) -> None:
    fast, slow = GivenWorld(), GivenWorld()
    fast.ahead = timedelta(seconds=30)
    processes = [SharedThrottle(engine, world, "proof", per_s=0.01, burst=3) for world in (fast, slow)]

    waits = [processes[number % 2].wait_s("H09-1") for number in range(12)]

    assert waits.count(0.0) == 3


def test_time_refills_what_all_processes_share(engine: sa.Engine) -> None:
    world = GivenWorld()
    throttle = SharedThrottle(engine, world, "proof", per_s=0.01, burst=2)
    first = [throttle.wait_s("a") for _ in range(3)]

    world.ahead = timedelta(seconds=first[2] + 1)

    assert first[:2] == [0.0, 0.0]
    assert 90 < first[2] <= 100
    assert throttle.wait_s("a") == 0.0


def test_tokens_taken_at_once_are_used_without_the_database(engine: sa.Engine) -> None:
    throttle = SharedThrottle(engine, GivenWorld(), "device", per_s=FROZEN, burst=100, at_once=10)
    asked: list[object] = []
    sa.event.listen(engine, "commit", asked.append)

    waits = [throttle.wait_s("d") for _ in range(101)]

    assert [wait == 0.0 for wait in waits] == [True] * 100 + [False]
    assert len(asked) == 11


def test_names_and_kinds_do_not_cost_each_other(engine: sa.Engine) -> None:
    world = GivenWorld()
    proofs = SharedThrottle(engine, world, "proof", per_s=FROZEN, burst=1)
    citizens = SharedThrottle(engine, world, "citizen", per_s=FROZEN, burst=1)

    waits = [proofs.wait_s("a"), proofs.wait_s("b"), citizens.wait_s("a")]

    assert waits == [0.0] * 3


def test_buckets_that_are_full_again_are_forgotten(engine: sa.Engine) -> None:
    world = GivenWorld()
    SharedThrottle(engine, world, "proof", per_s=1.0, burst=5).wait_s("a")

    too_early = forget_allowances(engine, world)
    world.ahead = FORGOTTEN_AFTER + timedelta(seconds=1)

    assert (too_early, forget_allowances(engine, world)) == (0, 1)
