"""The control thread: steps follow one another, waits end when somebody says so, and nothing kills it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from queue import Queue

import pytest

from counter_app.domain.errors import NeedsAttention, TryLater
from counter_app.sync import engine as engine_module
from counter_app.sync.engine import SyncEngine

NOW = datetime(2026, 11, 23, tzinfo=UTC)
PATIENCE_S = 20.0


@dataclass
class Done:
    wait_until: datetime | None = None
    problem: str = ""


LONG = Done(NOW + timedelta(hours=1))


class Steps:
    """Answers each step from a list, then waits; tells the test of each."""

    def __init__(self, *answers: Done | Exception) -> None:
        self._answers = list(answers)
        self.made: Queue[bool] = Queue()

    def __call__(self, wanted: bool) -> Done:
        self.made.put(wanted)
        answer = self._answers.pop(0) if self._answers else LONG
        if isinstance(answer, Exception):
            raise answer
        return answer

    def next(self) -> bool:
        """Whether the next step was asked for by somebody."""
        return self.made.get(timeout=PATIENCE_S)


@contextmanager
def running(steps: Callable[[bool], Done], **more: object) -> Iterator[SyncEngine]:
    engine = SyncEngine(steps, lambda: NOW, **more)  # type: ignore[arg-type]
    engine.start()
    try:
        yield engine
    finally:
        engine.stop()


def test_steps_follow_one_another_while_there_is_something_to_do() -> None:
    steps = Steps(Done(), Done(), Done())

    with running(steps):
        made = [steps.next() for _ in range(4)]

    assert made == [False] * 4


def test_send_now_ends_a_wait_and_is_told_to_the_step() -> None:
    steps = Steps()

    with running(steps) as engine:
        steps.next()
        engine.send_now()
        wanted = steps.next()

    assert wanted


def test_a_nudge_ends_a_wait_without_asking_for_more() -> None:
    steps = Steps()

    with running(steps) as engine:
        steps.next()
        engine.nudge()
        wanted = steps.next()

    assert not wanted


@pytest.mark.parametrize("error", [TryLater("store_busy"), NeedsAttention("x")])
def test_trouble_is_waited_out(error: Exception) -> None:
    steps = Steps(error)

    with running(steps) as engine:
        steps.next()
        engine.nudge()
        steps.next()

        assert engine.is_alive


def test_a_defect_is_logged_told_and_survived(expect_log: Callable[[str], None]) -> None:
    expect_log("sync.engine: ERROR a step of the link broke")
    steps = Steps(ZeroDivisionError("a defect"))
    told: Queue[Exception] = Queue()

    with running(steps, broke=told.put) as engine:
        steps.next()
        error = told.get(timeout=PATIENCE_S)
        engine.nudge()
        steps.next()

        assert engine.is_alive
    assert isinstance(error, ZeroDivisionError)


def test_a_defect_that_cannot_even_be_told_is_survived(expect_log: Callable[[str], None]) -> None:
    expect_log("sync.engine: ERROR a step of the link broke")
    expect_log("sync.engine: ERROR the defect of the link could not be listed")
    tried = threading.Event()

    def broken(error: Exception) -> None:
        tried.set()
        raise error

    steps = Steps(ZeroDivisionError())
    with running(steps, broke=broken) as engine:
        steps.next()
        assert tried.wait(PATIENCE_S)
        engine.nudge()
        steps.next()

        assert engine.is_alive


def test_another_network_is_as_good_as_send_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "LOOK_AT_NETWORK_S", 0.01)
    networks = iter(["", "", "192.168.1.7"])
    steps = Steps()

    with running(steps, network=lambda: next(networks, "192.168.1.7")):
        steps.next()
        wanted = steps.next()

    assert wanted


def test_a_network_that_went_away_is_no_reason_to_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "LOOK_AT_NETWORK_S", 0.01)
    looks: Queue[str] = Queue()

    def network() -> str:
        looks.put("")
        return "192.168.1.7" if looks.qsize() < 2 else ""

    steps = Steps()
    with running(steps, network=network):
        steps.next()
        for _ in range(5):
            looks.get(timeout=PATIENCE_S)

        assert steps.made.empty()


def test_housekeeping_is_done_before_a_pause() -> None:
    kept: Queue[bool] = Queue()
    steps = Steps(Done())

    with running(steps, idle=lambda: kept.put(True)):
        steps.next()
        steps.next()
        kept.get(timeout=PATIENCE_S)

    assert kept.qsize() <= 1


def test_an_engine_that_was_stopped_can_be_started_again() -> None:
    steps = Steps()
    engine = SyncEngine(steps, lambda: NOW)

    engine.start()
    engine.start()
    steps.next()
    engine.stop()
    engine.start()
    steps.next()
    engine.stop()

    assert not engine.is_alive
