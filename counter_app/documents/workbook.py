"""Reports as XLSX workbooks."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Final

from counter_app.services.report import Cell, Report, Share, Sheet

LONGEST_TITLE: Final = 31
"""Characters that spreadsheet programs allow in the name of a sheet."""

_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")
_HEAD: Final = 3
"""The row with the names of the columns; above it stand title, unit and time."""


def write_workbook(report: Report) -> bytes:
    """The workbook. Cells keep their kind: numbers add up, moments sort, shares are percentages."""
    # Loaded when somebody exports: no window waits for it.
    from xlsxwriter import Workbook  # noqa: PLC0415

    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(target, options)
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "moment": book.add_format({"num_format": "dd/mm/yyyy hh:mm", "align": "left"}),
        "share": book.add_format({"num_format": "0.0%"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    for sheet in report.sheets:
        page = book.add_worksheet(_FORBIDDEN.sub(" ", sheet.title)[:LONGEST_TITLE])
        page.write_string(0, 0, report.title, formats["title"])
        page.write_string(1, 0, f"{report.unit} · {report.at:%H:%M %d/%m/%Y}")
        _table(page, sheet, formats)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.repeat_rows(_HEAD)
    # The same report gives the same bytes.
    book.set_properties({"title": report.title, "created": report.at.replace(tzinfo=None)})
    book.close()
    return target.getvalue()


def _table(page, sheet: Sheet, formats) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - the library has no types
    for place, (name, width) in enumerate(zip(sheet.columns, sheet.widths, strict=True)):
        page.write_string(_HEAD, place, name, formats["head"])
        page.set_column(place, place, width)
    for number, row in enumerate(sheet.rows, start=_HEAD + 1):
        for place, cell in enumerate(row):
            _write(page, number, place, cell, formats)
    page.freeze_panes(_HEAD + 1, 0)
    page.autofilter(_HEAD, 0, _HEAD + len(sheet.rows), len(sheet.columns) - 1)


def _write(page, number: int, place: int, cell: Cell, formats) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    match cell:
        case None:
            return
        case Share(value=share):
            if share is not None:
                page.write_number(number, place, share, formats["share"])
        case str():
            page.write_string(number, place, cell, formats["text"])
        case int() | float():
            page.write_number(number, place, cell)
        case _:
            page.write_datetime(number, place, cell.replace(tzinfo=None), formats["moment"])
