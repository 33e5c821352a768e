"""A slip in place of a receipt: papers that are looked at and not taken in, with the reason in writing.

Nothing is registered. Which papers are missing is ticked on the checklist of the case; a refusal says why and on
what provision. The slip is recorded and numbered before it is printed, so that a printer that fails loses nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from counter_app.contract.acts import SLIPS_AT_RECEPTION, SlipGiven
from counter_app.domain.errors import CounterError
from counter_app.domain.ids import ActId
from counter_app.domain.procedure import PaperNeed
from counter_app.services.reception_slips import REFUSAL, SUPPLEMENT, GivenSlip, Visitor
from counter_app.ui.presenters.deeds_wording import DEEDS
from counter_app.ui.presenters.intake_form import IntakeForm
from counter_app.ui.presenters.intake_screen import FieldName, IntakeView, SlipForm
from counter_app.ui.presenters.intake_wording import paper_line
from counter_app.ui.presenters.person_form import applicant_of_form, problems_of_form
from counter_app.ui.presenters.print_jobs import numbered
from counter_app.ui.presenters.screens import Line, Mark, Note, Tone
from counter_app.ui.problems import problem_words, tone_of
from counter_app.ui.words import words

PAPERS_MISSING = "Hồ sơ còn thiếu các giấy tờ nêu trên."
"""The reason on the slip where papers are named and the clerk wrote no other; the paper speaks Vietnamese."""

Pages = tuple[bytes, ...]


class Form(IntakeForm, Protocol):
    """The intake screen that this stands beside."""

    def show(self, **changes: object) -> None: ...

    def focus(self, name: FieldName) -> None: ...


class SlipAtReception:
    """Decides what stands in place of the receipt while a slip is written."""

    def __init__(self, form: Form, view: IntakeView) -> None:
        self._form = form
        self._view = view
        self._asked: frozenset[str] = frozenset()
        self._given: GivenSlip | None = None

    def forget(self) -> None:
        """The next person: no slip is being written."""
        self._asked = frozenset()
        self._given = None

    # --- writing -----------------------------------------------------------------------------------------------

    def opened(self) -> None:
        """These papers are not taken in; who stands here has to be known."""
        form, screen = self._form, self._form.screen
        if screen.busy or screen.receipt is not None or screen.slip is not None:
            return
        notes = problems_of_form(screen.person, today=form.services.now().date())
        wrong = [note for note in notes if note.tone is Tone.BAD]
        if wrong or not screen.person.name.strip():
            form.show(notes=notes)
            form.focus(wrong[0].field if wrong else FieldName.NAME)
            return
        self.forget()
        # What no procedure fits can hardly be completed: it belongs elsewhere.
        kind = REFUSAL if form.chosen is None else SUPPLEMENT
        slip = SlipForm(kind=kind, request=screen.query.strip(), asks_request=form.chosen is None)
        self._show(slip)
        form.focus(FieldName.REASON if self._papers(slip) == () else FieldName.MISSING_PAPERS)

    def closed(self) -> None:
        """Back to the form; once the slip is given only the next person is left."""
        slip = self._form.screen.slip
        if slip is not None and not slip.busy and not slip.number:
            self.forget()
            self._form.show(slip=None)
            self._form.focus(FieldName.PROCEDURE if self._form.chosen is None else FieldName.PHONE)

    def kind_picked(self, kind: str) -> None:
        """A request to complete the dossier, or a refusal."""
        slip = self._open
        if slip is not None and kind in SLIPS_AT_RECEPTION:
            self._show(replace(slip, kind=kind))

    def paper_toggled(self, key: str) -> None:
        """This paper is missing, or it is there after all."""
        slip = self._open
        if slip is not None:
            self._asked ^= {key}
            self._show(slip)

    def text_edited(self, field: str, text: str) -> None:
        """What the clerk writes: ``reason``, ``ground`` or ``request``."""
        slip = self._open
        if slip is None:
            return
        match field:
            case "ground":
                self._show(replace(slip, ground=text))
            case "request":
                self._show(replace(slip, request=text))
            case _:
                self._show(replace(slip, reason=text))

    # --- giving ------------------------------------------------------------------------------------------------

    def give_wanted(self) -> None:
        """Record the slip and print it."""
        slip = self._open
        if slip is None or not slip.can_give:
            return
        form = self._form
        visitor, asked = self._visitor(slip), self._asked_in_order()
        session, services = form.desk.session, form.services
        reason = slip.reason.strip() or PAPERS_MISSING
        self._put(replace(slip, busy=True, can_give=False, note=None))

        def work() -> GivenSlip:
            if slip.kind == REFUSAL:
                return services.slips.refuse(visitor, reason, session, ground=slip.ground)
            return services.slips.ask_for_more(visitor, asked, reason, session)

        form.tasks.run(work, done=self._recorded, failed=self._failed)

    def print_wanted(self) -> None:
        """The paper once more; it says then that it is a copy."""
        if self._given is not None:
            self._print(self._given.act_id)

    def earlier_opened(self, act_id: str) -> None:
        """A slip that the person got before: print it once more."""
        self._print(ActId(act_id))

    def _recorded(self, given: GivenSlip) -> None:
        self._given = given
        slip = self._form.screen.slip
        if slip is not None:
            self._put(replace(slip, number=given.said.number))
        self._print(given.act_id)

    def _print(self, act_id: ActId) -> None:
        services = self._form.services

        def work() -> tuple[Pages, SlipGiven]:
            return services.render(services.slips.pdf(act_id)), services.slips.given(act_id).said

        self._form.tasks.run(work, done=lambda made: self._printed(*made), failed=self._failed, slow=True)

    def _printed(self, pages: Pages, given: SlipGiven) -> None:
        # The slips of the reception are the forms of the same names.
        printed = self._view.print_slip(pages, numbered(DEEDS[given.slip].title, given.number))
        said = words("Intake", "Chưa in được: máy này chưa có máy in. Hãy chọn máy in rồi bấm «In lại».")
        note = None if printed else Note(said, Tone.WARN)
        slip = self._form.screen.slip
        if slip is None:
            done = words("Intake", "Đã in lại phiếu.")
            self._form.show(problem=note or Note(done, Tone.GOOD))
            return
        self._view.show_slip(pages)
        self._put(replace(slip, busy=False, pages=len(pages), note=note))

    def _failed(self, error: CounterError) -> None:
        note = Note(problem_words(error), tone_of(error))
        slip = self._form.screen.slip
        if slip is None:
            self._form.show(problem=note)
        elif slip.number:
            self._put(replace(slip, busy=False, note=note))
        else:
            self._show(replace(slip, busy=False, note=note))

    # --- showing -----------------------------------------------------------------------------------------------

    @property
    def _open(self) -> SlipForm | None:
        """The slip while it may still be changed."""
        slip = self._form.screen.slip
        return slip if slip is not None and not slip.busy and not slip.number else None

    def _show(self, slip: SlipForm) -> None:
        """With the papers of the case and what is still to be written."""
        shown = replace(slip, papers=self._papers(slip))
        needs_request = slip.asks_request and not slip.request.strip()
        needs_reason = not slip.reason.strip() and (slip.kind == REFUSAL or not self._asked)
        missing = None
        if needs_request:
            missing = words("Intake", "Còn thiếu nội dung yêu cầu.")
        elif needs_reason and slip.kind == REFUSAL:
            missing = words("Intake", "Còn thiếu lý do từ chối.")
        elif needs_reason:
            missing = words("Intake", "Chọn giấy tờ còn thiếu hoặc ghi lý do.")
        self._put(replace(shown, missing=missing, can_give=missing is None and not slip.busy))

    def _papers(self, slip: SlipForm) -> tuple[Line, ...]:
        if slip.kind != SUPPLEMENT or self._form.chosen is None:
            return ()
        case = self._form.chosen[1]
        return tuple(
            ticked(paper_line(paper), asked=paper.paper_type in self._asked)
            for paper in case.papers
            if paper.need is not PaperNeed.SECRET
        )

    def _asked_in_order(self) -> tuple[str, ...]:
        if self._form.chosen is None:
            return ()
        papers = self._form.chosen[1].papers
        return tuple(paper.paper_type for paper in papers if paper.paper_type in self._asked)

    def _visitor(self, slip: SlipForm) -> Visitor:
        applicant = applicant_of_form(self._form.screen.person)
        if self._form.chosen is None:
            return Visitor(applicant, request=slip.request)
        procedure, case = self._form.chosen
        return Visitor(applicant, procedure.code, case.code)

    def _put(self, slip: SlipForm) -> None:
        self._form.show(slip=slip)


def ticked(line: Line, *, asked: bool) -> Line:
    """A paper of the case, marked when it is missing."""
    if not asked:
        return replace(line, mark=None, detail=None, tone=Tone.NEUTRAL, icon="paper")
    mark = Mark(words("Intake", "Còn thiếu"), Tone.WARN)
    return replace(line, mark=mark, detail=None, tone=Tone.WARN, icon="alert", strong=True)
