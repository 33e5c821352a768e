"""The dossier on the capture screen: what is shown of it, and the way back and forth through its changes.

Pages are shown because the store says that they are there. Every change of pages gives what undoes it, and undoing
gives what does it again; both lists live as long as the dossier is on the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from counter_app.contract.moves import State
from counter_app.domain.errors import CounterError
from counter_app.domain.ids import DossierId, PageId
from counter_app.services.ports import Page
from counter_app.ui.presenters.capture_screen import CaptureScreen, CaptureView
from counter_app.ui.presenters.capture_services import CaptureServices
from counter_app.ui.presenters.capture_wording import (
    CaptureFacts,
    first_target,
    page_detail,
    slots,
    summary,
    thumbs,
)
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.running import Refresh, Tasks
from counter_app.ui.presenters.saying import dossier_head
from counter_app.ui.presenters.screens import Note, Step, Tone
from counter_app.ui.problems import problem_words, tone_of
from counter_app.ui.words import Text, Words, words

Pages = tuple[Page, ...]


class CaptureBench:
    """Holds the screen of one dossier, builds it anew and shows it."""

    def __init__(self, view: CaptureView, tasks: Tasks, desk: Desk, services: CaptureServices) -> None:
        self.view = view
        self.tasks = tasks
        self.desk = desk
        self.services = services
        self.screen = CaptureScreen()
        self.facts: CaptureFacts | None = None
        self.dossier_id: DossierId | None = None
        self.target: str | None = None
        self._undo: list[Pages] = []
        self._redo: list[Pages] = []
        self._refresh = Refresh(tasks, self._read, done=self._read_anew, failed=self.failed)

    # --- the dossier -------------------------------------------------------------------------------------------

    def take_up(self, dossier_id: DossierId | None) -> None:
        """Show this dossier from now on; what was done to the one before is no longer undone here."""
        self.dossier_id = dossier_id
        self.facts = None
        self.target = None
        self._undo.clear()
        self._redo.clear()
        self.screen = replace(self.screen, status=None, selected=(), shows_removed=False, cut=(), go_on=None)

    def reload(self) -> None:
        """Read the dossier again and show it."""
        if self.dossier_id is None:
            self.facts = None
            self.show()
        else:
            self._refresh.ask()

    def _read(self) -> CaptureFacts | None:
        dossier_id = self.dossier_id
        return None if dossier_id is None else self.services.facts(dossier_id)

    def _read_anew(self, facts: CaptureFacts | None) -> None:
        if facts is not None and facts.dossier.dossier_id != self.dossier_id:
            return
        self.facts = facts
        if facts is not None and self.target is None:
            self.target = first_target(facts)
        self.show()

    @property
    def is_open(self) -> bool:
        """Whether pages of this dossier may still be changed."""
        return self.facts is not None and self.facts.dossier.state is State.RECEIVED

    @property
    def order(self) -> tuple[PageId, ...]:
        """The pages that are not set aside, in order."""
        return tuple(page.page_id for page in self.facts.kept) if self.facts is not None else ()

    @property
    def current(self) -> Page | None:
        """The page in the viewer."""
        if self.facts is None or not self.screen.selected:
            return None
        return next((page for page in self.facts.pages if page.page_id == self.screen.selected[0]), None)

    @property
    def chosen(self) -> tuple[PageId, ...]:
        """The selected pages in the order of the dossier, those set aside behind the others."""
        keys = set(self.screen.selected)
        return tuple(page.page_id for page in (*self._kept(), *self._removed()) if page.page_id in keys)

    def _kept(self) -> tuple[Page, ...]:
        return self.facts.kept if self.facts is not None else ()

    def _removed(self) -> tuple[Page, ...]:
        return self.facts.removed if self.facts is not None else ()

    def target_title(self) -> Text:
        """What the paper is called that takes the next pages."""
        return "" if self.facts is None else self.facts.title_of(self.target or "")

    # --- changes -----------------------------------------------------------------------------------------------

    def change(self, work: Callable[[], Pages]) -> None:
        """Have this done; ``undo`` takes it back."""
        if self.is_open:
            self.tasks.run(work, done=self.changed, failed=self.failed)

    def changed(self, before: Pages) -> None:
        """Something was changed, and this takes it back."""
        if before:
            self._undo.append(before)
            self._redo.clear()
        self.reload()

    def undo(self) -> None:
        """Take the last change back."""
        self._go(self._undo, self._redo)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._go(self._redo, self._undo)

    def _go(self, there: list[Pages], back: list[Pages]) -> None:
        if not there or not self.is_open:
            return
        pages = there.pop()

        def done(before: Pages) -> None:
            back.append(before)
            self.reload()

        def failed(error: CounterError) -> None:
            there.append(pages)
            self.failed(error)

        self.tasks.run(lambda: self.services.arrange.put_back(pages), done=done, failed=failed)

    # --- showing -----------------------------------------------------------------------------------------------

    def select(self, keys: Sequence[str]) -> None:
        """These pages are selected, the current one first."""
        self.show(selected=tuple(keys))

    def say(self, text: Words, tone: Tone = Tone.NEUTRAL) -> None:
        """Say this at the top of the screen."""
        self.show(status=Note(text, tone))

    def failed(self, error: CounterError) -> None:
        """Say what went wrong."""
        self.show(status=Note(problem_words(error), tone_of(error)))

    def show(self, **changes: object) -> None:
        """Show the screen with these changes and with what follows from the dossier."""
        self.screen = self._built(replace(self.screen, **changes))  # type: ignore[arg-type]  # the screen's own fields
        self.view.show_screen(self.screen)

    def _built(self, screen: CaptureScreen) -> CaptureScreen:
        facts = self.facts
        if facts is None:
            hint = words("Capture", "Chưa chọn hồ sơ. Hãy tiếp nhận hồ sơ mới hoặc mở hồ sơ từ Việc hôm nay.")
            return replace(
                screen,
                head=None,
                slots=(),
                pages=(),
                page=None,
                open=False,
                can_scan=False,
                can_undo=False,
                can_redo=False,
                summary=hint if self.dossier_id is None else "",
                selected=(),
            )
        shown = thumbs(facts, with_removed=screen.shows_removed, cut=screen.cut)
        keys = {thumb.key for thumb in shown}
        selected = tuple(key for key in screen.selected if key in keys) or tuple(thumb.key for thumb in shown[:1])
        if selected != self.screen.selected:
            self.services.look_at(tuple(PageId(key) for key in selected))
        return replace(
            screen,
            head=dossier_head(facts.dossier, facts.procedure, Step.CAPTURE),
            open=self.is_open,
            can_scan=self.is_open and not screen.scanning and bool(screen.devices),
            slots=slots(facts, self.target or ""),
            pages=shown,
            selected=selected,
            page=page_detail(facts, PageId(selected[0])) if selected else None,
            can_undo=self.is_open and bool(self._undo),
            can_redo=self.is_open and bool(self._redo),
            removed_count=len(facts.removed),
            summary=summary(facts),
        )
