"""What the strip at the foot of the window shows: where the work is, and whether the link lives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from counter_app.ui.presenters.screens import Mark
from counter_app.ui.words import Text


@dataclass(frozen=True, slots=True)
class StripScreen:
    """Three plain numbers of dossiers, the last contact and what the link does now."""

    at_window: int = 0
    on_the_way: int = 0
    at_province: int = 0
    contact: Text = ""
    link: Mark | None = None
    sending: bool = False
    can_send: bool = True


class StripView(Protocol):
    """Shows the strip."""

    def show_screen(self, screen: StripScreen) -> None: ...
