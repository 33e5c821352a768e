"""One-page PDFs for show: a title and a few centred lines, the same bytes for the same words."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

_TITLE_SIZE, _LINE_SIZE, _LEADING, _TOP = 16, 12, 32, 120


class Sheet:
    """Draws in a font that has Vietnamese letters, if the folder of fonts is given."""

    def __init__(self, fonts: Path | None) -> None:
        self._font = _register(fonts)

    def draw(self, title: str, lines: Sequence[str]) -> bytes:
        paper = io.BytesIO()
        canvas = Canvas(paper, pagesize=A4, invariant=1)
        width, height = A4
        for place, text in enumerate((title, *lines)):
            canvas.setFont(self._font, _LINE_SIZE if place else _TITLE_SIZE)
            canvas.drawCentredString(width / 2, height - _TOP - _LEADING * place, text)
        canvas.setTitle(title)
        canvas.save()
        return paper.getvalue()


def _register(fonts: Path | None) -> str:
    path = fonts / "LiberationSerif-Regular.ttf" if fonts else None
    if path is None or not path.is_file():
        return "Times-Roman"
    pdfmetrics.registerFont(TTFont("LiberationSerif", str(path)))
    return "LiberationSerif"
