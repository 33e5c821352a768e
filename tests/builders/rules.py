"""Calendars, rules and the shipped data for tests of the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path

import msgspec
import pytest

from counter_app.contract.calendars import (
    CalendarBook,
    DayKind,
    DayRecord,
    DeadlineRules,
    HoursRecord,
    Week,
    check_calendars,
)
from counter_app.contract.catalogue import LimitUnit, TimeLimit, check_catalogue
from counter_app.contract.codes import CodeBook, check_codes
from counter_app.contract.indicators import Indicator, check_indicators
from counter_app.contract.organisation import check_organisation
from counter_app.contract.working_time import SiteCalendar, moment, site_calendar
from counter_app.domain.addresses import AddressBook, read_address_book
from counter_app.domain.errors import CounterError, InvalidInput
from counter_app.domain.organisation import Organisation
from counter_app.domain.procedure import ProcedureBook
from counter_app.services.catalogue import Catalogue

RESOURCES = Path(__file__).parents[2] / "resources"
USUAL = ("07:00-11:30", "13:30-17:00")
RULES = DeadlineRules(code="test", title="Test", valid_from=date(2020, 1, 1))


def texts_in(folder: str) -> dict[str, str]:
    """The data files of a folder of resources."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((RESOURCES / folder).glob("*.toml"))}


@lru_cache(maxsize=1)
def shipped_procedures() -> ProcedureBook:
    catalogue, mistakes = check_catalogue(texts_in("procedures"))
    assert catalogue is not None, mistakes
    return ProcedureBook(catalogue)


@lru_cache(maxsize=1)
def shipped_calendars() -> CalendarBook:
    book, mistakes = check_calendars(texts_in("calendars"))
    assert book is not None, mistakes
    return book


@lru_cache(maxsize=1)
def shipped_organisation() -> Organisation:
    book, mistakes = check_organisation(texts_in("organisation"))
    assert book is not None, mistakes
    return Organisation(book)


@lru_cache(maxsize=1)
def shipped_codes() -> CodeBook:
    book, mistakes = check_codes(texts_in("codes"))
    assert book is not None, mistakes
    return book


@lru_cache(maxsize=1)
def shipped_indicators() -> tuple[Indicator, ...]:
    indicators, mistakes = check_indicators(texts_in("indicators"))
    assert indicators is not None, mistakes
    return indicators


@lru_cache(maxsize=1)
def shipped_addresses() -> AddressBook:
    return read_address_book((RESOURCES / "addresses" / "administrative_units.tsv").read_text(encoding="utf-8"))


def shipped_catalogue() -> Catalogue:
    """All law that ships, as the use cases ask it."""
    return Catalogue(
        shipped_procedures(),
        shipped_calendars(),
        shipped_codes(),
        shipped_organisation,
        shipped_addresses,
        shipped_indicators,
    )


def shipped_calendar(*units: str) -> SiteCalendar:
    return site_calendar(shipped_calendars(), *units)


def week(*, sat: Iterable[str] = (), **days: Iterable[str]) -> Week:
    """Usual hours from Monday to Friday, changed where a day is named."""
    usual: dict[str, Iterable[str]] = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), USUAL)
    usual.update(days)
    usual["sat"] = sat
    return Week(**{day: tuple(sessions) for day, sessions in usual.items()})


def calendar(
    own_week: Week | None = None,
    *,
    holidays: Iterable[str] = (),
    swap: tuple[str, str] | None = None,
    saturday_counts: bool = False,
) -> SiteCalendar:
    """A site open since 2020. ``swap`` is (day off, day worked instead)."""
    hours = HoursRecord(
        code="test",
        title="Test",
        valid_from=date(2020, 1, 1),
        week=own_week if own_week is not None else week(),
        not_counted=("sun",) if saturday_counts else ("sat", "sun"),
    )
    days = {
        date.fromisoformat(text): DayRecord(on=date.fromisoformat(text), kind=DayKind.HOLIDAY, title="Lễ")
        for text in holidays
    }
    if swap is not None:
        off, worked = (date.fromisoformat(text) for text in swap)
        days[off] = DayRecord(on=off, kind=DayKind.OFF, title="Nghỉ hoán đổi", swapped_with=worked)
        days[worked] = DayRecord(on=worked, kind=DayKind.WORKING, title="Làm bù", swapped_with=off)
    return SiteCalendar(hours=(hours,), days=days)


def rules(**changes: object) -> DeadlineRules:
    return msgspec.structs.replace(RULES, **changes)


def limit(unit: LimitUnit, amount: int = 0, **more: object) -> TimeLimit:
    return msgspec.structs.replace(TimeLimit(unit=unit, amount=amount), **more)


def at(text: str) -> datetime:
    """``2025-01-10 09:10`` in the province."""
    day, _, clock = text.partition(" ")
    return moment(date.fromisoformat(day), time.fromisoformat(clock))


def refusal(
    call: Callable[[], object], wanted: type[CounterError] = InvalidInput
) -> tuple[str, dict[str, str | int]]:
    """The code and the facts with which a call is refused."""
    with pytest.raises(wanted) as refused:
        call()
    return refused.value.code, dict(refused.value.facts)
