"""Intake: from the card on the counter to the printed receipt, deciding with every key what is still missing.

Code, appointment and fee come from the same rules that the receipt will be printed by; they appear as soon as
the procedure is known. Registering, recording the fee and making the receipt are one piece of work: a clerk sees
either the finished receipt or the reason why not, and pressing again takes in nothing twice.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from counter_app.domain.errors import CounterError
from counter_app.domain.id_card import CardReading
from counter_app.domain.ids import DossierId
from counter_app.domain.procedure import Case, Procedure
from counter_app.domain.procedure import Place as DecidedBy
from counter_app.services.register import Intake, Preview
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.intake_known import KnownAtIntake
from counter_app.ui.presenters.intake_lane import CopyLane
from counter_app.ui.presenters.intake_screen import (
    Counting,
    FieldName,
    Focus,
    IntakeScreen,
    IntakeView,
    PersonForm,
)
from counter_app.ui.presenters.intake_services import IntakeServices, Order, Registered
from counter_app.ui.presenters.intake_wording import (
    HELD_KEY,
    case_screen,
    fees_of,
    lane_note,
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
        self._last: DossierId | None = None
        self._preview = Newest(tasks, done=self._previewed, failed=self._failed)
        self.known = KnownAtIntake(self)
        self.lane = CopyLane(self)
        desk.when_closing(self.lane.let_go)

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
        kept = self.lane.kept()
        self._procedure = None
        self._case = None
        self.known.forget()
        self._pages = ()
        self._preview.forget()
        self._view.show_slip(())
        turn = self._screen.focus.turn + 1
        fresh = IntakeScreen(focus=Focus(FieldName.CARD, turn), lane=self._screen.lane, last=self._screen.last)
        self._show(replace(fresh, found=self._found("")))
        if kept is not None:
            self._take(*kept)
            self._show(replace(self._screen, paid=True))

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
        if self._screen.lane and self._screen.counting is not None:
            following = FieldName.COPIES
        self._show(with_card(self._screen, reading, today=self._services.now().date()))
        self._focus(following)
        self.known.look_up()

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
            self.known.look_up()
        if _name == FieldName.ADDRESS and self._procedure is not None and self._case is not None:
            # Where somebody lives may decide who decides.
            self._ask_preview(self._procedure, self._case)

    def earlier_opened(self, key: str) -> None:
        """Go on with an earlier dossier of this person; a paper that is held is only shown."""
        if key.startswith(HELD_KEY):
            return
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
        self._take(procedure, procedure.cases[0])
        self._focus(FieldName.CASE if len(procedure.cases) > 1 else FieldName.PHONE)

    def _take(self, procedure: Procedure, case: Case) -> None:
        self._procedure = procedure
        self._screen = replace(self._screen, procedure=procedure_line(procedure), query="")
        self._choose_case(case)

    def procedure_change_wanted(self) -> None:
        """Another procedure."""
        self._procedure = None
        self._case = None
        self.known.of_case(None, None)
        self._preview.forget()
        empty = IntakeScreen()
        self._screen = replace(
            self._screen,
            procedure=None,
            cases=(),
            case="",
            papers=(),
            can_waive=False,
            counting=None,
            lane=False,
            duplicate=None,
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
        self._screen = case_screen(self._screen, procedure, case)
        self.known.of_case(procedure, case)
        self._ask_preview(procedure, case)

    def _ask_preview(self, procedure: Procedure, case: Case) -> None:
        session, dossier_id, register = self._desk.session, self._dossier_id, self._services.register
        address = self._screen.person.address if procedure.place is DecidedBy.RESIDENCE else ""
        self._preview.ask(
            lambda: register.preview(dossier_id, procedure.code, case.code, session, address=address)
        )

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
        if self._screen.counting is not None and self._screen.counting.scanning:
            return
        self._show(replace(self._screen, notes=notes, busy=True, problem=None))
        order = Order(
            self._dossier_id,
            Intake(applicant_of_form(self._screen.person), self._procedure.code, self._case.code),
            fees_of(self._screen, self._case),
            self._screen.paid,
            self.known.decided(),
        )
        services, session = self._services, self._desk.session
        self._tasks.run(lambda: order.carry_out(services, session), done=self._registered, failed=self._refused)

    def _registered(self, done: Registered) -> None:
        self._finder.used(done.dossier.procedure)
        self._desk.take_up(done.dossier.dossier_id)
        self._pages = done.pages
        receipt = receipt_of(done.dossier, self._title_of(done.dossier.procedure), self._screen, len(done.pages))
        if done.problem is not None:
            receipt = replace(receipt, note=Note(problem_words(done.problem), tone_of(done.problem)))
        self._last = done.dossier.dossier_id
        if self._screen.lane and done.problem is None:
            self._screen = replace(self._screen, busy=False, last=lane_note(receipt))
            self.lane.registered(done.dossier)
            self._begin_anew()
            self._print(done.pages)
            return
        self._show(replace(self._screen, busy=False, receipt=receipt))
        self._view.show_slip(done.pages)
        if done.pages:
            self._print(done.pages)

    def _refused(self, error: CounterError) -> None:
        self._show(replace(self._screen, busy=False, problem=Note(problem_words(error), tone_of(error))))

    def print_wanted(self) -> None:
        """The same receipt once more: a new print, which says that it is a copy."""
        receipt, dossier_id = self._screen.receipt, self._last
        if dossier_id is None or (receipt is None and self._screen.last is None):
            return
        if receipt is not None:
            if receipt.printing:
                return
            self._show(replace(self._screen, receipt=replace(receipt, printing=True)))
        services, session = self._services, self._desk.session
        self._tasks.run(
            lambda: services.render(services.receipt(dossier_id, session)),
            done=self._printed_again,
            failed=self._print_failed,
        )

    def _printed_again(self, pages: tuple[bytes, ...]) -> None:
        self._pages = pages
        if self._screen.receipt is not None:
            self._show_receipt(None)
            self._view.show_slip(pages)
        self._print(pages)

    def _print(self, pages: tuple[bytes, ...]) -> None:
        if self._view.print_slip(pages):
            return
        said = words("Intake", "Chưa in được: máy này chưa có máy in. Hãy chọn máy in rồi bấm «In lại».")
        if self._screen.receipt is None:
            self._show(replace(self._screen, problem=Note(said, Tone.WARN)))
        elif self._screen.receipt.note is None:
            self._show_receipt(Note(said, Tone.WARN))

    def _print_failed(self, error: CounterError) -> None:
        note = Note(problem_words(error), tone_of(error))
        if self._screen.receipt is None:
            self._show(replace(self._screen, problem=note))
        self._show_receipt(note)

    def _show_receipt(self, note: Note | None) -> None:
        receipt = self._screen.receipt
        if receipt is not None:
            shown = replace(receipt, printing=False, note=note, pages=len(self._pages))
            self._show(replace(self._screen, receipt=shown))

    # --- showing -----------------------------------------------------------------------------------------------

    def page_event(self, dossier_id: str, _page_id: str) -> None:
        """A page was captured, read or changed."""
        self.lane.page_event(DossierId(dossier_id))

    # --- what its parts work on ----------------------------------------------------------------------------------

    @property
    def chosen(self) -> tuple[Procedure, Case] | None:
        """Procedure and case, once both are chosen."""
        return (self._procedure, self._case) if self._procedure and self._case else None

    @property
    def dossier_id(self) -> DossierId:
        """The dossier that is being taken in."""
        return self._dossier_id

    @property
    def screen(self) -> IntakeScreen:
        """What is shown."""
        return self._screen

    def title_of(self, procedure: str) -> str:
        """What people call the procedure."""
        return self._title_of(procedure)

    @property
    def services(self) -> IntakeServices:
        return self._services

    @property
    def tasks(self) -> Tasks:
        return self._tasks

    @property
    def desk(self) -> Desk:
        return self._desk

    def procedures(self) -> tuple[Procedure, ...]:
        """Everything in force, what this window uses most first."""
        return self._finder.find("")

    def take(self, procedure: Procedure, case: Case) -> None:
        """This case from now on; the cursor stays."""
        self._take(procedure, case)

    def show(self, **changes: object) -> None:
        """Show the screen with these changes."""
        self._show(replace(self._screen, **changes))  # type: ignore[arg-type]  # the screen's own fields

    def show_counted(self, counting: Counting) -> None:
        """With these numbers, and what they cost."""
        if self._case is not None:
            self._show(summed(replace(self._screen, counting=counting), self._case))

    def show_lane(self, *, lane: bool) -> None:
        """In the fast lane or out of it; whoever enters it has been paid unless they say otherwise."""
        self._show(replace(self._screen, lane=lane, paid=lane, last=None))
        self._focus(FieldName.CARD if not self._screen.person.name else FieldName.COPIES)

    def say_problem(self, error: CounterError) -> None:
        """Say what went wrong."""
        self._failed(error)

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
