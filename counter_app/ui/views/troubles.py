"""The list "Cần xử lý": what repeating does not mend, why, since when, and the button that cures it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QInputDialog, QStackedWidget, QWidget
from typing_extensions import override

from counter_app.ui.presenters.day_screen import TroubleRow, TroublesScreen
from counter_app.ui.presenters.screens import Tone
from counter_app.ui.printing import print_pages
from counter_app.ui.theme import Theme
from counter_app.ui.translation import say
from counter_app.ui.views.entry_card import entry_card
from counter_app.ui.views.pieces import Banner, Empty, button, column, empty, label, put, scrolling
from counter_app.ui.words import Text


class TroublesView(QWidget):
    """Shows a ``TroublesScreen``.

    Signals:
        cure_wanted: Key of the entry, key of the cure.
        code_given: The code that was asked for, as it was typed.
    """

    cure_wanted = Signal(str, str)
    code_given = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._title = label(self.tr("Cần xử lý"), "title")
        self._summary = label("", "soft", wrap=True)
        self._banner = Banner(theme)
        self._rows = column(gap=10)
        self._nothing = Empty(theme, "check-circle")
        self._shown: tuple[TroubleRow, ...] | None = None
        inner = QWidget()
        holder = column(gap=0)
        holder.addLayout(self._rows)
        holder.addStretch(1)
        inner.setLayout(holder)
        self._body = QStackedWidget()
        self._body.addWidget(scrolling(inner))
        self._body.addWidget(self._nothing)
        outer = column(gap=12, margin=(20, 16, 20, 16))
        outer.addWidget(self._title)
        outer.addWidget(self._summary)
        outer.addWidget(self._banner)
        outer.addWidget(self._body, 1)
        self.setLayout(outer)

    def show_screen(self, screen: TroublesScreen) -> None:
        """Show these entries."""
        put(self._summary, screen.summary, hide_empty=True)
        status = screen.status
        self._banner.tell(status.text if status else None, status.tone if status else Tone.BAD)
        self._body.setCurrentIndex(0 if screen.rows else 1)
        self._nothing.tell(
            self.tr("Không có việc cần xử lý"),
            self.tr(
                "Khi hồ sơ bị trả lại, tệp lỗi hoặc cần người quyết định, việc đó sẽ hiện ở đây cùng cách xử lý."
            ),
        )
        if screen.rows != self._shown:
            self._shown = screen.rows
            empty(self._rows)
            for entry in screen.rows:
                self._rows.addWidget(self._entry(entry))

    def ask_code(self) -> None:
        """Have the code typed that IT gave for this window; closing it changes nothing."""
        asked = QInputDialog(self)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setWindowTitle(self.tr("Khai báo lại quầy"))
        asked.setLabelText(self.tr("Nhập mã khai báo mới do bộ phận công nghệ thông tin cấp:"))
        asked.setOkButtonText(self.tr("Khai báo lại"))
        asked.setCancelButtonText(self.tr("Để sau"))
        asked.textValueSelected.connect(self.code_given)
        asked.open()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Locked, or gone elsewhere: nobody else finds what was half typed, or is kept from signing in."""
        for asked in self.findChildren(QInputDialog):
            asked.reject()
        super().hideEvent(event)

    def print_paper(self, pages: tuple[bytes, ...], name: Text) -> None:
        """Send a receipt to the printer for its paper."""
        print_pages(pages, title=say(name), parent=self)

    def _entry(self, entry: TroubleRow) -> QFrame:
        told = [label(say(entry.detail), "body", wrap=True)]
        if entry.about:
            told.append(label(say(entry.about), "soft", wrap=True))
        told.append(label(say(entry.since), "caption"))
        buttons = []
        for place, cure in enumerate(entry.cures):
            made = button(say(cure.title), "plain" if place else "primary")
            made.clicked.connect(lambda _=False, cure=cure.key: self.cure_wanted.emit(entry.key, cure))
            buttons.append(made)
        return entry_card(self._theme, entry.tone, say(entry.title), told, buttons)
