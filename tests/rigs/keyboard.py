"""The keyboard as whole journeys use it: the one thing that the clerk touches; counts what was pressed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from counter_app.ui.application import Window

Settle = Callable[[], None]


class Keyboard:
    """Types and presses; every key goes to whatever has the focus."""

    def __init__(self, qtbot: QtBot, window: Window, settle: Settle) -> None:
        self._bot = qtbot
        self._window = window
        self._settle = settle
        self.pressed = 0

    def _target(self) -> QWidget:
        return QApplication.focusWidget() or self._window.main

    def type(self, text: str) -> None:
        for letter in text:
            self._strike(letter)
            self.pressed += 1
        self._settle()

    def _strike(self, letter: str) -> None:
        # An input method sends letters with marks as text without a key; so does a hand scanner.
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(self._target(), QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._bot.keyClick(self._target(), key, modifier)
        self.pressed += 1
        self._settle()

    def scan(self, text: str) -> None:
        """A hand scanner types and ends with Enter: no key of the clerk's."""
        for letter in text:
            self._strike(letter)
        self._bot.keyClick(self._target(), Qt.Key.Key_Return)
        self._settle()


def keyboard(qtbot: QtBot, window: Window, settle: Settle) -> Keyboard:
    """The keyboard of the window in front."""
    window.main.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window.main)
    return Keyboard(qtbot, window, settle)


def signed_in(qtbot: QtBot, window: Window, settle: Settle, login: str = "lan") -> Keyboard:
    """Somebody signed in; the keys for that do not count."""
    keys = keyboard(qtbot, window, settle)
    keys.type(login)
    keys.press(Qt.Key.Key_Return)
    keys.type("đúng")
    keys.press(Qt.Key.Key_Return)
    keys.pressed = 0
    return keys
