"""Screenshots: every example of the gallery, and every screen of a running installation.

Pictures are drawn into memory by the same views that clerks use; nothing has to be on a screen. A file's name
says which screen, language, look and size.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from counter_app.contract.moves import State
from counter_app.services.ports import Session
from counter_app.services.queries import QueueFilter
from counter_app.ui.application import Window, make_application
from counter_app.ui.gallery import examples
from counter_app.ui.parts import WindowParts
from counter_app.ui.presenters.intake import IntakePresenter
from counter_app.ui.presenters.places import Place
from counter_app.ui.stage import Stage
from counter_app.ui.theme import Mode, Theme
from counter_app.ui.translation import Language, Speaker

SIZES = ((1366, 768), (1920, 1080))
LAYOUT_ROUNDS = 3
SETTLE_S = 20.0
"""How long a screen of a running installation may take to show what it reads."""


def shoot_gallery(resources: Path, folder: Path) -> tuple[Path, ...]:
    """Every example in both languages, looks and sizes; the files written."""
    make_application(resources)
    theme = Theme(resources)
    speaker = Speaker(resources / "i18n")
    written: list[Path] = []
    for language, mode in _manners():
        speaker.speak(language)
        theme.install(mode)
        stage = Stage(theme)
        for size in SIZES:
            stage.window.resize(*size)
            stage.window.show()
            for example in examples():
                stage.show(example)
                written.append(_save(stage.window, folder, example.name, language, mode, size))
        stage.close()
    return tuple(written)


def shoot(resources: Path, parts: WindowParts, session: Session, folder: Path) -> tuple[Path, ...]:
    """Every screen with what this installation holds now, as this clerk sees it; the files written.

    Nothing is changed in the store, and neither the link nor a device is started.
    """
    make_application(resources)
    written: list[Path] = []
    for language, mode in _manners():
        window = Window(resources, language, lambda: parts, mode)
        window.attach(parts)
        for size in SIZES:
            window.main.resize(*size)
            window.main.show()
            if not window.desk.is_taken:
                _settle(window)
                written.append(_save(window.main, folder, "sign-in", language, mode, size))
                window.sit_down(session)
                _take_up_newest(window, parts)
            for place in Place:
                window.go_to(place)
                _fill(window, place, parts)
                _settle(window)
                written.append(_save(window.main, folder, place, language, mode, size))
        window.close()
    return tuple(written)


def _manners() -> Iterator[tuple[Language, Mode]]:
    for language in Language:
        for mode in Mode:
            yield language, mode


def _take_up_newest(window: Window, parts: WindowParts) -> None:
    rows = parts.day.queue(QueueFilter(states=frozenset(State), limit=1))
    if rows:
        window.desk.take_up(rows[0].dossier_id)


def _fill(window: Window, place: Place, parts: WindowParts) -> None:
    """An empty form says little: show it with a procedure."""
    presenter = window.presenter(place)
    if isinstance(presenter, IntakePresenter):
        rows = parts.day.queue(QueueFilter(states=frozenset(State), limit=1))
        if rows:
            presenter.procedure_chosen(rows[0].procedure)


def _settle(window: Window) -> None:
    """Let the screen take in every answer that is on its way."""
    until = time.monotonic() + SETTLE_S
    while not window.tasks.is_idle and time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.005)
    QApplication.processEvents()


def _save(window: QWidget, folder: Path, name: str, language: Language, mode: Mode, size: tuple[int, int]) -> Path:
    # Text that wraps asks for its height after it was given a width: the second round is at rest.
    for _ in range(LAYOUT_ROUNDS):
        QApplication.processEvents()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.{language}.{mode}.{size[0]}x{size[1]}.png"
    if not window.grab().save(str(path)):
        raise OSError(f"{path} cannot be written")
    return path
