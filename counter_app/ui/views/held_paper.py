"""A paper that the state holds, above the place from which it was opened: page by page, as large as wanted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from counter_app.ui.images import NOTHING, PageImages, Picture, Size
from counter_app.ui.presenters.held_look import PaperShown
from counter_app.ui.presenters.running import Tasks
from counter_app.ui.theme import Theme
from counter_app.ui.views.page_viewer import STEP, PageViewer
from counter_app.ui.views.pieces import Banner, button, column, label, put, row

EDGE = 12


class HeldPaperView(QFrame):
    """Shows a ``PaperShown`` over its parent: Esc closes it, PgUp and PgDn turn pages, + and - change the size.

    Signals:
        closed: Back to where it was opened.
    """

    closed = Signal()

    def __init__(self, theme: Theme, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self.setProperty("role", "card")
        self.setObjectName("held")
        self._pages: tuple[bytes, ...] = ()
        self._number = 0
        self._before: QWidget | None = None
        self._tasks = tasks
        self._images = self._pictures_of(())
        self._title = label("", "heading", wrap=True)
        self._detail = label("", "caption", wrap=True)
        self._count = label("", "label")
        self._banner = Banner(theme)
        self.viewer = PageViewer(theme, self.tr("Giấy tờ đã có"))
        self._back = button(self.tr("Trang trước"), "quiet", shortcut="PgUp")
        self._on = button(self.tr("Trang sau"), "quiet", shortcut="PgDown")
        self.leave = button(self.tr("Đóng"), shortcut="Esc")
        self._lay_out()
        self.hide()
        self._back.clicked.connect(lambda: self._turn(-1))
        self._on.clicked.connect(lambda: self._turn(1))
        self.leave.clicked.connect(self.closed)
        self.viewer.installEventFilter(self)
        parent.installEventFilter(self)

    def _lay_out(self) -> None:
        text = column(gap=2)
        text.addWidget(self._title)
        text.addWidget(self._detail)
        head = row(gap=12)
        head.addLayout(text, 1)
        for part in (self._count, self._back, self._on, self.leave):
            head.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        outer = column(gap=10, margin=(16, 14, 16, 16))
        outer.addLayout(head)
        outer.addWidget(self._banner)
        outer.addWidget(self.viewer, 1)
        self.setLayout(outer)

    def show_paper(self, paper: PaperShown | None) -> None:
        """Show this paper, or go away."""
        if paper is None:
            self._go()
            return
        put(self._title, paper.title)
        put(self._detail, paper.detail, hide_empty=True)
        note = paper.note
        self._banner.tell(note.text if note else None, note.tone if note else Banner.DEFAULT)
        if paper.pages != self._pages:
            self._pages = paper.pages
            self._number = 0
            self._images = self._pictures_of(paper.pages)
            self._show_page()
        self._come()
        self._show_count(loading=not paper.pages and note is None)

    def _pictures_of(self, pages: tuple[bytes, ...]) -> PageImages:
        return PageImages(lambda key, _size: pages[int(key)], self._tasks)

    def _come(self) -> None:
        if self.isVisible():
            return
        self._cover()
        self._before = self._ground.window().focusWidget()
        self.show()
        self.raise_()
        self.viewer.setFocus()

    def _go(self) -> None:
        if not self.isVisible():
            return
        self._pages = ()
        self.viewer.show_picture(NOTHING, 0)
        self.hide()
        if self._before is not None:
            self._before.setFocus()
            self._before = None

    def _cover(self) -> None:
        self.setGeometry(self._ground.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE))

    def _turn(self, by: int) -> None:
        number = min(max(self._number + by, 0), max(len(self._pages) - 1, 0))
        if number != self._number:
            self._number = number
            self._show_page()
            self._show_count(loading=False)

    def _show_page(self) -> None:
        number = self._number
        self.viewer.show_picture(NOTHING, 0)
        if self._pages:
            self._images.want(str(number), "", Size.PAGE, lambda picture: self._arrived(number, picture))

    def _arrived(self, number: int, picture: Picture) -> None:
        if number == self._number:
            self.viewer.show_picture(picture, 0)

    def _show_count(self, *, loading: bool) -> None:
        said = self.tr("Đang mở…") if loading else ""
        if self._pages:
            said = self.tr("Trang {number}/{count}").format(number=self._number + 1, count=len(self._pages))
        put(self._count, said)
        self._back.setEnabled(self._number > 0)
        self._on.setEnabled(self._number + 1 < len(self._pages))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._ground and event.type() == QEvent.Type.Resize and self.isVisible():
            self._cover()
        if watched is self.viewer and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            factor = {Qt.Key.Key_Plus: STEP, Qt.Key.Key_Equal: STEP, Qt.Key.Key_Minus: 1 / STEP}
            key = Qt.Key(event.key())
            if key in factor:
                self.viewer.zoom(factor[key])
                return True
        return super().eventFilter(watched, event)
