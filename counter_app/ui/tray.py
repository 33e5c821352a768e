"""Notices in the system's tray, where the system has one; without it the screens say the same."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSystemTrayIcon

from counter_app.ui.presenters.notices import Notice
from counter_app.ui.presenters.places import Place
from counter_app.ui.theme import Theme
from counter_app.ui.translation import say

SHOWN_MS = 8000


class Tray(QObject):
    """The sign of the window in the tray. A click on a notice leads to what it is about.

    Args:
        theme: The look.
        go_to: Brings a place to the front, and the window with it.
        parent: Whom it ends with.
    """

    def __init__(self, theme: Theme, go_to: Callable[[Place], None], parent: QObject) -> None:
        super().__init__(parent)
        self._go_to = go_to
        self._place: Place | None = None
        self.told: list[Notice] = []
        self._icon: QSystemTrayIcon | None = None
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._icon = QSystemTrayIcon(theme.icon("counter", theme.tokens.accent, 32), self)
            self._icon.setToolTip(self.tr("Quầy một cửa"))
            self._icon.messageClicked.connect(self.follow)
            self._icon.show()

    def tell(self, notice: Notice) -> None:
        """Show this for a moment."""
        self._place = notice.place
        self.told = [*self.told, notice][-20:]
        if self._icon is not None:
            sign = QSystemTrayIcon.MessageIcon.Information
            self._icon.showMessage(self.tr("Quầy một cửa"), say(notice.text), sign, SHOWN_MS)

    def follow(self) -> None:
        """The last notice was clicked."""
        if self._place is not None:
            self._go_to(self._place)

    def remove(self) -> None:
        """Leave the tray."""
        if self._icon is not None:
            self._icon.hide()
