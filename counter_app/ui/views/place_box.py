"""The commune on which it depends who decides: found while it is typed, chosen by Enter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from counter_app.ui.presenters.intake_screen import PlaceForm
from counter_app.ui.theme import Theme
from counter_app.ui.translation import say
from counter_app.ui.views.pieces import Field, button, column, label, put, row
from counter_app.ui.views.rows import LineList

LIST_HEIGHT = 128


class PlaceBox(QWidget):
    """Shows a ``PlaceForm``.

    Signals:
        query_edited: What was typed.
        highlighted: Key of the commune under the cursor keys.
        chosen: Key of the commune taken by Enter or click; empty takes the highlighted one.
        change_wanted: Another commune.
    """

    query_edited = Signal(str)
    highlighted = Signal(str)
    chosen = Signal(str)
    change_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._query = Field("", placeholder=self.tr("Gõ tên phường, xã, không cần dấu"))
        self._found = LineList(theme, self.tr("Phường, xã tìm thấy"), framed=True)
        self._found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._found.setFixedHeight(LIST_HEIGHT)
        self._title = label("", "label")
        self._name = label("", "strong", wrap=True)
        self._change = button(self.tr("Chọn nơi khác"), "quiet")
        self._note = label("", "hint", wrap=True)
        self._taken = QWidget()
        taken = row(gap=12)
        text = column(gap=2)
        text.addWidget(self._title)
        text.addWidget(self._name)
        taken.addLayout(text, 1)
        taken.addWidget(self._change)
        self._taken.setLayout(taken)
        outer = column(gap=6)
        for part in (self._query, self._found, self._taken, self._note):
            outer.addWidget(part)
        self.setLayout(outer)
        self.hide()
        self._query.edited.connect(self.query_edited)
        self._query.line.returnPressed.connect(lambda: self.chosen.emit(""))
        self._query.line.installEventFilter(self)
        self._found.clicked.connect(lambda index: self.chosen.emit(self._found.lines.row(index.row()).key))
        self._change.clicked.connect(self._want_change)

    def show_form(self, form: PlaceForm | None) -> None:
        """Show what is asked, or nothing."""
        self.setVisible(form is not None)
        if form is None:
            return
        put(self._query.caption, form.title)
        self._query.line.setAccessibleName(say(form.title))
        put(self._title, form.title)
        put(self._name, form.chosen)
        self._query.show_text(form.query)
        self._query.setVisible(not form.chosen)
        self._found.setVisible(bool(form.found) and not form.chosen)
        self._found.show_lines(form.found, form.highlighted)
        self._taken.setVisible(bool(form.chosen))
        put(self._note, form.note if not form.chosen else None, hide_empty=True)

    def focus_query(self) -> None:
        """Put the cursor into the line."""
        self._query.line.setFocus()
        self._query.line.selectAll()

    def _want_change(self) -> None:
        self.change_wanted.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._query.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self._found.lines.rowCount():
                number = self._found.currentIndex().row() + step
                number = max(0, min(number, self._found.lines.rowCount() - 1))
                self.highlighted.emit(self._found.lines.row(number).key)
                return True
        return super().eventFilter(watched, event)
