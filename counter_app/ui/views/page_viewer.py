"""One page, as large as wanted: fit, zoom to the cursor, pan with mouse or keys.

Only the visible part is drawn, from the copy whose size is nearest, so that a frame costs a few milliseconds
at any zoom.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QTransform, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from counter_app.ui.images import NOTHING, Picture
from counter_app.ui.presenters.capture_screen import PageMark
from counter_app.ui.presenters.screens import Mark, Tone
from counter_app.ui.problems import problem_words
from counter_app.ui.theme import Theme
from counter_app.ui.translation import say
from counter_app.ui.views.rows import paint_pill

STEP = 1.25
LARGEST = 4.0
EDGE = 16
PAN_STEP = 80
QUARTER, HALF = 90, 180
TAG_STEP = 24
SHARE = 0.8
"""How much of the widget a place takes that is looked at."""


class PageViewer(QWidget):
    """Shows one picture, turned as wanted."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self._theme = theme
        self._picture = NOTHING
        self._turned_deg = 0
        self._scale = 0.0
        self._centre = QPointF()
        self._dragged_from: QPoint | None = None
        self._marks: tuple[PageMark, ...] = ()
        self._tags: tuple[Mark, ...] = ()
        self._framed = False
        self._said = ""
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 200)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def await_picture(self) -> None:
        """Say that a picture is on its way; one that is shown stays until then."""
        self._said = self.tr("Đang mở trang…")
        self.update()

    def show_picture(self, picture: Picture, turned_deg: int, *, same_page: bool = False) -> None:
        """Show this. The zoom starts at "whole page" unless it is the same page in a new version."""
        keep = same_page and picture.size == self._picture.size and turned_deg == self._turned_deg
        self._picture = picture
        self._said = say(problem_words(picture.why)) if picture.why else ""
        self._turned_deg = turned_deg % (2 * HALF)
        if not keep:
            self.fit()
        self.update()

    def show_marks(
        self, marks: tuple[PageMark, ...], tags: tuple[Mark, ...] = (), *, framed: bool = False
    ) -> None:
        """Mark these places on the page, say this in its corner, and draw its edges when they are in question."""
        if (marks, tags, framed) != (self._marks, self._tags, self._framed):
            self._marks, self._tags, self._framed = marks, tags, framed
            self.setAccessibleDescription(". ".join(say(tag.text) for tag in tags))
            self.update()

    def look_at(self, place: QRectF) -> None:
        """Bring this place of the unturned picture to the middle, large enough to be read."""
        if place.isEmpty() or not self._picture.levels:
            return
        self._scale = 1.0
        room = self._page_to_widget().mapRect(place)
        widest = max(room.width() / max(self.width() * SHARE, 1), room.height() / max(self.height() * SHARE, 1))
        self._scale = min(max(1 / max(widest, 1e-6), self._fitting_scale()), 1.5)
        here = self._page_to_widget().mapRect(place).center()
        self._centre += (here - QPointF(self.width() / 2, self.height() / 2)) * (1 / self.scale)
        self._keep_inside()
        self.update()

    def fit(self) -> None:
        """Show the whole page."""
        self._scale = 0.0
        self._centre = QPointF(self._turned_size().width() / 2, self._turned_size().height() / 2)
        self.update()

    def zoom(self, factor: float, around: QPointF | None = None) -> None:
        """Grow or shrink around a point of the widget (its middle by default)."""
        if not self._picture.levels:
            return
        middle = QPointF(self.width() / 2, self.height() / 2)
        fixed = around or middle
        old = self.scale
        new = min(max(old * factor, self._fitting_scale()), LARGEST)
        self._centre += (fixed - middle) * (1 / old - 1 / new)
        self._scale = 0.0 if new <= self._fitting_scale() * 1.001 else new
        self._keep_inside()
        self.update()

    @property
    def scale(self) -> float:
        """Widget pixels per picture pixel."""
        return self._scale or self._fitting_scale()

    def page_point(self, point: QPointF) -> QPointF:
        """The pixel of the unturned picture that stands at this point of the widget."""
        back, _ = self._page_to_widget().inverted()
        return back.map(point)

    def _turned_size(self) -> QSizeF:
        size = QSizeF(self._picture.size)
        return size.transposed() if self._turned_deg % HALF else size

    def _fitting_scale(self) -> float:
        size = self._turned_size()
        if size.isEmpty():
            return 1.0
        room = QSize(max(self.width() - 2 * EDGE, 1), max(self.height() - 2 * EDGE, 1))
        return min(room.width() / size.width(), room.height() / size.height(), 1.0)

    def _keep_inside(self) -> None:
        size = self._turned_size()
        half_width, half_height = self.width() / 2 / self.scale, self.height() / 2 / self.scale
        self._centre = QPointF(
            _held(self._centre.x(), half_width, size.width()), _held(self._centre.y(), half_height, size.height())
        )

    def _page_to_widget(self) -> QTransform:
        """From pixels of the unturned picture to widget pixels."""
        size = self._picture.size
        turn = QTransform()
        turn.translate(self.width() / 2, self.height() / 2)
        turn.scale(self.scale, self.scale)
        turn.translate(-self._centre.x(), -self._centre.y())
        turned = self._turned_size()
        turn.translate(turned.width() / 2, turned.height() / 2)
        turn.rotate(self._turned_deg)
        turn.translate(-size.width() / 2, -size.height() / 2)
        return turn

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.tokens.mat))
        if self._picture.levels:
            self._paint_page(painter)
        elif self._said:
            self._paint_said(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.tokens.accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_said(self, painter: QPainter) -> None:
        """Why there is no picture, or not yet."""
        painter.setPen(QColor(self._theme.tokens.ink_soft))
        place = self.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._said)

    @property
    def said(self) -> str:
        """What stands in the place of a picture that is not there."""
        return "" if self._picture.levels else self._said

    def _paint_page(self, painter: QPainter) -> None:
        transform = self._page_to_widget()
        back, _ = transform.inverted()
        whole = QRectF(QPointF(), QSizeF(self._picture.size))
        visible = back.mapRect(QRectF(self.rect())).intersected(whole)
        level, own = self._picture.level_for(self.scale * self.devicePixelRatioF())
        source = QRectF(visible.topLeft() * own, visible.size() * own)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setTransform(transform, combine=True)
        painter.drawImage(visible, level, source)
        painter.resetTransform()
        self._paint_marks(painter, transform, whole)

    def _paint_marks(self, painter: QPainter, transform: QTransform, whole: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in self._marks:
            ink, _ = self._theme.colour(place.tone)
            wash = QColor(ink)
            wash.setAlpha(36)
            room = transform.mapRect(QRectF(place.left, place.top, place.width, place.height)).adjusted(
                -2, -2, 2, 2
            )
            if room.intersects(QRectF(self.rect())):
                painter.setPen(QPen(ink, 1.5))
                painter.setBrush(wash)
                painter.drawRoundedRect(room, 3, 3)
        page = transform.mapRect(whole)
        if self._framed:
            ink, _ = self._theme.colour(Tone.WARN)
            painter.setPen(QPen(ink, 3, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(page.adjusted(1, 1, -1, -1))
        right = min(page.right(), self.width()) - 8
        top = max(page.top(), 0.0) + 8
        for tag in self._tags:
            paint_pill(painter, self._theme, tag, self.font(), QPointF(right, top).toPoint())
            top += TAG_STEP

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(STEP if event.angleDelta().y() > 0 else 1 / STEP, event.position())
        else:
            self.pan(QPointF(event.angleDelta()))
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._dragged_from = event.position().toPoint()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is not None:
            here = event.position().toPoint()
            self.pan(QPointF(here - self._dragged_from))
            self._dragged_from = here

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged_from = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._scale:
            self.fit()
        else:
            self.zoom(1 / self.scale, event.position())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Left: QPointF(PAN_STEP, 0),
            Qt.Key.Key_Right: QPointF(-PAN_STEP, 0),
            Qt.Key.Key_Up: QPointF(0, PAN_STEP),
            Qt.Key.Key_Down: QPointF(0, -PAN_STEP),
        }
        move = moves.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
        else:
            self.pan(move)

    def pan(self, by: QPointF) -> None:
        """Move the page by so many pixels of the widget; it never leaves it."""
        self._centre -= by * (1 / self.scale)
        self._keep_inside()
        self.update()


def _held(centre: float, half: float, length: float) -> float:
    """The centre, moved so that the page covers the widget or stands in its middle."""
    return length / 2 if 2 * half >= length else min(max(centre, half), length - half)
