"""What was turned down in the unit: at each other window why, by whom and what cures it there; here, how much."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QStackedWidget, QWidget

from counter_app.ui.presenters.branch_screen import Returned, ReturnedRow
from counter_app.ui.presenters.screens import Tone
from counter_app.ui.theme import Theme
from counter_app.ui.translation import say
from counter_app.ui.views.entry_card import entry_card
from counter_app.ui.views.pieces import Empty, button, column, empty, frame, label, put, row, scrolling, tint


class BranchReturned(QWidget):
    """Shows what is ``Returned``.

    Signals:
        own_list_wanted: To the list of this window.
        opened: Key of the entry whose dossier to look into.
        take_back_wanted: Key of the entry whose dossier is to come back to the unit.
        settle_wanted: Key of the entry that was dealt with.
    """

    own_list_wanted = Signal()
    opened = Signal(str)
    take_back_wanted = Signal(str)
    settle_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._here = label("", "body", wrap=True)
        self.own_list = button(self.tr("Mở «Cần xử lý»"))
        self._rows = column(gap=10)
        self._nothing = Empty(theme, "check-circle")
        self._shown: tuple[ReturnedRow, ...] | None = None
        self._cards: list[QFrame] = []
        self._lay_out()
        self.own_list.clicked.connect(self.own_list_wanted)

    def _lay_out(self) -> None:
        line = row(gap=14, margin=(16, 10, 16, 10))
        line.addWidget(self._here, 1)
        line.addWidget(self.own_list)
        self._own = frame("card", line)
        holder = column(gap=0)
        holder.addLayout(self._rows)
        holder.addStretch(1)
        inner = QWidget()
        inner.setLayout(holder)
        self._body = QStackedWidget()
        self._body.addWidget(scrolling(inner))
        self._body.addWidget(self._nothing)
        outer = column(gap=12)
        outer.addWidget(self._own)
        outer.addWidget(self._body, 1)
        self.setLayout(outer)

    def show_returned(self, returned: Returned) -> None:
        """Show these entries."""
        self._own.setVisible(returned.here is not None)
        put(self._here, returned.here)
        self._body.setCurrentIndex(0 if returned.rows else 1)
        self._nothing.tell(
            self.tr("Các quầy khác không có việc nào bị trả lại"),
            self.tr(
                "Khi tỉnh không nhận một thao tác của quầy nào, việc đó sẽ hiện ở đây cùng lý do và cách xử lý"
                " tại quầy đó."
            ),
        )
        if returned.rows != self._shown:
            self._shown = returned.rows
            self._show_rows(returned.rows)

    def _show_rows(self, rows: tuple[ReturnedRow, ...]) -> None:
        at = self._under_the_keys()
        empty(self._rows)
        self._cards = [self._entry(entry) for entry in rows]
        for card in self._cards:
            self._rows.addWidget(card)
        if at is not None and self._cards:
            for first in self._cards[min(at, len(self._cards) - 1)].findChildren(QPushButton)[:1]:
                first.setFocus()

    def _under_the_keys(self) -> int | None:
        """Where the keyboard is in the list: whoever took one entry off goes on with the one behind it."""
        focused = QApplication.focusWidget()
        return next((at for at, card in enumerate(self._cards) if focused and card.isAncestorOf(focused)), None)

    def _entry(self, entry: ReturnedRow) -> QFrame:
        title = say(entry.title)
        cures = label(say(entry.cures), "body", wrap=True)
        tint(cures, Tone.ACCENT)
        told = [label(say(entry.detail), "body", wrap=True), cures]
        if entry.about:
            told.append(label(say(entry.about), "soft", wrap=True))
        told.append(label(say(entry.where), "caption"))
        offered = (
            (entry.taken_back, self.tr("Nhận lại hồ sơ"), self.take_back_wanted),
            (entry.opens, self.tr("Mở hồ sơ"), self.opened),
            (True, self.tr("Đã xử lý xong"), self.settle_wanted),
        )
        buttons = [
            self._made(text, title, wanted, entry.key) for is_offered, text, wanted in offered if is_offered
        ]
        return entry_card(self._theme, Tone.WARN, title, told, buttons)

    def _made(self, text: str, about: str, wanted: SignalInstance, key: str) -> QPushButton:
        made = button(text)
        made.setAccessibleName(f"{text}: {about}")
        made.clicked.connect(lambda: wanted.emit(key))
        return made
