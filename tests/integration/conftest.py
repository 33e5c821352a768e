"""What the integration tests share: a provincial server on each database that it supports."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.rigs.postgres import Postgres, postgres
from tests.rigs.province import Counter, RunningProvince, run_province, settings_in


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Postgres]:
    with postgres() as cluster:
        yield cluster


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProvince]:
    """The province on each of its databases, one for all tests."""
    url = ""
    if request.param == "postgresql":
        cluster: Postgres = request.getfixturevalue("postgres_cluster")
        url = cluster.new_database()
    yield from run_province(settings_in(tmp_path_factory.mktemp("province"), url))


@pytest.fixture
def counter(running: RunningProvince) -> Counter:
    """A freshly enrolled window of the first unit."""
    return running.counter()
