"""ID cards with the code of a chip-based card, laid anyhow on an empty sheet."""

from __future__ import annotations

from random import Random

import cv2
import numpy as np
import zxingcpp
from PIL import Image, ImageDraw, ImageFont

from tests.rigs.made_scans import words
from tests.rigs.made_scans.scanner import jpeg
from tests.rigs.made_scans.sheet import A4_MM, font_file

CARD_MM = (85.6, 54.0)
CODE_MM = 14.0
FINE_DPI = 600


def card_scan(chance: Random, dpi: int) -> tuple[bytes, str]:
    """The JPEG and the text in the card's code."""
    name, number, home = words.person(chance), words.citizen_number(chance), words.address(chance)
    born, sex = "{:02d}{:02d}{}".format(*words.day(chance, 1950, 2008)), chance.choice(("Nam", "Nữ"))
    issued = "{:02d}{:02d}{}".format(*words.day(chance, 2021, 2025))
    text = f"{number}|{chance.randint(10**8, 10**9 - 1)}|{name}|{born}|{sex}|{home}|{issued}"
    card = _card(name, number, text)
    return jpeg(_laid(card, chance, dpi), dpi, quality=85), text


def _card(name: str, number: str, text: str) -> Image.Image:
    per_mm = FINE_DPI / 25.4
    width, height = (round(side * per_mm) for side in CARD_MM)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) / per_mm
    waves = [np.sin((x * a + y * b) / 2.2) for a, b in ((1.0, 0.3), (0.2, 1.1), (0.7, -0.8))]
    base = np.stack([218 + 16 * wave for wave in waves], axis=-1)
    card = Image.fromarray(np.clip(base, 0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(card)
    pen.rectangle([round(side * per_mm) for side in (4, 24, 24, 50)], fill=(150, 140, 132))

    def put(words_: str, left: float, down: float, size_mm: float, colour: tuple[int, int, int]) -> None:
        font = ImageFont.truetype(font_file("FreeSansBold.ttf"), round(size_mm * per_mm))
        pen.text((left * per_mm, down * per_mm), words_, fill=colour, font=font)

    put("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 14, 3, 2.3, (30, 30, 30))
    put("CĂN CƯỚC", 30, 10, 4.0, (190, 30, 40))
    put(f"Số: {number}", 28, 24, 3.4, (20, 20, 20))
    put(name.upper(), 28, 31, 3.2, (20, 20, 20))
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    modules = Image.fromarray(np.asarray(code.to_image(scale=1, add_quiet_zones=False)))
    side = round(CODE_MM * per_mm)
    white = round(1.2 * per_mm)
    corner = (width - side - round(5 * per_mm), round(5 * per_mm))
    pen.rectangle(
        (corner[0] - white, corner[1] - white, corner[0] + side + white, corner[1] + side + white), "white"
    )
    card.paste(modules.convert("RGB").resize((side, side), Image.Resampling.NEAREST), corner)
    return card


def _laid(card: Image.Image, chance: Random, dpi: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    width, height = (round(side * dpi / 25.4) for side in A4_MM)
    angle = chance.choice((0, 90, 180, 270)) + chance.uniform(-12, 12)
    factor = dpi / FINE_DPI
    turn = cv2.getRotationMatrix2D((card.width / 2, card.height / 2), angle, factor)
    turn[:, 2] += (
        width * chance.uniform(0.35, 0.65) - card.width / 2,
        height * chance.uniform(0.3, 0.7) - card.height / 2,
    )
    soft = cv2.GaussianBlur(np.asarray(card), (0, 0), 0.5 / factor)
    lid = np.full((height, width, 3), chance.uniform(214, 246), dtype=np.uint8)
    laid = cv2.warpAffine(soft, turn, (width, height), lid, borderMode=cv2.BORDER_TRANSPARENT)
    rng = np.random.default_rng(chance.randrange(2**32))
    return np.clip(laid + rng.normal(0, 2.5, laid.shape), 0, 255).astype(np.uint8)
