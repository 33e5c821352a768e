"""The log keeps every act as it was made, and what the province said about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from counter_app.contract import acts as contract
from counter_app.contract.acts import Act, Applicant, Kind, act_digest
from counter_app.contract.messages import Outcome
from counter_app.contract.problems import ProblemCode, problem
from counter_app.domain.audit import Tail, new_life
from counter_app.domain.ids import ActId, DossierId, UnitCode
from counter_app.services.ports import StoredAct
from tests.builders.acts import DOSSIER, UNIT, chain, received, sealed
from tests.contract.conftest import StoreAtHand
from tests.rigs.kept_acts import ACTS, answer, append, own, receipt_for


def with_id(act: Act, act_id: str) -> Act:
    return msgspec.structs.replace(act, act_id=act_id)


def test_an_act_comes_back_with_the_digest_and_signature_it_had(store: StoreAtHand) -> None:
    signed = msgspec.structs.replace(chain(sealed())[0], signature="x" * 86)
    append(store, own(signed))

    with store.open_work() as work:
        found = work.acts.get(ActId(signed.act_id))

    assert found is not None
    assert (act_digest(found.act), found.act.signature, found.digest) == (
        act_digest(signed),
        "x" * 86,
        act_digest(signed),
    )


def test_an_unknown_act_is_none(store: StoreAtHand) -> None:
    with store.open_work() as work:
        found = work.acts.get(ActId("nowhere"))

    assert found is None


def test_the_same_act_cannot_be_appended_twice(store: StoreAtHand) -> None:
    append(store, own(ACTS[0]))

    with store.open_work() as work, pytest.raises(ValueError, match=r"."):
        work.acts.append(own(ACTS[0]))


def test_this_device_never_gives_a_number_twice(store: StoreAtHand) -> None:
    append(store, own(ACTS[0]))
    twin = with_id(chain(received("H09.01-261123-0002"))[0], "other")

    with store.open_work() as work, pytest.raises(ValueError, match=r"."):
        work.acts.append(own(twin))


def test_a_number_given_by_a_former_life_of_the_disk_is_kept_beside_ours(store: StoreAtHand) -> None:
    append(store, own(ACTS[0]))
    lost = with_id(chain(received("H09.01-261123-0002"))[0], "lost")

    append(store, StoredAct(act=lost, digest=act_digest(lost), own=False, outcome=Outcome.APPLIED, version=1))

    with store.open_work() as work:
        assert [act.act_id for act in work.acts.chain("dev-1", 1)] == [ACTS[0].act_id, "lost"]


def test_the_tail_is_the_start_of_the_chain_before_the_first_act(store: StoreAtHand) -> None:
    with store.open_work() as work:
        tail = work.acts.tail("dev-1", 4)

    assert tail == new_life(4)


def test_the_tail_names_the_last_act_of_that_life_of_the_device(store: StoreAtHand) -> None:
    append(store, *(own(act) for act in ACTS), *(own(act) for act in chain(received(), epoch=2)))

    with store.open_work() as work:
        tail = work.acts.tail("dev-1", 1)

    assert tail == Tail(1, 3, act_digest(ACTS[2]))


def test_a_chain_is_read_in_order_of_number(store: StoreAtHand) -> None:
    append(store, own(ACTS[2]), own(ACTS[0]), own(ACTS[1]))

    with store.open_work() as work:
        numbers = [act.device_seq for act in work.acts.chain("dev-1", 1)]

    assert numbers == [1, 2, 3]


def test_own_acts_without_an_answer_are_unsent_oldest_first(store: StoreAtHand) -> None:
    foreign = chain(received(), device_id="dev-2", dossier_id="0193-d2")[0]
    append(store, StoredAct(act=foreign, digest=act_digest(foreign), own=False, outcome=Outcome.APPLIED))
    append(store, *(own(act) for act in ACTS))

    with store.open_work() as work:
        unsent = [one.act.device_seq for one in work.acts.unsent(2)]

    assert unsent == [1, 2]


@pytest.mark.parametrize("outcome", [Outcome.APPLIED, Outcome.DUPLICATE, Outcome.REFUSED, Outcome.CONFLICT])
def test_a_final_answer_takes_an_act_out_of_the_outbox(store: StoreAtHand, outcome: Outcome) -> None:
    append(store, own(ACTS[0]))

    answer(store, ACTS[0], outcome)

    with store.open_work() as work:
        assert not work.acts.unsent(10)


def test_a_held_act_stays_in_the_outbox(store: StoreAtHand) -> None:
    append(store, own(ACTS[0]))

    answer(store, ACTS[0], Outcome.HELD)

    with store.open_work() as work:
        assert [one.outcome for one in work.acts.unsent(10)] == [Outcome.HELD]


def test_an_answer_keeps_receipt_problem_and_version(store: StoreAtHand) -> None:
    append(store, own(ACTS[0]))
    refusal = problem(ProblemCode.STALE_VERSION, 409, detail="seen 1, now 4", version="4")

    answer(store, ACTS[0], Outcome.CONFLICT, receipt=receipt_for(ACTS[0]), problem=refusal, version=7)

    with store.open_work() as work:
        found = work.acts.get(ActId(ACTS[0].act_id))
    assert found is not None
    assert (found.receipt, found.problem, found.version) == (receipt_for(ACTS[0]), refusal, 7)


def test_the_receipt_of_the_province_is_never_replaced(store: StoreAtHand) -> None:
    append(store, own(ACTS[0]))
    answer(store, ACTS[0], Outcome.APPLIED, receipt=receipt_for(ACTS[0]), version=1)

    answer(store, ACTS[0], Outcome.APPLIED, receipt=receipt_for(ACTS[0], version=9))

    with store.open_work() as work:
        found = work.acts.get(ActId(ACTS[0].act_id))
    assert found is not None
    assert (found.receipt, found.version) == (receipt_for(ACTS[0]), 1)


def test_the_receipt_of_a_branch_gives_way_to_that_of_the_province(store: StoreAtHand) -> None:
    append(store, own(ACTS[0]))
    answer(store, ACTS[0], Outcome.APPLIED, receipt=receipt_for(ACTS[0], place="branch"))

    answer(store, ACTS[0], Outcome.APPLIED, receipt=receipt_for(ACTS[0]))

    with store.open_work() as work:
        found = work.acts.get(ActId(ACTS[0].act_id))
    assert found is not None
    assert found.receipt == receipt_for(ACTS[0])


def test_a_later_answer_without_a_receipt_leaves_the_receipt(store: StoreAtHand) -> None:
    append(store, own(ACTS[0]))
    answer(store, ACTS[0], Outcome.APPLIED, receipt=receipt_for(ACTS[0], place="branch"), version=3)

    answer(store, ACTS[0], Outcome.CONFLICT)

    with store.open_work() as work:
        found = work.acts.get(ActId(ACTS[0].act_id))
    assert found is not None
    assert (found.outcome, found.receipt, found.version) == (
        Outcome.CONFLICT,
        receipt_for(ACTS[0], place="branch"),
        3,
    )


def test_an_answer_to_an_unknown_act_is_a_defect(store: StoreAtHand) -> None:
    with store.open_work() as work, pytest.raises(LookupError):
        work.acts.answered(ActId("nowhere"), Outcome.APPLIED)


def test_a_dossiers_acts_come_confirmed_by_version_then_unconfirmed_then_set_aside(store: StoreAtHand) -> None:
    many = chain(*[received()] * 6)
    outcomes = [
        (Outcome.REFUSED, None),
        (None, None),
        (Outcome.APPLIED, 2),
        (Outcome.HELD, None),
        (Outcome.APPLIED, 1),
        (Outcome.CONFLICT, None),
    ]
    append(
        store,
        *(
            replace(own(act), outcome=outcome, version=version)
            for act, (outcome, version) in zip(many, outcomes, strict=True)
        ),
    )

    with store.open_work() as work:
        order = [one.act.device_seq for one in work.acts.of_dossier(DossierId(DOSSIER))]

    assert order == [5, 3, 2, 4, 1, 6]


# --- papers with a number of their own -------------------------------------------------------------------------


def slip(number: str, at: str, *, unit: str = UNIT) -> StoredAct:
    body = contract.SlipGiven(
        slip="refusal",
        number=number,
        procedure="p",
        case="c",
        window="Q01",
        applicant=Applicant(name="Trần Văn Bình"),
        reason="Sai nơi nộp",
    )
    made = chain(body, device_id=f"dev-{number}", dossier_id="", unit=unit)[0]
    return own(msgspec.structs.replace(made, device_time=at))


def test_numbered_papers_are_found_by_kind_unit_and_day(store: StoreAtHand) -> None:
    append(
        store,
        slip("3", "2026-11-23T16:00:00+07:00"),
        slip("2", "2026-11-23T08:00:00+07:00"),
        slip("1", "2026-11-20T08:00:00+07:00"),
        slip("4", "2026-11-23T09:00:00+07:00", unit="H09.77"),
    )

    with store.open_work() as work:
        day = date(2026, 11, 23)
        found = work.acts.numbered(Kind.SLIP_GIVEN, UnitCode(UNIT), day, day)
        others = work.acts.numbered(Kind.FEE_RECEIPT_GIVEN, UnitCode(UNIT), day, day)

    assert [one.act.body["number"] for one in found] == ["2", "3"]
    assert list(others) == []


def settlement(name: str, *, of: str, unit: str = UNIT) -> StoredAct:
    return own(chain(contract.ActSettled(act_id=of), device_id=f"dev-{name}", dossier_id="", unit=unit)[0])


@pytest.mark.parametrize("outcome", [None, Outcome.HELD, Outcome.APPLIED, Outcome.REFUSED, Outcome.CONFLICT])
def test_an_act_is_settled_once_its_unit_said_so_and_was_not_refused_that(
    store: StoreAtHand, outcome: Outcome | None
) -> None:
    said, of_others = settlement("s1", of="a1"), settlement("s2", of="a2", unit="H09.77")
    append(store, said, of_others)

    with store.open_work() as work:
        if outcome is not None:
            work.acts.answered(ActId(said.act.act_id), outcome)
        settled = [name for name in ("a1", "a2", "a3") if work.acts.is_settled(ActId(name), UnitCode(UNIT))]

    assert settled == ([] if outcome in {Outcome.REFUSED, Outcome.CONFLICT} else ["a1"])
