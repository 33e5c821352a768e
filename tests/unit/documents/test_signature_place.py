"""The clerk's signature stands at the top left and covers nothing that is on the paper."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from counter_app.documents.signature_place import Place, find_place
from counter_app.domain.errors import Damaged
from counter_app.domain.pages import Box, Line, Word
from tests.rigs import sample_pages

_DPI = 100
_WIDTH, _HEIGHT = 827, 1169
_PIXELS_PER_MM = _DPI / 25.4

Rectangle = tuple[float, float, float, float]


def _paper(*inked: Rectangle, colour: str = "#202020") -> bytes:
    """A sheet with rectangles of ink: left, top, width, height in millimetres."""
    image = Image.new("RGB", (_WIDTH, _HEIGHT), "#f8f8f2")
    draw = ImageDraw.Draw(image)
    for left, top, width, height in inked:
        corners = (left, top, left + width, top + height)
        draw.rectangle([round(edge * _PIXELS_PER_MM) for edge in corners], fill=colour)
    encoded = BytesIO()
    image.save(encoded, "JPEG", quality=80)
    return encoded.getvalue()


def _read(left: float, top: float, width: float, height: float) -> Line:
    """A line that was read there, in millimetres."""
    box = Box(*(round(edge * _PIXELS_PER_MM) for edge in (left, top, width, height)))
    return Line((Word("chữ", box, 90.0),), box, (box.left, box.top + box.height, box.left + box.width, box.top))


def _overlap(place: Place, inked: Rectangle) -> bool:
    left, top, width, height = inked
    return (
        place.left < left + width
        and left < place.left + place.width
        and place.top < top + height
        and top < place.top + place.height
    )


def test_on_empty_paper_it_stands_in_the_corner() -> None:
    place = find_place(_paper(), [], dpi=_DPI)

    assert (place.left, place.top) == (4.0, 4.0)


def test_agency_and_motto_are_not_covered() -> None:
    agency, motto = (20.0, 14.0, 60.0, 12.0), (95.0, 12.0, 90.0, 14.0)

    place = find_place(_paper(agency, motto), [], dpi=_DPI)

    assert not _overlap(place, agency)
    assert not _overlap(place, motto)
    assert place.left + place.width <= 210 * 0.55 + 1


def test_text_that_is_too_pale_to_see_is_not_covered_when_it_was_read() -> None:
    place = find_place(_paper(), [_read(10, 2, 60, 12)], dpi=_DPI)

    assert not _overlap(place, (10, 2, 60, 12))


def test_a_stamp_without_text_is_not_covered() -> None:
    stamp = (5.0, 3.0, 36.0, 36.0)

    place = find_place(_paper(stamp, colour="#c03030"), [], dpi=_DPI)

    assert not _overlap(place, stamp)


def test_a_smaller_mark_in_the_margin_is_better_than_a_large_one_far_below() -> None:
    text_from_here_down = (4.0, 15.0, 200.0, 130.0)

    place = find_place(_paper(text_from_here_down), [], dpi=_DPI)

    assert place.top + place.height <= 15
    assert place.width < 58


def test_the_right_half_is_left_to_the_agency() -> None:
    left_half = (0.0, 0.0, 112.0, 150.0)

    place = find_place(_paper(left_half), [], dpi=_DPI)

    assert place.left + place.width <= 210 * 0.55 + 1


def test_on_a_full_page_it_still_finds_a_place() -> None:
    lines = [_read(0, 10 * row, 200, 8) for row in range(30)]

    place = find_place(_paper((0.0, 0.0, 210.0, 297.0)), lines, dpi=_DPI)

    assert (place.width, place.height) == (38.0, 8.0)


def test_the_paper_edge_taken_for_a_letter_takes_no_room() -> None:
    place = find_place(_paper(), [_read(0, 0, 205, 290)], dpi=_DPI)

    assert (place.left, place.top) == (4.0, 4.0)


def test_a_dark_scanner_bed_is_no_place_to_sign() -> None:
    bed = (0.0, 0.0, 30.0, 297.0)

    place = find_place(_paper(bed, colour="#303030"), [], dpi=_DPI)

    assert place.left >= 30


def test_a_scrap_of_paper_smaller_than_the_mark_gets_it_all_the_same() -> None:
    place = find_place(sample_pages.jpeg(100, 20), [], dpi=_DPI)

    assert (place.left, place.top) == (0.0, 0.0)


def test_a_broken_image_is_refused() -> None:
    with pytest.raises(Damaged, match="not_an_image"):
        find_place(b"\xff\xd8\xff\xd9", [], dpi=_DPI)


def test_points_are_counted_from_the_bottom_left() -> None:
    place = Place(left=25.4, top=25.4, width=50.8, height=12.7)

    assert place.in_points(595.0, 842.0) == (72, 734, 216, 770)


_INK = st.tuples(st.integers(0, 110), st.integers(0, 120), st.integers(3, 60), st.integers(3, 40)).map(
    lambda edges: tuple(map(float, edges))
)


@settings(max_examples=40, deadline=None)
@given(st.lists(_INK, max_size=6))
def test_ink_is_never_covered_while_there_is_room(inked: list[Rectangle]) -> None:
    place = find_place(_paper(*inked), [], dpi=_DPI)

    covered = any(_overlap(place, one) for one in inked)
    assert not covered or not _room_for_the_smallest(inked)


def _room_for_the_smallest(inked: list[Rectangle]) -> bool:
    """Whether the smallest mark fits anywhere near the corner with a little air around it."""
    tried = (Place(float(left), float(top), 42.0, 12.0) for left in range(3, 70) for top in range(3, 130))
    return any(not any(_overlap(place, one) for one in inked) for place in tried)


@pytest.mark.parametrize(
    ("turned_deg", "box"),
    [(90, (20, 10, 50, 110)), (180, (485, 20, 585, 50)), (270, (545, 732, 575, 832))],
)
def test_on_a_turned_page_the_place_is_the_one_that_the_eye_sees(
    turned_deg: int, box: tuple[int, int, int, int]
) -> None:
    point = 25.4 / 72
    place = Place(10 * point, 20 * point, 100 * point, 30 * point)

    assert place.in_points(595.0, 842.0, turned_deg=turned_deg) == pytest.approx(box, abs=1)


@pytest.mark.parametrize("turned_deg", [90, 180, 270])
def test_the_corner_is_that_of_the_page_as_it_is_seen(turned_deg: int) -> None:
    whole = Image.open(BytesIO(_paper((4.0, 4.0, 60.0, 12.0))))
    lying = BytesIO()
    whole.rotate(turned_deg, expand=True).save(lying, "JPEG")

    place = find_place(lying.getvalue(), [], dpi=_DPI, turned_deg=turned_deg)

    assert not _overlap(place, (4.0, 4.0, 60.0, 12.0))
    assert place.left < 10.0
    assert place.top < 30.0
