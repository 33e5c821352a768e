"""Results: find by what the citizen has in hand, hand over, ask how it was."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from counter_app.ui.presenters.citizen_screen import CitizenScreen
from counter_app.ui.presenters.results_screen import ResultDetail, ResultsScreen
from counter_app.ui.presenters.screens import Tone
from counter_app.ui.printing import print_pages
from counter_app.ui.theme import Theme
from counter_app.ui.translation import say
from counter_app.ui.views.citizen import CitizenView
from counter_app.ui.views.pieces import (
    Banner,
    Card,
    Empty,
    Field,
    Picker,
    Pill,
    button,
    column,
    frame,
    label,
    put,
    row,
    rule,
    scrolling,
)
from counter_app.ui.views.rows import LineList
from counter_app.ui.views.slip import SlipView
from counter_app.ui.words import Text

LIST_WIDTH = 360
FORM_WIDTH = 400


class ResultsView(QWidget):
    """Shows a ``ResultsScreen``.

    Signals:
        query_edited: What was typed or scanned.
        query_entered: Enter was pressed: take the only or the best match.
        found_chosen: Key of a dossier.
        receiver_edited: Name and number of the person who takes the result.
        relation_picked: Key of how they are related to the applicant.
        hand_over_wanted: Give the result out.
        rated: Key of the rating that the citizen gave.
        way_picked: Key of how the result goes out.
        sign_wanted: Ask the citizen to sign.
        signed: The picture of the citizen's signature.
        preview_wanted: Show the result.
        print_wanted: Print the result.
    """

    query_edited = Signal(str)
    query_entered = Signal()
    found_chosen = Signal(str)
    receiver_edited = Signal(str, str)
    relation_picked = Signal(str)
    hand_over_wanted = Signal()
    rated = Signal(str)
    way_picked = Signal(str)
    sign_wanted = Signal()
    signed = Signal(bytes)
    preview_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._query = Field(
            self.tr("Tìm kết quả"),
            placeholder=self.tr("Quét giấy tiếp nhận hoặc gõ mã, họ tên"),
            large=True,
        )
        self._query.caption.hide()
        self._found = LineList(theme, self.tr("Hồ sơ tìm thấy"))
        self._hint = label("", "caption", wrap=True)
        self._detail = _Detail(theme)
        self._nothing = Empty(theme, "results")
        self._slip = SlipView(theme, self.tr("Kết quả"))
        self._no_slip = Empty(theme, "paper")
        self._banner = Banner(theme)
        self.citizen: CitizenView | None = None
        self.setFocusProxy(self._query)
        self._lay_out()
        self._query.edited.connect(self.query_edited)
        self._query.line.returnPressed.connect(self.query_entered)
        self._found.chosen.connect(self.found_chosen)
        self._detail.receiver.edited.connect(self._receiver_typed)
        self._detail.id_number.edited.connect(self._receiver_typed)
        self._detail.relation.picked.connect(self.relation_picked)
        self._detail.way.picked.connect(self.way_picked)
        self._detail.sign.clicked.connect(self.sign_wanted)
        self._detail.hand_over.clicked.connect(self.hand_over_wanted)
        self._detail.rated.connect(self.rated)
        self._detail.look.clicked.connect(self.preview_wanted)
        self._detail.print_it.clicked.connect(self.print_wanted)

    def _lay_out(self) -> None:
        left = column(gap=8, margin=(8, 8, 8, 8))
        left.addWidget(self._query)
        left.addWidget(self._hint)
        left.addWidget(self._found, 1)
        card = frame("card", left)
        card.setFixedWidth(LIST_WIDTH)
        self._detail.setFixedWidth(FORM_WIDTH)
        self._nothing.setMinimumWidth(FORM_WIDTH)
        paper = column(gap=0, margin=1)
        paper.addWidget(self._slip, 1)
        paper.addWidget(self._no_slip, 1)
        body = row(gap=12)
        body.addWidget(card)
        body.addWidget(self._detail)
        body.addWidget(self._nothing, 1)
        self._paper = frame("card", paper)
        body.addWidget(self._paper, 1)
        outer = column(gap=12, margin=(20, 16, 20, 16))
        outer.addWidget(self._banner)
        outer.addLayout(body, 1)
        self.setLayout(outer)

    def show_screen(self, screen: ResultsScreen) -> None:
        """Show this state."""
        self._query.show_text(screen.query)
        put(self._hint, screen.hint, hide_empty=True)
        self._found.show_lines(screen.found, screen.chosen)
        status = screen.status
        self._banner.tell(status.text if status else None, status.tone if status else Tone.BAD)
        self._detail.setVisible(screen.detail is not None)
        self._paper.setVisible(screen.detail is not None)
        self._nothing.setVisible(screen.detail is None)
        self._nothing.tell(
            self.tr("Tìm hồ sơ để trả kết quả"),
            self.tr(
                "Quét mã QR trên giấy tiếp nhận là nhanh nhất. Kết quả của mọi chi nhánh đều trả được tại đây."
            ),
        )
        if screen.detail is not None:
            self._detail.show_detail(screen.detail, screen)
        self._slip.setVisible(screen.preview)
        self._no_slip.setVisible(not screen.preview)
        self._no_slip.tell(self.tr("Bản kết quả hiện ở đây"), self.tr("Bấm «Xem kết quả» để mở bản điện tử."))

    def show_citizen(self, screen: CitizenScreen) -> None:
        """Show the citizen's own screen, beside this window."""
        if self.citizen is None:
            self.citizen = CitizenView(self._theme)
            self.citizen.setWindowFlag(Qt.WindowType.Window)
            self.citizen.signed.connect(self.signed)
            self.citizen.rated.connect(self.rated)
            self.destroyed.connect(self.citizen.deleteLater)
        self.citizen.show_screen(screen)
        self.citizen.open_beside(self.window())

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # Whoever sits there next is not shown what the last citizen signed.
        if self.citizen is not None:
            self.citizen.hide()

    def focus_query(self) -> None:
        """Put the cursor into the search line."""
        self._query.line.setFocus()
        self._query.line.selectAll()

    def show_paper(self, pages: tuple[bytes, ...]) -> None:
        """Show the pages of the result."""
        self._slip.show_pages(pages)

    def print_paper(self, pages: tuple[bytes, ...], name: Text) -> None:
        """Send the result to the printer of this window."""
        print_pages(pages, title=say(name), parent=self)

    def _receiver_typed(self, _text: str) -> None:
        self.receiver_edited.emit(self._detail.receiver.line.text(), self._detail.id_number.line.text())


class _Detail(Card):
    """One dossier with its result: what to say, whom to give it, how they found it.

    Signals:
        rated: Key of the rating.
    """

    rated = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__("", gap=10)
        self._theme = theme
        self._mark = Pill()
        self.corner.addWidget(self._mark)
        self._who = label("", "strong", wrap=True)
        self._what = label("", "soft", wrap=True)
        self._result = label("", "soft", wrap=True)
        self._due = label("", "caption")
        self._note = Banner(theme)
        self.look = button(self.tr("Xem kết quả"))
        self.print_it = button(self.tr("In"), shortcut="Ctrl+P")
        self.receiver = Field(self.tr("Người nhận"))
        self.id_number = Field(self.tr("Số giấy tờ"))
        self.relation = Picker(self.tr("Quan hệ với người nộp"))
        self.way = Picker(self.tr("Cách trả"))
        self.sign = button(self.tr("Mời ký"), shortcut="Ctrl+G")
        self._signed = Pill()
        self.hand_over = button(self.tr("Trả kết quả"), "primary", scale="large", shortcut="Ctrl+Return")
        self._form = QWidget()
        self._form.setLayout(self._form_layout())
        self._ratings: dict[str, QPushButton] = {}
        self._rating_area = QWidget()
        self._rating_area.setLayout(self._rating_layout())
        self._lay_out()

    def _lay_out(self) -> None:
        inner = column(gap=6)
        for part in (self._who, self._what, self._result, self._due, self._note):
            inner.addWidget(part)
        buttons = row()
        buttons.addWidget(self.look)
        buttons.addWidget(self.print_it)
        buttons.addStretch(1)
        inner.addLayout(buttons)
        inner.addWidget(rule())
        inner.addWidget(self._form)
        inner.addWidget(self._rating_area)
        inner.addStretch(1)
        area = QWidget()
        area.setLayout(inner)
        self.body.addWidget(scrolling(area), 1)
        self.body.addWidget(self.hand_over)

    def _form_layout(self) -> QVBoxLayout:
        form = column(gap=8)
        form.addWidget(self.receiver)
        form.addWidget(self.id_number)
        how = row(gap=8)
        how.addWidget(self.relation, 3)
        how.addWidget(self.way, 2)
        form.addLayout(how)
        signing = row(gap=8)
        signing.addWidget(self.sign)
        signing.addWidget(self._signed)
        signing.addStretch(1)
        form.addLayout(signing)
        return form

    def _rating_layout(self) -> QVBoxLayout:
        area = column(gap=6)
        area.addWidget(label(self.tr("Người dân đánh giá"), "label"))
        line = row(gap=8)
        faces = (
            ("very_satisfied", "face-good", self.tr("Rất hài lòng")),
            ("satisfied", "face-fine", self.tr("Hài lòng")),
            ("dissatisfied", "face-bad", self.tr("Không hài lòng")),
        )
        for number, (key, icon, title) in enumerate(faces, start=1):
            face = button(title, "choice", shortcut=f"Alt+{number}")
            face.setIcon(self._theme.icon(icon, size=22))
            face.setIconSize(QSize(22, 22))
            face.setCheckable(True)
            face.clicked.connect(lambda _=False, key=key: self.rated.emit(key))
            self._ratings[key] = face
            line.addWidget(face)
        line.addStretch(1)
        stacked = column(gap=6)
        for face in self._ratings.values():
            stacked.addWidget(face)
        area.addLayout(stacked)
        return area

    def show_detail(self, detail: ResultDetail, screen: ResultsScreen) -> None:
        """Show this dossier."""
        put(self.title, detail.code)
        self._mark.tell(detail.state.text, detail.state.tone)
        put(self._who, detail.applicant)
        put(self._what, detail.procedure)
        put(self._result, detail.result, hide_empty=True)
        put(self._due, detail.due, hide_empty=True)
        note = detail.note
        self._note.tell(note.text if note else None, note.tone if note else Tone.BAD)
        self._form.setVisible(detail.can_hand_over)
        self.hand_over.setVisible(detail.can_hand_over)
        self.hand_over.setEnabled(not screen.busy)
        self.receiver.show_text(screen.receiver)
        self.receiver.show_note(screen.receiver_note)
        self.id_number.show_text(screen.id_number)
        self.relation.show_choices(screen.relations, screen.relation)
        self.way.show_choices(screen.ways, screen.way)
        self.sign.setEnabled(screen.way == "window" and not screen.busy)
        self._signed.tell(self.tr("Đã ký") if screen.signed else None, Tone.GOOD)
        self._rating_area.setVisible(detail.can_rate or bool(detail.rating))
        for key, face in self._ratings.items():
            face.setEnabled(detail.can_rate)
            face.setChecked(key == detail.rating)
        self.look.setEnabled(not screen.busy)
        self.print_it.setEnabled(screen.preview)
        self.setAccessibleName(say(detail.code))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
