"""What is applied for: found by typing, chosen by Enter, with its case, its papers and its fees."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget
from typing_extensions import override

from counter_app.ui.presenters.intake_screen import FeeRow, IntakeScreen
from counter_app.ui.presenters.screens import Line
from counter_app.ui.theme import Theme
from counter_app.ui.translation import say
from counter_app.ui.views.flow import FlowLayout
from counter_app.ui.views.pieces import Card, Field, button, column, empty, label, put, row
from counter_app.ui.views.place_box import PlaceBox
from counter_app.ui.views.rows import LineList


class ProcedureCard(Card):
    """Finds the procedure and its case.

    Signals:
        query_edited: What was typed.
        highlighted: Key of the procedure under the cursor keys.
        chosen: Key of the procedure taken by Enter or click; empty takes the highlighted one.
        change_wanted: The person wants another procedure.
        case_picked: Key of the case.
        lane_wanted: Into the fast lane, or out of it.
    """

    lane_wanted = Signal(bool)
    query_edited = Signal(str)
    highlighted = Signal(str)
    chosen = Signal(str)
    change_wanted = Signal()
    case_picked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(self.tr("Thủ tục"), gap=10)
        self._query = Field(
            self.tr("Tìm thủ tục"),
            placeholder=self.tr("Gõ tên, không cần dấu: khai sinh, ket hon, ks…"),
            large=True,
        )
        self._query.caption.hide()
        self._lane = button(self.tr("Làn nhanh: chứng thực bản sao"), "quiet", shortcut="Ctrl+D")
        self._lane.setCheckable(True)
        self._lane.clicked.connect(self.lane_wanted)
        self.corner.addWidget(self._lane)
        self._found = LineList(theme, self.tr("Thủ tục tìm thấy"))
        self._found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._name = label("", "strong", wrap=True)
        self._about = label("", "caption", wrap=True)
        self._change = button(self.tr("Chọn thủ tục khác"), "quiet")
        self._case_title = label(self.tr("Trường hợp"), "label")
        self._cases = FlowLayout(gap=8)
        self._case_group = QButtonGroup(self)
        self._shown_cases: tuple[object, ...] = ()
        self.place = PlaceBox(theme)
        self._chosen_area = self._lay_out()
        self._query.edited.connect(self.query_edited)
        self._query.line.returnPressed.connect(lambda: self.chosen.emit(""))
        self._query.line.installEventFilter(self)
        self._found.clicked.connect(lambda index: self.chosen.emit(self._found.lines.row(index.row()).key))
        self._change.clicked.connect(self._want_change)

    def _lay_out(self) -> QWidget:
        self.body.addWidget(self._query)
        self.body.addWidget(self._found, 1)
        area = QWidget()
        inner = column(gap=8)
        top = row(gap=12)
        text = column(gap=2)
        text.addWidget(self._name)
        text.addWidget(self._about)
        top.addLayout(text, 1)
        top.addWidget(self._change, 0, Qt.AlignmentFlag.AlignTop)
        inner.addLayout(top)
        inner.addWidget(self._case_title)
        inner.addLayout(self._cases)
        inner.addWidget(self.place)
        inner.addStretch(1)
        area.setLayout(inner)
        self.body.addWidget(area, 1)
        return area

    def show_screen(self, screen: IntakeScreen) -> None:
        """Show what is found, or what is chosen."""
        chosen = screen.procedure
        self._lane.setChecked(screen.lane)
        self._query.setVisible(chosen is None)
        self._found.setVisible(chosen is None)
        self._chosen_area.setVisible(chosen is not None)
        self._query.show_text(screen.query)
        self._found.show_lines(screen.found, screen.highlighted)
        if chosen is not None:
            self._show_chosen(chosen, screen)

    def _show_chosen(self, chosen: Line, screen: IntakeScreen) -> None:
        put(self._name, chosen.title)
        put(self._about, chosen.detail, hide_empty=True)
        self.place.show_form(screen.place)
        self._case_title.setVisible(bool(screen.cases))
        if screen.cases != self._shown_cases:
            self._shown_cases = screen.cases
            for old in self._case_group.buttons():
                self._case_group.removeButton(old)
            empty(self._cases)
            for case in screen.cases:
                chip = button(say(case.title), "choice")
                chip.setCheckable(True)
                chip.setProperty("key", case.key)
                self._case_group.addButton(chip)
                self._cases.addWidget(chip)
                chip.clicked.connect(lambda _=False, key=case.key: self.case_picked.emit(key))
        for one in self._case_group.buttons():
            one.setChecked(one.property("key") == screen.case)

    def focus_query(self) -> None:
        """Put the cursor into the search line."""
        self._query.line.setFocus()
        self._query.line.selectAll()

    def focus_case(self) -> None:
        """Put the cursor on the chosen case, else on the first."""
        chips = self._case_group.buttons()
        checked = [chip for chip in chips if chip.isChecked()]
        if chips:
            (checked or chips)[0].setFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._query.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self._found.lines.rowCount():
                place = self._found.currentIndex().row() + step
                place = max(0, min(place, self._found.lines.rowCount() - 1))
                self.highlighted.emit(self._found.lines.row(place).key)
                return True
        return super().eventFilter(watched, event)

    def _want_change(self) -> None:
        self.change_wanted.emit()


class FeeList(QWidget):
    """The fee lines of the case.

    Signals:
        changed: Key, chosen or not, how many.
    """

    changed = Signal(str, bool, int)

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, tuple[QCheckBox, QSpinBox]] = {}
        self._shown: tuple[str, ...] = ()
        self._inner: QVBoxLayout = column(gap=2)
        self.setLayout(self._inner)

    def show_rows(self, fees: tuple[FeeRow, ...]) -> None:
        """Show these lines."""
        keys = tuple(fee.key for fee in fees)
        if keys != self._shown:
            self._build(fees)
            self._shown = keys
        for fee in fees:
            box, number = self._rows[fee.key]
            box.setChecked(fee.chosen)
            number.setEnabled(fee.chosen)
            if number.value() != fee.count:
                number.setValue(fee.count)

    def _build(self, fees: tuple[FeeRow, ...]) -> None:
        empty(self._inner)
        self._rows.clear()
        for fee in fees:
            holder = QWidget()
            line: QHBoxLayout = row(gap=8)
            box = QCheckBox()
            box.setAccessibleName(say(fee.title))
            title = label(say(fee.title), wrap=True)
            title.setBuddy(box)
            box.setToolTip(say(fee.detail) if fee.detail else "")
            number = QSpinBox()
            number.setRange(1, 999)
            # Made visible here, it would be a window of its own for a moment and take the keyboard away.
            if not fee.countable:
                number.hide()
            number.setAccessibleName(self.tr("Số lượng"))
            line.addWidget(box)
            line.addWidget(title, 1)
            line.addWidget(number)
            line.addWidget(label(say(fee.amount), "soft"))
            holder.setLayout(line)
            self._inner.addWidget(holder)
            self._rows[fee.key] = (box, number)
            box.clicked.connect(lambda _=False, key=fee.key: self._tell(key))
            number.valueChanged.connect(lambda _=0, key=fee.key: self._tell(key))

    def _tell(self, key: str) -> None:
        box, number = self._rows[key]
        self.changed.emit(key, box.isChecked(), number.value())
