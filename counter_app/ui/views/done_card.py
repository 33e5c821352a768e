"""What stands on the right of intake once the dossier is registered: its code, its receipt, what comes next."""

from __future__ import annotations

from counter_app.ui.presenters.intake_screen import Receipt
from counter_app.ui.presenters.screens import Tone
from counter_app.ui.theme import Theme
from counter_app.ui.views.pieces import Banner, Card, button, label, put, row
from counter_app.ui.views.slip import SlipView


class DoneCard(Card):
    """Shows a ``Receipt`` and the paper itself."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("", gap=10)
        self.title.setText(self.tr("Đã tiếp nhận hồ sơ"))
        self._code = label("", "figure", wrap=True)
        self._about = label("", "soft", wrap=True)
        self._due = label("", "strong", wrap=True)
        self._banner = Banner(theme)
        self.slip = SlipView(theme, self.tr("Giấy tiếp nhận sẽ in"))
        self.capture = button(self.tr("Quét giấy tờ"), "primary", scale="large", shortcut="Ctrl+Return")
        self.print_again = button(self.tr("In lại"), shortcut="Ctrl+P")
        self.following = button(self.tr("Hồ sơ mới"), shortcut="Ctrl+N")
        for part in (self._code, self._about, self._due, self._banner):
            self.body.addWidget(part)
        self.body.addWidget(self.slip, 1)
        others = row()
        others.addWidget(self.print_again, 1)
        others.addWidget(self.following, 1)
        self.body.addLayout(others)
        self.body.addWidget(self.capture)

    def show_receipt(self, receipt: Receipt) -> None:
        """Say what was registered."""
        put(self._code, receipt.code)
        put(self._about, f"{receipt.applicant} · {receipt.procedure}")
        put(self._due, receipt.due)
        note = receipt.note
        self._banner.tell(note.text if note else None, note.tone if note else Tone.BAD)
        self.print_again.setEnabled(not receipt.printing and receipt.pages > 0)
