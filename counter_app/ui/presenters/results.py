"""Results: finds the dossier, shows the result, records who took it and how they found the service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from counter_app.contract.acts import Kind
from counter_app.contract.moves import State
from counter_app.domain.dossier import Dossier, Result
from counter_app.domain.errors import CounterError, IllegalMove
from counter_app.domain.ids import DossierId
from counter_app.domain.lifecycle import possible_moves
from counter_app.domain.slip_codes import read_slip_code
from counter_app.services.hand_over import Receiver
from counter_app.services.ports import Session
from counter_app.services.queries import QueueFilter, QueueRow, SearchRow
from counter_app.services.review import roles_of
from counter_app.ui.formats import moment_text
from counter_app.ui.presenters.citizen_screen import CitizenScreen, Stage
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.print_jobs import RESULT, numbered
from counter_app.ui.presenters.results_screen import ResultDetail, ResultsScreen, ResultsView
from counter_app.ui.presenters.running import Newest, Tasks
from counter_app.ui.presenters.saying import due_text, state_mark
from counter_app.ui.presenters.screens import Choice, Line, Note, Tone
from counter_app.ui.problems import problem_words, tone_of
from counter_app.ui.words import Text, words

SHOWN = 40

RELATIONS = (
    Choice("", words("Results", "Chính người nộp")),
    Choice("relative", words("Results", "Người thân")),
    Choice("authorised", words("Results", "Người được ủy quyền")),
    Choice("representative", words("Results", "Người đại diện của tổ chức")),
)


WAYS = (
    Choice("window", words("Results", "Tại quầy")),
    Choice("post", words("Results", "Qua bưu chính")),
    Choice("electronic", words("Results", "Bản điện tử")),
)


class Give(Protocol):
    """Records who took the result, with the picture of their signature."""

    def __call__(
        self, dossier_id: DossierId, receiver: Receiver, session: Session, *, signature: bytes = b""
    ) -> Dossier: ...


class Rate(Protocol):
    """Records the citizen's rating."""

    def __call__(self, dossier_id: DossierId, rating: str, session: Session) -> Dossier: ...


@dataclass(frozen=True)
class ResultsServices:
    """What the results screen asks of the program."""

    waiting: Callable[[QueueFilter], Sequence[QueueRow]]
    search: Callable[[str, int], Sequence[SearchRow]]
    by_code: Callable[[str], Dossier | None]
    dossier: Callable[[DossierId], Dossier | None]
    fetch_result: Callable[[DossierId], tuple[Result, bytes]]
    hand_over: Give
    rate: Rate
    render: Callable[[bytes], tuple[bytes, ...]]
    title_of: Callable[[str], str]
    now: Callable[[], datetime]


class ResultsPresenter:
    """Decides what the results screen shows."""

    def __init__(self, view: ResultsView, tasks: Tasks, desk: Desk, services: ResultsServices) -> None:
        self._view = view
        self._tasks = tasks
        self._desk = desk
        self._services = services
        self._screen = ResultsScreen(relations=RELATIONS, ways=WAYS)
        self._signature = b""
        self._dossier: Dossier | None = None
        self._pages: tuple[bytes, ...] = ()
        self._list: Newest[tuple[Line, ...]] = Newest(tasks, done=self._listed, failed=self._failed)
        self._chosen: Newest[Dossier | None] = Newest(tasks, done=self._shown, failed=self._failed)

    def start(self) -> None:
        """The screen came to the front: what waits is listed; a dossier taken up elsewhere is shown."""
        self._list_now(self._screen.query)
        wanted = self._desk.dossier_id
        if wanted is not None and (self._dossier is None or self._dossier.dossier_id != wanted):
            self._chosen.ask(lambda: self._services.dossier(wanted))

    def dossier_event(self, dossier_id: str) -> None:
        """An act was added to a dossier."""
        if self._dossier is not None and dossier_id == self._dossier.dossier_id:
            self._chosen.ask(lambda: self._services.dossier(DossierId(dossier_id)))
        self._list_now(self._screen.query)

    # --- finding -----------------------------------------------------------------------------------------------

    def query_edited(self, query: str) -> None:
        """Find while it is typed or scanned."""
        self._screen = replace(self._screen, query=query)
        self._list_now(query)

    def query_entered(self) -> None:
        """Enter: a scanned receipt leads straight to its dossier, else the first match is taken."""
        typed = self._screen.query.strip()
        if not typed:
            return
        try:
            code = read_slip_code(typed).dossier_code
        except CounterError:
            code = typed
        self._chosen.ask(lambda: self._services.by_code(code) or self._first(code))

    def _first(self, text: str) -> Dossier | None:
        rows = self._services.search(text, 1)
        return self._services.dossier(rows[0].dossier_id) if rows else None

    def found_chosen(self, key: str) -> None:
        """This one."""
        self._chosen.ask(lambda: self._services.dossier(DossierId(key)))

    def _list_now(self, query: str) -> None:
        if query.strip():
            self._list.ask(lambda: tuple(self._found_line(row) for row in self._services.search(query, SHOWN)))
            return
        wanted = QueueFilter(states=frozenset({State.RESULT_READY}), limit=SHOWN)
        self._list.ask(lambda: tuple(self._found_line(row) for row in self._services.waiting(wanted)))

    def _found_line(self, row: SearchRow | QueueRow) -> Line:
        title = self._services.title_of(row.procedure)
        return result_line(row.dossier_id, row.applicant, row.code, title, row.state)

    def _listed(self, lines: tuple[Line, ...]) -> None:
        if self._screen.query.strip():
            hint = words("Results", "Không tìm thấy. Hãy kiểm tra lại mã hoặc họ tên.") if not lines else None
        else:
            hint = words("Results", "Kết quả đang chờ trả: {count}").fill(count=len(lines))
        self._show(replace(self._screen, found=lines, hint=hint or ""))

    # --- one dossier -------------------------------------------------------------------------------------------

    def _shown(self, dossier: Dossier | None) -> None:
        if dossier is None:
            said = words("Results", "Không tìm thấy hồ sơ «{query}».").fill(query=self._screen.query.strip())
            self._show(replace(self._screen, status=Note(said, Tone.WARN)))
            return
        is_new = self._dossier is None or self._dossier.dossier_id != dossier.dossier_id
        self._dossier = dossier
        if is_new:
            self._pages = ()
            self._signature = b""
            self._view.show_paper(())
            self._screen = replace(
                self._screen,
                receiver=dossier.applicant.name,
                id_number=dossier.applicant.id_number,
                relation="",
                receiver_note=None,
                way=dossier.result_by if dossier.result_by in {way.key for way in WAYS} else "window",
                signed=False,
                preview=False,
                status=None,
            )
        self._show(self._built())

    def receiver_edited(self, name: str, id_number: str) -> None:
        """Who takes the result."""
        self._show(replace(self._screen, receiver=name, id_number=id_number, receiver_note=None))

    def relation_picked(self, key: str) -> None:
        """How they are related to the applicant."""
        self._show(replace(self._screen, relation=key))

    def way_picked(self, key: str) -> None:
        """How the result goes out."""
        self._show(replace(self._screen, way=key))

    def sign_wanted(self) -> None:
        """Ask the citizen to sign on their own screen."""
        self._show_citizen(Stage.SIGN)

    def signed(self, picture: bytes) -> None:
        """The citizen signed: kept with the hand-over that follows."""
        self._signature = picture
        self._show_citizen(Stage.WAIT)
        said = words("Results", "Người dân đã ký. Bấm Ctrl + Enter để trả kết quả.")
        self._show(replace(self._screen, signed=True, status=Note(said, Tone.GOOD)))

    def _show_citizen(self, stage: Stage) -> None:
        dossier = self._dossier
        if dossier is not None:
            result = dossier.result.title if dossier.result else ""
            name = self._screen.receiver or dossier.applicant.name
            self._view.show_citizen(CitizenScreen(stage, name=name, code=dossier.code, result=result))

    def preview_wanted(self) -> None:
        """Show the result; it is fetched from the province when it is not here."""
        dossier = self._dossier
        if dossier is None or self._screen.busy:
            return
        self._show(replace(self._screen, busy=True, status=None))
        services = self._services
        self._tasks.run(
            lambda: services.render(services.fetch_result(dossier.dossier_id)[1]),
            done=self._fetched,
            failed=self._failed,
            slow=True,
        )

    def _fetched(self, pages: tuple[bytes, ...]) -> None:
        self._pages = pages
        self._view.show_paper(pages)
        self._show(replace(self._screen, busy=False, preview=True))

    def print_wanted(self) -> None:
        """Print what is shown."""
        result = self._dossier.result if self._dossier is not None else None
        if self._pages:
            self._view.print_paper(self._pages, numbered(RESULT, result.result_code if result else ""))

    def hand_over_wanted(self) -> None:
        """Give the result out."""
        dossier = self._dossier
        if dossier is None or self._screen.busy:
            return
        if not self._screen.receiver.strip():
            note = words("Results", "Hãy nhập họ tên người nhận.")
            self._show(replace(self._screen, receiver_note=note))
            return
        receiver = Receiver(
            name=self._screen.receiver,
            id_number=self._screen.id_number.strip(),
            relation=self._screen.relation,
            by=self._screen.way,
        )
        session, signature = self._desk.session, self._signature
        self._show(replace(self._screen, busy=True, status=None))
        self._tasks.run(
            lambda: self._services.hand_over(dossier.dossier_id, receiver, session, signature=signature),
            done=self._handed_over,
            failed=self._failed,
        )

    def _handed_over(self, dossier: Dossier) -> None:
        self._dossier = dossier
        said = words("Results", "Đã trả kết quả cho {name}. Mời người dân đánh giá.").fill(
            name=dossier.receiver_name
        )
        self._screen = replace(self._screen, busy=False, status=Note(said, Tone.GOOD))
        self._show(self._built())
        if self._screen.way == "window" and self._signature:
            self._show_citizen(Stage.RATE)
        self._list_now(self._screen.query)

    def rated(self, rating: str) -> None:
        """What the citizen thinks."""
        dossier, session = self._dossier, self._desk.session
        if dossier is None or self._screen.busy:
            return
        self._tasks.run(
            lambda: self._services.rate(dossier.dossier_id, rating, session),
            done=self._thanked,
            failed=self._failed,
        )

    def _thanked(self, dossier: Dossier) -> None:
        self._dossier = dossier
        if self._signature:
            self._show_citizen(Stage.THANKS)
        self._screen = replace(
            self._screen, status=Note(words("Results", "Đã ghi nhận đánh giá. Xin cảm ơn."), Tone.GOOD)
        )
        self._show(self._built())

    # --- showing -----------------------------------------------------------------------------------------------

    def _built(self) -> ResultsScreen:
        dossier = self._dossier
        if dossier is None:
            return replace(self._screen, detail=None, chosen="")
        session = self._desk.session
        moves = possible_moves(dossier, unit=session.unit, roles=roles_of(session))
        detail = result_detail(
            dossier,
            self._services.title_of(dossier.procedure),
            can_hand_over=Kind.HANDED_OVER in moves,
            can_rate=dossier.state is State.RETURNED and Kind.RATED in moves,
        )
        return replace(self._screen, chosen=dossier.dossier_id, detail=detail)

    def _failed(self, error: CounterError) -> None:
        tone = Tone.WARN if isinstance(error, IllegalMove) else tone_of(error)
        self._show(replace(self._screen, busy=False, status=Note(problem_words(error), tone)))

    def _show(self, screen: ResultsScreen) -> None:
        self._screen = screen
        self._view.show_screen(screen)


def result_line(key: str, applicant: str, code: str, procedure: str, state: State) -> Line:
    """A dossier as a line of the list."""
    return Line(key, applicant, f"{code} · {procedure}", state_mark(state))


def result_detail(dossier: Dossier, procedure: str, *, can_hand_over: bool, can_rate: bool) -> ResultDetail:
    """The dossier whose result is asked for."""
    return ResultDetail(
        key=dossier.dossier_id,
        code=dossier.code,
        applicant=dossier.applicant.name,
        procedure=procedure,
        state=state_mark(dossier.state),
        result=_result_text(dossier),
        due=due_text(dossier),
        can_hand_over=can_hand_over,
        can_rate=can_rate,
        rating=dossier.rating,
    )


def _result_text(dossier: Dossier) -> Text:
    if dossier.handed_over_at is not None:
        return words("Results", "Đã trả cho {name} lúc {time}").fill(
            name=dossier.receiver_name, time=moment_text(dossier.handed_over_at)
        )
    if dossier.result is None:
        return words("Results", "Chưa có kết quả điện tử")
    return dossier.result.title
