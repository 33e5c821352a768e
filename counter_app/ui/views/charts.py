"""Charts, painted: the load of a day by hour and window, and shares as bars with their goal.

Colour is never the only sign: windows stand in the legend in the order of the stack, an overloaded hour carries a
mark, and everything that is painted is said in words to a screen reader and as a tool tip.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from counter_app.ui.presenters.branch_screen import Gauge, HourBar
from counter_app.ui.presenters.screens import Tone
from counter_app.ui.theme import Mode, Theme, tone_colours
from counter_app.ui.translation import say
from counter_app.ui.views.pieces import column, label, put, row, tint
from counter_app.ui.views.rows import scaled, tabular

_LIGHT = ("#0B5CAD", "#2F8F83", "#7A5195", "#B0772A", "#5B7FA6", "#9A4C5E")
_DARK = ("#6FB1FF", "#5CC6B4", "#B99AE0", "#E0AE62", "#9DB6D3", "#E08CA0")
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 12, 34, 26
_STEPS = 4
_MARK = 7


def bar_colours(theme: Theme) -> tuple[str, ...]:
    """The colours of windows, in the order of the legend; they come again when there are more windows."""
    return _DARK if theme.mode is Mode.DARK else _LIGHT


def round_up(minutes: float) -> int:
    """The top of the scale: a number that four steps divide into readable ones."""
    for step in (10, 15, 30, 60, 90, 120, 150, 180, 240, 300, 450, 600):
        if minutes <= step * _STEPS:
            return step * _STEPS
    return int(minutes // (_STEPS * 60) + 1) * _STEPS * 60


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where hours and minutes are on the widget."""

    area: QRectF
    top_minutes: int
    count: int

    def y(self, minutes: float) -> float:
        return self.area.bottom() - self.area.height() * minutes / self.top_minutes

    def slot(self, number: int) -> QRectF:
        width = self.area.width() / max(self.count, 1)
        return QRectF(self.area.left() + number * width, self.area.top(), width, self.area.height())


class LoadChart(QWidget):
    """Minutes of service per hour: bars of what came, a line for what was expected, steps for what can be done.

    The arrow keys go from hour to hour; the chosen hour is said.
    """

    def __init__(self, theme: Theme, title: str, captions: tuple[str, str, str]) -> None:
        super().__init__()
        self._theme = theme
        self._title = title
        self._captions = captions
        self._windows: tuple[str, ...] = ()
        self._hours: tuple[HourBar, ...] = ()
        self._current = -1
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(230)

    def show_hours(self, windows: tuple[str, ...], hours: tuple[HourBar, ...]) -> None:
        """Show this day."""
        self._windows, self._hours = windows, hours
        if self._current >= len(hours):
            self._current = -1
        self.setAccessibleDescription(". ".join(say(hour.spoken) for hour in hours))
        self.update()

    # --- finding one's way -------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if step is None or not self._hours:
            super().keyPressEvent(event)
            return
        self._current = max(0, min(len(self._hours) - 1, self._current + step))
        self.setAccessibleName(f"{self._title}. {say(self._hours[self._current].spoken)}")
        self.update()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            number = self._hour_at(event.pos())
            if number is not None:
                QToolTip.showText(event.globalPos(), say(self._hours[number].spoken), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _hour_at(self, at: QPoint) -> int | None:
        scale = self._scale()
        found = (number for number in range(len(self._hours)) if scale.slot(number).contains(QPointF(at)))
        return next(found, None)

    # --- painting ----------------------------------------------------------------------------------------------

    def _scale(self) -> _Scale:
        area = QRectF(self.rect()).adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)
        tallest = max((max(sum(hour.parts), hour.expected, hour.capacity) for hour in self._hours), default=0.0)
        return _Scale(area, round_up(tallest), len(self._hours))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self._scale()
        self._paint_legend(painter)
        self._paint_ground(painter, scale)
        for number, hour in enumerate(self._hours):
            self._paint_hour(painter, scale, number, hour)
        self._paint_lines(painter, scale)
        painter.end()

    def _paint_legend(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        painter.setFont(scaled(self.font(), 12))
        metrics = painter.fontMetrics()
        left = _LEFT
        colours = bar_colours(self._theme)
        came, expected, capacity = self._captions
        for number, window in enumerate(self._windows):
            name = f"{came} {window}"
            painter.fillRect(QRect(left, 8, 10, 10), QColor(colours[number % len(colours)]))
            painter.setPen(QColor(tokens.ink_soft))
            painter.drawText(QPointF(left + 15, 18), name)
            left += 15 + metrics.horizontalAdvance(name) + 14
        for name, pen in ((expected, self._expected_pen()), (capacity, self._capacity_pen())):
            painter.setPen(pen)
            painter.drawLine(QPointF(left, 13), QPointF(left + 18, 13))
            painter.setPen(QColor(tokens.ink_soft))
            painter.drawText(QPointF(left + 24, 18), name)
            left += 24 + metrics.horizontalAdvance(name) + 14

    def _paint_ground(self, painter: QPainter, scale: _Scale) -> None:
        tokens = self._theme.tokens
        painter.setFont(tabular(scaled(self.font(), 12)))
        for step in range(_STEPS + 1):
            minutes = scale.top_minutes * step // _STEPS
            y = scale.y(minutes)
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.drawLine(QPointF(scale.area.left(), y), QPointF(scale.area.right(), y))
            painter.setPen(QColor(tokens.ink_faint))
            place = QRectF(0, y - 9, _LEFT - 8, 18)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(minutes))

    def _paint_hour(self, painter: QPainter, scale: _Scale, number: int, hour: HourBar) -> None:
        tokens = self._theme.tokens
        slot = scale.slot(number)
        if number == self._current:
            painter.fillRect(slot, QColor(tokens.accent_soft))
        width = min(slot.width() * 0.56, 46)
        bottom = scale.y(0)
        colours = bar_colours(self._theme)
        for place, minutes in enumerate(hour.parts):
            height = scale.area.height() * minutes / scale.top_minutes
            bar = QRectF(slot.center().x() - width / 2, bottom - height, width, height)
            painter.fillRect(bar, QColor(colours[place % len(colours)]))
            bottom -= height
        if hour.overloaded:
            ink, _ = tone_colours(tokens, Tone.BAD)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ink))
            tip = QPointF(slot.center().x(), scale.area.top() - 2)
            painter.drawPolygon(QPolygonF([tip, tip + QPointF(-_MARK, -_MARK), tip + QPointF(_MARK, -_MARK)]))
        painter.setPen(QColor(tokens.ink_soft))
        painter.setFont(tabular(scaled(self.font(), 12)))
        below = QRectF(slot.left(), scale.area.bottom() + 4, slot.width(), 18)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), hour.label)

    def _paint_lines(self, painter: QPainter, scale: _Scale) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._capacity_pen())
        for number, hour in enumerate(self._hours):
            slot, y = scale.slot(number), scale.y(hour.capacity)
            painter.drawLine(QPointF(slot.left() + 3, y), QPointF(slot.right() - 3, y))
        painter.setPen(self._expected_pen())
        points = [
            QPointF(scale.slot(number).center().x(), scale.y(hour.expected))
            for number, hour in enumerate(self._hours)
        ]
        painter.drawPolyline(points)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.tokens.accent), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)

    def _expected_pen(self) -> QPen:
        return QPen(QColor(self._theme.tokens.ink), 2)

    def _capacity_pen(self) -> QPen:
        return QPen(QColor(self._theme.tokens.warn), 2, Qt.PenStyle.DashLine)


class ShareBar(QWidget):
    """A share as a bar, with a notch at its goal."""

    def __init__(self, theme: Theme, height: int = 8) -> None:
        super().__init__()
        self._theme = theme
        self._gauge: Gauge | None = None
        self.setFixedHeight(height)

    def show_gauge(self, gauge: Gauge) -> None:
        """Show this share."""
        self._gauge = gauge
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        gauge = self._gauge
        if gauge is None or gauge.share is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        radius = whole.height() / 2
        painter.setBrush(QColor(self._theme.tokens.neutral_soft))
        painter.drawRoundedRect(whole, radius, radius)
        ink, _ = tone_colours(self._theme.tokens, gauge.tone)
        filled = QRectF(whole)
        filled.setWidth(max(whole.height(), whole.width() * min(gauge.share, 1.0)))
        painter.setBrush(QColor(ink))
        painter.drawRoundedRect(filled, radius, radius)
        if gauge.goal is not None and 0 < gauge.goal < 1:
            x = whole.left() + whole.width() * gauge.goal
            painter.setPen(QPen(QColor(self._theme.tokens.ink), 2))
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        painter.end()


class ScoreList(QWidget):
    """Shares under one another: name, bar, value, what it is made of."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(title)
        self._lines: list[_ScoreLine] = []
        self._layout = column(gap=14)
        self.setLayout(self._layout)

    def show_gauges(self, gauges: tuple[Gauge, ...]) -> None:
        """Show these."""
        while len(self._lines) < len(gauges):
            line = _ScoreLine(self._theme)
            self._lines.append(line)
            self._layout.addWidget(line)
        for number, line in enumerate(self._lines):
            line.setVisible(number < len(gauges))
            if number < len(gauges):
                line.show_gauge(gauges[number])


class _ScoreLine(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._title = label("", "strong")
        self._value = label("", "strong")
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._detail = label("", "caption")
        self._bar = ShareBar(theme)
        head = row()
        head.addWidget(self._title, 1)
        head.addWidget(self._value)
        layout = column(gap=4)
        layout.addLayout(head)
        layout.addWidget(self._bar)
        layout.addWidget(self._detail)
        self.setLayout(layout)

    def show_gauge(self, gauge: Gauge) -> None:
        put(self._title, gauge.title)
        put(self._value, gauge.value)
        tint(self._value, gauge.tone)
        put(self._detail, gauge.detail, hide_empty=True)
        self._bar.setVisible(gauge.share is not None)
        self._bar.show_gauge(gauge)
        self.setAccessibleName(f"{say(gauge.title)}: {say(gauge.value)}. {say(gauge.detail)}")
