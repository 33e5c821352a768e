"""The rail at the left: the places of the window, each with its key, and who sits here."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton

from counter_app.ui.presenters.places import Place
from counter_app.ui.theme import Theme
from counter_app.ui.views.pieces import column, label, row

WIDTH = 208
NARROW_WIDTH = 64


class Rail(QFrame):
    """Leads from place to place.

    Signals:
        place_wanted: Where the person wants to go.
        lock_wanted: Lock the window.
        look_wanted: The other look.
        language_wanted: The other language.
    """

    place_wanted = Signal(Place)
    lock_wanted = Signal()
    look_wanted = Signal()
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
        self._lock = RailButton(theme, "lock", self.tr("Khóa quầy"), "Ctrl+L")
        self._lay_out()
        self._lock.clicked.connect(self._want_lock)
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
        layout.addWidget(self._lock)
        self.setLayout(layout)

    def _foot(self) -> QHBoxLayout:
        self._language = RailButton(self._theme, "language", self.tr("English"), "")
        self._look = RailButton(self._theme, "moon", self.tr("Sáng / tối"), "")
        self._language.clicked.connect(self._want_language)
        self._look.clicked.connect(self._want_look)
        foot = row(gap=4)
        foot.addWidget(self._language)
        foot.addWidget(self._look)
        return foot

    def show_place(self, place: Place) -> None:
        """Mark where we are."""
        self._buttons[place].setChecked(True)

    def show_people(self, unit: str, window: str, clerk: str) -> None:
        """Say whose window this is and who sits here."""
        self._unit.setText(unit)
        self._window.setText(window)
        self._clerk.setText(clerk)

    def show_troubles(self, number: int) -> None:
        """How many things wait for a person."""
        self._buttons[Place.TROUBLES].show_count(number)

    def be_narrow(self, narrow: bool) -> None:
        """Signs alone on a narrow window."""
        self.setFixedWidth(NARROW_WIDTH if narrow else WIDTH)
        for part in (self._unit, self._window, self._clerk, self._language, self._look):
            part.setVisible(not narrow)
        for made in (*self._buttons.values(), self._lock):
            made.be_narrow(narrow)

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
        self._title = title
        self.setAutoDefault(False)
        self.setAccessibleName(title)
        self.setIcon(theme.icon(icon, theme.tokens.rail_soft, 20))
        self.setIconSize(QSize(20, 20))
        if key:
            self.setShortcut(QKeySequence(key))
            self.setToolTip(f"{title}  ({key})")
        self._key = QLabel(key, self)
        self._key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = row(margin=(0, 0, 10, 0))
        layout.addStretch(1)
        layout.addWidget(self._key)
        self.setLayout(layout)
        self.setText(title)

    def show_count(self, number: int) -> None:
        """A number in place of the key, while there is something."""
        self._key.setText(str(number) if number else self.shortcut().toString())
        self._key.setProperty("role", "count" if number else "")
        self._key.style().unpolish(self._key)
        self._key.style().polish(self._key)
        self.setAccessibleName(f"{self._title}: {number}" if number else self._title)

    def be_narrow(self, narrow: bool) -> None:
        """The sign alone."""
        self.setText("" if narrow else self._title)
        self._key.setVisible(not narrow or self._key.property("role") == "count")
