"""The link: three numbers side by side, below them what waits here and the certificate of a day."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QVBoxLayout, QWidget

from counter_app.ui.presenters.screens import Choice, Tone
from counter_app.ui.presenters.sync_screen import PlaceNumber, SyncScreen
from counter_app.ui.theme import Theme
from counter_app.ui.translation import say
from counter_app.ui.views.paper_preview import PaperPreview
from counter_app.ui.views.pieces import Banner, Card, Empty, Picker, Pill, button, column, frame, label, put, row
from counter_app.ui.views.rows import LineList
from counter_app.ui.words import Text

SIDE_WIDTH = 400
_ICONS = {"window": "counter", "branch": "branch", "province": "province"}


class SyncView(QWidget):
    """Shows a ``SyncScreen``.

    Signals:
        send_wanted: Send now.
        day_picked: Key of a day.
        print_wanted: The certificate on paper.
        row_opened: Key of a dossier that waits.
        troubles_wanted: The list of what needs a person.
        sticks_wanted: Look again what is plugged in.
        stick_picked: Key of a stick.
        pack_wanted: Write onto the stick.
        pack_next_wanted: Write what did not fit on the sticks before.
        unpack_wanted: Take in what the province answered.
    """

    send_wanted = Signal()
    day_picked = Signal(str)
    print_wanted = Signal()
    row_opened = Signal(str)
    troubles_wanted = Signal()
    sticks_wanted = Signal()
    stick_picked = Signal(str)
    pack_wanted = Signal()
    pack_next_wanted = Signal()
    unpack_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._link = Pill()
        self._contact = label("", "soft")
        self._problem = Banner(theme)
        self._banner = Banner(theme)
        self._places = row(gap=12)
        self._numbers: dict[str, _Number] = {}
        self._troubles = button("", "plain")
        self._send = button(self.tr("Gửi ngay"), "primary", scale="large")
        self._send.setIcon(theme.icon("send", theme.tokens.on_accent))
        self.waiting = LineList(theme, self.tr("Hồ sơ còn phần chưa gửi"))
        self._nothing = Empty(theme, "check-circle")
        self._waiting_card = Card("")
        self._body = QStackedWidget()
        self._day = Picker(self.tr("Ngày"))
        self._certificate = Card(self.tr("Giấy xác nhận trong ngày"))
        self._agreed = Pill()
        self._figures = LineList(theme, self.tr("Giấy xác nhận trong ngày"))
        self._print = button(self.tr("Xem và in giấy xác nhận"), shortcut="Ctrl+P")
        self._stick = Picker(self.tr("USB"))
        self._look = button(self.tr("Tìm lại"))
        self._pack = button(self.tr("Ghi ra USB"))
        self._pack_next = button(self.tr("Ghi tiếp"))
        self._unpack = button(self.tr("Nhận trả lời"))
        self._carried = Banner(theme)
        self.setFocusProxy(self._send)
        self._lay_out()
        self.preview = PaperPreview(theme, self.tr("Giấy xác nhận trong ngày"), self)
        self._send.clicked.connect(self.send_wanted)
        self._day.picked.connect(self.day_picked)
        self._print.clicked.connect(lambda _=False: self.preview.print_or_ask(self.print_wanted.emit))
        self.waiting.opened.connect(self.row_opened)
        self._troubles.clicked.connect(self.troubles_wanted)

    def _lay_out(self) -> None:
        head = row(gap=12)
        head.addWidget(label(self.tr("Gửi hồ sơ về tỉnh"), "title"))
        head.addWidget(self._link)
        head.addWidget(self._contact)
        head.addStretch(1)
        head.addWidget(self._troubles)
        self._troubles.hide()
        head.addWidget(self._send)
        self._body.addWidget(self.waiting)
        self._body.addWidget(self._nothing)
        self._waiting_card.body.addWidget(self._body, 1)
        below = row(gap=12)
        left = column(gap=12)
        left.addWidget(self._waiting_card, 1)
        left.addWidget(self._courier_card())
        below.addLayout(left, 1)
        below.addWidget(self._certificate_card())
        outer = column(gap=12, margin=(20, 14, 20, 14))
        outer.addLayout(head)
        outer.addWidget(self._problem)
        outer.addWidget(self._banner)
        outer.addLayout(self._places)
        outer.addLayout(below, 1)
        self.setLayout(outer)

    def _courier_card(self) -> QFrame:
        card = Card(self.tr("Chuyển bằng USB khi không có mạng"), gap=8)
        card.body.addWidget(
            label(
                self.tr("1. Ghi ra USB. 2. Mang USB về trung tâm để nạp. 3. Cắm lại đây và nhận trả lời."),
                "caption",
                wrap=True,
            )
        )
        line = row(gap=8)
        line.addWidget(self._stick, 1)
        for part in (self._look, self._pack, self._unpack):
            line.addWidget(part)
        card.body.addLayout(line)
        card.body.addWidget(self._carried)
        card.body.addWidget(self._pack_next, 0, Qt.AlignmentFlag.AlignRight)
        self._stick.caption.hide()
        self._pack_next.hide()
        self._look.clicked.connect(self.sticks_wanted)
        self._stick.picked.connect(self.stick_picked)
        self._pack.clicked.connect(self.pack_wanted)
        self._pack_next.clicked.connect(self.pack_next_wanted)
        self._unpack.clicked.connect(self.unpack_wanted)
        return card

    def _certificate_card(self) -> QFrame:
        card = self._certificate
        card.corner.addWidget(self._agreed)
        card.body.addWidget(self._day)
        card.body.addWidget(self._figures, 1)
        card.body.addWidget(
            label(
                self.tr("Tỉnh ký số khi mọi thao tác, hồ sơ và trang của ngày đó ở hai bên khớp nhau."),
                "caption",
                wrap=True,
            )
        )
        card.body.addWidget(self._print)
        card.setFixedWidth(SIDE_WIDTH)
        return card

    def show_screen(self, screen: SyncScreen) -> None:
        """Show this state."""
        link = screen.link
        self._link.tell(link.text if link else None, link.tone if link else Tone.NEUTRAL)
        put(self._contact, screen.contact, hide_empty=True)
        problem, status = screen.problem, screen.status
        self._problem.tell(problem.text if problem else None, problem.tone if problem else Tone.WARN)
        self._banner.tell(status.text if status else None, status.tone if status else Tone.BAD)
        for number in screen.places:
            self._number(number.key).show_number(number)
        self._troubles.setVisible(screen.troubles is not None)
        if screen.troubles is not None:
            self._troubles.setText(say(screen.troubles))
            self._troubles.setAccessibleName(say(screen.troubles))
        put(self._waiting_card.title, screen.waiting_title)
        self.waiting.show_lines(screen.waiting)
        self._body.setCurrentIndex(0 if screen.waiting else 1)
        self._nothing.tell(self.tr("Đã gửi hết"), self.tr("Mọi hồ sơ ở quầy này đều đã rời quầy."))
        self._show_certificate(screen)
        self._show_courier(screen)

    def _show_courier(self, screen: SyncScreen) -> None:
        none = Choice("", self.tr("Chưa thấy USB nào"))
        self._stick.show_choices(screen.sticks or (none,), screen.stick)
        for part in (self._pack, self._pack_next, self._unpack):
            part.setEnabled(bool(screen.stick) and not screen.busy)
        self._pack_next.setVisible(screen.more_sticks)
        carried = screen.carried
        self._carried.tell(carried.text if carried else None, carried.tone if carried else Tone.GOOD)

    def _show_certificate(self, screen: SyncScreen) -> None:
        certificate = screen.certificate
        self._day.show_choices(screen.days, screen.day)
        self._agreed.tell(
            certificate.mark.text if certificate else None, certificate.mark.tone if certificate else Tone.NEUTRAL
        )
        self._figures.show_lines(certificate.lines if certificate else ())
        self._print.setEnabled(certificate is not None and certificate.can_print and not screen.busy)

    def print_paper(self, pages: tuple[bytes, ...], name: Text) -> None:
        """Show the certificate as it will be printed; the person prints it there."""
        self.preview.open_pages(pages, say(name))

    def _number(self, key: str) -> _Number:
        number = self._numbers.get(key)
        if number is None:
            number = _Number(self._theme, _ICONS[key])
            self._numbers[key] = number
            self._places.addWidget(number.frame, 1)
        return number


class _Number:
    """One place with how many dossiers are there."""

    def __init__(self, theme: Theme, icon: str) -> None:
        sign = label()
        sign.setPixmap(theme.picture(icon, theme.tokens.accent_ink, 28))
        self._value: QLabel = label("", "display")
        self._title = label("", "strong")
        self._detail = label("", "caption", wrap=True)
        line = row(gap=12)
        line.addWidget(sign)
        line.addWidget(self._value)
        line.addWidget(self._title, 1)
        layout: QVBoxLayout = column(gap=2, margin=(16, 10, 16, 12))
        layout.addLayout(line)
        layout.addWidget(self._detail)
        self.frame = frame("card", layout)

    def show_number(self, number: PlaceNumber) -> None:
        """Show this number."""
        put(self._value, f"{number.value:,}".replace(",", "."))
        put(self._title, number.title)
        put(self._detail, number.detail)
        self.frame.setAccessibleName(f"{say(number.title)}: {number.value}. {say(number.detail)}")
