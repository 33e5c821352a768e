"""What a reader and a camera see of a PDF: its text by poppler, its codes by zxing on the drawn page."""

from __future__ import annotations

import subprocess
from io import BytesIO

import zxingcpp
from PIL import Image


def text_of(pdf: bytes, *, first: int = 1, last: int = 999) -> str:
    """The text in reading order, white space folded."""
    command = ["pdftotext", "-f", str(first), "-l", str(last), "-layout", "-", "-"]
    told = subprocess.run(command, input=pdf, check=True, capture_output=True).stdout.decode("utf-8")
    return " ".join(told.split())


def picture_of(pdf: bytes, *, page: int = 1, dpi: int = 200) -> Image.Image:
    """One page as a scanner would see it when printed."""
    command = ["pdftoppm", "-f", str(page), "-l", str(page), "-r", str(dpi), "-gray", "-"]
    drawn = subprocess.run(command, input=pdf, check=True, capture_output=True).stdout
    return Image.open(BytesIO(drawn))


def pages_of(pdf: bytes) -> int:
    told = subprocess.run(["pdfinfo", "-"], input=pdf, check=True, capture_output=True).stdout.decode("utf-8")
    return int(next(line for line in told.splitlines() if line.startswith("Pages:")).split()[1])


def codes_on(picture: Image.Image) -> list[zxingcpp.Barcode]:
    return list(zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode))
