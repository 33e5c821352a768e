"""A QR code drawn with rectangles (TCVN 7322:2009, error correction M), crisp at any printer's resolution."""

from __future__ import annotations

from itertools import groupby

from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable
from typing_extensions import override

_QUIET_MODULES = 2  # the margin of the paper around the code supplies the rest


class QrCode(Flowable):  # type: ignore[misc]  # the layout engine has no types
    """A square of ``side`` points with the text in UTF-8."""

    canv: Canvas

    def __init__(self, text: str, side: float) -> None:
        super().__init__()
        self.width = self.height = side
        code = QRCode(None, QRErrorCorrectLevel.M)
        code.addData(QR8bitByte(text))
        code.make()
        self._rows: list[list[bool]] = [[bool(module) for module in row] for row in code.modules]

    @override
    def draw(self) -> None:
        module = self.height / (len(self._rows) + 2 * _QUIET_MODULES)
        self.canv.setFillGray(0)
        for number, row in enumerate(self._rows):
            bottom = self.height - (number + 1 + _QUIET_MODULES) * module
            for start, end in _dark_runs(row):
                left = (start + _QUIET_MODULES) * module
                self.canv.rect(left, bottom, (end - start) * module, module, stroke=0, fill=1)


def _dark_runs(row: list[bool]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    start = 0
    for dark, modules in groupby(row):
        end = start + len(list(modules))
        if dark:
            runs.append((start, end))
        start = end
    return runs
