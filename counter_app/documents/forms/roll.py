"""One narrow column on a roll of thermal paper, as long as it has to be: what every slip on a roll is made of.

It says what the form of the day says, in the form's own words; tables become lines, because three columns of
figures do not fit beside a paper's title. Each copy is a page of its own length: where it ends, the printer cuts.
What stands at the edges is outside of what thermal heads reach, and stays empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageBreak, PageTemplate, Paragraph, Spacer
from reportlab.platypus.flowables import HRFlowable

from counter_app.documents.forms import typefaces
from counter_app.documents.forms.captions import filled
from counter_app.documents.forms.heading import balanced
from counter_app.documents.forms.parts import copy_label, style
from counter_app.documents.forms.qr import QrCode
from counter_app.documents.forms.sheet import Story, archival
from counter_app.documents.forms.typefaces import BOLD, ITALIC, REGULAR
from counter_app.documents.forms.wording import long_date, short_time
from counter_app.domain.forms import Form, Roll
from counter_app.domain.slip_codes import slip_code
from counter_app.domain.slips import Copy, PaperCount, SlipHead

_TOP = 4 * mm
_BOTTOM = 6 * mm
_GAP = 1.5
_ROOM_TO_SIGN = 14 * mm
_SLACK = 2.0
"""Points below the last line, so that rounding never begins a second page."""


@dataclass(frozen=True, slots=True)
class _Measures:
    """Millimetres of the paper and of what the head prints, points of the letters, millimetres of the code."""

    paper: float
    printed: float
    text: float
    code: float

    @property
    def width(self) -> float:
        return float(self.printed * mm)


_MEASURES = {
    Roll.WIDE: _Measures(paper=80, printed=72, text=9.5, code=40),
    Roll.NARROW: _Measures(paper=58, printed=48, text=8.5, code=42),
}


def compose_roll(copies: Sequence[Story], form: Form, *, roll: Roll, moment: datetime) -> bytes:
    """One page per copy, each as long as its copy."""
    measures = _MEASURES[roll]
    drawn = BytesIO()
    template = BaseDocTemplate(drawn, initialFontName=typefaces.REGULAR, invariant=1)
    story: Story = []
    for number, copy in enumerate(copies):
        template.addPageTemplates(_page(f"copy {number}", measures, _height(copy, measures)))
        story += [*([NextPageTemplate(f"copy {number}"), PageBreak()] if number else []), *copy]
    template.build(story)
    return archival(drawn.getvalue(), form, moment)


def _page(name: str, measures: _Measures, height: float) -> PageTemplate:
    paper = (measures.paper * mm, height + _TOP + _BOTTOM)
    frame = Frame(
        (paper[0] - measures.width) / 2, _BOTTOM, measures.width, height,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    return PageTemplate(name, frames=[frame], pagesize=paper)


def _height(story: Story, measures: _Measures) -> float:
    # A little more than the layout needs, which lets two gaps that meet be one.
    gaps = sum(part.getSpaceBefore() + part.getSpaceAfter() for part in story)
    return float(gaps + _SLACK + sum(part.wrap(measures.width, 10_000)[1] for part in story))


def roll_heading(lines: Lines, head: SlipHead, copy: Copy, *, appointment: datetime | None = None) -> Story:
    """Who issues it, when, what it is and for whom this copy is; the code, and the dossier's number below it."""
    form = lines.form
    code = QrCode(slip_code(head, form.title, appointment=appointment).text(), lines.code_side)
    code.hAlign = "CENTER"
    number = f"{form.caption('number')} {head.number}/{head.letterhead.mark}" if head.number else ""
    parts: Story = [
        lines.centred(form.caption("state"), face=BOLD, larger=-1.5),
        lines.centred(form.caption("motto"), face=BOLD, larger=-1),
        lines.rule(),
        lines.centred(head.letterhead.unit, larger=-1),
        lines.centred(head.letterhead.office, face=BOLD, larger=-0.5),
        lines.centred(number, larger=-1),
        lines.centred(f"{head.letterhead.place}, {long_date(head.issued_at)}", face=ITALIC, larger=-1),
        lines.centred(form.title, face=BOLD, larger=1.5),
        lines.centred(copy_label(form, copy), face=ITALIC, larger=-1),
    ]
    if head.reprint:
        told = filled(form, "reprint", times=str(head.reprint), time=short_time(head.issued_at))
        parts.append(lines.centred(told, face=BOLD))
    parts.append(code)
    if head.dossier_code:
        name = "provisional_code" if head.provisional else "dossier_code"
        parts += [
            lines.centred(form.caption(name), larger=-1),
            lines.centred(head.dossier_code, face=BOLD, larger=3, one_line=True),
        ]
    return parts


def roll_papers(papers: Sequence[PaperCount], lines: Lines) -> Story:
    """One line a paper, with how many of each kind."""
    kinds = ("column_originals", "column_certified", "column_copies")
    told: Story = []
    for paper in papers:
        counts = zip((paper.originals, paper.certified, paper.copies), kinds, strict=True)
        of_each = [f"{count} {_lowered(lines.form.caption(kind))}" for count, kind in counts if count]
        note = f" ({paper.note})" if paper.note else ""
        told.append(lines.text(f"– {paper.title}{note}: {', '.join(of_each) or '–'}", indent=6))
    return told


def _lowered(caption: str) -> str:
    return caption[:1].lower() + caption[1:]


def roll_signers(lines: Lines, copy: Copy, *, stays_with: tuple[str, str], clerk: tuple[str, str]) -> Story:
    """The clerk on both copies; on the one that stays, room for the hand of who was at the window.

    Both are the caption of the signer and the name; no caption, no room.
    """
    parts: Story = []
    caption, name = stays_with
    if copy is Copy.KEPT and caption:
        parts += [
            lines.centred(lines.form.caption(caption), face=BOLD),
            lines.centred(lines.form.caption("sign_hint"), face=ITALIC, larger=-1),
            Spacer(0, _ROOM_TO_SIGN),
            lines.centred(name, face=BOLD),
        ]
    caption, name = clerk
    return [
        *parts,
        lines.centred(lines.form.caption(caption), face=BOLD),
        *([Spacer(0, _ROOM_TO_SIGN)] if copy is Copy.CITIZEN else []),
        lines.centred(name, face=BOLD),
    ]


class Lines:
    """Paragraphs of one column."""

    def __init__(self, form: Form, roll: Roll) -> None:
        self.form = form
        self.measures = _MEASURES[roll]

    @property
    def code_side(self) -> float:
        """How large the code is, in points."""
        return float(self.measures.code * mm)

    def text(self, told: str, *, face: str = REGULAR, larger: float = 0, indent: float = 0) -> Paragraph:
        look = style(self.measures.text + larger, face, before=_GAP, indent=indent)
        return Paragraph(escape(told), look)

    def field(self, name: str, value: str, *, face: str = REGULAR) -> Paragraph:
        """A caption and its value."""
        look = style(self.measures.text, before=_GAP)
        shown = f"<b>{escape(value)}</b>" if face == BOLD else escape(value)
        return Paragraph(f"{escape(self.form.caption(name))} {shown}", look)

    def centred(
        self, told: str, *, face: str = REGULAR, larger: float = 0, one_line: bool = False
    ) -> Paragraph | Spacer:
        """A line in the middle; ``one_line`` makes the letters as small as that needs."""
        if not told:
            return Spacer(0, 0)
        size = self.measures.text + larger
        while one_line and stringWidth(told, face, size) > self.measures.width:
            size -= 0.25
        return balanced(told, style(size, face, TA_CENTER, before=_GAP), self.measures.width)

    def rule(self) -> HRFlowable:
        return HRFlowable(width="100%", thickness=0.8, color="black", spaceBefore=3, spaceAfter=3)
