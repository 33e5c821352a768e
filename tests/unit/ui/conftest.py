"""Presenters over the real use cases, with views that remember what they were shown."""

from __future__ import annotations

import pytest

from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.places import Place
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_views import RunLater, RunNow


@pytest.fixture
def counter() -> CounterOfTests:
    return CounterOfTests()


@pytest.fixture
def visited() -> list[Place]:
    """Where the presenter under test led."""
    return []


@pytest.fixture
def desk(counter: CounterOfTests, visited: list[Place]) -> Desk:
    """A desk at which the clerk of the tests sits."""
    made = Desk(visited.append)
    made.sit_down(counter.desk.session)
    return made


@pytest.fixture
def now() -> RunNow:
    return RunNow()


@pytest.fixture
def later() -> RunLater:
    return RunLater()
