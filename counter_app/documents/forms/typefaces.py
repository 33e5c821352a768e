"""The typeface of the slips: Liberation Serif, which has the measures of Times New Roman and all of Vietnamese."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from counter_app.domain.errors import NotFound

REGULAR = "CounterSerif"
BOLD = "CounterSerif-Bold"
ITALIC = "CounterSerif-Italic"

_FILES = {
    REGULAR: "LiberationSerif-Regular.ttf",
    BOLD: "LiberationSerif-Bold.ttf",
    ITALIC: "LiberationSerif-Italic.ttf",
}


def load_typefaces(folder: Path) -> None:
    """Make the faces known to the layout engine, once per process; loading them again changes nothing.

    Raises:
        NotFound: A font file is not there or is none.
    """
    known = pdfmetrics.getRegisteredFontNames()
    for face, file in _FILES.items():
        if face in known:
            continue
        try:
            pdfmetrics.registerFont(TTFont(face, folder / file))
        except (TTFError, OSError) as error:
            raise NotFound("font_missing", file=file) from error
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD)
