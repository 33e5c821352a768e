"""The parts that slips are put together from: title, lines of caption and value, tables, signatures.

Everything that comes from a slip's values is escaped; only captions of the form set and this module make
markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer, Table, TableStyle

from counter_app.documents.forms.captions import filled, plain
from counter_app.documents.forms.sheet import Story, content_width
from counter_app.documents.forms.typefaces import BOLD, ITALIC, REGULAR
from counter_app.documents.forms.wording import short_time
from counter_app.domain.forms import Form, PaperSize
from counter_app.domain.slips import Copy, Leader, PaperCount, SlipHead

_DOTS = "…………………"
_TEXT_SIZE = {PaperSize.A5: 9.5, PaperSize.A4: 12.0}
_LINE = 0.5
_GAP = 1.0

REPEATED_PRINT = {"reprint": frozenset({"times", "time"})}
PAPER_TABLE = plain("column_number", "column_paper", "column_originals", "column_certified", "column_copies")
CODE_LINE = plain("dossier_code", "provisional_code")
SIGNATURES = plain("sign_hint")
COPY_LABEL = plain("copy_citizen", "copy_kept")
LEADER = plain("seal_hint", "recipients")


@cache
def style(
    size: float, face: str = REGULAR, alignment: int = 0, *, before: float = 0, after: float = 0, indent: float = 0
) -> ParagraphStyle:
    """A paragraph style; lines are a fifth taller than the letters."""
    return ParagraphStyle(
        f"{face}-{size}-{alignment}-{before}-{after}-{indent}",
        fontName=face,
        fontSize=size,
        leading=size * 1.2,
        alignment=alignment,
        spaceBefore=before,
        spaceAfter=after,
        firstLineIndent=indent,
    )


def text_size(form: Form) -> float:
    return _TEXT_SIZE[form.size]


# Without it a table names Helvetica, which an archival file may not have without embedding it.
OWN_FACE = ("FONTNAME", (0, 0), (-1, -1), REGULAR)
NO_PADDING = [
    OWN_FACE,
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
]


def title(form: Form, *below: str, instead: str = "") -> Story:
    """The form's title (or another one of its titles ``instead``) and, smaller, the lines below it."""
    base = text_size(form)
    lines: Story = [Paragraph(escape(instead or form.title), style(base + 2, BOLD, TA_CENTER, before=5, after=2))]
    lines += [Paragraph(escape(line), style(base - 0.5, ITALIC, TA_CENTER)) for line in below if line]
    return lines


def copy_label(form: Form, copy: Copy) -> str:
    """Who gets this copy."""
    return form.caption({Copy.CITIZEN: "copy_citizen", Copy.KEPT: "copy_kept"}[copy])


def repeated_print(form: Form, head: SlipHead) -> Story:
    """The mark on a slip that was printed before; nothing on the first print."""
    if not head.reprint:
        return []
    told = filled(form, "reprint", times=str(head.reprint), time=short_time(head.issued_at))
    mark = Table([[Paragraph(escape(told), style(text_size(form) - 0.5, BOLD, TA_CENTER))]], colWidths=["70%"])
    mark.setStyle(
        TableStyle([OWN_FACE, ("BOX", (0, 0), (-1, -1), 1, colors.black), ("TOPPADDING", (0, 0), (-1, -1), 1)])
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
        TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *NO_PADDING, ("TOPPADDING", (0, 0), (-1, -1), _GAP)])
    )
    return row


def sentence(form: Form, text: str, *, face: str = REGULAR, smaller: float = 0) -> Paragraph:
    return Paragraph(escape(text), style(text_size(form) - smaller, face, TA_JUSTIFY, before=_GAP))


def indented(form: Form, text: str) -> Paragraph:
    """A paragraph of a letter."""
    base = text_size(form)
    return Paragraph(escape(text), style(base, alignment=TA_JUSTIFY, before=base * 0.35, indent=base * 2))


def paper_table(form: Form, papers: Sequence[PaperCount]) -> Table:
    """The table of papers; the head is repeated on every page that it runs over."""
    size = text_size(form) - 1
    head = style(size - 0.5, BOLD, TA_CENTER)
    middle, left = style(size, REGULAR, TA_CENTER), style(size)
    rows: list[list[Paragraph]] = [[Paragraph(escape(form.caption(name)), head) for name in PAPER_TABLE]]
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
            OWN_FACE,
            ("GRID", (0, 0), (-1, -1), _LINE, colors.black),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ]
    )


def signatures(form: Form, *signers: tuple[str, str]) -> Flowable:
    """Captions of those who sign side by side, room to sign, and their names; never torn over two pages.

    An empty caption leaves its column empty.
    """
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
            [
                [Paragraph(escape(form.caption(role)), caption), Paragraph(hint_text, hint)] if role else ""
                for role, _ in signers
            ],
            [Paragraph(escape(told), name) for _, told in signers],
        ],
        colWidths=[width] * len(signers),
        rowHeights=[base * 2.6 + 12 * mm, None],
    )
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, 0), "TOP"), *NO_PADDING]))
    return KeepTogether([Spacer(0, base * 0.6), table])


def leader_signature(form: Form, leader: Leader, recipients: Sequence[str]) -> Flowable:
    """The head of an agency signs at the right; who gets the paper stands at the left."""
    base = text_size(form)
    bold, hint = style(base, BOLD, TA_CENTER), style(base - 1, ITALIC, TA_CENTER)
    small = style(base - 1.5)
    left: Story = [Paragraph(f"<b><i>{escape(form.caption('recipients'))}</i></b>", style(base - 1))]
    ends = [";"] * (len(recipients) - 1) + ["."]
    left += [Paragraph(f"- {escape(who)}{end}", small) for who, end in zip(recipients, ends, strict=False)]
    right: Story = [Paragraph(escape(line), bold) for line in leader.titles]
    right += [
        Paragraph(escape(form.caption("seal_hint")), hint),
        Spacer(0, 15 * mm),
        Paragraph(escape(leader.name), bold),
    ]
    width = content_width(form)
    table = Table([[left if recipients else "", right]], colWidths=[width * 0.45, width * 0.55])
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *NO_PADDING]))
    return KeepTogether([Spacer(0, base * 0.6), table])


def code_line(form: Form, head: SlipHead) -> Paragraph:
    """The dossier's code, named as provisional while it is."""
    name = "provisional_code" if head.provisional else "dossier_code"
    return field(form, name, head.dossier_code, emphasised=True)


def table_of(
    form: Form,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    shares: Sequence[float],
    centred: Sequence[int],
    head_rows: int = 1,
    smaller: float = 1.5,
) -> Table:
    """A table of short texts; ``shares`` are the columns' parts of the width, ``centred`` their numbers.

    The head, and as many of the rows as ``head_rows`` says beyond it, is repeated on every page.
    """
    size = text_size(form) - smaller
    bold, middle, left = style(size, BOLD, TA_CENTER), style(size, REGULAR, TA_CENTER), style(size)
    cells = [
        [
            _cell(text, bold if number < head_rows else middle if column in centred else left)
            for column, text in line
        ]
        for number, line in enumerate(enumerate(row) for row in (head, *rows))
    ]
    width = content_width(form)
    table = Table(cells, colWidths=[width * share for share in shares], repeatRows=head_rows)
    table.spaceBefore = table.spaceAfter = 3
    table.setStyle(grid())
    return table


def code_cell(code: str) -> str:
    """A dossier code for a narrow column: the unit above, the day and the serial below."""
    return code.replace("-", "-\n", 1)


def _cell(text: str, look: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(text).replace("\n", "<br/>"), look)
