"""A dossier is what its acts make of it."""

from __future__ import annotations

import msgspec
import pytest

from counter_app.contract import acts as contract
from counter_app.contract.manifest import ExceptionEntry, ReuseEntry
from counter_app.contract.moves import PROVINCE, State
from counter_app.domain.dossier import FeeForm, fold, fold_all
from counter_app.domain.errors import IllegalMove
from tests.builders.acts import AT, OTHER_UNIT, UNIT, chain, dossier_after, paper, received, sealed

STARTED = contract.ProcessingStarted(unit="H09.10")
RESULT = contract.ResultDigitised(
    result_code="H09.01-261123-0001-KQ1", title="Giấy khai sinh", file="d" * 64, size_bytes=9, signed=True
)


def test_a_received_dossier_is_held_by_the_unit_that_received_it() -> None:
    dossier = dossier_after()

    assert (dossier.state, dossier.holder, dossier.version) == (State.RECEIVED, UNIT, 1)


def test_sealing_hands_the_dossier_to_the_province() -> None:
    dossier = dossier_after(contract.PaperSealed(paper=paper()), sealed())

    assert (dossier.state, dossier.holder) == (State.SEALED, PROVINCE)


def test_the_whole_way_ends_returned_and_rated() -> None:
    dossier = dossier_after(
        contract.PaperSealed(paper=paper()),
        sealed(),
        STARTED,
        RESULT,
        contract.HandedOver(unit=OTHER_UNIT, receiver_name="Nguyễn Thị Ánh"),
        contract.Rated(rating="very_satisfied"),
    )

    assert (dossier.state, dossier.rating, dossier.version) == (State.RETURNED, "very_satisfied", 7)


def test_a_paper_sealed_again_replaces_the_earlier_one() -> None:
    again = paper(file="e" * 64)

    dossier = dossier_after(contract.PaperSealed(paper=paper()), contract.PaperSealed(paper=again))

    assert dossier.papers == (again,)


def test_the_clock_stands_still_while_a_supplement_is_awaited() -> None:
    asked = contract.SupplementAsked(papers=("birth_proof",), reason="Thiếu giấy chứng sinh")

    dossier = dossier_after(sealed(), asked)

    assert dossier.state is State.SUPPLEMENT
    assert dossier.stopped_clock_at is not None


def test_a_supplement_brings_the_dossier_back_to_the_unit_that_takes_it() -> None:
    acts = chain(received(), sealed(), contract.SupplementAsked(papers=("x",), reason="Thiếu"), unit=UNIT)
    back = chain(contract.SupplementReceived(unit=OTHER_UNIT), device_id="dev-2", unit=OTHER_UNIT)

    dossier = fold_all([*acts, *back])

    assert dossier is not None
    assert (dossier.state, dossier.holder, dossier.stopped_clock_at) == (State.RECEIVED, OTHER_UNIT, None)


def test_an_act_out_of_order_is_an_illegal_move() -> None:
    dossier = dossier_after()
    early = chain(contract.HandedOver(unit=UNIT, receiver_name="A"))[0]

    with pytest.raises(IllegalMove) as raised:
        fold(dossier, early)

    assert raised.value.code == "illegal_move"


def test_the_first_act_has_to_be_the_reception() -> None:
    with pytest.raises(IllegalMove) as raised:
        fold(None, chain(STARTED)[0])

    assert raised.value.code == "not_registered"


def test_a_kind_of_a_newer_release_counts_as_a_version_and_changes_nothing_else() -> None:
    dossier = dossier_after()
    newer = msgspec.structs.replace(chain(STARTED)[0], kind="blessed")

    after = fold(dossier, newer)

    assert (after.version, after.state) == (2, dossier.state)


@pytest.mark.parametrize(
    ("body", "state"),
    [
        (contract.Refused(reason="Không thuộc thẩm quyền"), State.REFUSED),
        (contract.Withdrawn(reason="Công dân rút"), State.WITHDRAWN),
    ],
)
def test_an_open_dossier_may_end_with_a_reason(body: contract.Body, state: State) -> None:
    dossier = dossier_after(body)

    assert (dossier.state, bool(dossier.ground)) == (state, True)


def test_stopping_keeps_the_reason() -> None:
    dossier = dossier_after(sealed(), STARTED, contract.Stopped(reason="Trùng hồ sơ"))

    assert (dossier.state, dossier.ground) == (State.STOPPED, "Trùng hồ sơ")


def test_a_financial_duty_stops_the_clock_until_it_is_met() -> None:
    waiting = dossier_after(sealed(), STARTED, contract.FinancialDutyAsked(amount_vnd=1_000))
    met = dossier_after(
        sealed(), STARTED, contract.FinancialDutyAsked(amount_vnd=1_000), contract.FinancialDutyMet(due_at=AT)
    )

    assert waiting.stopped_clock_at is not None
    assert (met.state, met.stopped_clock_at, met.due_at and met.due_at.isoformat()) == (
        State.PROCESSING,
        None,
        AT,
    )


def test_an_extension_moves_the_appointment_and_is_remembered() -> None:
    later = "2026-11-30T09:10:00+07:00"

    dossier = dossier_after(sealed(), contract.DeadlineExtended(due_at=later, reason="Xác minh"))

    assert (dossier.extended, dossier.due_at and dossier.due_at.isoformat()) == (True, later)


def test_reassigning_an_open_dossier_moves_custody() -> None:
    dossier = dossier_after(contract.Reassigned(unit=OTHER_UNIT, clerk="clerk-minh", reason="Quá tải"))

    assert (dossier.holder, dossier.assigned_clerk) == (OTHER_UNIT, "clerk-minh")


def test_a_corrected_name_replaces_the_earlier_one() -> None:
    right = contract.Applicant(name="Nguyễn Thị Ánh Nguyệt")

    dossier = dossier_after(contract.Corrected(applicant=right, reason="Nhập sót"))

    assert dossier.applicant == right


def test_a_legal_code_replaces_a_provisional_one() -> None:
    acts = chain(
        received("TAM-01J", provisional=True),
        contract.CodeReplaced(old_code="TAM-01J", new_code="H09.01-261123-0002"),
    )

    dossier = fold_all(acts)

    assert dossier is not None
    assert (dossier.code, dossier.provisional) == ("H09.01-261123-0002", False)


def test_fees_reuses_and_exceptions_add_up() -> None:
    reuse = ReuseEntry(paper_type="id", title="CCCD", file="f" * 64, source="kho", trust_level="x")
    granted = ExceptionEntry(
        paper_type="proof", title="Giấy", ground="shown_only", reason="Xuất trình", granted_by="clerk-lan"
    )

    dossier = dossier_after(
        contract.FeeRecorded(fee="Lệ phí", amount_vnd=8000, paid=True),
        contract.PaperReused(reuse=reuse),
        contract.ExceptionGranted(exception=granted),
    )

    assert (len(dossier.fees), dossier.reused, dossier.exceptions) == (1, (reuse,), (granted,))


def test_no_acts_make_no_dossier() -> None:
    dossier = fold_all([])

    assert dossier is None


def test_a_paper_whose_file_was_strengthened_is_still_the_same_paper() -> None:
    body = contract.PaperStrengthened(paper_id="p1", former="d" * 64, file="e" * 64, size_bytes=54_321)
    before = dossier_after(sealed())

    after = dossier_after(sealed(), body)

    assert (after.papers, after.state, after.manifest) == (before.papers, before.state, before.manifest)
    assert after.version == before.version + 1


def test_a_form_that_is_spoilt_after_all_stays_one_form() -> None:
    given = contract.FeeReceiptGiven(model="01BLP2", series="AA-26P", serial="0000123", amount_vnd=8_000)
    spoilt = contract.FeeReceiptGiven(
        model="01BLP2", series="AA-26P", serial="0000123", amount_vnd=8_000, spoilt="Kẹt giấy"
    )

    dossier = fold_all(chain(received(), given, spoilt))

    assert dossier is not None
    assert dossier.fee_forms == (FeeForm("01BLP2", "AA-26P", "0000123", "Kẹt giấy"),)
