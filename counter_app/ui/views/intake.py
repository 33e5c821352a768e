"""Take a dossier in: person and procedure on the left, what the receipt will say on the right.

Nothing pops up. Once registered, the right side becomes the printed slip, and one key begins the next step.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from counter_app.ui.presenters.intake_screen import FieldName, Focus, IntakeScreen, PersonForm
from counter_app.ui.presenters.running import Tasks
from counter_app.ui.presenters.screens import Tone
from counter_app.ui.printing import print_pages
from counter_app.ui.theme import Theme
from counter_app.ui.translation import say
from counter_app.ui.views.done_card import DoneCard
from counter_app.ui.views.held_paper import HeldPaperView
from counter_app.ui.views.person_card import PersonCard
from counter_app.ui.views.pieces import (
    Banner,
    Card,
    Empty,
    bind_key,
    button,
    column,
    key_text,
    label,
    put,
    row,
    scrolling,
)
from counter_app.ui.views.place_box import PlaceBox
from counter_app.ui.views.procedure_card import ProcedureCard
from counter_app.ui.views.receipt_card import ReceiptCard
from counter_app.ui.views.rows import LineList
from counter_app.ui.views.slip_card import SlipCard
from counter_app.ui.words import Text

SIDE_WIDTH = 420
EARLIER_HEIGHT = 140
EARLIER_BESIDE = 116


class IntakeView(QWidget):
    """Shows an ``IntakeScreen``.

    Signals:
        card_typed: Text of a card's QR as a hand scanner typed it.
        card_picture_chosen: Path of a picture of the card.
        card_scan_wanted: The card lies on the scanner.
        person_edited: The person as typed.
        field_left: Name of a field that was left.
        query_edited: What is typed to find a procedure.
        procedure_highlighted: Key of the procedure under the cursor keys.
        procedure_chosen: Key of the procedure taken, empty for the highlighted one.
        procedure_change_wanted: Another procedure is wanted.
        case_picked: Key of the case.
        fee_changed: Key, chosen, number.
        paid_changed: Whether the fee was paid.
        register_wanted: Register, and print the receipt.
        print_wanted: Print the receipt again.
        capture_wanted: Go on with scanning.
        next_wanted: Begin the next dossier.
        earlier_opened: Key of an earlier dossier.
        paper_toggled: Key of a paper of the checklist that is held, or that may turn out not to be needed.
        waive_wanted: No paper that is asked for under a condition is needed.
        lane_wanted: Into the fast lane, or out of it.
        pages_changed: Pages of the original.
        copies_changed: Copies that are wanted.
        scan_wanted: Scan the original.
        stop_wanted: Stop the scanner.
        slip_wanted: These papers are not taken in: write a slip.
    """

    slip_wanted = Signal()

    paper_toggled = Signal(str)
    waive_wanted = Signal()
    lane_wanted = Signal(bool)
    pages_changed = Signal(int)
    copies_changed = Signal(int)
    scan_wanted = Signal()
    stop_wanted = Signal()

    card_typed = Signal(str)
    card_picture_chosen = Signal(str)
    card_scan_wanted = Signal()
    person_edited = Signal(PersonForm)
    field_left = Signal(str)
    query_edited = Signal(str)
    procedure_highlighted = Signal(str)
    procedure_chosen = Signal(str)
    procedure_change_wanted = Signal()
    case_picked = Signal(str)
    fee_changed = Signal(str, bool, int)
    paid_changed = Signal(bool)
    register_wanted = Signal()
    print_wanted = Signal()
    capture_wanted = Signal()
    next_wanted = Signal()
    earlier_opened = Signal(str)

    def __init__(self, theme: Theme, tasks: Tasks) -> None:
        super().__init__()
        self._theme = theme
        self.slip = SlipCard(theme)
        self.held = HeldPaperView(theme, tasks, self)
        self.person = PersonCard(theme)
        self.procedure = ProcedureCard(theme)
        self._earlier = LineList(theme, self.tr("Hồ sơ trước đây và giấy tờ đã có"))
        self._earlier_card = Card(self.tr("Đã có trong hệ thống"))
        self._held_note = label("", "caption", wrap=True)
        self._waive = button(self.tr("Không phải nộp"), "quiet", shortcut="Ctrl+K")
        self._duplicate = Banner(theme)
        self._last = Banner(theme)
        self._left_column = column(gap=12)
        self._right_column = column(gap=12)
        self._papers = LineList(theme, self.tr("Giấy tờ cần có"))
        self._no_papers = Empty(theme, "paper")
        self._banner = Banner(theme)
        self._receipt = ReceiptCard()
        self._missing = label("", "caption", wrap=True)
        self._register = button(
            self.tr("Tiếp nhận và in giấy tiếp nhận"), "primary", scale="large", shortcut="Ctrl+Return"
        )
        self._slip_wanted = button(self.tr("Chưa tiếp nhận được: lập phiếu"), "quiet", shortcut="Ctrl+M")
        self._done = DoneCard(theme)
        self._sides = QStackedWidget()
        self._focus = Focus(FieldName.CARD, -1)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._left_column.addWidget(self.person)
        self._left_column.addWidget(self.procedure, 1)
        self._left = QWidget()
        self._left.setLayout(self._left_column)
        self._earlier_card.body.addWidget(self._earlier)
        self._earlier_card.body.addWidget(self._held_note)
        side = QWidget()
        side.setLayout(self._side())
        self._sides.addWidget(side)
        self._sides.addWidget(self._done)
        self._sides.addWidget(self.slip)
        self._sides.setFixedWidth(SIDE_WIDTH)
        outer = row(gap=16, margin=(20, 16, 20, 16))
        outer.addWidget(scrolling(self._left), 1)
        outer.addWidget(self._sides)
        self.setLayout(outer)

    def _side(self) -> QVBoxLayout:
        papers = Card(self.tr("Giấy tờ cần có"))
        papers.corner.addWidget(self._waive)
        papers.body.addWidget(self._papers, 1)
        papers.body.addWidget(self._no_papers, 1)
        side = self._right_column
        side.addWidget(self._last)
        side.addWidget(papers, 1)
        for part in (self._receipt, self._duplicate, self._banner, self._missing, self._register):
            side.addWidget(part)
        side.addWidget(self._slip_wanted)
        return side

    def _place_earlier(self, *, beside_the_form: bool) -> None:
        """What is known about the person stands where there is room: on the right until a procedure is chosen."""
        wanted = self._left_column if beside_the_form else self._right_column
        if wanted.indexOf(self._earlier_card) < 0:
            self._left_column.removeWidget(self._earlier_card)
            self._right_column.removeWidget(self._earlier_card)
            wanted.insertWidget(2, self._earlier_card)

    def _connect(self) -> None:
        self.person.card_typed.connect(self.card_typed)
        self.person.card_picture_wanted.connect(self._choose_picture)
        self.person.card_scan_wanted.connect(self.card_scan_wanted)
        self.person.edited.connect(self.person_edited)
        self.person.left.connect(self.field_left)
        self.person.finished.connect(self.procedure.focus_query)
        self.procedure.query_edited.connect(self.query_edited)
        self.procedure.highlighted.connect(self.procedure_highlighted)
        self.procedure.chosen.connect(self.procedure_chosen)
        self.procedure.change_wanted.connect(self.procedure_change_wanted)
        self.procedure.case_picked.connect(self.case_picked)
        self.procedure.lane_wanted.connect(self.lane_wanted)
        self._papers.opened.connect(self.paper_toggled)
        self._waive.clicked.connect(self.waive_wanted)
        self._receipt.count.pages_changed.connect(self.pages_changed)
        self._receipt.count.copies_changed.connect(self.copies_changed)
        self._receipt.count.entered.connect(self.register_wanted)
        self._receipt.count.scan_wanted.connect(self.scan_wanted)
        self._receipt.count.stop_wanted.connect(self.stop_wanted)
        self._last.cured.connect(self.print_wanted)
        bind_key(self._last.cure, "Ctrl+P")
        self._earlier.opened.connect(self.earlier_opened)
        self._receipt.fees.changed.connect(self.fee_changed)
        self._receipt.paid.clicked.connect(self.paid_changed)
        self._register.clicked.connect(self.register_wanted)
        self._slip_wanted.clicked.connect(self.slip_wanted)
        self._done.print_again.clicked.connect(self.print_wanted)
        self._done.capture.clicked.connect(self.capture_wanted)
        self._done.following.clicked.connect(self.next_wanted)

    def show_screen(self, screen: IntakeScreen) -> None:
        """Show this state."""
        registered = screen.receipt
        self._left.setEnabled(registered is None and screen.slip is None)
        self.person.show_screen(screen)
        self.procedure.show_screen(screen)
        known = (*screen.held, *screen.earlier)
        self._place_earlier(beside_the_form=screen.procedure is not None)
        self._earlier_card.setVisible(bool(known) or screen.held_note is not None)
        self._earlier.setVisible(bool(known))
        self._earlier.show_lines(known)
        tall = EARLIER_HEIGHT if screen.procedure is None else EARLIER_BESIDE
        self._earlier.setFixedHeight(tall if len(known) > 1 else EARLIER_HEIGHT // 2)
        put(self._held_note, screen.held_note.text if screen.held_note else None, hide_empty=True)
        self.held.show_paper(screen.opened)
        if screen.slip is not None:
            self._sides.setCurrentIndex(2)
            self.slip.show_form(screen.slip)
        elif registered is not None:
            self._sides.setCurrentIndex(1)
            self._done.show_receipt(registered)
        else:
            self._sides.setCurrentIndex(0)
            self._show_form(screen)
        if screen.focus.turn != self._focus.turn:
            self._focus = screen.focus
            self._move_focus(screen.focus.field)

    def _show_form(self, screen: IntakeScreen) -> None:
        self._papers.setVisible(bool(screen.papers))
        self._no_papers.setVisible(not screen.papers)
        self._no_papers.tell(self.tr("Chọn thủ tục để xem giấy tờ cần có"))
        self._papers.show_lines(screen.papers)
        self._receipt.show_screen(screen)
        self._waive.setVisible(screen.can_waive)
        twice, last = screen.duplicate, screen.last
        self._duplicate.tell(twice.text if twice else None, twice.tone if twice else Tone.WARN)
        again = self.tr("In lại")
        self._last.tell(
            last.text if last else None, last.tone if last else Tone.GOOD, f"{again}   {key_text('Ctrl+P')}"
        )
        note = screen.problem
        self._banner.tell(note.text if note else None, note.tone if note else Tone.BAD)
        put(self._missing, screen.missing[0] if screen.missing else None, hide_empty=True)
        self._register.setEnabled(screen.can_register and not screen.busy)

    def show_slip(self, pages: tuple[bytes, ...]) -> None:
        """Show the receipt's pages."""
        self._done.slip.show_pages(pages)
        self.slip.show_pages(pages)

    def print_slip(self, pages: tuple[bytes, ...], name: Text) -> bool:
        """Send the receipt to the printer of this window; False where there is none."""
        return print_pages(pages, title=say(name), parent=self)

    def slip_pages(self) -> int:
        """How many pages of the receipt are shown."""
        return self._done.slip.count

    @property
    def place(self) -> PlaceBox:
        """Where the commune is asked for."""
        return self.procedure.place

    def focus_earlier(self) -> None:
        """Put the cursor into what is known about the person."""
        self._earlier.setFocus()

    def typed_name(self) -> str:
        """The applicant's name as it stands in its field."""
        return self.person.text_of(FieldName.NAME)

    def _move_focus(self, name: FieldName) -> None:
        if name is FieldName.PROCEDURE:
            self.procedure.focus_query()
        elif name is FieldName.CASE:
            self.procedure.focus_case()
        elif name is FieldName.PLACE:
            self.procedure.place.focus_query()
        elif name is FieldName.MISSING_PAPERS:
            self.slip.focus_papers()
        elif name is FieldName.REASON:
            self.slip.focus_reason()
        elif name is FieldName.COPIES:
            self._receipt.count.focus_copies()
        elif name is FieldName.PAGES:
            self._receipt.count.focus_pages()
        else:
            self.person.focus(name)

    def _choose_picture(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Chọn ảnh thẻ căn cước"), "", self.tr("Ảnh (*.jpg *.jpeg *.png *.tif *.heic *.pdf)")
        )
        if path:
            self.card_picture_chosen.emit(path)
