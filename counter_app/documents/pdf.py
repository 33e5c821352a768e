"""The file of one scanned paper: PDF/A-1b with the scan as it is and the text that was read, invisible.

The JPEG goes in byte for byte, at its own resolution, so that a page printed from the file has the size of
the paper (Circular 01/2023/TT-VPCP Art. 8: PDF 1.4 or higher, colour, at least 200 dpi, scale 100 %).
Equal input gives equal bytes: the file's digest names it everywhere, and a repeated sealing changes nothing.

A page that the clerk turned by hand is turned by the page's own ``Rotate``: the image stays byte for byte what was
scanned, and the text stays where it was read. Turning the pixels instead would encode the page a second time.
"""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from counter_app.documents import glyphless
from counter_app.documents.archival import describe, save
from counter_app.documents.jpeg import JpegFrame, read_frame
from counter_app.documents.text_layer import Alphabet, text_operators, to_unicode
from counter_app.documents.xmp import paper_xmp
from counter_app.domain.errors import Damaged, InvalidInput
from counter_app.domain.paper_files import PaperMetadata, PaperPage

_POINTS_PER_INCH = 72
_NAMED_COLOUR = {1: Name.DeviceGray, 3: Name.DeviceRGB}
_FONT_SYMBOLIC = 4
_QUARTER_DEG = 90
_FULL_TURN_DEG = 360


def write_paper(pages: Sequence[PaperPage], about: PaperMetadata) -> bytes:
    """All pages of one paper, in the given order, as one searchable PDF/A-1b.

    Raises:
        InvalidInput: There is no page, or the time of scanning does not say its offset from UTC.
        Damaged: A page's image is broken or is not the one that was read.
    """
    if not pages:
        raise InvalidInput("paper_without_pages")
    if about.scanned_at.utcoffset() is None:
        raise InvalidInput("time_without_offset")
    frames = [_checked_frame(page, number) for number, page in enumerate(pages, start=1)]

    pdf = pikepdf.new()
    alphabet = Alphabet.of(line for page in pages for line in page.reading.lines)
    font = _text_font(pdf, alphabet)
    for page, frame in zip(pages, frames, strict=True):
        _add_page(pdf, page, frame, alphabet=alphabet, font=font)
    describe(pdf, paper_xmp(about, pages=len(pages)), title=about.paper_title, moment=about.scanned_at)
    return save(pdf)


def _checked_frame(page: PaperPage, number: int) -> JpegFrame:
    frame = read_frame(page.jpeg)
    reading = page.reading
    if (frame.width, frame.height) != (reading.width, reading.height):
        raise Damaged("page_image_mismatch", page=number)
    if reading.dpi <= 0:
        raise Damaged("resolution_unknown", page=number)
    if page.turned_deg % _QUARTER_DEG:
        raise ValueError("a page is turned by quarters")
    return frame


def _add_page(
    pdf: pikepdf.Pdf, page: PaperPage, frame: JpegFrame, *, alphabet: Alphabet, font: pikepdf.Object
) -> None:
    scale = _POINTS_PER_INCH / page.reading.dpi
    width, height = round(frame.width * scale, 4), round(frame.height * scale, 4)
    image = Stream(
        pdf,
        page.jpeg,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=frame.width,
        Height=frame.height,
        BitsPerComponent=8,
        ColorSpace=_NAMED_COLOUR[frame.components],
        Filter=Name.DCTDecode,
    )
    shows = f"q {width:.4f} 0 0 {height:.4f} 0 0 cm /Scan Do Q\n".encode("ascii")
    shows += text_operators(page.reading.lines, alphabet, page_height=frame.height, points_per_pixel=scale)
    resources = Dictionary(XObject=Dictionary(Scan=pdf.make_indirect(image)))
    if page.reading.lines:
        resources.Font = Dictionary(T=font)
    sheet = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, width, height]),
        Resources=resources,
        Contents=pdf.make_indirect(Stream(pdf, shows)),
    )
    if turned_deg := page.turned_deg % _FULL_TURN_DEG:
        sheet.Rotate = turned_deg
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(sheet)))


def _text_font(pdf: pikepdf.Pdf, alphabet: Alphabet) -> pikepdf.Object:
    """The glyphless font, embedded whole: every code shows glyph 1, ToUnicode says what it means."""
    to_glyph_one = b"\0\0" + b"\0\1" * len(alphabet.codes)
    outlines = Stream(pdf, glyphless.font_file(), Length1=len(glyphless.font_file()))
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/" + glyphless.NAME),
        Flags=_FONT_SYMBOLIC,
        FontBBox=Array([0, glyphless.DESCENT, glyphless.ADVANCE, glyphless.ASCENT]),
        ItalicAngle=0,
        Ascent=glyphless.ASCENT,
        Descent=glyphless.DESCENT,
        CapHeight=glyphless.ASCENT,
        StemV=80,
        FontFile2=pdf.make_indirect(outlines),
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/" + glyphless.NAME),
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=glyphless.ADVANCE,
        CIDToGIDMap=pdf.make_indirect(Stream(pdf, to_glyph_one)),
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/" + glyphless.NAME),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]),
        ToUnicode=pdf.make_indirect(Stream(pdf, to_unicode(alphabet))),
    )
    return pdf.make_indirect(font)
