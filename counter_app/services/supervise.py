"""The branch as its supervisor sees it: load and forecast, who has how much, what the indicators say.

Everything is counted from this window's own store, so it is there without a link as well; it is as old as the last
contact. Nothing here is an order: an overloaded hour and a move of staff are shown with the figures behind them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from statistics import median
from typing import Final

from counter_app.contract.catalogue import Level
from counter_app.contract.indicators import Fact, Indicator
from counter_app.contract.messages import ClerkRecord
from counter_app.contract.moves import ACTIVE, NATIONAL_STATUS, State
from counter_app.contract.working_time import local
from counter_app.contract.workload import (
    LONGEST_WAIT_MINUTES,
    LOOKED_BACK,
    USUAL_SERVICE_MINUTES,
    Arrival,
    HourForecast,
    HourLoad,
    Move,
    best_move,
    clerk_posts,
    clerks_per_unit,
    forecast,
    helpers_of,
    loads,
    overloaded,
)
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import NotFound
from counter_app.domain.ids import DossierId, UnitCode
from counter_app.domain.indicators import (
    Channel,
    DossierFacts,
    Period,
    PeriodTable,
    Score,
    digitised_share,
    period_table,
    scores,
)
from counter_app.domain.organisation import UnitKind
from counter_app.domain.procedure import to_be_digitised
from counter_app.services.catalogue import Catalogue
from counter_app.services.ports import Clock
from counter_app.services.queries import DossierOutcome, Queries, Reception

LONGEST_SERVICE_MINUTES: Final = 20.0
"""A longer gap between two receptions at a window means that nobody was there."""

UNEVEN: Final = 4
"""So many dossiers more than twice the least loaded colleague's are worth a word."""

NOT_KNOWN_HERE: Final = frozenset(
    {Fact.SHARED_FOR_REUSE, Fact.USES_POPULATION_DATA, Fact.COULD_BE_FILED_ONLINE, Fact.PAID_ONLINE}
)
"""What only the province or the portal can tell of a dossier; indicators over it are not counted here."""

MOST_UNSENT: Final = 10_000
_COMMUNE_KINDS: Final = frozenset({UnitKind.COMMUNE_POINT, UnitKind.COMMUNE_COMMITTEE, UnitKind.COMMUNE_POLICE})


@dataclass(frozen=True, slots=True)
class ClerkLoad:
    """What one clerk has: ``in_hand`` has not ended, ``overdue`` of it is late, ``today`` came in today."""

    clerk_id: str
    name: str
    in_hand: int
    overdue: int
    today: int


@dataclass(frozen=True, slots=True)
class Balance:
    """So many dossiers from the clerk who has most to the one who has least would even the two out."""

    giver: ClerkLoad
    taker: ClerkLoad
    dossiers: int


@dataclass(frozen=True, slots=True)
class Ratings:
    """What citizens said of this period's dossiers."""

    very_satisfied: int
    satisfied: int
    dissatisfied: int

    @property
    def given(self) -> int:
        return self.very_satisfied + self.satisfied + self.dissatisfied

    @property
    def share(self) -> float | None:
        return (self.very_satisfied + self.satisfied) / self.given if self.given else None


@dataclass(frozen=True, slots=True)
class Branch:
    """One unit at one moment.

    ``loads`` are today's receptions per window and hour, ``plan`` what was to be expected of each open hour,
    ``overload`` its hours in which people wait too long. ``staff`` names clerks by their id.
    """

    unit: UnitCode
    at: datetime
    loads: tuple[HourLoad, ...]
    plan: tuple[HourForecast, ...]
    overload: tuple[HourForecast, ...]
    move: Move | None
    clerks: tuple[ClerkLoad, ...]
    balance: Balance | None
    overdue: int
    digitised: float | None
    on_time: Score | None
    ratings: Ratings
    period: Period
    table: PeriodTable
    scores: tuple[Score, ...]
    staff: tuple[ClerkRecord, ...]


class Supervise:
    """Counts a unit. Takes as long as reading the month's dossiers does: not for the window's own thread."""

    def __init__(
        self,
        queries: Queries,
        catalogue: Catalogue,
        indicators: Callable[[], Sequence[Indicator]],
        clock: Clock,
    ) -> None:
        self._queries = queries
        self._catalogue = catalogue
        self._indicators = indicators
        self._clock = clock

    def __call__(self, unit: UnitCode) -> Branch:
        """The unit now, the indicators over the month so far."""
        now = self._clock.now()
        today = local(now).date()
        period = Period(today.replace(day=1), today)
        begins = datetime.combine(period.first, datetime.min.time(), tzinfo=now.tzinfo)
        outcomes = self._queries.outcomes(unit, begins)
        staff = tuple(self._queries.staff())
        facts = self._facts(outcomes)
        arrivals = arrivals_of(self._queries.receptions(now - LOOKED_BACK))
        calendar = self._catalogue.calendar(unit, today)
        # A unit of which nothing is known here is not asked to help.
        known = {unit, *(arrival.unit for arrival in arrivals)}
        clerks = {name: number for name, number in clerks_per_unit(staff).items() if name in known}
        clerks.setdefault(unit, 0)
        plans = forecast(arrivals, today, calendar, clerks)
        counted = scores(known_here(self._indicators()), facts, period, self._level(unit, today))
        people = clerk_loads((one.dossier for one in outcomes), staff, unit, today)
        return Branch(
            unit=unit,
            at=now,
            loads=loads(one for one in arrivals if one.unit == unit and local(one.at).date() == today),
            plan=plans.get(unit, ()),
            overload=overloaded({unit: plans.get(unit, ())}, longest_wait_minutes=LONGEST_WAIT_MINUTES),
            move=best_move(
                arrivals, today, calendar, clerks, helpers_of(staff), longest_wait_minutes=LONGEST_WAIT_MINUTES
            ),
            clerks=people,
            balance=balance_of(people),
            overdue=sum(_is_overdue(one.dossier, today) for one in outcomes),
            digitised=digitised_share(one for one in facts if one.received_at in period),
            on_time=next((score for score in counted if score.indicator.code == "ON_TIME"), None),
            ratings=ratings_of(one.dossier for one in outcomes if one.dossier.received_at in period),
            period=period,
            table=period_table(facts, period),
            scores=counted,
            staff=staff,
        )

    def _facts(self, outcomes: Sequence[DossierOutcome]) -> list[DossierFacts]:
        waiting = {row.dossier_id for row in self._queries.waiting(MOST_UNSENT)}
        expected: dict[tuple[str, str, date], frozenset[str] | None] = {}
        found = []
        for one in outcomes:
            dossier = one.dossier
            key = (dossier.procedure, dossier.case, dossier.received_at.date())
            if key not in expected:
                expected[key] = self._expected(*key)
            found.append(facts_of(one, expected[key], waiting))
        return found

    def _expected(self, procedure: str, case: str, on: date) -> frozenset[str] | None:
        """The kinds of paper that are to be scanned; None for a procedure that the catalogue has not got."""
        try:
            of_case = self._catalogue.case(procedure, case, on=on)
        except NotFound:
            return None
        return frozenset(paper.paper_type for paper in to_be_digitised(of_case))

    def _level(self, unit: UnitCode, on: date) -> Level:
        try:
            kind = self._catalogue.organisation.unit(unit, on).kind
        except NotFound:
            return Level.PROVINCE
        return Level.COMMUNE if kind in _COMMUNE_KINDS else Level.PROVINCE


def known_here(indicators: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """The indicators that a counter can judge from what it has."""
    return tuple(one for one in indicators if NOT_KNOWN_HERE.isdisjoint({*one.among, *one.counted}))


def arrivals_of(receptions: Sequence[Reception]) -> tuple[Arrival, ...]:
    """Receptions with the minutes that each took.

    A reception lasts until the next one at the same window, as long as the gap is one of a window at work; else,
    and for the last of a day, it takes the middle of what was measured.
    """
    by_window: defaultdict[tuple[str, str, date], list[datetime]] = defaultdict(list)
    for one in receptions:
        by_window[one.unit, one.window, local(one.at).date()].append(one.at)
    measured: dict[tuple[str, str, datetime], float] = {}
    for (unit, window, _), moments in by_window.items():
        for at, following in pairwise(moments):
            minutes = (following - at).total_seconds() / 60
            if 0 < minutes <= LONGEST_SERVICE_MINUTES:
                measured[unit, window, at] = minutes
    usual = median(measured.values()) if measured else USUAL_SERVICE_MINUTES
    return tuple(
        Arrival(one.at, one.unit, one.window, measured.get((one.unit, one.window, one.at), usual))
        for one in receptions
    )


def clerk_loads(
    dossiers: Iterable[Dossier], staff: Sequence[ClerkRecord], unit: UnitCode, today: date
) -> tuple[ClerkLoad, ...]:
    """The unit's clerks and whoever else has a dossier of it, the most loaded first."""
    names = {member.clerk_id: member.name for member in staff}
    in_hand: Counter[str] = Counter({member.clerk_id: 0 for member in staff if unit in clerk_posts(member)})
    overdue: Counter[str] = Counter()
    fresh: Counter[str] = Counter()
    for one in dossiers:
        clerk = one.assigned_clerk or one.received_by
        fresh[clerk] += local(one.received_at).date() == today
        if one.state in ACTIVE:
            in_hand[clerk] += 1
            overdue[clerk] += _is_overdue(one, today)
    found = [
        ClerkLoad(clerk, names.get(clerk, clerk), number, overdue[clerk], fresh[clerk])
        for clerk, number in in_hand.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.in_hand, -one.overdue, one.name)))


def balance_of(clerks: Sequence[ClerkLoad]) -> Balance | None:
    """The one shift of dossiers that helps most, None while nobody has far more than the others."""
    if len(clerks) < 2:  # noqa: PLR2004 - nobody to share with
        return None
    most, least = clerks[0], clerks[-1]
    if most.in_hand < 2 * least.in_hand + UNEVEN:
        return None
    return Balance(most, least, (most.in_hand - least.in_hand) // 2)


def ratings_of(dossiers: Iterable[Dossier]) -> Ratings:
    """How often each rating was given."""
    given = Counter(one.rating for one in dossiers if one.rating)
    return Ratings(given["very_satisfied"], given["satisfied"], given["dissatisfied"])


def facts_of(
    outcome: DossierOutcome, expected: frozenset[str] | None, waiting: Iterable[DossierId]
) -> DossierFacts:
    """What counting has to know about this dossier.

    Only what is sealed or reused counts as digital; a paper that was lawfully excepted is not asked for.
    """
    dossier = outcome.dossier
    scanned = {paper.paper_type for paper in dossier.papers}
    reused = {paper.paper_type for paper in dossier.reused}
    excepted = {paper.paper_type for paper in dossier.exceptions}
    wanted = ((expected or frozenset()) - excepted) | scanned | reused
    return DossierFacts(
        status=NATIONAL_STATUS[dossier.state],
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        finished_at=outcome.decided_at or _ended_at(dossier),
        unit=dossier.receiving_unit,
        window=dossier.window,
        channel=_channel(dossier.channel),
        result_by=_channel(dossier.result_by),
        papers=len(wanted),
        scanned=len(scanned),
        reused=len(reused - scanned),
        has_result_file=dossier.result is not None,
        synced=dossier.dossier_id not in waiting,
        owes_a_fee=any(fee.amount_vnd > 0 for fee in dossier.fees),
        rating=dossier.rating,
    )


def _ended_at(dossier: Dossier) -> datetime | None:
    """For a dossier whose deciding act is not here: when it was seen to have ended."""
    if dossier.state in ACTIVE and dossier.state is not State.RESULT_READY:
        return None
    return dossier.handed_over_at or dossier.changed_at


def _channel(name: str) -> Channel:
    return Channel.ONLINE if name == "electronic" else Channel(name) if name in set(Channel) else Channel.WINDOW


def _is_overdue(dossier: Dossier, today: date) -> bool:
    runs = dossier.state in {State.RECEIVED, State.SEALED, State.PROCESSING} and dossier.stopped_clock_at is None
    return runs and dossier.due_at is not None and local(dossier.due_at).date() < today


def windows_of(found: Iterable[HourLoad]) -> tuple[str, ...]:
    """The windows that had something to do, in order."""
    return tuple(sorted({one.window for one in found}))


def by_hour(found: Iterable[HourLoad]) -> Mapping[datetime, Mapping[str, HourLoad]]:
    """The loads of each hour by window."""
    hours: defaultdict[datetime, dict[str, HourLoad]] = defaultdict(dict)
    for one in found:
        hours[one.hour][one.window] = one
    return dict(sorted(hours.items()))
