"""JPEG files as the archive keeps them: the page's resolution in the header, colour at half resolution."""

from __future__ import annotations

import io
from typing import Final

import cv2
import numpy as np
from PIL import Image

from counter_app.domain.errors import Damaged
from counter_app.scanner.pages.raster import Colour, as_bytes, scaled


def _steps(first: int, least: int, rise: int, most: int) -> list[int]:
    """How coarsely each of the 64 patterns of a block is kept; ``first`` is the block's mean."""
    down, across = np.mgrid[0:8, 0:8]
    steps = np.minimum(least + rise * (down + across), most).ravel()
    steps[0] = first
    return [int(step) for step in steps]


# The usual tables are made for photos: they spend on smooth areas, which a cleaned page has none of, and save on
# edges, which letters are made of. Nearly even steps keep letters as well with a tenth fewer bytes. Progressive
# coding would take off another twentieth, and twice the time. Figures: docs/decisions/jpeg-for-letters.md.
_LIGHT: Final = _steps(12, 31, 2, 39)
_COLOUR: Final = _steps(20, 60, 4, 76)
_THUMBNAIL_QUALITY: Final = 70
THUMBNAIL_PX: Final = 320


def page_jpeg(page: Colour, dpi: int) -> bytes:
    """A JFIF file that says its resolution."""
    file = io.BytesIO()
    height, width = page.shape[:2]
    Image.frombuffer("RGB", (width, height), page, "raw", "BGR", 0, 1).save(
        file,
        "JPEG",
        dpi=(dpi, dpi),
        qtables=[_LIGHT, _COLOUR],
        subsampling="4:2:0",
        optimize=True,
    )
    return file.getvalue()


def thumbnail_jpeg(page: Colour) -> bytes:
    """A small picture of the page, its longer side at most ``THUMBNAIL_PX``."""
    small = scaled(page, THUMBNAIL_PX / max(page.shape[:2]))
    _, encoded = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, _THUMBNAIL_QUALITY])
    return encoded.tobytes()


def jpeg_pixels(file: bytes) -> Colour:
    """The pixels of a file that ``page_jpeg`` made."""
    decoded = cv2.imdecode(np.frombuffer(file, dtype=np.uint8), cv2.IMREAD_COLOR)
    if decoded is None:
        raise Damaged("truncated_image", bytes=len(file))
    return as_bytes(decoded)
