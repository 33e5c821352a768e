"""What time it is when the device's clock may be wrong.

A wrong clock never blocks work. What an act says of time is what the clock showed, with how far off it was known
to be; what has to be right (a citizen's receipt, the day of a code, a signed assertion) goes by the province's
time as soon as an answer of the province has shown it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from counter_app.services.ports import Chance, Clock, UnitOfWork
from counter_app.services.troubles import note_trouble, solve_troubles

DOUBTFUL_OFFSET: Final = timedelta(minutes=10)
"""A clock further off than this puts the received *date* in doubt near midnight and is flagged."""

LONGEST_SILENCE: Final = timedelta(days=60)
"""A clock that claims that the last contact was longer ago than this is rather wrong than right."""

CLOCK_WRONG: Final = "clock_wrong"

CLOCK_OFFSET: Final = "clock_offset_ms"
"""The observation that holds how far off the clock was at the last contact: server minus device."""

PROVINCE_TIME: Final = "province_time"
"""The observation that holds the province's time at the last contact, RFC 3339."""

LAST_ACT_TIME: Final = "last_act_time"
"""The observation that holds what the clock showed at the last act, RFC 3339."""


def corrected_now(clock: Clock) -> datetime:
    """The province's time as exactly as this run of the program knows it."""
    return clock.now() + (_known_offset(clock) or timedelta(0))


def province_now(work: UnitOfWork, clock: Clock) -> datetime:
    """The right time for people to read, as far as it is known here.

    A clock that is nearly right is left alone, so that a receipt shows the time that the window's clock shows.
    Before this run has heard of the province, a clock that shows a time before the last contact is known to be
    wrong: then the time of that contact is the best there is, or what the clock shows put right as it was then.
    """
    shown = clock.now()
    offset = _known_offset(clock)
    if offset is not None:
        return shown if abs(offset) <= DOUBTFUL_OFFSET else shown + offset
    contact = _moment(work, PROVINCE_TIME)
    if contact is None:
        return shown
    stored = known_offset_ms(work, clock)
    put_right = shown + timedelta(milliseconds=stored or 0)
    possible = [time for time in (shown, put_right) if time >= contact - DOUBTFUL_OFFSET]
    return min(possible, default=contact.astimezone(shown.tzinfo))


def known_offset_ms(work: UnitOfWork, clock: Clock) -> int | None:
    """How far off the clock was last known to be: in this run, else at the last contact of an earlier one."""
    now = clock.server_offset_ms()
    if now is not None:
        return now
    stored = work.observations.get(CLOCK_OFFSET)
    return int(stored) if stored else None


def note_time(work: UnitOfWork, clock: Clock) -> None:
    """Keep what the contact under way has shown of the time, for runs that begin without one."""
    offset_ms = clock.server_offset_ms()
    if offset_ms is not None:
        work.observations.put(CLOCK_OFFSET, str(offset_ms))
        work.observations.put(PROVINCE_TIME, (clock.now() + timedelta(milliseconds=offset_ms)).isoformat())


def note_wrong_clock(work: UnitOfWork, clock: Clock, chance: Chance) -> None:
    """Ask on the list for a clock that is off to be set; take that off the list once it is right."""
    offset = _known_offset(clock)
    if offset is None:
        return
    if abs(offset) > DOUBTFUL_OFFSET:
        note_trouble(work, CLOCK_WRONG, since=clock.now(), chance=chance)
    else:
        solve_troubles(work, {CLOCK_WRONG}, clock.now())


def is_doubtful(work: UnitOfWork, clock: Clock, now: datetime) -> bool:
    """Whether a date that this clock shows now may be another than the true one."""
    offset = _known_offset(clock)
    if offset is not None:
        return abs(offset) > DOUBTFUL_OFFSET
    stored = known_offset_ms(work, clock)
    if stored is not None and abs(timedelta(milliseconds=stored)) > DOUBTFUL_OFFSET:
        return True
    contact, last_act = (_moment(work, name) for name in (PROVINCE_TIME, LAST_ACT_TIME))
    if any(earlier is not None and now < earlier - DOUBTFUL_OFFSET for earlier in (contact, last_act)):
        return True
    return contact is not None and now > contact + LONGEST_SILENCE


def _known_offset(clock: Clock) -> timedelta | None:
    offset_ms = clock.server_offset_ms()
    return None if offset_ms is None else timedelta(milliseconds=offset_ms)


def _moment(work: UnitOfWork, name: str) -> datetime | None:
    text = work.observations.get(name)
    return datetime.fromisoformat(text) if text else None
