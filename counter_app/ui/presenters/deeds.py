"""Slips and decisions: what a clerk may decide about a dossier or print about it, and the lists of a day.

Only what the dossier's state allows is offered, and only slips about something that is recorded. A decision is
recorded first and printed then: a printer that fails takes nothing back, and the slip is offered again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from counter_app.contract.acts import Kind
from counter_app.domain.dossier import Dossier, FeeForm
from counter_app.domain.errors import CounterError
from counter_app.domain.ids import DossierId
from counter_app.domain.lifecycle import possible_moves
from counter_app.services.decide import Decide
from counter_app.services.fee_receipts import FeeReceipts
from counter_app.services.ports import Session
from counter_app.services.review import roles_of
from counter_app.services.slip_lists import PrintLists
from counter_app.services.slips import PrintSlips
from counter_app.ui.formats import day_text
from counter_app.ui.presenters.deeds_person import applicant_of, texts_of
from counter_app.ui.presenters.deeds_screen import DeedsScreen
from counter_app.ui.presenters.deeds_wording import (
    DEEDS,
    EVIDENCE,
    FEE_RECEIPT,
    FIRST,
    GROUND,
    LAST,
    LISTS,
    MODEL,
    REASON,
    SERIAL,
    SERIES,
    WRITE_OFF,
    Deed,
    day_of,
    offered,
)
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.print_jobs import numbered, of_days
from counter_app.ui.presenters.running import Newest, Tasks
from counter_app.ui.presenters.saying import STATES
from counter_app.ui.presenters.screens import Line, Note, Tone
from counter_app.ui.problems import problem_words, tone_of
from counter_app.ui.words import Text, Words, words

Pages = tuple[bytes, ...]


@dataclass(frozen=True)
class DeedServices:
    """What the panel asks of the program; slips and lists are built when the first one is wanted."""

    dossier: Callable[[DossierId], Dossier | None]
    decide: Decide
    slips: Callable[[], PrintSlips]
    receipt: Callable[[DossierId, Session], bytes]
    fee_receipts: FeeReceipts
    lists: Callable[[], PrintLists]
    render: Callable[[bytes], Pages]
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class _Known:
    """A dossier with what may be done to it."""

    dossier: Dossier | None
    deeds: tuple[Deed, ...]
    next_form: FeeForm | None = None


class DeedsPresenter:
    """Decides what the panel shows; None while it is away.

    Args:
        show: Shows the panel as it is now.
        send: Sends pages to paper, under a name for the printer's queue; False where there is no printer.
    """

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        services: DeedServices,
        *,
        show: Callable[[DeedsScreen | None], None],
        send: Callable[[Pages, Text], bool],
    ) -> None:
        self._tasks = tasks
        self._desk = desk
        self._services = services
        self._show_panel = show
        self._send = send
        self._screen: DeedsScreen | None = None
        self._dossier_id: DossierId | None = None
        self._about = _Known(None, ())
        self._reading: Newest[_Known] = Newest(tasks, done=self._known, failed=self._failed)

    def opened(self, key: str) -> None:
        """Show what may be done to this dossier; the lists alone when there is no dossier."""
        if self._screen is not None and self._screen.busy:
            return
        self._dossier_id = DossierId(key) if key else None
        self._put(DeedsScreen(title=words("Deeds", "Phiếu và quyết định")))
        self._read_again()

    def closed(self) -> None:
        """Back to the queue, unless something is being recorded or printed."""
        if self._screen is not None and not self._screen.busy:
            self._reading.forget()
            self._put(None)

    def deed_chosen(self, key: str) -> None:
        """This is what the clerk looks at; what was typed for another is gone."""
        screen = self._screen
        if screen is not None and not screen.busy and key in DEEDS and key != screen.chosen:
            self._put(self._with_deed(replace(screen, status=None), DEEDS[key]))

    def deed_entered(self, key: str) -> None:
        """Enter on a line: a slip that asks for nothing is printed at once, a decision never is."""
        self.deed_chosen(key)
        if key in DEEDS and not DEEDS[key].asked and DEEDS[key].decides is None:
            self.do_wanted()

    def text_edited(self, key: str, text: str) -> None:
        """The clerk writes what the deed asks for."""
        screen = self._screen
        if screen is not None and not screen.busy:
            asked = tuple(replace(one, text=text) if one.key == key else one for one in screen.asked)
            self._put(_ready(replace(screen, asked=asked)))

    def do_wanted(self) -> None:
        """Record the decision, print the slip or the list."""
        screen = self._screen
        if screen is None or screen.busy or not screen.can_do:
            return
        deed, session = DEEDS[screen.chosen], self._desk.session
        texts = {one.key: one.text for one in screen.asked}
        self._put(replace(screen, busy=True, can_do=False, status=None))
        if deed in LISTS:
            self._print_list(deed, texts, session)
        elif self._dossier_id is not None and deed.decides is not None:
            self._decide(deed.decides, self._dossier_id, texts, session)
        elif self._dossier_id is not None and deed.key == FEE_RECEIPT:
            self._write_receipt(self._dossier_id, form_of(texts), session)
        elif self._dossier_id is not None and deed.key == WRITE_OFF:
            self._write_off(self._dossier_id, form_of(texts), texts[REASON], session)
        elif self._dossier_id is not None:
            self._print(deed.key, self._dossier_id, session)

    # --- deciding ----------------------------------------------------------------------------------------------

    def _decide(self, kind: Kind, dossier_id: DossierId, texts: Mapping[str, str], session: Session) -> None:
        decide = self._services.decide

        def work() -> Dossier:
            if kind is Kind.REFUSED:
                return decide.refuse(dossier_id, texts[REASON], session, ground=texts[GROUND])
            if kind is Kind.WITHDRAWN:
                return decide.withdraw(dossier_id, texts[REASON], session)
            if kind is Kind.FINANCIAL_DUTY_MET:
                return decide.meet_duty(dossier_id, texts[EVIDENCE], session)
            if kind is Kind.CORRECTED:
                return decide.correct(dossier_id, applicant_of(texts), texts[REASON], session)
            return decide.receive_supplement(dossier_id, session)

        def done(dossier: Dossier) -> None:
            if kind is Kind.REFUSED:
                self._print("refusal", dossier_id, session)
                return
            said = words("Deeds", "Đã ghi nhận cho hồ sơ {code}.").fill(code=dossier.code)
            if kind is Kind.CORRECTED:
                said = words("Deeds", "Đã sửa hồ sơ {code}. Hãy in lại giấy tiếp nhận nếu người dân cần bản đúng.")
                said = said.fill(code=dossier.code)
            self._finish(Note(said, Tone.GOOD))

        self._tasks.run(work, done=done, failed=self._failed)

    # --- numbered forms ----------------------------------------------------------------------------------------

    def _write_receipt(self, dossier_id: DossierId, form: FeeForm, session: Session) -> None:
        def work() -> tuple[Pages, tuple[str, ...]]:
            written = self._services.fee_receipts.write(dossier_id, form, session)
            pdf = self._services.slips().fee_receipt(dossier_id, written.form, session)
            return self._services.render(pdf), written.skipped

        def done(answer: tuple[Pages, tuple[str, ...]]) -> None:
            pages, skipped = answer
            self._printed(pages, numbered(DEEDS[FEE_RECEIPT].title, form.serial), skipped_note(skipped))

        self._tasks.run(work, done=done, failed=self._failed, slow=True)

    def _write_off(self, dossier_id: DossierId, form: FeeForm, reason: str, session: Session) -> None:
        def done(_dossier: Dossier) -> None:
            said = words("Deeds", "Đã ghi hủy biên lai số {serial}.").fill(serial=form.serial)
            self._finish(Note(said, Tone.GOOD))

        write_off = self._services.fee_receipts.write_off
        self._tasks.run(lambda: write_off(dossier_id, form, reason, session), done=done, failed=self._failed)

    # --- printing ----------------------------------------------------------------------------------------------

    def _print(self, key: str, dossier_id: DossierId, session: Session) -> None:
        about = self._about.dossier
        name = numbered(DEEDS[key].title, about.code if about is not None else "")

        def work() -> Pages:
            return self._services.render(self._slip(key, dossier_id, session))

        self._tasks.run(work, done=lambda pages: self._printed(pages, name), failed=self._not_printed, slow=True)

    def _slip(self, key: str, dossier_id: DossierId, session: Session) -> bytes:
        slips = self._services.slips()
        match key:
            case "supplement":
                return slips.supplement(dossier_id, session)
            case "refusal":
                return slips.refusal(dossier_id, session)
            case "apology":
                return slips.apology(dossier_id)
            case "stop":
                return slips.stop(dossier_id)
            case "control":
                return slips.control(dossier_id)
            case _:
                return self._services.receipt(dossier_id, session)

    def _print_list(self, deed: Deed, texts: Mapping[str, str], session: Session) -> None:
        def work() -> tuple[Pages, Text]:
            first = day_of(texts[FIRST])
            last = day_of(texts[LAST]) if deed.key == "register" else first
            return self._list(deed, first, last, session), of_days(deed.title, first, last)

        self._tasks.run(work, done=lambda made: self._printed(*made), failed=self._failed, slow=True)

    def _list(self, deed: Deed, first: date, last: date, session: Session) -> Pages:
        lists = self._services.lists()
        if deed.key == "register":
            return self._services.render(lists.register(first, last, session))
        of_day = lists.hand_over_dossiers if deed.key == "dossiers" else lists.hand_over_results
        return tuple(page for printed in of_day(first, session) for page in self._services.render(printed.pdf))

    def _printed(self, pages: Pages, name: Text, beside: Note | None = None) -> None:
        if not pages:
            self._finish(Note(words("Deeds", "Ngày này không có gì để bàn giao."), Tone.WARN))
        elif self._send(pages, name):
            self._finish(beside or Note(words("Deeds", "Đã gửi đến máy in."), Tone.GOOD))
        else:
            said = words("Deeds", "Chưa in được vì máy tính này chưa có máy in. Hãy chọn máy in rồi in lại.")
            self._finish(Note(said, Tone.WARN))

    def _not_printed(self, error: CounterError) -> None:
        self._finish(Note(problem_words(error), tone_of(error)))

    # --- showing -----------------------------------------------------------------------------------------------

    def _finish(self, note: Note) -> None:
        """Done: say so and offer what the dossier allows now."""
        if self._screen is not None:
            self._put(_ready(replace(self._screen, busy=False, status=note)))
        self._read_again()

    def _read_again(self) -> None:
        dossier_id, session = self._dossier_id, self._desk.session

        def work() -> _Known:
            dossier = self._services.dossier(dossier_id) if dossier_id is not None else None
            if dossier is None:
                return _Known(None, offered(None, (), ()))
            moves = possible_moves(dossier, unit=session.unit, roles=roles_of(session))
            grounds = self._services.slips().grounds(dossier.dossier_id)
            top = self._services.fee_receipts.next_form(session)
            return _Known(dossier, offered(dossier, moves, grounds), top)

        self._reading.ask(work)

    def _known(self, known: _Known) -> None:
        screen, dossier = self._screen, known.dossier
        if screen is None or screen.busy:
            return
        self._about = known
        if dossier is not None:
            screen = replace(screen, title=title_for(dossier))
        screen = replace(screen, offered=tuple(Line(deed.key, deed.title, icon=deed.icon) for deed in known.deeds))
        keys = [deed.key for deed in known.deeds]
        if screen.chosen not in keys:
            screen = self._with_deed(screen, known.deeds[0])
        self._put(screen)

    def _with_deed(self, screen: DeedsScreen, deed: Deed) -> DeedsScreen:
        return with_deed(screen, deed, self._texts())

    def _texts(self) -> dict[str, str]:
        """What stands in the fields before the clerk writes."""
        about, today = self._about, day_text(self._services.now().date())
        person = texts_of(about.dossier.applicant) if about.dossier is not None else {}
        top = about.next_form
        form = {MODEL: top.model, SERIES: top.series, SERIAL: top.serial} if top is not None else {}
        return {FIRST: today, LAST: today, **person, **form}

    def _failed(self, error: CounterError) -> None:
        if self._screen is not None:
            note = Note(problem_words(error), tone_of(error))
            self._put(_ready(replace(self._screen, busy=False, status=note)))

    def _put(self, screen: DeedsScreen | None) -> None:
        self._screen = screen
        self._show_panel(screen)


def title_for(dossier: Dossier) -> Words:
    """Whose slips these are, and where the dossier stands: after a decision, where it stands now."""
    title = words("Deeds", "Phiếu và quyết định: {code}, {name} ({state})").fill(code=dossier.code)
    return title.fill(name=dossier.applicant.name, state=STATES[dossier.state].text)


def form_of(texts: Mapping[str, str]) -> FeeForm:
    """The numbered form that the clerk named."""
    return FeeForm(*(texts[name].strip() for name in (MODEL, SERIES, SERIAL)))


def skipped_note(skipped: tuple[str, ...]) -> Note | None:
    """Numbers that were passed over are told: each has to be written off or found."""
    if not skipped:
        return None
    numbers = skipped[0] if len(skipped) == 1 else f"{skipped[0]}–{skipped[-1]}"
    said = words("Deeds", "Đã in. Bỏ qua số {numbers}: nếu tờ đó hỏng, hãy ghi hủy để sổ biên lai không thiếu số.")
    return Note(said.fill(numbers=numbers), Tone.WARN)


def with_deed(screen: DeedsScreen, deed: Deed, known: Mapping[str, str]) -> DeedsScreen:
    """The panel with this deed chosen, and what is known in the fields until the clerk says otherwise."""
    asked = tuple(replace(one, text=known.get(one.key, one.text)) for one in deed.asked)
    return _ready(
        replace(
            screen,
            chosen=deed.key,
            chosen_title=deed.title,
            explains=deed.explains,
            asked=asked,
            do_title=deed.do_title,
        )
    )


def _ready(screen: DeedsScreen) -> DeedsScreen:
    """Whether everything that has to be written is."""
    whole = all(one.text.strip() for one in screen.asked if one.needed)
    return replace(screen, can_do=bool(screen.chosen) and whole and not screen.busy)
