"""The pixel arithmetic that the steps of the page pipeline share."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from counter_app.scanner.pages.raster import percentile, scaled, shapes_of


def _checked(height: int, width: int) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """Lone pixels, as many as there can be."""
    mask = np.zeros((height, width), dtype=np.uint8)
    mask[::2, ::2] = 255
    return mask


@pytest.mark.parametrize(("height", "width"), [(100, 80), (600, 500)], ids=["few", "more than 16 bits count"])
def test_every_part_is_told_apart_however_many_there_are(height: int, width: int) -> None:
    mask = _checked(height, width)

    found = shapes_of(mask)

    assert len(found.boxes) - 1 == np.count_nonzero(mask)
    assert set(found.boxes[1:, cv2.CC_STAT_AREA]) == {1}


@pytest.mark.parametrize("size", [(1, 30), (30, 1), (1, 1)])
def test_a_picture_of_one_row_or_column_has_its_parts_too(size: tuple[int, int]) -> None:
    found = shapes_of(np.full(size, 255, dtype=np.uint8))

    assert len(found.boxes) == 2


def test_short_and_long_labels_give_the_same_parts() -> None:
    chance = np.random.default_rng(11)
    mask = (cv2.GaussianBlur(chance.random((300, 200)), (0, 0), 2) > 0.52).astype(np.uint8)
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=cv2.CV_32S)

    found = shapes_of(mask)

    assert found.labels.dtype == np.uint16
    assert np.array_equal(found.boxes, boxes)
    assert np.array_equal(found.labels, labels)


def test_percentile_is_the_level_that_so_many_pixels_do_not_exceed() -> None:
    grey = np.repeat(np.arange(100, dtype=np.uint8), 7).reshape(70, 10)

    levels = [percentile(grey, share) for share in (1, 50, 75, 100)]

    assert levels == [0, 49, 74, 99]


def test_a_smaller_picture_is_as_bright_as_the_large_one() -> None:
    chance = np.random.default_rng(5)
    grey = chance.integers(0, 256, (900, 600), dtype=np.uint8)

    means = [float(scaled(grey, factor).mean()) for factor in (0.9, 2 / 3, 0.5, 0.137)]

    assert means == pytest.approx([float(grey.mean())] * 4, abs=2.0)
