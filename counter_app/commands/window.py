"""The window of a counter: on the screen at once, its store opened behind it.

What joins the screens to the use cases is ``window_parts``; it and everything below it is loaded while the sign-in
screen is already there.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from counter_app.settings import Settings
from counter_app.ui.application import run_window
from counter_app.ui.printing import choose_printer, choose_printers

if TYPE_CHECKING:
    from counter_app.bootstrap import Counter
    from counter_app.services.ports import Session
    from counter_app.ui.parts import WindowParts


def open_window(settings: Settings) -> int:
    """Open the window on this installation; the exit code when it was closed."""
    opened: list[Counter] = []
    choose_printers({"A4": settings.printer_a4, "A5": settings.printer_a5})

    def opening() -> WindowParts:
        from counter_app.bootstrap import open_counter  # noqa: PLC0415 - loaded behind the window
        from counter_app.commands.window_parts import opened_parts  # noqa: PLC0415 - loaded behind the window

        opened.append(open_counter(settings))
        paper = opened[0].receipt_paper.now()
        if paper.roll is not None:
            choose_printer(paper.roll, paper.printer)
        return opened_parts(opened[0])

    try:
        return run_window(settings.resources, settings.language, opening)
    finally:
        for counter in opened:
            counter.close()


def take_shots(counter: Counter, session: Session, folder: Path) -> None:
    """Pictures of each screen on this counter's own data, as this clerk sees them."""
    from counter_app.commands.window_parts import parts_of  # noqa: PLC0415 - only when pictures are wanted
    from counter_app.ui.shots import shoot  # noqa: PLC0415 - only when pictures are wanted

    parts = parts_of(counter, counter.enrol.identity())
    shoot(
        counter.settings.resources,
        replace(parts, started=lambda: None, first_time=lambda _clerk: False, lock_after_s=0.0),
        session,
        folder,
    )
