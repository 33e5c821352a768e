"""Findings that a clerk can mend while the citizen is still there."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from pages_drawing import PAPER, Pixels, sheet, text_page

from counter_app.domain.pages import Box, Finding, FindingKind, Line, Word
from counter_app.scanner.pages.geometry import surveyed
from counter_app.scanner.pages.ink import find_ink
from counter_app.scanner.pages.quality import flat_end_finding, reading_findings, scan_findings, sharpness_of


def findings(page: Pixels, dpi: int = 200, sharpness: float | None = 0.6) -> list[FindingKind]:
    survey = surveyed(page, page, 100, None)
    return [finding.kind for finding in scan_findings(survey, find_ink(page, 100, None), dpi, sharpness)]


def lines(*texts: str, sure: float) -> tuple[Line, ...]:
    box = Box(0, 0, 100, 20)
    return tuple(Line((Word(text, box, sure),), box, (0, 20, 100, 20)) for text in texts)


def noisy(page: Pixels) -> Pixels:
    grain = np.random.default_rng(4).normal(0, 3, page.shape)
    return np.asarray(np.clip(page + grain, 0, 255), dtype=np.uint8)


def test_a_good_scan_has_no_findings() -> None:
    assert findings(text_page()) == []


def test_less_than_200_dpi_is_told_with_what_was_measured() -> None:
    page = text_page()

    found = scan_findings(surveyed(page, page, 100, None), find_ink(page, 100, None), 150, 0.6)

    assert found == [Finding(FindingKind.LOW_RESOLUTION, 150, 200)]


def test_a_dark_scan_is_told() -> None:
    assert findings((text_page() * 0.3).astype(np.uint8)) == [FindingKind.TOO_DARK]


def test_a_blurred_scan_is_told_and_an_empty_page_is_not_blurred() -> None:
    page = np.asarray(cv2.resize(text_page(), None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST), dtype=np.uint8)
    soft = np.asarray(cv2.GaussianBlur(page, (0, 0), 3.5), dtype=np.uint8)

    sharp, blurred, empty = sharpness_of(page, 200), sharpness_of(soft, 200), sharpness_of(sheet(), 200)

    assert sharp is not None
    assert sharp > 0.5
    assert FindingKind.BLURRED in findings(text_page(), sharpness=blurred)
    assert empty is None


def test_a_page_whose_text_runs_over_the_edge_is_cut_off() -> None:
    cut = text_page()[:, 110:].copy()

    assert findings(cut) == [FindingKind.CUT_OFF]


def test_slivers_of_the_bed_beside_slanted_paper_are_no_text_that_is_cut_off() -> None:
    page = text_page()
    for top in (100, 200, 300, 400):
        page[top : top + 26, :2] = 40

    assert findings(page) == []


@pytest.mark.parametrize("share", [0.1, 0.4, 0.9])
def test_a_picture_that_ends_in_one_even_colour_was_broken_off(share: float) -> None:
    page = noisy(text_page())
    page[-round(page.shape[0] * share) :] = 128

    finding = flat_end_finding(page)

    assert (finding is not None) == (share < 0.5)


def test_paper_that_is_even_because_a_program_made_it_is_not_broken_off() -> None:
    assert flat_end_finding(text_page()) is None
    assert flat_end_finding(sheet()) is None
    assert flat_end_finding(noisy(text_page())) is None


def test_letters_without_text_are_unread() -> None:
    assert [f.kind for f in reading_findings((), 0.0, glyph_count=300)] == [FindingKind.UNREAD]
    assert [f.kind for f in reading_findings(lines("xyz" * 80, sure=40.0), 40.0, 300)] == [FindingKind.UNREAD]


def test_a_page_that_was_read_well_or_has_no_letters_is_not_unread() -> None:
    assert reading_findings(lines("đọc được" * 40, sure=95.0), 95.0, glyph_count=300) == []
    assert reading_findings((), 0.0, glyph_count=3) == []


def test_the_brightness_is_that_of_the_paper_and_not_of_the_bed() -> None:
    page = cv2.copyMakeBorder(text_page(), 400, 400, 400, 400, cv2.BORDER_CONSTANT, value=(20, 20, 20))

    assert PAPER > 200
    assert FindingKind.TOO_DARK not in findings(np.asarray(page, dtype=np.uint8)[380:-380, 380:-380].copy())
