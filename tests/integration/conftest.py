"""What the integration tests share: a provincial server on each database that it supports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.rigs.bare_counter import Counter
from tests.rigs.postgres import Postgres, postgres
from tests.rigs.province import UNIT, RunningProvince, run_province, settings_in
from tests.rigs.windows import Window, hasten_sign_ins, invite


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


@pytest.fixture(scope="module")
def lone_province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProvince]:
    """A province for the tests of the client's link, whose clerks sign in at once."""
    for province in run_province(settings_in(tmp_path_factory.mktemp("lone-province"), "")):
        hasten_sign_ins(province)
        yield province


OpenWindow = Callable[..., Window]


@pytest.fixture
def open_window(lone_province: RunningProvince, tmp_path: Path) -> Iterator[OpenWindow]:
    """Opens windows on that province: ``open_window(unit=…, ahead=…, url=…)``; closes them after the test."""
    opened: list[Window] = []

    def open_one(*, unit: str = UNIT, url: str = "", **more: Any) -> Window:
        folder = tmp_path / f"window-{len(opened)}"
        opened.append(Window(folder, url or lone_province.url, invite(lone_province, unit), **more))
        return opened[-1]

    yield open_one
    for window in opened:
        window.stop()
