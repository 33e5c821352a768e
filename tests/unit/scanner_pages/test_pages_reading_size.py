"""At which size the text engine gets to see a page."""

from __future__ import annotations

import pytest

from counter_app.scanner.pages.pipeline import _shrinkable


@pytest.mark.parametrize(
    ("dpi", "glyph_mm", "seen_at"),
    [
        (300, 2.5, 200),
        (600, 2.5, 200),
        (300, 1.6, 286),
        (300, 1.2, 300),
        (200, 2.5, 200),
        (150, 2.5, 150),
        (300, 0, 300),
    ],
)
def test_common_print_is_seen_at_200_dpi_and_small_print_as_scanned(
    dpi: int, glyph_mm: float, seen_at: int
) -> None:
    assert round(dpi / _shrinkable(dpi, glyph_mm)) == seen_at
