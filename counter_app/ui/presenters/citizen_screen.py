"""What the citizen sees on their own screen: what they receive, where they sign, how they found it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from counter_app.ui.words import Text


class Stage(StrEnum):
    """What is asked of the citizen now."""

    WAIT = "wait"
    SIGN = "sign"
    RATE = "rate"
    THANKS = "thanks"


@dataclass(frozen=True, slots=True)
class CitizenScreen:
    """Everything that the citizen's screen shows."""

    stage: Stage = Stage.WAIT
    unit: str = ""
    name: str = ""
    code: str = ""
    result: Text = ""
