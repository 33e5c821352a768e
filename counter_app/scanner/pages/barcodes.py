"""QR codes and barcodes on a page, read by zxing-cpp.

The QR code of an ID card is small: at 200 dpi a module is two pixels wide. Where a card is expected and the
first pass found no QR code, the page is looked at again, enlarged and sharpened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import zxingcpp

from counter_app.domain.pages import Barcode
from counter_app.scanner.pages.geometry import box_around
from counter_app.scanner.pages.raster import Grey, Matrix, Points, as_bytes, moved

# What stands on ID cards, receipts and registered letters. Two further formats (DataMatrix, PDF417) would take
# four times the time on every page without a code.
_QR: Final = zxingcpp.BarcodeFormat.QRCode
_SQUARE: Final = zxingcpp.BarcodeFormats([_QR])
_STRIPES: Final = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.Code39])
_ENLARGED: Final = (2.0, 3.0)
_MOST_ENLARGED_PIXELS: Final = 40_000_000


@dataclass(frozen=True, slots=True)
class Code:
    """A code where it stands in the raw picture: corners top left, top right, bottom right, bottom left."""

    format: str
    text: str
    corners: Points

    def on_page(self, matrix: Matrix) -> Barcode:
        """The same code where the matrix takes it."""
        return Barcode(self.format, self.text, box_around(moved(self.corners, matrix)))

    @property
    def turned_deg(self) -> int:
        """How far the code itself lies turned clockwise, to the quarter."""
        along = self.corners[1] - self.corners[0]
        return round(float(np.rad2deg(np.arctan2(along[1], along[0]))) / 90) * 90 % 360


def find_codes(grey: Grey, *, expect_card: bool) -> tuple[Code, ...]:
    """Every code of the formats in use; the second, slower look is for pages where a card must be."""
    found = _read(grey, 1.0)
    if not expect_card or any(code.format == _QR.name for code in found):
        return found
    for factor in _ENLARGED:
        if grey.size * factor * factor > _MOST_ENLARGED_PIXELS:
            break
        again = _read(_enlarged(grey, factor), factor)
        if again:
            return found + again
    return found


def _read(grey: Grey, factor: float) -> tuple[Code, ...]:
    found = zxingcpp.read_barcodes(grey, formats=_SQUARE, try_invert=False)
    # Stripes are looked for line by line: a smaller picture would show no more of them and cost a quarter more.
    found += zxingcpp.read_barcodes(grey, formats=_STRIPES, try_invert=False, try_downscale=False)
    return tuple(
        Code(code.format.name, code.text, _corners(code.position) / np.float32(factor))
        for code in found
        if code.valid and code.text
    )


def _corners(position: zxingcpp.Position) -> Points:
    corners = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    return np.array([(corner.x, corner.y) for corner in corners], dtype=np.float32)


def _enlarged(grey: Grey, factor: float) -> Grey:
    large = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    soft = cv2.GaussianBlur(large, (0, 0), factor)
    return as_bytes(cv2.addWeighted(large, 2.0, soft, -1.0, 0.0))
