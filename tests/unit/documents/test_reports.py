"""A report as a workbook that can be counted with, and as a paper that can be read."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pypdfium2

from counter_app.documents.reports import ReportFiles
from counter_app.services.report import Report, Share, Sheet

FONTS = Path(__file__).parents[3] / "resources" / "fonts"
AT = datetime(2026, 11, 23, 9, 30, tzinfo=timezone(timedelta(hours=7)))
NS = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def report(rows: int = 1) -> Report:
    queue = Sheet(
        "Hàng đợi: quá hạn",
        ("Mã hồ sơ", "Người nộp", "Hẹn trả", "Số trang"),
        tuple((f"H29.901-{number:04}", "=HYPERLINK(1)", AT, 3) for number in range(rows)),
        (20, 30, 18, 8),
    )
    shares = Sheet(
        "Chỉ số", ("Chỉ số", "Tỷ lệ"), (("Đúng hạn", Share(0.955)), ("Hài lòng", Share(None))), (30, 10)
    )
    return Report("Tình hình chi nhánh", "Chi nhánh số 1", AT, (queue, shares))


def xml(book: zipfile.ZipFile, name: str) -> ET.Element:
    return ET.fromstring(book.read(f"xl/{name}"))  # noqa: S314 - written by ourselves a moment ago


def cells(file: bytes, sheet: int) -> list[tuple[str, str, str]]:
    """Place, kind and value of every cell, shared texts looked up."""
    with zipfile.ZipFile(BytesIO(file)) as book:
        texts = ["".join(part.itertext()) for part in xml(book, "sharedStrings.xml").findall("s:si", NS)]
        page = xml(book, f"worksheets/sheet{sheet}.xml")
    found = []
    for cell in page.iterfind(".//s:c", NS):
        value = cell.findtext("s:v", "", NS)
        kind = cell.get("t", "n")
        found.append((cell.get("r", ""), kind, texts[int(value)] if kind == "s" else value))
    return found


def test_numbers_moments_and_shares_can_be_counted_with() -> None:
    file = ReportFiles(FONTS).workbook(report())

    by_place = {place: (kind, value) for place, kind, value in cells(file, 1)}
    assert by_place["A4"] == ("s", "Mã hồ sơ")
    assert by_place["D5"] == ("n", "3")
    assert by_place["C5"][0] == "n"
    assert round(float(by_place["C5"][1]), 6) == 46349.395833
    assert ("B5", "n", "0.955") in cells(file, 2)
    assert not any(place == "B6" for place, _, _ in cells(file, 2))


def test_what_a_citizen_typed_is_never_a_formula() -> None:
    file = ReportFiles(FONTS).workbook(report())

    with zipfile.ZipFile(BytesIO(file)) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page
    assert ("B5", "s", "=HYPERLINK(1)") in cells(file, 1)


def test_the_name_of_a_sheet_is_one_that_programs_allow() -> None:
    file = ReportFiles(FONTS).workbook(report())

    with zipfile.ZipFile(BytesIO(file)) as book:
        names = re.findall(r'<sheet name="([^"]*)"', book.read("xl/workbook.xml").decode())
    assert names == ["Hàng đợi  quá hạn", "Chỉ số"]


def test_the_paper_has_every_row_and_the_head_on_each_page() -> None:
    file = ReportFiles(FONTS).paper(report(rows=90))

    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(file)]
    heads = [page for page in pages if "Mã hồ sơ" in page]
    assert len(pages) == len(heads) + 1 > 2
    assert "Tình hình chi nhánh" in pages[0]
    assert "H29.901-0089" in heads[-1]
    assert "95,5 %" in pages[-1]


def test_equal_reports_give_equal_papers() -> None:
    files = ReportFiles(FONTS)

    assert files.paper(report()) == files.paper(report())
