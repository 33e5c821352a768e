"""The strip at the foot: at the window, on the way, at the province; when the province was last heard."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel

from counter_app.ui.presenters.strip_screen import StripScreen
from counter_app.ui.theme import Theme
from counter_app.ui.views.pieces import Pill, button, label, put, row


class StripView(QFrame):
    """Shows a ``StripScreen``.

    Signals:
        send_wanted: Send now, without waiting for the next turn.
    """

    send_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "strip")
        self.setAccessibleName(self.tr("Tình trạng gửi hồ sơ"))
        self._theme = theme
        self._numbers: dict[str, QLabel] = {}
        self._link = Pill()
        self._contact = label("", "caption")
        self._send = button(self.tr("Gửi ngay"), "quiet", shortcut="F8")
        self._send.setIcon(theme.icon("send", theme.tokens.accent_ink))
        layout = row(gap=18, margin=(20, 4, 12, 4))
        places = (
            ("window", "counter", self.tr("Tại quầy")),
            ("way", "send", self.tr("Đang gửi")),
            ("province", "province", self.tr("Tại tỉnh")),
        )
        for key, icon, title in places:
            part = row(gap=6)
            sign = label()
            sign.setPixmap(theme.picture(icon, theme.tokens.ink_faint, 18))
            self._numbers[key] = label("0", "strong")
            part.addWidget(sign)
            part.addWidget(label(title, "soft"))
            part.addWidget(self._numbers[key])
            layout.addLayout(part)
        layout.addStretch(1)
        layout.addWidget(self._link)
        layout.addWidget(self._contact)
        layout.addWidget(self._send)
        self.setLayout(layout)
        self._send.clicked.connect(self._want_send)

    def show_screen(self, screen: StripScreen) -> None:
        """Show these numbers."""
        put(self._numbers["window"], str(screen.at_window))
        put(self._numbers["way"], str(screen.on_the_way))
        put(self._numbers["province"], str(screen.at_province))
        put(self._contact, screen.contact, hide_empty=True)
        link = screen.link
        self._link.tell(link.text if link else None, link.tone if link else Pill.DEFAULT)
        self._send.setEnabled(screen.can_send and not screen.sending)

    def _want_send(self) -> None:
        self.send_wanted.emit()
