"""Numbered fee receipts: in order, each number once, none lost silently."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from counter_app.contract.acts import FeeReceiptGiven
from counter_app.domain.dossier import Dossier, FeeForm
from counter_app.domain.errors import IllegalMove, InvalidInput, NotFound
from counter_app.services.fee_receipts import FeeReceipts
from counter_app.services.hand_over import HandOver
from counter_app.services.ports import StoredAct
from tests.builders.acts import chain
from tests.builders.desk import UNIT, DeskOfTests

FORM = FeeForm("01BLP2-001", "AA-26P", "0000123")


@pytest.fixture
def desk() -> DeskOfTests:
    return DeskOfTests(numbers_left=20)


@pytest.fixture
def receipts(desk: DeskOfTests) -> FeeReceipts:
    return FeeReceipts(desk.store.open_work, desk.recorder, desk.clock)


def paid(desk: DeskOfTests, name: str = "Nguyễn Thị Ánh", amount_vnd: int = 8_000) -> Dossier:
    dossier = desk.receive(name)
    # Recording a fee asks the province for nothing.
    hand_over = HandOver(desk.store.open_work, desk.vault, None, desk.recorder, desk.clock)  # type: ignore[arg-type]
    return hand_over.record_fee(dossier.dossier_id, "Lệ phí", amount_vnd, desk.session, paid=True)


def numbered(serial: str) -> FeeForm:
    return replace(FORM, serial=serial)


def test_a_receipt_is_an_act_of_the_dossier_with_what_was_paid(desk: DeskOfTests, receipts: FeeReceipts) -> None:
    dossier = paid(desk)

    written = receipts.write(dossier.dossier_id, FORM, desk.session)

    with desk.store.open_work() as work:
        [act] = [
            one.act for one in work.acts.of_dossier(dossier.dossier_id) if one.act.kind == "fee_receipt_given"
        ]
    assert written.dossier.fee_forms == (FORM,)
    assert (act.kind, act.body["amount_vnd"]) == ("fee_receipt_given", 8_000)


def test_before_the_first_form_nothing_is_offered_and_afterwards_the_next(
    desk: DeskOfTests, receipts: FeeReceipts
) -> None:
    before = receipts.next_form(desk.session)

    receipts.write(paid(desk).dossier_id, numbered("0000999"), desk.session)

    assert before is None
    assert receipts.next_form(desk.session) == numbered("0001000")


def test_each_window_goes_on_in_its_own_book(desk: DeskOfTests, receipts: FeeReceipts) -> None:
    receipts.write(paid(desk).dossier_id, FORM, desk.session)
    of_another_window(desk, "0000500")

    assert receipts.next_form(desk.session) == numbered("0000124")


def of_another_window(desk: DeskOfTests, serial: str) -> Dossier:
    """What the feed brings of a form that another window of the unit wrote."""
    dossier = paid(desk, "Trần Văn Bình")
    body = FeeReceiptGiven(model=FORM.model, series=FORM.series, serial=serial, amount_vnd=8_000)
    act = chain(body, device_id="dev-2", dossier_id=dossier.dossier_id, unit=UNIT)[0]
    with desk.store.open_work() as work:
        later = msgspec.structs.replace(act, device_time=desk.clock.now().isoformat())
        work.acts.append(StoredAct(act=later, digest=act.act_id, own=False))
        work.commit()
    return dossier


def test_a_number_that_another_window_wrote_is_refused(desk: DeskOfTests, receipts: FeeReceipts) -> None:
    other = of_another_window(desk, "0000123")

    with pytest.raises(IllegalMove, match="receipt_number_used") as refused:
        receipts.write(paid(desk).dossier_id, numbered(" 123"), desk.session)

    assert refused.value.facts["code"] == other.code


def test_the_same_form_for_the_same_dossier_is_printed_again_and_recorded_once(
    desk: DeskOfTests, receipts: FeeReceipts
) -> None:
    dossier = paid(desk)
    receipts.write(dossier.dossier_id, FORM, desk.session)

    receipts.write(dossier.dossier_id, FORM, desk.session)

    assert desk.kinds(dossier.dossier_id).count("fee_receipt_given") == 1


@pytest.mark.parametrize(
    ("serial", "skipped"),
    [
        ("0000124", ()),
        ("0000126", ("0000124", "0000125")),
        ("0000100", ()),
    ],
    ids=["the next one", "two passed over", "an older book"],
)
def test_numbers_passed_over_are_named(
    desk: DeskOfTests, receipts: FeeReceipts, serial: str, skipped: tuple[str, ...]
) -> None:
    receipts.write(paid(desk).dossier_id, FORM, desk.session)

    written = receipts.write(paid(desk).dossier_id, numbered(serial), desk.session)

    assert written.skipped == skipped


def test_another_book_passes_over_nothing(desk: DeskOfTests, receipts: FeeReceipts) -> None:
    receipts.write(paid(desk).dossier_id, FORM, desk.session)

    written = receipts.write(paid(desk).dossier_id, FeeForm("01BLP2-001", "AB-26P", "0000900"), desk.session)

    assert written.skipped == ()


def test_a_spoilt_form_stays_used(desk: DeskOfTests, receipts: FeeReceipts) -> None:
    dossier = paid(desk)

    after = receipts.write_off(dossier.dossier_id, FORM, "Kẹt giấy", desk.session)

    assert after.fee_forms == (replace(FORM, spoilt="Kẹt giấy"),)
    assert receipts.next_form(desk.session) == numbered("0000124")
    for other in (dossier, paid(desk)):
        with pytest.raises(IllegalMove, match="receipt_number_used"):
            receipts.write(other.dossier_id, FORM, desk.session)


def test_a_form_is_written_off_with_a_reason_alone(desk: DeskOfTests, receipts: FeeReceipts) -> None:
    dossier = paid(desk)

    with pytest.raises(InvalidInput, match="reason_needed"):
        receipts.write_off(dossier.dossier_id, FORM, " ", desk.session)


@pytest.mark.parametrize(
    "form", [FeeForm("", "AA", "1"), FeeForm("01", " ", "1"), FeeForm("01", "AA", "12a")], ids=str
)
def test_a_form_without_a_whole_name_is_refused(desk: DeskOfTests, receipts: FeeReceipts, form: FeeForm) -> None:
    dossier = paid(desk)

    with pytest.raises(InvalidInput, match="receipt_form_unclear"):
        receipts.write(dossier.dossier_id, form, desk.session)


def test_nothing_is_written_for_nothing(desk: DeskOfTests, receipts: FeeReceipts) -> None:
    with pytest.raises(NotFound, match="nothing_paid"):
        receipts.write(desk.receive().dossier_id, FORM, desk.session)
