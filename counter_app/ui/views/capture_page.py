"""The page that the clerk looks at, large: its findings above it, and on it where they are."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QToolButton

from counter_app.ui.images import PageImages, Picture, Size
from counter_app.ui.presenters.capture_screen import Finding, PageDetail
from counter_app.ui.presenters.screens import Tone
from counter_app.ui.theme import Theme
from counter_app.ui.views.page_viewer import STEP, PageViewer
from counter_app.ui.views.pieces import Banner, column, empty, label, put, row

STAYS_MS = 700
"""A page that is looked at for as long is read whole: not each of two pages a second."""


class LargePage(QFrame):
    """Shows one page with its findings and the tools for it.

    Signals:
        accept_wanted: Code of a finding that the clerk accepts.
    """

    accept_wanted = Signal(str)

    def __init__(self, theme: Theme, images: PageImages) -> None:
        super().__init__()
        self._theme = theme
        self._images = images
        self._title = label("", "strong", wrap=True)
        self._reading = label("", "caption")
        self._findings = column(gap=6)
        self._viewer = PageViewer(theme, self.tr("Trang đang xem"))
        self._tools = row(gap=2)
        self._zooming: tuple[QToolButton, ...] = ()
        self._page: PageDetail | None = None
        self._may_accept = False
        self._staying = QTimer(self)
        self._staying.setSingleShot(True)
        self._staying.setInterval(STAYS_MS)
        self._staying.timeout.connect(self._look_closer)
        self.setProperty("role", "card")
        inner = column(gap=8, margin=(12, 12, 12, 8))
        head = row(gap=12)
        head.addWidget(self._title, 1)
        head.addWidget(self._reading)
        inner.addLayout(head)
        inner.addLayout(self._findings)
        inner.addWidget(self._viewer, 1)
        tools = row(gap=2)
        tools.addStretch(1)
        tools.addLayout(self._tools)
        tools.addStretch(1)
        inner.addLayout(tools)
        self.setLayout(inner)

    def add_tool(self, tool: QToolButton) -> None:
        """Put this tool below the page."""
        self._tools.addWidget(tool)

    def add_zoom_tools(self, smaller: QToolButton, larger: QToolButton, whole: QToolButton) -> None:
        """Put these below the page; they work on its picture."""
        self._tools.addSpacing(10)
        for tool in (smaller, larger, whole):
            self._tools.addWidget(tool)
        smaller.clicked.connect(lambda: self._viewer.zoom(1 / STEP))
        larger.clicked.connect(lambda: self._viewer.zoom(STEP))
        whole.clicked.connect(self._viewer.fit)
        self._zooming = (smaller, larger, whole)

    def show_page(self, page: PageDetail | None, *, may_accept: bool) -> None:
        """Show this page; what stayed as it was is not touched."""
        before, could_accept = self._page, self._may_accept
        if (page, may_accept) == (before, could_accept):
            return
        self._page, self._may_accept = page, may_accept
        put(self._title, page.title if page else None)
        put(self._reading, page.reading if page else None)
        found = page.findings if page else ()
        if found != (before.findings if before else ()) or may_accept != could_accept:
            self._show_findings(found)
        self._viewer.show_marks(
            page.marks if page else (), page.tags if page else (), framed=page.framed if page else False
        )
        for tool in self._zooming:
            tool.setEnabled(page is not None)
        if page is None:
            self._viewer.show_picture(Picture(()), 0)
        elif before is None or _picture_of(page) != _picture_of(before):
            same = before is not None and before.key == page.key
            self._viewer.await_picture()
            here = self._images.at_once(page.key, page.version, Size.PAGE)
            if here is not None:
                self._show_picture(page, here, same_page=same)
            else:
                self._images.want(
                    page.key,
                    page.version,
                    Size.GLANCE,
                    lambda picture: self._show_picture(page, picture, same_page=same),
                )

    def _show_picture(self, page: PageDetail, picture: Picture, *, same_page: bool) -> None:
        if self._page is not None and self._page.key == page.key:
            self._viewer.show_picture(picture, page.turned_deg, same_page=same_page)
            if not picture.is_whole:
                self._staying.start()

    def _look_closer(self) -> None:
        """The page stayed: now every dot of it."""
        page = self._page
        if page is not None:
            self._images.want(
                page.key,
                page.version,
                Size.PAGE,
                lambda picture: self._show_whole(page, picture),
            )

    def _show_whole(self, page: PageDetail, picture: Picture) -> None:
        # What could not be had a second time leaves the first look where it is.
        if picture.levels and self._page is not None and _picture_of(self._page) == _picture_of(page):
            self._viewer.show_picture(picture, page.turned_deg, same_page=True)

    def _show_findings(self, findings: tuple[Finding, ...]) -> None:
        empty(self._findings)
        for finding in findings:
            banner = Banner(self._theme)
            tone = Tone.NEUTRAL if finding.accepted else Tone.WARN
            offers = self._may_accept and not finding.accepted
            banner.tell(finding.text, tone, self.tr("Chấp nhận") if offers else None)
            banner.cured.connect(lambda code=finding.code: self.accept_wanted.emit(code))
            self._findings.addWidget(banner)


def _picture_of(page: PageDetail) -> tuple[str, str, int]:
    return page.key, page.version, page.turned_deg
