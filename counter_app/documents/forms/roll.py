"""The receipt on a roll of thermal paper: one narrow column, as long as it has to be.

It says what the form of the day says, in the form's own words; tables become lines, because three columns of
figures do not fit beside a paper's title. Each copy is a page of its own length: where it ends, the printer cuts.
What stands at the edges is outside of what thermal heads reach, and stays empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
from counter_app.documents.forms.wording import amount, long_date, long_time, short_time
from counter_app.domain.forms import Form, FormSet, Roll, SlipKind
from counter_app.domain.slip_codes import slip_code
from counter_app.domain.slips import Copy, PaperCount, ReceiptSlip

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


def render_roll_receipt(slip: ReceiptSlip, *, form_set: FormSet, roll: Roll) -> bytes:
    """One page per copy, in the order of ``slip.copies``, each as long as its copy."""
    form, measures = form_set.form(SlipKind.RECEIPT), _MEASURES[roll]
    copies = [_copy(slip, form, copy, measures) for copy in slip.copies]
    drawn = BytesIO()
    template = BaseDocTemplate(drawn, initialFontName=typefaces.REGULAR, invariant=1)
    story: Story = []
    for number, copy in enumerate(copies):
        template.addPageTemplates(_page(f"copy {number}", measures, _height(copy, measures)))
        story += [*([NextPageTemplate(f"copy {number}"), PageBreak()] if number else []), *copy]
    template.build(story)
    return archival(drawn.getvalue(), form, slip.head.issued_at)


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


def _copy(slip: ReceiptSlip, form: Form, copy: Copy, measures: _Measures) -> Story:
    lines = _Lines(form, measures)
    due = form.caption("no_appointment") if slip.due_at is None else long_time(slip.due_at)
    return [
        *_heading(slip, lines, copy),
        *_people(slip, lines),
        lines.field("request", slip.request, face=BOLD),
        lines.text(form.caption("papers")),
        *_papers(slip.papers, lines),
        lines.field("sets", f"{slip.sets:02d} ({form.caption('set')})"),
        lines.field("time_limit", slip.time_limit),
        lines.field("received_at", long_time(slip.received_at)),
        lines.text(form.caption("due_at")),
        lines.centred(due, face=BOLD, larger=1.5),
        lines.field("result_at", slip.result_at),
        *_fees(slip, lines),
        lines.rule(),
        *_signers(slip, lines, copy),
        *_notes(slip, lines),
    ]


def _heading(slip: ReceiptSlip, lines: _Lines, copy: Copy) -> Story:
    head, form = slip.head, lines.form
    code = QrCode(slip_code(head, form.title, appointment=slip.due_at).text(), lines.measures.code * mm)
    code.hAlign = "CENTER"
    name = "provisional_code" if head.provisional else "dossier_code"
    parts: Story = [
        lines.centred(form.caption("state"), face=BOLD, larger=-1.5),
        lines.centred(form.caption("motto"), face=BOLD, larger=-1),
        lines.rule(),
        lines.centred(head.letterhead.unit, larger=-1),
        lines.centred(head.letterhead.office, face=BOLD, larger=-0.5),
        lines.centred(f"{head.letterhead.place}, {long_date(head.issued_at)}", face=ITALIC, larger=-1),
        lines.centred(form.title, face=BOLD, larger=1.5),
        lines.centred(copy_label(form, copy), face=ITALIC, larger=-1),
    ]
    if head.reprint:
        told = filled(form, "reprint", times=str(head.reprint), time=short_time(head.issued_at))
        parts.append(lines.centred(told, face=BOLD))
    parts += [
        code,
        lines.centred(form.caption(name), larger=-1),
        lines.centred(head.dossier_code, face=BOLD, larger=3, one_line=True),
    ]
    if head.provisional:
        parts.append(lines.text(form.caption("provisional_note"), face=ITALIC, larger=-1))
    return [*parts, lines.rule()]


def _people(slip: ReceiptSlip, lines: _Lines) -> Story:
    holder = slip.head.holder
    told = [lines.field("holder", holder.name, face=BOLD)]
    for name, value in (("id_number", holder.id_number), ("phone", holder.phone), ("address", holder.address)):
        if value:
            told.append(lines.field(name, value))
    if slip.submitter is not None:
        submitter = slip.submitter
        parts = (submitter.name, submitter.id_number, submitter.phone)
        told.append(lines.field("submitter", ", ".join(part for part in parts if part)))
    return told


def _papers(papers: Sequence[PaperCount], lines: _Lines) -> Story:
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


def _fees(slip: ReceiptSlip, lines: _Lines) -> Story:
    if not slip.fees:
        return []
    form = lines.form
    told = [
        f"{fee.title}: {amount(fee.amount_vnd)} ({form.caption('fee_paid' if fee.paid else 'fee_unpaid')})"
        for fee in slip.fees
    ]
    return [lines.field("fees", told[0]), *(lines.text(one) for one in told[1:])]


def _signers(slip: ReceiptSlip, lines: _Lines, copy: Copy) -> Story:
    """The clerk on both copies; on the one that stays, room for the hand of who brought the papers."""
    form = lines.form
    parts: Story = []
    if copy is Copy.KEPT:
        parts += [
            lines.centred(form.caption("signer_submitter"), face=BOLD),
            lines.centred(form.caption("sign_hint"), face=ITALIC, larger=-1),
            Spacer(0, _ROOM_TO_SIGN),
            lines.centred((slip.submitter or slip.head.holder).name, face=BOLD),
        ]
    parts += [
        lines.centred(form.caption("signer_receiver"), face=BOLD),
        *([Spacer(0, _ROOM_TO_SIGN)] if copy is Copy.CITIZEN else []),
        lines.centred(slip.clerk, face=BOLD),
    ]
    return parts


def _notes(slip: ReceiptSlip, lines: _Lines) -> Story:
    form, letterhead = lines.form, slip.head.letterhead
    notes = [form.caption("bring_along"), *slip.notes]
    if letterhead.hotline or letterhead.website:
        notes.append(
            filled(form, "help", hotline=letterhead.hotline or "…………", website=letterhead.website or "…………")
        )
    return [lines.rule(), *(lines.text(f"– {note}", face=ITALIC, larger=-1) for note in notes)]


class _Lines:
    """Paragraphs of one column."""

    def __init__(self, form: Form, measures: _Measures) -> None:
        self.form = form
        self.measures = measures

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
