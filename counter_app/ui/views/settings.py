"""Settings for IT: cards, each with one thing to try and what came of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from counter_app.ui.presenters.screens import Tone
from counter_app.ui.presenters.settings import SettingsScreen, Station
from counter_app.ui.printing import print_pages, printer_names
from counter_app.ui.theme import Theme
from counter_app.ui.translation import say
from counter_app.ui.views.pieces import Banner, Card, Picker, button, column, label, put, row, scrolling
from counter_app.ui.words import Text

COLUMNS = 3
HEIGHT, HEIGHT_WITH_NOTE = 196, 250
"""Of a card: all of them fit on the smallest screen until several have something to say."""


class SettingsView(QWidget):
    """Shows a ``SettingsScreen``.

    Signals:
        pressed: Key of what is to be tried.
        picked: Key of a card, key of the choice in it.
    """

    pressed = Signal(str)
    picked = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._about = label("", "caption")
        self._cards: dict[str, _StationCard] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self._grid.setContentsMargins(0, 0, 0, 0)
        head = row(gap=12)
        head.addWidget(label(self.tr("Thiết lập và kiểm tra"), "title"))
        head.addStretch(1)
        head.addWidget(self._about)
        inner = QWidget()
        holder = column(gap=0)
        holder.addLayout(self._grid)
        holder.addStretch(1)
        inner.setLayout(holder)
        outer = column(gap=14, margin=(20, 16, 20, 16))
        outer.addLayout(head)
        outer.addWidget(scrolling(inner), 1)
        self.setLayout(outer)

    def show_screen(self, screen: SettingsScreen) -> None:
        """Show this state."""
        put(self._about, screen.about)
        for station in screen.stations:
            self._card(station).show_station(station)

    def print_paper(self, pages: tuple[bytes, ...], name: Text) -> bool:
        """Send a page to the default printer; False where there is none."""
        return print_pages(pages, title=say(name), parent=self)

    def printers(self) -> tuple[str, ...]:
        """The printers that the system knows."""
        return printer_names()

    def _card(self, station: Station) -> _StationCard:
        card = self._cards.get(station.key)
        if card is None:
            card = _StationCard(self._theme, station)
            card.action.clicked.connect(lambda _=False, key=station.key: self.pressed.emit(key))
            card.choice.picked.connect(lambda choice, key=station.key: self.picked.emit(key, choice))
            number = len(self._cards)
            self._grid.addWidget(card, number // COLUMNS, number % COLUMNS)
            self._grid.setColumnStretch(number % COLUMNS, 1)
            self._cards[station.key] = card
            if number == 0:
                self.setFocusProxy(card.action)
        return card


class _StationCard(Card):
    """One thing to try."""

    def __init__(self, theme: Theme, station: Station) -> None:
        super().__init__(say(station.title), gap=10)
        sign = label()
        sign.setPixmap(theme.picture(station.icon, theme.tokens.accent_ink, 24))
        self.corner.addWidget(sign)
        self._about = label("", "soft", wrap=True)
        self.choice = Picker(say(station.title))
        self.choice.caption.hide()
        self.action = button("")
        self._note = Banner(theme)
        self.body.addWidget(self._about)
        self.body.addWidget(self.choice)
        self.body.addWidget(self.action, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._note)
        self.body.addStretch(1)
        self.setMinimumHeight(HEIGHT)

    def show_station(self, station: Station) -> None:
        """Show what came of it."""
        put(self._about, station.about)
        self.choice.setVisible(bool(station.choices))
        self.choice.show_choices(station.choices, station.chosen)
        self.action.setText(say(station.action))
        self.action.setAccessibleName(f"{say(station.title)}: {say(station.action)}")
        self.action.setEnabled(not station.busy and (bool(station.chosen) or not station.needs_choice))
        note = station.note
        self.setMinimumHeight(HEIGHT if note is None else HEIGHT_WITH_NOTE)
        self._note.tell(note.text if note else None, note.tone if note else Tone.GOOD)
