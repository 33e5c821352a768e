"""The sRGB colour profile that every PDF/A of ours names as its output intent, built from the numbers.

PDF/A-1 accepts profiles of ICC version 2 only, and those that colour libraries make today are version 4.
The profile is a function without input: the same bytes on every machine, nothing to license, nothing to
ship.
"""

from __future__ import annotations

import struct
from functools import cache

_CURVE_POINTS = 1024
_CREATED = (2025, 1, 1, 0, 0, 0)
_PCS_ILLUMINANT_D50 = (0.9642, 1.0, 0.8249)

# Red, green and blue of IEC 61966-2-1, adapted from D65 to the D50 of the connection space (Bradford).
_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_WHITE_POINT_D65 = (0.95047, 1.0, 1.08883)


@cache
def srgb_profile() -> bytes:
    """A three-component display profile of ICC version 2.1 for sRGB."""
    curve = _curve()
    elements = [
        (b"desc", _description("sRGB IEC61966-2.1")),
        (b"cprt", b"text\0\0\0\0No copyright, use freely\0"),
        (b"wtpt", _xyz(_WHITE_POINT_D65)),
        *((name, _xyz(value)) for name, value in _PRIMARIES.items()),
        (b"rTRC", curve),
        (b"gTRC", curve),
        (b"bTRC", curve),
    ]
    directory, body = _lay_out(elements)
    size = 128 + len(directory) + len(body)
    return _header(size) + directory + body


def _header(size: int) -> bytes:
    head = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H4s", *_CREATED, b"acsp")
    head += b"\0" * 28  # platform, flags, device, attributes, intent: nothing to say
    head += b"".join(map(_fixed, _PCS_ILLUMINANT_D50))
    return head.ljust(128, b"\0")


def _lay_out(elements: list[tuple[bytes, bytes]]) -> tuple[bytes, bytes]:
    """The tag directory and the elements behind it; equal elements are stored once."""
    start = 128 + 4 + 12 * len(elements)
    directory = struct.pack(">I", len(elements))
    body = b""
    places: dict[bytes, int] = {}
    for name, element in elements:
        if element not in places:
            places[element] = start + len(body)
            body += element + b"\0" * (-len(element) % 4)
        directory += struct.pack(">4sII", name, places[element], len(element))
    return directory, body


def _description(text: str) -> bytes:
    line = text.encode("ascii") + b"\0"
    no_unicode_no_script = b"\0" * (4 + 4 + 2 + 1 + 67)
    return b"desc\0\0\0\0" + struct.pack(">I", len(line)) + line + no_unicode_no_script


def _xyz(value: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(map(_fixed, value))


def _fixed(number: float) -> bytes:
    return struct.pack(">i", round(number * 65536))


def _curve() -> bytes:
    points = [round(65535 * _linear(index / (_CURVE_POINTS - 1))) for index in range(_CURVE_POINTS)]
    return b"curv\0\0\0\0" + struct.pack(f">I{_CURVE_POINTS}H", _CURVE_POINTS, *points)


def _linear(encoded: float) -> float:
    if encoded <= 0.04045:  # noqa: PLR2004 - the numbers of IEC 61966-2-1
        return encoded / 12.92
    return float(((encoded + 0.055) / 1.055) ** 2.4)
