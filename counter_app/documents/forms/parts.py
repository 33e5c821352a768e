"""The parts that slips are put together from: heading with QR code and national motto, lines, tables, signatures.

Everything that comes from a slip's values is escaped; only captions of the form set and this module make
markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer, Table, TableStyle
from typing_extensions import override

from counter_app.documents.forms.qr import QrCode
from counter_app.documents.forms.sheet import Story
from counter_app.documents.forms.typefaces import BOLD, ITALIC, REGULAR
from counter_app.documents.forms.wording import long_date, short_time
from counter_app.domain.forms import Form, PaperSize
from counter_app.domain.slip_codes import SlipCode
from counter_app.domain.slips import Letterhead, PaperCount, SlipHead

_DOTS = "…………………"
_TEXT_SIZE = {PaperSize.A5: 9.5, PaperSize.A4: 12.0}
_QR_SIDE = {PaperSize.A5: 21 * mm, PaperSize.A4: 25 * mm}
_CONTENT_WIDTH = {PaperSize.A5: 132 * mm, PaperSize.A4: 180 * mm}
_LINE = 0.5
_GAP = 1.0


@cache
def style(
    size: float, face: str = REGULAR, alignment: int = 0, *, before: float = 0, after: float = 0
) -> ParagraphStyle:
    """A paragraph style; lines are a fifth taller than the letters."""
    return ParagraphStyle(
        f"{face}-{size}-{alignment}-{before}-{after}",
        fontName=face,
        fontSize=size,
        leading=size * 1.2,
        alignment=alignment,
        spaceBefore=before,
        spaceAfter=after,
    )


def text_size(form: Form) -> float:
    return _TEXT_SIZE[form.size]


def content_width(form: Form) -> float:
    """The room between the margins of an upright sheet."""
    return float(_CONTENT_WIDTH[form.size])


def heading(
    form: Form, letterhead: Letterhead, *, moment: datetime, code: SlipCode | None = None, number: str = ""
) -> Story:
    """Form number, QR code at the top left, who issues it, the national motto, number of the slip."""
    base = text_size(form)
    small = style(base - 3, ITALIC, TA_RIGHT)
    told = " – ".join(part for part in (form.number, form.issued_with) if part)
    qr_side = _QR_SIDE[form.size] if code is not None else 0
    width = content_width(form)
    motto_width = width * 0.52
    cells: list[object] = [
        QrCode(code.text(), qr_side) if code is not None else "",
        _issuer(form, letterhead, width=width - qr_side - motto_width, number=number),
        _motto(form, f"{letterhead.place}, {long_date(moment)}"),
    ]
    table = Table([cells], colWidths=[qr_side, width - qr_side - motto_width, motto_width])
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *_NO_PADDING]))
    return [Paragraph(escape(told), small), table]


# Without it a table names Helvetica, which an archival file may not have without embedding it.
_OWN_FACE = ("FONTNAME", (0, 0), (-1, -1), REGULAR)
_NO_PADDING = [
    _OWN_FACE,
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
]


def _issuer(form: Form, letterhead: Letterhead, *, width: float, number: str) -> Story:
    size = text_size(form) - 1.7
    regular, bold = style(size, REGULAR, TA_CENTER), style(size, BOLD, TA_CENTER)
    lines: Story = [_balanced(letterhead.parent, regular, width), _balanced(letterhead.unit, bold, width)]
    if letterhead.office:
        lines.append(_balanced(letterhead.office, bold, width))
    lines.append(_CentredRule(0.35))
    if number:
        lines.append(
            Paragraph(f"{escape(form.caption('number'))} {escape(number)}/{escape(letterhead.mark)}", regular)
        )
    return lines


def _balanced(text: str, look: ParagraphStyle, width: float) -> Paragraph:
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


def title(form: Form, *below: str) -> Story:
    """The form's title and, smaller, the lines below it."""
    base = text_size(form)
    lines: Story = [Paragraph(escape(form.title), style(base + 2, BOLD, TA_CENTER, before=5, after=1))]
    lines += [Paragraph(escape(line), style(base - 0.5, ITALIC, TA_CENTER)) for line in below if line]
    return lines


def repeated_print(form: Form, head: SlipHead) -> Story:
    """The mark on a slip that was printed before; nothing on the first print."""
    if not head.reprint:
        return []
    told = form.caption("reprint").format(times=head.reprint, time=short_time(head.issued_at))
    mark = Table([[Paragraph(escape(told), style(text_size(form) - 0.5, BOLD, TA_CENTER))]], colWidths=["70%"])
    mark.setStyle(
        TableStyle([_OWN_FACE, ("BOX", (0, 0), (-1, -1), 1, colors.black), ("TOPPADDING", (0, 0), (-1, -1), 1)])
    )
    return [Spacer(0, 3), mark, Spacer(0, 3)]


def field(form: Form, name: str, value: str, *, emphasised: bool = False) -> Paragraph:
    """A caption and its value; dots to fill in by hand where there is none."""
    shown = escape(value) if value else _DOTS
    if emphasised and value:
        shown = f"<b>{shown}</b>"
    return Paragraph(
        f"{escape(form.caption(name))} {shown}", style(text_size(form), alignment=TA_JUSTIFY, before=_GAP)
    )


def fields_in_row(form: Form, *pairs: tuple[str, str]) -> Table:
    """Several short fields side by side, in columns of equal width."""
    width = content_width(form) / len(pairs)
    row = Table([[field(form, name, value) for name, value in pairs]], colWidths=[width] * len(pairs))
    row.setStyle(
        TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *_NO_PADDING, ("TOPPADDING", (0, 0), (-1, -1), _GAP)])
    )
    return row


def sentence(form: Form, text: str, *, face: str = REGULAR, smaller: float = 0) -> Paragraph:
    return Paragraph(escape(text), style(text_size(form) - smaller, face, TA_JUSTIFY, before=_GAP))


def paper_table(form: Form, papers: Sequence[PaperCount]) -> Table:
    """The table of papers; the head is repeated on every page that it runs over."""
    size = text_size(form) - 1
    head = style(size - 0.5, BOLD, TA_CENTER)
    middle, left = style(size, REGULAR, TA_CENTER), style(size)
    names = ("column_number", "column_paper", "column_originals", "column_certified", "column_copies")
    rows: list[list[Paragraph]] = [[Paragraph(escape(form.caption(name)), head) for name in names]]
    for number, paper in enumerate(papers, start=1):
        told = escape(paper.title) + (f" <i>({escape(paper.note)})</i>" if paper.note else "")
        counts = (paper.originals, paper.certified, paper.copies)
        rows.append(
            [
                Paragraph(str(number), middle),
                Paragraph(told, left),
                *(Paragraph(str(count) if count else "–", middle) for count in counts),
            ]
        )
    width = content_width(form)
    shares = (0.08, 0.53, 0.12, 0.15, 0.12)
    table = Table(rows, colWidths=[width * share for share in shares], repeatRows=1, spaceBefore=3, spaceAfter=3)
    table.setStyle(grid())
    return table


def grid() -> TableStyle:
    """Thin black lines, little padding: the look of the official tables."""
    return TableStyle(
        [
            _OWN_FACE,
            ("GRID", (0, 0), (-1, -1), _LINE, colors.black),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ]
    )


def signatures(form: Form, *signers: tuple[str, str]) -> Flowable:
    """Captions of those who sign side by side, room to sign, and their names; never torn over two pages."""
    base = text_size(form)
    caption, hint, name = (
        style(base, BOLD, TA_CENTER),
        style(base - 1, ITALIC, TA_CENTER),
        style(base, BOLD, TA_CENTER),
    )
    hint_text = escape(form.caption("sign_hint"))
    width = content_width(form) / len(signers)
    table = Table(
        [
            [[Paragraph(escape(form.caption(role)), caption), Paragraph(hint_text, hint)] for role, _ in signers],
            [Paragraph(escape(told), name) for _, told in signers],
        ],
        colWidths=[width] * len(signers),
        rowHeights=[base * 2.6 + 12 * mm, None],
    )
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, 0), "TOP"), *_NO_PADDING]))
    return KeepTogether([Spacer(0, base * 0.6), table])
