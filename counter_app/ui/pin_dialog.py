"""Asks the person for a PIN, for work that runs on another thread and waits for the answer.

The PIN goes to whoever asked and is kept nowhere. Closing the dialog, or the window, answers "not now".
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from counter_app.ui.views.pieces import Field, label


@dataclass
class _Question:
    token: str
    last_try: bool
    answer: Future[str | None] = field(default_factory=Future)


class PinDialog(QObject):
    """Shows one dialog at a time.

    Signals:
        _asked: A question, carried to the window's thread.
    """

    _asked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[_Question] = []
        self._dialog: QDialog | None = None
        self._asked.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def ask(self, token: str, last_try: bool) -> str | None:
        """The PIN, or None for not now. To be called on any thread but the window's."""
        question = _Question(token, last_try)
        self._waiting.append(question)
        self._asked.emit(question)
        return question.answer.result()

    def close(self) -> None:
        """Nobody is asked any more: whoever waits is told "not now"."""
        if self._dialog is not None:
            self._dialog.reject()
        for question in self._waiting:
            if not question.answer.done():
                question.answer.set_result(None)

    @property
    def dialog(self) -> QDialog | None:
        """What is on the screen now."""
        return self._dialog

    @Slot(object)
    def _show(self, question: _Question) -> None:
        dialog = _PinQuestion(question.token, last_try=question.last_try)
        self._dialog = dialog

        def answered(_code: int) -> None:
            self._dialog = None
            self._waiting.remove(question)
            if not question.answer.done():
                question.answer.set_result(dialog.pin)
            dialog.deleteLater()

        dialog.finished.connect(answered)
        dialog.open()


class _PinQuestion(QDialog):
    def __init__(self, token: str, *, last_try: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Ký số"))
        self._field = Field(self.tr("Mã PIN của chữ ký số"), large=True)
        self._field.line.setEchoMode(QLineEdit.EchoMode.Password)
        buttons = QDialogButtonBox()
        sign = buttons.addButton(self.tr("Ký"), QDialogButtonBox.ButtonRole.AcceptRole)
        later = buttons.addButton(self.tr("Để sau"), QDialogButtonBox.ButtonRole.RejectRole)
        sign.setDefault(True)
        sign.clicked.connect(self.accept)
        later.clicked.connect(self.reject)
        layout = QVBoxLayout()
        layout.addWidget(label(self.tr("Nhập mã PIN để ký giấy tờ vừa chốt."), wrap=True))
        layout.addWidget(label(token, "soft"))
        if last_try:
            warning = self.tr("Lần nhập cuối: nhập sai nữa thiết bị sẽ bị khóa.")
            layout.addWidget(label(warning, wrap=True))
        layout.addWidget(self._field)
        layout.addWidget(buttons)
        self.setLayout(layout)

    @property
    def pin(self) -> str | None:
        """What was typed; None when the person wants to sign later."""
        return self._field.line.text() if self.result() == QDialog.DialogCode.Accepted else None
