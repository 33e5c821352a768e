"""Joins the capture view to its presenter: which signal calls which method. Nothing is decided here."""

from __future__ import annotations

from counter_app.ui.presenters.capture import CapturePresenter
from counter_app.ui.views.capture import CaptureView


def wire_capture(view: CaptureView, presenter: CapturePresenter) -> None:
    """Every wish of the view reaches its presenter from now on."""
    scanning, pages = presenter.scanning, presenter.pages
    view.device_picked.connect(scanning.device_picked)
    view.profile_picked.connect(scanning.profile_picked)
    view.rescan_devices_wanted.connect(scanning.rescan_devices_wanted)
    view.scan_wanted.connect(scanning.scan_wanted)
    view.insert_wanted.connect(scanning.insert_wanted)
    view.again_wanted.connect(scanning.again_wanted)
    view.note_wanted.connect(scanning.note_wanted)
    view.stop_wanted.connect(scanning.stop_wanted)
    view.waiting_wanted.connect(scanning.waiting_wanted)
    view.slot_chosen.connect(scanning.slot_chosen)
    view.pages_selected.connect(presenter.pages_selected)
    view.assign_wanted.connect(pages.assign_wanted)
    view.digit_pressed.connect(pages.digit_pressed)
    view.split_wanted.connect(pages.split_wanted)
    view.merge_wanted.connect(pages.merge_wanted)
    view.place_wanted.connect(pages.place_wanted)
    view.cut_wanted.connect(pages.cut_wanted)
    view.paste_wanted.connect(pages.paste_wanted)
    view.interleave_wanted.connect(pages.interleave_wanted)
    view.turn_wanted.connect(pages.turn_wanted)
    view.shift_wanted.connect(pages.shift_wanted)
    view.remove_wanted.connect(pages.remove_wanted)
    view.restore_wanted.connect(pages.restore_wanted)
    view.removed_wanted.connect(pages.removed_wanted)
    view.accept_wanted.connect(pages.accept_wanted)
    view.undo_wanted.connect(presenter.undo_wanted)
    view.redo_wanted.connect(presenter.redo_wanted)
    view.separators_wanted.connect(presenter.separators_wanted)
    view.review_wanted.connect(presenter.review_wanted)
