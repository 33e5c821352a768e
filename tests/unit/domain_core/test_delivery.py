"""The planner's order: acts first, then the files that are due first, then what can wait, then patience."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.delivery import (
    ACTS,
    ASIDE_FIRST,
    ASIDE_LONGEST,
    BACK_OFF_LONGEST,
    BRANCH_AGAIN_AFTER,
    FEED,
    HELD_AGAIN_AFTER,
    LARGE_BYTES,
    LIFE,
    MISSING,
    NUMBERS,
    POLL_EVERY,
    Aside,
    AskBranch,
    AskMissing,
    AskOffset,
    BeginLife,
    BeginUpload,
    Certify,
    FetchLaw,
    LeaseNumbers,
    Pull,
    Seen,
    SendActs,
    SendChunk,
    Step,
    Wait,
    WaitingAct,
    WaitingFile,
    Wanted,
    is_aside,
    next_step,
    retry_at,
    set_aside,
)

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
QUIET = Seen(pulled_at=NOW)
YEARS = timedelta(days=2000)
A, B = "a" * 64, "b" * 64


def file(digest: str = A, **known: object) -> WaitingFile:
    return WaitingFile(digest=digest, size_bytes=1000, due_at=None, **known)  # type: ignore[arg-type]


def step(*waiting: WaitingAct | WaitingFile, seen: Seen = QUIET, now: datetime = NOW, **wanted: object) -> Step:
    acts = [one for one in waiting if isinstance(one, WaitingAct)]
    files = [one for one in waiting if isinstance(one, WaitingFile)]
    return next_step(acts, files, seen, Wanted(**wanted), now)  # type: ignore[arg-type]


def test_acts_go_before_files() -> None:
    assert step(WaitingAct("one", 10), file()) == SendActs(("one",))


def test_a_batch_keeps_to_its_size_but_never_starves_a_large_act() -> None:
    assert step(WaitingAct("one", 300_000), WaitingAct("two", 10)) == SendActs(("one",))


def test_a_batch_that_was_too_much_goes_in_smaller_parts() -> None:
    acts = [WaitingAct(f"act-{number}", 10) for number in range(9)]

    assert step(*acts, seen=replace(QUIET, batch_acts=2)) == SendActs(("act-0", "act-1"))


def test_what_is_unknown_is_asked_before_any_byte_is_sent() -> None:
    assert step(file()) == AskMissing((A,))


def test_an_upload_is_begun_then_continued_where_it_stands() -> None:
    begin = step(file(known_missing=True))
    ask = step(file(known_missing=True, upload_url="/u"))
    send = step(file(known_missing=True, upload_url="/u", offset=64))

    assert (begin, ask, send) == (BeginUpload(A), AskOffset(A), SendChunk(A, 64))


def test_the_dossier_that_is_due_first_goes_first() -> None:
    later = WaitingFile(A, 10, NOW + timedelta(days=2), known_missing=True)
    sooner = WaitingFile(B, 10_000, NOW + timedelta(days=1), known_missing=True)

    assert step(later, sooner) == BeginUpload(B, beside=(A,))


def test_small_papers_of_the_same_days_do_not_wait_behind_a_large_plan() -> None:
    plan = WaitingFile(A, LARGE_BYTES + 1, NOW, known_missing=True)
    paper = WaitingFile(B, 150_000, NOW + timedelta(hours=20), known_missing=True)

    assert step(plan, paper) == BeginUpload(B, beside=(A,))


def test_only_the_next_files_that_are_still_to_begin_may_travel_beside_the_first() -> None:
    names = [letter * 64 for letter in "abcdefgh"]
    files = [WaitingFile(name, 10 + place, NOW, known_missing=True) for place, name in enumerate(names)]
    begun = replace(files[3], upload_url="/u", offset=5)

    assert step(*files) == BeginUpload(names[0], beside=tuple(names[1:6]))
    assert step(*files[:3], begun, *files[4:]) == BeginUpload(names[0], beside=tuple(names[1:3]))


def test_a_held_act_waits_for_its_files() -> None:
    held = WaitingAct("seal", 10, held=True, needs=frozenset({A}))

    assert step(held, file(known_missing=True), seen=replace(QUIET, held_at=NOW)) == BeginUpload(A)


def test_a_held_act_goes_again_once_a_file_came() -> None:
    held = WaitingAct("seal", 10, held=True, needs=frozenset({A}))

    assert step(held, seen=replace(QUIET, held_at=NOW, file_came=True)) == SendActs(("seal",))


def test_an_act_that_stays_held_is_offered_again_with_patience() -> None:
    held = WaitingAct("seal", 10, held=True)
    earlier = replace(QUIET, held_at=NOW - HELD_AGAIN_AFTER)

    assert step(held, seen=replace(QUIET, held_at=NOW)) == Wait(NOW + POLL_EVERY)
    assert step(held, seen=earlier) == SendActs(("seal",))


def test_numbers_are_leased_before_files_are_sent() -> None:
    assert step(file(), numbers=("2026-11-24",)) == LeaseNumbers(("2026-11-24",))


def test_the_feed_is_asked_when_there_is_nothing_to_send() -> None:
    assert step(seen=Seen()) == Pull()
    assert step(now=NOW + POLL_EVERY) == Pull()
    assert step() == Wait(NOW + POLL_EVERY)


def test_the_feed_is_asked_now_and_then_while_files_are_sent() -> None:
    waiting = file(known_missing=True)

    assert step(waiting, now=NOW + POLL_EVERY) == Pull()
    assert step(waiting, seen=replace(QUIET, more_to_pull=True)) == BeginUpload(A)


def test_a_long_feed_is_read_to_its_end_when_nothing_is_to_be_sent() -> None:
    assert step(seen=replace(QUIET, more_to_pull=True), law=(A,)) == Pull()


def test_what_can_wait_comes_last_law_before_certificates() -> None:
    assert step(file(known_missing=True), law=(B,), days=("2026-11-22",)) == BeginUpload(A)
    assert step(law=(B,), days=("2026-11-22",)) == FetchLaw(B)
    assert step(days=("2026-11-22",)) == Certify("2026-11-22")


def test_acts_that_only_the_branch_has_are_shown_again_with_patience() -> None:
    asked = replace(QUIET, branch_asked_at=NOW)

    assert step(at_branch=("one",)) == AskBranch(("one",))
    assert step(seen=asked, at_branch=("one",)) == Wait(NOW + POLL_EVERY)
    later = NOW + BRANCH_AGAIN_AFTER
    assert step(seen=replace(asked, pulled_at=later), now=later, at_branch=("one",)) == AskBranch(("one",))


def test_a_life_that_is_over_sends_nothing_more() -> None:
    assert step(WaitingAct("one", 1), file(), life_over=True) == BeginLife()


def test_a_life_that_cannot_begin_is_not_asked_for_at_once_again() -> None:
    seen = replace(QUIET, aside=set_aside(QUIET, LIFE, NOW))

    assert step(WaitingAct("one", 1), seen=seen, life_over=True) == Wait(NOW + POLL_EVERY)


def test_a_window_that_is_not_enrolled_waits() -> None:
    assert isinstance(step(WaitingAct("one", 1), enrolled=False), Wait)


# --- what was turned down stands in nobody's way ---------------------------------------------------------------


def test_a_file_that_was_turned_down_lets_the_others_pass() -> None:
    seen = replace(QUIET, aside=set_aside(QUIET, A, NOW))
    first = WaitingFile(A, 10, NOW, known_missing=True)

    assert step(first, file(B, known_missing=True), seen=seen) == BeginUpload(B)


@pytest.mark.parametrize(("name", "wanted"), [(NUMBERS, {"numbers": ("2026-11-24",)}), (ACTS, {})])
def test_numbers_or_acts_that_were_turned_down_let_the_files_pass(name: str, wanted: dict[str, object]) -> None:
    seen = replace(QUIET, aside=set_aside(QUIET, name, NOW))
    acts = [WaitingAct("one", 1)] if name == ACTS else []

    assert step(*acts, file(known_missing=True), seen=seen, **wanted) == BeginUpload(A)


def test_what_can_wait_passes_over_what_was_turned_down() -> None:
    law = replace(QUIET, aside=set_aside(QUIET, A, NOW))
    day = replace(QUIET, aside=set_aside(QUIET, "2026-11-22", NOW))
    asking = replace(QUIET, aside=set_aside(QUIET, MISSING, NOW))

    assert step(seen=law, law=(A, B)) == FetchLaw(B)
    assert step(seen=day, days=("2026-11-22", "2026-11-21")) == Certify("2026-11-21")
    assert step(file(A), file(B, known_missing=True), seen=asking) == BeginUpload(B)


def test_a_feed_that_was_turned_down_is_left_alone_for_a_while() -> None:
    seen = Seen(aside=set_aside(Seen(), FEED, NOW))

    assert isinstance(step(seen=seen), Wait)
    assert step(seen=seen, now=NOW + ASIDE_FIRST) == Pull()


@given(times=st.integers(1, 10_000))
def test_nothing_is_set_aside_for_longer_than_an_hour(times: int) -> None:
    seen = Seen(aside={A: Aside(NOW, times)})

    assert is_aside(seen, A, NOW)
    assert not is_aside(seen, A, NOW + ASIDE_LONGEST)


def test_a_pause_is_never_shorter_than_a_second() -> None:
    held = WaitingAct("seal", 10, held=True)
    seen = replace(QUIET, held_at=NOW - HELD_AGAIN_AFTER, aside=set_aside(QUIET, ACTS, NOW))

    found = step(held, seen=seen)

    assert isinstance(found, Wait)
    assert found.until >= NOW + timedelta(seconds=1)


# --- patience with the link ------------------------------------------------------------------------------------


def test_nothing_is_tried_before_the_back_off_has_passed() -> None:
    seen = Seen(failures=3, failed_at=NOW, jitter=1.0)

    assert step(WaitingAct("one", 1), seen=seen) == Wait(NOW + timedelta(seconds=8))


@given(failures=st.integers(1, 10_000), jitter=st.floats(0, 1), wait_s=st.integers(0, 10**9))
def test_the_back_off_never_exceeds_five_minutes(failures: int, jitter: float, wait_s: int) -> None:
    again = retry_at(Seen(failures=failures, failed_at=NOW, jitter=jitter, wait_s=wait_s), NOW)

    assert again is not None
    assert NOW <= again <= NOW + BACK_OFF_LONGEST


def test_the_province_is_left_alone_for_as_long_as_it_asked() -> None:
    seen = Seen(failures=1, failed_at=NOW, jitter=0.0, wait_s=30)

    assert retry_at(seen, NOW) == NOW + timedelta(seconds=30)


# --- clocks that jump ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "remembered",
    [
        Seen(pulled_at=NOW + YEARS),
        Seen(failures=9, failed_at=NOW + YEARS),
        Seen(pulled_at=NOW + YEARS, aside={FEED: Aside(NOW + YEARS, 9)}),
    ],
    ids=["read the feed", "failed", "set aside"],
)
def test_a_clock_set_back_by_years_silences_nothing(remembered: Seen) -> None:
    assert step(seen=remembered) == Pull()


def test_a_clock_set_back_does_not_keep_held_acts_waiting() -> None:
    seen = replace(QUIET, held_at=NOW + YEARS)

    assert step(WaitingAct("seal", 10, held=True), seen=seen) == SendActs(("seal",))


def test_a_clock_set_forward_only_shortens_what_was_waited_for() -> None:
    seen = Seen(failures=9, failed_at=NOW, pulled_at=NOW, aside={A: Aside(NOW, 9)})

    assert step(file(known_missing=True), seen=seen, now=NOW + YEARS) == Pull()
