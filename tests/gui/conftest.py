"""The window in memory: one application with our style and face, a stage for examples, and the whole window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from counter_app.ui.application import Window, make_application
from counter_app.ui.stage import Stage
from counter_app.ui.theme import Mode, Theme
from counter_app.ui.translation import Language, Speaker
from tests.fakes.ui_window import CounterOfTests, parts_of_tests

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
SMALL = (1366, 768)
MakeStage = Callable[[], Stage]


@pytest.fixture(scope="session")
def styled(qapp: QApplication) -> QApplication:
    """The application with our style and face."""
    del qapp
    return make_application(RESOURCES)


@pytest.fixture
def theme(styled: QApplication) -> Theme:
    del styled
    look = Theme(RESOURCES)
    look.install(Mode.LIGHT)
    return look


@pytest.fixture
def speaker(styled: QApplication) -> Iterator[Speaker]:
    """Speaks Vietnamese again after the test."""
    del styled
    speaking = Speaker(RESOURCES / "i18n")
    yield speaking
    speaking.speak(Language.VIETNAMESE)


@pytest.fixture
def make_stage(theme: Theme) -> Iterator[MakeStage]:
    """Makes main windows at the smallest size that we promise, to show examples on."""
    made: list[Stage] = []

    def make() -> Stage:
        stage = Stage(theme)
        stage.window.resize(*SMALL)
        stage.window.show()
        made.append(stage)
        return stage

    yield make
    for stage in made:
        if isValid(stage.window):
            stage.close()


@pytest.fixture
def stage(make_stage: MakeStage) -> Stage:
    return make_stage()


@pytest.fixture
def counter() -> CounterOfTests:
    return CounterOfTests()


@pytest.fixture
def window(styled: QApplication, counter: CounterOfTests, qtbot: QtBot) -> Iterator[Window]:
    """The whole window over the use cases, with stand-ins for store, vault and scanner."""
    del styled
    made = Window(RESOURCES, "vi", lambda: parts_of_tests(counter), Mode.LIGHT)
    made.show()
    qtbot.waitUntil(lambda: made.tasks.is_idle)
    yield made
    made.close()
    made.speaker.speak(Language.VIETNAMESE)
    made.main.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def settle(window: Window, qtbot: QtBot) -> Callable[[], None]:
    """Returns when every answer and every event that is on its way has arrived."""

    def wait() -> None:
        qtbot.waitUntil(lambda: window.tasks.is_idle)
        for _ in range(3):
            QApplication.processEvents()
            qtbot.waitUntil(lambda: window.tasks.is_idle)

    return wait
