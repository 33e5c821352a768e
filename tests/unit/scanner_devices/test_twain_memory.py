"""Pages that come in strips: put together whole, or refused."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from counter_app.scanner.drivers.twain_memory import (
    DAT_SETUPMEMXFER,
    RC_CANCEL,
    RC_SUCCESS,
    RC_XFERDONE,
    SetupMemory,
    Strip,
    take_in_strips,
)

MOST = 1_000_000
Play = Callable[[Strip, int], int]


def source(play: Play, wish: tuple[int, int, int] = (64, 4096, 128)) -> Callable[..., int]:
    """A source that says how large buffers are to be and plays its strips, each told its number."""
    strips = iter(range(100))

    def call(group: int, kind: int, buffer: Any, answers: tuple[int, ...]) -> int:  # noqa: ARG001
        if kind == DAT_SETUPMEMXFER:
            setup = ctypes.cast(buffer, ctypes.POINTER(SetupMemory)).contents
            setup.least, setup.most, setup.preferred = wish
            return RC_SUCCESS
        return play(ctypes.cast(buffer, ctypes.POINTER(Strip)).contents, next(strips))

    return call


def put(strip: Strip, rows: list[bytes], columns: int) -> None:
    content = b"".join(rows)
    assert len(content) <= strip.length
    ctypes.memmove(strip.memory, content, len(content))
    strip.columns, strip.rows, strip.bytes_per_row = columns, len(rows), len(rows[0])
    strip.bytes_written = len(content)


def test_strips_make_a_page_whatever_the_padding_of_rows() -> None:
    def play(strip: Strip, number: int) -> int:
        red = bytes([200 + number, 10, 20]) * 3 + b"pad"
        put(strip, [red] * (2 if number < 2 else 1), 3)
        return RC_SUCCESS if number < 2 else RC_XFERDONE

    page = take_in_strips(source(play), {"BitsPerPixel": 24}, MOST)

    assert page is not None
    with Image.open(io.BytesIO(page)) as image:
        assert (image.format, image.size, image.mode) == ("BMP", (3, 5), "RGB")
        assert [image.getpixel((2, row)) for row in (0, 2, 4)] == [(200, 10, 20), (201, 10, 20), (202, 10, 20)]


def test_a_cancel_at_the_device_gives_no_page() -> None:
    assert take_in_strips(source(lambda _strip, _number: RC_CANCEL), {"BitsPerPixel": 8}, MOST) is None


def compressed(strip: Strip, _number: int) -> int:
    put(strip, [b"12345678"], 8)
    strip.compression = 6
    return RC_XFERDONE


def longer_than_the_buffer(strip: Strip, _number: int) -> int:
    strip.rows, strip.bytes_per_row, strip.bytes_written = 1, 8, strip.length + 1
    return RC_XFERDONE


def narrower_all_at_once(strip: Strip, number: int) -> int:
    put(strip, [b"1" * (8 - number)], 8 - number)
    return RC_SUCCESS if number == 0 else RC_XFERDONE


def without_end(strip: Strip, _number: int) -> int:
    put(strip, [b"x" * 64], 64)
    return RC_SUCCESS


def empty(_strip: Strip, _number: int) -> int:
    return RC_XFERDONE


def empty_and_not_the_last(_strip: Strip, _number: int) -> int:
    return RC_SUCCESS


@pytest.mark.parametrize(
    "play",
    [compressed, longer_than_the_buffer, narrower_all_at_once, without_end, empty, empty_and_not_the_last],
    ids=lambda play: str(play.__name__),
)
def test_strips_that_make_no_page_are_refused(play: Play) -> None:
    with pytest.raises(ValueError, match=r".+"):
        take_in_strips(source(play), {"BitsPerPixel": 8}, 1000)


def test_an_unknown_depth_is_refused_before_anything_is_taken() -> None:
    with pytest.raises(ValueError, match="48 bits"):
        take_in_strips(source(empty), {"BitsPerPixel": 48}, MOST)
