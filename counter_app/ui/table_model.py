"""One model for every list and table: frozen rows in, the smallest change out.

Rows have a ``key``. New rows are compared with the old ones: what stayed keeps its place, its selection and its
scroll position, so that a list that grows while a scanner runs neither flickers nor jumps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from counter_app.ui.presenters.screens import Tone
from counter_app.ui.translation import say
from counter_app.ui.words import Text

AnyIndex = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
CELL_ROLE = ROW_ROLE + 1


class Row(Protocol):
    """Anything with a key of its own."""

    @property
    def key(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, an optional second line, its tone."""

    text: Text
    detail: Text | None = None
    tone: Tone = Tone.NEUTRAL
    pill: bool = False
    strong: bool = False


RowT = TypeVar("RowT", bound=Row)


@dataclass(frozen=True, slots=True)
class Column(Generic[RowT]):
    """One column: its title and how a row makes its cell. ``width`` 0 takes what is left."""

    title: str
    cell: Callable[[RowT], Cell]
    width: int = 0
    right: bool = False


class TableModel(QAbstractTableModel, Generic[RowT]):
    """Rows of one type, shown through columns."""

    def __init__(self, columns: Sequence[Column[RowT]]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._rows: tuple[RowT, ...] = ()

    def show_rows(self, rows: Sequence[RowT]) -> None:
        """Make these the rows, telling the view no more than what changed."""
        new = tuple(rows)
        old = self._rows
        if new == old:
            return
        head = _common(old, new)
        tail = _common(old[head:][::-1], new[head:][::-1])
        gone, come = len(old) - head - tail, len(new) - head - tail
        if gone:
            self.beginRemoveRows(QModelIndex(), head, head + gone - 1)
            self._rows = old[:head] + old[head + gone :]
            self.endRemoveRows()
        if come:
            self.beginInsertRows(QModelIndex(), head, head + come - 1)
            self._rows = self._rows[:head] + new[head : head + come] + self._rows[head:]
            self.endInsertRows()
        before = self._rows
        self._rows = new
        self._tell_changed(before)

    def _tell_changed(self, before: Sequence[RowT]) -> None:
        last = max(len(self.columns) - 1, 0)
        for number, (was, now) in enumerate(zip(before, self._rows, strict=True)):
            if was != now:
                self.dataChanged.emit(self.index(number, 0), self.index(number, last))

    def row(self, number: int) -> RowT:
        """The row at this place."""
        return self._rows[number]

    def number_of(self, key: str) -> int:
        """The place of the row with this key, -1 when it is not there."""
        return next((number for number, row in enumerate(self._rows) if row.key == key), -1)

    @override
    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    @override
    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        column = self.columns[index.column()]
        cell = column.cell(row)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return say(cell.text)
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return f"{say(cell.text)}. {say(cell.detail)}" if cell.detail else say(cell.text)
            case Qt.ItemDataRole.TextAlignmentRole if column.right:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case _:
                return cell if role == CELL_ROLE else None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


def _common(one: Sequence[RowT], other: Sequence[RowT]) -> int:
    """How many rows the two begin with in common, by key."""
    number = 0
    for left, right in zip(one, other, strict=False):
        if left.key != right.key:
            break
        number += 1
    return number
