"""Review and seal: shows what stands in the way, records the clerk's decisions, and closes the dossier."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from counter_app.contract.moves import State
from counter_app.domain.checks import Ground, OpenKind
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import CounterError
from counter_app.domain.ids import DossierId, PageId
from counter_app.domain.papers import Reusable
from counter_app.domain.preset_reasons import condition_not_met
from counter_app.services.held_papers import Holdings
from counter_app.services.ports import Session
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.held_look import LookAtHeld, PaperShown
from counter_app.ui.presenters.intake_wording import held_note, look_up_purpose
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.review_screen import ReviewScreen, ReviewView
from counter_app.ui.presenters.review_wording import (
    ReviewFacts,
    first_to_look_at,
    point_lines,
    point_of,
    requirement_detail,
    requirement_lines,
    review_summary,
    unconfirmed,
)
from counter_app.ui.presenters.running import Refresh, Tasks
from counter_app.ui.presenters.saying import dossier_head
from counter_app.ui.presenters.screens import Note, Step, Tone
from counter_app.ui.problems import problem_words, tone_of
from counter_app.ui.words import words


@dataclass(frozen=True)
class ReviewServices:
    """What review asks of the program."""

    facts: Callable[[DossierId], ReviewFacts]
    waive: Callable[[PageId, str], object]
    grant_exception: Callable[[DossierId, str, Ground, str, Session], Dossier]
    reuse: Callable[[DossierId, Reusable, Session], Dossier]
    seal: Callable[[DossierId, Session], Dossier]
    confirm: Callable[[DossierId, str, Mapping[str, str]], None]
    look_up: Callable[[str, str], Holdings]
    open_held: Callable[[str, str, str], bytes]
    render: Callable[[bytes], tuple[bytes, ...]]


class ReviewPresenter:
    """Decides what the review screen shows."""

    def __init__(self, view: ReviewView, tasks: Tasks, desk: Desk, services: ReviewServices) -> None:
        self._view = view
        self._tasks = tasks
        self._desk = desk
        self._services = services
        self._screen = ReviewScreen()
        self._facts: ReviewFacts | None = None
        self._dossier_id: DossierId | None = None
        self._refresh = Refresh(tasks, self._read, done=self._shown, failed=self._failed)
        self.look = LookAtHeld(tasks, fetch=services.open_held, render=services.render, show=self._show_held)

    def start(self) -> None:
        """The screen came to the front: show the dossier in work."""
        if self._desk.dossier_id != self._dossier_id:
            self._dossier_id = self._desk.dossier_id
            self._facts = None
            self._screen = ReviewScreen()
            self.look.forget()
        self._reload()

    def dossier_event(self, dossier_id: str) -> None:
        """An act was added to a dossier, or a page of it changed."""
        if dossier_id == self._dossier_id:
            self._reload()

    def page_event(self, dossier_id: str, _page_id: str) -> None:
        """A page of a dossier changed."""
        self.dossier_event(dossier_id)

    def _reload(self) -> None:
        if self._dossier_id is None:
            self._show(self._built())
        else:
            self._refresh.ask()

    def _read(self) -> ReviewFacts | None:
        dossier_id = self._dossier_id
        return None if dossier_id is None else self._services.facts(dossier_id)

    def _shown(self, facts: ReviewFacts | None) -> None:
        if facts is None or facts.dossier.dossier_id == self._dossier_id:
            self._facts = facts
            self._show(self._built())

    # --- looking -----------------------------------------------------------------------------------------------

    def requirement_chosen(self, key: str) -> None:
        """Show this requirement."""
        if key != self._screen.chosen:
            self._screen = replace(self._screen, chosen=key, ground="", reason="")
        self._show(self._built())

    def point_opened(self, key: str) -> None:
        """Bring the clerk to where this can be mended."""
        point = point_of(self._facts, key) if self._facts else None
        if point is None:
            return
        if point.paper_type and point.kind not in {OpenKind.PAGE_UNREADABLE, OpenKind.MUST_NOT_BE_SCANNED}:
            self.requirement_chosen(point.paper_type)
        else:
            self._desk.go_to(Place.CAPTURE)

    def page_opened(self, _page_id: str) -> None:
        """See the page among the others."""
        self._desk.go_to(Place.CAPTURE)

    def capture_wanted(self) -> None:
        """Scan more."""
        self._desk.go_to(Place.CAPTURE)

    def held_opened(self, key: str) -> None:
        """Look at a held paper before it stands in."""
        held = dict(self._facts.held).get(key) if self._facts else None
        if self._facts is not None and held is not None:
            self.look.opened(self._facts.dossier.applicant.id_number, held.paper)

    def _show_held(self, paper: PaperShown | None) -> None:
        self._show(replace(self._screen, opened=paper))

    # --- deciding ----------------------------------------------------------------------------------------------

    def accept_wanted(self, page_id: str, code: str) -> None:
        """The clerk looked at the page and accepts this finding."""
        self._decide(lambda: self._services.waive(PageId(page_id), code))

    def reuse_wanted(self, key: str) -> None:
        """The paper that the state already holds stands in."""
        dossier_id = self._dossier_id
        held = dict(self._facts.held).get(key) if self._facts else None
        if held is not None and dossier_id is not None:
            session = self._desk.session
            self._decide(lambda: self._services.reuse(dossier_id, held, session))

    def ground_picked(self, key: str) -> None:
        """On this ground."""
        self._screen = replace(self._screen, ground=key)
        self._show(self._built())

    def reason_edited(self, reason: str) -> None:
        """For this reason."""
        self._screen = replace(self._screen, reason=reason)
        self._show(self._built())

    def except_wanted(self) -> None:
        """Record that the requirement lawfully goes without a scan."""
        dossier_id, chosen, ground = self._dossier_id, self._screen.chosen, self._screen.ground
        if dossier_id is None or not ground:
            return
        reason, session = self._screen.reason, self._desk.session
        self._decide(
            lambda: self._services.grant_exception(dossier_id, chosen, Ground(ground), reason, session),
            done=self._excepted,
        )

    def not_needed_wanted(self) -> None:
        """The condition of the shown paper does not apply: recorded with the reason that names the rule."""
        facts, dossier_id, detail = self._facts, self._dossier_id, self._screen.detail
        if facts is None or facts.source is None or dossier_id is None or detail is None:
            return
        wanted = next(
            (one.requirement for one in facts.review.requirements if one.requirement.paper_type == detail.key),
            None,
        )
        if wanted is None or not detail.asks_condition:
            return
        reason, session = condition_not_met(wanted, facts.source), self._desk.session
        grant = self._services.grant_exception
        self._decide(
            lambda: grant(dossier_id, wanted.paper_type, Ground.CONDITION_NOT_MET, reason, session),
            done=self._excepted,
        )

    # --- fields ------------------------------------------------------------------------------------------------

    def field_confirmed(self, key: str, value: str) -> None:
        """The clerk says what the field says."""
        dossier_id = self._dossier_id
        paper_type, _, name = key.partition("/")
        if dossier_id is not None and self._is_open:
            self._decide(lambda: self._services.confirm(dossier_id, paper_type, {name: value}))

    def confirm_all_wanted(self) -> None:
        """Everything that was read on the shown paper is right."""
        facts, dossier_id, detail = self._facts, self._dossier_id, self._screen.detail
        if facts is None or dossier_id is None or detail is None or not self._is_open:
            return
        state = next(one for one in facts.review.requirements if one.requirement.paper_type == detail.key)
        confirm, by_paper = self._services.confirm, unconfirmed(facts, state)

        def work() -> None:
            for paper_type, values in by_paper.items():
                confirm(dossier_id, paper_type, values)

        self._decide(work)

    @property
    def _is_open(self) -> bool:
        return self._facts is not None and self._facts.dossier.state is State.RECEIVED

    def look_up_wanted(self) -> None:
        """Ask the province once more which papers of the person it holds."""
        facts = self._facts
        if facts is None or not facts.dossier.applicant.id_number:
            return
        number, purpose = facts.dossier.applicant.id_number, look_up_purpose(facts.source)
        self._tasks.run(
            lambda: self._services.look_up(number, purpose), done=self._looked_up, failed=self._failed, slow=True
        )

    def _looked_up(self, holdings: Holdings) -> None:
        note = held_note(holdings)
        if note is None:
            said = words("Review", "Tỉnh đã trả lời. Số giấy tờ đang có của người này: {papers}.")
            note = Note(said.fill(papers=len(holdings.papers)), Tone.GOOD)
        self._screen = replace(self._screen, status=note)
        self._reload()

    def _excepted(self) -> None:
        self._screen = replace(self._screen, ground="", reason="")

    def seal_wanted(self) -> None:
        """Seal, and let the dossier be sent."""
        dossier_id = self._dossier_id
        if dossier_id is None or self._screen.busy or not self._screen.can_seal:
            return
        session = self._desk.session
        self._screen = replace(
            self._screen,
            busy=True,
            status=Note(words("Review", "Đang chốt hồ sơ và ký từng giấy tờ…"), Tone.ACCENT),
        )
        self._show(self._built())
        self._tasks.run(
            lambda: self._services.seal(dossier_id, session), done=self._sealed, failed=self._failed, slow=True
        )

    def _sealed(self, dossier: Dossier) -> None:
        said = words("Review", "Đã chốt hồ sơ {code}. Hồ sơ sẽ tự gửi về tỉnh.").fill(code=dossier.code)
        self._screen = replace(self._screen, busy=False, status=Note(said, Tone.GOOD))
        self._reload()

    def _decide(self, work: Callable[[], object], done: Callable[[], None] | None = None) -> None:
        def decided(_answer: object) -> None:
            self._screen = replace(self._screen, status=None)
            if done is not None:
                done()
            self._reload()

        self._tasks.run(work, done=decided, failed=self._failed)

    # --- showing -----------------------------------------------------------------------------------------------

    def _built(self) -> ReviewScreen:
        facts = self._facts
        if facts is None:
            hint = words("Review", "Chưa chọn hồ sơ. Hãy tiếp nhận hồ sơ mới hoặc mở hồ sơ từ Việc hôm nay.")
            return ReviewScreen(summary=hint)
        is_open = facts.dossier.state is State.RECEIVED
        lines = requirement_lines(facts)
        chosen = self._screen.chosen or first_to_look_at(facts)
        return replace(
            self._screen,
            head=dossier_head(facts.dossier, facts.procedure, Step.REVIEW),
            requirements=lines,
            chosen=chosen,
            detail=requirement_detail(facts, chosen, can_decide=is_open),
            open_points=point_lines(facts) if is_open else (),
            can_seal=is_open and facts.review.can_seal,
            sealed=not is_open,
            summary=review_summary(facts),
        )

    def _failed(self, error: CounterError) -> None:
        self._screen = replace(self._screen, busy=False, status=Note(problem_words(error), tone_of(error)))
        self._show(self._built())

    def _show(self, screen: ReviewScreen) -> None:
        self._screen = screen
        self._view.show_screen(screen)
