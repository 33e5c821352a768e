"""The supervisor's screen: the branch's queue and load, who has what, what was turned down, and reassigning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from counter_app.contract.acts import Kind
from counter_app.contract.moves import ACTIVE, State
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import CounterError
from counter_app.domain.ids import DossierId
from counter_app.domain.lifecycle import possible_moves
from counter_app.services.queries import ActRow, QueueFilter, QueueRow
from counter_app.services.report import Report
from counter_app.services.review import roles_of
from counter_app.services.supervise import Branch
from counter_app.ui.presenters.branch_report import branch_report
from counter_app.ui.presenters.branch_returned import settled_words
from counter_app.ui.presenters.branch_returned_side import ReadReturned, ReturnedSide
from counter_app.ui.presenters.branch_screen import (
    BranchDetail,
    BranchScreen,
    BranchView,
    FilterChoices,
    Filters,
    Tab,
)
from counter_app.ui.presenters.branch_services import BranchServices
from counter_app.ui.presenters.branch_wording import (
    advice,
    branch_line,
    clerk_lines,
    counted_text,
    gauges,
    hour_bars,
    score_gauges,
    table_lines,
)
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.history import history_lines
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.print_jobs import REPORT, of_days
from counter_app.ui.presenters.running import Newest, Refresh, Tasks
from counter_app.ui.presenters.saying import STATES
from counter_app.ui.presenters.screens import Choice, Note, Tone
from counter_app.ui.problems import problem_words, tone_of
from counter_app.ui.words import words

SHOWN = 200
EXPORTED = 5000
"""Rows of the queue that go into a report."""

_ANY = words("Branch", "Tất cả")


@dataclass(frozen=True, slots=True)
class _Read:
    branch: Branch
    rows: tuple[QueueRow, ...]
    procedures: tuple[Choice, ...]
    returned: ReadReturned


@dataclass(frozen=True, slots=True)
class _Opened:
    dossier: Dossier
    history: tuple[ActRow, ...]


class BranchPresenter:
    """Decides what the supervisor's screen shows."""

    def __init__(self, view: BranchView, tasks: Tasks, desk: Desk, services: BranchServices) -> None:
        self._view = view
        self._tasks = tasks
        self._desk = desk
        self._services = services
        self._screen = BranchScreen(loading=True)
        self._branch: Branch | None = None
        self._rows: tuple[QueueRow, ...] = ()
        self._returned = ReturnedSide(services, desk)
        self._refresh = Refresh(tasks, self._read, done=self._counted, failed=self._failed)
        self._queue: Newest[tuple[QueueRow, ...]] = Newest(tasks, done=self._listed, failed=self._failed)
        self._detail: Newest[_Opened | None] = Newest(tasks, done=self._opened, failed=self._failed)

    def start(self) -> None:
        """The screen came to the front."""
        self._refresh.ask()

    def changed(self) -> None:
        """Something was added or sent: what is shown may be old."""
        if self._branch is not None:
            self._refresh.ask()

    def tab_chosen(self, key: str) -> None:
        """Another side of the branch."""
        self._show(replace(self._screen, tab=Tab(key)))

    # --- the queue ---------------------------------------------------------------------------------------------

    def filtered(self, filters: Filters) -> None:
        """Narrow the queue to this."""
        self._screen = replace(self._screen, filters=filters)
        wanted = self._wanted(SHOWN)
        self._queue.ask(lambda: tuple(self._services.queue(wanted)))

    def overdue_wanted(self) -> None:
        """What is late, and nothing else."""
        self._screen = replace(self._screen, tab=Tab.QUEUE)
        self.filtered(Filters(overdue=True))

    def clerk_chosen(self, key: str) -> None:
        """What this clerk has."""
        self._screen = replace(self._screen, tab=Tab.QUEUE)
        self.filtered(Filters(clerk=key))

    def row_chosen(self, key: str) -> None:
        """This dossier is under the cursor: show who has it and what was done."""
        self._show(replace(self._screen, chosen=key, status=None))
        self._detail.ask(lambda: self._look_up(DossierId(key)))

    def row_opened(self, key: str) -> None:
        """Down to its papers and pages."""
        self._desk.take_up(DossierId(key))
        self._desk.go_to(Place.REVIEW)

    def _look_up(self, dossier_id: DossierId) -> _Opened | None:
        dossier = self._services.dossier(dossier_id)
        return None if dossier is None else _Opened(dossier, tuple(self._services.history(dossier_id)))

    def _opened(self, opened: _Opened | None) -> None:
        if opened is None:
            self._show(replace(self._screen, detail=None))
            return
        dossier, session = opened.dossier, self._desk.session
        moves = possible_moves(dossier, unit=session.unit, roles=roles_of(session))
        clerk = dossier.assigned_clerk or dossier.received_by
        detail = BranchDetail(
            key=dossier.dossier_id,
            code=dossier.code,
            applicant=dossier.applicant.name,
            holder=words("Branch", "Đang giữ: {name}").fill(name=self._names.get(clerk, clerk)),
            history=history_lines(opened.history, self._names),
            can_reassign=Kind.REASSIGNED in moves,
        )
        is_new = self._screen.detail is None or self._screen.detail.key != detail.key
        kept = {} if not is_new else {"taker": self._suggested(clerk), "reason": ""}
        self._show(replace(self._screen, detail=detail, **kept))  # type: ignore[arg-type]

    def _suggested(self, clerk: str) -> str:
        """The one who has least, unless it is the holder."""
        if self._branch is None:
            return ""
        others = [one for one in self._branch.clerks if one.clerk_id != clerk]
        return others[-1].clerk_id if others else ""

    # --- reassigning -------------------------------------------------------------------------------------------

    def taker_picked(self, key: str) -> None:
        """Who is to have it."""
        self._show(replace(self._screen, taker=key))

    def reason_edited(self, reason: str) -> None:
        """Why."""
        self._screen = replace(self._screen, reason=reason)

    def reassign_wanted(self) -> None:
        """Give the chosen dossier to the chosen clerk."""
        detail, screen, session = self._screen.detail, self._screen, self._desk.session
        if detail is None or screen.busy or not detail.can_reassign:
            return
        self._show(replace(screen, busy=True, status=None))
        self._tasks.run(
            lambda: self._services.reassign(DossierId(detail.key), screen.taker, screen.reason, session),
            done=self._reassigned,
            failed=self._failed,
        )

    def _reassigned(self, dossier: Dossier) -> None:
        said = words("Branch", "Đã chuyển hồ sơ {code} cho {name}.").fill(
            code=dossier.code, name=self._names.get(dossier.assigned_clerk, dossier.assigned_clerk)
        )
        self._show(replace(self._screen, busy=False, reason="", status=Note(said, Tone.GOOD)))
        self._detail.ask(lambda: self._look_up(dossier.dossier_id))
        self._refresh.ask()

    # --- what was turned down ----------------------------------------------------------------------------------

    def own_list_wanted(self) -> None:
        """What this window has to do is on its own list."""
        self._desk.go_to(Place.TROUBLES)

    def returned_opened(self, key: str) -> None:
        """Down to the papers of the dossier that it is about."""
        entry = self._returned.entry(key)
        if entry is not None and entry.dossier is not None:
            self.row_opened(entry.dossier.dossier_id)

    def take_back_wanted(self, key: str) -> None:
        """Where the dossier can be given to one of the unit again."""
        entry = self._returned.entry(key)
        if entry is None or entry.dossier is None:
            return
        dossier = entry.dossier
        self._screen = replace(self._screen, tab=Tab.QUEUE, chosen=dossier.dossier_id, detail=None, status=None)
        self.filtered(Filters(window=dossier.window, procedure=dossier.procedure))
        self._detail.ask(lambda: self._look_up(dossier.dossier_id))

    def settle_wanted(self, key: str) -> None:
        """It was dealt with, or is accepted as it is."""
        entry, session = self._returned.entry(key), self._desk.session
        if entry is None:
            return

        def solve() -> None:
            for one in entry.told:
                self._services.solve(one.key, session)

        def solved(_nothing: None) -> None:
            self._show(replace(self._screen, status=Note(settled_words(entry), Tone.GOOD)))
            self._refresh.ask()

        self._tasks.run(solve, done=solved, failed=self._failed)

    # --- leaving the program -----------------------------------------------------------------------------------

    def export_wanted(self) -> None:
        """A workbook of the queue as it is filtered, the load and the indicators."""
        self._report_by(self._export, self._exported)

    def print_wanted(self) -> None:
        """The same on paper."""

        def done(pages: tuple[bytes, ...]) -> None:
            today = self._services.now().date()
            self._view.print_paper(pages, of_days(REPORT, today, today))

        self._report_by(lambda report: self._services.render(self._services.paper(report)), done)

    def _report_by(self, make: Callable[[Report], object], done: Callable[..., None]) -> None:
        branch = self._branch
        if branch is None or self._screen.busy:
            return
        wanted = self._wanted(EXPORTED)

        def work() -> object:
            rows = tuple(self._services.queue(wanted))
            return make(
                branch_report(branch, rows, self._names, self._services.title_of, self._services.unit_title)
            )

        self._show(replace(self._screen, busy=True, status=None))

        def finished(answer: object) -> None:
            self._show(replace(self._screen, busy=False))
            done(answer)

        self._tasks.run(work, done=finished, failed=self._failed, slow=True)

    def _export(self, report: Report) -> Path:
        return self._services.keep(f"chi-nhanh-{report.at:%Y%m%d-%H%M}.xlsx", self._services.workbook(report))

    def _exported(self, path: Path) -> None:
        said = words("Branch", "Đã xuất ra {path}").fill(path=str(path))
        self._show(replace(self._screen, status=Note(said, Tone.GOOD)))

    # --- reading -----------------------------------------------------------------------------------------------

    def _read(self) -> _Read:
        branch = self._services.supervise(self._desk.session.unit)
        known = self._services.procedures()
        return _Read(
            branch,
            tuple(self._services.queue(self._wanted(SHOWN))),
            tuple(Choice(one.code, one.title) for one in known),
            self._returned.read(),
        )

    def _wanted(self, limit: int) -> QueueFilter:
        filters = self._screen.filters
        return QueueFilter(
            unit=self._desk.session.unit,
            states=frozenset({State(filters.state)}) if filters.state else frozenset(),
            window=filters.window,
            clerk=filters.clerk,
            procedure=filters.procedure,
            overdue_on=self._services.now().date() if filters.overdue else None,
            unsent=filters.unsent,
            limit=limit,
        )

    @property
    def _names(self) -> dict[str, str]:
        return {one.clerk_id: one.name for one in self._branch.staff} if self._branch else {}

    def _today(self) -> date:
        return self._services.now().date()

    # --- showing -----------------------------------------------------------------------------------------------

    def _counted(self, read: _Read) -> None:
        branch = read.branch
        self._branch = branch
        windows, hours = hour_bars(branch)
        people = tuple(Choice(one.clerk_id, one.name) for one in branch.clerks)
        seen = sorted({row.window for row in read.rows} | set(windows) | {self._screen.filters.window} - {""})
        self._screen = replace(
            self._screen,
            counted=counted_text(branch),
            gauges=gauges(branch),
            choices=FilterChoices(
                states=(
                    Choice("", _ANY),
                    *(Choice(state, STATES[state].text) for state in State if state in ACTIVE),
                ),
                windows=(Choice("", _ANY), *(Choice(window, window) for window in seen)),
                clerks=(Choice("", _ANY), *people),
                procedures=(Choice("", _ANY), *read.procedures),
            ),
            takers=people,
            windows=windows,
            hours=hours,
            advice=advice(branch, self._services.unit_title),
            clerks=clerk_lines(branch.clerks, branch.balance),
            scores=score_gauges(branch.scores),
            table=table_lines(branch.table),
            returned=self._returned.take(read.returned, self._names),
            loading=False,
        )
        self._listed(read.rows)

    def _listed(self, rows: tuple[QueueRow, ...]) -> None:
        self._rows = rows
        today, names = self._today(), self._names
        keys = {row.dossier_id for row in rows}
        keeps = self._screen.chosen in keys
        more = words("Day", "Chỉ hiện {limit} hồ sơ đầu. Hãy gõ thêm để tìm chính xác hơn.").fill(limit=SHOWN)
        self._show(
            replace(
                self._screen,
                rows=tuple(branch_line(row, today, self._services.title_of, names) for row in rows),
                chosen=self._screen.chosen if keeps else "",
                detail=self._screen.detail if keeps else None,
                more=more if len(rows) >= SHOWN else None,
            )
        )

    def _failed(self, error: CounterError) -> None:
        said = Note(problem_words(error), tone_of(error))
        self._show(replace(self._screen, loading=False, busy=False, status=said))

    def _show(self, screen: BranchScreen) -> None:
        self._screen = screen
        self._view.show_screen(screen)
