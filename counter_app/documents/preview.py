"""Pictures of a PDF's pages, for the screen and the printer."""

from __future__ import annotations

from io import BytesIO
from threading import Lock

import pypdfium2

from counter_app.domain.errors import Damaged

POINTS_PER_INCH = 72
MOST_PAGES = 50

_one_at_a_time = Lock()
"""The renderer is not safe for two threads at once."""


def page_pictures(pdf: bytes, *, dpi: int = 300) -> tuple[bytes, ...]:
    """PNG files of the pages in order, at most fifty.

    Raises:
        Damaged: it is no PDF.
    """
    with _one_at_a_time:
        try:
            opened = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise Damaged("pdf_damaged") from error
        try:
            return tuple(_picture(opened[number], dpi) for number in range(min(len(opened), MOST_PAGES)))
        finally:
            opened.close()


def _picture(page: pypdfium2.PdfPage, dpi: int) -> bytes:
    bitmap = page.render(scale=dpi / POINTS_PER_INCH)
    encoded = BytesIO()
    bitmap.to_pil().save(encoded, "PNG", dpi=(dpi, dpi))
    bitmap.close()
    page.close()
    return encoded.getvalue()
