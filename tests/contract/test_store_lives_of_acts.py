"""What becomes of an act when its device begins a new life, or the province loses it: it waits once more."""

from __future__ import annotations

import msgspec
import pytest

from counter_app.contract.acts import Act, act_digest
from counter_app.contract.messages import Outcome
from counter_app.contract.problems import ProblemCode, problem
from counter_app.domain.ids import ActId
from tests.builders.acts import chain, received
from tests.contract.conftest import StoreAtHand
from tests.rigs.kept_acts import ACTS, answer, append, own, receipt_for


def in_life(act: Act, epoch: int, device_seq: int) -> Act:
    return msgspec.structs.replace(act, epoch=epoch, device_seq=device_seq, signature=f"{epoch}".rjust(86, "s"))


def enter_life(store: StoreAtHand, act: Act) -> None:
    with store.open_work() as work:
        work.acts.enter_life(act, act_digest(act))
        work.commit()


def refusal_of(code: ProblemCode) -> dict[str, object]:
    return {"problem": problem(code, 422)}


def test_only_an_act_that_was_never_answered_is_fresh(store: StoreAtHand) -> None:
    append(store, *(own(act) for act in ACTS))
    answer(store, ACTS[0], Outcome.HELD)

    with store.open_work() as work:
        found = ([one.act.device_seq for one in work.acts.fresh(9)], work.acts.held())

    assert found == ([2, 3], [ACTS[0].act_id])


def test_an_act_at_the_branch_is_told_until_the_province_has_it(store: StoreAtHand) -> None:
    append(store, own(ACTS[0]), own(ACTS[1]))
    answer(store, ACTS[0], Outcome.APPLIED, receipt=receipt_for(ACTS[0], place="branch"))
    answer(store, ACTS[1], Outcome.APPLIED, receipt=receipt_for(ACTS[1]))

    with store.open_work() as work:
        found = [one.act.device_seq for one in work.acts.at_branch(9)]

    assert found == [1]


def test_what_the_province_took_or_turned_down_for_good_is_recorded(store: StoreAtHand) -> None:
    many = chain(*[received()] * 5)
    append(store, *(own(act) for act in many))
    answer(store, many[0], Outcome.APPLIED, receipt=receipt_for(many[0]))
    answer(store, many[1], Outcome.REFUSED, **refusal_of(ProblemCode.GATE_NOT_MET))
    answer(store, many[2], Outcome.REFUSED, **refusal_of(ProblemCode.CLONED_DEVICE))
    answer(store, many[3], Outcome.HELD, **refusal_of(ProblemCode.FILES_MISSING))

    with store.open_work() as work:
        found = work.acts.unrecorded()

    assert found == [act.act_id for act in many[2:]]


def test_what_lies_at_the_branch_goes_over_into_a_new_life(store: StoreAtHand) -> None:
    append(store, own(ACTS[0]), own(ACTS[1]))
    answer(store, ACTS[0], Outcome.APPLIED, receipt=receipt_for(ACTS[0], place="branch"))
    answer(store, ACTS[1], Outcome.APPLIED, receipt=receipt_for(ACTS[1], place="branch"))
    answer(store, ACTS[1], Outcome.REFUSED, **refusal_of(ProblemCode.CLONED_DEVICE))
    with store.open_work() as work:
        before = work.acts.unrecorded()

    for number, act in enumerate(ACTS[:2], 1):
        enter_life(store, in_life(act, 2, number))

    with store.open_work() as work:
        fresh = [(one.act.act_id, one.receipt) for one in work.acts.fresh(9)]
        after = work.acts.at_branch(9)
    assert before == [ACTS[0].act_id, ACTS[1].act_id]
    assert fresh == [(ACTS[0].act_id, None), (ACTS[1].act_id, None)]
    assert after == []


def test_an_act_in_a_new_life_waits_to_be_sent_under_its_new_number(store: StoreAtHand) -> None:
    append(store, own(ACTS[0]))
    answer(store, ACTS[0], Outcome.REFUSED, **refusal_of(ProblemCode.CLONED_DEVICE))
    moved = in_life(ACTS[0], 2, 1)

    enter_life(store, moved)

    with store.open_work() as work:
        found = work.acts.fresh(9)
    assert [(one.act, one.digest, one.outcome, one.problem) for one in found] == [
        (moved, act_digest(moved), None, None)
    ]


def test_each_life_keeps_the_envelopes_it_had(store: StoreAtHand) -> None:
    append(store, own(ACTS[0]), own(ACTS[1]))
    moved = in_life(ACTS[1], 2, 1)

    enter_life(store, moved)

    with store.open_work() as work:
        lives = [[act_digest(act) for act in work.acts.chain("dev-1", epoch)] for epoch in (1, 2)]
        names = work.acts.digests(ActId(moved.act_id))
    assert lives == [[act_digest(ACTS[0]), act_digest(ACTS[1])], [act_digest(moved)]]
    assert names == {act_digest(ACTS[1]), act_digest(moved)}


def test_an_envelope_of_a_copy_is_a_name_of_the_act_and_changes_nothing_else(store: StoreAtHand) -> None:
    append(store, own(ACTS[0]))
    of_copy = msgspec.structs.replace(in_life(ACTS[0], 1, 7), device_id="dev-9")

    with store.open_work() as work:
        for _ in range(2):
            work.acts.note_envelope(of_copy, act_digest(of_copy))
        work.commit()

    with store.open_work() as work:
        names = work.acts.digests(ActId(of_copy.act_id))
        kept = work.acts.get(ActId(of_copy.act_id))
        life = list(work.acts.chain("dev-1", 1))
    assert names == {act_digest(ACTS[0]), act_digest(of_copy)}
    assert kept == own(ACTS[0])
    assert life == [ACTS[0]]


def test_an_act_with_a_receipt_stays_in_its_life(store: StoreAtHand) -> None:
    append(store, own(ACTS[0]))
    answer(store, ACTS[0], Outcome.APPLIED, receipt=receipt_for(ACTS[0]))

    with store.open_work() as work, pytest.raises(ValueError, match="never changed"):
        work.acts.enter_life(in_life(ACTS[0], 2, 1), "d" * 64)


def test_the_days_on_which_this_device_acted_come_newest_first(store: StoreAtHand) -> None:
    days = ["2026-11-23", "2026-11-25", "2026-11-24", "2026-11-25"]
    acts = [
        msgspec.structs.replace(act, device_time=f"{day}T08:00:00+07:00")
        for act, day in zip(chain(*[received()] * 4), days, strict=True)
    ]
    append(store, *(own(act) for act in acts), own(chain(received(), device_id="dev-2")[0]))

    with store.open_work() as work:
        found = work.acts.days_of("dev-1", 2)

    assert found == ["2026-11-25", "2026-11-24"]


def test_what_the_province_has_lost_waits_again_under_its_old_receipt(store: StoreAtHand) -> None:
    append(store, own(ACTS[0]))
    receipt = receipt_for(ACTS[0])
    answer(store, ACTS[0], Outcome.APPLIED, receipt=receipt, version=1)

    with store.open_work() as work:
        work.acts.unconfirm(ActId(ACTS[0].act_id), Outcome.HELD, problem(ProblemCode.PREDECESSOR_MISSING, 409))
        work.commit()

    with store.open_work() as work:
        (stored,) = work.acts.unsent(10)
    assert (stored.receipt, stored.version, stored.outcome) == (receipt, None, Outcome.HELD)
