"""Papers with a number of their own at the province: fee receipts written once, slips known to the whole unit."""

from __future__ import annotations

import msgspec
import pytest

from counter_app.contract.acts import Applicant, FeeReceiptGiven, SlipGiven
from counter_app.contract.messages import Outcome
from counter_app.contract.problems import ProblemCode
from tests.rigs.bare_counter import Counter
from tests.rigs.cases import case
from tests.rigs.province import OTHER_UNIT, RunningProvince

FORM = FeeReceiptGiven(model="01BLP2-001", series="AA-26P", serial="0000123", amount_vnd=8_000)
SLIP = SlipGiven(
    slip="refusal",
    number="0001-Q01",
    procedure="1.001193",
    case="thong-thuong",
    window="Q01",
    applicant=Applicant(name="Trần Văn Bình"),
    reason="Không thuộc thẩm quyền",
)


def numbered(serial: str) -> FeeReceiptGiven:
    return msgspec.structs.replace(FORM, serial=serial)


def test_a_form_is_written_for_one_dossier_whichever_window_writes_it(running: RunningProvince) -> None:
    here, there = running.counter(), running.counter()
    first, second = case(here), case(there)
    here.send(first.receive(), here.act(numbered("0000901"), first.dossier_id))

    [_, twin] = there.send(second.receive(), there.act(numbered(" 901 "), second.dossier_id))

    assert (twin.outcome, twin.problem.code) == (Outcome.REFUSED, ProblemCode.RECEIPT_NUMBER_TAKEN)


def test_a_form_may_be_named_again_for_its_dossier(running: RunningProvince) -> None:
    window = running.counter()
    dossier = case(window)
    spoilt = msgspec.structs.replace(numbered("0000902"), spoilt="Máy in nuốt giấy")

    answers = window.send(
        dossier.receive(),
        window.act(numbered("0000902"), dossier.dossier_id),
        window.act(spoilt, dossier.dossier_id),
    )

    assert {one.outcome for one in answers} == {Outcome.APPLIED}


def test_of_two_dossiers_in_one_batch_the_first_has_the_form(running: RunningProvince) -> None:
    window = running.counter()
    first, second = case(window), case(window)

    answers = window.send(
        first.receive(),
        second.receive(),
        window.act(numbered("0000903"), first.dossier_id),
        window.act(numbered("0000903"), second.dossier_id),
    )

    assert [one.outcome for one in answers][2:] == [Outcome.APPLIED, Outcome.REFUSED]


def test_a_form_that_could_not_be_written_is_free_for_another(running: RunningProvince) -> None:
    window = running.counter()
    nowhere, dossier = case(window), case(window)

    answers = window.send(
        window.act(numbered("0000904"), nowhere.dossier_id),
        dossier.receive(),
        window.act(numbered("0000904"), dossier.dossier_id),
    )

    assert [one.outcome for one in answers] == [Outcome.HELD, Outcome.APPLIED, Outcome.APPLIED]


def test_units_have_forms_of_their_own(running: RunningProvince) -> None:
    here, there = running.counter(), running.counter(OTHER_UNIT)
    first, second = case(here), case(there)
    here.send(first.receive(), here.act(numbered("0000905"), first.dossier_id))

    [_, own] = there.send(second.receive(), there.act(numbered("0000905"), second.dossier_id))

    assert own.outcome is Outcome.APPLIED


def test_every_window_of_the_unit_learns_of_a_slip_given_at_reception(running: RunningProvince) -> None:
    here, there, elsewhere = running.counter(), running.counter(), running.counter(OTHER_UNIT)

    answer = here.do(SLIP)

    told = [one.body for one in there.all_changes() if one.kind == "act"]
    assert answer.outcome is Outcome.APPLIED
    assert [one["act_id"] for one in told if one["kind"] == "slip_given"][-1:] == [answer.act_id]
    assert answer.act_id not in [one.body.get("act_id") for one in elsewhere.all_changes()]


@pytest.mark.parametrize("spoil", [{"slip": "letter"}, {"number": ""}, {"reason": " "}], ids=str)
def test_a_slip_says_which_it_is_its_number_and_why(counter: Counter, spoil: dict[str, str]) -> None:
    answer = counter.do(msgspec.structs.replace(SLIP, **spoil))

    assert (answer.outcome, answer.problem.code) == (Outcome.REFUSED, ProblemCode.MALFORMED)
