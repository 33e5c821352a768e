"""Lists of ``Line`` rows, painted: sign, title, second line, mark. Fast on old machines, sharp at any scale.

A long title takes up to three lines before it is cut; what is cut is counted in ``cut``, so that a test sees it.
"""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from counter_app.ui.presenters.screens import Line, Mark, Tone
from counter_app.ui.table_model import ROW_ROLE, Cell, Column, TableModel
from counter_app.ui.theme import Theme
from counter_app.ui.translation import say

AnyIndex = QModelIndex | QPersistentModelIndex
EDGE = 12
SIGN = 20
MOST_LINES = 3
WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


def scaled(font: QFont, pixels: int, *, strong: bool = False) -> QFont:
    """The same face in another size."""
    made = QFont(font)
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return made


def tabular(font: QFont) -> QFont:
    """The same font with figures of equal width, for columns of codes and dates."""
    made = QFont(font)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def paint_pill(
    painter: QPainter, theme: Theme, mark: Mark, font: QFont, right_top: QPoint, *, selected: bool = False
) -> None:
    """Draw a mark with its right upper corner here; on a selected row its ground is that of the page."""
    text = say(mark.text)
    small = scaled(font, 12, strong=True)
    metrics = QFontMetrics(small)
    width, height = metrics.horizontalAdvance(text) + 18, metrics.height() + 4
    ink, ground = theme.colour(mark.tone)
    area = QRect(right_top.x() - width, right_top.y(), width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.tokens.surface) if selected else ground)
    painter.drawRoundedRect(area, height / 2, height / 2)
    painter.setPen(ink)
    painter.setFont(small)
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), text)


def pill_width(mark: Mark | None, font: QFont) -> int:
    """How much room a mark takes with its distance, 0 for none."""
    if mark is None:
        return 0
    return QFontMetrics(scaled(font, 12, strong=True)).horizontalAdvance(say(mark.text)) + 18 + 10


class LineDelegate(QStyledItemDelegate):
    """Paints one ``Line``."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.cut: set[str] = set()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        line = _line(index)
        width = self._list_width(option)
        title, detail = self._measured(option, line, width)
        return QSize(width, max(title + (detail + 2 if detail else 0) + 18, 40))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        line = _line(index)
        rect: QRect = option.rect  # type: ignore[attr-defined]  # the stubs leave out the option's fields
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, rect)
        left = rect.left() + EDGE
        if line.icon:
            ink, _ = self._theme.colour(line.tone)
            sign = self._theme.picture(line.icon, ink.name(), SIGN)
            painter.drawPixmap(left, rect.top() + 9, sign)
            left += SIGN + 10
        if line.mark is not None:
            corner = QPoint(rect.right() - EDGE, rect.top() + 9)
            paint_pill(painter, self._theme, line.mark, _font(option), corner, selected=_selected(option))
        self._paint_text(painter, option, line, left)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect) -> None:
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        tokens = self._theme.tokens
        inner = rect.adjusted(2, 1, -2, -1)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_soft))
            painter.drawRoundedRect(inner, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), 6, 6)

    def _paint_text(self, painter: QPainter, option: QStyleOptionViewItem, line: Line, left: int) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        width = rect.width() - (left - rect.left()) - EDGE - pill_width(line.mark, _font(option))
        title_height, detail_height = self._measured(option, line, rect.width())
        tokens = self._theme.tokens
        painter.setFont(scaled(_font(option), 14, strong=line.strong))
        painter.setPen(QColor(tokens.ink if line.enabled else tokens.ink_faint))
        top = rect.top() + 9
        self._draw(painter, QRect(left, top, width, title_height), line.key, say(line.title))
        if line.detail is not None:
            painter.setFont(scaled(_font(option), 13))
            painter.setPen(QColor(tokens.ink_soft))
            full = rect.right() - EDGE - left + 1
            self._draw(
                painter, QRect(left, top + title_height + 2, full, detail_height), line.key, say(line.detail)
            )

    def _draw(self, painter: QPainter, area: QRect, key: str, text: str) -> None:
        laid_out = _laid_out(painter.font(), text, area.width())
        lines = (laid_out.lineAt(number) for number in range(laid_out.lineCount()))
        widest = max((line.naturalTextWidth() for line in lines), default=0.0)
        if laid_out.lineCount() > MOST_LINES or widest > area.width() + 1:
            self.cut.add(key)
            words = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, area.width() * MOST_LINES - 48
            )
            painter.drawText(area, WRAPPED, words)
            return
        self.cut.discard(key)
        laid_out.draw(painter, QPointF(area.topLeft()))

    def _measured(self, option: QStyleOptionViewItem, line: Line, width: int) -> tuple[int, int]:
        """Heights of title and second line in a row of this width, at most three lines each."""
        room = width - 2 * EDGE - (SIGN + 10 if line.icon else 0)
        title = _height(
            scaled(_font(option), 14, strong=line.strong),
            say(line.title),
            room - pill_width(line.mark, _font(option)),
        )
        detail = _height(scaled(_font(option), 13), say(line.detail), room) if line.detail is not None else 0
        return title, detail

    def _list_width(self, option: QStyleOptionViewItem) -> int:
        widget = option.widget  # type: ignore[attr-defined]
        return widget.viewport().width() if isinstance(widget, QAbstractItemView) else 300


def _laid_out(font: QFont, text: str, width: int) -> QTextLayout:
    """The text in lines, to measure and to paint: two ways of breaking lines differ somewhere by a pixel."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    top = 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 40))
        line.setPosition(QPointF(0, top))
        top += ceil(line.height())
    layout.endLayout()
    return layout


def _height(font: QFont, text: str, width: int) -> int:
    needed = ceil(_laid_out(font, text, width).boundingRect().height())
    return min(needed, MOST_LINES * (ceil(QFontMetrics(font).lineSpacing()) + 1))


def _font(option: QStyleOptionViewItem) -> QFont:
    font: QFont = option.font  # type: ignore[attr-defined]
    return font


def _selected(option: QStyleOptionViewItem) -> bool:
    state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
    return bool(state & QStyle.StateFlag.State_Selected)


def _line(index: AnyIndex) -> Line:
    line = index.data(ROW_ROLE)
    assert isinstance(line, Line)  # noqa: S101 - the model of a LineList holds nothing else
    return line


class LineList(QListView):
    """A list of lines.

    Signals:
        chosen: Key of the line that the person moved to.
        opened: Key of the line on which the person pressed Enter or double-clicked.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, theme: Theme, title: str, *, framed: bool = False) -> None:
        super().__init__()
        self._telling = False
        self.lines: TableModel[Line] = TableModel([Column(title, _spoken_cell)])
        self.setModel(self.lines)
        self.delegate = LineDelegate(theme, self)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(title)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        if not framed:
            self.setProperty("frame", "none")
        self.clicked.connect(lambda index: self.chosen.emit(_line(index).key))
        self.activated.connect(lambda index: self.opened.emit(_line(index).key))

    def show_lines(self, lines: tuple[Line, ...], chosen: str = "") -> None:
        """Show these and point at the chosen one, without telling so."""
        self._telling = True
        self.lines.show_rows(lines)
        number = self.lines.number_of(chosen)
        if number >= 0 and self.currentIndex().row() != number:
            self.setCurrentIndex(self.lines.index(number, 0))
        elif number < 0:
            self.setCurrentIndex(QModelIndex())
        self._telling = False

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            # Rows are measured anew at once, not after a tenth of a second in which their last lines are cut.
            self.scheduleDelayedItemsLayout()

    @override
    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        if not self._telling and current.isValid():
            self.chosen.emit(_line(current).key)

    def content_height(self) -> int:
        """The height at which nothing has to be scrolled."""
        return sum(self.sizeHintForRow(number) for number in range(self.lines.rowCount())) + 4


def _spoken_cell(line: Line) -> Cell:
    """What a screen reader says about a line."""
    parts = [say(line.title)]
    if line.mark is not None:
        parts.append(say(line.mark.text))
    detail = say(line.detail) if line.detail is not None else None
    return Cell(". ".join(parts), detail, Tone.NEUTRAL)
