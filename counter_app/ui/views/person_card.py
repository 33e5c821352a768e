"""The applicant: a line that takes the card's QR, and the fields that it fills."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from counter_app.ui.presenters.intake_screen import FieldName, IntakeScreen, PersonForm
from counter_app.ui.presenters.screens import Choice
from counter_app.ui.theme import GAP, Theme
from counter_app.ui.views.pieces import Banner, Card, Field, Picker, button, row


class PersonCard(Card):
    """Shows and takes the applicant.

    Signals:
        card_typed: The whole text of the line, when Enter ends it (hand scanners send it).
        card_picture_wanted: The person wants to choose a picture of the card.
        card_scan_wanted: The person wants the scanner to read the card.
        edited: The person as typed now.
        left: A field was left: what is odd about it may be said now.
        earlier_opened: Key of an earlier dossier or paper that the person wants to see.
    """

    card_typed = Signal(str)
    card_picture_wanted = Signal()
    card_scan_wanted = Signal()
    edited = Signal(PersonForm)
    left = Signal(str)
    finished = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(self.tr("Người nộp hồ sơ"), gap=10)
        self._card = Field(
            self.tr("Thẻ căn cước"), placeholder=self.tr("Đưa máy quét vào mã QR trên thẻ"), large=True
        )
        self._scan = button(self.tr("Quét thẻ"), shortcut="Ctrl+I")
        self._picture = button(self.tr("Ảnh thẻ…"), shortcut="Ctrl+O")
        self._banner = Banner(theme)
        self._sex = Picker(self.tr("Giới tính"))
        self._lines: dict[FieldName, Field] = {
            FieldName.ID_NUMBER: Field(self.tr("Số định danh")),
            FieldName.NAME: Field(self.tr("Họ và tên")),
            FieldName.BIRTH: Field(self.tr("Ngày sinh"), placeholder=self.tr("ngày/tháng/năm")),
            FieldName.ADDRESS: Field(self.tr("Nơi cư trú")),
            FieldName.PHONE: Field(self.tr("Điện thoại")),
            FieldName.EMAIL: Field(self.tr("Email")),
        }
        self._lay_out()
        self._card.line.returnPressed.connect(self._typed)
        self._scan.clicked.connect(self._want_scan)
        self._picture.clicked.connect(self._want_picture)
        self._sex.picked.connect(self._changed)
        for name, line in self._lines.items():
            line.edited.connect(self._changed)
            line.line.editingFinished.connect(lambda name=name: self.left.emit(name.value))
            line.line.returnPressed.connect(lambda name=name: self._go_on(name))

    def _lay_out(self) -> None:
        self._card.caption.hide()
        top = row()
        top.addWidget(self._card, 1)
        top.addWidget(self._scan)
        top.addWidget(self._picture)
        self.body.addLayout(top)
        self.body.addWidget(self._banner)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(GAP)
        places: tuple[tuple[QWidget, int, int, int], ...] = (
            (self._lines[FieldName.NAME], 0, 0, 2),
            (self._lines[FieldName.ID_NUMBER], 0, 2, 2),
            (self._lines[FieldName.BIRTH], 1, 0, 1),
            (self._sex, 1, 1, 1),
            (self._lines[FieldName.PHONE], 1, 2, 1),
            (self._lines[FieldName.EMAIL], 1, 3, 1),
            (self._lines[FieldName.ADDRESS], 2, 0, 4),
        )
        for widget, line, place, span in places:
            grid.addWidget(widget, line, place, 1, span)
        for place, stretch in enumerate((4, 3, 3, 3)):
            grid.setColumnStretch(place, stretch)
        self.body.addLayout(grid)

    def show_screen(self, screen: IntakeScreen) -> None:
        """Show the person and what is to be said about each value."""
        note = screen.card_note
        self._banner.tell(note.text if note else None, note.tone if note else Banner.DEFAULT)
        form = screen.person
        notes = {note.field: note for note in screen.notes}
        for name, line in self._lines.items():
            line.show_text(getattr(form, name.value))
            said = notes.get(name)
            line.show_note(said.text if said else None, said.tone if said else Banner.DEFAULT)
        choices = (Choice("", ""), Choice("male", self.tr("Nam")), Choice("female", self.tr("Nữ")))
        self._sex.show_choices(choices, form.sex)

    def text_of(self, name: FieldName) -> str:
        """What stands in a field."""
        return self._lines[name].line.text()

    def focus(self, name: FieldName) -> None:
        """Put the cursor there and select what stands there."""
        if name is FieldName.SEX:
            self._sex.box.setFocus()
            return
        line = self._card if name is FieldName.CARD else self._lines[name]
        line.line.setFocus()
        line.line.selectAll()

    def _typed(self) -> None:
        text = self._card.line.text()
        self._card.line.clear()
        self.card_typed.emit(text)

    def _go_on(self, name: FieldName) -> None:
        if name is FieldName.ADDRESS:
            self.finished.emit()
        else:
            self.focusNextChild()

    def _want_scan(self) -> None:
        self.card_scan_wanted.emit()

    def _want_picture(self) -> None:
        self.card_picture_wanted.emit()

    def _changed(self, _text: str) -> None:
        texts = {name: line.line.text() for name, line in self._lines.items()}
        self.edited.emit(
            PersonForm(
                id_number=texts[FieldName.ID_NUMBER],
                name=texts[FieldName.NAME],
                birth=texts[FieldName.BIRTH],
                sex=str(self._sex.box.currentData() or ""),
                address=texts[FieldName.ADDRESS],
                phone=texts[FieldName.PHONE],
                email=texts[FieldName.EMAIL],
            )
        )
