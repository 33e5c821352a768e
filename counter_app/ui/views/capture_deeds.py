"""What can be done with a captured page: each deed with its words, its key, and when it is possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter_app.ui.presenters.capture_screen import CaptureScreen
from counter_app.ui.views.capture_actions import Deed
from counter_app.ui.words import words

if TYPE_CHECKING:
    from counter_app.ui.views.capture import CaptureView

QUARTER = 90


def page_deeds(view: CaptureView) -> tuple[tuple[Deed, ...], ...]:
    """The deeds in the groups of the menu."""
    scanning = (
        Deed(
            "again", "scan", words("Deeds", "Quét lại trang đang chọn"), "Shift+F9", view.again_wanted.emit, _scan
        ),
        Deed(
            "insert",
            "intake",
            words("Deeds", "Quét chèn vào trước trang này"),
            "Ins",
            view.insert_wanted.emit,
            _scan,
        ),
        Deed("note", "paper", words("Deeds", "Chụp lại tờ này, đã gỡ ghi chú"), "G", view.note_wanted.emit, _page),
    )
    turning = (
        Deed(
            "left",
            "rotate-left",
            words("Deeds", "Xoay trái"),
            "Shift+R",
            lambda: view.turn_wanted.emit(-QUARTER),
            _page,
        ),
        Deed("right", "rotate", words("Deeds", "Xoay phải"), "R", lambda: view.turn_wanted.emit(QUARTER), _page),
    )
    moving = (
        Deed(
            "earlier",
            "up",
            words("Deeds", "Chuyển lên trước"),
            "Ctrl+Up",
            lambda: view.shift_wanted.emit(-1),
            _page,
        ),
        Deed(
            "later",
            "down",
            words("Deeds", "Chuyển xuống sau"),
            "Ctrl+Down",
            lambda: view.shift_wanted.emit(1),
            _page,
        ),
        Deed("cut", "", words("Deeds", "Cắt để chuyển chỗ"), "Ctrl+X", view.cut_wanted.emit, _page),
        Deed("paste", "", words("Deeds", "Đặt vào trước trang này"), "Ctrl+V", view.paste_wanted.emit, _paste),
        Deed("pair", "", words("Deeds", "Ghép mặt trước với mặt sau"), "M", view.interleave_wanted.emit, _page),
    )
    keeping = (
        Deed("remove", "remove", words("Deeds", "Bỏ trang"), "Del", view.remove_wanted.emit, _page),
        Deed("restore", "restore", words("Deeds", "Lấy lại trang"), "Shift+Del", view.restore_wanted.emit, _aside),
    )
    back_and_forth = (
        Deed("undo", "undo", words("Deeds", "Hoàn tác"), "Ctrl+Z", view.undo_wanted.emit, lambda s: s.can_undo),
        Deed("redo", "redo", words("Deeds", "Làm lại"), "Ctrl+Y", view.redo_wanted.emit, lambda s: s.can_redo),
    )
    return scanning, turning, moving, keeping, back_and_forth


TOOLS = ("left", "right", "earlier", "later", "remove", "restore", "again", "undo", "redo")
"""Deeds that have a button below the page as well."""


def _page(screen: CaptureScreen) -> bool:
    return screen.open and screen.page is not None and not screen.page.removed


def _scan(screen: CaptureScreen) -> bool:
    return _page(screen) and screen.can_scan


def _paste(screen: CaptureScreen) -> bool:
    return _page(screen) and bool(screen.cut)


def _aside(screen: CaptureScreen) -> bool:
    return screen.open and screen.page is not None and screen.page.removed
