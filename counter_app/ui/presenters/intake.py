"""Intake: from the card on the counter to the printed receipt, deciding with every key what is still missing.

Code, appointment and fee come from the same rules that the receipt will be printed by; they appear as soon as
the procedure is known. Registering, recording the fee and making the receipt are one piece of work: a clerk sees
either the finished receipt or the reason why not, and pressing again takes in nothing twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from counter_app.contract.acts import Applicant
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import CounterError
from counter_app.domain.id_card import CardReading
from counter_app.domain.ids import DossierId
from counter_app.domain.procedure import Case, Procedure
from counter_app.services.ports import Session
from counter_app.services.queries import QueueRow
from counter_app.services.register import Intake, Preview
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.intake_screen import FieldName, Focus, IntakeScreen, IntakeView, PersonForm
from counter_app.ui.presenters.intake_wording import (
    case_screen,
    earlier_lines,
    preview_screen,
    procedure_line,
    receipt_of,
    summed,
    with_card,
    with_missing,
)
from counter_app.ui.presenters.person_form import applicant_of_form, problems_of_form
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.procedure_finder import ProcedureFinder
from counter_app.ui.presenters.running import Newest, Tasks
from counter_app.ui.presenters.screens import Line, Note, Tone
from counter_app.ui.problems import problem_words, tone_of
from counter_app.ui.words import words


class RegisterDossier(Protocol):
    """The use case that takes a dossier in."""

    def begin(self) -> DossierId: ...

    def preview(self, dossier_id: DossierId, procedure: str, case: str, session: Session) -> Preview: ...

    def __call__(self, dossier_id: DossierId, intake: Intake, session: Session) -> Dossier: ...


class RecordFee(Protocol):
    """Writes one fee line."""

    def __call__(
        self, dossier_id: DossierId, fee: str, amount_vnd: int, session: Session, *, paid: bool
    ) -> object: ...


@dataclass(frozen=True)
class IntakeServices:
    """What intake asks of the program.

    ``render`` makes pictures (PNG, 300 dpi) of the pages of a PDF; ``earlier`` finds a person's dossiers.
    """

    register: RegisterDossier
    procedures: Callable[[], tuple[Procedure, ...]]
    read_card_text: Callable[[str], CardReading]
    read_card_picture: Callable[[bytes], CardReading]
    record_fee: RecordFee
    receipt: Callable[[DossierId, Session], bytes]
    render: Callable[[bytes], tuple[bytes, ...]]
    earlier: Callable[[str], list[QueueRow]]
    title_of: Callable[[str], str]
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class _Registered:
    dossier: Dossier
    pages: tuple[bytes, ...]
    problem: CounterError | None


class IntakePresenter:
    """Decides what the intake screen shows."""

    def __init__(self, view: IntakeView, tasks: Tasks, desk: Desk, services: IntakeServices) -> None:
        self._view = view
        self._tasks = tasks
        self._desk = desk
        self._services = services
        self._finder = ProcedureFinder(())
        self._screen = IntakeScreen()
        self._dossier_id = services.register.begin()
        self._procedure: Procedure | None = None
        self._case: Case | None = None
        self._pages: tuple[bytes, ...] = ()
        self._preview = Newest(tasks, done=self._previewed, failed=self._failed)
        self._earlier = Newest(tasks, done=self._earlier_found, failed=lambda _error: None)

    # --- beginning and ending ----------------------------------------------------------------------------------

    def start(self) -> None:
        """Show the empty form."""
        self._finder = ProcedureFinder(self._services.procedures())
        self._begin_anew()

    def catalogue_changed(self) -> None:
        """New procedures are in force: they are found from the next key on."""
        self._finder = ProcedureFinder(self._services.procedures())

    def next_wanted(self) -> None:
        """The next person, please."""
        self._begin_anew()

    def capture_wanted(self) -> None:
        """Go on with the papers of the dossier that was just registered."""
        self._begin_anew()
        self._desk.go_to(Place.CAPTURE)

    def _begin_anew(self) -> None:
        self._dossier_id = self._services.register.begin()
        self._procedure = None
        self._case = None
        self._pages = ()
        self._preview.forget()
        self._earlier.forget()
        self._view.show_slip(())
        turn = self._screen.focus.turn + 1
        fresh = IntakeScreen(focus=Focus(FieldName.CARD, turn))
        self._show(replace(fresh, found=self._found("")))

    # --- the person --------------------------------------------------------------------------------------------

    def card_typed(self, text: str) -> None:
        """A hand scanner typed a card's code, or the clerk pressed Enter on an empty line."""
        if not text.strip():
            self._focus(FieldName.NAME)
            return
        self._tasks.run(
            lambda: self._services.read_card_text(text), done=self._card_read, failed=self._card_failed
        )

    def card_picture_chosen(self, path: str) -> None:
        """A picture of the card was chosen."""
        self._show(replace(self._screen, card_note=Note(words("Intake", "Đang đọc thẻ…"), Tone.NEUTRAL)))
        self._tasks.run(
            lambda: self._services.read_card_picture(Path(path).read_bytes()),
            done=self._card_read,
            failed=self._card_failed,
            slow=True,
        )

    def _card_read(self, reading: CardReading) -> None:
        following = FieldName.PROCEDURE if self._procedure is None else FieldName.PHONE
        self._show(with_card(self._screen, reading, today=self._services.now().date()))
        self._focus(following)
        self._look_up_person()

    def _card_failed(self, error: CounterError) -> None:
        self._show(replace(self._screen, card_note=Note(problem_words(error), tone_of(error))))

    def person_edited(self, person: PersonForm) -> None:
        """The person as typed now; what was wrong with a changed value is no longer said."""
        changed = {
            name for name in FieldName if getattr(person, name, None) != getattr(self._screen.person, name, None)
        }
        notes = tuple(note for note in self._screen.notes if note.field not in changed)
        self._show(replace(self._screen, person=person, notes=notes))

    def field_left(self, _name: str) -> None:
        """A field was left: say what is wrong or odd."""
        notes = problems_of_form(self._screen.person, today=self._services.now().date())
        if notes != self._screen.notes:
            self._show(replace(self._screen, notes=notes))
        if _name == FieldName.ID_NUMBER:
            self._look_up_person()

    def _look_up_person(self) -> None:
        number = self._screen.person.id_number.strip()
        if number:
            self._earlier.ask(lambda: self._services.earlier(number))
        else:
            self._earlier.forget()
            self._show(replace(self._screen, earlier=()))

    def _earlier_found(self, rows: list[QueueRow]) -> None:
        self._show(replace(self._screen, earlier=earlier_lines(rows, self._title_of)))

    def earlier_opened(self, key: str) -> None:
        """Go on with an earlier dossier of this person."""
        self._desk.take_up(DossierId(key))
        self._desk.go_to(Place.CAPTURE)

    # --- the procedure -----------------------------------------------------------------------------------------

    def query_edited(self, query: str) -> None:
        """What was typed to find a procedure."""
        found = self._found(query)
        self._show(
            replace(self._screen, query=query, found=found, highlighted=found[0].key if found and query else "")
        )

    def procedure_highlighted(self, key: str) -> None:
        """The cursor keys moved."""
        self._show(replace(self._screen, highlighted=key))

    def procedure_chosen(self, key: str) -> None:
        """This procedure; an empty key takes the highlighted or the first one."""
        shown = self._screen.found
        code = key or self._screen.highlighted or (shown[0].key if shown else "")
        procedure = self._finder.procedure(code)
        if procedure is None:
            return
        self._procedure = procedure
        self._screen = replace(self._screen, procedure=procedure_line(procedure), query="")
        self._choose_case(procedure.cases[0])
        self._focus(FieldName.CASE if len(procedure.cases) > 1 else FieldName.PHONE)

    def procedure_change_wanted(self) -> None:
        """Another procedure."""
        self._procedure = None
        self._case = None
        self._preview.forget()
        empty = IntakeScreen()
        self._screen = replace(
            self._screen,
            procedure=None,
            cases=(),
            case="",
            papers=(),
            fees=(),
            fee_total=empty.fee_total,
            code=empty.code,
            code_note=None,
            due=empty.due,
            due_note=None,
            found=self._found(""),
        )
        self._focus(FieldName.PROCEDURE)

    def case_picked(self, key: str) -> None:
        """Another case of the procedure."""
        if self._procedure is not None:
            self._choose_case(next(case for case in self._procedure.cases if case.code == key))

    def _choose_case(self, case: Case) -> None:
        procedure = self._procedure
        if procedure is None:
            return
        self._case = case
        self._show(case_screen(self._screen, procedure, case))
        session, dossier_id = self._desk.session, self._dossier_id
        register = self._services.register
        self._preview.ask(lambda: register.preview(dossier_id, procedure.code, case.code, session))

    def _previewed(self, preview: Preview) -> None:
        self._show(preview_screen(self._screen, preview))

    def fee_changed(self, key: str, chosen: bool, count: int) -> None:
        """A fee line was taken or not, or its number changed."""
        if self._case is not None:
            fees = tuple(
                replace(fee, chosen=chosen, count=count) if fee.key == key else fee for fee in self._screen.fees
            )
            self._show(summed(replace(self._screen, fees=fees), self._case))

    def paid_changed(self, paid: bool) -> None:
        """The citizen paid, or not yet."""
        self._show(replace(self._screen, paid=paid))

    # --- the receipt -------------------------------------------------------------------------------------------

    def register_wanted(self) -> None:
        """Take the dossier in and print the receipt; what is missing is said and gets the cursor."""
        if self._screen.busy or self._screen.receipt is not None:
            return
        today = self._services.now().date()
        notes = problems_of_form(self._screen.person, today=today)
        wrong = [note for note in notes if note.tone is Tone.BAD]
        if wrong or self._case is None or self._procedure is None:
            self._show(replace(self._screen, notes=notes))
            self._focus(wrong[0].field if wrong else FieldName.PROCEDURE)
            return
        self._show(replace(self._screen, notes=notes, busy=True, problem=None))
        applicant = applicant_of_form(self._screen.person)
        work = self._work(applicant, self._procedure, self._case)
        self._tasks.run(work, done=self._registered, failed=self._refused)

    def _work(self, applicant: Applicant, procedure: Procedure, case: Case) -> Callable[[], _Registered]:
        """Everything that one key press does, to be called off the window's thread."""
        services, session, dossier_id = self._services, self._desk.session, self._dossier_id
        intake = Intake(applicant=applicant, procedure=procedure.code, case=case.code)
        titles = {fee.code: fee for fee in case.fees}
        paid = self._screen.paid
        fees = [
            (titles[row.key].title, (titles[row.key].amount_vnd or 0) * row.count)
            for row in self._screen.fees
            if row.chosen and titles[row.key].amount_vnd
        ]

        def register() -> _Registered:
            dossier = services.register(dossier_id, intake, session)
            try:
                recorded = {fee.title for fee in dossier.fees}
                for title, amount in fees:
                    if title not in recorded:
                        services.record_fee(dossier_id, title, amount, session, paid=paid)
                pages = services.render(services.receipt(dossier_id, session))
            except CounterError as error:
                return _Registered(dossier, (), error)
            return _Registered(dossier, pages, None)

        return register

    def _registered(self, done: _Registered) -> None:
        self._finder.used(done.dossier.procedure)
        self._desk.take_up(done.dossier.dossier_id)
        self._pages = done.pages
        receipt = receipt_of(done.dossier, self._title_of(done.dossier.procedure), self._screen, len(done.pages))
        if done.problem is not None:
            receipt = replace(receipt, note=Note(problem_words(done.problem), tone_of(done.problem)))
        self._show(replace(self._screen, busy=False, receipt=receipt))
        self._view.show_slip(done.pages)
        if done.pages:
            self._view.print_slip(done.pages)

    def _refused(self, error: CounterError) -> None:
        self._show(replace(self._screen, busy=False, problem=Note(problem_words(error), tone_of(error))))

    def print_wanted(self) -> None:
        """The same receipt once more: a new print, which says that it is a copy."""
        receipt = self._screen.receipt
        if receipt is None or receipt.printing:
            return
        self._show(replace(self._screen, receipt=replace(receipt, printing=True)))
        services, session, dossier_id = self._services, self._desk.session, self._dossier_id
        self._tasks.run(
            lambda: services.render(services.receipt(dossier_id, session)),
            done=self._printed_again,
            failed=self._print_failed,
        )

    def _printed_again(self, pages: tuple[bytes, ...]) -> None:
        self._pages = pages
        self._show_receipt(None)
        self._view.show_slip(pages)
        self._view.print_slip(pages)

    def _print_failed(self, error: CounterError) -> None:
        self._show_receipt(Note(problem_words(error), tone_of(error)))

    def _show_receipt(self, note: Note | None) -> None:
        receipt = self._screen.receipt
        if receipt is not None:
            shown = replace(receipt, printing=False, note=note, pages=len(self._pages))
            self._show(replace(self._screen, receipt=shown))

    # --- showing -----------------------------------------------------------------------------------------------

    def _failed(self, error: CounterError) -> None:
        self._show(replace(self._screen, problem=Note(problem_words(error), tone_of(error))))

    def _found(self, query: str) -> tuple[Line, ...]:
        return tuple(procedure_line(procedure) for procedure in self._finder.find(query))

    def _title_of(self, code: str) -> str:
        return self._services.title_of(code)

    def _focus(self, name: FieldName) -> None:
        self._show(replace(self._screen, focus=Focus(name, self._screen.focus.turn + 1)))

    def _show(self, screen: IntakeScreen) -> None:
        self._screen = with_missing(screen)
        self._view.show_screen(self._screen)
