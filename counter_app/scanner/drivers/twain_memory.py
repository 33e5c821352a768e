"""A page that a TWAIN source hands over in strips (memory transfer), put together.

Every source can do it, and some makers' native transfer fails on large pages. Rows come from the top, pixels as
red, green, blue; a source decides how many rows a strip has and how its rows are padded.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from PIL import Image

DG_IMAGE, DG_CONTROL = 2, 1
DAT_SETUPMEMXFER, DAT_IMAGEMEMXFER, MSG_GET = 6, 259, 1
RC_SUCCESS, RC_CANCEL, RC_XFERDONE = 0, 3, 6
OURS_BY_POINTER: Final = 1 | 8
LARGEST_BUFFER: Final = 16 * 1024 * 1024
_USUAL_BUFFER: Final = 64 * 1024
_MODES: Final = {24: "RGB", 8: "L", 1: "1"}

Call = Callable[[int, int, Any, tuple[int, ...]], int]
"""Asks the source: group, kind, buffer, answers besides success; gives the answer or raises the driver's error."""


class SetupMemory(ctypes.Structure):
    """How large a buffer the source wants, in bytes."""

    _pack_ = 2
    _fields_: ClassVar = [("least", ctypes.c_uint32), ("most", ctypes.c_uint32), ("preferred", ctypes.c_uint32)]


class Strip(ctypes.Structure):
    """Some rows of the page, in a buffer of ours."""

    _pack_ = 2
    _fields_: ClassVar = [
        ("compression", ctypes.c_uint16),
        ("bytes_per_row", ctypes.c_uint32),
        ("columns", ctypes.c_uint32),
        ("rows", ctypes.c_uint32),
        ("left", ctypes.c_uint32),
        ("top", ctypes.c_uint32),
        ("bytes_written", ctypes.c_uint32),
        ("flags", ctypes.c_uint32),
        ("length", ctypes.c_uint32),
        ("memory", ctypes.c_void_p),
    ]


def take_in_strips(call: Call, page: Mapping[str, Any], most_bytes: int) -> bytes | None:
    """The page that is ready as a BMP file; None when somebody pressed cancel at the device.

    Raises:
        ValueError: the strips do not make a page: compressed, of an unknown depth, too large or none at all.
    """
    mode = _MODES.get(int(page["BitsPerPixel"]))
    if mode is None:
        raise ValueError(f"{page['BitsPerPixel']} bits per pixel")
    buffer = ctypes.create_string_buffer(_buffer_size(call))
    pixels = bytearray()
    width = row_bytes = 0
    while True:
        strip = Strip(flags=OURS_BY_POINTER, length=len(buffer), memory=ctypes.addressof(buffer))
        answer = call(DG_IMAGE, DAT_IMAGEMEMXFER, ctypes.byref(strip), (RC_XFERDONE, RC_CANCEL))
        if answer == RC_CANCEL:
            return None
        if not strip.bytes_written and answer != RC_XFERDONE:
            raise ValueError("a strip without pixels")
        if strip.compression or strip.bytes_written > len(buffer) or strip.left:
            raise ValueError("a strip that is compressed, too long or a part of a row")
        if pixels and (strip.columns, strip.bytes_per_row) != (width, row_bytes):
            raise ValueError("strips of different widths")
        width, row_bytes = strip.columns, strip.bytes_per_row
        pixels += buffer.raw[: min(strip.rows * row_bytes, strip.bytes_written)]
        if len(pixels) > most_bytes:
            raise ValueError("larger than any page")
        if answer == RC_XFERDONE:
            return _file(mode, width, row_bytes, bytes(pixels))


def _buffer_size(call: Call) -> int:
    wish = SetupMemory()
    call(DG_CONTROL, DAT_SETUPMEMXFER, ctypes.byref(wish), ())
    size = wish.preferred if wish.least <= wish.preferred <= LARGEST_BUFFER else wish.least
    return max(min(int(size), LARGEST_BUFFER), _USUAL_BUFFER if not wish.least else int(wish.least))


def _file(mode: str, width: int, row_bytes: int, pixels: bytes) -> bytes:
    height = len(pixels) // row_bytes if row_bytes else 0
    if not width or not height:
        raise ValueError("a page without pixels")
    file = io.BytesIO()
    Image.frombytes(mode, (width, height), pixels, "raw", mode, row_bytes, 1).save(file, "BMP")
    return file.getvalue()
