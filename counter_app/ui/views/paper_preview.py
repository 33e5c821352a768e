"""A paper before it is printed, above the place that it comes from: looked at, then printed or left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from counter_app.ui.presenters.screens import Tone
from counter_app.ui.printing import print_pages
from counter_app.ui.theme import Theme
from counter_app.ui.views.pieces import Banner, button, column, label, row
from counter_app.ui.views.slip import SlipView

WIDTH = 860
EDGE = 16


class PaperPreview(QFrame):
    """Shows pages over its parent; Enter prints them, Esc takes them away.

    Args:
        theme: The look.
        title: What the paper is called on the screen.
        parent: The place, above which it lies and whose size it follows.
        send: Sends pages to paper under a name, False where there is no printer.

    Signals:
        closed: The paper was printed or left.
    """

    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        title: str,
        parent: QWidget,
        send: Callable[[tuple[bytes, ...], str], bool] | None = None,
    ) -> None:
        super().__init__(parent)
        self._ground = parent
        self._send = send or (lambda pages, name: print_pages(pages, title=name, parent=self))
        self._pages: tuple[bytes, ...] = ()
        self._name = title
        self._trouble = ""
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Xem trước khi in: {title}").format(title=title))
        self._count = label("", "soft")
        self._none = Banner(theme)
        self._paper = SlipView(theme, title)
        self.print_it = button(self.tr("In"), "primary")
        self.leave = button(self.tr("Đóng"), shortcut="Esc")
        head = row(gap=12)
        head.addWidget(label(title, "title"))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.leave)
        head.addWidget(self.print_it)
        layout = column(gap=12, margin=18)
        layout.addLayout(head)
        layout.addWidget(self._none)
        layout.addWidget(self._paper, 1)
        self.setLayout(layout)
        self.hide()
        self.print_it.clicked.connect(self.print_now)
        self.leave.clicked.connect(self.close_preview)
        parent.installEventFilter(self)

    def open_pages(self, pages: tuple[bytes, ...], name: str) -> None:
        """Come up with these pages; the printer's queue will call them by this name."""
        self._pages, self._name = pages, name
        self._paper.show_pages(pages)
        self._count.setText(self.tr("Số trang: {count}").format(count=len(pages)))
        self._trouble = ""
        self._none.tell(None)
        self._take_room()
        self.show()
        self.raise_()
        self.print_it.setFocus()

    def print_now(self) -> None:
        """Send them to paper and go away; where there is no printer, stay and say so."""
        if self._send(self._pages, self._name):
            self.close_preview()
        else:
            self._trouble = self.tr("Máy tính này chưa có máy in. Hãy cài máy in trong hệ điều hành rồi in lại.")
            self._none.tell(self._trouble, Tone.WARN)

    def print_or_ask(self, ask: Callable[[], None]) -> None:
        """The place's own key for printing: it asks for the paper, and once more prints what is looked at."""
        if self.isVisible():
            self.print_now()
        else:
            ask()

    def close_preview(self) -> None:
        """Go away; the pages are forgotten."""
        self._pages = ()
        self._paper.show_pages(())
        self.hide()
        self.closed.emit()

    def said(self) -> str:
        """What keeps it from being printed; empty while nothing does."""
        return self._trouble

    def _take_room(self) -> None:
        ground = self._ground
        width = min(WIDTH, ground.width() - 2 * EDGE)
        self.setGeometry((ground.width() - width) // 2, EDGE, width, ground.height() - 2 * EDGE)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._take_room()
        return False

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # Also where the place goes away: whoever comes next does not see what lay here.
        self.hide()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_preview()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.print_now()
            return
        super().keyPressEvent(event)
