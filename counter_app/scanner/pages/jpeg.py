"""JPEG files as the archive keeps them: the page's resolution in the header, colour at half resolution."""

from __future__ import annotations

import struct
from typing import Final

import cv2
import numpy as np

from counter_app.domain.errors import Damaged
from counter_app.scanner.pages.raster import Colour, as_bytes, scaled

# Chosen on sample pages: a page of 200 dpi stays below 200 KB, and the text engine reads it as well as the
# uncompressed page. Progressive coding alone takes off a tenth.
_PAGE_QUALITY: Final = 50
_PAGE_CODING: Final = (
    cv2.IMWRITE_JPEG_CHROMA_QUALITY,
    45,
    cv2.IMWRITE_JPEG_OPTIMIZE,
    1,
    cv2.IMWRITE_JPEG_PROGRESSIVE,
    1,
)
_THUMBNAIL_QUALITY: Final = 70
THUMBNAIL_PX: Final = 320
_DENSITY_AT: Final = 13
_DOTS_PER_INCH: Final = 1


def page_jpeg(page: Colour, dpi: int) -> bytes:
    """A progressive JFIF file that says its resolution."""
    encoded = bytearray(_encoded(page, _PAGE_QUALITY, *_PAGE_CODING))
    # The encoder always starts with a JFIF header, whose unit and density stand at fixed places.
    encoded[_DENSITY_AT : _DENSITY_AT + 5] = struct.pack(">BHH", _DOTS_PER_INCH, dpi, dpi)
    return bytes(encoded)


def thumbnail_jpeg(page: Colour) -> bytes:
    """A small picture of the page, its longer side at most ``THUMBNAIL_PX``."""
    return _encoded(scaled(page, THUMBNAIL_PX / max(page.shape[:2])), _THUMBNAIL_QUALITY)


def jpeg_pixels(file: bytes) -> Colour:
    """The pixels of a file that ``page_jpeg`` made."""
    decoded = cv2.imdecode(np.frombuffer(file, dtype=np.uint8), cv2.IMREAD_COLOR)
    if decoded is None:
        raise Damaged("truncated_image", bytes=len(file))
    return as_bytes(decoded)


def _encoded(image: Colour, quality: int, *more: int) -> bytes:
    _, encoded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality, *more])
    return encoded.tobytes()
