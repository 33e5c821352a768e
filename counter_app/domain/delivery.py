"""Pure planner: what is unsent, what the province is known to have, what failed -> the next request and when.

Stored are observations (which act has which answer, which file is there, how far an upload came), never a list of
work. The next step is a function of them, so a crash between any two steps costs at most one repeated, harmless
request.

Order: a new life of the device where the old one is over; acts before files; the feed now and then; files of the
dossier that is due first before others, small before large; then what can wait: a long feed, the law, the day's
certificate.

Whatever was turned down is set aside for a while and listed; nothing that is set aside stands in the way of the
rest. A clock that jumps, however far, delays nothing: a moment of the future counts as past.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

POLL_EVERY = timedelta(seconds=20)
"""How often the feed is asked when nothing else happens."""

BACK_OFF_FIRST = timedelta(seconds=2)
BACK_OFF_LONGEST = timedelta(minutes=5)
"""A cap that a clerk can wait for: without one, the fifteenth try comes nine hours later."""

HELD_AGAIN_AFTER = timedelta(seconds=30)
"""An act held for a predecessor is offered again after this."""

BRANCH_AGAIN_AFTER = timedelta(minutes=2)
"""Acts that only the branch has are shown to the province again after this."""

LEAST_PAUSE = timedelta(seconds=1)

ASIDE_FIRST = timedelta(minutes=1)
ASIDE_LONGEST = timedelta(hours=1)

BATCH_ACTS = 250
BATCH_BYTES = 256 * 1024
ASK_DIGESTS = 200

BESIDE = 5
"""So many files may travel beside the first, where the line is quick enough for it."""

LARGE_BYTES = 8 * 1024 * 1024
LARGE_WAITS = timedelta(days=1)
"""A large plan counts as due this much later, so that papers of the same days do not wait behind it."""

NUMBERS, LIFE, FEED, ACTS, MISSING, BRANCH = "numbers", "life", "feed", "acts", "missing", "branch"
"""What can be set aside as a whole; beside these, single files, days and law by their own names."""


@dataclass(frozen=True, slots=True)
class WaitingAct:
    """An own act without a final answer. ``needs`` are the files that must be there before it can apply."""

    act_id: str
    size_bytes: int
    held: bool = False
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file that is not known to be at the province."""

    digest: str
    size_bytes: int
    due_at: datetime | None
    known_missing: bool = False
    upload_url: str = ""
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """Something that was turned down: when, and how often in a row."""

    at: datetime
    times: int = 1


@dataclass(frozen=True, slots=True)
class Seen:
    """What this counter last learnt about the link. Times are None when it never happened.

    ``held_at`` is when an act was last answered ``held``, ``file_came`` whether a file became whole at the
    province since: it may be what the act waited for. ``wait_s`` is how long the province asked to be left alone.
    ``batch_acts`` shrinks when a batch was too large. ``problem`` is why the last request failed, empty after one
    that did not.
    """

    failures: int = 0
    failed_at: datetime | None = None
    jitter: float = 1.0
    wait_s: int = 0
    problem: str = ""
    pulled_at: datetime | None = None
    more_to_pull: bool = False
    held_at: datetime | None = None
    file_came: bool = False
    branch_asked_at: datetime | None = None
    batch_acts: int = BATCH_ACTS
    aside: Mapping[str, Aside] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the store lacks beside acts and files.

    ``life_over`` tells that the province has heard more of this device than it knows itself. ``law`` are digests
    of law to fetch, ``days`` those without an agreed certificate, ``at_branch`` acts that the province may have
    meanwhile.
    """

    enrolled: bool = True
    life_over: bool = False
    numbers: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    at_branch: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BeginLife:
    pass


@dataclass(frozen=True, slots=True)
class SendActs:
    act_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskMissing:
    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BeginUpload:
    """Announce a file. ``beside`` are the next ones, which may travel at the same time where the line is quick."""

    digest: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskOffset:
    digest: str


@dataclass(frozen=True, slots=True)
class SendChunk:
    digest: str
    offset: int


@dataclass(frozen=True, slots=True)
class Pull:
    pass


@dataclass(frozen=True, slots=True)
class LeaseNumbers:
    days: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FetchLaw:
    digest: str


@dataclass(frozen=True, slots=True)
class AskBranch:
    """Show acts again that only the branch has: the province's receipt may be there meanwhile."""

    act_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Certify:
    day: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing to do before ``until``, unless something new is recorded or somebody says "Send now"."""

    until: datetime


Step = (
    BeginLife
    | SendActs
    | AskMissing
    | BeginUpload
    | AskOffset
    | SendChunk
    | Pull
    | LeaseNumbers
    | FetchLaw
    | AskBranch
    | Certify
    | Wait
)


def next_step(
    acts: Sequence[WaitingAct], files: Sequence[WaitingFile], seen: Seen, wanted: Wanted, now: datetime
) -> Step:
    """The one request that brings the counter and the province closer, or how long to wait.

    Args:
        acts: Unsent and held own acts in order of their number.
        files: Files not known to be there, in any order.
        seen: What is known of the link.
        wanted: What else is lacking.
        now: The device's clock.
    """
    if not wanted.enrolled:
        return Wait(now + POLL_EVERY)
    ready_at = retry_at(seen, now)
    if ready_at is not None and now < ready_at:
        return Wait(ready_at)
    if wanted.life_over:
        return Wait(now + POLL_EVERY) if is_aside(seen, LIFE, now) else BeginLife()
    return (
        _with_acts(acts, files, seen, now)
        or _with_numbers(seen, wanted, now)
        or _with_feed(seen, now)
        or _with_files(files, seen, now)
        or _with_long_feed(seen, now)
        or _with_the_rest(seen, wanted, now)
        or Wait(_wake(acts, seen, now))
    )


def _with_acts(
    acts: Sequence[WaitingAct], files: Sequence[WaitingFile], seen: Seen, now: datetime
) -> SendActs | None:
    if is_aside(seen, ACTS, now):
        return None
    batch = _batch(acts, files, seen, now)
    return SendActs(batch) if batch else None


def _with_numbers(seen: Seen, wanted: Wanted, now: datetime) -> LeaseNumbers | None:
    return LeaseNumbers(wanted.numbers) if wanted.numbers and not is_aside(seen, NUMBERS, now) else None


def _with_files(files: Sequence[WaitingFile], seen: Seen, now: datetime) -> Step | None:
    able = [file for file in _in_order(files) if not is_aside(seen, file.digest, now)]
    unknown = [file.digest for file in able if not file.known_missing]
    if unknown and not is_aside(seen, MISSING, now):
        return AskMissing(tuple(unknown[:ASK_DIGESTS]))
    for place, file in enumerate(able):
        if file.known_missing:
            return _towards(file, able[place + 1 :])
    return None


def _with_feed(seen: Seen, now: datetime) -> Pull | None:
    due = _is_over(seen.pulled_at, POLL_EVERY, now)
    return Pull() if due and not is_aside(seen, FEED, now) else None


def _with_long_feed(seen: Seen, now: datetime) -> Pull | None:
    return Pull() if seen.more_to_pull and not is_aside(seen, FEED, now) else None


def _with_the_rest(seen: Seen, wanted: Wanted, now: datetime) -> Step | None:
    for digest in wanted.law:
        if not is_aside(seen, digest, now):
            return FetchLaw(digest)
    if (
        wanted.at_branch
        and _is_over(seen.branch_asked_at, BRANCH_AGAIN_AFTER, now)
        and not is_aside(seen, BRANCH, now)
    ):
        return AskBranch(wanted.at_branch)
    for day in wanted.days:
        if not is_aside(seen, day, now):
            return Certify(day)
    return None


def retry_at(seen: Seen, now: datetime) -> datetime | None:
    """When the link may be tried again; None when it may be tried at once.

    Full jitter over a doubling span, capped at five minutes; no sooner than the province asked for.
    """
    if seen.failures == 0 or seen.failed_at is None or seen.failed_at > now:
        return None
    span: timedelta = min(BACK_OFF_FIRST * 2 ** min(seen.failures - 1, 16), BACK_OFF_LONGEST)
    asked = min(timedelta(seconds=seen.wait_s), BACK_OFF_LONGEST)
    return seen.failed_at + max(span * seen.jitter, asked)


def is_aside(seen: Seen, name: str, now: datetime) -> bool:
    """Whether this was turned down so lately that it is not asked for again yet."""
    aside = seen.aside.get(name)
    if aside is None:
        return False
    span = min(ASIDE_FIRST * 2 ** min(aside.times - 1, 16), ASIDE_LONGEST)
    return not _is_over(aside.at, span, now)


def set_aside(seen: Seen, name: str, now: datetime) -> Mapping[str, Aside]:
    """What is set aside once this was turned down again."""
    before = seen.aside.get(name)
    return {**seen.aside, name: Aside(now, before.times + 1 if before else 1)}


def held_are_due(seen: Seen, now: datetime) -> bool:
    """Whether acts that were held may be offered again: a file came, or time has passed."""
    return seen.file_came or _is_over(seen.held_at, HELD_AGAIN_AFTER, now)


def _is_over(since: datetime | None, span: timedelta, now: datetime) -> bool:
    return since is None or since > now or since + span <= now


def _wake(acts: Sequence[WaitingAct], seen: Seen, now: datetime) -> datetime:
    """When to look again; never before a second has passed, whatever is set aside."""
    due = now + POLL_EVERY if seen.pulled_at is None else seen.pulled_at + POLL_EVERY
    if any(act.held for act in acts) and seen.held_at is not None and seen.held_at <= now:
        due = min(due, seen.held_at + HELD_AGAIN_AFTER)
    return max(due, now + LEAST_PAUSE)


def _towards(file: WaitingFile, next_ones: Sequence[WaitingFile]) -> Step:
    if not file.upload_url:
        fresh = itertools.takewhile(lambda other: other.known_missing and not other.upload_url, next_ones)
        return BeginUpload(file.digest, tuple(other.digest for other in itertools.islice(fresh, BESIDE)))
    if file.offset is None:
        return AskOffset(file.digest)
    return SendChunk(file.digest, file.offset)


def _in_order(files: Sequence[WaitingFile]) -> list[WaitingFile]:
    def key(file: WaitingFile) -> tuple[bool, float, int, str]:
        due = file.due_at.timestamp() if file.due_at else 0.0
        if file.size_bytes > LARGE_BYTES:
            due += LARGE_WAITS.total_seconds()
        return (file.due_at is None, due, file.size_bytes, file.digest)

    return sorted(files, key=key)


def _batch(acts: Sequence[WaitingAct], files: Sequence[WaitingFile], seen: Seen, now: datetime) -> tuple[str, ...]:
    lacking = {file.digest for file in files}
    again = held_are_due(seen, now)
    chosen: list[str] = []
    size = 0
    for act in acts:
        if act.held and (act.needs & lacking or not again):
            continue
        if len(chosen) == seen.batch_acts or (chosen and size + act.size_bytes > BATCH_BYTES):
            break
        chosen.append(act.act_id)
        size += act.size_bytes
    return tuple(chosen)
