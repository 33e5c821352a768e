"""Work off the window's thread: one answer, on the window's thread, whatever happens."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter_app.domain.errors import CounterError, LinkDown
from counter_app.ui.tasks import PoolTasks


@pytest.fixture
def tasks(styled: QApplication) -> Iterator[PoolTasks]:
    del styled
    made = PoolTasks()
    yield made
    made.close()


class Answers:
    """What was answered, and on which thread."""

    def __init__(self) -> None:
        self.done: list[object] = []
        self.failed: list[CounterError] = []
        self.threads: set[int] = set()

    def take(self, answer: object) -> None:
        self.done.append(answer)
        self.threads.add(threading.get_ident())

    def refuse(self, error: CounterError) -> None:
        self.failed.append(error)
        self.threads.add(threading.get_ident())


def test_work_runs_elsewhere_and_its_answer_comes_back_here(tasks: PoolTasks, qtbot: QtBot) -> None:
    answers = Answers()

    tasks.run(threading.get_ident, done=answers.take, failed=answers.refuse)
    qtbot.waitUntil(lambda: tasks.is_idle)

    assert answers.done != [threading.get_ident()]
    assert answers.threads == {threading.get_ident()}


def test_rest_is_told_when_what_an_answer_asked_for_is_answered_too(tasks: PoolTasks, qtbot: QtBot) -> None:
    answers = Answers()
    rests: list[int] = []
    tasks.rested.connect(lambda: rests.append(len(answers.done)))

    def ask_again(answer: object) -> None:
        answers.take(answer)
        tasks.run(threading.get_ident, done=answers.take, failed=answers.refuse)

    with qtbot.waitSignal(tasks.rested):
        tasks.run(threading.get_ident, done=ask_again, failed=answers.refuse)

    assert rests == [2]


def test_a_foreseen_error_is_one_answer(tasks: PoolTasks, qtbot: QtBot) -> None:
    answers = Answers()

    def work() -> None:
        raise LinkDown("no_answer")

    tasks.run(work, done=answers.take, failed=answers.refuse)
    qtbot.waitUntil(lambda: tasks.is_idle)

    assert answers.done == []
    assert [error.code for error in answers.failed] == ["no_answer"]


def test_a_defect_reaches_the_exception_hook_and_is_still_answered(
    tasks: PoolTasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, hooked = Answers(), []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_rest: hooked.append(kind))

    tasks.run(lambda: 1 // 0, done=answers.take, failed=answers.refuse)
    qtbot.waitUntil(lambda: tasks.is_idle)

    assert hooked == [ZeroDivisionError]
    assert [error.code for error in answers.failed] == ["defect"]


def test_slow_work_does_not_hold_up_quick_work(tasks: PoolTasks, qtbot: QtBot) -> None:
    answers, free = Answers(), threading.Event()
    for _ in range(8):
        tasks.run(free.wait, done=answers.take, failed=answers.refuse, slow=True)

    tasks.run(lambda: "quick", done=answers.take, failed=answers.refuse)
    qtbot.waitUntil(lambda: answers.done != [])

    assert answers.done == ["quick"]
    free.set()


def test_nothing_is_answered_after_the_window_closed(tasks: PoolTasks) -> None:
    answers = Answers()
    tasks.run(lambda: "late", done=answers.take, failed=answers.refuse)

    tasks.close()
    QApplication.processEvents()
    tasks.run(lambda: "later", done=answers.take, failed=answers.refuse)

    assert answers.done == []


def test_a_foreseen_error_is_reworded_before_a_screen_has_it(tasks: PoolTasks, qtbot: QtBot) -> None:
    answers = Answers()
    tasks.reword(lambda error: LinkDown(error.code, host="tỉnh"))

    def work() -> None:
        raise LinkDown("no_answer")

    tasks.run(work, done=answers.take, failed=answers.refuse)
    qtbot.waitUntil(lambda: tasks.is_idle)

    assert [(error.code, dict(error.facts)) for error in answers.failed] == [("no_answer", {"host": "tỉnh"})]
