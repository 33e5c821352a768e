"""Values that several screens share. Frozen, free of Qt: a screen is one value, shown as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from counter_app.ui.words import Text


class Tone(StrEnum):
    """What a mark means; the colour follows from it and is never the only sign."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several to choose from."""

    key: str
    title: Text


@dataclass(frozen=True, slots=True)
class Mark:
    """A short sign of a state with its meaning."""

    text: Text
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence that matters now. ``cure`` names the button that mends it, empty when there is none."""

    text: Text
    tone: Tone = Tone.BAD
    cure: Text | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list: what a person reads, what a mark says, where it leads.

    ``icon`` is the name of a sign in ``resources/icons``; ``spoken`` is what a screen reader says when the
    parts alone would not make sense.
    """

    key: str
    title: Text
    detail: Text | None = None
    mark: Mark | None = None
    icon: str = ""
    tone: Tone = Tone.NEUTRAL
    strong: bool = False
    enabled: bool = True


class Step(StrEnum):
    """Where a dossier stands on its way through the window."""

    INTAKE = "intake"
    CAPTURE = "capture"
    REVIEW = "review"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class DossierHead:
    """What the head of a screen says about the dossier in work."""

    code: str
    applicant: str
    procedure: str
    due: Text | None
    step: Step
    mark: Mark | None = None
