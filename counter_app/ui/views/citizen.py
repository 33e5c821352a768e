"""The citizen's screen on a second monitor or a tablet: large letters, one question at a time, signed by hand."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPointingDevice,
    QPolygonF,
    QTabletEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget
from typing_extensions import override

from counter_app.ui.presenters.citizen_screen import CitizenScreen, Stage
from counter_app.ui.theme import Theme
from counter_app.ui.translation import say
from counter_app.ui.views.pieces import button, column, label, put, row

TABLET = (1024, 640)
FACE = 72
"""Sides in device-independent pixels: for any finger, at arm's length."""
INK_WIDTH = 3.0
SHORTEST = 12
"""Points of a line that is a signature and not a slip of the finger."""


class SignaturePad(QWidget):
    """A white field to sign on, with finger, pen or mouse.

    Signals:
        changed: Something was drawn or wiped away.
    """

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: list[list[QPointF]] = []
        self._drawing = False
        self.setMinimumHeight(220)
        self.setAccessibleName(self.tr("Ô ký tên"))
        self.setCursor(Qt.CursorShape.CrossCursor)

    @property
    def is_signed(self) -> bool:
        """Whether there is more than a slip of the finger."""
        return sum(map(len, self._lines)) >= SHORTEST

    def wipe(self) -> None:
        """Begin anew."""
        self._lines = []
        self.update()
        self.changed.emit()

    def picture(self) -> bytes:
        """The signature as a PNG, dark on white."""
        image = QImage(self.size(), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        self._paint_ink(painter)
        painter.end()
        sink = QBuffer()
        sink.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(sink, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt takes text
        return bytes(sink.data().data())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._begin(event.position())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drawing:
            self._go_on(event.position())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drawing = False

    @override
    def tabletEvent(self, event: QTabletEvent) -> None:
        if event.pointerType() is QPointingDevice.PointerType.Eraser:
            self.wipe()
        elif event.type() is QEvent.Type.TabletPress:
            self._begin(event.position())
        elif event.type() is QEvent.Type.TabletMove and self._drawing:
            self._go_on(event.position())
        elif event.type() is QEvent.Type.TabletRelease:
            self._drawing = False
        event.accept()

    def _begin(self, at: QPointF) -> None:
        self._drawing = True
        self._lines.append([at])

    def _go_on(self, at: QPointF) -> None:
        self._lines[-1].append(at)
        self.update()
        self.changed.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # Paper is white in either look: what is signed here is kept as it is seen.
        painter.setPen(QPen(QColor(self._theme.tokens.line_strong), 2))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 10, 10)
        self._paint_ink(painter)
        painter.end()

    def _paint_ink(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor("#10243A"), INK_WIDTH, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line in self._lines:
            painter.drawPolyline(QPolygonF(line))


class CitizenView(QWidget):
    """Shows a ``CitizenScreen``.

    Signals:
        signed: The picture of the signature, PNG.
        rated: Key of the rating.
    """

    signed = Signal(bytes)
    rated = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stage: Stage | None = None
        self.setObjectName("ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("Màn hình người dân"))
        self._unit = label("", "soft")
        self._head = label("", "display", wrap=True)
        self._what = label("", "heading", wrap=True)
        self.pad = SignaturePad(theme)
        self.again = button(self.tr("Ký lại"), scale="touch")
        self.done = button(self.tr("Xong"), "primary", scale="touch")
        self._stages = QStackedWidget()
        for page in (self._waiting(), self._signing(), self._rating(), self._thanking()):
            self._stages.addWidget(page)
        layout = column(gap=14, margin=(40, 28, 40, 28))
        for part in (self._unit, self._head, self._what):
            layout.addWidget(part)
        layout.addWidget(self._stages, 1)
        self.setLayout(layout)
        self.pad.changed.connect(self._drawn)
        self.again.clicked.connect(self.pad.wipe)
        self.done.clicked.connect(self._sign)

    def _waiting(self) -> QWidget:
        return _page(label(self.tr("Mời ông/bà đưa giấy tiếp nhận hồ sơ cho cán bộ."), "display", wrap=True))

    def _signing(self) -> QWidget:
        page = QWidget()
        layout = column(gap=12)
        layout.addWidget(label(self.tr("Mời ông/bà ký nhận kết quả vào ô dưới đây."), "display", wrap=True))
        layout.addWidget(self.pad, 1)
        buttons = row(gap=12)
        buttons.addStretch(1)
        buttons.addWidget(self.again)
        buttons.addWidget(self.done)
        layout.addLayout(buttons)
        page.setLayout(layout)
        return page

    def _rating(self) -> QWidget:
        page = QWidget()
        layout = column(gap=18)
        layout.addWidget(label(self.tr("Ông/bà có hài lòng với lần phục vụ này không?"), "display", wrap=True))
        layout.addStretch(1)
        layout.addLayout(self._faces())
        layout.addStretch(2)
        page.setLayout(layout)
        return page

    def _faces(self) -> QHBoxLayout:
        faces = row(gap=16)
        for key, icon, title in (
            ("very_satisfied", "face-good", self.tr("Rất hài lòng")),
            ("satisfied", "face-fine", self.tr("Hài lòng")),
            ("dissatisfied", "face-bad", self.tr("Không hài lòng")),
        ):
            face = button(title, "choice", scale="touch")
            face.setIcon(self._theme.icon(icon, size=FACE))
            face.setIconSize(QSize(FACE, FACE))
            face.clicked.connect(lambda _=False, key=key: self.rated.emit(key))
            faces.addWidget(face, 1)
        return faces

    def _thanking(self) -> QWidget:
        return _page(label(self.tr("Xin cảm ơn ông/bà."), "display", wrap=True))

    def show_screen(self, screen: CitizenScreen) -> None:
        """Show this stage; a new one begins with an empty field."""
        put(self._unit, screen.unit, hide_empty=True)
        put(self._head, screen.name, hide_empty=True)
        put(self._what, f"{screen.code} · {say(screen.result)}" if screen.code else "", hide_empty=True)
        if screen.stage is not self._stage:
            self._stage = screen.stage
            self.pad.wipe()
            self._stages.setCurrentIndex(list(Stage).index(screen.stage))
        self._drawn()

    def open_beside(self, window: QWidget) -> None:
        """Come up on the other screen where there is one, else as a window of a tablet's size."""
        if self.isVisible():
            return
        here = window.screen()
        other = next((screen for screen in QGuiApplication.screens() if screen is not here), None)
        self.resize(*TABLET)
        if other is None:
            self.show()
            return
        self.setGeometry(other.geometry())
        self.showFullScreen()

    def _drawn(self) -> None:
        self.again.setEnabled(bool(self.pad.is_signed))
        self.done.setEnabled(self.pad.is_signed)

    def _sign(self) -> None:
        if self.pad.is_signed:
            self.signed.emit(self.pad.picture())


def _page(inner: QWidget) -> QWidget:
    page = QWidget()
    layout = column(gap=0)
    layout.addStretch(1)
    layout.addWidget(inner)
    layout.addStretch(2)
    page.setLayout(layout)
    return page
