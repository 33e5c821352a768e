"""From the bytes of an image file, whoever made them, to pixels with a resolution.

The bytes are not trusted: the format is told by content and never by name, the size is checked before a pixel
is decoded, and whatever a decoder complains about comes out as one of three errors:

- ``not_an_image``: no format that we read, or so broken that nothing can be shown;
- ``truncated_image``: an image that breaks off; half a page never passes as a page;
- ``image_too_large``: more than a page can hold (A4 at 600 dpi is 35 megapixels).

Only the first frame of an animation or multi-page file is read; splitting is the watched folder's business.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import pi_heif
from PIL import ExifTags, Image, UnidentifiedImageError

from counter_app.domain.errors import Damaged, InvalidInput
from counter_app.scanner.pages.raster import A4_LONG_MM, MM_PER_INCH, Colour, as_bytes

MAX_PIXELS: Final = 50_000_000
MAX_SIDE_PX: Final = 20_000
MAX_FILE_BYTES: Final = 160_000_000
_FORMATS: Final = ("JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF", "HEIF")
_PLAUSIBLE_DPI: Final = range(60, 1201)
# A4 with the bed around it, A3, or a long receipt; anything physically longer means that the number in the
# file is a program's default (72 or 96) and no measurement.
_PLAIN: Final = ("RGB", "L")
_ROWS_AT_A_TIME: Final = 512
_JPEG_SCAN: Final = b"\xff\xda"
_JPEG_END: Final = b"\xff\xd9"
_LONGEST_PAPER_MM: Final = 600.0

# The limit is ours, checked below before decoding; Pillow's own would only warn.
Image.MAX_IMAGE_PIXELS = None
pi_heif.register_heif_opener(thumbnails=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """Decoded pixels, turned as the file's orientation tag says. ``dpi`` is None when nobody knows it."""

    pixels: Colour
    dpi: int | None

    @property
    def likely_dpi(self) -> int:
        """``dpi``, or what it would be if the picture showed one A4 page from edge to edge."""
        if self.dpi is not None:
            return self.dpi
        return max(1, round(max(self.pixels.shape[:2]) / (A4_LONG_MM / MM_PER_INCH)))


def decode(image: bytes, dpi_hint: int | None = None) -> Picture:
    """The picture in these bytes; ``dpi_hint``, the device's own word, wins over what the file says.

    Raises:
        InvalidInput: ``not_an_image`` or ``image_too_large``.
        Damaged: ``truncated_image``.
    """
    if len(image) > MAX_FILE_BYTES:
        raise InvalidInput("image_too_large", bytes=len(image))
    with _open(image) as opened:
        width, height = opened.size
        if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE_PX:
            raise InvalidInput("image_too_large", width=width, height=height)
        said = _said_dpi(opened)
        orientation = _orientation(opened)
        pixels = _plain_jpeg(image) if opened.format == "JPEG" and opened.mode in _PLAIN else None
        if pixels is None:
            pixels = _colour(_loaded(opened))
    pixels = _turned(pixels, orientation)
    return Picture(pixels, _believed(dpi_hint, said, max(pixels.shape[:2])))


# What Pillow's plugins raise on hostile bytes, as found by the fuzzing run.
_DECODER_ERRORS: Final = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    NotImplementedError,
    ZeroDivisionError,
    OverflowError,
    RuntimeError,
    MemoryError,
    struct.error,
)


def _open(image: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(image), formats=_FORMATS)
    except UnidentifiedImageError as error:
        raise InvalidInput("not_an_image", bytes=len(image)) from error
    except _DECODER_ERRORS as error:
        raise Damaged("truncated_image", bytes=len(image)) from error


def _plain_jpeg(image: bytes) -> Colour | None:
    """The usual scan, decoded in half the time; None leaves it to Pillow.

    OpenCV fills what is missing with grey and says nothing, so the end is looked for first: in a scan's data
    the byte FF is never followed by D9, unless it ends there.
    """
    if image.rfind(_JPEG_END) < image.rfind(_JPEG_SCAN):
        raise Damaged("truncated_image", bytes=len(image))
    flags = cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION
    decoded = cv2.imdecode(np.frombuffer(image, dtype=np.uint8), flags)
    return None if decoded is None else as_bytes(decoded)


def _loaded(opened: Image.Image) -> Image.Image:
    try:
        opened.load()
    except _DECODER_ERRORS as error:
        raise Damaged("truncated_image", width=opened.width, height=opened.height) from error
    return opened


def _colour(opened: Image.Image) -> Colour:
    """Blue, green, red; transparent parts show white paper."""
    try:
        if opened.mode in {"I;16", "I;16L", "I;16B", "I;16N", "I", "F"}:
            return _from_deep_grey(opened)
        if opened.mode == "L":
            return as_bytes(cv2.cvtColor(np.asarray(opened), cv2.COLOR_GRAY2BGR))
        return _in_strips(opened)
    except _DECODER_ERRORS as error:
        raise Damaged("truncated_image", width=opened.width, height=opened.height) from error


def _in_strips(opened: Image.Image) -> Colour:
    """Any other mode, a few rows at a time: what lies between the file's colours and ours is never there whole."""
    width, height = opened.size
    is_transparent = opened.mode != "RGB" and opened.has_transparency_data
    pixels = np.empty((height, width, 3), np.uint8)
    for top in range(0, height, _ROWS_AT_A_TIME):
        bottom = min(height, top + _ROWS_AT_A_TIME)
        strip = opened.crop((0, top, width, bottom))
        if is_transparent:
            layer = strip.convert("RGBA")
            strip = Image.new("RGBA", layer.size, "white")
            strip.alpha_composite(layer)
        plain = strip if strip.mode == "RGB" else strip.convert("RGB")
        pixels[top:bottom] = cv2.cvtColor(np.asarray(plain), cv2.COLOR_RGB2BGR)
    return pixels


def _from_deep_grey(opened: Image.Image) -> Colour:
    """16 and 32 bits a pixel: brought to 8 by the file's full range, or by its own where that is unknown."""
    deep = np.asarray(opened).astype(np.float32)
    if opened.mode.startswith("I;16") or (opened.mode == "I" and deep.max() > np.iinfo(np.uint8).max):
        deep *= np.iinfo(np.uint8).max / np.iinfo(np.uint16).max
    elif opened.mode == "F" and deep.max() <= 1.0:
        deep *= np.iinfo(np.uint8).max
    np.nan_to_num(deep, copy=False)
    grey = np.clip(deep, 0, np.iinfo(np.uint8).max, out=deep).astype(np.uint8)
    return as_bytes(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR))


def _said_dpi(opened: Image.Image) -> float | None:
    """What the file says, the mean of both directions; None when it says nothing that makes sense."""
    try:
        across, down = opened.info.get("dpi", (0.0, 0.0))
        value = (float(across) + float(down)) / 2
    except _DECODER_ERRORS:
        return None
    return value if np.isfinite(value) and value > 0 else None


def _believed(hint: int | None, said: float | None, longest_px: int) -> int | None:
    for value in (hint, said):
        if value is None or round(value) not in _PLAUSIBLE_DPI:
            continue
        if value is hint or longest_px / value * MM_PER_INCH <= _LONGEST_PAPER_MM:
            return round(value)
    return None


def _orientation(opened: Image.Image) -> int:
    try:
        return int(opened.getexif().get(ExifTags.Base.Orientation, 1))
    except _DECODER_ERRORS:
        return 1


def _turned(pixels: Colour, orientation: int) -> Colour:
    """Undo what the camera's orientation tag (1-8) says; other values mean nothing."""
    match orientation:
        case 2:
            return as_bytes(cv2.flip(pixels, 1))
        case 3:
            return as_bytes(cv2.rotate(pixels, cv2.ROTATE_180))
        case 4:
            return as_bytes(cv2.flip(pixels, 0))
        case 5:
            return as_bytes(cv2.transpose(pixels))
        case 6:
            return as_bytes(cv2.rotate(pixels, cv2.ROTATE_90_CLOCKWISE))
        case 7:
            return as_bytes(cv2.rotate(cv2.transpose(pixels), cv2.ROTATE_180))
        case 8:
            return as_bytes(cv2.rotate(pixels, cv2.ROTATE_90_COUNTERCLOCKWISE))
        case _:
            return pixels
