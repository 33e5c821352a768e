"""What is worth a word while the clerk looks elsewhere: results that came, trouble, a link that went or came back.

A notice names nobody: it stands on a screen that others can see.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from counter_app.domain.errors import CounterError
from counter_app.domain.ids import UnitCode
from counter_app.services.queries import Count, SyncState
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.running import Refresh, Tasks
from counter_app.ui.words import Words, words

SILENT_FOR = timedelta(minutes=30)
"""A province that was not heard for so long, while something waits, is worth a word."""

_RESULTS = (Count.TO_RETURN_AT_WINDOW, Count.TO_RETURN_BY_POST, Count.TO_RETURN_ONLINE)


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence, and where a click on it leads."""

    text: Words
    place: Place


@dataclass(frozen=True, slots=True)
class Seen:
    """What the last look showed."""

    results: int
    troubles: int
    waiting: int
    silent: bool


class NoticesView(Protocol):
    """Shows a notice for a moment."""

    def tell(self, notice: Notice) -> None: ...


@dataclass(frozen=True)
class NoticesServices:
    """What notices are made of."""

    sync_state: Callable[[], SyncState]
    counts: Callable[[UnitCode], Mapping[Count, int]]
    now: Callable[[], datetime]


class NoticesPresenter:
    """Compares what is with what was; the first look tells nothing."""

    def __init__(self, view: NoticesView, tasks: Tasks, desk: Desk, services: NoticesServices) -> None:
        self._view = view
        self._desk = desk
        self._services = services
        self._seen: Seen | None = None
        self._refresh = Refresh(tasks, self._look, done=self._compare, failed=self._failed)

    def changed(self) -> None:
        """Something was added, sent or answered; also called now and then, because time passes."""
        if self._desk.is_taken:
            self._refresh.ask()

    def _look(self) -> Seen:
        state = self._services.sync_state()
        counts = self._services.counts(self._desk.session.unit)
        waiting = state.acts_unsent + state.files_unsent
        contact = state.last_contact
        silent = bool(waiting) and contact is not None and self._services.now() - contact > SILENT_FOR
        return Seen(sum(counts.get(count, 0) for count in _RESULTS), state.troubles_open, waiting, silent)

    def _compare(self, now: Seen) -> None:
        before, self._seen = self._seen, now
        if before is not None:
            for notice in notices(before, now):
                self._view.tell(notice)

    def _failed(self, error: CounterError) -> None:
        # The screens say what does not work; a notice about notices helps nobody.
        del error


def notices(before: Seen, now: Seen) -> tuple[Notice, ...]:
    """What to say about the difference."""
    said: list[Notice] = []
    if now.results > before.results:
        came = words("Notices", "{count} hồ sơ vừa có kết quả để trả.").fill(count=now.results - before.results)
        said.append(Notice(came, Place.RESULTS))
    if now.troubles > before.troubles:
        new = words("Notices", "Có {count} việc mới cần xử lý.").fill(count=now.troubles - before.troubles)
        said.append(Notice(new, Place.TROUBLES))
    if now.silent and not before.silent:
        lost = words("Notices", "Chưa liên lạc được với tỉnh hơn 30 phút. Vẫn làm việc bình thường.")
        said.append(Notice(lost, Place.SYNC))
    if before.silent and not now.waiting:
        said.append(Notice(words("Notices", "Đã có mạng trở lại và đã gửi hết hồ sơ về tỉnh."), Place.SYNC))
    return tuple(said)
