"""Screenshots: every example of the gallery, and every screen of a running installation.

Pictures are drawn into memory by the same views that clerks use; nothing has to be on a screen. A file's name
says which screen, language, look and size.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from PySide6.QtCore import QEventLoop, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
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

Manner = tuple[Language, Mode]
Size = tuple[int, int]
EVERY_MANNER: tuple[Manner, ...] = tuple((language, mode) for language in Language for mode in Mode)
SIZES: tuple[Size, ...] = ((1366, 768), (1920, 1080))
NO_WINDOW_MANAGER = "This plugin does not support propagateSizeHints()"
LAYOUT_ROUNDS = 5
SETTLE_MS = 20_000
"""How long a screen of a running installation may take to show what it reads."""


def shoot_gallery(
    resources: Path, folder: Path, *, manners: Sequence[Manner] = EVERY_MANNER, sizes: Sequence[Size] = SIZES
) -> tuple[Path, ...]:
    """Every example in every manner and size; the files written."""
    with _into_memory(resources):
        return tuple(_gallery(resources, folder, manners, sizes))


def _gallery(resources: Path, folder: Path, manners: Sequence[Manner], sizes: Sequence[Size]) -> Iterator[Path]:
    theme = Theme(resources)
    speaker = Speaker(resources / "i18n")
    for language, mode in manners:
        speaker.speak(language)
        theme.install(mode)
        stage = Stage(theme)
        for size in sizes:
            stage.window.resize(*size)
            stage.window.show()
            for example in examples():
                stage.show(example)
                yield _save(stage.window, folder, example.name, language, mode, size)
        stage.close()


def shoot(
    resources: Path,
    parts: WindowParts,
    session: Session,
    folder: Path,
    *,
    manners: Sequence[Manner] = EVERY_MANNER,
    sizes: Sequence[Size] = SIZES,
) -> tuple[Path, ...]:
    """Every screen with what this installation holds now, as this clerk sees it; the files written.

    Nothing is changed in the store, and neither the link nor a device is started.
    """
    with _into_memory(resources):
        return tuple(_installation(resources, parts, session, folder, manners, sizes))


def _installation(
    resources: Path,
    parts: WindowParts,
    session: Session,
    folder: Path,
    manners: Sequence[Manner],
    sizes: Sequence[Size],
) -> Iterator[Path]:
    for language, mode in manners:
        window = Window(resources, language, lambda: parts, mode)
        window.attach(parts)
        for size in sizes:
            window.main.resize(*size)
            window.main.show()
            if not window.desk.is_taken:
                _settle(window)
                yield _save(window.main, folder, "sign-in", language, mode, size)
                window.sit_down(session)
                _take_up_newest(window, parts)
            # The settings look for scanners, which would start them.
            for place in (one for one in Place if one is not Place.SETTINGS):
                window.go_to(place)
                _fill(window, place, parts)
                _settle(window)
                yield _save(window.main, folder, place, language, mode, size)
        window.close()


@contextmanager
def _into_memory(resources: Path) -> Iterator[None]:
    """Draw without a screen, and hear nothing of the window manager that is not there."""
    make_application(resources, drawn_into_memory=True)
    before: Callable[[QtMsgType, QMessageLogContext, str], None] | None = None

    def tell(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if message == NO_WINDOW_MANAGER:
            return
        if before is None:
            sys.stderr.write(f"{message}\n")
        else:
            before(kind, context, message)

    before = cast("Callable[[QtMsgType, QMessageLogContext, str], None] | None", qInstallMessageHandler(tell))
    try:
        yield
    finally:
        qInstallMessageHandler(before)


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
    QApplication.processEvents()
    if not window.tasks.is_idle:
        loop, patience = QEventLoop(), QTimer(singleShot=True)
        patience.timeout.connect(loop.quit)
        window.tasks.rested.connect(loop.quit)
        patience.start(SETTLE_MS)
        loop.exec()
    QApplication.processEvents()


def _save(window: QWidget, folder: Path, name: str, language: Language, mode: Mode, size: Size) -> Path:
    # Text that wraps asks for its height after it was given a width: the second round is at rest.
    for _ in range(LAYOUT_ROUNDS):
        QApplication.processEvents()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.{language}.{mode}.{size[0]}x{size[1]}.png"
    if not window.grab().save(str(path)):
        raise OSError(f"{path} cannot be written")
    return path
