"""What the clerk's signature looks like: a thin frame with the name and the time of scanning in it.

The letters are a subset of the slips' typeface as a *simple* TrueType font. PDF/A-1 wants a ``CIDSet`` with
every subset of a composite font, which signing libraries leave out; a simple font needs none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pyhanko.pdf_utils import generic, layout
from pyhanko.pdf_utils.content import ResourceType
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp.base import BaseStamp, BaseStampStyle
from reportlab.pdfbase.ttfonts import TTFError, TTFontFile
from typing_extensions import override

from counter_app.domain.errors import NotFound

_LARGEST_SIZE = 9.5
_PADDING = 3.0
_LEADING = 1.25
_FRAME_WIDTH = 0.6
_INK = "0 0.2 0.6"  # the blue of a pen, as on paper
_SYMBOLIC, _NONSYMBOLIC = 4, 32
_FIRST_CODE = 1


def signature_lines(name: str, when: datetime) -> tuple[str, str]:
    """Name and time of scanning, ISO 8601 order of the clock with the offset of Viet Nam."""
    offset = when.strftime("%z")
    return (f"Người số hóa: {name}", f"Thời gian: {when:%d/%m/%Y %H:%M:%S} {offset[:3]}:{offset[3:5]}")


def agency_lines(name: str, when: datetime) -> tuple[str, str]:
    """The agency's name and the time of signing (Decree 30/2020/NĐ-CP, annex I)."""
    return (f"Cơ quan: {name}", signature_lines(name, when)[1].replace("Thời gian", "Thời gian ký"))


class Lettering:
    """A typeface to take letters from; the file is read once."""

    def __init__(self, file: Path) -> None:
        """Read the typeface.

        Raises:
            NotFound: The file is not there or is no TrueType font.
        """
        try:
            self._face = TTFontFile(file)
        except (TTFError, OSError) as error:
            raise NotFound("font_missing", file=file.name) from error

    def width(self, text: str, size: float) -> float:
        return sum(self._advance(letter) for letter in text) * size / 1000

    def _advance(self, letter: str) -> float:
        return float(self._face.charWidths.get(ord(letter), self._face.defaultWidth))

    def codes(self, lines: Sequence[str]) -> dict[str, int]:
        """A one-byte code for every letter of the lines; letters beyond what fits are left out."""
        letters = sorted({letter for line in lines for letter in line})
        return {letter: code for code, letter in enumerate(letters[: 255 - _FIRST_CODE], start=_FIRST_CODE)}

    def font(self, codes: dict[str, int], writer: BasePdfFileWriter) -> generic.IndirectObject:
        """The subset with these letters, added to the file."""
        face = self._face
        by_code = [0] * _FIRST_CODE + [ord(letter) for letter in codes]
        outlines = generic.StreamObject(stream_data=face.makeSubset(by_code))
        outlines[pdf_name("/Length1")] = generic.NumberObject(len(outlines.data))
        outlines.compress()
        name = pdf_name("/" + "CLERKS+" + face.name.decode("ascii"))
        descriptor = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/FontDescriptor"),
                pdf_name("/FontName"): name,
                pdf_name("/Flags"): generic.NumberObject(face.flags & ~_NONSYMBOLIC | _SYMBOLIC),
                pdf_name("/FontBBox"): _numbers(face.bbox),
                pdf_name("/ItalicAngle"): generic.FloatObject(face.italicAngle),
                pdf_name("/Ascent"): generic.FloatObject(face.ascent),
                pdf_name("/Descent"): generic.FloatObject(face.descent),
                pdf_name("/CapHeight"): generic.FloatObject(face.capHeight),
                pdf_name("/StemV"): generic.FloatObject(face.stemV),
                pdf_name("/FontFile2"): writer.add_object(outlines),
            }
        )
        font = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Font"),
                pdf_name("/Subtype"): pdf_name("/TrueType"),
                pdf_name("/BaseFont"): name,
                pdf_name("/FirstChar"): generic.NumberObject(_FIRST_CODE),
                pdf_name("/LastChar"): generic.NumberObject(_FIRST_CODE + len(codes) - 1),
                pdf_name("/Widths"): _numbers([self._advance(letter) for letter in codes]),
                pdf_name("/FontDescriptor"): writer.add_object(descriptor),
                pdf_name("/ToUnicode"): writer.add_object(_to_unicode(codes)),
            }
        )
        return writer.add_object(font)


def _numbers(values: Sequence[float]) -> generic.ArrayObject:
    return generic.ArrayObject([generic.FloatObject(round(value, 3)) for value in values])


def _to_unicode(codes: dict[str, int]) -> generic.StreamObject:
    entries = [f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items()]
    blocks = [entries[start : start + 100] for start in range(0, len(entries), 100)]
    told = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <00> <ff> endcodespacerange",
        *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks),
        "endcmap CMapName currentdict /CMap defineresource pop end end",
    ]
    stream = generic.StreamObject(stream_data="\n".join(told).encode("ascii"))
    stream.compress()
    return stream


@dataclass(frozen=True)
class ClerkStamp(BaseStampStyle):
    """The look, given to the signing library; ``lines`` are shown one below the other.

    On a page that readers turn clockwise by ``turned_deg``, the mark is drawn turned the other way: it is upright
    for whoever looks at the page.
    """

    lettering: Lettering = field(kw_only=True)
    lines: tuple[str, ...] = field(kw_only=True)
    turned_deg: int = field(default=0, kw_only=True)

    @override
    def create_stamp(
        self, writer: BasePdfFileWriter, box: layout.BoxConstraints, text_params: dict[str, str]
    ) -> BaseStamp:
        return _Appearance(writer, self, box)


class _Appearance(BaseStamp):
    def __init__(self, writer: BasePdfFileWriter, stamp: ClerkStamp, box: layout.BoxConstraints) -> None:
        super().__init__(writer, stamp, box)
        self._file = writer
        self._lettering = stamp.lettering
        self._lines = stamp.lines
        self._turned_deg = stamp.turned_deg

    @override
    def render(self) -> bytes:
        codes = self._lettering.codes(self._lines)
        self.set_resource(ResourceType.FONT, pdf_name("/T"), self._lettering.font(codes, self._file))
        box_width, box_height = float(self.box.width), float(self.box.height)
        lies_across = self._turned_deg in {90, 270}
        width, height = (box_height, box_width) if lies_across else (box_width, box_height)
        size = self._size(width - 2 * _PADDING, height - 2 * _PADDING)
        top = (height + (len(self._lines) - 1) * size * _LEADING) / 2 - size * 0.32
        inner = _FRAME_WIDTH / 2
        operators = [
            f"q {_turned_back(self._turned_deg, box_width, box_height)}{_INK} RG {_INK} rg {_FRAME_WIDTH} w",
            f"{inner} {inner} {width - 2 * inner:.3f} {height - 2 * inner:.3f} re S",
            f"BT /T {size:.3f} Tf {size * _LEADING:.3f} TL {_PADDING} {top:.3f} Td",
        ]
        operators += [
            f"<{bytes(codes[letter] for letter in line if letter in codes).hex()}> Tj T*" for line in self._lines
        ]
        operators.append("ET Q")
        return "\n".join(operators).encode("ascii")

    def _size(self, width: float, height: float) -> float:
        """The largest size in which every line fits the frame."""
        widest = max(self._lettering.width(line, 1.0) for line in self._lines)
        return min(_LARGEST_SIZE, width / widest, height / (len(self._lines) * _LEADING))


def _turned_back(turned_deg: int, width: float, height: float) -> str:
    """The operator that turns what follows against the page's turn, within a box of this size on the page."""
    match turned_deg:
        case 90:
            return f"0 1 -1 0 {width:.3f} 0 cm "
        case 180:
            return f"-1 0 0 -1 {width:.3f} {height:.3f} cm "
        case 270:
            return f"0 -1 1 0 0 {height:.3f} cm "
        case _:
            return ""
