"""The planner's order: acts first, then the files that are due first, then the feed, then patience."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.delivery import (
    BACK_OFF_LONGEST,
    HELD_AGAIN_AFTER,
    POLL_EVERY,
    AskMissing,
    AskOffset,
    BeginUpload,
    LeaseNumbers,
    Pull,
    Seen,
    SendActs,
    SendChunk,
    Wait,
    WaitingAct,
    WaitingFile,
    next_step,
    retry_at,
)

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
QUIET = Seen(pulled_at=NOW)
A, B = "a" * 64, "b" * 64


def file(digest: str = A, **known: object) -> WaitingFile:
    return WaitingFile(digest=digest, size_bytes=1000, due_at=None, **known)  # type: ignore[arg-type]


def test_acts_go_before_files() -> None:
    step = next_step([WaitingAct("one", 10)], [file()], QUIET, NOW)

    assert step == SendActs(("one",))


def test_a_batch_keeps_to_its_size_but_never_starves_a_large_act() -> None:
    large = [WaitingAct("one", 300_000), WaitingAct("two", 10)]

    assert next_step(large, [], QUIET, NOW) == SendActs(("one",))


def test_what_is_unknown_is_asked_before_any_byte_is_sent() -> None:
    assert next_step([], [file()], QUIET, NOW) == AskMissing((A,))


def test_an_upload_is_begun_then_continued_where_it_stands() -> None:
    begin = next_step([], [file(known_missing=True)], QUIET, NOW)
    ask = next_step([], [file(known_missing=True, upload_url="/u")], QUIET, NOW)
    send = next_step([], [file(known_missing=True, upload_url="/u", offset=64)], QUIET, NOW)

    assert (begin, ask, send) == (BeginUpload(A), AskOffset(A), SendChunk(A, 64))


def test_the_dossier_that_is_due_first_goes_first() -> None:
    later = WaitingFile(A, 10, NOW + timedelta(days=2), known_missing=True)
    sooner = WaitingFile(B, 10_000, NOW + timedelta(days=1), known_missing=True)

    assert next_step([], [later, sooner], QUIET, NOW) == BeginUpload(B)


def test_small_papers_do_not_wait_behind_a_large_plan() -> None:
    plan = WaitingFile(A, 90_000_000, NOW, known_missing=True)
    paper = WaitingFile(B, 150_000, NOW, known_missing=True)

    assert next_step([], [plan, paper], QUIET, NOW) == BeginUpload(B)


def test_a_held_act_waits_for_its_files() -> None:
    held = WaitingAct("seal", 10, held=True, needs=frozenset({A}))
    seen = Seen(pulled_at=NOW, held_at=NOW)

    assert next_step([held], [file(known_missing=True)], seen, NOW) == BeginUpload(A)


def test_a_held_act_goes_again_once_its_file_is_there() -> None:
    held = WaitingAct("seal", 10, held=True, needs=frozenset({A}))
    seen = Seen(pulled_at=NOW, held_at=NOW, completed_at=NOW)

    assert next_step([held], [], seen, NOW) == SendActs(("seal",))


def test_an_act_that_stays_held_is_offered_again_with_patience() -> None:
    held = WaitingAct("seal", 10, held=True)
    seen = Seen(pulled_at=NOW, held_at=NOW)

    assert next_step([held], [], seen, NOW) == Wait(NOW + POLL_EVERY)
    assert next_step([held], [], Seen(pulled_at=NOW, held_at=NOW - HELD_AGAIN_AFTER), NOW) == SendActs(("seal",))


def test_numbers_are_leased_before_files_are_sent() -> None:
    seen = Seen(pulled_at=NOW, numbers_wanted=("2026-11-24",))

    assert next_step([], [file()], seen, NOW) == LeaseNumbers(("2026-11-24",))


def test_the_feed_is_asked_when_there_is_nothing_to_send() -> None:
    assert next_step([], [], Seen(), NOW) == Pull()
    assert next_step([], [], QUIET, NOW + POLL_EVERY) == Pull()
    assert next_step([], [], QUIET, NOW) == Wait(NOW + POLL_EVERY)


def test_a_clock_set_back_does_not_silence_the_feed() -> None:
    assert next_step([], [], Seen(pulled_at=NOW + timedelta(days=400)), NOW) == Pull()


def test_a_window_that_is_not_enrolled_waits() -> None:
    assert isinstance(next_step([WaitingAct("one", 1)], [], Seen(enrolled=False), NOW), Wait)


def test_nothing_is_tried_before_the_back_off_has_passed() -> None:
    seen = Seen(failures=3, failed_at=NOW, jitter=1.0)

    assert next_step([WaitingAct("one", 1)], [], seen, NOW) == Wait(NOW + timedelta(seconds=8))


@given(failures=st.integers(1, 10_000), jitter=st.floats(0, 1))
def test_the_back_off_never_exceeds_five_minutes(failures: int, jitter: float) -> None:
    again = retry_at(Seen(failures=failures, failed_at=NOW, jitter=jitter))

    assert again is not None
    assert NOW <= again <= NOW + BACK_OFF_LONGEST
