"""A stage for examples: the real main window and the real views, with pictures painted on the spot.

Screenshots and tests of views need no services: they put one example after another on the stage.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QBuffer, QCoreApplication, QEvent, QIODevice, QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from counter_app.ui.gallery import CLERK, UNIT, WINDOW, Example
from counter_app.ui.gallery.queue import EVERYWHERE
from counter_app.ui.images import PageImages
from counter_app.ui.presenters.branch_screen import BranchScreen
from counter_app.ui.presenters.capture_screen import CaptureScreen
from counter_app.ui.presenters.citizen_screen import CitizenScreen
from counter_app.ui.presenters.day_screen import DayScreen, TroublesScreen
from counter_app.ui.presenters.find import FindScreen
from counter_app.ui.presenters.help import HelpScreen
from counter_app.ui.presenters.intake_screen import IntakeScreen
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.quick_pin import QuickPinScreen
from counter_app.ui.presenters.results_screen import ResultsScreen
from counter_app.ui.presenters.review_screen import ReviewScreen
from counter_app.ui.presenters.running import AtOnce
from counter_app.ui.presenters.settings import SettingsScreen
from counter_app.ui.presenters.sign_in import SignInScreen
from counter_app.ui.presenters.sync_screen import SyncScreen
from counter_app.ui.theme import Theme
from counter_app.ui.views.branch import BranchView
from counter_app.ui.views.capture import CaptureView
from counter_app.ui.views.citizen import CitizenView
from counter_app.ui.views.day import DayView
from counter_app.ui.views.find import FindView
from counter_app.ui.views.help import HelpView
from counter_app.ui.views.intake import IntakeView
from counter_app.ui.views.main_window import MainWindow
from counter_app.ui.views.paper_preview import PaperPreview
from counter_app.ui.views.quick_pin import QuickPinView
from counter_app.ui.views.results import ResultsView
from counter_app.ui.views.review import ReviewView
from counter_app.ui.views.settings import SettingsView
from counter_app.ui.views.sync import SyncView
from counter_app.ui.views.troubles import TroublesView

T = TypeVar("T")
TROUBLES = 3


PLAIN_VIEWS: dict[Place, Callable[[Theme], QWidget]] = {
    Place.DAY: DayView,
    Place.INTAKE: lambda theme: IntakeView(theme, AtOnce()),
    Place.RESULTS: ResultsView,
    Place.TROUBLES: TroublesView,
    Place.BRANCH: BranchView,
    Place.SYNC: SyncView,
    Place.SETTINGS: SettingsView,
}


class Stage:
    """The main window, showing examples."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._images = PageImages(lambda key, _size: painted_page(key), AtOnce())
        self.window = MainWindow(theme, self._build)
        self.window.rail.show_people(UNIT, WINDOW, CLERK)
        self.window.rail.show_troubles(TROUBLES)
        self._finder: FindView | None = None
        self._help: HelpView | None = None
        self._citizen: CitizenView | None = None
        self._pins: QuickPinView | None = None

    def close(self) -> None:
        """Take the window away."""
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(self.window, QEvent.Type.DeferredDelete)

    def view(self, place: Place) -> QWidget:
        """The view of a place."""
        return self.window.view_of(place)

    def show(self, example: Example) -> None:
        """Put this example on the stage."""
        for over in (self._finder, self._help, self._citizen, self._pins):
            if over is not None:
                over.hide()
        self.window.show_training(training=example.training)
        self.window.strip.show_screen(example.strip or EVERYWHERE)
        if example.place is not None:
            self.window.go_to(example.place)
        self._show_screen(example)

    def _find(self) -> FindView:
        if self._finder is None:
            self._finder = FindView(self._theme, self.window.centralWidget())
        return self._finder

    def _helper(self) -> HelpView:
        if self._help is None:
            self._help = HelpView(self._theme, self.window.centralWidget())
        return self._help

    def _shown_to_citizen(self) -> CitizenView:
        if self._citizen is None:
            self._citizen = CitizenView(self._theme, self.window.centralWidget())
        self._citizen.resize(self.window.centralWidget().size())
        self._citizen.show()
        self._citizen.raise_()
        return self._citizen

    def _setting_pins(self) -> QuickPinView:
        if self._pins is None:
            self._pins = QuickPinView(self._theme, self.window.centralWidget())
        return self._pins

    def _show_over(self, screen: FindScreen | HelpScreen | QuickPinScreen) -> None:
        if isinstance(screen, QuickPinScreen):
            self._setting_pins().show_screen(screen)
            self._setting_pins().open_panel()
            return
        if isinstance(screen, HelpScreen):
            self._helper().open_help(screen)
            return
        self._find().open_finder()
        self._find().line.setText(screen.query)
        self._find().show_screen(screen)

    def _show_screen(self, example: Example) -> None:  # noqa: C901 - one case for each kind of screen
        screen = example.screen
        match screen:
            case SignInScreen():
                self.window.ask_to_sign_in()
                self.window.sign_in.show_screen(screen)
            case IntakeScreen():
                self._show_intake(screen)
            case CaptureScreen():
                self._capture().show_screen(screen)
            case ReviewScreen():
                self._review().show_screen(screen)
            case DayScreen():
                self._day().show_screen(screen)
            case TroublesScreen():
                self._troubles().show_screen(screen)
            case SettingsScreen():
                self._view_as(Place.SETTINGS, SettingsView).show_screen(screen)
            case CitizenScreen():
                self._shown_to_citizen().show_screen(screen)
            case FindScreen() | HelpScreen() | QuickPinScreen():
                self._show_over(screen)
            case SyncScreen():
                link = self._view_as(Place.SYNC, SyncView)
                link.show_screen(screen)
                _preview(link.preview, shown=example.preview)
            case BranchScreen():
                branch = self._view_as(Place.BRANCH, BranchView)
                branch.show_screen(screen)
                self.window.rail.show_returned(screen.returned.count)
                _preview(branch.preview, shown=example.preview)
            case ResultsScreen():
                results = self._results()
                results.show_screen(screen)
                results.show_paper((painted_page("result"),) if screen.preview else ())

    def _show_intake(self, screen: IntakeScreen) -> None:
        if screen.opened is not None:
            screen = replace(screen, opened=replace(screen.opened, pages=(painted_page("held"),)))
        given = screen.receipt is not None or (screen.slip is not None and screen.slip.number)
        view = self._intake()
        view.show_screen(screen)
        view.show_slip((painted_page("slip"),) if given else ())

    def _build(self, place: Place) -> QWidget:
        if place in {Place.CAPTURE, Place.REVIEW}:
            kind = CaptureView if place is Place.CAPTURE else ReviewView
            return kind(self._theme, self._images)
        return PLAIN_VIEWS[place](self._theme)

    def _view_as(self, place: Place, kind: type[T]) -> T:
        view = self.view(place)
        if not isinstance(view, kind):
            raise TypeError(f"{place} is shown by another view")
        return view

    def _intake(self) -> IntakeView:
        return self._view_as(Place.INTAKE, IntakeView)

    def _capture(self) -> CaptureView:
        return self._view_as(Place.CAPTURE, CaptureView)

    def _review(self) -> ReviewView:
        return self._view_as(Place.REVIEW, ReviewView)

    def _day(self) -> DayView:
        return self._view_as(Place.DAY, DayView)

    def _troubles(self) -> TroublesView:
        return self._view_as(Place.TROUBLES, TroublesView)

    def _results(self) -> ResultsView:
        return self._view_as(Place.RESULTS, ResultsView)


def _preview(over: PaperPreview, *, shown: bool) -> None:
    if shown:
        over.open_pages((painted_page("report"), painted_page("second page")), "")
    else:
        over.close_preview()


def painted_page(key: str) -> bytes:
    """A picture that looks like a page of typed paper; other keys give other pages."""
    seed = sum(key.encode("utf-8"))
    image = QImage(827, 1169, QImage.Format.Format_RGB32)
    image.fill(QColor("#FCFBF7"))
    painter = QPainter(image)
    ink = QColor("#4A4A48")
    painter.fillRect(QRect(300, 70, 240, 12), ink)
    painter.fillRect(QRect(340, 94, 160, 8), ink)
    painter.fillRect(QRect(250, 160, 330, 16), QColor("#2A2A28"))
    top = 220
    for line in range(24):
        width = 640 - (seed * (line + 3)) % 190
        painter.fillRect(QRect(95, top, width, 8), ink)
        top += 26 if (line + seed) % 5 else 44
    painter.setPen(QColor("#C0392B"))
    painter.drawEllipse(QRect(520, top + 20, 150, 150))
    painter.end()
    sink = QBuffer()
    sink.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(sink, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt takes text
    return bytes(sink.data().data())
