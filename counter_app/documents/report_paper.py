"""Reports as paper: A4 across, title and unit above, the head of each table on every page."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from counter_app.documents.forms.typefaces import BOLD, ITALIC, REGULAR, load_typefaces
from counter_app.services.report import Cell, Report, Share, Sheet

_MARGIN: Final = 14 * mm
_SIZE: Final = 8.5
_TEXT: Final = ParagraphStyle("cell", fontName=REGULAR, fontSize=_SIZE, leading=_SIZE + 2)
_HEAD: Final = ParagraphStyle("head", fontName=BOLD, fontSize=_SIZE, leading=_SIZE + 2)
_TITLE: Final = ParagraphStyle("title", fontName=BOLD, fontSize=14, leading=18)
_PART: Final = ParagraphStyle("part", fontName=BOLD, fontSize=11, leading=14)
_UNIT: Final = ParagraphStyle("unit", fontName=ITALIC, fontSize=9.5, leading=13)


def write_paper(report: Report, fonts: Path) -> bytes:
    """The PDF; equal reports give equal bytes."""
    load_typefaces(fonts)
    target = BytesIO()
    template = SimpleDocTemplate(
        target,
        pagesize=landscape(A4),
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        title=report.title,
        initialFontName=REGULAR,
        invariant=1,
    )
    story: list[Flowable] = [
        Paragraph(escape(report.title), _TITLE),
        Paragraph(escape(f"{report.unit}, {report.at:%H:%M} ngày {report.at:%d/%m/%Y}"), _UNIT),
    ]
    for number, sheet in enumerate(report.sheets):
        story += [PageBreak()] if number else [Spacer(0, 4 * mm)]
        story += [Paragraph(escape(sheet.title), _PART), Spacer(0, 2 * mm), _table(sheet, template.width)]
    template.build(story, onFirstPage=_numbered, onLaterPages=_numbered)
    return target.getvalue()


def _table(sheet: Sheet, room: float) -> Table:
    rows = [[Paragraph(escape(name), _HEAD) for name in sheet.columns]]
    rows += [[Paragraph(escape(_text(cell)), _TEXT) for cell in row] for row in sheet.rows]
    unit = room / sum(sheet.widths)
    table = Table(rows, colWidths=[width * unit for width in sheet.widths], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.4, colors.grey),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
                ("TOPPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
            ]
        )
    )
    return table


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Share(value=share):
            return "" if share is None else f"{share * 100:.1f} %".replace(".", ",")
        case str():
            return cell
        case float():
            return f"{cell:.1f}".replace(".", ",")
        case int():
            return str(cell)
        case _:
            return f"{cell:%H:%M %d/%m/%Y}"


def _numbered(canvas: Canvas, template: SimpleDocTemplate) -> None:
    canvas.setFont(ITALIC, 8)
    canvas.drawRightString(template.pagesize[0] - _MARGIN, _MARGIN * 0.55, f"Trang {canvas.getPageNumber()}")
