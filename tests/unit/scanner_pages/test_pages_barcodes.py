"""Codes on pages: found, placed, and saying which way up a card lies."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import zxingcpp

from counter_app.scanner.pages.barcodes import find_codes
from counter_app.scanner.pages.raster import quarter_turned_back

CARD = (
    "040186292742|291361965|Bùi Quỳnh Oanh|03041992|Nữ|212 Hai Bà Trưng, phường Nghĩa Lộ, tỉnh Quảng Ngãi|11022021"
)


def grey_page(text: str, module_px: float, kind: str = "QRCode") -> np.ndarray:
    code = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
    modules = np.asarray(code.to_image(scale=1, add_quiet_zones=False))
    width, height = round(modules.shape[1] * module_px), round(modules.shape[0] * module_px)
    drawn = cv2.resize(modules, (width, max(height, 40)), interpolation=cv2.INTER_AREA)
    page = np.full((900, 900), 245, dtype=np.uint8)
    page[120 : 120 + drawn.shape[0], 200 : 200 + width] = drawn
    return page


def test_a_qr_code_is_read_with_its_vietnamese_letters() -> None:
    codes = find_codes(grey_page(CARD, 4), expect_card=False)

    assert [(code.format, code.text) for code in codes] == [("QRCode", CARD)]


def test_a_letters_barcode_is_read() -> None:
    codes = find_codes(grey_page("EA123456789VN", 3, "Code128"), expect_card=False)

    assert [(code.format, code.text) for code in codes] == [("Code128", "EA123456789VN")]


def test_a_code_is_placed_where_it_stands_on_the_page() -> None:
    page = grey_page(CARD, 4)
    code = find_codes(page, expect_card=False)[0]

    box = code.on_page(np.eye(3)).box

    assert box.left == pytest.approx(200, abs=4)
    assert box.top == pytest.approx(120, abs=4)
    assert box.width == pytest.approx(box.height, abs=4)


@pytest.mark.parametrize("quarter", [0, 90, 180, 270])
def test_a_code_says_how_far_it_lies_turned_clockwise(quarter: int) -> None:
    page = np.ascontiguousarray(np.rot90(grey_page(CARD, 4), -quarter // 90))

    code = find_codes(page, expect_card=False)[0]
    height, width = page.shape
    upright = code.on_page(quarter_turned_back(width, height, quarter)).box

    assert code.turned_deg == quarter
    assert (upright.left, upright.top) == pytest.approx((200, 120), abs=4)


def test_a_small_soft_code_is_found_at_the_second_look() -> None:
    page = np.asarray(cv2.GaussianBlur(grey_page(CARD, 2.0), (0, 0), 0.95), dtype=np.uint8)

    assert find_codes(page, expect_card=False) == ()
    assert [code.text for code in find_codes(page, expect_card=True)] == [CARD]


def test_a_page_without_codes_has_none() -> None:
    assert find_codes(np.full((900, 900), 245, dtype=np.uint8), expect_card=True) == ()
