"""Joins views to presenters: which signal calls which method. Nothing is decided here.

A place is wired when it is first visited; its modules are loaded then, so that the window is there at once.
"""

# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from counter_app.ui.bridge import Bridge
from counter_app.ui.images import PageImages
from counter_app.ui.parts import WindowParts
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.running import Tasks
from counter_app.ui.theme import Theme


class Starts(Protocol):
    """A presenter whose screen came to the front."""

    def start(self) -> None: ...


class Wiring:
    """Builds the view and the presenter of a place and keeps the presenters alive."""

    def __init__(
        self,
        parts: WindowParts,
        *,
        theme: Theme,
        tasks: Tasks,
        desk: Desk,
        bridge: Bridge,
        images: PageImages,
        troubles_counted: Callable[[int], None],
    ) -> None:
        self._parts = parts
        self._theme = theme
        self._tasks = tasks
        self._desk = desk
        self._bridge = bridge
        self._images = images
        self._troubles_counted = troubles_counted
        self._presenters: dict[Place, Starts] = {}

    def presenter(self, place: Place) -> Starts | None:
        """The presenter of a place that was visited."""
        return self._presenters.get(place)

    def build(self, place: Place) -> QWidget:
        """The view of a place, wired to its presenter."""
        build = {
            Place.DAY: self._day,
            Place.INTAKE: self._intake,
            Place.CAPTURE: self._capture,
            Place.REVIEW: self._review,
            Place.RESULTS: self._results,
            Place.TROUBLES: self._troubles,
            Place.BRANCH: self._branch,
            Place.SYNC: self._sync,
            Place.SETTINGS: self._settings,
        }
        return build[place]()

    def _day(self) -> QWidget:
        from counter_app.ui.presenters.day import DayPresenter
        from counter_app.ui.views.day import DayView

        view = DayView(self._theme)
        presenter = DayPresenter(view, self._tasks, self._desk, self._parts.day)
        view.figure_chosen.connect(presenter.figure_chosen)
        view.query_edited.connect(presenter.query_edited)
        view.row_chosen.connect(presenter.row_chosen)
        view.row_opened.connect(presenter.row_opened)
        view.intake_wanted.connect(presenter.intake_wanted)
        view.deeds_wanted.connect(presenter.deeds_wanted)
        view.panel.deed_chosen.connect(presenter.deeds.deed_chosen)
        view.panel.deed_entered.connect(presenter.deeds.deed_entered)
        view.panel.text_edited.connect(presenter.deeds.text_edited)
        view.panel.do_wanted.connect(presenter.deeds.do_wanted)
        view.panel.closed.connect(presenter.deeds.closed)
        self._bridge.dossier_changed.connect(lambda _id: presenter.changed())
        self._bridge.delivery_changed.connect(presenter.changed)
        self._presenters[Place.DAY] = presenter
        return view

    def _intake(self) -> QWidget:
        from counter_app.ui.presenters.intake import IntakePresenter
        from counter_app.ui.views.intake import IntakeView
        from counter_app.ui.wiring_intake import wire_intake

        view = IntakeView(self._theme, self._tasks)
        presenter = IntakePresenter(view, self._tasks, self._desk, self._parts.intake)
        wire_intake(view, presenter)
        self._bridge.page_captured.connect(presenter.page_event)
        self._bridge.page_changed.connect(presenter.page_event)
        self._bridge.catalogue_changed.connect(lambda _name: presenter.catalogue_changed())
        self._presenters[Place.INTAKE] = presenter
        return view

    def _capture(self) -> QWidget:
        from counter_app.ui.presenters.capture import CapturePresenter
        from counter_app.ui.views.capture import CaptureView
        from counter_app.ui.wiring_capture import wire_capture

        view = CaptureView(self._theme, self._images)
        presenter = CapturePresenter(view, self._tasks, self._desk, self._parts.capture)
        wire_capture(view, presenter)
        self._bridge.page_captured.connect(presenter.page_came)
        self._bridge.page_changed.connect(presenter.page_event)
        self._bridge.page_under_way.connect(presenter.scanning.told_under_way)
        self._bridge.dossier_changed.connect(presenter.dossier_event)
        self._presenters[Place.CAPTURE] = presenter
        return view

    def _review(self) -> QWidget:
        from counter_app.ui.presenters.review import ReviewPresenter
        from counter_app.ui.views.review import ReviewView

        view = ReviewView(self._theme, self._images)
        presenter = ReviewPresenter(view, self._tasks, self._desk, self._parts.review)
        view.requirement_chosen.connect(presenter.requirement_chosen)
        view.point_opened.connect(presenter.point_opened)
        view.accept_wanted.connect(presenter.accept_wanted)
        view.reuse_wanted.connect(presenter.reuse_wanted)
        view.held_opened.connect(presenter.held_opened)
        view.held.closed.connect(presenter.look.closed)
        view.ground_picked.connect(presenter.ground_picked)
        view.reason_edited.connect(presenter.reason_edited)
        view.except_wanted.connect(presenter.except_wanted)
        view.not_needed_wanted.connect(presenter.not_needed_wanted)
        view.field_confirmed.connect(presenter.field_confirmed)
        view.confirm_all_wanted.connect(presenter.confirm_all_wanted)
        view.look_up_wanted.connect(presenter.look_up_wanted)
        view.page_opened.connect(presenter.page_opened)
        view.seal_wanted.connect(presenter.seal_wanted)
        view.capture_wanted.connect(presenter.capture_wanted)
        self._bridge.page_changed.connect(presenter.page_event)
        self._bridge.page_captured.connect(presenter.page_event)
        self._bridge.dossier_changed.connect(presenter.dossier_event)
        self._presenters[Place.REVIEW] = presenter
        return view

    def _results(self) -> QWidget:
        from counter_app.ui.presenters.results import ResultsPresenter
        from counter_app.ui.views.results import ResultsView

        view = ResultsView(self._theme)
        presenter = ResultsPresenter(view, self._tasks, self._desk, self._parts.results)
        view.query_edited.connect(presenter.query_edited)
        view.query_entered.connect(presenter.query_entered)
        view.found_chosen.connect(presenter.found_chosen)
        view.receiver_edited.connect(presenter.receiver_edited)
        view.relation_picked.connect(presenter.relation_picked)
        view.hand_over_wanted.connect(presenter.hand_over_wanted)
        view.rated.connect(presenter.rated)
        view.way_picked.connect(presenter.way_picked)
        view.sign_wanted.connect(presenter.sign_wanted)
        view.signed.connect(presenter.signed)
        view.preview_wanted.connect(presenter.preview_wanted)
        view.print_wanted.connect(presenter.print_wanted)
        self._bridge.dossier_changed.connect(presenter.dossier_event)
        self._presenters[Place.RESULTS] = presenter
        return view

    def _troubles(self) -> QWidget:
        from counter_app.ui.presenters.troubles import TroublesPresenter
        from counter_app.ui.views.troubles import TroublesView

        view = TroublesView(self._theme)
        presenter = TroublesPresenter(view, self._tasks, self._desk, self._parts.troubles, self._troubles_counted)
        view.cure_wanted.connect(presenter.cure_wanted)
        view.code_given.connect(presenter.code_given)
        self._bridge.troubles_changed.connect(presenter.changed)
        self._presenters[Place.TROUBLES] = presenter
        return view

    def _branch(self) -> QWidget:
        from counter_app.ui.presenters.branch import BranchPresenter
        from counter_app.ui.views.branch import BranchView

        view = BranchView(self._theme)
        presenter = BranchPresenter(view, self._tasks, self._desk, self._parts.branch)
        view.tab_chosen.connect(presenter.tab_chosen)
        view.filtered.connect(presenter.filtered)
        view.overdue_wanted.connect(presenter.overdue_wanted)
        view.clerk_chosen.connect(presenter.clerk_chosen)
        view.row_chosen.connect(presenter.row_chosen)
        view.row_opened.connect(presenter.row_opened)
        view.taker_picked.connect(presenter.taker_picked)
        view.reason_edited.connect(presenter.reason_edited)
        view.reassign_wanted.connect(presenter.reassign_wanted)
        view.export_wanted.connect(presenter.export_wanted)
        view.print_wanted.connect(presenter.print_wanted)
        view.returned.own_list_wanted.connect(presenter.own_list_wanted)
        view.returned.opened.connect(presenter.returned_opened)
        view.returned.take_back_wanted.connect(presenter.take_back_wanted)
        view.returned.settle_wanted.connect(presenter.settle_wanted)
        self._bridge.dossier_changed.connect(lambda _id: presenter.changed())
        self._bridge.delivery_changed.connect(presenter.changed)
        self._bridge.troubles_changed.connect(presenter.changed)
        self._presenters[Place.BRANCH] = presenter
        return view

    def _sync(self) -> QWidget:
        from counter_app.ui.presenters.sync import SyncPresenter
        from counter_app.ui.views.sync import SyncView

        view = SyncView(self._theme)
        presenter = SyncPresenter(view, self._tasks, self._desk, self._parts.sync)
        view.send_wanted.connect(presenter.send_wanted)
        view.day_picked.connect(presenter.day_picked)
        view.print_wanted.connect(presenter.print_wanted)
        view.row_opened.connect(presenter.row_opened)
        view.troubles_wanted.connect(presenter.troubles_wanted)
        view.sticks_wanted.connect(presenter.sticks_wanted)
        view.stick_picked.connect(presenter.stick_picked)
        view.pack_wanted.connect(presenter.pack_wanted)
        view.pack_next_wanted.connect(presenter.pack_next_wanted)
        view.unpack_wanted.connect(presenter.unpack_wanted)
        self._bridge.delivery_changed.connect(presenter.changed)
        self._bridge.dossier_changed.connect(lambda _id: presenter.changed())
        self._bridge.troubles_changed.connect(presenter.changed)
        self._presenters[Place.SYNC] = presenter
        return view

    def _settings(self) -> QWidget:
        from counter_app.ui.presenters.settings import SettingsPresenter
        from counter_app.ui.views.settings import SettingsView

        view = SettingsView(self._theme)
        presenter = SettingsPresenter(view, self._tasks, self._parts.settings)
        view.pressed.connect(presenter.pressed)
        view.picked.connect(presenter.picked)
        self._presenters[Place.SETTINGS] = presenter
        return view
