"""Separator sheets: one per paper, laid before it in the feeder, so that a batch finds its papers by itself.

The code stands twice, in the middle and at the foot: a folded corner or a pen stroke then costs nothing.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, Spacer

from counter_app.documents.forms import parts
from counter_app.documents.forms.captions import plain
from counter_app.documents.forms.qr import QrCode
from counter_app.documents.forms.sheet import Story, compose
from counter_app.documents.forms.typefaces import BOLD
from counter_app.domain.forms import Form, FormSet, SlipKind
from counter_app.domain.slip_codes import SeparatorCode
from counter_app.domain.slips import PaperToScan, SeparatorSheets

CAPTIONS = {
    **parts.CODE_LINE,
    **plain("of", "paper", "instruction", "not_a_paper"),
}
_LARGE, _SMALL = 75 * mm, 32 * mm
_TITLE_SIZE = 22


def render_separators(sheets: SeparatorSheets, *, form_set: FormSet) -> bytes:
    """One page per paper, in the order given."""
    form = form_set.form(SlipKind.SEPARATOR)
    sections = [_sheet(sheets, paper, form) for paper in sheets.papers]
    return compose(sections, form, moment=sheets.head.issued_at, running_head="")


def _sheet(sheets: SeparatorSheets, paper: PaperToScan, form: Form) -> Story:
    head = sheets.head
    text = SeparatorCode(head.dossier_code, paper.paper_type).text()
    large, small = QrCode(text, _LARGE), QrCode(text, _SMALL)
    large.hAlign = small.hAlign = "CENTER"
    return [
        *parts.title(form, form.caption("not_a_paper")),
        Spacer(0, 12 * mm),
        large,
        Spacer(0, 8 * mm),
        Paragraph(escape(paper.title), parts.style(_TITLE_SIZE, BOLD, TA_CENTER)),
        Spacer(0, 10 * mm),
        parts.code_line(form, head),
        parts.field(form, "of", head.holder.name),
        parts.field(form, "paper", paper.paper_type),
        Spacer(0, 6 * mm),
        parts.sentence(form, form.caption("instruction")),
        Spacer(0, 12 * mm),
        small,
    ]
