"""From the filled form to the printed receipt: one press registers, records the fee and makes the paper.

A clerk sees either the finished receipt or the reason why not, and pressing again takes in nothing twice. Where a
printer fails nothing is taken back: the same receipt is printed once more, and says then that it is a copy.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from counter_app.domain.errors import CounterError
from counter_app.domain.ids import DossierId
from counter_app.services.register import Intake
from counter_app.ui.presenters.intake_form import IntakeForm
from counter_app.ui.presenters.intake_known import KnownAtIntake
from counter_app.ui.presenters.intake_lane import CopyLane
from counter_app.ui.presenters.intake_place import PlaceAtIntake
from counter_app.ui.presenters.intake_screen import FieldName, IntakeScreen, IntakeView
from counter_app.ui.presenters.intake_services import Order, Registered
from counter_app.ui.presenters.intake_wording import fees_of, lane_note, receipt_of
from counter_app.ui.presenters.person_form import applicant_of_form, problems_of_form
from counter_app.ui.presenters.print_jobs import RECEIPT, numbered
from counter_app.ui.presenters.screens import Note, Tone
from counter_app.ui.problems import problem_words, tone_of
from counter_app.ui.words import words


class Form(IntakeForm, Protocol):
    """The intake screen that is turned into a dossier."""

    @property
    def dossier_id(self) -> DossierId: ...

    @property
    def known(self) -> KnownAtIntake: ...

    @property
    def lane(self) -> CopyLane: ...

    @property
    def place(self) -> PlaceAtIntake: ...

    def title_of(self, procedure: str) -> str: ...

    def show(self, **changes: object) -> None: ...

    def focus(self, name: FieldName) -> None: ...

    def used(self, procedure: str) -> None: ...

    def begin_anew(self) -> None: ...


class ReceiptAtIntake:
    """Registers and prints."""

    def __init__(self, form: Form, view: IntakeView) -> None:
        self._form = form
        self._view = view
        self._pages: tuple[bytes, ...] = ()
        self._last: DossierId | None = None
        self._code = ""

    def forget(self) -> None:
        """The next person: no receipt is shown."""
        self._pages = ()
        self._view.show_slip(())

    def register_wanted(self) -> None:
        """Take the dossier in and print the receipt; what is missing is said and gets the cursor."""
        form = self._form
        screen = form.screen
        if screen.busy or screen.receipt is not None or screen.slip is not None:
            return
        notes = problems_of_form(screen.person, today=form.services.now().date())
        wrong = [note for note in notes if note.tone is Tone.BAD]
        if wrong or form.chosen is None:
            form.show(notes=notes)
            form.focus(wrong[0].field if wrong else FieldName.PROCEDURE)
            return
        if screen.counting is not None and screen.counting.scanning:
            return
        procedure, case = form.chosen
        form.show(notes=notes, busy=True, problem=None)
        order = Order(
            form.dossier_id,
            Intake(
                applicant_of_form(screen.person),
                procedure.code,
                case.code,
                area=form.place.area,
                place=form.place.typed,
            ),
            fees_of(screen, case),
            screen.paid,
            form.known.decided(),
        )
        services, session = form.services, form.desk.session
        form.tasks.run(lambda: order.carry_out(services, session), done=self._registered, failed=self._refused)

    def _registered(self, done: Registered) -> None:
        form, dossier = self._form, done.dossier
        form.used(dossier.procedure)
        form.desk.take_up(dossier.dossier_id)
        self._pages = done.pages
        self._last, self._code = dossier.dossier_id, dossier.code
        receipt = receipt_of(dossier, form.title_of(dossier.procedure), form.screen, len(done.pages))
        if done.problem is not None:
            receipt = replace(receipt, note=Note(problem_words(done.problem), tone_of(done.problem)))
        if form.screen.lane and done.problem is None:
            self._next_in_lane(done, replace(form.screen, busy=False, last=lane_note(receipt)))
            return
        form.show(busy=False, receipt=receipt)
        self._view.show_slip(done.pages)
        if done.pages:
            self._print(done.pages)

    def _next_in_lane(self, done: Registered, after: IntakeScreen) -> None:
        self._form.show(busy=after.busy, last=after.last)
        self._form.lane.registered(done.dossier)
        self._form.begin_anew()
        self._print(done.pages)

    def _refused(self, error: CounterError) -> None:
        self._form.show(busy=False, problem=Note(problem_words(error), tone_of(error)))

    def print_wanted(self) -> None:
        """The same receipt once more: a new print, which says that it is a copy."""
        form = self._form
        receipt, dossier_id = form.screen.receipt, self._last
        if dossier_id is None or (receipt is None and form.screen.last is None):
            return
        if receipt is not None:
            if receipt.printing:
                return
            form.show(receipt=replace(receipt, printing=True))
        services, session = form.services, form.desk.session
        form.tasks.run(
            lambda: services.render(services.receipt(dossier_id, session)),
            done=self._printed_again,
            failed=self._print_failed,
        )

    def _printed_again(self, pages: tuple[bytes, ...]) -> None:
        self._pages = pages
        if self._form.screen.receipt is not None:
            self._show_receipt(None)
            self._view.show_slip(pages)
        self._print(pages)

    def _print(self, pages: tuple[bytes, ...]) -> None:
        if self._view.print_slip(pages, numbered(RECEIPT, self._code)):
            return
        said = words("Intake", "Chưa in được: máy này chưa có máy in. Hãy chọn máy in rồi bấm «In lại».")
        if self._form.screen.receipt is None:
            self._form.show(problem=Note(said, Tone.WARN))
        elif self._form.screen.receipt.note is None:
            self._show_receipt(Note(said, Tone.WARN))

    def _print_failed(self, error: CounterError) -> None:
        note = Note(problem_words(error), tone_of(error))
        if self._form.screen.receipt is None:
            self._form.show(problem=note)
        self._show_receipt(note)

    def _show_receipt(self, note: Note | None) -> None:
        receipt = self._form.screen.receipt
        if receipt is not None:
            self._form.show(receipt=replace(receipt, printing=False, note=note, pages=len(self._pages)))
