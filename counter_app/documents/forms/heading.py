"""The head of a slip: form number, QR code at the top left, who issues it, the national motto, place and date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph, Table, TableStyle
from typing_extensions import override

from counter_app.documents.forms.captions import plain
from counter_app.documents.forms.parts import NO_PADDING, style, text_size
from counter_app.documents.forms.qr import QrCode
from counter_app.documents.forms.sheet import Story, content_width
from counter_app.documents.forms.typefaces import BOLD, ITALIC, REGULAR
from counter_app.documents.forms.wording import long_date
from counter_app.domain.forms import Form, PaperSize
from counter_app.domain.slip_codes import SlipCode, slip_code
from counter_app.domain.slips import Letterhead, SlipHead

_QR_SIDE = {PaperSize.A5: 21 * mm, PaperSize.A4: 25 * mm}
_LINE = 0.5
_WIDEST_MOTTO = 100 * mm

CAPTIONS = plain("state", "motto", "number")


def slip_heading(form: Form, head: SlipHead, *, appointment: datetime | None = None) -> Story:
    """The head of a slip about one dossier, with its QR code."""
    code = slip_code(head, form.title, appointment=appointment)
    return heading(form, head.letterhead, moment=head.issued_at, code=code, number=head.number)


def heading(
    form: Form, letterhead: Letterhead, *, moment: datetime, code: SlipCode | None = None, number: str = ""
) -> Story:
    """Form number, QR code at the top left, who issues it, the national motto, number of the slip."""
    base = text_size(form)
    small = style(base - 3, ITALIC, TA_RIGHT)
    told = " – ".join(part for part in (form.number, form.issued_with) if part)
    qr_side = _QR_SIDE[form.size] if code is not None else 0
    width = content_width(form)
    motto_width = min(width * 0.52, _WIDEST_MOTTO)
    cells: list[object] = [
        QrCode(code.text(), qr_side) if code is not None else "",
        _issuer(form, letterhead, width=width - qr_side - motto_width, number=number),
        _motto(form, f"{letterhead.place}, {long_date(moment)}"),
    ]
    issuer_width = width - qr_side - motto_width
    table = Table([cells], colWidths=[qr_side, issuer_width, motto_width])
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *NO_PADDING]))
    return [Paragraph(escape(told), small), table]


def _issuer(form: Form, letterhead: Letterhead, *, width: float, number: str) -> Story:
    size = text_size(form) - 1.7
    regular, bold = style(size, REGULAR, TA_CENTER), style(size, BOLD, TA_CENTER)
    lines: Story = [balanced(letterhead.parent, regular, width), balanced(letterhead.unit, bold, width)]
    if letterhead.office:
        lines.append(balanced(letterhead.office, bold, width))
    lines.append(_CentredRule(0.35))
    if number:
        lines.append(
            Paragraph(f"{escape(form.caption('number'))} {escape(number)}/{escape(letterhead.mark)}", regular)
        )
    return lines


def balanced(text: str, look: ParagraphStyle, width: float) -> Paragraph:
    """The text in as few lines as fit the width, all of about the same length."""
    words = text.split()
    fewest = len(_lines(words, look, width))
    narrow = width
    while narrow > _LINE and len(_lines(words, look, narrow - _LINE)) == fewest:
        narrow -= _LINE
    return Paragraph("<br/>".join(escape(line) for line in _lines(words, look, narrow)), look)


def _lines(words: Sequence[str], look: ParagraphStyle, width: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and stringWidth(longer, look.fontName, look.fontSize) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _motto(form: Form, place_and_date: str) -> Story:
    size = text_size(form) - 1.5
    return [
        Paragraph(escape(form.caption("state")), style(size, BOLD, TA_CENTER)),
        Paragraph(escape(form.caption("motto")), style(size + 0.5, BOLD, TA_CENTER)),
        _CentredRule(0.42),
        Paragraph(escape(place_and_date), style(size + 0.5, ITALIC, TA_CENTER, before=1)),
    ]


class _CentredRule(Flowable):  # type: ignore[misc]  # the layout engine has no types
    """A thin line in the middle, as wide as the given share of the room."""

    _HEIGHT = 5.0

    def __init__(self, share: float) -> None:
        super().__init__()
        self._share = share

    @override
    def wrap(self, width: float, *_: object) -> tuple[float, float]:
        self.width = width
        return width, self._HEIGHT

    @override
    def draw(self) -> None:
        start = self.width * (1 - self._share) / 2
        self.canv.setLineWidth(_LINE)
        self.canv.line(start, self._HEIGHT * 0.4, self.width - start, self._HEIGHT * 0.4)
