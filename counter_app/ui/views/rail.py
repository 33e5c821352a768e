"""The rail at the left: the places of the window, each with its key, and who sits here."""

from __future__ import annotations

import re

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton
from typing_extensions import override

from counter_app.ui.presenters.places import Place
from counter_app.ui.theme import Theme
from counter_app.ui.views.pieces import bind_key, column, key_text, label, row
from counter_app.ui.views.rows import scaled

WIDTH = 208
NARROW_WIDTH = 64
BADGE = 20
FUNCTION_KEY = re.compile(r"F\d\d?")
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class Rail(QFrame):
    """Leads from place to place.

    Signals:
        place_wanted: Where the person wants to go.
        lock_wanted: Lock the window.
        pin_wanted: Set the PIN that opens it again.
        look_wanted: The other look.
        find_wanted: Find something.
        help_wanted: Help for the place in front.
        language_wanted: The other language.
    """

    place_wanted = Signal(Place)
    lock_wanted = Signal()
    pin_wanted = Signal()
    look_wanted = Signal()
    find_wanted = Signal()
    help_wanted = Signal()
    language_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Các màn hình"))
        self._theme = theme
        self._buttons: dict[Place, RailButton] = {}
        self._group = QButtonGroup(self)
        self._unit = label("", "heading", wrap=True)
        self._window = label("", "body")
        self._clerk = label("", "heading", wrap=True)
        self._lock = RailButton(theme, "lock", self.tr("Khóa"), "Ctrl+L")
        self._pin = RailButton(theme, "key", self.tr("Mã PIN mở khóa nhanh"), "")
        self._pin.setToolTip(self.tr("Mã PIN mở khóa nhanh") + f"  ({key_text('Ctrl+Shift+K')})")
        self._pin.be_narrow(True)
        self._lay_out()
        self._lock.clicked.connect(self._want_lock)
        self._pin.clicked.connect(self.pin_wanted)
        self.be_narrow(False)

    def _lay_out(self) -> None:
        layout = column(gap=4, margin=(10, 16, 10, 12))
        layout.addWidget(self._unit)
        layout.addWidget(self._window)
        layout.addSpacing(14)
        titles = (
            (Place.DAY, "day", self.tr("Việc hôm nay"), "F2"),
            (Place.INTAKE, "intake", self.tr("Tiếp nhận"), "F3"),
            (Place.CAPTURE, "scan", self.tr("Quét giấy tờ"), "F4"),
            (Place.REVIEW, "review", self.tr("Kiểm tra"), "F5"),
            (Place.RESULTS, "results", self.tr("Trả kết quả"), "F6"),
            (Place.TROUBLES, "trouble", self.tr("Cần xử lý"), "F7"),
            (Place.BRANCH, "branch", self.tr("Toàn chi nhánh"), "F10"),
            (Place.SYNC, "sync", self.tr("Gửi về tỉnh"), "F11"),
            (Place.SETTINGS, "settings", self.tr("Thiết lập"), "F12"),
        )
        for place, icon, title, key in titles:
            made = RailButton(self._theme, icon, title, key)
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, place=place: self.place_wanted.emit(place))
            self._group.addButton(made)
            self._buttons[place] = made
            layout.addWidget(made)
        layout.addStretch(1)
        layout.addWidget(self._clerk)
        layout.addLayout(self._foot())
        locks = row(gap=2)
        locks.addWidget(self._lock, 1)
        locks.addWidget(self._pin)
        layout.addLayout(locks)
        self.setLayout(layout)

    def _foot(self) -> QHBoxLayout:
        self._language = RailButton(self._theme, "language", self.tr("English"), "")
        self._look = RailButton(self._theme, "moon", self.tr("Sáng / tối"), "")
        self._find = RailButton(self._theme, "search", self.tr("Tìm hồ sơ"), "")
        self._find.setToolTip(self.tr("Tìm hồ sơ") + f"  ({key_text('Ctrl+F')})")
        self._help = RailButton(self._theme, "help", self.tr("Hướng dẫn"), "")
        self._help.setToolTip(self.tr("Hướng dẫn") + "  (F1)")
        for made in (self._language, self._look, self._find, self._help):
            made.be_narrow(True)
        self._find.clicked.connect(self.find_wanted)
        self._help.clicked.connect(self.help_wanted)
        self._language.clicked.connect(self._want_language)
        self._look.clicked.connect(self._want_look)
        foot = row(gap=2)
        foot.addWidget(self._language)
        foot.addWidget(self._look)
        foot.addWidget(self._find)
        foot.addWidget(self._help)
        foot.addStretch(1)
        return foot

    def show_place(self, place: Place) -> None:
        """Mark where we are."""
        self._buttons[place].setChecked(True)

    def offer(self, places: frozenset[Place]) -> None:
        """Show the way to these places and to no others."""
        for place, made in self._buttons.items():
            made.setVisible(place in places)

    def show_people(self, unit: str, window: str, clerk: str) -> None:
        """Say whose window this is and who sits here."""
        self._unit.setText(unit)
        self._window.setText(window)
        self._clerk.setText(clerk)

    def show_troubles(self, number: int) -> None:
        """How many things wait for a person."""
        self._buttons[Place.TROUBLES].show_count(number)

    def show_returned(self, number: int) -> None:
        """How much was turned down in the unit, for who is offered the branch."""
        self._buttons[Place.BRANCH].show_count(number)

    def be_narrow(self, narrow: bool) -> None:
        """Signs alone on a narrow window."""
        self.setFixedWidth(NARROW_WIDTH if narrow else WIDTH)
        foot = (self._language, self._look, self._find, self._help, self._pin)
        for part in (self._unit, self._window, self._clerk, *foot):
            part.setVisible(not narrow)
        for made in (*self._buttons.values(), self._lock):
            made.be_narrow(narrow)
        self._clerk.setToolTip(self._clerk.text())

    def _want_lock(self) -> None:
        self.lock_wanted.emit()

    def _want_look(self) -> None:
        self.look_wanted.emit()

    def _want_language(self) -> None:
        self.language_wanted.emit()


class RailButton(QPushButton):
    """A place with its sign, its key and, where it has one, its number."""

    def __init__(self, theme: Theme, icon: str, title: str, key: str) -> None:
        super().__init__()
        self._theme = theme
        self._title = title
        self._key = key
        self._count = 0
        self._narrow = False
        self.setAutoDefault(False)
        self.setAccessibleName(title)
        self.setIcon(theme.icon(icon, theme.tokens.rail_soft, 20))
        self.setIconSize(QSize(20, 20))
        self.setToolTip(f"{title}  ({key_text(key)})" if key else title)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setText(title)
        if key:
            bind_key(self, key)

    def show_count(self, number: int) -> None:
        """A number in place of the key, while there is something."""
        self._count = number
        self.setAccessibleName(f"{self._title}: {number}" if number else self._title)
        self.update()

    def be_narrow(self, narrow: bool) -> None:
        """The sign alone."""
        self._narrow = narrow
        self.setText("" if narrow else self._title)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._count:
            self._paint_count(painter)
        elif not self._narrow and FUNCTION_KEY.fullmatch(self._key):
            painter.setFont(scaled(self.font(), 13))
            painter.setPen(QColor(self._theme.tokens.rail_soft))
            painter.drawText(self.rect().adjusted(0, 0, -12, 0), RIGHT, self._key)
        painter.end()

    def _paint_count(self, painter: QPainter) -> None:
        font = scaled(self.font(), 12, strong=True)
        text = str(self._count)
        width = max(QFontMetrics(font).horizontalAdvance(text) + 12, BADGE)
        right = self.width() - (4 if self._narrow else 10)
        top = 4 if self._narrow else (self.height() - BADGE) // 2
        area = QRect(right - width, top, width, BADGE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.tokens.rail_ink))
        painter.drawRoundedRect(area, BADGE / 2, BADGE / 2)
        painter.setPen(QColor(self._theme.tokens.rail))
        painter.setFont(font)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), text)
