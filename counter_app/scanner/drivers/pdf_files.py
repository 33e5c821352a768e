"""PDF files as sheets. A page that is nothing but one JPEG stays that JPEG; other pages are drawn.

PDFium is built without a script engine here, and forms are not filled in: a PDF can show something, not do it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from counter_app.domain.errors import Damaged, InvalidInput
from counter_app.scanner.drivers.sheets import Sheet, as_jpeg, check_size
from counter_app.scanner.pages.decode import decode

_POINTS_PER_INCH: Final = 72
_PAGES_LIMIT: Final = 2000
_TAIL_BYTES: Final = 2048
# How much of the page an image must cover, and how far its resolution may differ across and down.
_COVER: Final = 0.95
_SQUARE: Final = 0.03
_PLAUSIBLE_DPI: Final = range(100, 1201)


def pdf_sheets(file: Path, dpi: int) -> Iterator[Sheet]:
    """The pages, drawn at ``dpi`` where they have to be drawn.

    Raises:
        Damaged: ``truncated_image``: the end is missing, or PDFium makes nothing of it.
        InvalidInput: ``file_locked`` (a password), ``image_too_large``.
    """
    _check_end(file)
    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise InvalidInput("file_locked") from error
        raise Damaged("truncated_image", detail=str(error)) from error
    try:
        count = len(document)
        if count == 0:
            raise Damaged("truncated_image", detail="no pages")
        if count > _PAGES_LIMIT:
            raise InvalidInput("image_too_large", pages=count)
        for index in range(count):
            yield _sheet(document, index, dpi, f"[{index + 1}/{count}]" if count > 1 else "")
    finally:
        document.close()


def _check_end(file: Path) -> None:
    with file.open("rb") as opened:
        size = opened.seek(0, 2)
        opened.seek(max(0, size - _TAIL_BYTES))
        if b"%%EOF" not in opened.read():
            raise Damaged("truncated_image", detail="the end of the file is missing")


def _sheet(document: pypdfium2.PdfDocument, index: int, dpi: int, part: str) -> Sheet:
    try:
        page = document[index]
        return _only_jpeg(page, part) or _drawn(page, dpi, part)
    except pypdfium2.PdfiumError as error:
        raise Damaged("truncated_image", detail=str(error)) from error


def _drawn(page: pypdfium2.PdfPage, dpi: int, part: str) -> Sheet:
    scale = dpi / _POINTS_PER_INCH
    width, height = page.get_size()
    check_size(width * scale, height * scale)
    if min(width, height) * scale < 1:
        raise Damaged("truncated_image", detail="a page without extent")
    return as_jpeg(page.render(scale=scale, may_draw_forms=False).to_pil(), dpi, part)


def _only_jpeg(page: pypdfium2.PdfPage, part: str) -> Sheet | None:
    """The page's one JPEG if it fills the page upright and nothing else is to be seen."""
    visible = [each for each in page.get_objects() if not _is_invisible_text(each)]
    if len(visible) != 1 or not isinstance(visible[0], pypdfium2.PdfImage) or page.get_rotation():
        return None
    image = visible[0]
    if list(image.get_filters()) != ["DCTDecode"] or page.get_cropbox() != page.get_mediabox():
        return None
    matrix = image.get_matrix()
    page_width, page_height = page.get_size()
    is_upright = matrix.a > 0 and matrix.d > 0 and abs(matrix.b) + abs(matrix.c) < 1
    fills = matrix.a >= _COVER * page_width and matrix.d >= _COVER * page_height
    width, height = image.get_px_size()
    if not is_upright or not fills or 0 in {width, height}:
        return None
    check_size(width, height)
    across = width / matrix.a * _POINTS_PER_INCH
    down = height / matrix.d * _POINTS_PER_INCH
    if abs(across / down - 1) > _SQUARE or round(across) not in _PLAUSIBLE_DPI:
        return None
    content = bytes(image.get_data())
    decode(content, round(across))
    return Sheet(content, "image/jpeg", round(across), part)


def _is_invisible_text(each: pypdfium2.PdfObject) -> bool:
    """The text layer that OCR puts over a scan."""
    if each.type != pdfium.FPDF_PAGEOBJ_TEXT:
        return False
    return bool(pdfium.FPDFTextObj_GetTextRenderMode(each) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)
