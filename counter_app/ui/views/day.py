"""My day: how it stands in a few numbers, and the queue of dossiers with where each one is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from counter_app.ui.presenters.day_screen import DayScreen, Figure, QueueLine
from counter_app.ui.presenters.screens import Mark, Tone
from counter_app.ui.printing import print_pages
from counter_app.ui.table_model import CELL_ROLE, Cell, Column, TableModel
from counter_app.ui.theme import Theme
from counter_app.ui.translation import say
from counter_app.ui.views.deeds import DeedsPanel
from counter_app.ui.views.pieces import Banner, Empty, button, column, frame, label, put, row, tint
from counter_app.ui.views.rows import WRAPPED, paint_pill, scaled, tabular
from counter_app.ui.words import Text

AnyIndex = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 52
EDGE = 10
ROW_EDGE = 8


class DayView(QWidget):
    """Shows a ``DayScreen``.

    Signals:
        figure_chosen: Key of a number: show what it counts.
        query_edited: What was typed to find a dossier.
        row_chosen: Key of the dossier moved to.
        row_opened: Key of the dossier to go on with.
        intake_wanted: Begin a new dossier.
        deeds_wanted: Slips and decisions for the dossier under the cursor.
    """

    figure_chosen = Signal(str)
    query_edited = Signal(str)
    row_chosen = Signal(str)
    row_opened = Signal(str)
    intake_wanted = Signal()
    deeds_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._greeting = label("", "title")
        self._figures = row(gap=10)
        self._tiles: dict[str, _Tile] = {}
        self._banner = Banner(theme)
        self._query = QLineEdit()
        self._query.setPlaceholderText(self.tr("Tìm theo mã hồ sơ, họ tên không dấu, số điện thoại"))
        self._query.setAccessibleName(self.tr("Tìm hồ sơ"))
        self._query.setClearButtonEnabled(True)
        self._begin = button(self.tr("Tiếp nhận hồ sơ mới"), "primary", shortcut="Ctrl+N")
        self.table = QueueTable(theme)
        self._nothing = Empty(theme, "day")
        self._more = label("", "caption")
        self._open = button(self.tr("Mở"), "plain")
        self._deeds = button(self.tr("Phiếu và quyết định…"), "plain", shortcut="Ctrl+M")
        self.panel = DeedsPanel(theme)
        self._body = QStackedWidget()
        self.setFocusProxy(self.table)
        self._lay_out()
        self._query.textEdited.connect(self.query_edited)
        self._query.returnPressed.connect(self.table.setFocus)
        self._begin.clicked.connect(self.intake_wanted)
        self.table.chosen.connect(self.row_chosen)
        self.table.opened.connect(self.row_opened)
        self._open.clicked.connect(self.table.open_current)
        self._deeds.clicked.connect(self.deeds_wanted)

    def _lay_out(self) -> None:
        head = row(gap=12)
        head.addWidget(self._greeting)
        head.addStretch(1)
        head.addWidget(self._begin)
        tools = row(gap=12, margin=(12, 12, 12, 8))
        tools.addWidget(self._query, 1)
        tools.addWidget(self._deeds)
        tools.addWidget(self._open)
        for part in (self.table, self._nothing, self.panel):
            self._body.addWidget(part)
        inner = column(gap=0)
        inner.addLayout(tools)
        inner.addWidget(self._body, 1)
        foot = row(margin=(12, 6, 12, 8))
        foot.addWidget(self._more)
        inner.addLayout(foot)
        outer = column(gap=14, margin=(20, 16, 20, 16))
        outer.addLayout(head)
        outer.addLayout(self._figures)
        outer.addWidget(self._banner)
        outer.addWidget(frame("card", inner), 1)
        self.setLayout(outer)

    def show_screen(self, screen: DayScreen) -> None:
        """Show this state."""
        put(self._greeting, screen.greeting)
        self._show_figures(screen.figures)
        status = screen.status
        self._banner.tell(status.text if status else None, status.tone if status else Tone.BAD)
        if self._query.text() != screen.query:
            self._query.setText(screen.query)
        self.table.show_rows(screen.rows, screen.chosen)
        self._show_body(screen)
        self._nothing.tell(screen.empty_title, screen.empty_detail)
        put(self._more, screen.more, hide_empty=True)
        self._open.setEnabled(bool(screen.chosen))
        title = say(screen.open_title) if screen.open_title else self.tr("Mở")
        self._open.setText(title)
        self._open.setAccessibleName(title)

    def _show_body(self, screen: DayScreen) -> None:
        """The queue, what stands where it would be, or slips and decisions; the focus goes along with those."""
        had = self._body.currentWidget() is self.panel
        if screen.deeds is not None:
            self.panel.show_screen(screen.deeds)
            self._body.setCurrentWidget(self.panel)
            if not had:
                self.panel.setFocus()
            return
        held = had and any(part.hasFocus() for part in self.panel.findChildren(QWidget))
        self._body.setCurrentWidget(self.table if screen.rows or screen.loading else self._nothing)
        if held:
            self.table.setFocus()

    def print_slip(self, pages: tuple[bytes, ...], name: Text) -> bool:
        """Send a slip or a list to the printer for its paper."""
        return print_pages(pages, title=say(name), parent=self)

    def _show_figures(self, figures: tuple[Figure, ...]) -> None:
        for figure in figures:
            tile = self._tiles.get(figure.key)
            if tile is None:
                tile = _Tile(self._theme)
                tile.clicked.connect(lambda _=False, key=figure.key: self.figure_chosen.emit(key))
                self._tiles[figure.key] = tile
                self._figures.addWidget(tile, 1)
            tile.show_figure(figure)


class _Tile(QPushButton):
    """One number with what it counts."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        del theme
        self.setProperty("kind", "tile")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self._value = label("", "figure")
        self._title = label("", "label")
        layout = column(gap=0, margin=(14, 8, 14, 10))
        for part in (self._value, self._title):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(part)
        self.setLayout(layout)
        self.setMinimumHeight(72)

    @override
    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def show_figure(self, figure: Figure) -> None:
        """Show the number; a number that calls for action takes its colour."""
        put(self._value, str(figure.value))
        put(self._title, figure.title)
        tint(self._value, figure.tone if figure.value else Tone.NEUTRAL)
        self.setChecked(figure.chosen)
        self.setAccessibleName(f"{say(figure.title)}: {figure.value}")

    def labels(self) -> tuple[QLabel, QLabel]:
        """Number and title."""
        return self._value, self._title


class QueueTable(QTableView):
    """The queue; ``with_clerks`` tells who has each dossier instead of where it is on its way.

    Signals:
        chosen: Key of the dossier moved to.
        opened: Key of the dossier on which Enter or a double click fell.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, theme: Theme, *, with_clerks: bool = False) -> None:
        super().__init__()
        self._telling = False
        self.rows: TableModel[QueueLine] = TableModel(self._columns(with_clerks=with_clerks))
        self.setModel(self.rows)
        self.setItemDelegate(QueueDelegate(theme, self))
        self.setAccessibleName(self.tr("Danh sách hồ sơ"))
        self.setProperty("frame", "none")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        upright = self.verticalHeader()
        upright.setVisible(False)
        upright.setDefaultSectionSize(ROW_HEIGHT)
        upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(60)
        for place, wanted in enumerate(self.rows.columns):
            if wanted.width:
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
                head.resizeSection(place, wanted.width)
            else:
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self.activated.connect(lambda index: self.opened.emit(self.rows.row(index.row()).key))

    def _columns(self, *, with_clerks: bool) -> tuple[Column[QueueLine], ...]:
        due: Column[QueueLine] = Column(self.tr("Hẹn trả"), _due_cell, 150)
        state: Column[QueueLine] = Column(self.tr("Trạng thái"), lambda row: _pill_cell(row.state), 158)
        whose = self.tr("Người nộp và thủ tục")
        if with_clerks:
            clerk: Column[QueueLine] = Column(self.tr("Cán bộ"), lambda row: Cell(row.clerk, row.window), 168)
            # What came back needs somebody sooner than the state that it came back in.
            needed: Column[QueueLine] = Column(self.tr("Trạng thái"), _needed_cell, 158)
            return (Column(whose, _whole_cell), due, clerk, needed)
        return (
            Column(self.tr("Hồ sơ"), lambda row: Cell(row.code, strong=True), 190),
            Column(whose, lambda row: Cell(row.applicant, row.procedure, strong=True)),
            due,
            state,
            Column(self.tr("Gửi tỉnh"), lambda row: _pill_cell(row.delivery), 126),
        )

    def show_rows(self, rows: tuple[QueueLine, ...], chosen: str) -> None:
        """Show these and point at the chosen one, without telling so."""
        self._telling = True
        self.rows.show_rows(rows)
        self._fit_rows()
        number = self.rows.number_of(chosen)
        if number >= 0 and self.currentIndex().row() != number:
            self.selectRow(number)
        self._telling = False

    def _fit_rows(self) -> None:
        """Make rows higher whose second line has to wrap."""
        places = [place for place, wanted in enumerate(self.rows.columns) if not wanted.width]
        for number in range(self.rows.rowCount()):
            height = ROW_HEIGHT
            for place in places:
                cell = self.rows.columns[place].cell(self.rows.row(number))
                first, second = cell_fonts(self.font(), cell)
                room = self.columnWidth(place) - 2 * EDGE
                below = wrapped_height(second, say(cell.detail), room) if cell.detail else 0
                height = max(height, QFontMetrics(first).height() + below + 2 * ROW_EDGE)
            if self.rowHeight(number) != height:
                self.setRowHeight(number, height)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rows()

    def open_current(self) -> None:
        """As if Enter had been pressed on the current row."""
        index = self.currentIndex()
        if index.isValid():
            self.opened.emit(self.rows.row(index.row()).key)

    @override
    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        if not self._telling and current.isValid():
            self.chosen.emit(self.rows.row(current.row()).key)


class QueueDelegate(QStyledItemDelegate):
    """Paints one cell of the queue: one line, two lines, or a pill."""

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table
        self.cut: set[tuple[int, int]] = set()

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        cell = index.data(CELL_ROLE)
        assert isinstance(cell, Cell)  # noqa: S101 - the model of a QueueTable holds nothing else
        rect: QRect = option.rect  # type: ignore[attr-defined]  # the stubs leave out the option's fields
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        font: QFont = option.font  # type: ignore[attr-defined]
        tokens = self._theme.tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.accent_soft))
            if index.column() == 0:
                wide = 4 if self._table.hasFocus() else 2
                painter.fillRect(QRect(rect.left(), rect.top(), wide, rect.height()), QColor(tokens.accent))
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if cell.pill:
            self._paint_pill(painter, option, cell)
        else:
            self._paint_lines(painter, font, cell, rect, (index.row(), index.column()))
        painter.restore()

    def _paint_pill(self, painter: QPainter, option: QStyleOptionViewItem, cell: Cell) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        font: QFont = option.font  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        selected = bool(state & QStyle.StateFlag.State_Selected)
        mark = Mark(cell.text, cell.tone)
        metrics = QFontMetrics(scaled(font, 12, strong=True))
        width = metrics.horizontalAdvance(say(cell.text)) + 18
        top = rect.center().y() - (metrics.height() + 4) // 2
        corner = QPoint(rect.left() + EDGE + width, top)
        paint_pill(painter, self._theme, mark, font, corner, selected=selected)

    def _paint_lines(
        self, painter: QPainter, font: QFont, cell: Cell, rect: QRect, place: tuple[int, int]
    ) -> None:
        tokens = self._theme.tokens
        first, second = cell_fonts(font, cell)
        room = rect.width() - 2 * EDGE
        below = wrapped_height(second, say(cell.detail), room) if cell.detail else 0
        above = QFontMetrics(first).height()
        top = rect.top() + (rect.height() - above - below) // 2
        ink, _ = self._theme.colour(cell.tone)
        painter.setPen(QColor(tokens.ink) if cell.tone is Tone.NEUTRAL else ink)
        painter.setFont(first)
        self._one_line(painter, say(cell.text), QRect(rect.left() + EDGE, top, room, above), place)
        if cell.detail:
            painter.setPen(QColor(tokens.ink_soft))
            painter.setFont(second)
            area = QRect(rect.left() + EDGE, top + above, room, below)
            painter.drawText(area, WRAPPED, say(cell.detail))

    def _one_line(self, painter: QPainter, text: str, area: QRect, place: tuple[int, int]) -> None:
        metrics = painter.fontMetrics()
        self.cut.discard(place)
        if metrics.horizontalAdvance(text) > area.width():
            self.cut.add(place)
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), text)


def cell_fonts(font: QFont, cell: Cell) -> tuple[QFont, QFont]:
    """The faces of a cell's first and second line."""
    return tabular(scaled(font, 14, strong=cell.strong)), scaled(font, 13)


def wrapped_height(font: QFont, text: str, width: int) -> int:
    """How high a text is when it wraps at this width."""
    return QFontMetrics(font).boundingRect(QRect(0, 0, max(width, 40), 10_000), WRAPPED, text).height()


def _whole_cell(queued: QueueLine) -> Cell:
    return Cell(queued.applicant, f"{queued.code} · {queued.procedure}", strong=True)


def _due_cell(queued: QueueLine) -> Cell:
    mark = queued.due_mark
    return Cell(queued.due, mark.text if mark else None, mark.tone if mark else Tone.NEUTRAL)


def _needed_cell(queued: QueueLine) -> Cell:
    came_back = queued.delivery.tone is Tone.BAD
    return _pill_cell(queued.delivery if came_back else queued.state)


def _pill_cell(mark: Mark) -> Cell:
    return Cell(mark.text, None, mark.tone, pill=True)
