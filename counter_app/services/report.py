"""A report that leaves the program: sheets of plain cells, written as a workbook or as a paper to print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

Value = str | int | float | datetime | None


@dataclass(frozen=True, slots=True)
class Share:
    """A share of 1, shown as a percentage; None where there was nothing to count."""

    value: float | None


Cell = Value | Share


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. ``widths`` are characters, one for each column."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Tables that belong together, with whose they are and when they were counted."""

    title: str
    unit: str
    at: datetime
    sheets: tuple[Sheet, ...]


class ReportWriter(Protocol):
    """Makes files of a report. What citizens typed is text in them and never a formula."""

    def workbook(self, report: Report) -> bytes:
        """An XLSX file with one sheet for each table, its first row staying in sight and filters on it."""

    def paper(self, report: Report) -> bytes:
        """A PDF, A4 across, the head of each table on every page."""
