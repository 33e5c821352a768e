"""How a paper is scanned: by the catalogue, within the law, and as far as the scanner can."""

from __future__ import annotations

import msgspec
import pytest

from counter_app.domain.checks import OTHER_PAPER
from counter_app.domain.errors import RuleBroken
from counter_app.domain.procedure import ScanProfileRecord
from counter_app.domain.scanning import ColourMode, Device, Source
from counter_app.services.scan_profiles import ByHand, ScanProfiles, fit
from tests.builders.desk import FORM, DeskOfTests

A4 = ScanProfileRecord(code="a4", title="Giấy A4", dpi=300, width_mm=210.0, height_mm=297.0)
DRAWING = ScanProfileRecord(
    code="ban-ve", title="Bản vẽ", dpi=400, width_mm=841.0, height_mm=1189.0, duplex=False, feeder=False
)
BOTH = (Source.FEEDER, Source.FLATBED)
OFFICE = Device("escl", "x", "x", BOTH, duplex=True, max_dpi=600, max_width_mm=215.9, max_height_mm=356.0)


def test_a_paper_is_scanned_by_its_profile_in_the_catalogue() -> None:
    desk = DeskOfTests()

    fitted = ScanProfiles(desk.catalogue).for_paper(desk.receive(), FORM, OFFICE)

    profile = fitted.profile
    assert (profile.dpi, profile.duplex, profile.colour) == (300, True, ColourMode.COLOUR)
    assert (profile.page_width_mm, profile.page_height_mm, fitted.by_hand) == (210.0, 297.0, frozenset())


def test_a_paper_that_the_case_does_not_name_is_scanned_as_usual() -> None:
    desk = DeskOfTests()

    fitted = ScanProfiles(desk.catalogue).for_paper(desk.receive(), OTHER_PAPER, OFFICE)

    assert fitted.title == desk.catalogue.procedures.scan_profile("a4").title


def test_without_duplex_the_backs_are_scanned_after_the_fronts() -> None:
    fitted = fit(A4, Device("sane", "x", "x", BOTH))

    assert (fitted.profile.duplex, fitted.by_hand) == (False, {ByHand.BACKS_AFTER_FRONTS})


def test_without_a_feeder_sheets_are_laid_on_the_glass_one_by_one() -> None:
    fitted = fit(A4, Device("sane", "x", "x", (Source.FLATBED,)))

    assert (fitted.profile.source, fitted.profile.expected_pages) == (Source.FLATBED, 1)
    assert ByHand.SHEETS_ON_THE_GLASS in fitted.by_hand


def test_what_belongs_on_the_glass_is_not_fed() -> None:
    glass = Device("escl", "x", "x", BOTH, duplex=True)

    assert fit(DRAWING, glass).profile.source is Source.FLATBED


@pytest.mark.parametrize(
    ("record", "device", "code"),
    [
        (DRAWING, OFFICE, "paper_larger_than_scanner"),
        (A4, Device("x", "x", "x", max_dpi=240), "scanner_too_coarse"),
        (msgspec.structs.replace(A4, dpi=150), OFFICE, "resolution_below_floor"),
    ],
)
def test_what_the_rules_ask_is_not_given_up_for_a_scanner(
    record: ScanProfileRecord, device: Device, code: str
) -> None:
    with pytest.raises(RuleBroken, match=code):
        fit(record, device)


def test_a_sheet_of_the_usual_size_fits_a_scanner_that_is_a_hair_smaller() -> None:
    narrow = Device("x", "x", "x", BOTH, duplex=True, max_width_mm=209.55, max_height_mm=296.9)

    assert fit(A4, narrow).profile.page_width_mm == 210.0
