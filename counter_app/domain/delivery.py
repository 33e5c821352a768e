"""Pure planner: what is unsent, what the province is known to have, what failed -> the next request and when.

Stored are observations (which act has which answer, which file is there, how far an upload came), never a list of
work. The next step is a function of them, so a crash between any two steps costs at most one repeated, harmless
request.

Order: acts before files; files of the dossier that is due first before others; small before large among equals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

POLL_EVERY = timedelta(seconds=20)
"""How often the feed is asked when nothing else happens."""

BACK_OFF_FIRST = timedelta(seconds=2)
BACK_OFF_LONGEST = timedelta(minutes=5)
"""A cap that a clerk can wait for: without one, the fifteenth try comes nine hours later."""

HELD_AGAIN_AFTER = timedelta(seconds=30)
"""An act held for a predecessor is offered again after this."""

BATCH_ACTS = 250
BATCH_BYTES = 256 * 1024
ASK_DIGESTS = 1000


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
class Seen:
    """What this counter last learnt about the link. Times are None when it never happened.

    ``held_at`` is when an act was last answered ``held``, ``completed_at`` when a file last became whole at the
    province: a held act is offered again after a file that it may have waited for.
    """

    enrolled: bool = True
    failures: int = 0
    failed_at: datetime | None = None
    jitter: float = 1.0
    pulled_at: datetime | None = None
    more_to_pull: bool = False
    held_at: datetime | None = None
    completed_at: datetime | None = None
    numbers_wanted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SendActs:
    act_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskMissing:
    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BeginUpload:
    digest: str


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
class Wait:
    """Nothing to do before ``until``, unless something new is recorded or somebody says "Send now"."""

    until: datetime


Step = SendActs | AskMissing | BeginUpload | AskOffset | SendChunk | Pull | LeaseNumbers | Wait


def next_step(acts: Sequence[WaitingAct], files: Sequence[WaitingFile], seen: Seen, now: datetime) -> Step:
    """The one request that brings the counter and the province closer, or how long to wait.

    Args:
        acts: Unsent and held own acts in order of their number.
        files: Files not known to be there, in any order.
        seen: What is known of the link.
        now: The device's clock.
    """
    if not seen.enrolled:
        return Wait(now + POLL_EVERY)
    ready_at = retry_at(seen)
    if ready_at is not None and now < ready_at:
        return Wait(ready_at)
    batch = _batch(acts, files, seen, now)
    if batch:
        return SendActs(batch)
    if seen.numbers_wanted:
        return LeaseNumbers(seen.numbers_wanted)
    unknown = [file.digest for file in _in_order(files) if not file.known_missing]
    if unknown:
        return AskMissing(tuple(unknown[:ASK_DIGESTS]))
    for file in _in_order(files):
        return _towards(file)
    due = pull_due(seen, now)
    return Pull() if due <= now else Wait(_wake(acts, seen, due))


def retry_at(seen: Seen) -> datetime | None:
    """When the link may be tried again: full jitter over a doubling span, capped at five minutes."""
    if seen.failures == 0 or seen.failed_at is None:
        return None
    span = min(BACK_OFF_FIRST * 2 ** min(seen.failures - 1, 16), BACK_OFF_LONGEST)
    wait: timedelta = span * seen.jitter
    return seen.failed_at + wait


def pull_due(seen: Seen, now: datetime) -> datetime:
    """When the feed is to be asked next. A clock that was set back does not postpone it."""
    if seen.pulled_at is None or seen.more_to_pull or seen.pulled_at > now:
        return now
    return seen.pulled_at + POLL_EVERY


def _wake(acts: Sequence[WaitingAct], seen: Seen, pull_at: datetime) -> datetime:
    if any(act.held for act in acts) and seen.held_at is not None:
        return min(pull_at, seen.held_at + HELD_AGAIN_AFTER)
    return pull_at


def _towards(file: WaitingFile) -> Step:
    if not file.upload_url:
        return BeginUpload(file.digest)
    if file.offset is None:
        return AskOffset(file.digest)
    return SendChunk(file.digest, file.offset)


def _in_order(files: Sequence[WaitingFile]) -> list[WaitingFile]:
    def key(file: WaitingFile) -> tuple[bool, float, int, str]:
        due = file.due_at.timestamp() if file.due_at else 0.0
        return (file.due_at is None, due, file.size_bytes, file.digest)

    return sorted(files, key=key)


def _batch(acts: Sequence[WaitingAct], files: Sequence[WaitingFile], seen: Seen, now: datetime) -> tuple[str, ...]:
    lacking = {file.digest for file in files}
    again = _offer_held_again(seen, now)
    chosen: list[str] = []
    size = 0
    for act in acts:
        if act.held and (act.needs & lacking or not again):
            continue
        if len(chosen) == BATCH_ACTS or (chosen and size + act.size_bytes > BATCH_BYTES):
            break
        chosen.append(act.act_id)
        size += act.size_bytes
    return tuple(chosen)


def _offer_held_again(seen: Seen, now: datetime) -> bool:
    if seen.held_at is None or seen.held_at > now:
        return True
    if seen.completed_at is not None and seen.completed_at >= seen.held_at:
        return True
    return seen.held_at + HELD_AGAIN_AFTER <= now
