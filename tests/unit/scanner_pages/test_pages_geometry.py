"""How a page lay: its paper, its angle, which way up it is, and the way back."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages_drawing import PAPER, glyphs_of, on_bed, sheet, text_page, turned, write

from counter_app.domain.pages import Box
from counter_app.scanner.pages.crop import find_paper, flattening
from counter_app.scanner.pages.deskew import slope_of
from counter_app.scanner.pages.geometry import laid, moved_box, planned, surveyed
from counter_app.scanner.pages.ink import find_ink
from counter_app.scanner.pages.orient import head_lean, lie_of
from counter_app.scanner.pages.raster import moved, quarter_turned_back


@pytest.mark.parametrize("degrees", [-18.0, -7.5, -3.84, -0.3, 0.0, 0.06, 1.29, 4.0, 12.0])
def test_the_slope_of_text_is_found_to_a_twentieth_of_a_degree(degrees: float) -> None:
    glyphs = glyphs_of(turned(text_page(), degrees))

    slope = slope_of(glyphs)

    assert slope.is_clear
    assert slope.degrees == pytest.approx(degrees, abs=0.06)


def test_specks_have_no_slope() -> None:
    chance = np.random.default_rng(5)
    glyphs = np.zeros((1169, 827), dtype=np.uint8)
    glyphs[chance.integers(0, 1169, 600), chance.integers(0, 827, 600)] = 255

    slope = slope_of(glyphs)

    assert not slope.is_clear


def test_lines_lean_towards_their_marks_and_the_other_way_when_they_stand_on_their_head() -> None:
    upright = glyphs_of(text_page())
    upside_down = np.ascontiguousarray(np.rot90(upright, 2))

    lean, votes = head_lean(upright, 0.0)
    opposite, _ = head_lean(upside_down, 0.0)

    assert votes >= 20
    assert lean > 0.3
    assert opposite < -0.3


@pytest.mark.parametrize("quarter", [0, 90, 180, 270])
@pytest.mark.parametrize("skew", [-2.0, 0.0, 3.0])
def test_a_page_of_text_says_how_it_lay(quarter: int, skew: float) -> None:
    page = np.ascontiguousarray(np.rot90(turned(text_page(), skew), -quarter // 90))

    lie = lie_of(glyphs_of(page))

    assert lie.is_sure
    assert lie.turned_deg == quarter
    assert lie.slope.degrees == pytest.approx(skew, abs=0.06)


def test_a_page_number_alone_does_not_turn_the_page() -> None:
    page = sheet()
    write(page, 1100, left=400, right=430)

    lie = lie_of(glyphs_of(page))

    assert (lie.turned_deg, lie.is_sure) == (0, False)


@pytest.mark.parametrize("degrees", [0.0, 2.5, -4.0])
def test_paper_is_found_on_a_dark_bed(degrees: float) -> None:
    picture = on_bed(text_page(), degrees)

    paper = find_paper(picture, 100)

    assert paper is not None
    assert paper.corners is None
    area = float(cv2.contourArea(paper.outline))
    assert area == pytest.approx(827 * 1169, rel=0.01)


def test_a_strip_of_bed_narrower_than_a_letter_gap_is_still_bed() -> None:
    picture = on_bed(text_page(), rim=8)

    paper = find_paper(picture, 100)

    assert paper is not None
    assert float(cv2.contourArea(paper.outline)) == pytest.approx(827 * 1169, rel=0.01)


@pytest.mark.parametrize("picture", [sheet(), text_page(), sheet(level=120), sheet(level=0)])
def test_nothing_is_cut_where_no_bed_shows(picture: np.ndarray) -> None:
    paper = find_paper(picture, 100)

    assert paper is None


def test_a_photo_on_the_page_is_no_bed() -> None:
    page = text_page()
    page[900:1100, 300:500] = 30

    paper = find_paper(page, 100)

    assert paper is None


def test_paper_photographed_at_a_slant_is_laid_flat() -> None:
    page = text_page()
    seen = np.array([[90, 60], [830, 100], [900, 1230], [40, 1180]], dtype=np.float32)
    from_page = np.array([[0, 0], [827, 0], [827, 1169], [0, 1169]], dtype=np.float32)
    slant = cv2.getPerspectiveTransform(from_page, seen)
    picture = np.asarray(cv2.warpPerspective(page, slant, (960, 1290), borderValue=(35, 35, 35)), dtype=np.uint8)

    paper = find_paper(picture, 100)

    assert paper is not None
    assert paper.corners is not None
    assert np.abs(paper.corners - seen).max() < 4
    matrix, width, height = flattening(paper.corners, picture.shape[1], picture.shape[0])
    assert np.abs(moved(seen, matrix) - [[0, 0], [width, 0], [width, height], [0, height]]).max() < 6


def _seen(
    size_mm: tuple[float, float], tilt_deg: float, turn_deg: float, focus: float = 0.75
) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Corners of a sheet in the picture (1200 x 1600) of a phone that is tilted and turned above it."""
    wide, high = size_mm
    sheet_mm = np.array([[-wide, -high, 0], [wide, -high, 0], [wide, high, 0], [-wide, high, 0]]) / 2
    tilt, turn = np.deg2rad([tilt_deg, turn_deg])
    about_x = np.array([[1, 0, 0], [0, np.cos(tilt), -np.sin(tilt)], [0, np.sin(tilt), np.cos(tilt)]])
    about_y = np.array([[np.cos(turn), 0, np.sin(turn)], [0, 1, 0], [-np.sin(turn), 0, np.cos(turn)]])
    there = sheet_mm @ (about_x @ about_y).T + [0, 0, 1.4 * max(size_mm)]
    return np.asarray(there[:, :2] / there[:, 2:] * focus * 1600 + [600, 800], dtype=np.float32)


@pytest.mark.parametrize("size_mm", [(210.0, 297.0), (148.0, 210.0), (85.6, 53.98), (297.0, 210.0)])
@pytest.mark.parametrize("tilt_deg", [10, 30, 45])
@pytest.mark.parametrize("turn_deg", [0, 12])
def test_paper_photographed_steeply_gets_its_own_shape_back(
    size_mm: tuple[float, float], tilt_deg: float, turn_deg: float
) -> None:
    seen = _seen(size_mm, tilt_deg, turn_deg)

    _, width, height = flattening(seen, 1200, 1600)

    assert width / height == pytest.approx(size_mm[0] / size_mm[1], rel=0.01)


def test_a_sheet_of_no_usual_shape_keeps_its_own() -> None:
    seen = _seen((90.0, 270.0), 35, 10)

    _, width, height = flattening(seen, 1200, 1600)

    assert width / height == pytest.approx(1 / 3, rel=0.02)


def test_paper_seen_by_a_longer_lens_gets_its_shape_back_too() -> None:
    seen = _seen((90.0, 270.0), 35, 20, focus=1.5)

    _, width, height = flattening(seen, 1200, 1600)

    assert width / height == pytest.approx(1 / 3, rel=0.02)


@pytest.mark.parametrize("quarter", [0, 90, 180, 270])
def test_the_plan_brings_a_crooked_page_upright_level_and_cut_to_size(quarter: int) -> None:
    raw = np.ascontiguousarray(np.rot90(on_bed(text_page(), 3.0), -quarter // 90))
    paper = find_paper(raw, 100)
    survey = surveyed(raw, raw, 100, paper)
    ink = find_ink(raw, 100, survey.on_paper(1.5))

    plan = planned(survey, ink, lie_of(ink.glyphs))
    page = laid(raw, plan)

    assert (plan.width, plan.height) == pytest.approx((827, 1169), abs=8)
    assert slope_of(glyphs_of(page)).degrees == pytest.approx(0.0, abs=0.06)
    assert lie_of(glyphs_of(page[10:-10, 10:-10].copy())).turned_deg == 0


def test_a_page_that_lay_straight_keeps_every_pixel() -> None:
    raw = text_page()
    survey = surveyed(raw, raw, 100, None)
    ink = find_ink(raw, 100, None)

    page = laid(raw, planned(survey, ink, lie_of(ink.glyphs)))

    assert np.array_equal(page, raw)


def test_ink_in_the_corner_is_kept_when_a_page_without_bed_is_levelled() -> None:
    raw = text_page()
    write(raw, 20, left=2, right=60)
    raw = turned(raw, 4.0)
    survey = surveyed(raw, raw, 100, None)
    ink = find_ink(raw, 100, None)

    plan = planned(survey, ink, lie_of(ink.glyphs))

    corners = moved(np.asarray(cv2.findNonZero(ink.marks), dtype=np.float32).reshape(-1, 2), plan.matrix)
    assert corners.min() >= 0
    assert (corners.max(axis=0) <= (plan.width, plan.height)).all()


@given(
    left=st.integers(0, 400),
    top=st.integers(0, 600),
    width=st.integers(1, 400),
    height=st.integers(1, 500),
    quarter=st.sampled_from([0, 90, 180, 270]),
)
def test_four_quarter_turns_bring_a_box_back(left: int, top: int, width: int, height: int, quarter: int) -> None:
    box = Box(left, top, width, height)

    there = moved_box(box, quarter_turned_back(827, 1169, quarter))
    sides = (1169, 827) if quarter % 180 else (827, 1169)
    back = moved_box(there, quarter_turned_back(*sides, (360 - quarter) % 360))

    assert back == box


def test_the_margin_beyond_the_picture_goes_on_as_paper() -> None:
    raw = turned(text_page(), 2.0)
    survey = surveyed(raw, raw, 100, None)
    ink = find_ink(raw, 100, None)

    page = laid(raw, planned(survey, ink, lie_of(ink.glyphs)))

    assert page[0, 0].min() > PAPER - 10
    assert page[-1, -1].min() > PAPER - 10
