"""What counts as ink, and when a side is blank."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from pages_drawing import PAPER, Pixels, on_bed, sheet, text_page, write

from counter_app.domain.pages import FindingKind
from counter_app.scanner.pages.blank import blank_finding
from counter_app.scanner.pages.ink import find_ink, looks_like_card


def noisy(page: Pixels) -> Pixels:
    grain = np.random.default_rng(11).normal(0, 3, page.shape)
    return np.asarray(np.clip(page + grain, 0, 255), dtype=np.uint8)


def showing_through(share: float) -> Pixels:
    """An empty back with the front's lines mirrored, blurred and faint."""
    front = cv2.GaussianBlur(text_page()[:, ::-1].astype(np.float32), (0, 0), 1.0)
    return np.asarray(PAPER - (PAPER - front) * share, dtype=np.uint8)


@pytest.mark.parametrize("page", [sheet(), noisy(sheet()), noisy(showing_through(0.16)), noisy(sheet(level=190))])
def test_an_empty_back_is_blank(page: Pixels) -> None:
    finding = blank_finding(find_ink(page, 100, None))

    assert finding is not None
    assert finding.kind is FindingKind.BLANK


def test_the_holes_of_a_file_punch_are_no_ink() -> None:
    page = noisy(sheet())
    for down in (430, 745):
        cv2.circle(page, (40, down), 12, (20, 20, 20), -1)

    ink = find_ink(page, 100, None)

    assert blank_finding(ink) is not None


def test_a_solid_disc_in_the_middle_of_the_page_is_no_punch_hole() -> None:
    page = sheet()
    cv2.circle(page, (400, 600), 12, (20, 20, 20), -1)

    ink = find_ink(page, 100, None)

    assert blank_finding(ink) is None


def test_a_shadow_and_a_fold_are_no_ink() -> None:
    page = sheet().astype(np.float32)
    page *= np.linspace(1.0, 0.55, page.shape[1])[None, :, None]
    down = np.abs(np.arange(page.shape[0]) - 600)
    page *= (1 - 0.15 * np.exp(-((down / 4) ** 2)))[:, None, None]

    ink = find_ink(noisy(page.astype(np.uint8)), 100, None)

    assert blank_finding(ink) is not None


@pytest.mark.parametrize("level", [25, 150, 175])
def test_a_short_note_also_in_pencil_is_ink(level: int) -> None:
    page = sheet()
    write(page, 600, left=380, right=480)
    page = np.where(page < 100, level, page).astype(np.uint8)

    ink = find_ink(noisy(page), 100, None)

    assert blank_finding(ink) is None


@pytest.mark.parametrize("colour", [(60, 50, 200), (170, 60, 40), (60, 160, 60)])
def test_coloured_ink_counts_like_black(colour: tuple[int, int, int]) -> None:
    page = sheet()
    cv2.circle(page, (400, 600), 60, colour, 3)

    ink = find_ink(page, 100, None)

    assert ink.area_mm2 > 50


def test_rules_and_stamps_are_marks_but_no_letters() -> None:
    page = text_page()
    letters = find_ink(page, 100, None)
    cv2.line(page, (60, 1000), (760, 1000), (20, 20, 20), 2)
    cv2.circle(page, (600, 1050), 60, (40, 40, 200), 3)

    ink = find_ink(page, 100, None)

    assert ink.glyph_count == letters.glyph_count
    assert ink.area_mm2 > letters.area_mm2 + 50


def test_the_bed_around_the_paper_is_no_ink() -> None:
    picture = on_bed(sheet())
    on_paper = np.zeros(picture.shape[:2], dtype=np.uint8)
    on_paper[46:-46, 46:-46] = 255

    ink = find_ink(picture, 100, on_paper)

    assert blank_finding(ink) is not None


def test_a_card_on_an_empty_sheet_looks_like_one_and_a_page_of_text_does_not() -> None:
    card = sheet()
    cv2.rectangle(card, (200, 300), (537, 513), (120, 140, 120), 3)
    for line in range(4):
        write(card, 350 + line * 40, left=230, right=500)

    assert looks_like_card(find_ink(card, 100, None), 100)
    assert not looks_like_card(find_ink(text_page(), 100, None), 100)
    assert not looks_like_card(find_ink(sheet(), 100, None), 100)


@pytest.mark.parametrize(("size", "millimetres"), [(6, 2.0), (12, 4.0)])
def test_the_size_of_letters_is_told(size: int, millimetres: float) -> None:
    page = sheet()
    for number in range(12):
        write(page, 150 + number * 60, size=size)

    ink = find_ink(page, 100, None)

    assert ink.glyph_mm == pytest.approx(millimetres, rel=0.35)
