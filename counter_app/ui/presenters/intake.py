"""Intake: the person and the procedure, deciding with every key what is still missing.

Code, appointment and fee come from the same rules that the receipt will be printed by; they appear as soon as the
procedure is known. What else there is has a part of its own: the receipt, the slip for papers that are not taken
in, the fast lane, what is known about the person, the place on which it depends who decides.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event as StopSign

from counter_app.domain.errors import CounterError
from counter_app.domain.id_card import CardReading
from counter_app.domain.ids import DossierId
from counter_app.domain.procedure import Case, Procedure
from counter_app.domain.procedure import Place as DecidedBy
from counter_app.services.register import Preview
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.intake_known import KnownAtIntake
from counter_app.ui.presenters.intake_lane import CopyLane
from counter_app.ui.presenters.intake_place import PlaceAtIntake
from counter_app.ui.presenters.intake_receipt import ReceiptAtIntake
from counter_app.ui.presenters.intake_screen import (
    Counting,
    FieldName,
    Focus,
    IntakeScreen,
    IntakeView,
    PersonForm,
)
from counter_app.ui.presenters.intake_services import IntakeServices
from counter_app.ui.presenters.intake_slip import SlipAtReception
from counter_app.ui.presenters.intake_wording import (
    HELD_KEY,
    SLIP_KEY,
    case_screen,
    preview_screen,
    procedure_line,
    summed,
    with_card,
    with_missing,
)
from counter_app.ui.presenters.person_form import problems_of_form
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
        self._preview = Newest(tasks, done=self._previewed, failed=self._failed)
        self.known = KnownAtIntake(self)
        self.lane = CopyLane(self)
        self.place = PlaceAtIntake(self)
        self.receipt = ReceiptAtIntake(self, view)
        self.slip = SlipAtReception(self, view)
        desk.when_closing(self.lane.let_go)

    # --- beginning and ending ----------------------------------------------------------------------------------

    def start(self) -> None:
        """Show the empty form."""
        self._finder = ProcedureFinder(self._services.procedures())
        self.begin_anew()

    def catalogue_changed(self) -> None:
        """New procedures are in force: they are found from the next key on."""
        self._finder = ProcedureFinder(self._services.procedures())

    def next_wanted(self) -> None:
        """The next person, please."""
        self.begin_anew()

    def capture_wanted(self) -> None:
        """Go on with the papers of the dossier that was just registered."""
        self.begin_anew()
        self._desk.go_to(Place.CAPTURE)

    def begin_anew(self) -> None:
        """The next person: what stays is the lane, and what was done last."""
        self._dossier_id = self._services.register.begin()
        kept = self.lane.kept()
        self._procedure = None
        self._case = None
        self.known.forget()
        self.place.forget()
        self._preview.forget()
        self.receipt.forget()
        self.slip.forget()
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
            self.focus(FieldName.NAME)
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

    def card_scan_wanted(self) -> None:
        """The card lies on the scanner."""
        if self._desk.is_scanning:
            return
        self._desk.is_scanning = True
        self._show(replace(self._screen, card_note=Note(words("Intake", "Đang quét thẻ…"), Tone.NEUTRAL)))
        self._tasks.run(
            lambda: self._services.scan_card(StopSign()),
            done=self._card_scanned,
            failed=self._card_not_scanned,
            slow=True,
        )

    def _card_scanned(self, reading: CardReading) -> None:
        self._desk.is_scanning = False
        self._card_read(reading)

    def _card_not_scanned(self, error: CounterError) -> None:
        self._desk.is_scanning = False
        self._card_failed(error)

    def _card_read(self, reading: CardReading) -> None:
        following = FieldName.PROCEDURE if self._procedure is None else FieldName.PHONE
        if self._screen.lane and self._screen.counting is not None:
            following = FieldName.COPIES
        self._show(with_card(self._screen, reading, today=self._services.now().date()))
        self.focus(following)
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
        if _name == FieldName.ADDRESS:
            # Where somebody lives may decide who decides.
            self.ask_preview()

    def earlier_opened(self, key: str) -> None:
        """Go on with an earlier dossier of this person, look at a held paper, print a slip once more."""
        if key.startswith(HELD_KEY):
            self.known.held_opened(key.removeprefix(HELD_KEY))
            return
        if key.startswith(SLIP_KEY):
            self.slip.earlier_opened(key.removeprefix(SLIP_KEY))
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
        self.focus(FieldName.CASE if len(procedure.cases) > 1 else FieldName.PHONE)

    def _take(self, procedure: Procedure, case: Case) -> None:
        self._procedure = procedure
        self.place.of_procedure(procedure)
        self._screen = replace(self._screen, procedure=procedure_line(procedure), query="")
        self._choose_case(case)

    def procedure_change_wanted(self) -> None:
        """Another procedure."""
        self._procedure = None
        self._case = None
        self.known.of_case(None, None)
        self.place.forget()
        self._preview.forget()
        empty = IntakeScreen()
        self._screen = replace(
            self._screen,
            procedure=None,
            cases=(),
            case="",
            papers=(),
            can_waive=False,
            place=None,
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
        self.focus(FieldName.PROCEDURE)

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

    def ask_preview(self) -> None:
        """What the receipt would say now, once the procedure is known."""
        if self._procedure is not None and self._case is not None:
            self._ask_preview(self._procedure, self._case)

    def _ask_preview(self, procedure: Procedure, case: Case) -> None:
        session, dossier_id, register = self._desk.session, self._dossier_id, self._services.register
        of_person = procedure.place is DecidedBy.RESIDENCE
        address = self._screen.person.address if of_person else self.place.typed
        area = self.place.area
        self._preview.ask(
            lambda: register.preview(dossier_id, procedure.code, case.code, session, address=address, area=area)
        )

    def _previewed(self, preview: Preview) -> None:
        shown = preview_screen(self._screen, preview)
        self._show(replace(shown, place=self.place.told(preview.competent)))

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
        return self._services.title_of(procedure)

    def used(self, procedure: str) -> None:
        """This procedure was registered once more: it is offered earlier."""
        self._finder.used(procedure)

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
        self.focus(FieldName.CARD if not self._screen.person.name else FieldName.COPIES)

    def say_problem(self, error: CounterError) -> None:
        """Say what went wrong."""
        self._failed(error)

    def _failed(self, error: CounterError) -> None:
        self._show(replace(self._screen, problem=Note(problem_words(error), tone_of(error))))

    def _found(self, query: str) -> tuple[Line, ...]:
        return tuple(procedure_line(procedure) for procedure in self._finder.find(query))

    def focus(self, name: FieldName) -> None:
        """Put the cursor there."""
        self._show(replace(self._screen, focus=Focus(name, self._screen.focus.turn + 1)))

    def _show(self, screen: IntakeScreen) -> None:
        self._screen = with_missing(screen)
        self._view.show_screen(self._screen)
