"""The one model: the smallest change is told, so that lists neither flicker nor jump."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from counter_app.ui.table_model import Cell, Column, TableModel


@dataclass(frozen=True)
class Entry:
    key: str
    text: str = ""


def model(*keys: str) -> TableModel[Entry]:
    made: TableModel[Entry] = TableModel([Column("Tên", lambda entry: Cell(entry.text or entry.key))])
    made.show_rows([Entry(key) for key in keys])
    return made


def shown(made: TableModel[Entry]) -> list[str]:
    return [str(made.data(made.index(number, 0))) for number in range(made.rowCount())]


def test_a_row_that_comes_at_the_end_is_inserted_there() -> None:
    made = model("a", "b")
    inserted: list[tuple[int, int]] = []
    made.rowsInserted.connect(lambda _parent, first, last: inserted.append((first, last)))

    made.show_rows([Entry("a"), Entry("b"), Entry("c")])

    assert inserted == [(2, 2)]
    assert shown(made) == ["a", "b", "c"]


def test_a_row_whose_content_changed_keeps_its_place() -> None:
    made = model("a", "b", "c")
    changed: list[int] = []
    made.dataChanged.connect(lambda index, _other: changed.append(index.row()))
    moved: list[str] = []
    made.rowsInserted.connect(lambda *_: moved.append("inserted"))
    made.rowsRemoved.connect(lambda *_: moved.append("removed"))

    made.show_rows([Entry("a"), Entry("b", "neu"), Entry("c")])

    assert changed == [1]
    assert moved == []


def test_equal_rows_tell_nothing() -> None:
    made = model("a")
    told: list[str] = []
    made.dataChanged.connect(lambda *_: told.append("changed"))
    made.modelReset.connect(lambda: told.append("reset"))

    made.show_rows([Entry("a")])

    assert told == []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@given(steps=st.lists(st.lists(st.sampled_from("abcdef"), unique=True), min_size=1, max_size=8))
def test_any_change_of_rows_obeys_the_rules_of_models(steps: list[list[str]]) -> None:
    made = model()
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning)

    for keys in steps:
        made.show_rows([Entry(key) for key in keys])
        assert shown(made) == keys

    assert tester.model() is made
    assert made.rowCount(made.index(0, 0)) == 0
    assert not made.index(-1, 0).isValid()
    assert made.columnCount(QModelIndex()) == 1
