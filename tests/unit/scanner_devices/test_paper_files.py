"""TIFF and PDF files as single pages: what is kept, what is drawn, what is parted."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from counter_app.domain.errors import Damaged, InvalidInput
from counter_app.scanner.drivers.image_files import sheets_of
from counter_app.scanner.drivers.sheets import Sheet
from tests.rigs import paper_files
from tests.rigs.paper_files import PdfPage, encoded, sheet

# 1654 x 2339 pixels on A4 are 200 dpi.
SCAN = encoded(sheet(1, (1654, 2339)))
FULL = "q 595 0 0 842 0 0 cm /Scan Do Q"
DPI = 150


def sheets_in(tmp_path: Path, content: bytes) -> list[Sheet]:
    file = tmp_path / "file"
    file.write_bytes(content)
    return list(sheets_of(file, DPI))


def opened(page: Sheet) -> Image.Image:
    return Image.open(io.BytesIO(page.image))


def test_pages_of_a_tiff_are_parted_without_loss(tmp_path: Path) -> None:
    images = [sheet(1), sheet(2).convert("L"), sheet(3).convert("1")]

    parts = sheets_in(tmp_path, paper_files.tiff(images, dpi=(240, 240)))

    assert [(page.part, page.media_type, page.dpi) for page in parts] == [
        (f"[{number}/3]", "image/png", 240) for number in (1, 2, 3)
    ]
    for page, image in zip(parts, images, strict=True):
        assert ImageChops.difference(opened(page).convert("RGB"), image.convert("RGB")).getbbox() is None


def test_fax_pages_stay_black_and_white(tmp_path: Path) -> None:
    content = paper_files.tiff([sheet(1).convert("1"), sheet(2).convert("1")], compression="group4")

    assert [opened(page).mode for page in sheets_in(tmp_path, content)] == ["1", "1"]


def test_tiff_pages_that_were_jpeg_stay_jpeg(tmp_path: Path) -> None:
    content = paper_files.tiff([sheet(1), sheet(2)], compression="jpeg")

    assert [page.media_type for page in sheets_in(tmp_path, content)] == ["image/jpeg", "image/jpeg"]


def test_tiff_that_breaks_off_gives_its_whole_pages_first(tmp_path: Path) -> None:
    content = bytearray(paper_files.tiff([sheet(1), sheet(2)], compression="tiff_lzw"))
    second = content.rindex(b"\x80")  # LZW data begins with a clear code
    content[second : second + 40] = bytes(40)
    file = tmp_path / "file"
    file.write_bytes(content)
    parts = sheets_of(file, DPI)

    assert next(parts).part == "[1/2]"
    with pytest.raises(Damaged, match="truncated_image"):
        next(parts)


def test_tiff_with_a_huge_second_page_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    small, huge = sheet(1).convert("1"), Image.new("1", (21_000, 100))
    content = paper_files.tiff([small, huge], compression="group4")
    file = tmp_path / "file"
    file.write_bytes(content)
    parts = sheets_of(file, DPI)
    next(parts)

    with pytest.raises(InvalidInput, match="image_too_large"):
        next(parts)


@pytest.mark.parametrize(
    "drawing",
    [
        FULL,
        "q 590 0 0 835 2 3 cm /Scan Do Q",
        f"{FULL} BT 3 Tr /F1 12 Tf 50 700 Td (text under the picture) Tj ET",
    ],
    ids=["full page", "a thin margin", "with the text of an OCR"],
)
def test_pdf_page_that_is_one_jpeg_stays_that_jpeg(tmp_path: Path, drawing: str) -> None:
    (page,) = sheets_in(tmp_path, paper_files.pdf([PdfPage(SCAN, drawing)]))

    assert page.image == SCAN
    assert (page.media_type, page.part) == ("image/jpeg", "")
    assert page.dpi in {200, 201, 202}


@pytest.mark.parametrize(
    "drawing",
    [
        f"{FULL} BT /F1 48 Tf 50 700 Td (a remark) Tj ET",
        f"{FULL} 1 0 0 RG 0 0 m 500 500 l S",
        "q 300 0 0 420 0 0 cm /Scan Do Q",
        "q -595 0 0 842 595 0 cm /Scan Do Q",
        "q 0 842 -595 0 595 0 cm /Scan Do Q",
        f"{FULL} {FULL}",
        "BT /F1 48 Tf 50 700 Td (no picture at all) Tj ET",
        "",
    ],
    ids=["remark", "line", "small", "mirrored", "turned", "two pictures", "text only", "empty"],
)
def test_pdf_page_that_shows_more_or_less_than_one_jpeg_is_drawn(tmp_path: Path, drawing: str) -> None:
    (page,) = sheets_in(tmp_path, paper_files.pdf([PdfPage(SCAN, drawing or "n")]))

    with opened(page) as image:
        assert image.size == (1240, 1755)
        assert image.info["dpi"] == (DPI, DPI)
    assert page.dpi == DPI


def test_pdf_page_that_is_shown_turned_is_drawn_as_shown(tmp_path: Path) -> None:
    (page,) = sheets_in(tmp_path, paper_files.pdf([PdfPage(SCAN, rotate=90)]))

    with opened(page) as image:
        assert image.size == (1755, 1240)


def test_pdf_with_a_script_only_shows_its_page(tmp_path: Path) -> None:
    content = paper_files.pdf([PdfPage(SCAN)], script="app.alert('hello'); while (true) {}")

    (page,) = sheets_in(tmp_path, content)

    assert page.image == SCAN


def test_pdf_pages_are_counted(tmp_path: Path) -> None:
    pages = sheets_in(tmp_path, paper_files.pdf([PdfPage(SCAN)] * 3))

    assert [page.part for page in pages] == ["[1/3]", "[2/3]", "[3/3]"]


def test_poster_is_refused_before_it_is_drawn(tmp_path: Path) -> None:
    poster = paper_files.pdf([PdfPage(SCAN, "n")]).replace(b"[ 0 0 595 842 ]", b"[0 0 14000 9000]")

    with pytest.raises(InvalidInput, match="image_too_large"):
        sheets_in(tmp_path, poster)
