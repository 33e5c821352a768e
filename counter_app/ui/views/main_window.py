"""The window: rail, place, strip; and the sign-in screen in front of all three.

Places are built when they are first visited, rail and strip when somebody may sign in, so that the window is there
at once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget
from typing_extensions import override

from counter_app.ui.presenters.places import Place
from counter_app.ui.theme import Theme
from counter_app.ui.views.pieces import column, label, row
from counter_app.ui.views.sign_in import SignInView

if TYPE_CHECKING:
    # Loaded behind the sign-in screen.
    from counter_app.ui.views.rail import Rail
    from counter_app.ui.views.strip import StripView

NARROW_BELOW = 1180
SMALLEST = (900, 560)


class MainWindow(QMainWindow):
    """Shows one place at a time.

    Args:
        theme: The look.
        build: Makes the view of a place, at its first visit.

    Signals:
        place_shown: The place that is in front now.
        closed: The person closed the window.
    """

    place_shown = Signal(Place)
    closed = Signal()

    def __init__(self, theme: Theme, build: Callable[[Place], QWidget]) -> None:
        super().__init__()
        self._build = build
        self._views: dict[Place, QWidget] = {}
        self._theme = theme
        self._front = QStackedWidget()
        self._places = QStackedWidget()
        self.sign_in = SignInView(theme)
        self.place = Place.DAY
        self.setWindowTitle(self.tr("Quầy một cửa"))
        self.setWindowIcon(theme.icon("counter", theme.tokens.accent, 32))
        self.setMinimumSize(*SMALLEST)
        self._lay_out()

    @property
    def rail(self) -> Rail:
        """The way to the places."""
        return self._around[0]

    @property
    def strip(self) -> StripView:
        """Where dossiers are."""
        return self._around[1]

    @cached_property
    def _around(self) -> tuple[Rail, StripView]:
        """What stands around the places, built when it is first asked for."""
        from counter_app.ui.views.rail import Rail  # noqa: PLC0415 - the sign-in screen is there without it
        from counter_app.ui.views.strip import StripView  # noqa: PLC0415 - as above

        rail, strip = Rail(self._theme), StripView(self._theme)
        self._work.insertWidget(0, rail)
        self._beside_rail.addWidget(strip)
        rail.be_narrow(self.width() < NARROW_BELOW)
        return rail, strip

    def _lay_out(self) -> None:
        self._beside_rail = column(gap=0)
        self._beside_rail.addWidget(self._places, 1)
        work = QWidget()
        work.setObjectName("ground")
        self._work = row(gap=0)
        self._work.addLayout(self._beside_rail, 1)
        work.setLayout(self._work)
        self._front.addWidget(self.sign_in)
        self._front.addWidget(work)
        self._band = label(self.tr("TẬP HUẤN: hồ sơ chỉ để luyện tập, không bao giờ gửi về tỉnh"), "strong")
        self._band.setObjectName("training")
        self._band.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._band.hide()
        whole = QWidget()
        upright = column(gap=0)
        upright.addWidget(self._band)
        upright.addWidget(self._front, 1)
        whole.setLayout(upright)
        self.setCentralWidget(whole)

    def show_training(self, *, training: bool) -> None:
        """Say on every screen that nothing of this counts, or say nothing."""
        self._band.setVisible(training)

    def view_of(self, place: Place) -> QWidget:
        """The view of a place, built now if it was not."""
        view = self._views.get(place)
        if view is None:
            view = self._build(place)
            self._views[place] = view
            self._places.addWidget(view)
        return view

    def go_to(self, place: Place) -> None:
        """Bring this place to the front."""
        self._front.setCurrentIndex(1)
        view = self.view_of(place)
        self._places.setCurrentWidget(view)
        if view.focusProxy() is not None:
            view.setFocus()
        self.place = place
        self.rail.show_place(place)
        self.place_shown.emit(place)

    def ask_to_sign_in(self) -> None:
        """Bring the sign-in screen to the front; the places behind it keep their state."""
        self._front.setCurrentIndex(0)

    @property
    def asks_to_sign_in(self) -> bool:
        return self._front.currentIndex() == 0

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if "_around" in self.__dict__:
            self.rail.be_narrow(event.size().width() < NARROW_BELOW)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
