"""From the parts of a slip to its file: pages, page numbers, and the same archival PDF as the scanned papers.

A file has one or more *sections* (the two copies of a receipt, one separator sheet per paper); each begins on
a page of its own and is numbered by itself. Equal slips give equal bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

import pikepdf
from reportlab.lib.pagesizes import A4, A5
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate
from typing_extensions import override

from counter_app.documents.archival import describe, save
from counter_app.documents.forms import typefaces
from counter_app.documents.xmp import plain_xmp
from counter_app.domain.forms import Form, PaperSize

Story = list[Flowable]

_SIZES = {PaperSize.A4: A4, PaperSize.A5: A5}
_MARGINS = {PaperSize.A4: 15.0 * mm, PaperSize.A5: 8.0 * mm}
_SMALL_PRINT = 7


def content_width(form: Form) -> float:
    """The room between the margins."""
    return _page(form)[0] - 2 * _margin(form)


def _page(form: Form) -> tuple[float, float]:
    width, height = _SIZES[form.size]
    return (height, width) if form.landscape else (width, height)


def _margin(form: Form) -> float:
    return float(_MARGINS[form.size])


def compose(sections: Sequence[Story], form: Form, *, moment: datetime, running_head: str) -> bytes:
    """The file of a slip. ``running_head`` stands on the second and further pages of a section."""
    margin = _margin(form)
    width, height = _page(form)
    drawn = BytesIO()
    template = BaseDocTemplate(drawn, pagesize=(width, height), initialFontName=typefaces.REGULAR, invariant=1)
    frame = Frame(
        margin, margin, width - 2 * margin, height - 2 * margin,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    template.addPageTemplates(PageTemplate(frames=[frame]))

    story: Story = []
    for number, section in enumerate(sections):
        story += [*([PageBreak()] if number else []), _SectionStart(number), *section]

    def numbered(*arguments: object, **options: object) -> _NumberedCanvas:
        options["initialFontName"] = typefaces.REGULAR
        return _NumberedCanvas(*arguments, margin=margin, running_head=running_head, **options)

    template.build(story, canvasmaker=numbered)
    return archival(drawn.getvalue(), form, moment)


def archival(drawn: bytes, form: Form, moment: datetime) -> bytes:
    """What was drawn as an archival file that says what it is."""
    with pikepdf.open(BytesIO(drawn)) as pdf:
        describe(pdf, plain_xmp(form.title, moment), title=form.title, moment=moment)
        return save(pdf)


class _SectionStart(Flowable):  # type: ignore[misc]  # the layout engine has no types
    """Takes no room; tells the canvas that a section begins on this page."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number

    @override
    def wrap(self, *_: object) -> tuple[float, float]:
        return 0, 0

    @override
    def draw(self) -> None:
        self.canv.section = self._number


class _NumberedCanvas(Canvas):  # type: ignore[misc]  # the layout engine has no types
    """Keeps every page until the last is known, then writes "page 2/3" on sections of several pages."""

    def __init__(self, *arguments: object, margin: float, running_head: str, **options: object) -> None:
        super().__init__(*arguments, **options)
        self.section = 0
        self._margin = margin
        self._running_head = running_head
        self._kept: list[dict[str, object]] = []

    @override
    def showPage(self) -> None:
        self._kept.append(dict(self.__dict__))
        self._startPage()

    @override
    def save(self) -> None:
        kept = self._kept
        sections = [page["section"] for page in kept]
        for place, page in enumerate(kept):
            self.__dict__.update(page)
            number = place - sections.index(page["section"]) + 1
            self._mark(number, sections.count(page["section"]))
            super().showPage()
        super().save()

    def _mark(self, number: int, pages: int) -> None:
        if pages == 1:
            return
        width, height = self._pagesize
        self.setFont(typefaces.ITALIC, _SMALL_PRINT)
        self.drawRightString(width - self._margin, self._margin * 0.55, f"Trang {number}/{pages}")
        if number > 1:
            self.drawString(self._margin, height - self._margin * 0.6, self._running_head)
