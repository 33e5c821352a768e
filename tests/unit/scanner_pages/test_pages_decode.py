"""Reading image files whoever made them."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from counter_app.domain.errors import CounterError, Damaged, InvalidInput
from counter_app.scanner.pages.decode import MAX_PIXELS, decode

PAGES = Path(__file__).parents[2] / "data" / "pages"


def encoded(image: Image.Image, name: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, name, **options)
    return file.getvalue()


def two_tone(mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> Image.Image:
    """Dark left half, light right half."""
    image = Image.new("L", size, 250)
    image.paste(10, (0, 0, size[0] // 2, size[1]))
    return image.convert(mode)


@pytest.mark.parametrize("name", ["JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF"])
def test_the_formats_that_scanners_and_phones_write_are_read(name: str) -> None:
    file = encoded(two_tone(), name)

    picture = decode(file)

    assert picture.pixels.shape == (40, 60, 3)
    assert picture.pixels[20, 10].max() < 40
    assert picture.pixels[20, 50].min() > 220


@pytest.mark.parametrize(
    ("mode", "name"),
    [("CMYK", "JPEG"), ("CMYK", "TIFF"), ("1", "TIFF"), ("P", "PNG"), ("LA", "PNG"), ("RGBA", "PNG")],
)
def test_every_colour_mode_comes_out_as_three_bytes_a_pixel(mode: str, name: str) -> None:
    file = encoded(two_tone(mode), name)

    picture = decode(file)

    assert picture.pixels.dtype == np.uint8
    assert picture.pixels[20, 10].max() < 40
    assert picture.pixels[20, 50].min() > 220


@pytest.mark.parametrize("mode", ["RGB", "P", "RGBA"])
def test_a_picture_that_is_decoded_in_strips_has_every_row_in_its_place(mode: str) -> None:
    rows = (np.arange(1300) // 10).astype(np.uint8)
    image = Image.fromarray(np.repeat(rows[:, None], 4, axis=1)).convert(mode)

    picture = decode(encoded(image, "PNG"))

    assert (picture.pixels == rows[:, None, None]).all()


def test_sixteen_bits_a_pixel_keep_their_brightness() -> None:
    deep = np.full((40, 60), 250 * 257, dtype=np.uint16)
    deep[:, :30] = 10 * 257
    file = encoded(Image.fromarray(deep), "PNG")

    picture = decode(file)

    assert picture.pixels[20, 10].max() == 10
    assert picture.pixels[20, 50].min() == 250


def test_transparent_parts_show_white_paper() -> None:
    file = encoded(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG")

    picture = decode(file)

    assert picture.pixels.min() == 255


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_cameras_orientation_tag_is_obeyed(orientation: int) -> None:
    upright = np.asarray(two_tone(size=(64, 48)).convert("L")).copy()
    upright[:10, 40:] = 128
    undo = {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.T,
        6: np.rot90(upright),
        7: np.rot90(upright, 2).T,
        8: np.rot90(upright, -1),
    }
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = encoded(Image.fromarray(np.ascontiguousarray(undo[orientation])), "PNG", exif=exif)

    picture = decode(file)

    assert np.array_equal(picture.pixels[:, :, 0], upright)


def test_an_animation_gives_its_first_frame() -> None:
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("white", "black", "red")]
    file = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])

    picture = decode(file)

    assert picture.pixels.min() == 255


def test_the_devices_word_on_resolution_wins_over_the_files() -> None:
    file = encoded(two_tone(), "JPEG", dpi=(96, 96))

    picture = decode(file, dpi_hint=300)

    assert picture.dpi == 300


def test_the_files_resolution_is_believed_when_the_paper_has_a_likely_size() -> None:
    file = encoded(two_tone(size=(1654, 2339)), "JPEG", dpi=(200, 200))

    picture = decode(file)

    assert picture.dpi == 200


@pytest.mark.parametrize("said", [1, 72, 96])
def test_a_resolution_that_would_make_the_paper_a_metre_long_is_not_believed(said: int) -> None:
    file = encoded(two_tone(size=(2480, 3508)), "JPEG", dpi=(said, said))

    picture = decode(file)

    assert picture.dpi is None
    assert picture.likely_dpi == 300


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.99])
@pytest.mark.parametrize("name", ["JPEG", "PNG", "TIFF", "WEBP", "BMP"])
def test_half_a_page_never_passes_as_a_page(name: str, kept: float) -> None:
    noisy = np.random.default_rng(3).integers(0, 255, (200, 150, 3), dtype=np.uint8)
    file = encoded(Image.fromarray(noisy), name)

    with pytest.raises(CounterError) as caught:
        decode(file[: int(len(file) * kept)])

    assert caught.value.code == "truncated_image"


@pytest.mark.parametrize(
    "file", [b"", b"\x00", b"Kinh gui: Uy ban nhan dan", b"%PDF-1.4\n1 0 obj", b"\xff\xd8\xff"]
)
def test_what_is_no_image_is_called_that(file: bytes) -> None:
    with pytest.raises(InvalidInput) as caught:
        decode(file)

    assert caught.value.code == "not_an_image"


@pytest.mark.parametrize("size", [(30_000, 10), (10, 30_000), (10_000, MAX_PIXELS // 10_000 + 1)])
def test_more_than_a_page_can_hold_is_refused_before_a_pixel_is_decoded(size: tuple[int, int]) -> None:
    file = encoded(Image.new("1", size, 1), "PNG")

    with pytest.raises(InvalidInput) as caught:
        decode(file)

    assert caught.value.code == "image_too_large"


def test_a_single_pixel_is_a_picture() -> None:
    file = encoded(Image.new("RGB", (1, 1), "white"), "PNG")

    picture = decode(file)

    assert picture.pixels.shape == (1, 1, 3)


def test_a_thumbnails_end_inside_the_file_does_not_hide_that_the_page_breaks_off() -> None:
    scan = (PAGES / "form_on_bed.jpg").read_bytes()
    thumbnail = encoded(two_tone(), "JPEG")
    marker = b"\xff\xe5" + (len(thumbnail) + 2).to_bytes(2, "big") + thumbnail
    file = scan[:2] + marker + scan[2 : len(scan) // 2]

    with pytest.raises(Damaged) as caught:
        decode(file)

    assert caught.value.code == "truncated_image"
