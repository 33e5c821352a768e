"""The supervisor's screen: four figures above, below them the queue, the load, the indicators or refusals."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QPushButton, QStackedWidget, QWidget
from typing_extensions import override

from counter_app.ui.presenters.branch_screen import BranchScreen, Filters, Gauge, Tab
from counter_app.ui.presenters.screens import Tone
from counter_app.ui.theme import Theme
from counter_app.ui.translation import say
from counter_app.ui.views.branch_detail import BranchDetailCard
from counter_app.ui.views.branch_returned import BranchReturned
from counter_app.ui.views.charts import LoadChart, ScoreList, ShareBar
from counter_app.ui.views.day import QueueTable
from counter_app.ui.views.paper_preview import PaperPreview
from counter_app.ui.views.pieces import (
    Banner,
    Card,
    Empty,
    Picker,
    button,
    column,
    frame,
    key_text,
    label,
    put,
    row,
    scrolling,
    tint,
)
from counter_app.ui.views.rows import LineList
from counter_app.ui.words import Text

SIDE_WIDTH = 300


class BranchView(QWidget):
    """Shows a ``BranchScreen``.

    Signals:
        tab_chosen: Key of a side of the branch.
        filtered: The ``Filters`` as they stand now.
        overdue_wanted: What is late.
        clerk_chosen: Key of a clerk: show what they have.
        row_chosen: Key of the dossier moved to.
        row_opened: Key of the dossier to look into.
        taker_picked: Key of the clerk who is to have the dossier.
        reason_edited: Why.
        reassign_wanted: Give it to them.
        export_wanted: A workbook.
        print_wanted: On paper.
    """

    tab_chosen = Signal(str)
    filtered = Signal(object)
    overdue_wanted = Signal()
    clerk_chosen = Signal(str)
    row_chosen = Signal(str)
    row_opened = Signal(str)
    taker_picked = Signal(str)
    reason_edited = Signal(str)
    reassign_wanted = Signal()
    export_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._filters = Filters()
        self._counted = label("", "caption", wrap=True)
        self._counted.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._banner = Banner(theme)
        self._tabs: dict[Tab, QPushButton] = {}
        self._gauges = row(gap=10)
        self._tiles: dict[str, _GaugeTile] = {}
        self._export = button(self.tr("Xuất XLSX"), shortcut="Ctrl+E")
        self._print = button(self.tr("In"), shortcut="Ctrl+P")
        self._sides = QStackedWidget()
        self.table = QueueTable(theme, with_clerks=True)
        self._nothing = Empty(theme, "day")
        self._more = label("", "caption")
        self.detail = BranchDetailCard(theme)
        self.returned = BranchReturned(theme)
        self.chart = LoadChart(
            theme,
            self.tr("Tải công việc trong ngày, phút phục vụ mỗi giờ"),
            (self.tr("Quầy"), self.tr("Dự báo"), self.tr("Khả năng phục vụ")),
        )
        self._advice = column(gap=8)
        self._banners: list[Banner] = []
        self.clerks = LineList(theme, self.tr("Cán bộ của chi nhánh"))
        self._scores = ScoreList(theme, self.tr("Chỉ số"))
        self._period = LineList(theme, self.tr("Bảng số liệu của kỳ"))
        self._queue_body = QStackedWidget()
        self.setFocusProxy(self.table)
        self._make_filters()
        self._lay_out()
        self.preview = PaperPreview(theme, self.tr("Báo cáo chi nhánh"), self)
        self._connect()

    # --- building ----------------------------------------------------------------------------------------------

    def _make_filters(self) -> None:
        self._state = Picker(self.tr("Trạng thái"))
        self._window = Picker(self.tr("Quầy"))
        self._clerk = Picker(self.tr("Cán bộ"))
        self._procedure = Picker(self.tr("Thủ tục"))
        self._overdue = QCheckBox(self.tr("Quá hạn"))
        self._unsent = QCheckBox(self.tr("Chưa gửi hết"))
        self._state.picked.connect(lambda key: self._narrow(state=key))
        self._window.picked.connect(lambda key: self._narrow(window=key))
        self._clerk.picked.connect(lambda key: self._narrow(clerk=key))
        self._procedure.picked.connect(lambda key: self._narrow(procedure=key))
        self._overdue.clicked.connect(lambda on: self._narrow(overdue=on))
        self._unsent.clicked.connect(lambda on: self._narrow(unsent=on))

    def _lay_out(self) -> None:
        self._sides.addWidget(self._queue_side())
        self._sides.addWidget(self._load_side())
        self._sides.addWidget(self._shares_side())
        self._sides.addWidget(self.returned)
        outer = column(gap=12, margin=(20, 14, 20, 14))
        outer.addLayout(self._head())
        outer.addLayout(self._gauges)
        outer.addWidget(self._banner)
        outer.addWidget(self._sides, 1)
        self.setLayout(outer)

    def _head(self) -> QHBoxLayout:
        head = row(gap=8)
        head.addWidget(label(self.tr("Toàn chi nhánh"), "title"))
        head.addSpacing(12)
        group = QButtonGroup(self)
        titles = (
            (Tab.QUEUE, self.tr("Hàng đợi"), "Alt+1"),
            (Tab.LOAD, self.tr("Tải công việc"), "Alt+2"),
            (Tab.SHARES, self.tr("Chỉ số"), "Alt+3"),
            (Tab.RETURNED, self.tr("Bị trả lại"), "Alt+4"),
        )
        for tab, title, key in titles:
            made = button(title, "choice", shortcut=key)
            made.setText(title)
            made.setToolTip(f"{title}  ({key_text(key)})")
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, tab=tab: self.tab_chosen.emit(tab))
            group.addButton(made)
            self._tabs[tab] = made
            head.addWidget(made)
        head.addWidget(self._counted, 1)
        head.addWidget(self._export)
        head.addWidget(self._print)
        return head

    def _queue_side(self) -> QWidget:
        filters = row(gap=10, margin=(12, 10, 12, 6))
        for picker in (self._state, self._window, self._clerk, self._procedure):
            filters.addWidget(picker, 3 if picker is self._procedure else 2)
        checks = column(gap=0)
        checks.addWidget(self._overdue)
        checks.addWidget(self._unsent)
        filters.addLayout(checks)
        self._queue_body.addWidget(self.table)
        self._queue_body.addWidget(self._nothing)
        inner = column(gap=0)
        inner.addLayout(filters)
        inner.addWidget(self._queue_body, 1)
        foot = row(margin=(12, 4, 12, 6))
        foot.addWidget(self._more)
        inner.addLayout(foot)
        self.detail.setFixedWidth(SIDE_WIDTH)
        side = row(gap=12)
        side.addWidget(frame("card", inner), 1)
        side.addWidget(self.detail)
        return _holding(side)

    def _load_side(self) -> QWidget:
        load = Card(self.tr("Tải công việc trong ngày, phút phục vụ mỗi giờ"))
        load.body.addWidget(self.chart, 1)
        load.body.addLayout(self._advice)
        people = Card(self.tr("Cán bộ của chi nhánh"))
        people.body.addWidget(label(self.tr("Enter: xem hồ sơ người đó đang giữ"), "caption", wrap=True))
        people.body.addWidget(self.clerks, 1)
        people.setFixedWidth(SIDE_WIDTH + 28)
        side = row(gap=12)
        side.addWidget(load, 1)
        side.addWidget(people)
        return _holding(side)

    def _shares_side(self) -> QWidget:
        shares = Card(self.tr("Chỉ số của tháng này (vạch: mức phải đạt)"))
        inner = column(gap=0)
        inner.addWidget(self._scores)
        inner.addStretch(1)
        shares.body.addWidget(scrolling(_holding(inner)), 1)
        period = Card(self.tr("Bảng số liệu của kỳ"))
        period.body.addWidget(self._period, 1)
        period.setFixedWidth(SIDE_WIDTH + 68)
        side = row(gap=12)
        side.addWidget(shares, 1)
        side.addWidget(period)
        return _holding(side)

    def _connect(self) -> None:
        self._export.clicked.connect(self.export_wanted)
        self._print.clicked.connect(lambda _=False: self.preview.print_or_ask(self.print_wanted.emit))
        self.table.chosen.connect(self.row_chosen)
        self.table.opened.connect(self.row_opened)
        self.clerks.opened.connect(self.clerk_chosen)
        self.detail.opened.connect(self.row_opened)
        self.detail.taker_picked.connect(self.taker_picked)
        self.detail.reason_edited.connect(self.reason_edited)
        self.detail.reassign_wanted.connect(self.reassign_wanted)

    def _narrow(self, **changes: str | bool) -> None:
        self.filtered.emit(replace(self._filters, **changes))  # type: ignore[arg-type]

    # --- showing -----------------------------------------------------------------------------------------------

    def show_screen(self, screen: BranchScreen) -> None:
        """Show this state."""
        put(self._counted, screen.counted)
        status = screen.status
        self._banner.tell(status.text if status else None, status.tone if status else Tone.BAD)
        self._tabs[screen.tab].setChecked(True)
        self._sides.setCurrentIndex(list(Tab).index(screen.tab))
        for gauge in screen.gauges:
            self._tile(gauge.key).show_gauge(gauge)
        for part in (self._export, self._print):
            part.setEnabled(not screen.busy and not screen.loading)
        self._show_queue(screen)
        self._show_load(screen)
        self._scores.show_gauges(screen.scores)
        self._period.show_lines(screen.table)
        self._show_returned(screen)

    def _show_queue(self, screen: BranchScreen) -> None:
        filters, choices = screen.filters, screen.choices
        self._filters = filters
        self._state.show_choices(choices.states, filters.state)
        self._window.show_choices(choices.windows, filters.window)
        self._clerk.show_choices(choices.clerks, filters.clerk)
        self._procedure.show_choices(choices.procedures, filters.procedure)
        self._overdue.setChecked(filters.overdue)
        self._unsent.setChecked(filters.unsent)
        self.table.show_rows(screen.rows, screen.chosen)
        self._queue_body.setCurrentIndex(0 if screen.rows or screen.loading else 1)
        self._nothing.tell(
            self.tr("Không có hồ sơ nào khớp"), self.tr("Hãy bỏ bớt điều kiện lọc để xem thêm hồ sơ.")
        )
        put(self._more, screen.more, hide_empty=True)
        self.detail.show_detail(screen)

    def _show_load(self, screen: BranchScreen) -> None:
        self.chart.show_hours(screen.windows, screen.hours)
        while len(self._banners) < len(screen.advice):
            made = Banner(self._theme)
            self._banners.append(made)
            self._advice.addWidget(made)
        for number, banner in enumerate(self._banners):
            note = screen.advice[number] if number < len(screen.advice) else None
            banner.tell(note.text if note else None, note.tone if note else Tone.BAD)
        self.clerks.show_lines(screen.clerks)

    def _show_returned(self, screen: BranchScreen) -> None:
        tab = self._tabs[Tab.RETURNED]
        tab.setText(say(screen.returned.title))
        tint(tab, Tone.BAD if screen.returned.count else Tone.NEUTRAL)
        self.returned.show_returned(screen.returned)

    def print_paper(self, pages: tuple[bytes, ...], name: Text) -> None:
        """Show the report as it will be printed; the person prints it there."""
        self.preview.open_pages(pages, say(name))

    def _tile(self, key: str) -> _GaugeTile:
        tile = self._tiles.get(key)
        if tile is None:
            tile = _GaugeTile(self._theme)
            if key == "overdue":
                tile.clicked.connect(self.overdue_wanted)
            else:
                tile.clicked.connect(lambda _=False: self.tab_chosen.emit(Tab.SHARES))
            self._tiles[key] = tile
            self._gauges.addWidget(tile, 1)
        return tile


class _GaugeTile(QPushButton):
    """One figure with its bar; leads to what it counts."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "tile")
        self.setAutoDefault(False)
        self._value = label("", "figure")
        self._title = label("", "label")
        self._detail = label("", "caption")
        self._bar = ShareBar(theme)
        words = column(gap=0)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        line = row(gap=12)
        line.addWidget(self._value)
        line.addLayout(words, 1)
        layout = column(gap=4, margin=(14, 6, 14, 8))
        layout.addLayout(line)
        layout.addWidget(self._bar)
        self.setLayout(layout)

    @override
    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def show_gauge(self, gauge: Gauge) -> None:
        """Show this figure."""
        put(self._value, gauge.value)
        put(self._title, gauge.title)
        put(self._detail, gauge.detail)
        tint(self._value, gauge.tone)
        self._bar.show_gauge(gauge)
        self.setAccessibleName(f"{say(gauge.title)}: {say(gauge.value)}. {say(gauge.detail)}")


def _holding(layout: QHBoxLayout | object) -> QWidget:
    holder = QWidget()
    holder.setLayout(layout)  # type: ignore[arg-type]
    return holder
