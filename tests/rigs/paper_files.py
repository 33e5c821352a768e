"""Files as copiers, phones and office programs make them, small enough to be made on the spot."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from pathlib import Path

import pikepdf
from PIL import Image, ImageDraw

HEIC = (Path(__file__).parents[1] / "data" / "scanner" / "photo.heic").read_bytes()
A4_POINTS = (595.0, 842.0)


def sheet(number: int, size: tuple[int, int] = (200, 280)) -> Image.Image:
    """A small page with its number on it, so that no two are alike."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).text((20, 20), f"trang {number}", fill="black")
    return image


def encoded(image: Image.Image, file_format: str = "JPEG", **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, file_format, **options)
    return file.getvalue()


def tiff(images: Sequence[Image.Image], **options: object) -> bytes:
    first, *others = images
    return encoded(first, "TIFF", save_all=True, append_images=others, **options)


def png_bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be huge."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return len(content).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", size + bytes([8, 2, 0, 0, 0]))
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


class PdfPage:
    """One page: ``jpeg`` over the whole page unless ``drawing`` says otherwise.

    ``drawing`` is PDF drawing code; ``/Scan Do`` paints the JPEG, ``/F1`` is Helvetica.
    """

    def __init__(self, jpeg: bytes, drawing: str | None = None, *, rotate: int = 0) -> None:
        width, height = A4_POINTS
        self.jpeg = jpeg
        self.drawing = drawing or f"q {width} 0 0 {height} 0 0 cm /Scan Do Q"
        self.rotate = rotate


def pdf(pages: Sequence[PdfPage], *, password: str = "", script: str = "") -> bytes:
    document = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for page in pages:
        with Image.open(io.BytesIO(page.jpeg)) as image:
            width, height = image.size
        scan = pikepdf.Stream(
            document,
            page.jpeg,
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=width,
            Height=height,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )
        made = document.add_blank_page(page_size=A4_POINTS)
        made.Contents = pikepdf.Stream(document, page.drawing.encode())
        made.Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(Scan=scan), Font=pikepdf.Dictionary(F1=font)
        )
        made.Rotate = page.rotate
    if script:
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=script)
    file = io.BytesIO()
    locked = pikepdf.Encryption(owner=password, user=password) if password else False
    document.save(file, encryption=locked)
    return file.getvalue()
