"""One page out of a file, as an image file of its own."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Final

from PIL import Image

from counter_app.domain.errors import InvalidInput
from counter_app.scanner.pages.decode import MAX_PIXELS, MAX_SIDE_PX

_JPEG_QUALITY: Final = 95


@dataclass(frozen=True, slots=True)
class Sheet:
    """``dpi`` is None where only the image itself may know; ``part`` is ``[2/7]`` in a file of seven pages."""

    image: bytes
    media_type: str
    dpi: int | None
    part: str = ""


def as_jpeg(image: Image.Image, dpi: int | None, part: str) -> Sheet:
    """Full colour resolution, so that thin red strokes keep their colour."""
    encoded = io.BytesIO()
    plain = image if image.mode in {"L", "RGB"} else image.convert("RGB")
    density = {"dpi": (dpi, dpi)} if dpi else {}
    plain.save(encoded, "JPEG", quality=_JPEG_QUALITY, subsampling=0, **density)
    return Sheet(encoded.getvalue(), "image/jpeg", dpi, part)


def as_png(image: Image.Image, dpi: int | None, part: str) -> Sheet:
    """Without loss."""
    encoded = io.BytesIO()
    plain = image if image.mode in {"1", "L", "LA", "P", "RGB", "RGBA", "I;16"} else image.convert("RGB")
    density = {"dpi": (dpi, dpi)} if dpi else {}
    plain.save(encoded, "PNG", compress_level=1, **density)
    return Sheet(encoded.getvalue(), "image/png", dpi, part)


def check_size(width: float, height: float) -> None:
    """Before anything of that size is made; raises ``InvalidInput``."""
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE_PX:
        raise InvalidInput("image_too_large", width=round(width), height=round(height))
