"""What the window and the province compute an appointment from: the case, the site, who decides."""

from __future__ import annotations

from datetime import date, datetime

import msgspec
import pytest

from counter_app.contract.appointments import AppointmentLaw
from counter_app.contract.calendars import CrossBoundaryStart
from counter_app.contract.catalogue import LimitUnit
from counter_app.contract.organisation import OrganisationBook
from tests.builders.rules import (
    at,
    limit,
    refusal,
    shipped_calendars,
    shipped_catalogue,
    shipped_organisation,
    shipped_procedures,
)

LAW = shipped_catalogue().appointments
DAY = date(2026, 11, 23)
POINT, COMMITTEE = "H29.960.01", "H29.940.01"
MARRIAGE = ("1.004873", "thong-thuong")


def law(*, start: CrossBoundaryStart = CrossBoundaryStart.RECEPTION, online_days: int = 0) -> AppointmentLaw:
    """The shipped law with the clock of cross-boundary dossiers, or the limit of online filing, changed."""
    calendars = shipped_calendars()
    rules = tuple(msgspec.structs.replace(one, cross_boundary_start=start) for one in calendars.deadline_rules)
    catalogue = shipped_procedures().catalogue
    online = limit(LimitUnit.WORKING_DAYS, online_days) if online_days else None
    procedures = tuple(
        msgspec.structs.replace(
            one, cases=tuple(msgspec.structs.replace(case, online_limit=online) for case in one.cases)
        )
        for one in catalogue.procedures
    )
    return AppointmentLaw(
        msgspec.structs.replace(catalogue, procedures=procedures),
        msgspec.structs.replace(calendars, deadline_rules=rules),
        shipped_organisation().book,
    )


def due(asked: AppointmentLaw, received: str, *, competent: str = "", online: bool = False) -> datetime | None:
    if online:
        return asked.appointment(
            *MARRIAGE, at(received), receiving_unit=POINT, competent_unit=competent, online=True
        )
    return asked.appointment(*MARRIAGE, at(received), receiving_unit=POINT, competent_unit=competent)


def test_three_working_days_after_reception() -> None:
    assert due(LAW, "2026-11-23 09:10") == at("2026-11-26 09:10")


def test_the_window_of_the_deciding_unit_decides() -> None:
    assert LAW.decides(POINT, POINT, DAY)
    assert LAW.decides(POINT, "", DAY)
    assert LAW.decides(POINT, COMMITTEE, DAY)
    assert LAW.decides("000.01.960.H29", COMMITTEE, DAY)
    assert LAW.decides(POINT, "000.01.940.H29", DAY)


def test_another_unit_or_an_unknown_one_does_not_decide() -> None:
    assert not LAW.decides(POINT, "H29.940.02", DAY)
    assert not LAW.decides("H77.01", COMMITTEE, DAY)
    assert not LAW.decides(POINT, COMMITTEE, date(2024, 1, 1))


def test_a_dossier_for_another_unit_starts_by_the_rule() -> None:
    at_acceptance = law(start=CrossBoundaryStart.ACCEPTANCE)

    assert due(law(), "2026-11-23 09:10", competent="H29.940.02") == at("2026-11-26 09:10")
    assert due(at_acceptance, "2026-11-23 09:10", competent="H29.940.02") == at("2026-11-27 07:00")
    assert due(at_acceptance, "2026-11-23 09:10", competent=COMMITTEE) == at("2026-11-26 09:10")


def test_online_filing_has_its_own_limit_where_there_is_one() -> None:
    assert due(law(online_days=1), "2026-11-23 09:10", online=True) == at("2026-11-24 09:10")
    assert due(law(online_days=1), "2026-11-23 09:10") == at("2026-11-26 09:10")
    assert due(law(), "2026-11-23 09:10", online=True) == at("2026-11-26 09:10")


def test_a_day_is_the_provinces_day() -> None:
    new_year_in_the_province = datetime.fromisoformat("2026-12-31T18:00:00+00:00")

    found = LAW.appointment(*MARRIAGE, new_year_in_the_province, receiving_unit=POINT, competent_unit="")

    assert found == at("2027-01-07 07:00")


@pytest.mark.parametrize(
    ("procedure", "case"), [("1.004873", "khac"), ("9.999999", "thong-thuong"), ("1.013831", "")]
)
def test_what_nobody_can_apply_for_has_no_appointment(procedure: str, case: str) -> None:
    early = at("2025-01-06 09:00")

    def ask() -> object:
        return LAW.appointment(procedure, case, early, receiving_unit=POINT, competent_unit="")

    assert refusal(ask) == ("case_not_in_force", {"procedure": procedure, "case": case, "on": "2025-01-06"})


def test_a_site_keeps_the_hours_of_the_nearest_unit_that_has_some() -> None:
    assert LAW.calendar_path("H09.901", date(2024, 12, 3)) == ("H09.901", "H09.900", "H09")
    assert LAW.calendar_path("000.00.901.H09", date(2024, 12, 3)) == ("H09.901", "H09.900", "H09")
    assert LAW.calendar_path("H77.01", DAY) == ("H77.01",)
    assert LAW.calendar("H09.900", date(2024, 12, 3)).sessions(date(2024, 12, 7)) != ()
    assert LAW.calendar("H09.902", date(2024, 12, 3)).sessions(date(2024, 12, 7)) != ()
    assert LAW.calendar("H29.901", DAY).sessions(date(2026, 11, 28)) == ()


def test_units_in_a_circle_are_asked_once() -> None:
    units = {unit.code: unit for unit in shipped_organisation().units(DAY)}
    upper = msgspec.structs.replace(units["H29"], parent=POINT)
    circle = OrganisationBook(units=(upper, units["H29.900"], units[POINT]), windows=(), staff=(), phases=())
    asked = AppointmentLaw(shipped_procedures().catalogue, shipped_calendars(), circle)

    path = asked.calendar_path(POINT, DAY)

    assert len(path) == len(set(path))
    assert path[0] == POINT
