"""Rules of how long personal data is kept, as files: what, counted from when, for how long, by which law.

The law sets these periods by decree and by each agency's own list, so they are data with days. What no rule
speaks of is kept: nothing is ever deleted because somebody forgot to write a rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from counter_app.contract.provenance import Confidence, in_force, overlap
from counter_app.contract.reading import DataFile, Mistake, Reading, read_files


class Held(StrEnum):
    """What the province holds about people and may have to let go."""

    DOSSIER_FILES = "dossier_files"
    """Scans, papers and results of a dossier that has ended; counted from its end. Deleted."""
    LOOK_UP_GRANTS = "look_up_grants"
    """That a window may open a paper because its clerk looked the person up. Deleted."""
    LOOK_UPS = "look_ups"
    """Whom a clerk looked up and why. What names the person is blanked; who asked, when and where stays."""
    RELAY_FILES = "relay_files"
    """Files at a branch's relay that the province has; counted from their arrival. Deleted there."""
    STRAY_FILES = "stray_files"
    """Files that arrived and that no act ever named. Deleted."""


class CountedFrom(StrEnum):
    """From when the period runs."""

    DAY = "day"
    END_OF_YEAR = "end_of_year"
    """From the end of the year, as archives count."""


class RetentionRule(Struct, frozen=True, kw_only=True):
    """One rule while it holds. Exactly one of ``years``, ``days`` and ``forever`` says for how long.

    ``procedures`` makes it a rule for dossiers of these alone, which goes before a general one. With
    ``needs_decision`` it is named when it is due, and goes only when somebody has decided so.
    """

    what: Held
    title: str
    valid_from: date
    valid_to: date | None = None
    procedures: tuple[str, ...] = ()
    years: int = 0
    days: int = 0
    forever: bool = False
    counted_from: CountedFrom = CountedFrom.DAY
    needs_decision: bool = False
    source: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED


class RetentionFile(DataFile, frozen=True, kw_only=True):
    """What one file may hold."""

    rules: tuple[RetentionRule, ...] = ()


def check_retention(texts: Mapping[str, str]) -> tuple[tuple[RetentionRule, ...] | None, tuple[Mistake, ...]]:
    """The rules of these files (name -> text), or None and every mistake by file and line."""
    files = read_files(texts, RetentionFile)
    found: list[RetentionRule] = []
    for file, reading in files.sound:
        for rule in file.rules:
            _check(rule, found, reading)
            found.append(rule)
    return (None, files.mistakes) if files.mistakes else (tuple(found), ())


def _check(rule: RetentionRule, earlier: Sequence[RetentionRule], reading: Reading) -> None:
    if sum((rule.years > 0, rule.days > 0, rule.forever)) != 1 or rule.years < 0 or rule.days < 0:
        reading.note_at(rule, "what", "no_period", "phải có đúng một trong «years», «days», «forever»")
    if rule.procedures and rule.what is not Held.DOSSIER_FILES:
        reading.note_at(rule, "procedures", "no_procedures", "«procedures» chỉ dùng cho «dossier_files»")
    if not rule.source:
        reading.note_at(rule, "what", "no_source", "«source» phải nêu căn cứ")
    for other in earlier:
        same = set(rule.procedures) & set(other.procedures) or rule.procedures == other.procedures
        if other.what is rule.what and same and overlap(other, rule):
            reading.note_at(
                rule, "what", "twin", f"«{rule.what}» có hai quy tắc cùng hiệu lực cho cùng thủ tục trong một ngày"
            )


def rule_for(rules: Sequence[RetentionRule], what: Held, on: date, *, procedure: str = "") -> RetentionRule | None:
    """The rule in force on this day, that for the procedure before the general one; None: it is kept."""
    holding = [rule for rule in rules if rule.what is what and in_force(rule, on)]
    special = next((rule for rule in holding if procedure and procedure in rule.procedures), None)
    return special or next((rule for rule in holding if not rule.procedures), None)


def leaves_on(rule: RetentionRule, since: date) -> date | None:
    """The first day on which it may no longer be kept; None for ever."""
    if rule.forever:
        return None
    start = date(since.year, 12, 31) if rule.counted_from is CountedFrom.END_OF_YEAR else since
    if rule.days:
        return start + timedelta(days=rule.days + 1)
    try:
        last = start.replace(year=start.year + rule.years)
    except ValueError:  # the 29th of February
        last = date(start.year + rule.years, 3, 1)
    return last + timedelta(days=1)


def due_if_by(rule: RetentionRule, today: date) -> date | None:
    """What happened after this day is not due today, whatever else holds; None when nothing ever is."""
    if rule.forever:
        return None
    if rule.days:
        return today - timedelta(days=rule.days + 1)
    is_leap_day = (today.month, today.day) == (2, 29)
    return today.replace(year=today.year - rule.years, day=28 if is_leap_day else today.day)
