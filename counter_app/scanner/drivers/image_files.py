"""Files that people bring, as sheets: one image file per page.

A file with one image is kept byte for byte. The pages of a TIFF are parted without loss, except those that are
stored as JPEG. What a file is, its content tells and never its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PIL import Image

from counter_app.domain.errors import Damaged, InvalidInput
from counter_app.scanner.drivers.pdf_files import pdf_sheets
from counter_app.scanner.drivers.sheets import Sheet, as_jpeg, as_png, check_size
from counter_app.scanner.messages import FRAME_LIMIT
from counter_app.scanner.pages.decode import decode

_HEAD_BYTES: Final = 1024
_TIFF_STARTS: Final = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_PAGES_LIMIT: Final = 2000


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
    elif head.startswith(_TIFF_STARTS) and _tiff_pages(file) > 1:
        yield from _tiff_sheets(file)
    else:
        yield _kept(file)


def _kept(file: Path) -> Sheet:
    """The file as it is, once it was decoded on trial."""
    if file.stat().st_size > FRAME_LIMIT:
        raise InvalidInput("image_too_large", bytes=file.stat().st_size)
    content = file.read_bytes()
    decode(content)
    return Sheet(content, _media_type(content), None)


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
    try:
        with Image.open(file, formats=["TIFF"]) as opened:
            return int(getattr(opened, "n_frames", 1))
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError) as error:
        raise Damaged("truncated_image", detail=str(error)) from error


def _tiff_sheets(file: Path) -> Iterator[Sheet]:
    count = _tiff_pages(file)
    if count > _PAGES_LIMIT:
        raise InvalidInput("image_too_large", pages=count)
    with Image.open(file, formats=["TIFF"]) as opened:
        for index in range(count):
            try:
                opened.seek(index)
                check_size(*opened.size)
                opened.load()
            except (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError) as error:
                raise Damaged("truncated_image", page=index + 1, detail=str(error)) from error
            dpi = round(float(opened.info.get("dpi", (0, 0))[0])) or None
            encode = as_jpeg if opened.info.get("compression") == "jpeg" else as_png
            yield encode(opened, dpi, f"[{index + 1}/{count}]")
