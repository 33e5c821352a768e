"""Help at the right edge, above the place that it is about; F1 or Esc takes it away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from counter_app.ui.presenters.help import EVERYWHERE, HelpScreen
from counter_app.ui.theme import Theme
from counter_app.ui.translation import say
from counter_app.ui.views.pieces import button, column, empty, label, row, rule, scrolling

WIDTH = 420


class HelpView(QFrame):
    """Shows a ``HelpScreen`` over its parent.

    Signals:
        closed: The person has read it.
    """

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Hướng dẫn"))
        sign = label()
        sign.setPixmap(theme.picture("help", theme.tokens.accent_ink, 24))
        self._title = label("", "title", wrap=True)
        self._inner: QVBoxLayout = column(gap=12)
        self.close_it = button(self.tr("Đã hiểu"), "primary")
        head = row(gap=10)
        head.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        holder = QWidget()
        around = column(gap=0)
        around.addLayout(self._inner)
        around.addStretch(1)
        holder.setLayout(around)
        layout = column(gap=12, margin=18)
        layout.addLayout(head)
        layout.addWidget(scrolling(holder), 1)
        layout.addWidget(self.close_it)
        self.setLayout(layout)
        self.hide()
        self.close_it.clicked.connect(self.close_help)

    def show_screen(self, screen: HelpScreen) -> None:
        """Show this page."""
        self._title.setText(say(screen.title))
        empty(self._inner)
        for number, step in enumerate(screen.steps, start=1):
            line = row(gap=10)
            mark = label(str(number), "strong")
            mark.setFixedWidth(16)
            line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(say(step), wrap=True), 1)
            part = QWidget()
            part.setLayout(line)
            self._inner.addWidget(part)
        self._inner.addWidget(rule())
        shown = {one.keys for one in screen.keys}
        for one in (*screen.keys, *(other for other in EVERYWHERE if other.keys not in shown)):
            line = row(gap=10)
            keys = label(one.keys, "key")
            line.addWidget(keys, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(say(one.does), "soft", wrap=True), 1)
            part = QWidget()
            part.setLayout(line)
            self._inner.addWidget(part)

    def open_help(self, screen: HelpScreen) -> None:
        """Come up with this page."""
        self.show_screen(screen)
        parent = self._ground
        width = min(WIDTH, parent.width() - 40)
        self.setGeometry(parent.width() - width - 16, 16, width, parent.height() - 32)
        self.show()
        self.raise_()
        self.close_it.setFocus()

    def close_help(self) -> None:
        """Go away."""
        self.hide()
        self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_help()
            return
        super().keyPressEvent(event)
