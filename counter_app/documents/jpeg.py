"""What a PDF has to know about a JPEG that it carries unchanged: size, components, and that it is whole."""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain.errors import Damaged

_START = b"\xff\xd8"
_END = b"\xff\xd9"
_START_OF_SCAN = 0xDA
_STAND_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class JpegFrame:
    """The frame header: pixels and number of colour components (1 grey, 3 colour)."""

    width: int
    height: int
    components: int


def read_frame(jpeg: bytes) -> JpegFrame:
    """The frame of a complete baseline or progressive JPEG of 8 bits.

    Raises:
        Damaged: It is no JPEG, it ends too early, or a PDF/A of ours could not carry it (CMYK, 12 bits).
    """
    if not jpeg.startswith(_START):
        raise Damaged("not_an_image")
    if not jpeg.rstrip(b"\0").endswith(_END):
        raise Damaged("truncated_image")
    segment = _frame_segment(jpeg)
    bits, height, width, components = (
        segment[0],
        int.from_bytes(segment[1:3], "big"),
        int.from_bytes(segment[3:5], "big"),
        segment[5],
    )
    if bits != 8 or components not in {1, 3} or not width or not height:  # noqa: PLR2004 - JPEG's own numbers
        raise Damaged("unsupported_image", bits=bits, components=components)
    return JpegFrame(width, height, components)


def _frame_segment(jpeg: bytes) -> bytes:
    position = len(_START)
    while position + 4 <= len(jpeg) and jpeg[position] == 0xFF:  # noqa: PLR2004 - begins every marker
        marker = jpeg[position + 1]
        if marker == 0xFF:  # noqa: PLR2004 - fill byte
            position += 1
            continue
        if marker in _STAND_ALONE:
            position += 2
            continue
        length = int.from_bytes(jpeg[position + 2 : position + 4], "big")
        segment = jpeg[position + 4 : position + 2 + length]
        if marker in _FRAMES and len(segment) >= 6:  # noqa: PLR2004 - up to the component count
            return segment
        if marker == _START_OF_SCAN:
            break
        position += 2 + length
    raise Damaged("not_an_image")
