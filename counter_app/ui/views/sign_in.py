"""The screen before everything else: who sits here now. Two fields, one key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from counter_app.ui.presenters.sign_in import SignInScreen
from counter_app.ui.theme import Theme
from counter_app.ui.translation import say
from counter_app.ui.views.pieces import Banner, Field, bind_key, button, column, empty, label, put, row

FORM_WIDTH = 380


class SignInView(QWidget):
    """Shows a ``SignInScreen``.

    Signals:
        login_edited: Login as typed.
        signed_in: Login and password, to be checked.
        pin_typed: The PIN that opens the lock, to be checked.
        password_wanted: The person would rather type the password.
        browser_wanted: The person would rather sign in at the province's page.
        person_picked: Login of somebody who sat here before.
        language_wanted: The person wants the other language.
        look_wanted: The person wants the other look.
    """

    login_edited = Signal(str)
    signed_in = Signal(str, str)
    person_picked = Signal(str)
    pin_typed = Signal(str)
    password_wanted = Signal()
    browser_wanted = Signal()
    language_wanted = Signal()
    look_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._unit = label("", "title", wrap=True)
        self._window = label("", "soft")
        self._banner = Banner(theme)
        self._login = Field(self.tr("Tên đăng nhập"), large=True)
        self._password = Field(self.tr("Mật khẩu"), large=True)
        self._password.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._pin = Field(self.tr("Mã PIN mở khóa nhanh"), large=True)
        self._pin.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._pin.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self._pin.hide()
        self._enter = button(self.tr("Đăng nhập"), "primary", scale="large")
        self._by_password = button(self.tr("Dùng mật khẩu"), "plain", scale="large")
        self._by_password.hide()
        self._browser = button(self.tr("Đăng nhập bằng cổng của tỉnh"), "plain", scale="large")
        self._note = label("", "caption", wrap=True)
        self._people = row()
        self._shown: SignInScreen | None = None
        self._lay_out()
        self._login.edited.connect(self.login_edited)
        self._login.line.returnPressed.connect(self._password.line.setFocus)
        self._password.line.returnPressed.connect(self._sign_in)
        self._pin.line.returnPressed.connect(self._sign_in)
        self._enter.clicked.connect(self._sign_in)
        self._by_password.clicked.connect(self._want_password)
        self._browser.clicked.connect(self._want_browser)
        self._browser.hide()

    def _lay_out(self) -> None:
        inner = column(gap=14)
        head = column(gap=2)
        head.addWidget(self._unit)
        head.addWidget(self._window)
        inner.addLayout(head)
        inner.addWidget(self._banner)
        inner.addLayout(self._people)
        inner.addWidget(self._login)
        inner.addWidget(self._password)
        inner.addWidget(self._pin)
        inner.addSpacing(4)
        inner.addWidget(self._enter)
        inner.addWidget(self._by_password)
        inner.addWidget(self._browser)
        inner.addWidget(self._note)
        form = QWidget()
        form.setLayout(inner)
        form.setFixedWidth(FORM_WIDTH)
        right = column(margin=(24, 24, 24, 16))
        right.addStretch(2)
        right.addWidget(form, 0, Qt.AlignmentFlag.AlignHCenter)
        right.addStretch(3)
        right.addLayout(self._foot())
        outer = row(gap=0)
        outer.addWidget(self._brand(), 2)
        outer.addLayout(right, 3)
        self.setLayout(outer)

    def _brand(self) -> QFrame:
        sign = label()
        sign.setPixmap(self._theme.picture("counter", self._theme.tokens.rail_ink, 44))
        layout = column(gap=12, margin=(48, 48, 48, 40))
        layout.addStretch(2)
        layout.addWidget(sign)
        layout.addWidget(label(self.tr("Quầy một cửa"), "display", wrap=True))
        layout.addWidget(label(self.tr("Tiếp nhận, số hóa và trả kết quả hồ sơ hành chính."), wrap=True))
        layout.addStretch(3)
        layout.addWidget(
            label(self.tr("Mất kết nối vẫn làm việc bình thường. Không trang nào bị mất."), wrap=True)
        )
        brand = QFrame()
        brand.setObjectName("brand")
        brand.setLayout(layout)
        return brand

    def _foot(self) -> QHBoxLayout:
        language = button(self.tr("English"), "quiet")
        language.setIcon(self._theme.icon("language", self._theme.tokens.accent_ink))
        look = button(self.tr("Sáng / tối"), "quiet")
        look.setIcon(self._theme.icon("moon", self._theme.tokens.accent_ink))
        language.clicked.connect(self._want_language)
        look.clicked.connect(self._want_look)
        foot = row(margin=(0, 8, 0, 0))
        foot.addStretch(1)
        foot.addWidget(language)
        foot.addWidget(look)
        foot.addStretch(1)
        return foot

    def show_screen(self, screen: SignInScreen) -> None:
        """Show this state. A screen that was not busy and is now asks for nothing more to be typed."""
        first = self._shown is None
        put(self._unit, screen.unit)
        put(self._window, screen.window)
        put(self._note, screen.note, hide_empty=True)
        self._banner.tell(screen.problem)
        self._login.show_text(screen.login)
        self._password.setVisible(not screen.asks_pin)
        self._pin.setVisible(screen.asks_pin)
        self._by_password.setVisible(screen.asks_pin)
        self._by_password.setEnabled(not screen.busy)
        self._enter.setEnabled(not screen.busy)
        self._browser.setVisible(screen.browser)
        self._browser.setEnabled(not screen.busy)
        self._enter.setText(say(screen.action))
        self._enter.setAccessibleName(say(screen.action))
        if self._shown is None or self._shown.people != screen.people:
            self._show_people(screen)
        secret = self._pin if screen.asks_pin else self._password
        asks_anew = (
            self._shown is None
            or not self._shown.clear_password
            or self._shown.note != screen.note
            or self._shown.asks_pin != screen.asks_pin
        )
        if screen.clear_password and asks_anew:
            self._password.line.clear()
            self._pin.line.clear()
            (secret if screen.login else self._login).line.setFocus()
        if first:
            (secret if screen.login else self._login).setFocus()
        self._shown = screen

    def _show_people(self, screen: SignInScreen) -> None:
        empty(self._people)
        for number, person in enumerate(screen.people, start=1):
            chip = button(say(person.title), "plain")
            chip.setIcon(self._theme.icon("person"))
            chip.clicked.connect(lambda _=False, key=person.key: self._pick(key))
            bind_key(chip, f"Alt+{number}")
            self._people.addWidget(chip)
        if screen.people:
            self._people.addStretch(1)

    def _want_password(self) -> None:
        self.password_wanted.emit()

    def _want_browser(self) -> None:
        self.browser_wanted.emit()

    def _want_language(self) -> None:
        self.language_wanted.emit()

    def _want_look(self) -> None:
        self.look_wanted.emit()

    def _pick(self, login: str) -> None:
        self.person_picked.emit(login)
        asks_pin = self._shown is not None and self._shown.asks_pin
        (self._pin if asks_pin else self._password).setFocus()

    def _sign_in(self) -> None:
        if self._shown is not None and self._shown.asks_pin:
            self.pin_typed.emit(self._pin.line.text())
            return
        self.signed_in.emit(self._login.line.text(), self._password.line.text())
