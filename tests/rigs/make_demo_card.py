"""Draws the demo's ID card, ``resources/demo/idcard.png``: an invented person, marked as a sample.

Run it again when the card has to change: ``python -m tests.rigs.make_demo_card``.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "resources" / "fonts"
DPI = 300
WIDTH, HEIGHT = round(85.6 / 25.4 * DPI), round(54 / 25.4 * DPI)
QR_MM = 15
TEXT = (
    "074190000123|281234567|Nguyễn Thị Ánh Nguyệt|12031990|Nữ|Khu phố 3, Phú Hòa, Thủ Dầu Một, Bình Dương|15042021"
)


def draw() -> Image.Image:
    """The card at 300 dpi, true to size."""
    card = Image.new("RGB", (WIDTH, HEIGHT), "#eef4ea")
    pen = ImageDraw.Draw(card)
    bold = ImageFont.truetype(str(FONTS / "LiberationSerif-Bold.ttf"), 34)
    plain = ImageFont.truetype(str(FONTS / "LiberationSerif-Regular.ttf"), 29)
    number, _, name, born, sex, home, _ = TEXT.split("|")
    pen.text((WIDTH / 2, 34), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", font=plain, fill="#222", anchor="mt")
    pen.text((WIDTH / 2, 84), "CĂN CƯỚC CÔNG DÂN", font=bold, fill="#b02020", anchor="mt")
    pen.text((WIDTH / 2, 132), "MẪU – KHÔNG CÓ GIÁ TRỊ", font=plain, fill="#b02020", anchor="mt")
    lines = [
        f"Số: {number}",
        f"Họ và tên: {name}",
        f"Ngày sinh: {born[:2]}/{born[2:4]}/{born[4:]}   Giới tính: {sex}",
        "Quốc tịch: Việt Nam",
        "Nơi thường trú:",
        home,
    ]
    for row, line in enumerate(lines):
        pen.text((40, 380 + row * 40), line, font=plain, fill="#222")
    side = round(QR_MM / 25.4 * DPI)
    code = zxingcpp.create_barcode(TEXT, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    picture = Image.fromarray(np.asarray(zxingcpp.write_barcode_to_image(code, scale=4)))
    card.paste(picture.resize((side, side), Image.Resampling.NEAREST).convert("RGB"), (WIDTH - side - 40, 180))
    return card


if __name__ == "__main__":
    target = ROOT / "resources" / "demo" / "idcard.png"
    target.parent.mkdir(exist_ok=True)
    draw().save(target, dpi=(DPI, DPI), optimize=True)
