"""Slips come out of the printer at their true size, on the sheet of that size, unscaled."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication

from counter_app.documents.forms.printer import FormPrinter
from counter_app.documents.pictures import pdf_pictures
from counter_app.domain.forms import Roll
from counter_app.ui.printing import (
    ROLLS,
    choose_printer,
    choose_printers,
    paint,
    print_pages,
    printer_for,
    size_of,
)
from tests.rigs import sample_slips
from tests.rigs.pdf_eyes import codes_on, pages_of, picture_of

FORMS = FormPrinter(forms=sample_slips.RESOURCES / "forms", fonts=sample_slips.RESOURCES / "fonts")
SLIPS = {
    "receipt": lambda: FORMS.receipt(sample_slips.RECEIPT),
    "supplement": lambda: FORMS.supplement(sample_slips.SUPPLEMENT),
    "refusal": lambda: FORMS.refusal(sample_slips.REFUSAL),
    "apology": lambda: FORMS.apology(sample_slips.APOLOGY),
    "stop": lambda: FORMS.stop(sample_slips.STOP),
    "control": lambda: FORMS.control(sample_slips.CONTROL),
    "register": lambda: FORMS.register(sample_slips.REGISTER),
    "hand_over": lambda: FORMS.hand_over(sample_slips.HAND_OVER),
    "fee_receipt": lambda: FORMS.fee_receipt(sample_slips.FEE_RECEIPT),
    "separator": lambda: FORMS.separators(sample_slips.SEPARATORS),
}
POINTS_A4, POINTS_A5 = {595, 842}, {420, 595}


@pytest.fixture(autouse=True)
def nothing_chosen(styled: QApplication) -> Iterator[None]:
    del styled
    choose_printers({})
    yield
    choose_printers({})


def images_of(pdf: bytes) -> list[QImage]:
    return [QImage.fromData(QByteArray(page)) for page in pdf_pictures(pdf)]


def printed(images: list[QImage], into: Path, *, size: str) -> bytes:
    """What a printer receives, kept as a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(into))
    assert paint(printer, images, size=size)
    return into.read_bytes()


def sheets_of(pdf: bytes) -> list[set[int]]:
    told = subprocess.run(["pdfinfo", "-l", "99", "-"], input=pdf, check=True, capture_output=True).stdout.decode()
    lines = [line for line in told.splitlines() if re.match(r"Page.*size:", line)]
    sizes = [line.split(":")[1].split() for line in lines]
    return [{round(float(one[0])), round(float(one[2]))} for one in sizes]


@pytest.mark.parametrize("slip", sorted(SLIPS))
def test_every_slip_is_printed_on_the_sheet_of_its_form(slip: str, tmp_path: Path) -> None:
    pdf = SLIPS[slip]()
    images = images_of(pdf)
    size = size_of(images[0])

    paper = printed(images, tmp_path / "paper.pdf", size=size)

    assert pages_of(paper) == pages_of(pdf)
    assert all(sheet == (POINTS_A5 if size == "A5" else POINTS_A4) for sheet in sheets_of(paper))


def test_the_print_is_the_page_dot_for_dot_and_its_code_is_read(tmp_path: Path) -> None:
    pdf = SLIPS["receipt"]()

    paper = printed(images_of(pdf), tmp_path / "paper.pdf", size="A5")

    drawn, wanted = picture_of(paper, dpi=150), picture_of(pdf, dpi=150)
    # Fine marks may fall half a dot aside; a sixth of an inch of the page has the same darkness everywhere.
    tiles = (wanted.width // 24, wanted.height // 24)
    differing = ImageChops.difference(
        drawn.resize(tiles, Image.Resampling.BOX), wanted.resize(tiles, Image.Resampling.BOX)
    )
    assert abs(drawn.width - wanted.width) <= 2
    assert differing.getextrema()[1] < 64
    assert [code.text for code in codes_on(picture_of(paper, dpi=300))] == [
        code.text for code in codes_on(picture_of(pdf, dpi=300))
    ]


def test_a_page_keeps_its_size_on_a_larger_sheet(tmp_path: Path) -> None:
    paper = printed(images_of(SLIPS["receipt"]()), tmp_path / "paper.pdf", size="A4")

    box = Image.eval(picture_of(paper, dpi=100), lambda shade: 255 - shade).getbbox()
    assert sheets_of(paper)[0] == POINTS_A4
    assert box is not None
    assert 500 < box[2] <= 148 / 25.4 * 100 + 2
    assert 700 < box[3] <= 210 / 25.4 * 100 + 2


@pytest.mark.parametrize("roll", list(Roll))
def test_a_receipt_on_a_roll_is_cut_where_it_ends_and_its_code_is_read(roll: Roll, tmp_path: Path) -> None:
    pdf = FORMS.receipt_on(sample_slips.RECEIPT, roll)
    images = images_of(pdf)
    size = size_of(images[0])

    paper = printed(images, tmp_path / "paper.pdf", size=size)

    lengths = [image.height() / 300 * 72 for image in images]
    assert size == roll
    assert [max(sheet) for sheet in sheets_of(paper)] == [pytest.approx(length, abs=2) for length in lengths]
    assert {min(sheet) for sheet in sheets_of(paper)} == {round(ROLLS[roll] / 25.4 * 72)}
    assert codes_on(picture_of(paper, dpi=203)) != []


def test_a_printer_chosen_for_a_roll_is_asked_for_its_pages_alone() -> None:
    choose_printer("80mm", "máy in nhiệt không có")

    assert printer_for("80mm") is None
    assert not print_pages(pdf_pictures(FORMS.receipt_on(sample_slips.RECEIPT, Roll.WIDE)), title="Giấy tiếp nhận")


def test_sizes_are_told_either_way_up() -> None:
    sizes = [(1748, 2480), (2481, 1749), (2480, 3508), (3508, 2480), (1000, 1000)]

    found = [size_of(QImage(*size, QImage.Format.Format_RGB32)) for size in sizes]

    assert found == ["A5", "A5", "A4", "A4", "A4"]


def test_a_pc_without_a_printer_says_so() -> None:
    assert QPrinterInfo.defaultPrinterName() == ""
    choose_printers({"A5": "máy in không có"})

    assert printer_for("A5") is None
    assert not print_pages(pdf_pictures(SLIPS["receipt"]()), title="Giấy tiếp nhận")
    assert not print_pages((), title="Không có gì")
