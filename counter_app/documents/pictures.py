"""Pages of a PDF as pictures: for looking at and for the printers of a system that takes pictures alone."""

from __future__ import annotations

import io
from threading import Lock

import pypdfium2
from pypdfium2 import PdfiumError

from counter_app.domain.errors import Damaged

POINTS_PER_INCH = 72
PRINT_DPI = 300

_one_at_a_time = Lock()
"""The renderer is not made for two threads at once."""


def pdf_pictures(pdf: bytes, *, dpi: int = PRINT_DPI) -> tuple[bytes, ...]:
    """Every page as PNG at this resolution, in order. Call it off the window's thread.

    Raises:
        Damaged: ``pdf_damaged``: the file does not open.
    """
    with _one_at_a_time:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except PdfiumError as error:
            raise Damaged("pdf_damaged") from error
        try:
            return tuple(_picture(page, dpi) for page in document)
        finally:
            document.close()


def _picture(page: pypdfium2.PdfPage, dpi: int) -> bytes:
    image = page.render(scale=dpi / POINTS_PER_INCH).to_pil()
    sink = io.BytesIO()
    image.convert("RGB").save(sink, "PNG", compress_level=1, dpi=(dpi, dpi))
    page.close()
    return sink.getvalue()
