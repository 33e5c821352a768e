"""Beside the branch's queue: the dossier under the cursor, what was done, and to whom it may be given."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from counter_app.ui.presenters.branch_screen import BranchScreen
from counter_app.ui.theme import Theme
from counter_app.ui.views.pieces import Card, Empty, Field, Picker, button, column, label, put, rule
from counter_app.ui.views.rows import LineList


class BranchDetailCard(Card):
    """One dossier of the branch.

    Signals:
        opened: Key of the dossier: look into its papers and pages.
        taker_picked: Key of the clerk who is to have it.
        reason_edited: Why.
        reassign_wanted: Give it to them.
    """

    opened = Signal(str)
    taker_picked = Signal(str)
    reason_edited = Signal(str)
    reassign_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("", gap=8)
        self._key = ""
        self._who = label("", "strong", wrap=True)
        self._holder = label("", "soft", wrap=True)
        self.history = LineList(theme, self.tr("Đã làm những gì"))
        self._open = button(self.tr("Xem giấy tờ và từng trang"))
        self.taker = Picker(self.tr("Chuyển cho cán bộ"))
        self.reason = Field(self.tr("Lý do"), placeholder=self.tr("Ví dụ: nghỉ ốm, quá tải"))
        self.give = button(self.tr("Chuyển giao"), "primary", shortcut="Ctrl+Return")
        self._form = QWidget()
        self._body = QStackedWidget()
        self._nothing = Empty(theme, "review")
        self._nothing.tell(
            self.tr("Chọn một hồ sơ"),
            self.tr("Xem đã làm những gì, ai đang giữ, và chuyển cho người khác khi cần."),
        )
        self._lay_out()
        self._open.clicked.connect(lambda: self.opened.emit(self._key))
        self.taker.picked.connect(self.taker_picked)
        self.reason.edited.connect(self.reason_edited)
        self.give.clicked.connect(self.reassign_wanted)

    def _lay_out(self) -> None:
        form = column(gap=8)
        for part in (rule(), self.taker, self.reason, self.give):
            form.addWidget(part)
        self._form.setLayout(form)
        inner = column(gap=6)
        for part in (self._who, self._holder, self._open):
            inner.addWidget(part)
        inner.addWidget(self.history, 1)
        inner.addWidget(self._form)
        shown = QWidget()
        shown.setLayout(inner)
        self._body.addWidget(self._nothing)
        self._body.addWidget(shown)
        self.body.addWidget(self._body, 1)

    def show_detail(self, screen: BranchScreen) -> None:
        """Show the chosen dossier, or what the place is for."""
        detail = screen.detail
        self._body.setCurrentIndex(0 if detail is None else 1)
        put(self.title, detail.code if detail else "", hide_empty=True)
        if detail is None:
            return
        self._key = detail.key
        put(self._who, detail.applicant)
        put(self._holder, detail.holder)
        self.history.show_lines(detail.history)
        self._form.setVisible(detail.can_reassign)
        self.taker.show_choices(screen.takers, screen.taker)
        self.reason.show_text(screen.reason)
        self.give.setEnabled(not screen.busy)
