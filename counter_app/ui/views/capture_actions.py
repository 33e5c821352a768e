"""Everything that can be done with captured pages, as actions: one list for the menu, the keys and the tools.

A key is written beside its action in the menu, so that whoever opens it learns the key for the next time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from counter_app.ui.presenters.capture_screen import CaptureScreen
from counter_app.ui.theme import Theme
from counter_app.ui.translation import say
from counter_app.ui.views.pieces import key_text
from counter_app.ui.words import Words

DIGITS = "123456789"


@dataclass(frozen=True)
class Deed:
    """One thing to be done: its sign, what it is called, its key, what it does, and when it can be done."""

    name: str
    icon: str
    title: Words
    key: str
    do: Callable[[], None]
    possible: Callable[[CaptureScreen], bool]


class DeedMenu(QMenu):
    """The deeds as a menu; their keys work while ``owner`` is on the screen."""

    def __init__(self, theme: Theme, owner: QWidget, title: str) -> None:
        super().__init__(title, owner)
        self._theme = theme
        self._owner = owner
        self._deeds: list[tuple[Deed, QAction]] = []

    def add(self, deed: Deed) -> QAction:
        """Add it to the end of the menu."""
        action = self.addAction(say(deed.title))
        if deed.icon:
            action.setIcon(self._theme.icon(deed.icon))
        self._bind(action, deed.key)
        action.triggered.connect(lambda _checked=False: deed.do())
        self._deeds.append((deed, action))
        return action

    def _bind(self, action: QAction, key: str) -> None:
        if key:
            action.setShortcut(QKeySequence(key))
            self._owner.addAction(action)

    def show_screen(self, screen: CaptureScreen) -> None:
        """Offer what is possible now."""
        for deed, action in self._deeds:
            action.setEnabled(deed.possible(screen))


class PaperMenu(QMenu):
    """The papers of the dossier, each with its digit; choosing one gives its digit to ``chosen``."""

    def __init__(self, owner: QMenu, title: str, modifier: str, chosen: Callable[[str], None]) -> None:
        super().__init__(title, owner)
        self._modifier = modifier
        self._chosen = chosen

    def show_screen(self, screen: CaptureScreen) -> None:
        """Offer the papers that have a digit."""
        self.clear()
        for slot in screen.slots:
            if slot.digit:
                key = key_text(f"{self._modifier}{slot.digit}")
                action = self.addAction(f"{say(slot.title)}\t{key}")
                action.triggered.connect(lambda _checked=False, digit=slot.digit: self._chosen(digit))
        self.menuAction().setEnabled(screen.open and screen.page is not None and not screen.page.removed)


def tool_of(action: QAction) -> QToolButton:
    """A button that does the action, with its name and its key."""
    tool = QToolButton()
    tool.setIcon(action.icon())
    key = key_text(action.shortcut().toString())
    tool.setToolTip(f"{action.text()}  ({key})" if key else action.text())
    tool.setAccessibleName(action.text())
    tool.setAccessibleDescription(key)
    tool.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    tool.clicked.connect(action.trigger)
    action.enabledChanged.connect(tool.setEnabled)
    tool.setEnabled(action.isEnabled())
    return tool
