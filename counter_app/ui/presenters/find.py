"""Find anything from anywhere: code, name without diacritics, phone, number, and the words on scanned pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from counter_app.contract.moves import State
from counter_app.domain.errors import CounterError
from counter_app.domain.ids import DossierId, PageId
from counter_app.services.queries import FoundIn, SearchRow
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.running import Newest, Tasks
from counter_app.ui.presenters.saying import state_mark
from counter_app.ui.presenters.screens import Line
from counter_app.ui.problems import problem_words
from counter_app.ui.words import Text, words

SHOWN = 12
EXCERPT = 90
"""Characters of a page's line that are shown."""


_INVITE = words("Find", "Gõ mã hồ sơ, họ tên không dấu, số điện thoại, hoặc chữ trong giấy tờ đã quét.")


@dataclass(frozen=True, slots=True)
class FindScreen:
    """What the finder shows."""

    query: str = ""
    found: tuple[Line, ...] = ()
    hint: Text = _INVITE


class FindView(Protocol):
    """Shows the finder; ``close_finder`` takes it away."""

    def show_screen(self, screen: FindScreen) -> None: ...

    def close_finder(self) -> None: ...


@dataclass(frozen=True)
class FindServices:
    """What the finder asks of the program."""

    search: Callable[[str, int], Sequence[SearchRow]]
    excerpt: Callable[[PageId, str], str]
    title_of: Callable[[str], str]


def place_of(state: State) -> Place:
    """Where a dossier in this state is gone on with."""
    match state:
        case State.RECEIVED:
            return Place.CAPTURE
        case State.RESULT_READY | State.RETURNED:
            return Place.RESULTS
        case _:
            return Place.REVIEW


class FindPresenter:
    """Decides what the finder shows and where a choice leads."""

    def __init__(self, view: FindView, tasks: Tasks, desk: Desk, services: FindServices) -> None:
        self._view = view
        self._desk = desk
        self._services = services
        self._screen = FindScreen()
        self._rows: dict[str, SearchRow] = {}
        self._found: Newest[tuple[tuple[SearchRow, str], ...]] = Newest(
            tasks, done=self._listed, failed=self._failed
        )

    def opened(self) -> None:
        """The finder is asked for: empty."""
        self._found.forget()
        self._show(FindScreen())

    def query_edited(self, query: str) -> None:
        """Find while it is typed."""
        self._screen = replace(self._screen, query=query)
        if not query.strip():
            self.opened()
            return
        self._found.ask(
            lambda: tuple(self._with_excerpt(row, query) for row in self._services.search(query, SHOWN))
        )

    def chosen(self, key: str) -> None:
        """Go on with this one where it stands; without a key the first."""
        row = self._rows.get(key) or next(iter(self._rows.values()), None)
        if row is None:
            return
        self._view.close_finder()
        self._desk.take_up(DossierId(row.dossier_id))
        self._desk.go_to(place_of(row.state))

    def _with_excerpt(self, row: SearchRow, query: str) -> tuple[SearchRow, str]:
        if row.found_in is not FoundIn.PAGE or row.page_id is None:
            return row, ""
        return row, self._services.excerpt(row.page_id, query)

    def _listed(self, found: tuple[tuple[SearchRow, str], ...]) -> None:
        self._rows = {row.dossier_id: row for row, _ in found}
        lines = tuple(found_line(row, said, self._services.title_of) for row, said in found)
        nothing = words("Find", "Không tìm thấy. Hãy thử mã hồ sơ, số điện thoại hoặc họ tên.")
        self._show(replace(self._screen, found=lines, hint="" if lines else nothing))

    def _failed(self, error: CounterError) -> None:
        self._show(replace(self._screen, found=(), hint=problem_words(error)))

    def _show(self, screen: FindScreen) -> None:
        self._screen = screen
        if not screen.found:
            self._rows = {}
        self._view.show_screen(screen)


def found_line(row: SearchRow, excerpt: str, title_of: Callable[[str], str]) -> Line:
    """A dossier that was found; on a page, with the words around."""
    title = title_of(row.procedure)
    if excerpt:
        cut = excerpt if len(excerpt) <= EXCERPT else f"{excerpt[:EXCERPT]}…"
        detail: Text = words("Find", "{code} · {procedure}\nTrên trang: «{text}»").fill(
            code=row.code, procedure=title, text=cut
        )
        return Line(row.dossier_id, row.applicant, detail, state_mark(row.state), icon="paper", strong=True)
    return Line(
        row.dossier_id, row.applicant, f"{row.code} · {title}", state_mark(row.state), icon="person", strong=True
    )
