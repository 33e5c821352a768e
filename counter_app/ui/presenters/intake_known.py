"""What is known about the person at the window: earlier dossiers, held papers, the same case twice.

The province keeps every question about a person. It is asked once for each person who comes, not with every key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from counter_app.domain.procedure import Case, Procedure
from counter_app.services.held_papers import Holdings
from counter_app.services.queries import QueueRow
from counter_app.services.reception_slips import GivenSlip
from counter_app.ui.presenters.held_look import LookAtHeld
from counter_app.ui.presenters.intake_form import IntakeForm
from counter_app.ui.presenters.intake_papers import Decided, PapersAtIntake, held_lines
from counter_app.ui.presenters.intake_wording import (
    duplicate_note,
    earlier_lines,
    held_note,
    look_up_purpose,
    slip_lines,
)
from counter_app.ui.presenters.running import Newest


class Form(IntakeForm, Protocol):
    """The intake screen that this stands beside."""

    def title_of(self, procedure: str) -> str: ...

    def show(self, **changes: object) -> None: ...


@dataclass(frozen=True, slots=True)
class _Earlier:
    """What this window knows of the person from before."""

    rows: list[QueueRow]
    slips: tuple[GivenSlip, ...]


class KnownAtIntake:
    """Looks up, shows it beside the form and in the checklist, and holds what the clerk decided about it."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._papers = PapersAtIntake()
        self._rows: list[QueueRow] = []
        self._holdings: Holdings | None = None
        self._asked_about = ""
        self._earlier: Newest[_Earlier] = Newest(form.tasks, done=self._earlier_found, failed=lambda _error: None)
        self.look = LookAtHeld(
            form.tasks,
            fetch=form.services.open_held,
            render=form.services.render,
            show=lambda paper: form.show(opened=paper),
        )
        self._held = Newest(form.tasks, done=self._held_found, failed=lambda _error: None, slow=True)

    def forget(self) -> None:
        """The next person: no answer about the last one is of interest."""
        self._papers = PapersAtIntake()
        self._rows, self._holdings, self._asked_about = [], None, ""
        self._earlier.forget()
        self._held.forget()
        self.look.forget()

    def look_up(self) -> None:
        """The number in the form may be another now."""
        number = self._form.screen.person.id_number.strip()
        if number and number != self._asked_about:
            self._asked_about = number
            chosen, services = self._form.chosen, self._form.services
            purpose = look_up_purpose(chosen[0] if chosen else None)
            session = self._form.desk.session
            self._earlier.ask(
                lambda: _Earlier(services.earlier(number), services.slips.of_person(number, session))
            )
            self._held.ask(lambda: services.look_up(number, purpose))
        elif not number:
            papers = self._papers
            self.forget()
            self._papers = papers
            self._show(earlier=(), held=(), held_note=None, duplicate=None)

    def of_case(self, procedure: Procedure | None, case: Case | None) -> None:
        """The papers of this case are asked for now."""
        self._papers = self._papers.of_case(procedure, case)
        self._show(duplicate=duplicate_note(self._rows, procedure))

    def toggled(self, key: str) -> None:
        """Take the held paper in or out, or decide that the condition does not apply."""
        self._papers = self._papers.toggled(key)
        self._show()

    def waive_wanted(self) -> None:
        """No paper that is asked for under a condition is needed."""
        self._papers = self._papers.waive_all()
        self._show()

    def decided(self) -> Decided:
        """What is to be recorded with the dossier."""
        return self._papers.decided()

    def held_opened(self, file: str) -> None:
        """Open a paper that the state holds."""
        holdings = self._holdings
        paper = next((one for one in holdings.papers if one.file == file), None) if holdings else None
        if holdings is not None and paper is not None:
            self.look.opened(holdings.id_number, paper)

    # --- what was found ----------------------------------------------------------------------------------------

    def _earlier_found(self, found: _Earlier) -> None:
        rows = found.rows
        self._rows = rows
        chosen = self._form.chosen
        lines = (
            *slip_lines(found.slips, self._form.services.slips.request_of),
            *earlier_lines(rows, self._form.title_of),
        )
        self._show(earlier=lines, duplicate=duplicate_note(rows, chosen[0] if chosen else None))

    def _held_found(self, holdings: Holdings) -> None:
        self._holdings = holdings
        self._show(held=held_lines(holdings), held_note=held_note(holdings))

    def _show(self, **changes: object) -> None:
        """The checklist anew, with what is held now."""
        self._papers = self._papers.with_holdings(self._holdings, self._form.services.now().date())
        self._form.show(papers=self._papers.lines(), can_waive=self._papers.can_waive, **changes)
