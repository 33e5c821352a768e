"""What supervisors are measured on: the indicators, the period's table and the counters of the work list.

Everything is a count over facts about dossiers. What makes up an indicator is data (``contract.indicators``);
what a fact means stands here. Lateness is judged by the day, as the provincial systems judge it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from counter_app.contract.catalogue import Level
from counter_app.contract.indicators import Fact, Indicator
from counter_app.contract.provenance import in_force
from counter_app.contract.working_time import local

_RECEIVED_STATUS = frozenset({2, 4, 5, 6, 7, 8, 9, 10})
_RESOLVED_STATUS = frozenset({7, 9, 10})
_RUNNING_STATUS = frozenset({2, 4})
_STOPPED_STATUS = frozenset({5, 6, 8})
_PROCESSING, _SUPPLEMENT, _FINANCIAL_DUTY, _WITHDRAWN, _STOPPED, _READY = 4, 5, 6, 7, 8, 9
_SATISFIED = frozenset({"satisfied", "very_satisfied"})


class Channel(StrEnum):
    """How a dossier came in."""

    WINDOW = "window"
    ONLINE = "online"
    POST = "post"


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """What counting has to know about one dossier.

    ``status`` is the national number 1-10. ``papers`` are those that may be digital, ``scanned`` and ``reused``
    how many of them are: only what is sealed or reused counts, not what was announced. ``finished_at`` is when
    it was decided. ``result_by`` is how the result goes out.
    """

    status: int
    received_at: datetime
    due_at: datetime | None = None
    finished_at: datetime | None = None
    unit: str = ""
    window: str = ""
    channel: Channel = Channel.WINDOW
    result_by: Channel = Channel.WINDOW
    papers: int = 0
    scanned: int = 0
    reused: int = 0
    has_result_file: bool = False
    has_no_result: bool = False
    shared: bool = False
    synced: bool = False
    uses_population_data: bool = False
    could_be_filed_online: bool = False
    owes_a_fee: bool = False
    paid_online: bool = False
    rating: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``first`` to ``last``, both included."""

    first: date
    last: date

    def __contains__(self, at: datetime | None) -> bool:
        return at is not None and self.first <= local(at).date() <= self.last


@dataclass(frozen=True, slots=True)
class Score:
    """An indicator's value in a period. ``share`` is None when there was nothing to count."""

    indicator: Indicator
    counted: int
    among: int
    applies: bool = True

    @property
    def share(self) -> float | None:
        return self.counted / self.among if self.among else None

    @property
    def points(self) -> float | None:
        """The points earned; all of them where the indicator does not apply, None without anything to count."""
        if not self.applies:
            return self.indicator.max_points
        if self.share is None:
            return None
        return self.indicator.max_points * min(self.share / self.indicator.full_from, 1.0)

    @property
    def is_warning(self) -> bool:
        return self.applies and self.share is not None and self.share < self.indicator.warn_below


def scores(
    indicators: Iterable[Indicator], dossiers: Sequence[DossierFacts], period: Period, level: Level
) -> tuple[Score, ...]:
    """The indicators in force at the end of the period, over these dossiers, for a unit of that level."""
    found = []
    for indicator in indicators:
        if in_force(indicator, period.last):
            among = [one for one in dossiers if _holds_all(indicator.among, one, period)]
            counted = sum(_holds_all(indicator.counted, one, period) for one in among)
            found.append(Score(indicator, counted, len(among), level not in indicator.not_for))
    return tuple(found)


def holds(fact: Fact, dossier: DossierFacts, period: Period) -> bool:
    """Whether a fact is true of a dossier in a period."""
    return _FACTS[fact](dossier, period)


class Standing(StrEnum):
    """Where a decision stands to its appointment, by the day."""

    EARLY = "early"
    ON_THE_DAY = "on_the_day"
    LATE = "late"


def standing(due_at: datetime | None, at: datetime) -> Standing:
    """Before, on or after the day of the appointment; without an appointment nothing is late."""
    if due_at is None or local(at).date() < local(due_at).date():
        return Standing.EARLY
    return Standing.ON_THE_DAY if local(at).date() == local(due_at).date() else Standing.LATE


@dataclass(frozen=True, slots=True)
class PeriodTable:
    """The columns of the report that goes to the province."""

    carried_over: int
    received_online: int
    received_at_window: int
    received_by_post: int
    resolved_early: int
    resolved_on_the_day: int
    resolved_late: int
    running_in_time: int
    running_late: int
    stopped: int


def period_table(dossiers: Sequence[DossierFacts], period: Period) -> PeriodTable:
    """The table of a period: what was carried over, came in, was decided, and where the rest stands at its end."""
    taken = [one for one in dossiers if one.status in _RECEIVED_STATUS and _day(one.received_at) <= period.last]
    fresh = [one for one in taken if one.received_at in period]
    resolved = [
        standing(one.due_at, one.finished_at)
        for one in taken
        if one.status in _RESOLVED_STATUS and one.finished_at is not None and one.finished_at in period
    ]
    rest = [one for one in taken if _is_open_at(one, period.last)]
    running = [one for one in rest if one.status not in _STOPPED_STATUS]
    late = sum(one.due_at is not None and _day(one.due_at) < period.last for one in running)
    before = period.first - timedelta(days=1)
    return PeriodTable(
        carried_over=sum(_day(one.received_at) < period.first and _is_open_at(one, before) for one in taken),
        received_online=sum(one.channel is Channel.ONLINE for one in fresh),
        received_at_window=sum(one.channel is Channel.WINDOW for one in fresh),
        received_by_post=sum(one.channel is Channel.POST for one in fresh),
        resolved_early=resolved.count(Standing.EARLY),
        resolved_on_the_day=resolved.count(Standing.ON_THE_DAY),
        resolved_late=resolved.count(Standing.LATE),
        running_in_time=len(running) - late,
        running_late=late,
        stopped=len(rest) - len(running),
    )


@dataclass(frozen=True, slots=True)
class Counters:
    """The numbers above a work list."""

    new: int
    received: int
    processing: int
    due_soon: int
    overdue: int
    waiting_for_citizen: int
    financial_duty: int
    withdrawn: int
    stopped: int
    to_return_at_window: int
    to_return_by_post: int


def counters(dossiers: Sequence[DossierFacts], now: datetime, *, due_soon_days: int) -> Counters:
    """What waits where at this moment; "due soon" counts calendar days from today."""

    def with_status(*wanted: int) -> int:
        return sum(one.status in wanted for one in dossiers)

    today = local(now).date()
    running = [_day(one.due_at) for one in dossiers if one.status in _RUNNING_STATUS and one.due_at is not None]
    ready = [one for one in dossiers if one.status == _READY]
    return Counters(
        new=with_status(1),
        received=with_status(2),
        processing=with_status(_PROCESSING),
        due_soon=sum(0 <= (due - today).days <= due_soon_days for due in running),
        overdue=sum(due < today for due in running),
        waiting_for_citizen=with_status(_SUPPLEMENT),
        financial_duty=with_status(_FINANCIAL_DUTY),
        withdrawn=with_status(_WITHDRAWN),
        stopped=with_status(_STOPPED),
        to_return_at_window=sum(one.result_by is Channel.WINDOW for one in ready),
        to_return_by_post=sum(one.result_by is Channel.POST for one in ready),
    )


def digitised_share(dossiers: Iterable[DossierFacts]) -> float | None:
    """The share of papers that are really there in digital form; None when there is none that may be."""
    papers = there = 0
    for one in dossiers:
        papers += one.papers
        there += min(one.scanned + one.reused, one.papers)
    return there / papers if papers else None


def _holds_all(facts: Sequence[Fact], dossier: DossierFacts, period: Period) -> bool:
    return all(holds(fact, dossier, period) for fact in facts)


def _day(at: datetime) -> date:
    return local(at).date()


def _is_open_at(dossier: DossierFacts, day: date) -> bool:
    """Not yet decided at the end of that day."""
    return dossier.finished_at is None or _day(dossier.finished_at) > day


def _on_time(dossier: DossierFacts) -> bool:
    at = dossier.finished_at
    return at is not None and standing(dossier.due_at, at) is not Standing.LATE


_FACTS: dict[Fact, Callable[[DossierFacts, Period], bool]] = {
    Fact.RECEIVED: lambda one, period: one.status in _RECEIVED_STATUS and one.received_at in period,
    Fact.RESOLVED: lambda one, period: one.status in _RESOLVED_STATUS and one.finished_at in period,
    Fact.ON_TIME: lambda one, _: _on_time(one),
    Fact.HAS_DIGITISED_PAPER: lambda one, _: one.scanned + one.reused > 0,
    Fact.ALL_PAPERS_DIGITAL: lambda one, _: one.scanned + one.reused >= one.papers,
    Fact.HAS_DIGITAL_RESULT: lambda one, _: one.has_result_file or one.has_no_result,
    Fact.SHARED_FOR_REUSE: lambda one, _: one.shared,
    Fact.REUSES_DATA: lambda one, _: one.reused > 0,
    Fact.SYNCED: lambda one, _: one.synced,
    Fact.USES_POPULATION_DATA: lambda one, _: one.uses_population_data,
    Fact.FILED_ONLINE: lambda one, _: one.channel is Channel.ONLINE,
    Fact.COULD_BE_FILED_ONLINE: lambda one, _: one.could_be_filed_online,
    Fact.PAID_ONLINE: lambda one, _: one.paid_online,
    Fact.OWES_A_FEE: lambda one, _: one.owes_a_fee,
    Fact.RATED: lambda one, period: bool(one.rating) and one.received_at in period,
    Fact.SATISFIED: lambda one, _: one.rating in _SATISFIED,
}
