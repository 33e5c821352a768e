"""The list of what needs a person: every trouble in the clerk's words, each with what cures it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import CounterError
from counter_app.domain.ids import ActId, DossierId
from counter_app.services.ports import Session, Trouble
from counter_app.ui.formats import since_text
from counter_app.ui.presenters.day_screen import TroubleRow, TroublesScreen, TroublesView
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.running import Refresh, Tasks
from counter_app.ui.presenters.screens import Choice, Note, Tone
from counter_app.ui.problems import problem_words, tone_of, trouble_words
from counter_app.ui.words import Text, words

OPEN, SEND, REDO, SOLVED = "open", "send", "redo", "solved"
CURES = {
    OPEN: words("Troubles", "Mở hồ sơ"),
    SEND: words("Troubles", "Gửi lại"),
    REDO: words("Troubles", "Làm lại"),
    SOLVED: words("Troubles", "Đã xử lý xong"),
}
SENT_AGAIN = frozenset({"malformed", "schema_too_old", "schema_too_new", "change_unreadable", "not_found"})
"""Troubles that a newer program or another try may mend."""


@dataclass(frozen=True)
class TroublesServices:
    """What the list asks of the program."""

    open: Callable[[], Sequence[Trouble]]
    dossier: Callable[[DossierId], Dossier | None]
    solve: Callable[[str], None]
    may_redo: Callable[[ActId], bool]
    redo: Callable[[ActId, Session], Dossier]
    send_now: Callable[[], None]
    title_of: Callable[[str], str]
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class _Entry:
    trouble: Trouble
    dossier: Dossier | None
    may_redo: bool


class TroublesPresenter:
    """Decides what the list shows, and how many wait."""

    def __init__(
        self,
        view: TroublesView,
        tasks: Tasks,
        desk: Desk,
        services: TroublesServices,
        counted: Callable[[int], None],
    ) -> None:
        self._view = view
        self._tasks = tasks
        self._desk = desk
        self._services = services
        self._counted = counted
        self._screen = TroublesScreen()
        self._entries: tuple[_Entry, ...] = ()
        self._refresh = Refresh(tasks, self._read, done=self._shown, failed=self._failed)

    def start(self) -> None:
        """The screen came to the front."""
        self._refresh.ask()

    def changed(self) -> None:
        """Something was added or solved."""
        self._refresh.ask()

    def cure_wanted(self, key: str, cure: str) -> None:
        """This cure for this entry."""
        entry = next((one for one in self._entries if one.trouble.trouble_id == key), None)
        if entry is None:
            return
        match cure:
            case "open" if entry.dossier is not None:
                self._desk.take_up(entry.dossier.dossier_id)
                self._desk.go_to(Place.REVIEW)
            case "send":
                self._services.send_now()
                self._show(replace(self._screen, status=Note(words("Troubles", "Đang gửi lại…"), Tone.ACCENT)))
            case "redo":
                act_id, session = ActId(entry.trouble.act_id), self._desk.session
                self._tasks.run(
                    lambda: self._services.redo(act_id, session),
                    done=lambda _dossier: self.changed(),
                    failed=self._failed,
                )
            case _:
                self._tasks.run(
                    lambda: self._services.solve(key), done=lambda _nothing: self.changed(), failed=self._failed
                )

    def _read(self) -> tuple[_Entry, ...]:
        return tuple(
            _Entry(
                trouble,
                self._services.dossier(DossierId(trouble.dossier_id)) if trouble.dossier_id else None,
                bool(trouble.act_id) and self._services.may_redo(ActId(trouble.act_id)),
            )
            for trouble in self._services.open()
        )

    def _shown(self, entries: tuple[_Entry, ...]) -> None:
        self._entries = entries
        self._counted(len(entries))
        rows = tuple(self._row(entry) for entry in entries)
        summary = words("Troubles", "Những việc chương trình không tự làm được, cũ nhất ở trên.")
        self._show(replace(self._screen, rows=rows, summary=summary if rows else ""))

    def _row(self, entry: _Entry) -> TroubleRow:
        services = self._services
        return trouble_row(
            entry.trouble, entry.dossier, services.now(), services.title_of, may_redo=entry.may_redo
        )

    def _failed(self, error: CounterError) -> None:
        self._show(replace(self._screen, status=Note(problem_words(error), tone_of(error))))

    def _show(self, screen: TroublesScreen) -> None:
        self._screen = screen
        self._view.show_screen(screen)


def cures_of(trouble: Trouble, dossier: Dossier | None, *, may_redo: bool = False) -> tuple[str, ...]:
    """What can be done about an entry, the likeliest first."""
    cures: list[str] = [REDO] if may_redo else []
    if trouble.code in SENT_AGAIN:
        cures.append(SEND)
    if dossier is not None:
        cures.append(OPEN)
    return (*cures, SOLVED)


def trouble_row(
    trouble: Trouble,
    dossier: Dossier | None,
    now: datetime,
    title_of: Callable[[str], str],
    *,
    may_redo: bool = False,
) -> TroubleRow:
    """An entry in words, with its cures."""
    if dossier is None:
        title: Text = words("Troubles", "Việc của quầy")
    else:
        title = f"{dossier.code} · {dossier.applicant.name} · {title_of(dossier.procedure)}"
    return TroubleRow(
        key=trouble.trouble_id,
        title=title,
        detail=trouble_words(trouble.code, trouble.facts),
        since=words("Troubles", "Từ {since}").fill(since=since_text(trouble.since, now)),
        tone=Tone.WARN,
        cures=tuple(Choice(cure, CURES[cure]) for cure in cures_of(trouble, dossier, may_redo=may_redo)),
    )
