"""A slip in place of the receipt: which kind, what is missing, why; then the paper as it was printed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QWidget
from typing_extensions import override

from counter_app.services.reception_slips import REFUSAL, SUPPLEMENT
from counter_app.ui.presenters.intake_screen import SlipForm
from counter_app.ui.theme import Theme
from counter_app.ui.views.pieces import Banner, Card, Field, button, column, label, put, row
from counter_app.ui.views.rows import LineList
from counter_app.ui.views.slip import SlipView

DO_KEY = "Ctrl+Return"


class SlipCard(Card):
    """Shows a ``SlipForm``.

    Signals:
        kind_picked: ``supplement`` or ``refusal``.
        paper_toggled: Key of a paper that is missing, or is there after all.
        text_edited: ``reason``, ``ground`` or ``request``, and its text.
        give_wanted: Record and print.
        print_wanted: Print once more.
        next_wanted: The next person.
        closed: Back to the form.
    """

    kind_picked = Signal(str)
    paper_toggled = Signal(str)
    text_edited = Signal(str, str)
    give_wanted = Signal()
    print_wanted = Signal()
    next_wanted = Signal()
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("", gap=10)
        self.title.setText(self.tr("Chưa tiếp nhận hồ sơ"))
        self.setAccessibleName(self.title.text())
        self._leave = button(self.tr("Quay lại"), "quiet", shortcut="Esc")
        self.corner.addWidget(self._leave)
        self._kinds = {
            SUPPLEMENT: button(self.tr("Yêu cầu bổ sung"), "choice"),
            REFUSAL: button(self.tr("Từ chối tiếp nhận"), "choice"),
        }
        self._request = Field(self.tr("Nội dung yêu cầu"))
        self._papers_title = label(self.tr("Giấy tờ còn thiếu (Enter hoặc dấu cách để chọn)"), "label", wrap=True)
        self.papers = LineList(theme, self.tr("Giấy tờ còn thiếu"), framed=True)
        self._reason = Field(self.tr("Lý do"))
        self._ground = Field(self.tr("Căn cứ pháp lý"))
        self._room = QWidget()
        self._missing = label("", "caption", wrap=True)
        self._banner = Banner(theme)
        self._give = button(self.tr("In phiếu"), "primary", scale="large", shortcut=DO_KEY)
        self._number = label("", "figure", wrap=True)
        self._given_note = Banner(theme)
        self._paper = SlipView(theme, self.tr("Phiếu đã in"))
        self._again = button(self.tr("In lại"), shortcut="Ctrl+P")
        self._next = button(self.tr("Người tiếp theo"), "primary", scale="large", shortcut="Ctrl+N")
        self._sides = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        kinds = row(gap=8)
        group = QButtonGroup(self)
        for chip in self._kinds.values():
            chip.setCheckable(True)
            group.addButton(chip)
            kinds.addWidget(chip)
        kinds.addStretch(1)
        writing = column(gap=10)
        writing.addLayout(kinds)
        writing.addWidget(self._request)
        writing.addWidget(self._papers_title)
        writing.addWidget(self.papers, 1)
        writing.addWidget(self._reason)
        writing.addWidget(self._ground)
        writing.addWidget(self._room, 1)
        writing.addWidget(self._banner)
        writing.addWidget(self._missing)
        writing.addWidget(self._give)
        given = column(gap=10)
        given.addWidget(self._number)
        given.addWidget(self._given_note)
        given.addWidget(self._paper, 1)
        given.addWidget(self._again)
        given.addWidget(self._next)
        for inner in (writing, given):
            side = QWidget()
            side.setLayout(inner)
            self._sides.addWidget(side)
        self.body.addWidget(self._sides, 1)

    def _connect(self) -> None:
        for kind, chip in self._kinds.items():
            chip.clicked.connect(lambda _=False, key=kind: self.kind_picked.emit(key))
        self.papers.opened.connect(self.paper_toggled)
        self.papers.installEventFilter(self)
        self._reason.edited.connect(lambda text: self.text_edited.emit("reason", text))
        self._ground.edited.connect(lambda text: self.text_edited.emit("ground", text))
        self._request.edited.connect(lambda text: self.text_edited.emit("request", text))
        self._give.clicked.connect(self.give_wanted)
        self._again.clicked.connect(self.print_wanted)
        self._next.clicked.connect(self.next_wanted)
        self._leave.clicked.connect(self.closed)

    def show_form(self, form: SlipForm) -> None:
        """Show the slip as it is being written, or as it was given."""
        given = bool(form.number)
        self._sides.setCurrentIndex(1 if given else 0)
        self._leave.setVisible(not given)
        note = form.note
        for banner in (self._banner, self._given_note):
            banner.tell(note.text if note else None, note.tone if note else Banner.DEFAULT)
        if given:
            put(self._number, self.tr("Đã lập phiếu số {number}").format(number=form.number))
            self._again.setEnabled(not form.busy)
            return
        for kind, chip in self._kinds.items():
            chip.setChecked(kind == form.kind)
        self._request.setVisible(form.asks_request)
        self._request.show_text(form.request)
        self._papers_title.setVisible(bool(form.papers))
        self.papers.setVisible(bool(form.papers))
        self._room.setVisible(not form.papers)
        self.papers.show_lines(form.papers, self._current(form))
        self._reason.line.setPlaceholderText(
            self.tr("Để trống nếu chỉ thiếu giấy tờ nêu trên") if form.papers else ""
        )
        self._reason.show_text(form.reason)
        self._ground.setVisible(form.kind == REFUSAL)
        self._ground.show_text(form.ground)
        put(self._missing, form.missing, hide_empty=True)
        self._give.setEnabled(form.can_give)

    def show_pages(self, pages: tuple[bytes, ...]) -> None:
        """Show the paper as it was printed."""
        self._paper.show_pages(pages)

    def focus_papers(self) -> None:
        """Put the cursor on the first paper."""
        self.papers.setFocus()
        if self.papers.lines.rowCount():
            self.papers.setCurrentIndex(self.papers.lines.index(0, 0))

    def focus_reason(self) -> None:
        """Put the cursor where the reason is written, or first what is wanted."""
        asks = self._request.isVisibleTo(self) and not self._request.line.text()
        (self._request if asks else self._reason).line.setFocus()

    def _current(self, form: SlipForm) -> str:
        """The line under the cursor stays there when a mark changes."""
        number = self.papers.currentIndex().row()
        return form.papers[number].key if 0 <= number < len(form.papers) else ""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.papers and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            index = self.papers.currentIndex()
            if event.key() == Qt.Key.Key_Space and index.isValid():
                self.paper_toggled.emit(self.papers.lines.row(index.row()).key)
                return True
        return super().eventFilter(watched, event)
