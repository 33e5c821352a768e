"""A panel above the place in front: a PIN for opening the locked window, typed twice; Esc takes it away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget
from typing_extensions import override

from counter_app.ui.presenters.quick_pin import QuickPinScreen
from counter_app.ui.presenters.screens import Tone
from counter_app.ui.theme import Theme
from counter_app.ui.views.pieces import Banner, Field, button, column, label, row

WIDTH = 480
TOP = 60


class QuickPinView(QFrame):
    """Shows a ``QuickPinScreen`` over its parent.

    Signals:
        opened: The panel came up.
        wanted: A PIN, and the same once more.
        taken_back: The person wants no PIN any more.
        closed: The panel went away.
    """

    opened = Signal()
    wanted = Signal(str, str)
    taken_back = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self.setProperty("role", "card")
        self.setObjectName("finder")
        self.setAccessibleName(self.tr("Mã PIN mở khóa nhanh"))
        self._banner = Banner(theme)
        self.pin = Field(self.tr("Mã PIN mới"), large=True)
        self.again = Field(self.tr("Nhập lại mã PIN"), large=True)
        for field in (self.pin, self.again):
            field.line.setEchoMode(QLineEdit.EchoMode.Password)
            field.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self._set = button(self.tr("Đặt mã PIN"), "primary")
        self._take_back = button(self.tr("Bỏ mã PIN"), "plain")
        self._close = button(self.tr("Đóng"), "plain")
        self._lay_out(theme)
        self.hide()
        self.pin.line.returnPressed.connect(self.again.line.setFocus)
        self.again.line.returnPressed.connect(self._want)
        self._set.clicked.connect(self._want)
        self._take_back.clicked.connect(self.taken_back)
        self._close.clicked.connect(self.close_panel)

    def _lay_out(self, theme: Theme) -> None:
        sign = label()
        sign.setPixmap(theme.picture("key", theme.tokens.accent_ink, 24))
        head = row(gap=10)
        head.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(label(self.tr("Mã PIN mở khóa nhanh"), "title", wrap=True), 1)
        about = label(
            self.tr(
                "Từ 6 đến 12 chữ số, chỉ mở lại quầy do chính bạn khóa trong hôm nay, trên máy này. "
                "Mở lại chương trình, sang ngày khác hoặc nhập sai 5 lần thì dùng mật khẩu."
            ),
            "soft",
            wrap=True,
        )
        foot = row(gap=10)
        foot.addWidget(self._set)
        foot.addWidget(self._take_back)
        foot.addStretch(1)
        foot.addWidget(self._close)
        layout = column(gap=12, margin=18)
        layout.addLayout(head)
        layout.addWidget(about)
        layout.addWidget(self._banner)
        layout.addWidget(self.pin)
        layout.addWidget(self.again)
        layout.addLayout(foot)
        self.setLayout(layout)

    def open_panel(self) -> None:
        """Come up with the cursor in the first field."""
        self.opened.emit()
        self.show()
        self._place()
        self.raise_()
        (self.pin if self.pin.line.isEnabled() else self._close).setFocus()

    def close_panel(self) -> None:
        """Go away; nothing that was typed stays."""
        self._empty()
        self.hide()
        self.closed.emit()

    def show_screen(self, screen: QuickPinScreen) -> None:
        """Show this state. When the PIN is set, Enter closes the panel."""
        if screen.done is not None:
            self._banner.tell(screen.done, Tone.GOOD)
        else:
            self._banner.tell(screen.problem, Tone.BAD if screen.allowed else Tone.WARN)
        usable = screen.allowed and not screen.busy
        for part in (self.pin.line, self.again.line, self._set):
            part.setEnabled(usable)
        self._take_back.setVisible(screen.has_pin)
        self._take_back.setEnabled(not screen.busy)
        if screen.clear:
            self._empty()
            (self._close if screen.done is not None else self.pin).setFocus()
        if self.isVisible():
            self._place()

    def _empty(self) -> None:
        self.pin.line.clear()
        self.again.line.clear()

    def _place(self) -> None:
        parent = self._ground
        width = min(WIDTH, parent.width() - 40)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((parent.width() - width) // 2, TOP)

    def _want(self) -> None:
        self.wanted.emit(self.pin.line.text(), self.again.line.text())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
            return
        super().keyPressEvent(event)
