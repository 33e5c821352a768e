"""What is around every place: the finder, help, the guide of the first day, the idle lock, the change of clerk."""

# ruff: noqa: PLC0415 - what is asked for by a key is loaded when the key is pressed

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from counter_app.ui.idle import IdleWatch
from counter_app.ui.parts import WindowParts
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.notices import NoticesPresenter
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.running import Tasks
from counter_app.ui.theme import Theme
from counter_app.ui.tray import Tray
from counter_app.ui.views.main_window import MainWindow

if TYPE_CHECKING:
    from counter_app.ui.presenters.find import FindPresenter
    from counter_app.ui.presenters.quick_pin import QuickPinPresenter
    from counter_app.ui.views.find import FindView
    from counter_app.ui.views.help import HelpView
    from counter_app.ui.views.quick_pin import QuickPinView


class Key(StrEnum):
    """Keys that work at every place, so that no place may use them for itself."""

    FIND = "Ctrl+F"
    HELP = "F1"
    SWITCH = "Ctrl+Shift+L"
    PIN = "Ctrl+Shift+K"


class Around(QObject):
    """Lives as long as one main window.

    Args:
        main: The main window.
        parts: The services.
        theme: The look.
        tasks: Where searching happens.
        desk: Who sits here.
        lock: Locks the window.
        switch: Locks it for another clerk.
    """

    def __init__(
        self,
        main: MainWindow,
        parts: WindowParts,
        *,
        theme: Theme,
        tasks: Tasks,
        desk: Desk,
        lock: Callable[[], None],
        switch: Callable[[], None],
    ) -> None:
        super().__init__(main)
        self._main = main
        self._parts = parts
        self._theme = theme
        self._tasks = tasks
        self._desk = desk
        self._finder: FindView | None = None
        self._finding: FindPresenter | None = None
        self._help: HelpView | None = None
        self._pins: QuickPinView | None = None
        self._setting_pins: QuickPinPresenter | None = None
        main.show_training(training=parts.training)
        self._idle = IdleWatch(parts.lock_after_s, self)
        self._idle.idle.connect(lock)
        for keys, does in (
            (Key.FIND, self.find),
            (Key.HELP, self.help),
            (Key.SWITCH, switch),
            (Key.PIN, self.quick_pin),
        ):
            QShortcut(QKeySequence(keys), main).activated.connect(does)
        self.tray = Tray(theme, self._follow, self)
        self.notices = NoticesPresenter(self.tray, tasks, desk, parts.notices)
        main.rail.find_wanted.connect(self.find)
        main.rail.help_wanted.connect(self.help)
        main.rail.pin_wanted.connect(self.quick_pin)
        main.place_shown.connect(self._moved)

    @property
    def finder(self) -> FindView | None:
        """The finder, once it was asked for."""
        return self._finder

    @property
    def helping(self) -> HelpView | None:
        """The help, once it was asked for."""
        return self._help

    @property
    def pins(self) -> QuickPinView | None:
        """The panel for the lock's PIN, once it was asked for."""
        return self._pins

    def find(self) -> None:
        """Bring the finder up."""
        if self._main.asks_to_sign_in:
            return
        if self._finder is None:
            from counter_app.ui.presenters.find import FindPresenter
            from counter_app.ui.views.find import FindView

            view = FindView(self._theme, self._main.centralWidget())
            presenter = FindPresenter(view, self._tasks, self._desk, self._parts.find)
            view.opened.connect(presenter.opened)
            view.query_edited.connect(presenter.query_edited)
            view.chosen.connect(presenter.chosen)
            self._finder, self._finding = view, presenter
        if self._help is not None:
            self._help.hide()
        self._finder.open_finder()

    def help(self) -> None:
        """Help for the place in front; once more takes it away."""
        from counter_app.ui.presenters.help import help_for

        if self._main.asks_to_sign_in:
            return
        view = self._help_view()
        if view.isVisible():
            view.close_help()
            return
        view.open_help(help_for(self._main.place))

    def quick_pin(self) -> None:
        """The panel where the clerk sets a PIN for the lock."""
        if self._main.asks_to_sign_in:
            return
        if self._pins is None:
            from counter_app.ui.presenters.quick_pin import QuickPinPresenter
            from counter_app.ui.views.quick_pin import QuickPinView

            view = QuickPinView(self._theme, self._main.centralWidget())
            presenter = QuickPinPresenter(view, self._tasks, self._desk, self._parts.quick_pin)
            view.opened.connect(presenter.opened)
            view.wanted.connect(presenter.wanted)
            view.taken_back.connect(presenter.taken_back)
            view.closed.connect(self._focus_place)
            self._pins, self._setting_pins = view, presenter
        self.put_away()
        self._pins.open_panel()

    def welcome(self) -> None:
        """The guide, for a clerk who signs in at this window for the first time."""
        from counter_app.ui.presenters.help import GUIDE

        clerk = self._desk.session.clerk_id
        self._tasks.run(
            lambda: self._parts.first_time(clerk),
            done=lambda first: self._help_view().open_help(GUIDE) if first else None,
            failed=lambda _error: None,
        )

    def _follow(self, place: Place) -> None:
        if not self._main.asks_to_sign_in:
            self._main.activateWindow()
            self._desk.go_to(place)

    def put_away(self) -> None:
        """Whoever comes next sees neither what was searched nor what was read."""
        if self._finder is not None:
            self._finder.hide()
        if self._help is not None:
            self._help.hide()
        if self._pins is not None and self._pins.isVisible():
            self._pins.close_panel()

    def _help_view(self) -> HelpView:
        if self._help is None:
            from counter_app.ui.views.help import HelpView

            self._help = HelpView(self._theme, self._main.centralWidget())
            self._help.closed.connect(self._focus_place)
        return self._help

    def _focus_place(self) -> None:
        """Typing goes on where it was: in the field of this place that had the keyboard last."""
        view = self._main.view_of(self._main.place)
        before: QWidget | None = view.focusWidget()
        (view if before is None else before).setFocus()

    def _moved(self) -> None:
        from counter_app.ui.presenters.help import help_for

        if self._help is not None and self._help.isVisible():
            self._help.show_screen(help_for(self._main.place))
