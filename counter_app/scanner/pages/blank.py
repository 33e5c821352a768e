"""Is this side blank?

A side is blank when the ink on it is less than a full stop and a comma: print showing through from the front,
paper noise and specks do not count as ink, a page number and a pencil's note do. A blank side is marked and
kept; the clerk decides.
"""

from __future__ import annotations

from typing import Final

from counter_app.domain.pages import Finding, FindingKind
from counter_app.scanner.pages.ink import Ink

LEAST_INK_MM2: Final = 2.0


def blank_finding(ink: Ink) -> Finding | None:
    """The finding when the side is blank."""
    if ink.area_mm2 >= LEAST_INK_MM2:
        return None
    return Finding(FindingKind.BLANK, round(ink.area_mm2, 2), LEAST_INK_MM2)
