"""A TrueType font with one glyph that draws nothing: the ink of the invisible text layer.

Every character of the layer is shown with glyph 1, half an em wide and without an outline; which character
it stands for is said by the PDF's ToUnicode map alone. The font is built here from the tables that a PDF
viewer needs, so the same few hundred bytes come out everywhere.
"""

from __future__ import annotations

import struct
from functools import cache

NAME = "CounterGlyphless"
UNITS_PER_EM = 1000
ADVANCE = 500
ASCENT = 800
DESCENT = -200

_GLYPHS = 2
_EPOCH = 0  # the font knows no date: equal input gives equal bytes
_MAGIC = 0x5F0F3CF5
_CHECKSUM_OF_A_FONT = 0xB1B0AFBA


@cache
def font_file() -> bytes:
    """The font as a TrueType file, tables in the order of their names, check sums right."""
    tables = {
        b"OS/2": _os2(),
        b"cmap": _cmap(),
        b"glyf": b"\0\0\0\0",
        b"head": _head(0),
        b"hhea": _hhea(),
        b"hmtx": struct.pack(">HhHh", ADVANCE, 0, ADVANCE, 0),
        b"loca": struct.pack(f">{_GLYPHS + 1}H", *([0] * (_GLYPHS + 1))),
        b"maxp": struct.pack(">IH13H", 0x00010000, _GLYPHS, 0, 0, 0, 0, 1, *([0] * 8)),
        b"name": _name(),
        b"post": struct.pack(">IIhhIIIII", 0x00030000, 0, 0, 0, 1, 0, 0, 0, 0),
    }
    adjustment = (_CHECKSUM_OF_A_FONT - _checksum(_assemble(tables))) & 0xFFFFFFFF
    tables[b"head"] = _head(adjustment)
    return _assemble(tables)


def _assemble(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    search_range = 16 << power
    directory = struct.pack(">IHHHH", 0x00010000, count, search_range, power, 16 * count - search_range)
    offset = len(directory) + 16 * count
    body = b""
    for tag in sorted(tables):
        table = tables[tag]
        summed = _head(0) if tag == b"head" else table
        directory += struct.pack(">4sIII", tag, _checksum(summed), offset + len(body), len(table))
        body += table + b"\0" * (-len(table) % 4)
    return directory + body


def _checksum(table: bytes) -> int:
    padded = table + b"\0" * (-len(table) % 4)
    words = (int.from_bytes(padded[place : place + 4], "big") for place in range(0, len(padded), 4))
    return sum(words) & 0xFFFFFFFF


def _head(adjustment: int) -> bytes:
    identity = struct.pack(">IIIIHH", 0x00010000, 0x00010000, adjustment, _MAGIC, 0x0003, UNITS_PER_EM)
    dates = struct.pack(">QQ", _EPOCH, _EPOCH)
    box = struct.pack(">hhhh", 0, 0, 0, 0)
    return identity + dates + box + struct.pack(">HHhhh", 0, 8, 2, 0, 0)


def _hhea() -> bytes:
    sizes = struct.pack(">IhhhH", 0x00010000, ASCENT, DESCENT, 0, ADVANCE)
    return sizes + struct.pack(">11hH", 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, _GLYPHS)


def _cmap() -> bytes:
    """A Windows Unicode map with the one closing segment that the format demands."""
    segment = struct.pack(">HHHHH", 0xFFFF, 0, 0xFFFF, 1, 0)
    subtable = struct.pack(">HHHHHHH", 4, 14 + len(segment), 0, 2, 2, 0, 0) + segment
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + subtable


def _name() -> bytes:
    entries = ((1, NAME), (2, "Regular"), (4, NAME), (6, NAME))
    texts = [text.encode("utf-16-be") for _, text in entries]
    table = struct.pack(">HHH", 0, len(entries), 6 + 12 * len(entries))
    offset = 0
    for (identifier, _), text in zip(entries, texts, strict=True):
        table += struct.pack(">HHHHHH", 3, 1, 0x0409, identifier, len(text), offset)
        offset += len(text)
    return table + b"".join(texts)


def _os2() -> bytes:
    installable = 0
    start = struct.pack(">HhHHH", 1, ADVANCE, 400, 5, installable)
    scripts = struct.pack(">11h", *([0] * 11))
    panose_ranges_vendor = b"\0" * 10 + struct.pack(">IIII", 0, 0, 0, 0) + b"NONE"
    end = struct.pack(">HHHhhhHH", 0x40, 0, 0xFFFF, ASCENT, DESCENT, 0, ASCENT, -DESCENT)
    return start + scripts + panose_ranges_vendor + end + struct.pack(">II", 0, 0)
