"""The places of the window, and what all of them share: who sits here and which dossier is in work."""

from __future__ import annotations

from enum import StrEnum


class Place(StrEnum):
    """Where the clerk can be."""

    DAY = "day"
    INTAKE = "intake"
    CAPTURE = "capture"
    REVIEW = "review"
    RESULTS = "results"
    TROUBLES = "troubles"
