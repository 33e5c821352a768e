"""Joins the intake view to its presenter: which signal calls which method. Nothing is decided here."""

from __future__ import annotations

from counter_app.ui.presenters.intake import IntakePresenter
from counter_app.ui.views.intake import IntakeView


def wire_intake(view: IntakeView, presenter: IntakePresenter) -> None:
    """Every wish of the view reaches its presenter from now on."""
    _wire_form(view, presenter)
    _wire_parts(view, presenter)


def _wire_form(view: IntakeView, presenter: IntakePresenter) -> None:
    view.card_typed.connect(presenter.card_typed)
    view.card_picture_chosen.connect(presenter.card_picture_chosen)
    view.card_scan_wanted.connect(presenter.card_scan_wanted)
    view.person_edited.connect(presenter.person_edited)
    view.field_left.connect(presenter.field_left)
    view.query_edited.connect(presenter.query_edited)
    view.procedure_highlighted.connect(presenter.procedure_highlighted)
    view.procedure_chosen.connect(presenter.procedure_chosen)
    view.procedure_change_wanted.connect(presenter.procedure_change_wanted)
    view.case_picked.connect(presenter.case_picked)
    view.fee_changed.connect(presenter.fee_changed)
    view.paid_changed.connect(presenter.paid_changed)
    view.register_wanted.connect(presenter.receipt.register_wanted)
    view.print_wanted.connect(presenter.receipt.print_wanted)
    view.capture_wanted.connect(presenter.capture_wanted)
    view.next_wanted.connect(presenter.next_wanted)
    view.earlier_opened.connect(presenter.earlier_opened)


def _wire_parts(view: IntakeView, presenter: IntakePresenter) -> None:
    view.slip_wanted.connect(presenter.slip.opened)
    view.slip.closed.connect(presenter.slip.closed)
    view.slip.kind_picked.connect(presenter.slip.kind_picked)
    view.slip.paper_toggled.connect(presenter.slip.paper_toggled)
    view.slip.text_edited.connect(presenter.slip.text_edited)
    view.slip.give_wanted.connect(presenter.slip.give_wanted)
    view.slip.print_wanted.connect(presenter.slip.print_wanted)
    view.slip.next_wanted.connect(presenter.next_wanted)
    view.place.query_edited.connect(presenter.place.query_edited)
    view.place.highlighted.connect(presenter.place.highlighted)
    view.place.chosen.connect(presenter.place.chosen)
    view.place.change_wanted.connect(presenter.place.change_wanted)
    view.held.closed.connect(presenter.known.look.closed)
    view.paper_toggled.connect(presenter.known.toggled)
    view.waive_wanted.connect(presenter.known.waive_wanted)
    view.lane_wanted.connect(presenter.lane.lane_wanted)
    view.pages_changed.connect(presenter.lane.pages_changed)
    view.copies_changed.connect(presenter.lane.copies_changed)
    view.scan_wanted.connect(presenter.lane.scan_wanted)
    view.stop_wanted.connect(presenter.lane.stop_wanted)
