"""Pages for the eye: even light, true colours; and for the text engine: print alone."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from pages_drawing import INK, Pixels, sheet, text_page, write

from counter_app.scanner.pages.clean import PAPER_LEVEL, clean
from counter_app.scanner.pages.jpeg import jpeg_pixels, page_jpeg, thumbnail_jpeg
from counter_app.scanner.pages.unclutter import print_only

DPI = 100.0


def shaded(page: Pixels, to: float) -> Pixels:
    fall = np.linspace(1.0, to, page.shape[1])[None, :, None]
    return np.asarray(page * fall, dtype=np.uint8)


def at_200_dpi(page: Pixels) -> Pixels:
    return np.asarray(cv2.resize(page, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def test_light_that_falls_off_becomes_even() -> None:
    page = clean(shaded(text_page(), 0.6), DPI)

    paper = np.median(page.reshape(-1, 3), axis=0)
    left, right = np.median(page[:, 10:60]), np.median(page[:, -60:-10])
    assert paper.min() > 240
    assert abs(left - right) <= 2


def test_ink_stays_dark_where_it_was() -> None:
    raw = text_page()

    page = clean(shaded(raw, 0.7), DPI)

    assert page[raw[:, :, 1] <= INK].max() < 90


def test_noise_of_the_paper_becomes_one_level() -> None:
    grain = np.random.default_rng(2).normal(0, 3, (1169, 827, 3))
    raw = np.clip(sheet() + grain, 0, 255).astype(np.uint8)

    page = clean(raw, DPI)

    assert float((page == page[600, 400]).all(axis=2).mean()) > 0.98


def test_a_photo_on_a_form_keeps_its_tones() -> None:
    raw = text_page()
    wall = np.linspace(205, 160, 160)[:, None, None] * np.array([1.0, 0.97, 0.93])
    raw[900:1060, 100:220] = wall.astype(np.uint8)
    raw[960:1060, 130:190] = (130, 160, 205)

    page = clean(raw, DPI)

    scale = PAPER_LEVEL / 245
    assert np.abs(page[920:940, 110:120] / scale - raw[920:940, 110:120]).max() < 14
    assert np.abs(page[1000, 160] / scale - raw[1000, 160]).max() < 14


def test_a_red_seal_stays_red_for_the_eye() -> None:
    raw = text_page()
    cv2.circle(raw, (600, 1000), 60, (50, 45, 200), 4)

    page = clean(shaded(raw, 0.7), DPI)

    blue, green, red = (int(part) for part in page[1000, 540])
    assert red > 170
    assert max(blue, green) < 90


@pytest.mark.parametrize("tint", [(235, 215, 250), (205, 240, 215), (190, 235, 245)])
def test_coloured_paper_keeps_its_colour(tint: tuple[int, int, int]) -> None:
    raw = text_page()
    raw[raw[:, :, 1] > 200] = tint

    page = clean(raw, DPI)

    paper = np.median(page.reshape(-1, 3), axis=0)
    assert paper / paper.max() == pytest.approx(np.array(tint) / max(tint), abs=0.02)


def test_what_lies_outside_the_paper_becomes_paper() -> None:
    raw = text_page()
    raw[:, :30] = 40
    outline = np.array([[30, 0], [826, 0], [826, 1168], [30, 1168]], dtype=np.float32)

    page = clean(raw, DPI, outline)

    assert page[:, :25].min() > 230


def test_table_rules_are_no_print_and_tell_the_cells() -> None:
    page = sheet()
    for down in (200, 260, 320):
        cv2.line(page, (100, down), (700, down), (INK,) * 3, 1)
    for across in (100, 300, 700):
        cv2.line(page, (across, 200), (across, 320), (INK,) * 3, 1)
    write(page, 235, left=120, right=280)
    write(page, 295, left=320, right=680)
    with_rules = at_200_dpi(page)

    grey, tables = print_only(with_rules, 200)

    assert len(tables) == 1
    assert len(tables[0].columns) == len(tables[0].rows) == 3
    assert grey[400:640, 198:203].min() > 200
    assert grey[518:523, 210:1390].min() > 200
    assert grey[440:472, 240:560].min() < 60


def test_pieces_of_a_broken_rule_go_too() -> None:
    page = sheet()
    for down in (200, 260, 320, 380):
        cv2.line(page, (100, down), (700, down), (INK,) * 3, 1)
    for across in (100, 300, 700):
        cv2.line(page, (across, 200), (across, 380), (INK,) * 3, 1)
    for down in range(205, 255, 9):
        page[down : down + 4, 295:306] = 245

    grey, _ = print_only(at_200_dpi(page), 200)

    assert grey[420:500, 590:612].min() > 200


def test_dotted_lines_go_and_full_stops_stay() -> None:
    page = sheet()
    write(page, 300, left=80, right=400)
    page[298:300, 404:406] = INK
    for across in range(430, 740, 5):
        page[298:300, across : across + 2] = INK

    grey, _ = print_only(at_200_dpi(page), 200)

    assert grey[590:602, 870:1480].min() > 200
    assert grey[594:602, 806:814].min() < 120


def test_a_forms_dots_go_below_words_and_the_marks_of_letters_between_them_stay() -> None:
    page = at_200_dpi(sheet())
    for across in range(200, 1400, 9):
        page[700:703, across : across + 3] = INK
    for left in (500, 640, 780):
        cv2.rectangle(page, (left, 670), (left + 60, 692), (INK,) * 3, 3)
    page[699:704, 529:534] = INK
    page[699:704, 810:815] = INK

    grey, _ = print_only(page, 200)

    marks = np.zeros(grey.shape, dtype=bool)
    marks[696:707, 524:539] = marks[696:707, 805:820] = True
    assert grey[~marks & (np.arange(grey.shape[0]) > 694)[:, None]].min() > 200
    assert grey[699:704, 529:534].max() < 120
    assert grey[699:704, 810:815].max() < 120


def test_print_loses_no_stroke_where_there_is_no_rule() -> None:
    page = at_200_dpi(text_page())

    grey, tables = print_only(page, 200)

    expected = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    assert tables == ()
    assert not ((expected < 120) & (grey > 160)).any()


@pytest.mark.parametrize("pen", [(50, 45, 205), (170, 60, 35)])
def test_a_seal_or_a_pen_goes_and_black_print_under_it_stays(pen: tuple[int, int, int]) -> None:
    page = at_200_dpi(text_page())
    print_alone = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    crossed = page.astype(np.float32)
    layer = np.zeros(page.shape[:2], dtype=np.uint8)
    cv2.circle(layer, (800, 700), 130, 255, 12)
    crossed[layer > 0] *= np.array(pen) / 255

    grey, _ = print_only(crossed.astype(np.uint8), 200)

    ring = layer > 0
    assert grey[ring & (print_alone > 230)].mean() > 225
    assert grey[ring & (print_alone < 60)].max() < 140


def test_red_print_is_print() -> None:
    page = sheet()
    write(page, 300)
    page[page[:, :, 1] == INK] = (40, 40, 190)

    grey, _ = print_only(at_200_dpi(page), 200)

    assert grey[560:602, 160:1480].min() < 130


def test_a_page_file_says_its_size_and_resolution() -> None:
    file = page_jpeg(text_page(), 300)

    assert jpeg_pixels(file).shape == (1169, 827, 3)
    assert file[:2] == b"\xff\xd8"
    assert file[6:11] == b"JFIF\x00"
    assert file[13:18] == b"\x01\x01\x2c\x01\x2c"


def test_a_thumbnail_is_at_most_320_pixels_and_never_enlarged() -> None:
    assert max(jpeg_pixels(thumbnail_jpeg(text_page())).shape) == 320
    assert jpeg_pixels(thumbnail_jpeg(text_page()[:100, :50].copy())).shape == (100, 50, 3)
