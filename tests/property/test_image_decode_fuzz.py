"""Whatever bytes a picture has, decoding gives pixels with a believable resolution, or one of three reasons."""

from __future__ import annotations

import io
import logging

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from counter_app.domain.errors import CounterError
from counter_app.scanner.pages.decode import Picture, decode

KNOWN = {"not_an_image", "truncated_image", "image_too_large"}
MODES = {
    "JPEG": ("RGB", "L", "CMYK"),
    "PNG": ("RGB", "RGBA", "L", "LA", "P", "1", "I;16"),
    "TIFF": ("RGB", "RGBA", "L", "CMYK", "1", "I;16", "F", "P"),
    "WEBP": ("RGB", "RGBA"),
    "BMP": ("RGB", "L", "P", "1"),
    "GIF": ("L", "P"),
}


@st.composite
def pictures(draw: st.DrawFn) -> bytes:
    """A whole file: any format, kind of pixels, size, resolution and orientation."""
    format_ = draw(st.sampled_from(sorted(MODES)))
    mode = draw(st.sampled_from(MODES[format_]))
    size = draw(st.tuples(st.integers(1, 70), st.integers(1, 70)))
    seed = draw(st.integers(0, 2**16))
    grey = Image.fromarray(np.random.default_rng(seed).integers(0, 256, size[::-1], dtype=np.uint8))
    if mode == "I;16":
        image = Image.fromarray(np.asarray(grey).astype(np.uint16) * 257)
    else:
        image = grey.convert("RGB").convert(mode) if mode in {"CMYK", "P", "RGBA"} else grey.convert(mode)
    options: dict[str, object] = {}
    if format_ in {"JPEG", "PNG", "TIFF"}:
        options["dpi"] = draw(st.sampled_from([(1, 1), (72, 72), (200, 200), (300, 600), (65_000, 1)]))
    if format_ in {"JPEG", "PNG", "WEBP"}:
        exif = Image.Exif()
        exif[0x0112] = draw(st.integers(0, 12))
        options["exif"] = exif
    file = io.BytesIO()
    image.save(file, format_, **options)
    return file.getvalue()


@st.composite
def broken(draw: st.DrawFn) -> bytes:
    """A picture with bytes changed, cut out, repeated or cut off."""
    content = bytearray(draw(pictures()))
    for _ in range(draw(st.integers(1, 8))):
        place = draw(st.integers(0, max(0, len(content) - 1)))
        match draw(st.sampled_from(["set", "extreme", "cut", "repeat", "end"])):
            case "set":
                content[place : place + 1] = bytes([draw(st.integers(0, 255))])
            case "extreme":
                content[place : place + 4] = draw(st.sampled_from([b"\xff" * 4, b"\0" * 4, b"\x7f\xff\xff\xff"]))
            case "cut":
                del content[place : place + draw(st.integers(1, 60))]
            case "repeat":
                content[place:place] = content[max(0, place - 100) : place]
            case _:
                del content[max(1, place) :]
    return bytes(content)


def told(file: bytes, hint: int | None) -> Picture | str:
    """The picture, or the reason why there is none; anything else is raised and fails the test."""
    try:
        return decode(file, hint)
    except CounterError as error:
        return error.code


def is_right(answer: Picture | str) -> bool:
    if isinstance(answer, str):
        return answer in KNOWN
    pixels = answer.pixels
    is_page = pixels.dtype == np.uint8 and pixels.ndim == 3 and pixels.shape[2] == 3 and pixels.size > 0
    return is_page and pixels.flags.c_contiguous and (answer.dpi is None or 60 <= answer.dpi <= 1200)


@pytest.fixture(autouse=True)
def quiet_pillow(caplog: pytest.LogCaptureFixture) -> None:
    """What Pillow logs about broken files is no news here."""
    caplog.set_level(logging.CRITICAL, logger="PIL")


PATIENT = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@pytest.mark.filterwarnings("ignore")  # decoders warn about what is broken: that is what it is
@settings(max_examples=60, **PATIENT)
@given(file=pictures(), hint=st.sampled_from([None, 200, 5, 9000]))
def test_every_whole_picture_is_decoded(file: bytes, hint: int | None) -> None:
    answer = told(file, hint)

    assert isinstance(answer, Picture)
    assert is_right(answer)


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=120, **PATIENT)
@given(file=broken() | st.binary(max_size=300))
def test_a_broken_picture_gives_pixels_or_a_known_reason(file: bytes) -> None:
    answer = told(file, None)

    assert is_right(answer)


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.filterwarnings("ignore")
@settings(max_examples=4_000, **PATIENT)
@given(file=broken() | st.binary(max_size=2000))
def test_thousands_of_broken_pictures_give_pixels_or_a_known_reason(file: bytes) -> None:
    answer = told(file, None)

    assert is_right(answer)
