"""The strip: the state of the counter in plain words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from counter_app.services.queries import SyncState
from counter_app.ui.presenters.screens import Tone
from counter_app.ui.presenters.strip import StripPresenter, strip_screen
from counter_app.ui.presenters.strip_screen import StripScreen
from tests.builders.desk import MORNING
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_views import RecordingView, RunNow


def state(*, unsent: int = 0, minutes: int | None = 0) -> SyncState:
    return SyncState(
        acts_unsent=unsent,
        files_unsent=0,
        bytes_unsent=0,
        dossiers_at_window=2,
        dossiers_on_the_way=3,
        dossiers_at_branch=1,
        dossiers_at_province=40,
        last_contact=None if minutes is None else MORNING - timedelta(minutes=minutes),
        troubles_open=0,
    )


@pytest.mark.parametrize(
    ("seen", "said", "tone"),
    [
        (state(), "Đã gửi hết", Tone.GOOD),
        (state(unsent=3), "Đang gửi", Tone.ACCENT),
        (state(unsent=3, minutes=30), "Mất kết nối · vẫn làm việc bình thường", Tone.WARN),
        (state(minutes=30), "Mất kết nối · đã gửi hết", Tone.NEUTRAL),
        (state(unsent=1, minutes=None), "Mất kết nối · vẫn làm việc bình thường", Tone.WARN),
    ],
)
def test_the_link_is_told_in_plain_words(seen: SyncState, said: str, tone: Tone) -> None:
    screen = strip_screen(seen, MORNING)

    assert screen.link is not None
    assert (str(screen.link.text), screen.link.tone) == (said, tone)


def test_the_three_numbers_are_dossiers_and_add_up() -> None:
    screen = strip_screen(state(), MORNING)

    assert (screen.at_window, screen.on_the_way, screen.at_province) == (2, 4, 40)


def test_send_now_says_at_once_that_it_is_tried(counter: CounterOfTests, now: RunNow) -> None:
    view: RecordingView[StripScreen] = RecordingView()
    presenter = StripPresenter(view, now, counter.for_strip())
    presenter.start()

    presenter.send_wanted()

    assert counter.sent_now == 1
    assert str(view.now.link.text if view.now.link else "") == "Đang liên lạc…"
