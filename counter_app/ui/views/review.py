"""Review and seal: every requirement with how it is met, what is open, and the one button that closes it all."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from counter_app.ui.images import PageImages, Picture, Size
from counter_app.ui.presenters.review_screen import FlaggedPage, Held, RequirementDetail, ReviewScreen
from counter_app.ui.presenters.screens import Tone
from counter_app.ui.theme import Theme
from counter_app.ui.translation import say
from counter_app.ui.views.dossier_band import DossierBand
from counter_app.ui.views.fields_box import FieldsBox
from counter_app.ui.views.held_paper import HeldPaperView
from counter_app.ui.views.page_viewer import PageViewer
from counter_app.ui.views.pieces import (
    Banner,
    Card,
    Empty,
    Picker,
    button,
    column,
    empty,
    frame,
    label,
    put,
    row,
    rule,
    scrolling,
)
from counter_app.ui.views.rows import LineList

LIST_WIDTH = 400
REASON_HEIGHT = 72
PAGE_HEIGHT = 210


class ReviewView(QWidget):
    """Shows a ``ReviewScreen``.

    Signals:
        requirement_chosen: Key of a requirement.
        point_opened: Key of an open point that the person wants to mend.
        accept_wanted: Page and code of a finding that is accepted.
        reuse_wanted: Key of a held paper that stands in for the requirement.
        held_opened: Key of a held paper that is to be looked at first.
        ground_picked: Key of the ground of an exception.
        reason_edited: The reason as typed.
        except_wanted: Grant the exception.
        not_needed_wanted: The condition of the shown paper does not apply.
        field_confirmed: Key of a field, and what it says.
        confirm_all_wanted: Everything that was read on the shown paper is right.
        look_up_wanted: Ask the province again what it holds about the person.
        page_opened: Key of a page to be seen in the capture screen.
        seal_wanted: Seal and send.
        capture_wanted: Back to scanning.
    """

    requirement_chosen = Signal(str)
    point_opened = Signal(str)
    accept_wanted = Signal(str, str)
    reuse_wanted = Signal(str)
    held_opened = Signal(str)
    ground_picked = Signal(str)
    reason_edited = Signal(str)
    except_wanted = Signal()
    not_needed_wanted = Signal()
    field_confirmed = Signal(str, str)
    confirm_all_wanted = Signal()
    look_up_wanted = Signal()
    page_opened = Signal(str)
    seal_wanted = Signal()
    capture_wanted = Signal()

    def __init__(self, theme: Theme, images: PageImages) -> None:
        super().__init__()
        self._theme = theme
        self._band = DossierBand(theme)
        self._list = LineList(theme, self.tr("Giấy tờ cần có"))
        self._points = LineList(theme, self.tr("Còn phải làm"))
        self._points_title = label(self.tr("Còn phải làm"), "heading")
        self._detail = _Detail(theme, images)
        self._nothing = Empty(theme, "review")
        self.held = HeldPaperView(theme, images.tasks, self)
        self._banner = Banner(theme)
        self._summary = label("", "soft", wrap=True)
        self._back = button(self.tr("Quét thêm"))
        self._look_up = button(self.tr("Tra giấy tờ đã có"), shortcut="Ctrl+U")
        self._seal = button(self.tr("Chốt hồ sơ và gửi"), "primary", scale="large", shortcut="Ctrl+Return")
        self._seal.setIcon(theme.icon("seal", theme.tokens.on_accent, 20))
        self.setFocusProxy(self._list)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = column(gap=4, margin=(8, 12, 8, 8))
        title = label(self.tr("Giấy tờ cần có"), "heading")
        title.setContentsMargins(8, 0, 0, 0)
        left.addWidget(title)
        left.addWidget(self._list, 3)
        left.addWidget(rule())
        self._points_title.setContentsMargins(8, 6, 0, 0)
        left.addWidget(self._points_title)
        left.addWidget(self._points, 2)
        card = frame("card", left)
        card.setFixedWidth(LIST_WIDTH)
        middle = row(gap=12)
        middle.addWidget(card)
        middle.addWidget(self._detail, 1)
        middle.addWidget(self._nothing, 1)
        foot = row(gap=12)
        foot.addWidget(self._summary, 1)
        foot.addWidget(self._look_up)
        foot.addWidget(self._back)
        foot.addWidget(self._seal)
        inner = column(gap=12, margin=(20, 12, 20, 12))
        inner.addWidget(self._banner)
        inner.addLayout(middle, 1)
        inner.addLayout(foot)
        area = QWidget()
        area.setLayout(inner)
        outer = column(gap=0)
        outer.addWidget(self._band)
        outer.addWidget(area, 1)
        self.setLayout(outer)

    def _connect(self) -> None:
        self._list.chosen.connect(self.requirement_chosen)
        self._points.opened.connect(self.point_opened)
        self._points.clicked.connect(lambda index: self.point_opened.emit(self._points.lines.row(index.row()).key))
        self._detail.accept_wanted.connect(self.accept_wanted)
        self._detail.reuse_wanted.connect(self.reuse_wanted)
        self._detail.held_opened.connect(self.held_opened)
        self._detail.ground.picked.connect(self.ground_picked)
        self._detail.reason_edited.connect(self.reason_edited)
        self._detail.grant.clicked.connect(self.except_wanted)
        self._detail.not_needed.clicked.connect(self.not_needed_wanted)
        self._detail.fields.confirmed.connect(self.field_confirmed)
        self._detail.fields.all_confirmed.connect(self.confirm_all_wanted)
        self._look_up.clicked.connect(self.look_up_wanted)
        self._detail.page_opened.connect(self.page_opened)
        self._back.clicked.connect(self.capture_wanted)
        self._seal.clicked.connect(self.seal_wanted)

    def show_screen(self, screen: ReviewScreen) -> None:
        """Show this state."""
        self._band.show_head(screen.head)
        self._list.show_lines(screen.requirements, screen.chosen)
        self._points.show_lines(screen.open_points)
        self._points.setVisible(bool(screen.open_points))
        self._points_title.setVisible(bool(screen.open_points))
        self._detail.setVisible(screen.detail is not None)
        self._nothing.setVisible(screen.detail is None)
        self._nothing.tell(
            self.tr("Chọn một giấy tờ để xem"),
            self.tr("Danh sách bên trái cho biết giấy tờ nào đã đủ, giấy tờ nào còn thiếu."),
        )
        if screen.detail is not None:
            self._detail.show_detail(screen.detail, screen.ground, screen.reason)
        status = screen.status
        self._banner.tell(status.text if status else None, status.tone if status else Tone.BAD)
        put(self._summary, screen.summary)
        self._seal.setEnabled(screen.can_seal and not screen.busy)
        self._seal.setVisible(not screen.sealed)
        self._back.setVisible(not screen.sealed)
        self._look_up.setVisible(screen.head is not None and not screen.sealed)
        self.held.show_paper(screen.opened)

    def focus_points(self) -> None:
        """Put the cursor on what is still to be done."""
        self._points.setFocus()

    def focus_ground(self) -> None:
        """Put the cursor on the ground of an exception."""
        self._detail.ground.setFocus()


class _Detail(Card):
    """One requirement: how it is met, what is odd on its pages, what else would meet it.

    Signals:
        accept_wanted: Page and code of a finding.
        reuse_wanted: Key of a held paper.
        held_opened: Key of a held paper to look at.
        reason_edited: The reason as typed.
        page_opened: Key of a page.
    """

    accept_wanted = Signal(str, str)
    reuse_wanted = Signal(str)
    held_opened = Signal(str)
    reason_edited = Signal(str)
    page_opened = Signal(str)

    def __init__(self, theme: Theme, images: PageImages) -> None:
        super().__init__("", gap=10)
        self._theme = theme
        self._images = images
        self._explanation = label("", "soft", wrap=True)
        self._state = Banner(theme)
        self._held_area, self._held = _section(self.tr("Đã có bản điện tử"))
        self._pages_area, self._pages = _section(self.tr("Các trang cần xem"))
        self._except_area, self._except = _section(self.tr("Không quét giấy tờ này (ngoại lệ theo quy định)"))
        self.ground = Picker(self.tr("Căn cứ"))
        self._reason = QPlainTextEdit()
        self._reason.setAccessibleName(self.tr("Lý do"))
        self._reason.setPlaceholderText(self.tr("Ghi rõ lý do; lý do được lưu cùng hồ sơ"))
        self._reason.setFixedHeight(REASON_HEIGHT)
        self._reason.setTabChangesFocus(True)
        self.grant = button(self.tr("Ghi nhận ngoại lệ"))
        self.not_needed = button(self.tr("Không thuộc trường hợp phải nộp"), "primary", shortcut="Ctrl+K")
        self.fields = FieldsBox(theme, images)
        self._fields_area, inside = _section(self.tr("Thông tin đọc từ giấy tờ"))
        inside.addWidget(self.fields)
        self._shown: RequirementDetail | None = None
        inner = QWidget()
        inner.setLayout(self._lay_out())
        self.body.addWidget(scrolling(inner), 1)
        self._reason.textChanged.connect(lambda: self.reason_edited.emit(self._reason.toPlainText()))

    def _lay_out(self) -> QVBoxLayout:
        reason_title = label(self.tr("Lý do"), "label")
        reason_title.setBuddy(self._reason)
        self._except.addWidget(self.ground)
        self._except.addWidget(reason_title)
        self._except.addWidget(self._reason)
        line = row()
        line.addStretch(1)
        line.addWidget(self.grant)
        self._except.addLayout(line)
        layout = column(gap=14)
        layout.addWidget(self._explanation)
        layout.addWidget(self._state)
        layout.addWidget(self.not_needed, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self._held_area, self._pages_area, self._fields_area, self._except_area):
            layout.addWidget(part)
        layout.addStretch(1)
        return layout

    def show_detail(self, detail: RequirementDetail, ground: str, reason: str) -> None:
        """Show this requirement; rebuild only what changed."""
        before = self._shown
        self._shown = detail
        put(self.title, detail.title)
        put(self._explanation, detail.explanation, hide_empty=True)
        state = detail.state
        self._state.tell(state.text if state else None, state.tone if state else Tone.BAD)
        if before is None or before.held != detail.held:
            self._show_held(detail.held)
        if before is None or before.pages != detail.pages:
            self._show_pages(detail.pages)
        self._fields_area.setVisible(bool(detail.fields))
        self.fields.show_fields(detail.fields, can_edit=detail.can_edit, can_confirm_all=detail.can_confirm_all)
        self.not_needed.setVisible(detail.asks_condition)
        self._except_area.setVisible(detail.can_except)
        self.ground.show_choices(detail.grounds, ground)
        if self._reason.toPlainText() != reason:
            self._reason.setPlainText(reason)
        self.grant.setEnabled(bool(ground and reason.strip()))

    def _show_held(self, held: tuple[Held, ...]) -> None:
        empty(self._held)
        self._held_area.setVisible(bool(held))
        for one in held:
            area = QWidget()
            line = row(gap=12)
            text = column(gap=0)
            text.addWidget(label(say(one.title), "strong", wrap=True))
            text.addWidget(label(say(one.detail), "caption", wrap=True))
            use = button(self.tr("Dùng bản này"))
            use.clicked.connect(lambda _=False, key=one.key: self.reuse_wanted.emit(key))
            look = button(self.tr("Xem"), "quiet")
            look.setAccessibleName(self.tr("Xem {paper}").format(paper=say(one.title)))
            look.clicked.connect(lambda _=False, key=one.key: self.held_opened.emit(key))
            line.addLayout(text, 1)
            line.addWidget(look)
            line.addWidget(use)
            area.setLayout(line)
            self._held.addWidget(area)

    def _show_pages(self, pages: tuple[FlaggedPage, ...]) -> None:
        empty(self._pages)
        self._pages_area.setVisible(bool(pages))
        for page in pages:
            self._pages.addWidget(self._flagged(page))

    def _flagged(self, page: FlaggedPage) -> QWidget:
        area = QWidget()
        line = row(gap=12)
        viewer = PageViewer(self._theme, say(page.title))
        viewer.setFixedSize(round(PAGE_HEIGHT * 0.72), PAGE_HEIGHT)
        viewer.await_picture()
        self._images.want(
            page.key, page.version, Size.PAGE, lambda picture: _show_if_alive(viewer, picture, page.turned_deg)
        )
        text = column(gap=6)
        text.addWidget(label(say(page.title), "strong"))
        for finding in page.findings:
            box = QCheckBox(say(finding.text))
            box.setChecked(finding.accepted)
            box.setEnabled(not finding.accepted)
            box.clicked.connect(
                lambda _=False, key=page.key, code=finding.code: self.accept_wanted.emit(key, code)
            )
            text.addWidget(box)
        text.addWidget(label(self.tr("Đánh dấu để chấp nhận sau khi đã xem trang."), "caption", wrap=True))
        look = button(self.tr("Mở trang để xoay hoặc quét lại"), "quiet")
        look.clicked.connect(lambda: self.page_opened.emit(page.key))
        text.addWidget(look, 0, Qt.AlignmentFlag.AlignLeft)
        text.addStretch(1)
        line.addWidget(viewer)
        line.addLayout(text, 1)
        area.setLayout(line)
        return area


def _show_if_alive(viewer: PageViewer, picture: Picture, turned_deg: int) -> None:
    # The clerk may have moved on while the picture was being decoded.
    if isValid(viewer):
        viewer.show_picture(picture, turned_deg)


def _section(title: str) -> tuple[QWidget, QVBoxLayout]:
    """A titled part of the detail: its area, and the layout for its content."""
    area = QWidget()
    outer = column(gap=8)
    outer.addWidget(rule())
    outer.addWidget(label(title, "strong", wrap=True))
    inner = column(gap=8)
    outer.addLayout(inner)
    area.setLayout(outer)
    return area, inner
