"""Rows of a list are as high as their text, also at the moment when the list gets narrower."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter_app.ui.presenters.screens import Line
from counter_app.ui.theme import Theme
from counter_app.ui.views.rows import LineList

LONG = "Một dòng đủ rộng cho danh sách lúc chưa bị thu hẹp lại còn một nửa"


def test_rows_are_measured_anew_at_once_when_the_list_gets_narrower(theme: Theme, qtbot: QtBot) -> None:
    shown = LineList(theme, "Danh sách")
    qtbot.addWidget(shown)
    shown.resize(shown.fontMetrics().horizontalAdvance(LONG) + 200, 200)
    shown.show()
    shown.show_lines(tuple(Line(str(number), LONG, detail="chi tiết") for number in range(20)))
    QApplication.processEvents()
    wide = shown.viewport().grab().toImage()

    shown.resize(shown.width() // 2, 200)
    QApplication.processEvents()
    QApplication.processEvents()

    painted = shown.viewport().grab().toImage()
    shown.doItemsLayout()
    assert painted.width() < wide.width()
    assert painted == shown.viewport().grab().toImage()
