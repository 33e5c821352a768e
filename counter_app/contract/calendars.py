"""Calendars and deadline rules as files: holidays, swapped days, the hours of each site, how limits are counted.

``check_calendars`` promises that what it returns is sound: each date stands once, a swapped day names its
partner and the partner names it back, sessions of a day follow one another, exactly one set of rules holds on
a day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from enum import StrEnum

import msgspec

from counter_app.contract.provenance import Confidence, overlap
from counter_app.contract.reading import DataFile, Mistake, Reading, read_files

_SESSION = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


class DayKind(StrEnum):
    HOLIDAY = "holiday"
    """A public holiday, or the weekday off that makes up for one on a weekend."""
    OFF = "off"
    """A working day given away in a swap; ``swapped_with`` is the day worked instead."""
    WORKING = "working"
    """A day of rest that is worked because of a swap, with the hours of ``swapped_with``."""


class DayRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One date that differs from its weekday."""

    on: date
    kind: DayKind
    title: str
    swapped_with: date | None = None
    source: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED


class Week(msgspec.Struct, frozen=True, kw_only=True):
    """Sessions per weekday as ``HH:MM-HH:MM``; an empty list is a closed day."""

    mon: tuple[str, ...] = ()
    tue: tuple[str, ...] = ()
    wed: tuple[str, ...] = ()
    thu: tuple[str, ...] = ()
    fri: tuple[str, ...] = ()
    sat: tuple[str, ...] = ()
    sun: tuple[str, ...] = ()

    @property
    def days(self) -> tuple[tuple[str, ...], ...]:
        """Monday first."""
        return (self.mon, self.tue, self.wed, self.thu, self.fri, self.sat, self.sun)


class HoursRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Opening hours of some sites for a time.

    ``units`` are unit codes; an empty list is the default for sites that have no record of their own.
    ``not_counted`` are weekdays (``sat``) on which the site is open but which are no working days for limits.
    """

    code: str
    title: str
    valid_from: date
    week: Week
    valid_to: date | None = None
    units: tuple[str, ...] = ()
    not_counted: tuple[str, ...] = ("sat", "sun")
    source: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED


class DueClock(StrEnum):
    """At what time of its last day a limit in days ends."""

    KEEP = "keep"
    """At the time of day at which the clock started."""
    CLOSING = "closing"
    """When the site closes."""


class ClockResume(StrEnum):
    """What happens to the limit when a stopped clock runs again."""

    PAUSE = "pause"
    """What was left is left."""
    RESTART = "restart"
    """The whole limit is counted anew."""


class CrossBoundaryStart(StrEnum):
    """When the clock starts if the receiving unit is not the competent one."""

    RECEPTION = "reception"
    ACCEPTANCE = "acceptance"
    """When the competent unit accepts; the receipt's date is the latest that this can lead to."""


class NoticeUnit(StrEnum):
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"


class DeadlineRules(msgspec.Struct, frozen=True, kw_only=True):
    """How limits are counted while these rules hold. Times are local to the province."""

    code: str
    title: str
    valid_from: date
    valid_to: date | None = None
    same_day_cut_off: time = time(15, 0)
    transfer_cut_off: time = time(15, 0)
    due_clock: DueClock = DueClock.KEEP
    calendar_days_skip_holidays: bool = False
    on_supplement: ClockResume = ClockResume.RESTART
    on_financial_duty: ClockResume = ClockResume.PAUSE
    cross_boundary_start: CrossBoundaryStart = CrossBoundaryStart.RECEPTION
    late_notice_days: int = 1
    late_notice_unit: NoticeUnit = NoticeUnit.WORKING_DAYS
    re_appointments: int = 1
    due_soon_days: int = 3
    source: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED


class CalendarFile(DataFile, frozen=True, kw_only=True):
    """What one file may hold."""

    days: tuple[DayRecord, ...] = ()
    hours: tuple[HoursRecord, ...] = ()
    deadline_rules: tuple[DeadlineRules, ...] = ()


class CalendarBook(msgspec.Struct, frozen=True, kw_only=True):
    """All calendar files together, checked. Days stand in order."""

    days: tuple[DayRecord, ...]
    hours: tuple[HoursRecord, ...]
    deadline_rules: tuple[DeadlineRules, ...]


def sessions_of(texts: tuple[str, ...]) -> tuple[tuple[time, time], ...]:
    """The sessions of a day that passed the check, as pairs of times."""
    return tuple((time.fromisoformat(text[:5]), time.fromisoformat(text[6:])) for text in texts)


def check_calendars(texts: Mapping[str, str]) -> tuple[CalendarBook | None, tuple[Mistake, ...]]:
    """The calendars of these files (name -> text), or None and every mistake in the order of file and line."""
    files = read_files(texts, CalendarFile)
    _check_days(files.sound)
    _check_hours(files.sound)
    _check_rules(files.sound)
    if files.mistakes:
        return None, files.mistakes
    return (
        CalendarBook(
            days=tuple(sorted((day for file, _ in files.sound for day in file.days), key=lambda day: day.on)),
            hours=tuple(hours for file, _ in files.sound for hours in file.hours),
            deadline_rules=tuple(rules for file, _ in files.sound for rules in file.deadline_rules),
        ),
        (),
    )


def _check_days(files: Sequence[tuple[CalendarFile, Reading]]) -> None:
    first: dict[date, DayRecord] = {}
    for file, reading in files:
        for day in file.days:
            if day.on in first:
                reading.note_at(day, "on", "twin", f"ngày {day.on:%d/%m/%Y} đã được ghi ở trên")
            first.setdefault(day.on, day)
    opposite = {DayKind.OFF: DayKind.WORKING, DayKind.WORKING: DayKind.OFF}
    for file, reading in files:
        for day in file.days:
            partner = first.get(day.swapped_with) if day.swapped_with is not None else None
            wanted = opposite.get(day.kind)
            if wanted is None:
                sound = day.swapped_with is None
            else:
                sound = partner is not None and partner.kind is wanted and partner.swapped_with == day.on
            if not sound:
                reading.note_at(
                    day,
                    "swapped_with",
                    "bad_swap",
                    f"ngày {day.on:%d/%m/%Y}: ngày nghỉ hoán đổi («off») và ngày làm bù («working») "
                    "phải chỉ đến nhau; ngày lễ («holiday») không có «swapped_with»",
                )


def _check_hours(files: Sequence[tuple[CalendarFile, Reading]]) -> None:
    earlier: list[HoursRecord] = []
    for file, reading in files:
        for hours in file.hours:
            for key, sessions in zip(Week.__struct_fields__, hours.week.days, strict=True):
                if not _in_order(sessions):
                    reading.note_at(
                        hours.week,
                        key,
                        "bad_sessions",
                        f'«{key}» phải là các buổi nối tiếp nhau, dạng "07:30-11:30"',
                    )
            if not set(hours.not_counted) <= set(Week.__struct_fields__):
                reading.note_at(hours, "not_counted", "bad_weekday", "«not_counted» chỉ gồm mon … sun")
            for other in earlier:
                same = set(hours.units) & set(other.units) or (not hours.units and not other.units)
                if same and overlap(hours, other):
                    reading.note_at(
                        hours, "units", "twin", f"«{hours.code}» và «{other.code}» cùng áp dụng cho một nơi"
                    )
            earlier.append(hours)


def _in_order(sessions: tuple[str, ...]) -> bool:
    if not all(_SESSION.fullmatch(session) for session in sessions):
        return False
    edges = [edge for session in sessions for edge in session.split("-")]
    return edges == sorted(set(edges))


def _check_rules(files: Sequence[tuple[CalendarFile, Reading]]) -> None:
    earlier: list[DeadlineRules] = []
    for file, reading in files:
        for rules in file.deadline_rules:
            if any(overlap(rules, other) for other in earlier):
                reading.note_at(rules, "valid_from", "twin", "hai bộ quy tắc cùng hiệu lực trong một ngày")
            for key in ("late_notice_days", "re_appointments", "due_soon_days"):
                if getattr(rules, key) < 0:
                    reading.note_at(rules, key, "negative", f"«{key}» không được âm")
            earlier.append(rules)
