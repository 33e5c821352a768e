"""My day: the numbers of the unit, the queue behind each number, and one key to go on with a dossier."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from counter_app.contract.moves import State
from counter_app.domain.errors import CounterError
from counter_app.domain.ids import DossierId, UnitCode
from counter_app.services.queries import DUE_SOON_DAYS, Count, QueueFilter, QueueRow, SearchRow
from counter_app.ui.formats import moment_text
from counter_app.ui.presenters.day_screen import DayScreen, DayView, Figure, QueueLine
from counter_app.ui.presenters.deeds import DeedServices, DeedsPresenter
from counter_app.ui.presenters.deeds_screen import DeedsScreen
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.find import place_of
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.running import Newest, Refresh, Tasks
from counter_app.ui.presenters.saying import delivery_mark, state_mark
from counter_app.ui.presenters.screens import Mark, Note, Tone
from counter_app.ui.problems import problem_words, tone_of
from counter_app.ui.words import Text, Words, words

SHOWN = 200
FOUND = 50


@dataclass(frozen=True, slots=True)
class _Kind:
    """One number of the day: what it is called, what it counts, what its queue asks for."""

    key: str
    title: Words
    counts: tuple[Count, ...]
    states: frozenset[State]
    tone: Tone = Tone.NEUTRAL


KINDS = (
    _Kind(
        "received", words("Day", "Đang hoàn thiện"), (Count.RECEIVED,), frozenset({State.RECEIVED}), Tone.ACCENT
    ),
    _Kind(
        "running",
        words("Day", "Đang giải quyết"),
        (Count.SEALED, Count.PROCESSING),
        frozenset({State.SEALED, State.PROCESSING}),
    ),
    _Kind(
        "waiting",
        words("Day", "Chờ người dân"),
        (Count.WAITING_FOR_CITIZEN, Count.FINANCIAL_DUTY),
        frozenset({State.SUPPLEMENT, State.FINANCIAL_DUTY}),
        Tone.WARN,
    ),
    _Kind("due_soon", words("Day", "Sắp đến hạn"), (Count.DUE_SOON,), frozenset(), Tone.WARN),
    _Kind("overdue", words("Day", "Quá hạn"), (Count.OVERDUE,), frozenset(), Tone.BAD),
    _Kind(
        "results",
        words("Day", "Chờ trả kết quả"),
        (Count.TO_RETURN_AT_WINDOW, Count.TO_RETURN_BY_POST, Count.TO_RETURN_ONLINE),
        frozenset({State.RESULT_READY}),
        Tone.GOOD,
    ),
)


@dataclass(frozen=True)
class DayServices:
    """What the day asks of the program; ``title_of`` gives a procedure's title by its code."""

    counts: Callable[[UnitCode, date], Mapping[Count, int]]
    queue: Callable[[QueueFilter], Sequence[QueueRow]]
    search: Callable[[str, int], Sequence[SearchRow]]
    title_of: Callable[[str], str]
    now: Callable[[], datetime]
    deeds: DeedServices


@dataclass(frozen=True, slots=True)
class _Day:
    counts: Mapping[Count, int]
    rows: tuple[QueueLine, ...]


class DayPresenter:
    """Decides what "Việc hôm nay" shows."""

    def __init__(self, view: DayView, tasks: Tasks, desk: Desk, services: DayServices) -> None:
        self._view = view
        self._desk = desk
        self._services = services
        self._screen = DayScreen(loading=True)
        self._chosen_kind = ""
        self._states: dict[str, State] = {}
        self.deeds = DeedsPresenter(tasks, desk, services.deeds, show=self._show_deeds, send=view.print_slip)
        self._refresh = Refresh(tasks, self._read, done=self._shown, failed=self._failed)
        self._search: Newest[tuple[QueueLine, ...]] = Newest(tasks, done=self._found, failed=self._failed)

    def start(self) -> None:
        """The screen came to the front."""
        name = self._desk.session.name
        self._screen = replace(self._screen, greeting=words("Day", "Chào {name}").fill(name=name))
        self._refresh.ask()

    def changed(self) -> None:
        """Something was added or sent: the numbers may be old."""
        if self._desk.is_taken:
            self._refresh.ask()

    def figure_chosen(self, key: str) -> None:
        """Show what this number counts; the same number again shows everything."""
        self.deeds.closed()
        self._chosen_kind = "" if key == self._chosen_kind else key
        self._screen = replace(self._screen, query="", chosen="")
        self._search.forget()
        self._refresh.ask()

    def query_edited(self, query: str) -> None:
        """Find while it is typed."""
        self._screen = replace(self._screen, query=query, chosen="")
        self.deeds.closed()
        if not query.strip():
            self._search.forget()
            self._refresh.ask()
            return
        self._search.ask(lambda: tuple(self._found_line(row) for row in self._services.search(query, FOUND)))

    def row_chosen(self, key: str) -> None:
        """This dossier is under the cursor."""
        title = _OPENS.get(self._place_of(key), words("Day", "Mở"))
        self._show(replace(self._screen, chosen=key, open_title=title))

    def row_opened(self, key: str) -> None:
        """Go on with this dossier where it stands."""
        self._desk.take_up(DossierId(key))
        self._desk.go_to(self._place_of(key))

    def intake_wanted(self) -> None:
        """A new dossier."""
        self._desk.go_to(Place.INTAKE)

    def deeds_wanted(self) -> None:
        """What may be decided or printed for the dossier under the cursor, and the lists of the day."""
        self.deeds.opened(self._screen.chosen)

    def _place_of(self, key: str) -> Place:
        state = self._states.get(key)
        return Place.REVIEW if state is None else place_of(state)

    # --- reading -----------------------------------------------------------------------------------------------

    def _read(self) -> _Day:
        today = self._services.now().date()
        unit = self._desk.session.unit
        counts = self._services.counts(unit, today)
        rows = [row for row in self._services.queue(self._filter(unit, today)) if self._belongs(row, today)]
        return _Day(counts, tuple(self._line(row, today) for row in rows))

    def _filter(self, unit: UnitCode, today: date) -> QueueFilter:
        kind = next((one for one in KINDS if one.key == self._chosen_kind), None)
        if kind is None:
            return QueueFilter(unit=unit, limit=SHOWN)
        overdue = today if kind.key == "overdue" else None
        return QueueFilter(unit=unit, states=kind.states, overdue_on=overdue, limit=SHOWN)

    def _belongs(self, row: QueueRow, today: date) -> bool:
        if self._chosen_kind != "due_soon":
            return True
        return (
            row.due_at is not None
            and not row.clock_stopped
            and 0 <= (row.due_at.date() - today).days <= DUE_SOON_DAYS
        )

    def _line(self, row: QueueRow, today: date) -> QueueLine:
        self._states[row.dossier_id] = row.state
        return queue_line(row, today, self._services.title_of)

    def _found_line(self, row: SearchRow) -> QueueLine:
        self._states[row.dossier_id] = row.state
        return QueueLine(
            key=row.dossier_id,
            code=row.code,
            applicant=row.applicant,
            procedure=self._services.title_of(row.procedure),
            due=_due(row.due_at, clock_stopped=False),
            due_mark=None,
            state=state_mark(row.state),
            delivery=Mark(words("Day", "Tìm thấy"), Tone.NEUTRAL),
        )

    # --- showing -----------------------------------------------------------------------------------------------

    def _shown(self, day: _Day) -> None:
        figures = tuple(
            Figure(
                kind.key,
                kind.title,
                sum(day.counts.get(one, 0) for one in kind.counts),
                kind.tone,
                chosen=kind.key == self._chosen_kind,
            )
            for kind in KINDS
        )
        self._screen = replace(self._screen, figures=figures, loading=False, status=None)
        if not self._screen.query.strip():
            self._show_rows(day.rows, SHOWN, words("Day", "Chưa có hồ sơ nào ở mục này"))
        else:
            self._show(self._screen)

    def _found(self, rows: tuple[QueueLine, ...]) -> None:
        self._show_rows(rows, FOUND, words("Day", "Không tìm thấy hồ sơ nào"))

    def _show_rows(self, rows: tuple[QueueLine, ...], limit: int, empty: Text) -> None:
        more = words("Day", "Chỉ hiện {limit} hồ sơ đầu. Hãy gõ thêm để tìm chính xác hơn.").fill(limit=limit)
        keys = {row.key for row in rows}
        self._show(
            replace(
                self._screen,
                rows=rows,
                more=more if len(rows) >= limit else None,
                chosen=self._screen.chosen if self._screen.chosen in keys else "",
                empty_title=empty,
                empty_detail=words("Day", "Bấm Ctrl + N để tiếp nhận hồ sơ mới."),
            )
        )

    def _failed(self, error: CounterError) -> None:
        self._show(replace(self._screen, loading=False, status=Note(problem_words(error), tone_of(error))))

    def _show_deeds(self, deeds: DeedsScreen | None) -> None:
        self._show(replace(self._screen, deeds=deeds))

    def _show(self, screen: DayScreen) -> None:
        self._screen = screen
        self._view.show_screen(screen)


_OPENS: dict[Place, Words] = {
    Place.CAPTURE: words("Day", "Quét tiếp"),
    Place.REVIEW: words("Day", "Xem hồ sơ"),
    Place.RESULTS: words("Day", "Trả kết quả"),
}


def queue_line(row: QueueRow, today: date, title_of: Callable[[str], str]) -> QueueLine:
    """A dossier as a line of the queue."""
    return QueueLine(
        key=row.dossier_id,
        code=row.code,
        applicant=row.applicant,
        procedure=title_of(row.procedure),
        due=_due(row.due_at, clock_stopped=row.clock_stopped),
        due_mark=_due_mark(row, today),
        state=state_mark(row.state),
        delivery=delivery_mark(row.delivery),
    )


def _due(due_at: datetime | None, *, clock_stopped: bool) -> Text:
    if clock_stopped:
        return words("Day", "Tạm dừng")
    return words("Day", "Không hẹn") if due_at is None else moment_text(due_at)


def _due_mark(row: QueueRow, today: date) -> Mark | None:
    if row.is_overdue(today) and row.due_at is not None:
        late = (today - row.due_at.date()).days
        return Mark(words("Day", "Quá hạn {days} ngày").fill(days=late), Tone.BAD)
    if row.due_at is None or row.clock_stopped or row.state in _ENDED:
        return None
    left = (row.due_at.date() - today).days
    if left == 0:
        return Mark(words("Day", "Hôm nay"), Tone.WARN)
    if left <= DUE_SOON_DAYS:
        return Mark(words("Day", "Còn {days} ngày").fill(days=left), Tone.WARN)
    return None


_ENDED = frozenset({State.RESULT_READY, State.RETURNED, State.REFUSED, State.WITHDRAWN, State.STOPPED})
