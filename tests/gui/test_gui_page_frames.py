"""The benchmark of zoom and pan still runs, and every step of it is a frame that was painted."""

from __future__ import annotations

import pytest

from tests.benchmarks.page_frames import PAN_STEPS, ZOOM_STEPS, frames


@pytest.mark.usefixtures("qapp")
def test_zoom_and_pan_are_measured_frame_by_frame() -> None:
    figures = frames(320, 240, rounds=1)

    assert figures["frames"] == 2 * ZOOM_STEPS + PAN_STEPS
    assert {"median_ms", "p99_ms", "longest_ms", "share_over_a_frame", "ratio_to_bare"} <= figures.keys()
