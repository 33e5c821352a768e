"""The strip: three plain numbers, the last contact, and "send now"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from counter_app.domain.errors import CounterError
from counter_app.services.queries import SyncState
from counter_app.ui.formats import since_text
from counter_app.ui.presenters.running import Refresh, Tasks
from counter_app.ui.presenters.screens import Mark, Tone
from counter_app.ui.presenters.strip_screen import StripScreen, StripView
from counter_app.ui.words import Text, words

LIVELY = timedelta(minutes=2)
"""A contact younger than this means that the link lives."""


@dataclass(frozen=True)
class StripServices:
    """What the strip asks of the program. ``send_now`` wakes the link and returns at once."""

    sync_state: Callable[[], SyncState]
    send_now: Callable[[], None]
    now: Callable[[], datetime]


class StripPresenter:
    """Decides what the strip shows."""

    def __init__(self, view: StripView, tasks: Tasks, services: StripServices) -> None:
        self._view = view
        self._services = services
        self._screen = StripScreen()
        self._refresh = Refresh(tasks, services.sync_state, done=self._shown, failed=self._failed)

    def start(self) -> None:
        """Show the first numbers."""
        self._refresh.ask()

    def changed(self) -> None:
        """Something was added, sent or answered; also called now and then, because time passes."""
        self._refresh.ask()

    def send_wanted(self) -> None:
        """Do not wait for the next turn."""
        self._services.send_now()
        self._show(replace(self._screen, link=Mark(words("Strip", "Đang liên lạc…"), Tone.ACCENT)))

    def _shown(self, state: SyncState) -> None:
        self._show(strip_screen(state, self._services.now()))

    def _failed(self, _error: CounterError) -> None:
        self._show(replace(self._screen, link=Mark(words("Strip", "Chưa đọc được số liệu"), Tone.WARN)))

    def _show(self, screen: StripScreen) -> None:
        self._screen = screen
        self._view.show_screen(screen)


def strip_screen(state: SyncState, now: datetime) -> StripScreen:
    """The strip as it stands at this moment."""
    return StripScreen(
        at_window=state.dossiers_at_window,
        on_the_way=state.dossiers_on_the_way + state.dossiers_at_branch,
        at_province=state.dossiers_at_province,
        contact=_contact(state.last_contact, now),
        link=_link(state, now),
    )


def _contact(at: datetime | None, now: datetime) -> Text:
    if at is None:
        return words("Strip", "Chưa liên lạc với tỉnh lần nào")
    said = since_text(at, now)
    return words("Strip", "Liên lạc lần cuối: {time}").fill(time=said)


def _link(state: SyncState, now: datetime) -> Mark:
    waiting = state.acts_unsent + state.files_unsent
    if state.last_contact is None or now - state.last_contact > LIVELY:
        if waiting:
            return Mark(words("Strip", "Mất kết nối · vẫn làm việc bình thường"), Tone.WARN)
        return Mark(words("Strip", "Mất kết nối · đã gửi hết"), Tone.NEUTRAL)
    if waiting:
        return Mark(words("Strip", "Đang gửi"), Tone.ACCENT)
    return Mark(words("Strip", "Đã gửi hết"), Tone.GOOD)
