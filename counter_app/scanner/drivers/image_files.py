"""Files that people bring, as sheets: one image file per page.

A file with one image is kept byte for byte. The pages of a TIFF are parted without loss, except those that are
stored as JPEG. What a file is, its content tells and never its name.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PIL import Image, TiffImagePlugin

from counter_app.domain.errors import Damaged, InvalidInput
from counter_app.scanner.drivers.pdf_files import pdf_sheets
from counter_app.scanner.drivers.sheets import Sheet, as_jpeg, as_png, check_size
from counter_app.scanner.messages import FRAME_LIMIT
from counter_app.scanner.pages.decode import decode

_HEAD_BYTES: Final = 1024
_TIFF_STARTS: Final = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_PAGES_LIMIT: Final = 2000
_LEAST_DPI: Final = 60
_MOST_DPI: Final = 1200
_STRIPS: Final = (273, 279)
_TILES: Final = (324, 325)
# What Pillow's reader of TIFF raises on files that are not what they should be.
_BROKEN: Final = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    MemoryError,
    struct.error,
)


def sheets_of(file: Path, dpi: int) -> Iterator[Sheet]:
    """The pages of a file, each made when it is asked for.

    Raises:
        InvalidInput: ``not_an_image``, ``image_too_large``, ``file_locked``.
        Damaged: ``truncated_image``: it breaks off, or its content has not arrived yet.
    """
    with file.open("rb") as opened:
        head = opened.read(_HEAD_BYTES)
    if not head.strip(b"\0"):
        raise Damaged("truncated_image", detail="nothing in it")
    if b"%PDF-" in head:
        yield from pdf_sheets(file, dpi)
    elif head.startswith(_TIFF_STARTS) and (count := _tiff_pages(file)) > 1:
        yield from _tiff_sheets(file, count)
    else:
        yield _kept(file)


def _kept(file: Path) -> Sheet:
    """The file as it is, once it was decoded on trial."""
    if file.stat().st_size > FRAME_LIMIT:
        raise InvalidInput("image_too_large", bytes=file.stat().st_size)
    content = file.read_bytes()
    decode(content)
    media_type = _media_type(content)
    if media_type == "image/png" and content.rfind(b"IEND") < content.rfind(b"IDAT"):
        # All pixels may be there, and yet not the whole file.
        raise Damaged("truncated_image", detail="the end of the file is missing")
    return Sheet(content, media_type, None)


def _media_type(content: bytes) -> str:
    match content[:4]:
        case b"\x89PNG":
            return "image/png"
        case b"RIFF":
            return "image/webp"
        case b"GIF8":
            return "image/gif"
        case start if start in _TIFF_STARTS:
            return "image/tiff"
        case start if start[:2] == b"BM":
            return "image/bmp"
        case start if start[:2] == b"\xff\xd8":
            return "image/jpeg"
        case _:
            return "image/heic"


def _tiff_pages(file: Path) -> int:
    """How many pages the file has, once all that they point at is inside the file."""
    size = file.stat().st_size
    with _tiff(file) as opened:
        count = 0
        while count < _PAGES_LIMIT:
            try:
                opened.seek(count)
                end = _end_of(opened)
            except EOFError:
                return count
            except _BROKEN as error:
                raise Damaged("truncated_image", page=count + 1, detail=str(error)) from error
            if end > size:
                raise Damaged("truncated_image", page=count + 1, detail="its pixels are missing")
            count += 1
    raise InvalidInput("image_too_large", pages=count)


def _tiff_sheets(file: Path, count: int) -> Iterator[Sheet]:
    with _tiff(file) as opened:
        for index in range(count):
            try:
                opened.seek(index)
                check_size(*opened.size)
                opened.load()
            except _BROKEN as error:
                raise Damaged("truncated_image", page=index + 1, detail=str(error)) from error
            encode = as_jpeg if opened.info.get("compression") == "jpeg" else as_png
            yield encode(opened, _dpi_of(opened), f"[{index + 1}/{count}]")


def _tiff(file: Path) -> TiffImagePlugin.TiffImageFile:
    try:
        opened = Image.open(file, formats=["TIFF"])
    except _BROKEN as error:
        raise Damaged("truncated_image", detail=str(error)) from error
    if not isinstance(opened, TiffImagePlugin.TiffImageFile):
        raise Damaged("truncated_image", detail="no TIFF")
    return opened


def _end_of(page: TiffImagePlugin.TiffImageFile) -> int:
    """Where the last of the page's strips or tiles ends."""
    ends = [0]
    for offsets, lengths in (_STRIPS, _TILES):
        parts = zip(page.tag_v2.get(offsets, ()), page.tag_v2.get(lengths, ()), strict=False)
        ends += [int(start) + int(length) for start, length in parts]
    return max(ends)


def _dpi_of(page: Image.Image) -> int | None:
    """What the page says; numbers that no scanner has are a program's way of saying nothing."""
    said = float(page.info.get("dpi", (0, 0))[0])
    return round(said) if _LEAST_DPI <= said <= _MOST_DPI else None
