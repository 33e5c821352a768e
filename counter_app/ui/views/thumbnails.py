"""The strip of pages: pictures that appear while the scanner runs; picked, dragged and moved by key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QByteArray,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QTransform,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from counter_app.ui.images import PageImages, Picture, Size
from counter_app.ui.presenters.capture_screen import Thumb
from counter_app.ui.presenters.screens import Line, Tone
from counter_app.ui.table_model import ROW_ROLE, Cell, Column, TableModel
from counter_app.ui.theme import Theme
from counter_app.ui.translation import say
from counter_app.ui.views.rows import LineList, paint_pill, scaled

AnyIndex = QModelIndex | QPersistentModelIndex
PAGES_MIME = "application/x-counter-pages"
CELL = QSize(136, 196)
PAPER_HEIGHT = 148


class ThumbModel(TableModel[Thumb]):
    """Pages that can be dragged away."""

    @override
    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    @override
    def mimeTypes(self) -> list[str]:
        return [PAGES_MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        carried = QMimeData()
        keys = "\n".join(self.row(index.row()).key for index in indexes)
        carried.setData(PAGES_MIME, QByteArray(keys.encode("ascii")))
        return carried


DRAWN_KEPT = 300


class ThumbDelegate(QStyledItemDelegate):
    """Paints a page: its picture, its number, the paper it belongs to, a mark when something is odd."""

    def __init__(self, theme: Theme, images: PageImages, strip: QListView) -> None:
        super().__init__(strip)
        self._theme = theme
        self._images = images
        self._strip = strip
        self._drawn: dict[tuple[str, str, int, float], QPixmap] = {}

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return CELL

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        thumb = index.data(ROW_ROLE)
        assert isinstance(thumb, Thumb)  # noqa: S101 - a ThumbModel holds nothing else
        rect: QRect = option.rect  # type: ignore[attr-defined]  # the stubs leave out the option's fields
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        tokens = self._theme.tokens
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(QColor(tokens.accent_soft))
            painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), 8, 8)
        if thumb.removed or thumb.cut:
            painter.setOpacity(0.45)
        self._paint_picture(
            painter, thumb, QRect(rect.left() + 8, rect.top() + 8, CELL.width() - 16, PAPER_HEIGHT)
        )
        painter.setOpacity(1.0)
        self._paint_text(painter, option, thumb, rect)
        painter.restore()

    def _paint_picture(self, painter: QPainter, thumb: Thumb, room: QRect) -> None:
        picture = self._images.at_once(thumb.key, thumb.version, Size.THUMB)
        tokens = self._theme.tokens
        if picture is None:
            self._images.want(thumb.key, thumb.version, Size.THUMB, self._arrived)
        if picture is None or not picture.levels:
            sheet = QRect(room.center().x() - 52, room.top(), 104, PAPER_HEIGHT)
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.setBrush(QColor(tokens.sunken))
            painter.drawRoundedRect(sheet, 4, 4)
            return
        drawn = self._fitted(thumb, picture.levels[0], room.size(), painter.device().devicePixelRatioF())
        place = QRect(QPoint(0, 0), drawn.deviceIndependentSize().toSize())
        place.moveCenter(room.center())
        painter.drawPixmap(place, drawn)
        painter.setPen(QPen(QColor(tokens.line_strong), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place)

    def _fitted(self, thumb: Thumb, image: QImage, room: QSize, ratio: float) -> QPixmap:
        """The picture turned and in its size on this screen: made once, because every new page repaints all."""
        name = (thumb.key, thumb.version, thumb.turned_deg, ratio)
        found = self._drawn.get(name)
        if found is None:
            if thumb.turned_deg:
                image = image.transformed(QTransform().rotate(thumb.turned_deg))
            smooth = Qt.TransformationMode.SmoothTransformation
            fitted = image.scaled(room * ratio, Qt.AspectRatioMode.KeepAspectRatio, smooth)
            found = QPixmap.fromImage(fitted)
            found.setDevicePixelRatio(ratio)
            if len(self._drawn) >= DRAWN_KEPT:
                self._drawn.pop(next(iter(self._drawn)))
            self._drawn[name] = found
        return found

    def _paint_text(self, painter: QPainter, option: QStyleOptionViewItem, thumb: Thumb, rect: QRect) -> None:
        tokens = self._theme.tokens
        font = option.font  # type: ignore[attr-defined]
        strong = scaled(font, 13, strong=True)
        painter.setFont(strong)
        painter.setPen(QColor(tokens.ink))
        base = rect.top() + 8 + PAPER_HEIGHT + 6
        number = str(thumb.number) if thumb.number else "–"
        width = QFontMetrics(strong).horizontalAdvance(number) + 6
        line = QFontMetrics(strong).height()
        painter.drawText(QRect(rect.left() + 10, base, width, line), int(Qt.AlignmentFlag.AlignLeft), number)
        soft = scaled(font, 12)
        painter.setFont(soft)
        painter.setPen(QColor(tokens.ink_soft))
        room = CELL.width() - 20 - width
        words = QFontMetrics(soft).elidedText(say(thumb.paper), Qt.TextElideMode.ElideRight, room)
        place = QRect(rect.left() + 10 + width, base, room, line)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)
        if thumb.mark is not None:
            corner = QPoint(rect.right() - 10, rect.top() + 12)
            paint_pill(painter, self._theme, thumb.mark, font, corner)

    def _arrived(self, _picture: Picture) -> None:
        self._strip.viewport().update()


class ThumbStrip(QListView):
    """Pages in rows, as many as fit.

    Signals:
        selection_changed: Keys of the selected pages, the current one first.
        dropped: Key of the page that pages were dropped before, empty = behind the last; keys of those pages.
    """

    selection_changed = Signal(tuple)
    dropped = Signal(str, tuple)

    def __init__(self, theme: Theme, images: PageImages, title: str) -> None:
        super().__init__()
        self._telling = False
        self._theme = theme
        self.pages = ThumbModel([Column(title, _spoken)])
        self.setModel(self.pages)
        self.setItemDelegate(ThumbDelegate(theme, images, self))
        self.setAccessibleName(title)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSpacing(2)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)
        self._drop_before = -1
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def show_pages(self, pages: tuple[Thumb, ...], selected: tuple[str, ...]) -> None:
        """Show these and select those, without telling so; what is new at the end comes into sight."""
        self._telling = True
        grown = len(pages) > self.pages.rowCount()
        self.pages.show_rows(pages)
        wanted = QItemSelection()
        places = [self.pages.number_of(key) for key in selected]
        for place in places:
            if place >= 0:
                index = self.pages.index(place, 0)
                wanted.select(index, index)
        chosen = self.selectionModel()
        if places and places[0] >= 0:
            chosen.setCurrentIndex(self.pages.index(places[0], 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        chosen.select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if grown and selected and pages and pages[-1].key == selected[0]:
            self.scrollToBottom()
        self._telling = False

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(PAGES_MIME):
            event.acceptProposedAction()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._show_drop(self.place_at(event.position().toPoint()))
        event.acceptProposedAction()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_drop(-1)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        place = self.place_at(event.position().toPoint())
        self._show_drop(-1)
        self.dropped.emit(self._key_at(place), carried_pages(event.mimeData()))
        event.acceptProposedAction()

    def place_at(self, point: QPoint) -> int:
        """Before which page something dropped here comes; as many as there are = behind the last."""
        index = self.indexAt(point)
        if not index.isValid():
            return self.pages.rowCount()
        left_half = point.x() < self.visualRect(index).center().x()
        return index.row() if left_half else index.row() + 1

    def _key_at(self, place: int) -> str:
        if place >= self.pages.rowCount() or self.pages.row(place).removed:
            return ""
        return self.pages.row(place).key

    def _show_drop(self, place: int) -> None:
        if place != self._drop_before:
            self._drop_before = place
            self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop_before < 0 or not self.pages.rowCount():
            return
        behind = self._drop_before >= self.pages.rowCount()
        room = self.visualRect(self.pages.index(self.pages.rowCount() - 1 if behind else self._drop_before, 0))
        across = room.right() if behind else room.left()
        painter = QPainter(self.viewport())
        painter.setPen(QPen(self._theme.colour(Tone.ACCENT)[0], 3))
        painter.drawLine(across, room.top() + 6, across, room.bottom() - 6)
        painter.end()

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self._telling:
            places = sorted(index.row() for index in self.selectedIndexes())
            current = self.currentIndex().row()
            ordered = [current, *(place for place in places if place != current)] if current in places else places
            self.selection_changed.emit(tuple(self.pages.row(place).key for place in ordered))


class SlotList(LineList):
    """Papers onto which pages can be dropped.

    Signals:
        dropped: Key of the paper, keys of the pages.
    """

    dropped = Signal(str, tuple)

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__(theme, title)
        self.setAcceptDrops(True)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(PAGES_MIME):
            event.acceptProposedAction()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid():
            event.acceptProposedAction()
        else:
            event.ignore()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            line = index.data(ROW_ROLE)
            if isinstance(line, Line):
                self.dropped.emit(line.key, carried_pages(event.mimeData()))
            event.acceptProposedAction()


def carried_pages(carried: QMimeData) -> tuple[str, ...]:
    """Keys of the pages that are dragged."""
    keys = bytes(carried.data(PAGES_MIME).data()).decode("ascii")
    return tuple(keys.split("\n")) if keys else ()


def _spoken(thumb: Thumb) -> Cell:
    """What a screen reader says about a page."""
    parts = [str(thumb.number), say(thumb.paper)]
    if thumb.mark is not None:
        parts.append(say(thumb.mark.text))
    return Cell(". ".join(parts))
