"""Scan a dossier: papers on the left, pages as they come in the middle, one page large on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QToolButton, QWidget

from counter_app.ui.images import PageImages, Picture, Size
from counter_app.ui.presenters.capture_screen import CaptureScreen, Finding, PageDetail, PaperSlot
from counter_app.ui.presenters.screens import Line, Mark, Tone
from counter_app.ui.theme import Theme
from counter_app.ui.translation import say
from counter_app.ui.views.dossier_band import DossierBand
from counter_app.ui.views.page_viewer import STEP, PageViewer
from counter_app.ui.views.pieces import (
    Banner,
    Empty,
    Picker,
    bind_key,
    button,
    column,
    empty,
    frame,
    key_text,
    label,
    put,
    row,
)
from counter_app.ui.views.thumbnails import SlotList, ThumbStrip

PAPERS_WIDTH = 272
STRIP_WIDTH = 316
QUARTER = 90


class CaptureView(QWidget):
    """Shows a ``CaptureScreen``.

    Signals:
        device_picked: Key of the scanner.
        profile_picked: Key of the scan profile.
        rescan_devices_wanted: Look for scanners again.
        scan_wanted: Begin to scan.
        stop_wanted: Stop the scanner after this page.
        slot_chosen: Key of the paper that takes the next pages.
        pages_selected: Keys of the selected pages.
        assign_wanted: Key of the paper, keys of the pages; no pages = the selected ones.
        digit_pressed: The digit of a paper.
        turn_wanted: Degrees, clockwise.
        shift_wanted: -1 towards the front, 1 towards the end.
        remove_wanted: Set the selected pages aside.
        restore_wanted: Bring the selected pages back.
        removed_wanted: Show or hide pages set aside.
        undo_wanted: Take back the last change.
        accept_wanted: Code of a finding on the shown page.
        review_wanted: Go on with the review.
    """

    device_picked = Signal(str)
    profile_picked = Signal(str)
    rescan_devices_wanted = Signal()
    scan_wanted = Signal()
    stop_wanted = Signal()
    slot_chosen = Signal(str)
    pages_selected = Signal(tuple)
    assign_wanted = Signal(str, tuple)
    digit_pressed = Signal(str)
    turn_wanted = Signal(int)
    shift_wanted = Signal(int)
    remove_wanted = Signal()
    restore_wanted = Signal()
    removed_wanted = Signal(bool)
    undo_wanted = Signal()
    accept_wanted = Signal(str)
    review_wanted = Signal()

    def __init__(self, theme: Theme, images: PageImages) -> None:
        super().__init__()
        self._theme = theme
        self._images = images
        self._band = DossierBand(theme)
        self._device = Picker(self.tr("Máy quét"))
        self._profile = Picker(self.tr("Kiểu quét"))
        self._find = self._tool("reuse", self.tr("Tìm lại máy quét"))
        self._scan = button(self.tr("Quét"), "primary", shortcut="F9")
        self._stop = button(self.tr("Dừng"), shortcut="Esc")
        self._banner = Banner(theme)
        self._slots = SlotList(theme, self.tr("Giấy tờ của hồ sơ"))
        self._strip = ThumbStrip(theme, images, self.tr("Các trang đã quét"))
        self._nothing = Empty(theme, "scan")
        self._viewer = PageViewer(theme, self.tr("Trang đang xem"))
        self._title = label("", "strong", wrap=True)
        self._reading = label("", "caption")
        self._findings = column(gap=6)
        self._summary = label("", "soft")
        self._removed = button(self.tr("Trang đã bỏ"), "quiet")
        self._removed.setCheckable(True)
        self._review = button(self.tr("Kiểm tra hồ sơ"), "primary", shortcut="Ctrl+Return")
        self._page: PageDetail | None = None
        self.setFocusProxy(self._strip)
        self._body = QStackedWidget()
        self._lay_out()
        self._connect()

    # --- how it is laid out ------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        outer = column(gap=0)
        outer.addWidget(self._band)
        inner = column(gap=12, margin=(20, 12, 20, 12))
        inner.addLayout(self._top())
        inner.addWidget(self._banner)
        middle = row(gap=12)
        middle.addWidget(self._papers())
        middle.addWidget(self._pages())
        middle.addWidget(self._large(), 1)
        inner.addLayout(middle, 1)
        inner.addLayout(self._foot())
        area = QWidget()
        area.setLayout(inner)
        outer.addWidget(area, 1)
        self.setLayout(outer)

    def _top(self) -> QHBoxLayout:
        top = row(gap=12)
        self._device.box.setMinimumWidth(330)
        self._profile.box.setMinimumWidth(250)
        top.addWidget(self._device)
        top.addWidget(self._find, 0, Qt.AlignmentFlag.AlignBottom)
        top.addWidget(self._profile)
        top.addWidget(self._scan, 0, Qt.AlignmentFlag.AlignBottom)
        top.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignBottom)
        top.addStretch(1)
        return top

    def _papers(self) -> QWidget:
        inner = column(gap=4, margin=(8, 12, 8, 8))
        title = label(self.tr("Giấy tờ"), "heading")
        title.setContentsMargins(8, 0, 0, 0)
        inner.addWidget(title)
        inner.addWidget(self._slots, 1)
        card = frame("card", inner)
        card.setFixedWidth(PAPERS_WIDTH)
        return card

    def _pages(self) -> QWidget:
        inner = column(gap=4, margin=(8, 12, 8, 8))
        head = row()
        title = label(self.tr("Các trang"), "heading")
        title.setContentsMargins(8, 0, 0, 0)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self._removed)
        inner.addLayout(head)
        self._strip.setProperty("frame", "none")
        self._body.addWidget(self._strip)
        self._body.addWidget(self._nothing)
        inner.addWidget(self._body, 1)
        card = frame("card", inner)
        card.setFixedWidth(STRIP_WIDTH)
        return card

    def _large(self) -> QWidget:
        inner = column(gap=8, margin=(12, 12, 12, 8))
        head = row(gap=12)
        head.addWidget(self._title, 1)
        head.addWidget(self._reading)
        inner.addLayout(head)
        inner.addLayout(self._findings)
        inner.addWidget(self._viewer, 1)
        tools = row(gap=2)
        tools.addStretch(1)
        for tool in self._tools():
            tools.addWidget(tool)
        tools.addStretch(1)
        inner.addLayout(tools)
        return frame("card", inner)

    def _tools(self) -> list[QToolButton]:
        made: list[QToolButton] = []
        self._turn_left = self._tool("rotate-left", self.tr("Xoay trái"), "Shift+R")
        self._turn_right = self._tool("rotate", self.tr("Xoay phải"), "R")
        self._earlier = self._tool("up", self.tr("Chuyển lên trước"), "Ctrl+Up")
        self._later = self._tool("down", self.tr("Chuyển xuống sau"), "Ctrl+Down")
        self._remove = self._tool("remove", self.tr("Bỏ trang"), "Del")
        self._restore = self._tool("restore", self.tr("Lấy lại trang"), "Shift+Del")
        self._undo = self._tool("undo", self.tr("Hoàn tác"), "Ctrl+Z")
        self._in = self._tool("zoom-in", self.tr("Phóng to"), "+")
        self._out = self._tool("zoom-out", self.tr("Thu nhỏ"), "-")
        self._fit = self._tool("fit", self.tr("Vừa khung"), "0")
        made += [self._turn_left, self._turn_right, self._earlier, self._later, self._remove, self._restore]
        made += [self._undo, self._out, self._in, self._fit]
        return made

    def _tool(self, icon: str, name: str, shortcut: str = "") -> QToolButton:
        tool = QToolButton()
        tool.setIcon(self._theme.icon(icon))
        tool.setToolTip(f"{name}  ({key_text(shortcut)})" if shortcut else name)
        tool.setAccessibleName(name)
        tool.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if shortcut:
            bind_key(tool, shortcut)
        return tool

    def _foot(self) -> QHBoxLayout:
        foot = row(gap=12)
        foot.addWidget(self._summary)
        foot.addStretch(1)
        foot.addWidget(self._review)
        return foot

    def _connect(self) -> None:
        self._device.picked.connect(self.device_picked)
        self._profile.picked.connect(self.profile_picked)
        self._find.clicked.connect(self.rescan_devices_wanted)
        self._scan.clicked.connect(self.scan_wanted)
        self._stop.clicked.connect(self.stop_wanted)
        self._slots.chosen.connect(self.slot_chosen)
        self._slots.opened.connect(lambda key: self.assign_wanted.emit(key, ()))
        self._slots.dropped.connect(self.assign_wanted)
        self._strip.selection_changed.connect(self.pages_selected)
        self._turn_left.clicked.connect(lambda: self.turn_wanted.emit(-QUARTER))
        self._turn_right.clicked.connect(lambda: self.turn_wanted.emit(QUARTER))
        self._earlier.clicked.connect(lambda: self.shift_wanted.emit(-1))
        self._later.clicked.connect(lambda: self.shift_wanted.emit(1))
        self._remove.clicked.connect(self.remove_wanted)
        self._restore.clicked.connect(self.restore_wanted)
        self._undo.clicked.connect(self.undo_wanted)
        self._in.clicked.connect(lambda: self._viewer.zoom(STEP))
        self._out.clicked.connect(lambda: self._viewer.zoom(1 / STEP))
        self._fit.clicked.connect(self._viewer.fit)
        self._removed.toggled.connect(self.removed_wanted)
        self._review.clicked.connect(self.review_wanted)
        for digit in "123456789":
            key = QShortcut(QKeySequence(digit), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(lambda digit=digit: self.digit_pressed.emit(digit))

    # --- what it shows -----------------------------------------------------------------------------------------

    def show_screen(self, screen: CaptureScreen) -> None:
        """Show this state."""
        self._band.show_head(screen.head)
        self._device.show_choices(screen.devices, screen.device)
        self._profile.show_choices(screen.profiles, screen.profile)
        self._scan.setVisible(not screen.scanning)
        self._scan.setEnabled(screen.can_scan)
        self._stop.setVisible(screen.scanning)
        status = screen.status
        self._banner.tell(status.text if status else None, status.tone if status else Tone.BAD)
        target = next((slot.key for slot in screen.slots if slot.target), "")
        self._slots.show_lines(tuple(_slot_line(slot) for slot in screen.slots), target)
        self._strip.show_pages(screen.pages, screen.selected)
        self._body.setCurrentIndex(0 if screen.pages else 1)
        self._nothing.tell(self.tr("Chưa có trang nào"), self.tr("Đặt giấy vào khay rồi bấm F9 để quét."))
        self._show_page(screen.page)
        has_page = screen.page is not None
        for tool in (
            self._turn_left,
            self._turn_right,
            self._earlier,
            self._later,
            self._in,
            self._out,
            self._fit,
        ):
            tool.setEnabled(has_page)
        self._remove.setEnabled(has_page and not (screen.page is not None and screen.page.removed))
        self._restore.setEnabled(screen.page is not None and screen.page.removed)
        self._undo.setEnabled(screen.can_undo)
        self._removed.setVisible(screen.removed_count > 0 or screen.shows_removed)
        self._removed.setText(self.tr("Trang đã bỏ: %1").replace("%1", str(screen.removed_count)))
        self._removed.setChecked(screen.shows_removed)
        put(self._summary, screen.summary)
        self._review.setEnabled(screen.head is not None and not screen.scanning)

    def _show_page(self, page: PageDetail | None) -> None:
        before = self._page
        if page == before:
            return
        self._page = page
        put(self._title, page.title if page else None)
        put(self._reading, page.reading if page else None)
        if (page.findings if page else ()) != (before.findings if before else ()):
            self._show_findings(page.findings if page else ())
        if page is None:
            self._viewer.show_picture(Picture(()), 0)
        elif before is None or (page.key, page.version, page.turned_deg) != (
            before.key,
            before.version,
            before.turned_deg,
        ):
            same = before is not None and before.key == page.key
            self._images.want(
                page.key,
                page.version,
                Size.PAGE,
                lambda picture: self._show_picture(page, picture, same_page=same),
            )

    def _show_picture(self, page: PageDetail, picture: Picture, *, same_page: bool) -> None:
        if self._page is not None and self._page.key == page.key:
            self._viewer.show_picture(picture, page.turned_deg, same_page=same_page)

    def _show_findings(self, findings: tuple[Finding, ...]) -> None:
        empty(self._findings)
        for finding in findings:
            banner = Banner(self._theme)
            tone = Tone.NEUTRAL if finding.accepted else Tone.WARN
            banner.tell(finding.text, tone, None if finding.accepted else self.tr("Chấp nhận"))
            banner.cured.connect(lambda code=finding.code: self.accept_wanted.emit(code))
            self._findings.addWidget(banner)


def _slot_line(slot: PaperSlot) -> Line:
    """A paper as a line: its digit and how many pages it has."""
    mark = Mark(str(slot.pages), Tone.ACCENT if slot.pages else Tone.NEUTRAL)
    title = f"{slot.digit}  {say(slot.title)}" if slot.digit else say(slot.title)
    return Line(slot.key, title, slot.detail, mark, slot.icon, slot.tone, strong=slot.target)
