"""Procedures: the version of a day, its cases, papers and fees."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from counter_app.domain.errors import NotFound
from counter_app.domain.procedure import (
    Confidence,
    DigitiseDuty,
    Fee,
    FeeKind,
    LimitUnit,
    PaperNeed,
    UnitKind,
    case_of,
    fee_total,
    limit_for,
    to_be_digitised,
)
from tests.builders.rules import limit, shipped_procedures

BOOK = shipped_procedures()
BEFORE = date(2025, 6, 30)
AFTER = date(2025, 7, 1)
SECTION_6 = {
    "1.001193", "1.000894", "1.000656", "1.004873", "1.004884", "1.004859", "2.000635", "2.000815", "2.000884",
    "2.001019", "1.001612", "2.000720", "1.004222", "1.004194", "1.010038", "3.000333", "3.000334", "1.012783",
    "1.012784", "1.012781", "1.013831", "1.013992", "1.009122", "1.013226", "1.013227", "1.011607", "1.001776",
    "2.001263",
}  # fmt: skip


def test_the_catalogue_holds_the_procedures_of_the_pilot() -> None:
    assert {procedure.code for procedure in BOOK.procedures(date(2026, 1, 1))} == SECTION_6


def test_the_version_of_a_day_decides() -> None:
    before = BOOK.procedure("1.001612", BEFORE)
    after = BOOK.procedure("1.001612", AFTER)

    assert (before.competent, after.competent) == (UnitKind.DISTRICT_COMMITTEE, UnitKind.COMMUNE_COMMITTEE)


def test_a_procedure_is_unknown_or_not_in_force() -> None:
    with pytest.raises(NotFound, match="procedure_unknown"):
        BOOK.procedure("9.999999", AFTER)
    with pytest.raises(NotFound, match="procedure_not_in_force"):
        BOOK.procedure("1.013831", BEFORE)
    assert "1.013831" not in {procedure.code for procedure in BOOK.procedures(BEFORE)}


def test_what_a_procedure_refers_to_is_found() -> None:
    assert BOOK.paper_type("giay-khai-sinh").national_code == "KQ.G15.000031"
    assert BOOK.field_of_work("ho-tich").title == "Hộ tịch"
    assert BOOK.scan_profile("ban-ve").dpi == 400


def test_what_is_not_there_is_said_to_be_missing() -> None:
    for ask, code in (
        (BOOK.paper_type, "paper_type_unknown"),
        (BOOK.field_of_work, "field_unknown"),
        (BOOK.scan_profile, "scan_profile_unknown"),
    ):
        with pytest.raises(NotFound, match=code):
            ask("khong-co")


def test_limits_and_papers_hang_on_the_case() -> None:
    change = BOOK.procedure("1.012783", AFTER)

    assert case_of(change, "khong-do-dac").limit.amount == 5
    assert case_of(change, "do-dac-lai").limit.amount == 10
    with pytest.raises(NotFound, match="case_unknown"):
        case_of(change, "khac")


def test_filing_online_may_have_a_limit_of_its_own() -> None:
    case = case_of(BOOK.procedure("1.001193", AFTER), "dung-han")
    both = msgspec.structs.replace(case, online_limit=limit(LimitUnit.HOURS, 4))

    assert limit_for(case, online=True) == case.limit
    assert limit_for(both, online=True).amount == 4
    assert limit_for(both, online=False) == case.limit


def test_only_what_the_law_or_the_policy_wants_is_scanned() -> None:
    case = case_of(BOOK.procedure("1.001193", AFTER), "dung-han")

    by_policy = [paper.paper_type for paper in to_be_digitised(case)]
    by_law = [paper.paper_type for paper in to_be_digitised(case, policy=False)]

    assert by_policy == ["to-khai-khai-sinh", "giay-chung-sinh", "van-ban-uy-quyen"]
    assert by_law == ["giay-chung-sinh"]


def test_nothing_that_is_shown_or_secret_is_ever_to_be_scanned() -> None:
    papers = [
        paper
        for procedure in BOOK.catalogue.procedures
        for case in procedure.cases
        for paper in to_be_digitised(case)
    ]

    assert {paper.need for paper in papers} == {PaperNeed.REQUIRED, PaperNeed.CONDITIONAL}
    assert DigitiseDuty.ON_DEMAND not in {paper.digitise for paper in papers}


def test_fees_add_up_unless_the_province_sets_one() -> None:
    page = Fee(code="a", title="a", kind=FeeKind.CHARGE, text="2.000 đồng/trang", amount_vnd=2000)
    open_fee = Fee(code="b", title="b", kind=FeeKind.DUTY, text="do tỉnh quy định")

    assert fee_total(((page, 2), (page, 3))) == 10_000
    assert fee_total(()) == 0
    assert fee_total(((page, 2), (open_fee, 1))) is None


def test_every_fee_is_worded_and_every_unconfirmed_value_is_marked() -> None:
    cases = [case for procedure in BOOK.catalogue.procedures for case in procedure.cases]

    assert all(fee.text for case in cases for fee in case.fees)
    assert all(case.limit.text for case in cases)
    assert Confidence.UNCONFIRMED in {case.limit.confidence for case in cases}


def test_every_result_has_a_paper_type_that_is_a_result() -> None:
    cases = [case for procedure in BOOK.catalogue.procedures for case in procedure.cases]

    assert all(BOOK.paper_type(case.result_type).is_result for case in cases)
