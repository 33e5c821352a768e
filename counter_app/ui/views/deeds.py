"""Slips and decisions in the place of the queue: at the left what may be done, at the right what it asks for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from counter_app.ui.presenters.deeds_screen import Asked, DeedsScreen
from counter_app.ui.presenters.screens import Tone
from counter_app.ui.theme import Theme
from counter_app.ui.translation import say
from counter_app.ui.views.pieces import Banner, Field, bind_key, button, column, key_text, label, put, row
from counter_app.ui.views.rows import LineList

MOST_ASKED = 8
IN_ONE_COLUMN = 4
LIST_WIDTH = 440
DO_KEY = "Ctrl+Return"


class DeedsPanel(QWidget):
    """Shows a ``DeedsScreen``.

    Signals:
        deed_chosen: Key of the line moved to.
        deed_entered: Key of the line on which Enter fell.
        text_edited: Key and text of what is asked for.
        do_wanted: Do it.
        closed: Back to the queue.
    """

    deed_chosen = Signal(str)
    deed_entered = Signal(str)
    text_edited = Signal(str, str)
    do_wanted = Signal()
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._title = label("", "heading")
        self._back = button(self.tr("Về danh sách"))
        # Whatever comes up above this place has its own Esc.
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._back.click)
        self._back.setText(f"{self._back.text()}   Esc")
        self.deeds = LineList(theme, self.tr("Phiếu và quyết định"), framed=True)
        self._chosen = label("", "strong", wrap=True)
        self._explains = label("", "caption", wrap=True)
        self._fields = tuple(Field("") for _ in range(MOST_ASKED))
        self._keys: tuple[str, ...] = ()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self._banner = Banner(theme)
        self._do = button("", "primary")
        bind_key(self._do, DO_KEY)
        self.setFocusProxy(self.deeds)
        self._lay_out()
        self.deeds.chosen.connect(self.deed_chosen)
        self.deeds.opened.connect(self._entered)
        for number, field in enumerate(self._fields):
            field.edited.connect(lambda text, at=number: self.text_edited.emit(self._keys[at], text))
            field.line.returnPressed.connect(lambda at=number: self._go_on(at + 1))
        self._do.clicked.connect(self.do_wanted)
        self._back.clicked.connect(self.closed)

    def _lay_out(self) -> None:
        head = row(gap=12)
        head.addWidget(self._title, 1)
        head.addWidget(self._back)
        right = column(gap=10)
        right.addWidget(self._chosen)
        right.addWidget(self._explains)
        right.addLayout(self._grid)
        right.addWidget(self._banner)
        right.addWidget(self._do)
        right.addStretch(1)
        self.deeds.setFixedWidth(LIST_WIDTH)
        below = row(gap=20)
        below.addWidget(self.deeds)
        below.addLayout(right, 1)
        outer = column(gap=10, margin=(12, 4, 12, 8))
        outer.addLayout(head)
        outer.addLayout(below, 1)
        self.setLayout(outer)

    def show_screen(self, screen: DeedsScreen) -> None:
        """Show this state."""
        put(self._title, screen.title)
        self.deeds.show_lines(screen.offered, screen.chosen)
        put(self._chosen, screen.chosen_title)
        put(self._explains, screen.explains)
        keys = tuple(one.key for one in screen.asked)
        if keys != self._keys:
            self._keys = keys
            self._place_fields(screen.asked)
        written = next((at for at, field in enumerate(self._fields) if field.line.hasFocus()), -1)
        for number, field in enumerate(self._fields):
            field.setVisible(number < len(screen.asked))
            if number < len(screen.asked):
                asked = screen.asked[number]
                put(field.caption, asked.title)
                field.line.setAccessibleName(say(asked.title))
                field.line.setReadOnly(screen.busy)
                field.show_text(asked.text)
        if written >= len(screen.asked):
            self.deeds.setFocus()
        status = screen.status
        self._banner.tell(status.text if status else None, status.tone if status else Tone.BAD)
        title = say(screen.do_title)
        self._do.setText(f"{title}   {key_text(DO_KEY)}")
        self._do.setAccessibleName(title)
        self._do.setVisible(bool(screen.chosen))
        self._do.setEnabled(screen.can_do)

    def _place_fields(self, asked: Sequence[Asked]) -> None:
        """Few fields under one another; many in two columns, the wide ones over both."""
        columns = 1 if len(asked) <= IN_ONE_COLUMN else 2
        for field in self._fields:
            self._grid.removeWidget(field)
        place = 0
        for field, one in zip(self._fields, asked, strict=False):
            span = columns if one.wide else 1
            place += (-place) % span
            self._grid.addWidget(field, place // columns, place % columns, 1, span)
            place += span

    def _entered(self, key: str) -> None:
        self.deed_entered.emit(key)
        if self._keys:
            self._go_on(0)

    def _go_on(self, number: int) -> None:
        """To the next thing to write, and after the last one to the button."""
        target = self._fields[number] if number < len(self._keys) else self._do
        target.setFocus()
