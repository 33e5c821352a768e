"""Views that remember what they were shown, and tasks that answer at once or when the test says so; no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from counter_app.domain.errors import CounterError
from counter_app.ui.presenters.citizen_screen import CitizenScreen
from counter_app.ui.presenters.running import AtOnce
from counter_app.ui.words import Text

T = TypeVar("T")
Screen = TypeVar("Screen")


@dataclass
class RecordingView(Generic[Screen]):
    """Remembers every screen, every paper shown, and every paper printed with its name in the queue."""

    screens: list[Screen] = field(default_factory=list)
    slips: list[tuple[bytes, ...]] = field(default_factory=list)
    printed: list[tuple[bytes, ...]] = field(default_factory=list)
    jobs: list[str] = field(default_factory=list)
    citizen: list[CitizenScreen] = field(default_factory=list)
    has_printer: bool = True
    codes_asked: int = 0

    @property
    def now(self) -> Screen:
        """What is shown now."""
        return self.screens[-1]

    def show_screen(self, screen: Screen) -> None:
        self.screens.append(screen)

    def ask_code(self) -> None:
        self.codes_asked += 1

    def show_slip(self, pages: tuple[bytes, ...]) -> None:
        self.slips.append(pages)

    def print_slip(self, pages: tuple[bytes, ...], name: Text) -> bool:
        if self.has_printer:
            self.print_paper(pages, name)
        return self.has_printer

    def show_paper(self, pages: tuple[bytes, ...]) -> None:
        self.slips.append(pages)

    def show_citizen(self, screen: CitizenScreen) -> None:
        self.citizen.append(screen)

    def print_paper(self, pages: tuple[bytes, ...], name: Text) -> None:
        self.printed.append(pages)
        self.jobs.append(str(name))


RunNow = AtOnce
"""Does work where it is asked for and answers before returning: the opposite of ``RunLater``."""


class RunLater:
    """Keeps work until the test lets it run, in any order."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def run(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[CounterError], None],
        slow: bool = False,
    ) -> None:
        self.waiting.append(lambda: RunNow().run(work, done=done, failed=failed, slow=slow))

    def answer(self, place: int = 0) -> None:
        """Let the work at this place run now."""
        self.waiting.pop(place)()

    def answer_all(self) -> None:
        """Let everything run, also what is asked for meanwhile."""
        while self.waiting:
            self.answer()
