"""The finder: a line to type in and what was found, above whatever place is in front."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget
from typing_extensions import override

from counter_app.ui.presenters.find import FindScreen
from counter_app.ui.theme import Theme
from counter_app.ui.views.pieces import column, label, put
from counter_app.ui.views.rows import LineList

WIDTH = 660
HEIGHT = 470
TOP = 60


class FindView(QFrame):
    """Shows a ``FindScreen`` over its parent; Esc takes it away, Enter takes the line under the cursor.

    Signals:
        opened: The finder came up.
        query_edited: What was typed.
        chosen: Key of what was found, empty for the first.
    """

    opened = Signal()
    query_edited = Signal(str)
    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self.setProperty("role", "card")
        self.setObjectName("finder")
        self._before: QWidget | None = None
        self.line = QLineEdit()
        self.line.setProperty("scale", "large")
        self.line.setPlaceholderText(self.tr("Tìm hồ sơ"))
        self.line.setAccessibleName(self.tr("Tìm hồ sơ"))
        self.found = LineList(theme, self.tr("Kết quả tìm kiếm"))
        self._hint = label("", "caption", wrap=True)
        layout = column(gap=8, margin=14)
        layout.addWidget(self.line)
        layout.addWidget(self._hint)
        layout.addWidget(self.found, 1)
        layout.addWidget(label(self.tr("Enter: mở · mũi tên: chọn · Esc: đóng"), "caption"))
        self.setLayout(layout)
        self.hide()
        self.line.textEdited.connect(self.query_edited)
        self.line.returnPressed.connect(self._take)
        self.found.opened.connect(self.chosen)
        self.line.installEventFilter(self)

    def open_finder(self) -> None:
        """Come up, empty, with the cursor in the line."""
        parent = self._ground
        width = min(WIDTH, parent.width() - 40)
        self.setGeometry((parent.width() - width) // 2, TOP, width, min(HEIGHT, parent.height() - 2 * TOP))
        self._before = parent.window().focusWidget()
        self.line.clear()
        self.show()
        self.raise_()
        self.line.setFocus()
        self.opened.emit()

    def close_finder(self) -> None:
        """Go away; the focus is where it was."""
        self.hide()
        if self._before is not None:
            self._before.setFocus()
            self._before = None

    def show_screen(self, screen: FindScreen) -> None:
        """Show what was found."""
        put(self._hint, screen.hint, hide_empty=True)
        self.found.show_lines(screen.found, screen.found[0].key if screen.found else "")

    def _take(self) -> None:
        index = self.found.currentIndex()
        self.chosen.emit(self.found.lines.row(index.row()).key if index.isValid() else "")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_finder()
            return
        super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                number = self.found.currentIndex().row() + step
                if 0 <= number < self.found.lines.rowCount():
                    self.found.setCurrentIndex(self.found.lines.index(number, 0))
                return True
        return super().eventFilter(watched, event)
