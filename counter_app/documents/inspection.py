"""Look into a paper's file: the images it carries, byte for byte."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from counter_app.domain.errors import Damaged


def embedded_images(pdf: bytes) -> tuple[bytes, ...]:
    """The JPEG of each page in order, exactly as it was put in.

    Raises:
        Damaged: it is no PDF, or a page does not carry exactly one image.
    """
    try:
        with pikepdf.open(BytesIO(pdf)) as opened:
            return tuple(_only_image(page) for page in opened.pages)
    except pikepdf.PdfError as error:
        raise Damaged("pdf_damaged") from error


def _only_image(page: pikepdf.Page) -> bytes:
    images = list(page.get_images(recursive=False).values())
    if len(images) != 1:
        raise Damaged("pdf_damaged", images=len(images))
    return bytes(images[0].read_raw_bytes())
