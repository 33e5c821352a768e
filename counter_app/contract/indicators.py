"""Indicators as files: what is counted, out of what, and how many points it gives.

What can be counted is a closed list (``Fact``); which of these make up an indicator, from which share it earns
all its points and below which share it is a warning is data, because the scoring set changes by decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import msgspec

from counter_app.contract.catalogue import Level
from counter_app.contract.provenance import Confidence, overlap
from counter_app.contract.reading import DataFile, Mistake, Reading, read_files


class Fact(StrEnum):
    """Something that is true of a dossier or not."""

    RECEIVED = "received"
    """Taken in within the period: status 2, 4, 5, 6, 7, 8, 9 or 10."""
    RESOLVED = "resolved"
    """Decided, returned or withdrawn within the period: status 7, 9 or 10."""
    ON_TIME = "on_time"
    """Decided on or before the day of the appointment; without an appointment never late."""
    HAS_DIGITISED_PAPER = "has_digitised_paper"
    ALL_PAPERS_DIGITAL = "all_papers_digital"
    """Every paper that may be digital is sealed as a scan or reused."""
    HAS_DIGITAL_RESULT = "has_digital_result"
    """The result is there in digital form, or the procedure ends without one."""
    SHARED_FOR_REUSE = "shared_for_reuse"
    REUSES_DATA = "reuses_data"
    SYNCED = "synced"
    USES_POPULATION_DATA = "uses_population_data"
    FILED_ONLINE = "filed_online"
    COULD_BE_FILED_ONLINE = "could_be_filed_online"
    PAID_ONLINE = "paid_online"
    OWES_A_FEE = "owes_a_fee"
    RATED = "rated"
    SATISFIED = "satisfied"


class Indicator(msgspec.Struct, frozen=True, kw_only=True):
    """One indicator while it holds: dossiers with all of ``counted`` out of dossiers with all of ``among``.

    ``full_from`` is the share from which all points are earned, below it they fall in proportion;
    ``warn_below`` is the share below which it is shown as a warning. A level in ``not_for`` is given all points.
    """

    code: str
    title: str
    group: str
    max_points: float
    among: tuple[Fact, ...]
    counted: tuple[Fact, ...]
    valid_from: date
    valid_to: date | None = None
    full_from: float = 1.0
    warn_below: float = 0.8
    not_for: tuple[Level, ...] = ()
    source: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED


class IndicatorFile(DataFile, frozen=True, kw_only=True):
    """What one file may hold."""

    indicators: tuple[Indicator, ...] = ()


def check_indicators(texts: Mapping[str, str]) -> tuple[tuple[Indicator, ...] | None, tuple[Mistake, ...]]:
    """The indicators of these files (name -> text), or None and every mistake by file and line."""
    files = read_files(texts, IndicatorFile)
    found: list[Indicator] = []
    for file, reading in files.sound:
        for indicator in file.indicators:
            _check(indicator, found, reading)
            found.append(indicator)
    return (None, files.mistakes) if files.mistakes else (tuple(found), ())


def _check(indicator: Indicator, earlier: list[Indicator], reading: Reading) -> None:
    if any(other.code == indicator.code and overlap(other, indicator) for other in earlier):
        reading.note_at(
            indicator, "code", "twin", f"chỉ số «{indicator.code}» có hai định nghĩa cùng hiệu lực trong một ngày"
        )
    if not indicator.among or not indicator.counted:
        key = "counted" if indicator.among else "among"
        reading.note_at(indicator, key, "nothing_counted", f"«{key}» không được để trống")
    if indicator.max_points < 0:
        reading.note_at(indicator, "max_points", "negative", "«max_points» không được âm")
    for key, share in (("full_from", indicator.full_from), ("warn_below", indicator.warn_below)):
        if not 0 < share <= 1:
            reading.note_at(indicator, key, "bad_share", f"«{key}» phải lớn hơn 0 và không quá 1")
