"""What the receipt will say if the dossier is taken in now: code, appointment, fee; and whether it was paid."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from counter_app.ui.presenters.intake_screen import IntakeScreen
from counter_app.ui.views.count_box import CountBox
from counter_app.ui.views.pieces import Card, bind_key, column, key_text, label, put, row, rule
from counter_app.ui.views.procedure_card import FeeList

PAID_KEY = "Ctrl+T"


class ReceiptCard(Card):
    """Shows the part of an ``IntakeScreen`` that will stand on the receipt."""

    def __init__(self) -> None:
        super().__init__("", gap=4)
        self.title.setText(self.tr("Giấy tiếp nhận"))
        self.setAccessibleName(self.title.text())
        self._code = label("", "figure", wrap=True)
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._code_note = label("", "hint", wrap=True)
        self._due = label("", "heading", wrap=True)
        self._due_note = label("", "caption", wrap=True)
        self._fee_total = label("", "heading")
        self.fees = FeeList()
        self.count = CountBox()
        self._later = label(
            self.tr("Mã hồ sơ, ngày hẹn trả và lệ phí hiện ra khi chọn thủ tục."), "caption", wrap=True
        )
        self._area = QWidget()
        paid = self.tr("Đã thu tiền")
        self.paid = QCheckBox(f"{paid}   {key_text(PAID_KEY)}")
        self.paid.setAccessibleName(paid)
        bind_key(self.paid, PAID_KEY)
        self._lay_out()

    def _lay_out(self) -> None:
        self.body.addWidget(self._later)
        self.body.addWidget(self._area)
        body = column(gap=4)
        self._area.setLayout(body)
        body.addWidget(self._code)
        body.addWidget(self._code_note)
        due = row()
        due.addWidget(label(self.tr("Hẹn trả"), "label"))
        due.addWidget(self._due, 1)
        body.addLayout(due)
        body.addWidget(self._due_note)
        body.addSpacing(4)
        body.addWidget(rule())
        body.addSpacing(4)
        body.addWidget(self.fees)
        body.addWidget(self.count)
        fee = row()
        fee.addWidget(label(self.tr("Lệ phí"), "label"))
        fee.addWidget(self._fee_total, 1)
        fee.addWidget(self.paid)
        body.addLayout(fee)

    def show_screen(self, screen: IntakeScreen) -> None:
        """Show what is known of the receipt."""
        self._later.setVisible(screen.procedure is None)
        self._area.setVisible(screen.procedure is not None)
        put(self._code, screen.code)
        put(self._code_note, screen.code_note, hide_empty=True)
        put(self._due, screen.due)
        put(self._due_note, screen.due_note, hide_empty=True)
        self.fees.show_rows(screen.fees)
        self.fees.setVisible(bool(screen.fees))
        self.count.show_counting(screen.counting)
        put(self._fee_total, screen.fee_total)
        self.paid.setChecked(screen.paid)
        self.paid.setVisible(screen.asks_payment)
