"""Scan a dossier: papers on the left, pages as they come in the middle, one page large on the right."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QToolButton, QWidget

from counter_app.ui.images import PageImages
from counter_app.ui.presenters.capture_screen import CaptureScreen, PaperSlot
from counter_app.ui.presenters.screens import Line, Mark, Tone
from counter_app.ui.printing import print_pages
from counter_app.ui.theme import Theme
from counter_app.ui.translation import say
from counter_app.ui.views.capture_actions import DIGITS, DeedMenu, PaperMenu, tool_of
from counter_app.ui.views.capture_deeds import TOOLS, page_deeds
from counter_app.ui.views.capture_page import LargePage
from counter_app.ui.views.dossier_band import DossierBand
from counter_app.ui.views.pieces import (
    Banner,
    Empty,
    Picker,
    bind_key,
    button,
    column,
    frame,
    key_text,
    label,
    mark,
    put,
    row,
)
from counter_app.ui.views.thumbnails import SlotList, ThumbStrip
from counter_app.ui.words import Text

PAPERS_WIDTH = 272
STRIP_WIDTH = 316
PROGRESS_WIDTH = 120


class CaptureView(QWidget):
    """Shows a ``CaptureScreen``.

    Signals:
        device_picked: Key of the scanner.
        profile_picked: Key of the scan profile.
        rescan_devices_wanted: Look for scanners again.
        scan_wanted: Begin to scan, or go on where the last scan stopped.
        insert_wanted: Scan pages before the current one.
        again_wanted: Scan the selected pages again.
        note_wanted: Shoot the current page once more without its note, or pair two shots.
        stop_wanted: Stop the scanner now, or drop what would be gone on with.
        waiting_wanted: Let the scanner's own button begin the scan, or no longer.
        slot_chosen: Key of the paper that takes the next pages.
        pages_selected: Keys of the selected pages.
        assign_wanted: Key of the paper, keys of the pages; no pages = the selected ones.
        digit_pressed: The digit of a paper.
        split_wanted: The digit of the paper to which the pages from the current one on belong.
        merge_wanted: The digit of the paper that takes all pages of the current one's.
        place_wanted: Key of the page that these pages come before, empty = behind the last; keys of the pages.
        cut_wanted: The selected pages are to be put elsewhere.
        paste_wanted: Put them before the current page.
        interleave_wanted: Make sheets of fronts and backs.
        turn_wanted: Degrees, clockwise.
        shift_wanted: -1 towards the front, 1 towards the end.
        remove_wanted: Set the selected pages aside.
        restore_wanted: Bring the selected pages back.
        removed_wanted: Show or hide pages set aside.
        undo_wanted: Take back the last change.
        redo_wanted: Do again what was taken back.
        accept_wanted: Code of a finding on the shown page.
        separators_wanted: Print the separator sheets.
        review_wanted: Go on with the review.
    """

    device_picked = Signal(str)
    profile_picked = Signal(str)
    rescan_devices_wanted = Signal()
    scan_wanted = Signal()
    insert_wanted = Signal()
    again_wanted = Signal()
    note_wanted = Signal()
    stop_wanted = Signal()
    waiting_wanted = Signal(bool)
    slot_chosen = Signal(str)
    pages_selected = Signal(tuple)
    assign_wanted = Signal(str, tuple)
    digit_pressed = Signal(str)
    split_wanted = Signal(str)
    merge_wanted = Signal(str)
    place_wanted = Signal(str, tuple)
    cut_wanted = Signal()
    paste_wanted = Signal()
    interleave_wanted = Signal()
    turn_wanted = Signal(int)
    shift_wanted = Signal(int)
    remove_wanted = Signal()
    restore_wanted = Signal()
    removed_wanted = Signal(bool)
    undo_wanted = Signal()
    redo_wanted = Signal()
    accept_wanted = Signal(str)
    separators_wanted = Signal()
    review_wanted = Signal()

    def __init__(self, theme: Theme, images: PageImages) -> None:
        super().__init__()
        self._theme = theme
        self._band = DossierBand(theme)
        self._device = Picker(self.tr("Máy quét"))
        self._profile = Picker(self.tr("Kiểu quét"))
        self._find = self._tool("reuse", self.tr("Tìm lại máy quét"))
        self._scan = button(self.tr("Quét"), "primary", shortcut="F9")
        self._stop = button(self.tr("Dừng"), shortcut="Esc")
        self._wait = self._tool("button", self.tr("Chờ nút bấm trên máy quét"), "Ctrl+B")
        self._wait.setCheckable(True)
        self._separators = self._tool("divider", self.tr("In tờ phân cách"), "Ctrl+P")
        self._more = QToolButton()
        self._note = label("", "caption")
        self._under_way = label("", "caption")
        self._percent = QProgressBar()
        self._progress = QWidget()
        self._banner = Banner(theme)
        self._slots = SlotList(theme, self.tr("Giấy tờ của hồ sơ"))
        self._strip = ThumbStrip(theme, images, self.tr("Các trang đã quét"))
        self._nothing = Empty(theme, "scan")
        self._page = LargePage(theme, images)
        self._summary = label("", "soft")
        self._removed = button(self.tr("Trang đã bỏ"), "quiet")
        self._removed.setCheckable(True)
        self._review = button(self.tr("Kiểm tra hồ sơ"), "primary", shortcut="Ctrl+Return")
        self._menu = DeedMenu(theme, self, self.tr("Thao tác với trang"))
        self._split = PaperMenu(self._menu, self.tr("Từ trang này trở đi thuộc giấy tờ"), "Alt+", self._split_to)
        self._merge = PaperMenu(self._menu, self.tr("Gộp cả giấy tờ này vào"), "Ctrl+", self._merge_into)
        self._add_deeds()
        self.setFocusProxy(self._strip)
        self._body = QStackedWidget()
        self._lay_out()
        self._connect()

    # --- what can be done --------------------------------------------------------------------------------------

    def _add_deeds(self) -> None:
        for group in page_deeds(self):
            for deed in group:
                action = self._menu.add(deed)
                if deed.name in TOOLS:
                    self._page.add_tool(tool_of(action))
            self._menu.addSeparator()
        self._menu.addMenu(self._split)
        self._menu.addMenu(self._merge)
        self._page.add_zoom_tools(
            self._tool("zoom-out", self.tr("Thu nhỏ"), "-"),
            self._tool("zoom-in", self.tr("Phóng to"), "+"),
            self._tool("fit", self.tr("Vừa khung"), "0"),
        )

    def _split_to(self, digit: str) -> None:
        self.split_wanted.emit(digit)

    def _merge_into(self, digit: str) -> None:
        self.merge_wanted.emit(digit)

    # --- how it is laid out ------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        outer = column(gap=0)
        outer.addWidget(self._band)
        inner = column(gap=10, margin=(20, 10, 20, 12))
        inner.addLayout(self._top())
        inner.addLayout(self._how())
        inner.addWidget(self._banner)
        middle = row(gap=12)
        middle.addWidget(self._papers())
        middle.addWidget(self._pages())
        middle.addWidget(self._page, 1)
        inner.addLayout(middle, 1)
        inner.addLayout(self._foot())
        area = QWidget()
        area.setLayout(inner)
        outer.addWidget(area, 1)
        self.setLayout(outer)

    def _top(self) -> QHBoxLayout:
        top = row(gap=8)
        self._device.box.setMinimumWidth(340)
        self._profile.box.setMinimumWidth(210)
        self._more.setIcon(self._theme.icon("more"))
        self._more.setAccessibleName(self._menu.title())
        self._more.setToolTip(self._menu.title())
        self._more.setMenu(self._menu)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        mark(self._more, "menu", "plain")
        bottom = Qt.AlignmentFlag.AlignBottom
        top.addWidget(self._device)
        top.addWidget(self._find, 0, bottom)
        top.addWidget(self._profile)
        top.addSpacing(4)
        top.addWidget(self._scan, 0, bottom)
        top.addWidget(self._stop, 0, bottom)
        top.addStretch(1)
        for tool in (self._wait, self._separators, self._more):
            top.addWidget(tool, 0, bottom)
        return top

    def _how(self) -> QHBoxLayout:
        how = row(gap=10)
        self._percent.setFixedWidth(PROGRESS_WIDTH)
        self._percent.setTextVisible(False)
        self._percent.setAccessibleName(self.tr("Trang đang quét"))
        progress = row(gap=10)
        progress.addWidget(self._under_way)
        progress.addWidget(self._percent, 0, Qt.AlignmentFlag.AlignVCenter)
        self._progress.setLayout(progress)
        how.addWidget(self._note, 1)
        how.addWidget(self._progress)
        return how

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
        self._strip.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._body.addWidget(self._strip)
        self._body.addWidget(self._nothing)
        inner.addWidget(self._body, 1)
        card = frame("card", inner)
        card.setFixedWidth(STRIP_WIDTH)
        return card

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
        self._wait.clicked.connect(self.waiting_wanted)
        self._separators.clicked.connect(self.separators_wanted)
        self._slots.chosen.connect(self.slot_chosen)
        self._slots.opened.connect(lambda key: self.assign_wanted.emit(key, ()))
        self._slots.dropped.connect(self.assign_wanted)
        self._strip.selection_changed.connect(self.pages_selected)
        self._strip.dropped.connect(self.place_wanted)
        self._strip.customContextMenuRequested.connect(self._open_menu)
        self._page.accept_wanted.connect(self.accept_wanted)
        self._removed.toggled.connect(self.removed_wanted)
        self._review.clicked.connect(self.review_wanted)
        for digit in DIGITS:
            self._on(digit, lambda digit=digit: self.digit_pressed.emit(digit))
            self._on(f"Alt+{digit}", lambda digit=digit: self.split_wanted.emit(digit))
            self._on(f"Ctrl+{digit}", lambda digit=digit: self.merge_wanted.emit(digit))

    def _on(self, key: str, do: object) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(do)

    def _open_menu(self, place: QPoint) -> None:
        self._menu.popup(self._strip.viewport().mapToGlobal(place))

    # --- what it shows -----------------------------------------------------------------------------------------

    def show_screen(self, screen: CaptureScreen) -> None:
        """Show this state."""
        self._band.show_head(screen.head)
        self._show_scanner(screen)
        status = screen.status
        self._banner.tell(status.text if status else None, status.tone if status else Tone.BAD)
        target = next((slot.key for slot in screen.slots if slot.target), "")
        self._slots.show_lines(tuple(_slot_line(slot) for slot in screen.slots), target)
        self._strip.show_pages(screen.pages, screen.selected)
        self._body.setCurrentIndex(0 if screen.pages else 1)
        self._nothing.tell(self.tr("Chưa có trang nào"), self.tr("Đặt giấy vào khay rồi bấm F9 để quét."))
        self._page.show_page(screen.page, may_accept=screen.open)
        self._menu.show_screen(screen)
        self._split.show_screen(screen)
        self._merge.show_screen(screen)
        self._removed.setVisible(screen.removed_count > 0 or screen.shows_removed)
        self._removed.setText(self.tr("Trang đã bỏ: %1").replace("%1", str(screen.removed_count)))
        self._removed.setChecked(screen.shows_removed)
        put(self._summary, screen.summary)
        self._review.setEnabled(screen.head is not None and not screen.scanning)

    def _show_scanner(self, screen: CaptureScreen) -> None:
        self._device.show_choices(screen.devices, screen.device)
        self._profile.show_choices(screen.profiles, screen.profile)
        self._device.setEnabled(not screen.scanning)
        self._profile.setEnabled(not screen.scanning)
        self._find.setEnabled(not screen.scanning)
        says = say(screen.go_on) if screen.go_on is not None else self.tr("Quét")
        self._scan.setText(f"{says}   F9")
        self._scan.setAccessibleName(says)
        self._scan.setVisible(not screen.scanning)
        self._scan.setEnabled(screen.can_scan)
        drops = screen.go_on is not None or screen.waiting
        stops = self.tr("Dừng") if screen.scanning or screen.waiting else self.tr("Không quét tiếp")
        self._stop.setText(f"{stops}   Esc")
        self._stop.setAccessibleName(stops)
        self._stop.setVisible(screen.scanning or drops)
        self._wait.setEnabled(screen.can_wait and screen.open)
        self._wait.setChecked(screen.waiting)
        self._separators.setEnabled(screen.open)
        note = screen.profile_note
        put(self._note, note.text if note else None)
        mark(self._note, "role", "hint" if note is not None and note.tone is not Tone.NEUTRAL else "caption")
        put(self._under_way, screen.under_way)
        self._progress.setVisible(screen.scanning)
        self._percent.setValue(screen.percent)

    def scan_title(self) -> str:
        """What the scan key does now."""
        return self._scan.accessibleName()

    def print_slip(self, pages: tuple[bytes, ...], name: Text) -> None:
        """Send these sheets to the printer of this window."""
        print_pages(pages, title=say(name), parent=self)


def _slot_line(slot: PaperSlot) -> Line:
    """A paper as a line: its digit and how many pages it has."""
    mark_of_pages = Mark(str(slot.pages), Tone.ACCENT if slot.pages else Tone.NEUTRAL)
    title = f"{slot.digit}  {say(slot.title)}" if slot.digit else say(slot.title)
    return Line(slot.key, title, slot.detail, mark_of_pages, slot.icon, slot.tone, strong=slot.target)
