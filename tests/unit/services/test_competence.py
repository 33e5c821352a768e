"""Who decides a dossier follows from the address, where the procedure asks for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter_app.contract.acts import Applicant
from counter_app.domain.ids import UnitCode
from counter_app.services.competence import Competence, FindCompetent
from counter_app.services.register import Intake
from tests.builders.desk import CASE, PROCEDURE, DeskOfTests
from tests.builders.rules import shipped_catalogue

LAW = shipped_catalogue()
PILOT, MERGED = date(2025, 3, 3), date(2026, 11, 23)
BRANCH = UnitCode("H29.901")
MARRIAGE, LAND, CERTIFIED = "1.004873", "1.012783", "2.000815"
LAND_CASE = LAW.procedure(LAND, on=MERGED).cases[0].code


def asked(
    procedure: str, address: str = "", *, unit: str = BRANCH, on: date = MERGED, area: str = ""
) -> Competence:
    found = LAW.procedure(procedure, on=on)
    return FindCompetent(LAW)(found, UnitCode(unit), on, address=address, area=area)


def test_residence_decides_and_an_old_card_leads_to_the_new_commune() -> None:
    new = asked(MARRIAGE, "Số 5, phường Phú Lợi, Thành phố Hồ Chí Minh")
    old = asked(MARRIAGE, "Khu 2, phường Phú Hòa, thành phố Thủ Dầu Một, tỉnh Bình Dương")

    assert new.title.endswith("phường Phú Lợi")
    assert old.unit == new.unit
    assert (new.area_title, new.beyond, new.needs_area) == ("Phường Phú Lợi", True, False)


def test_in_the_pilot_the_same_address_leads_to_the_commune_of_its_day() -> None:
    found = asked(MARRIAGE, "phường Phú Hòa, thành phố Thủ Dầu Một, tỉnh Bình Dương", unit="H09.901", on=PILOT)

    assert found.title.endswith("phường Phú Hòa")
    assert found.unit.startswith("H09.")


def test_the_window_of_the_deciding_commune_keeps_its_own() -> None:
    elsewhere = asked(MARRIAGE, "phường Phú Lợi, Thành phố Hồ Chí Minh")
    point = next(unit for unit in LAW.organisation.units(MERGED) if unit.receives_for == elsewhere.unit)

    found = asked(MARRIAGE, "phường Phú Lợi, Thành phố Hồ Chí Minh", unit=point.code)

    assert (found.unit, found.beyond) == (elsewhere.unit, False)


@pytest.mark.parametrize("address", ["", "12 Yersin", "phường Láng, Thành phố Hà Nội"])
def test_what_names_no_commune_of_ours_stays_here_until_one_is_chosen(address: str) -> None:
    found = asked(MARRIAGE, address)

    assert (found.unit, found.beyond, found.needs_area) == (BRANCH, False, True)


def test_a_name_without_its_province_offers_our_communes_first() -> None:
    found = asked(MARRIAGE, "phú lợi")

    assert found.needs_area
    assert found.choices[0].title == "Phường Phú Lợi"


def test_the_clerks_choice_goes_before_the_address() -> None:
    chosen = asked(MARRIAGE, "phú lợi").choices[0]

    found = asked(MARRIAGE, "phường Láng, Thành phố Hà Nội", area=chosen.code)

    assert found.title.endswith("phường Phú Lợi")


def test_a_commune_that_was_divided_is_asked_about_unless_all_parts_have_one_unit() -> None:
    book = LAW.addresses
    ours = {area for unit in LAW.organisation.units(MERGED) for area in unit.areas}
    divided = next(
        area
        for area in book.suggest("phường", PILOT, province="74", limit=500)
        if len(book.became(area.code)) > 1 and all(part.area.code in ours for part in book.became(area.code))
    )

    found = asked(MARRIAGE, book.full_title(divided))

    assert found.needs_area
    assert {area.code for area in found.choices} == {part.area.code for part in book.became(divided.code)}


def test_where_the_place_of_reception_decides_no_address_is_asked_for() -> None:
    point = next(unit for unit in LAW.organisation.units(MERGED) if unit.receives_for)

    found = asked(CERTIFIED, unit=point.code)

    assert (found.unit, found.beyond, found.needs_area) == (point.receives_for, False, False)


def test_one_unit_for_the_whole_province_needs_no_address() -> None:
    found = asked("3.000333")

    assert (found.unit, found.needs_area) == ("H29.920", False)


def test_registering_writes_who_decides_and_previews_it() -> None:
    desk = DeskOfTests()
    address = "phường Phú Lợi, Thành phố Hồ Chí Minh"
    wanted = asked(MARRIAGE, address).unit
    dossier_id = desk.register.begin()

    preview = desk.register.preview(dossier_id, PROCEDURE, CASE, desk.session, address=address)
    intake = Intake(applicant=Applicant(name="Nguyễn Thị Ánh", address=address), procedure=PROCEDURE, case=CASE)
    dossier = desk.register(dossier_id, intake, desk.session)

    assert preview.competent is not None
    assert (dossier.competent_unit, preview.competent.unit) == (wanted, wanted)
    assert dossier.receiving_unit == BRANCH
    assert dossier.due_at == preview.due_at


def test_for_land_the_address_of_the_land_counts_and_not_the_applicants() -> None:
    desk = DeskOfTests()
    applicant = Applicant(name="A", address="phường Láng, Thành phố Hà Nội")
    intake = Intake(
        applicant=applicant, procedure=LAND, case=LAND_CASE, place="phường Phú Lợi, Thành phố Hồ Chí Minh"
    )

    here = desk.register(desk.register.begin(), intake, desk.session)
    unknown = desk.register(desk.register.begin(), replace(intake, place=""), desk.session)

    assert here.competent_unit.startswith("H29.930.")
    assert unknown.competent_unit == BRANCH
