"""What the panel "Phiếu và quyết định" shows, as values."""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.ui.presenters.screens import Line, Note
from counter_app.ui.words import Text


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that the clerk writes before it is done: a reason, the number of a receipt, a day.

    ``wide`` things get a line of their own.
    """

    key: str
    title: Text
    text: str = ""
    needed: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class DeedsScreen:
    """What may be decided or printed now, and what the chosen one asks for."""

    title: Text = ""
    offered: tuple[Line, ...] = ()
    chosen: str = ""
    chosen_title: Text = ""
    explains: Text = ""
    asked: tuple[Asked, ...] = ()
    do_title: Text = ""
    can_do: bool = False
    busy: bool = False
    status: Note | None = None
