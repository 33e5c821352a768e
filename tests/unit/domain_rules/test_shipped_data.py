"""The shipped data as a whole: what one file names is in another."""

from __future__ import annotations

from datetime import date

from counter_app.contract.organisation import UnitKind
from tests.builders.rules import shipped_calendars, shipped_organisation, shipped_procedures

FIELDS = {record.code for record in shipped_procedures().catalogue.fields}
UNITS = shipped_organisation().book.units


def test_fields_of_work_that_units_and_windows_name_are_those_of_the_catalogue() -> None:
    book = shipped_organisation().book
    named = {field for unit in book.units for field in unit.fields}
    named |= {field for window in book.windows for field in window.fields}
    named |= {field for member in book.staff for post in member.posts for field in post.fields}

    assert named <= FIELDS


def test_units_that_calendars_name_are_those_of_the_organisation() -> None:
    named = {unit for hours in shipped_calendars().hours for unit in hours.units}

    assert named <= {unit.code for unit in UNITS}


def test_every_procedure_has_somebody_who_decides_it_in_every_commune() -> None:
    organisation, procedures = shipped_organisation(), shipped_procedures()
    missing = []
    for day in (date(2024, 12, 2), date(2025, 3, 1), date(2025, 6, 30), date(2025, 7, 1), date(2026, 11, 23)):
        areas = [area for unit in organisation.units(day, UnitKind.COMMUNE_COMMITTEE) for area in unit.areas]
        centre = organisation.units(day, UnitKind.CENTRE)[0].code
        missing += [
            (procedure.code, area)
            for procedure in procedures.procedures(day)
            for area in areas
            if not organisation.competent_unit(procedure, on=day, receiving_unit=centre, area=area).code
        ]

    assert missing == []


def test_every_receiving_unit_has_a_window_and_a_letterhead() -> None:
    organisation = shipped_organisation()
    without = [
        unit.code
        for day in (date(2024, 12, 2), date(2025, 6, 30), date(2025, 7, 1))
        for unit in organisation.receivers(day)
        if unit.kind is not UnitKind.CENTRE and not organisation.windows(unit.code, day)
    ]
    heads = [
        organisation.letterhead(unit.code, date(2025, 7, 1)) for unit in organisation.receivers(date(2025, 7, 1))
    ]

    assert without == []
    assert all(head.place for head in heads)


def test_what_is_not_confirmed_says_so() -> None:
    catalogue = shipped_procedures().catalogue

    assert {procedure.confidence for procedure in catalogue.procedures} == {"C", "M"}
    assert all(procedure.source for procedure in catalogue.procedures)
    assert all(rules.source for rules in shipped_calendars().deadline_rules)
