"""Acts at the province: one answer each, one effect each, whatever the line did."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest

from counter_app.contract import acts as contract
from counter_app.contract.acts import act_digest
from counter_app.contract.manifest import ExceptionEntry
from counter_app.contract.messages import Outcome, signed_bytes
from counter_app.contract.moves import State
from counter_app.contract.problems import ProblemCode
from province_server.keys import signed_by
from tests.rigs.bare_counter import Counter
from tests.rigs.cases import case, new_id, paper, received
from tests.rigs.province import COMPETENT, OTHER_UNIT, UNIT, RunningProvince


def outcomes(answers: tuple[contract.Act, ...]) -> list[str]:
    return [answer.outcome.value for answer in answers]


def test_an_applied_act_gets_a_receipt_that_the_server_key_verifies(counter: Counter) -> None:
    act = case(counter).receive()

    [answer] = counter.send(act)

    receipt = answer.receipt
    assert answer.outcome is Outcome.APPLIED
    assert (receipt.act_digest, receipt.place, receipt.version) == (act_digest(act), "province", 1)
    assert signed_by(counter.server_key, receipt.signature, signed_bytes(receipt))


def test_the_same_act_always_gets_the_same_receipt(counter: Counter) -> None:
    act = case(counter).receive()
    [first] = counter.send(act)

    again = [counter.send(act)[0] for _ in range(3)]

    assert {answer.outcome for answer in again} == {Outcome.DUPLICATE}
    assert {answer.receipt for answer in again} == {first.receipt}


def test_an_act_sent_twice_in_one_batch_is_applied_once(counter: Counter) -> None:
    act = case(counter).receive()

    answers = counter.send(act, act)

    assert outcomes(answers) == ["applied", "duplicate"]


def test_retries_that_run_at_once_apply_each_act_once(running: RunningProvince, counter: Counter) -> None:
    dossier = case(counter)
    counter.upload(dossier.content)
    batch = (dossier.receive(), dossier.seal_paper(), dossier.seal())
    counter.sign_in()

    with ThreadPoolExecutor(8) as pool:
        tries = list(pool.map(lambda _: counter.send(*batch), range(16)))

    applied = [answer for answers in tries for answer in answers if answer.outcome is Outcome.APPLIED]
    receipts = {answer.receipt for answers in tries for answer in answers}
    seen = [change.version for change in counter.all_changes() if change.dossier_id == dossier.dossier_id]
    assert (len(applied), len(receipts), seen) == (3, 3, [1, 2, 3])
    assert running.province.desk.find(dossier.dossier_id).version == 3


def test_an_act_without_its_predecessor_is_held_and_applies_after_it(counter: Counter) -> None:
    dossier = case(counter)
    first, second = dossier.receive(), dossier.seal_paper()

    [early] = counter.send(second)
    late = counter.send(first, second)

    assert (early.outcome, early.problem.code) == (Outcome.HELD, ProblemCode.PREDECESSOR_MISSING)
    assert outcomes(late) == ["applied", "applied"]


def test_sealing_waits_for_its_files_and_applies_when_they_are_whole(counter: Counter) -> None:
    dossier = case(counter)
    batch = (dossier.receive(), dossier.seal_paper(), dossier.seal())

    before = counter.send(*batch)
    counter.upload(dossier.content)
    after = counter.send(batch[2])

    assert outcomes(before) == ["applied", "applied", "held"]
    assert before[2].problem.code == ProblemCode.FILES_MISSING
    assert dossier.paper.file in before[2].problem.facts["digests"]
    assert (after[0].outcome, after[0].receipt.version) == (Outcome.APPLIED, 3)


def test_a_held_act_does_not_block_the_device_s_other_dossiers(counter: Counter) -> None:
    stuck, free = case(counter), case(counter)

    answers = counter.send(stuck.receive(), stuck.seal_paper(), stuck.seal(), free.receive())

    assert outcomes(answers) == ["applied", "applied", "held", "applied"]


def test_what_rests_on_a_held_act_waits_with_it(counter: Counter) -> None:
    dossier = case(counter)
    reassigned = contract.Reassigned(unit=OTHER_UNIT)

    answers = counter.send(
        dossier.receive(),
        dossier.seal_paper(),
        dossier.seal(),
        counter.act(reassigned, dossier.dossier_id, actor="clerk-hung"),
    )

    assert outcomes(answers) == ["applied", "applied", "held", "held"]
    assert answers[3].problem.code == ProblemCode.PREDECESSOR_MISSING


@pytest.mark.parametrize("spoil", ["dropped paper", "paper never sealed", "other bytes", "open requirement"])
def test_a_manifest_that_disagrees_with_the_acts_is_refused(counter: Counter, spoil: str) -> None:
    dossier = case(counter)
    second = paper(b"second", "id_card")
    granted = ExceptionEntry(paper_type="map", title="Bản đồ", ground="shown", reason="x", granted_by="clerk-lan")
    acts = [dossier.receive(), dossier.seal_paper()]
    sealing = {
        "dropped paper": lambda: [
            counter.act(contract.PaperSealed(paper=second), dossier.dossier_id),
            dossier.seal(),
        ],
        "paper never sealed": lambda: [dossier.seal(dossier.paper, second)],
        "other bytes": lambda: [dossier.seal(msgspec.structs.replace(dossier.paper, file="d" * 64))],
        "open requirement": lambda: [
            counter.act(contract.ExceptionGranted(exception=granted), dossier.dossier_id),
            dossier.seal(),
        ],
    }[spoil]()

    answers = counter.send(*acts, *sealing)

    assert (answers[-1].outcome, answers[-1].problem.code) == (Outcome.REFUSED, ProblemCode.GATE_NOT_MET)


def test_a_code_is_given_once(counter: Counter, running: RunningProvince) -> None:
    other = running.counter()
    first, twin = case(counter), case(other)
    twin_body = msgspec.structs.replace(twin.body, code=first.body.code)
    counter.send(first.receive())

    [refused] = other.send(other.act(twin_body, twin.dossier_id))
    [cured] = other.send(other.act(received(UNIT), twin.dossier_id))

    assert (refused.outcome, refused.problem.code) == (Outcome.REFUSED, ProblemCode.CODE_TAKEN)
    assert cured.outcome is Outcome.APPLIED


def test_a_code_from_another_device_s_slice_is_taken(counter: Counter, running: RunningProvince) -> None:
    today = counter.now().date().isoformat()
    leased = running.counter().lease(days=(today,), count=5).slices[0]
    code = f"{UNIT}-{today[2:].replace('-', '')}-{leased.first:04}"

    answer = counter.do(received(UNIT, code=code), new_id())

    assert answer.problem.code == ProblemCode.CODE_TAKEN


def test_a_serial_used_without_a_lease_is_never_leased(counter: Counter, running: RunningProvince) -> None:
    day = (counter.now()).date().isoformat()
    used = running.counter().lease(days=(day,), count=1).slices[0].last + 7
    counter.do(received(UNIT, code=f"{UNIT}-{day[2:].replace('-', '')}-{used:04}"), new_id())

    [next_slice] = counter.lease(days=(day,), count=3).slices

    assert next_slice.first == used + 1


def test_a_unit_that_does_not_hold_the_dossier_gets_a_conflict(running: RunningProvince, counter: Counter) -> None:
    dossier = case(counter)
    counter.send(dossier.receive())
    other = running.counter(OTHER_UNIT)

    answer = other.do(contract.PaperSealed(paper=paper(b"x")), dossier.dossier_id, base=1)

    assert (answer.outcome, answer.problem.code) == (Outcome.CONFLICT, ProblemCode.NOT_HOLDER)
    assert (answer.version, answer.problem.facts["holder"]) == (1, UNIT)


def test_a_stale_act_whose_ground_has_moved_is_a_conflict(running: RunningProvince, counter: Counter) -> None:
    dossier = case(counter)
    counter.send(dossier.receive())
    other = running.counter(UNIT)
    one = msgspec.structs.replace(dossier.body.applicant, phone="1")
    other.do(contract.Corrected(applicant=one, reason="x"), dossier.dossier_id, base=1)

    answer = counter.do(
        contract.Corrected(applicant=msgspec.structs.replace(one, phone="2"), reason="y"),
        dossier.dossier_id,
        base=1,
    )

    assert (answer.outcome, answer.problem.code) == (Outcome.CONFLICT, ProblemCode.STALE_VERSION)


def test_a_stale_act_that_commutes_with_what_its_author_had_not_seen_is_applied(
    running: RunningProvince, counter: Counter
) -> None:
    dossier = case(counter)
    counter.send(dossier.receive())
    other = running.counter(UNIT)
    other.do(contract.FeeRecorded(fee="Lệ phí", amount_vnd=8000, paid=True), dossier.dossier_id, base=1)

    answer = counter.do(contract.PaperSealed(paper=dossier.paper), dossier.dossier_id, base=1)

    assert (answer.outcome, answer.version) == (Outcome.APPLIED, 3)


def test_own_unanswered_acts_never_make_an_act_stale(counter: Counter) -> None:
    dossier = case(counter)
    counter.upload(dossier.content)

    answers = counter.send(dossier.receive(), dossier.seal_paper(base=0), dossier.seal(base=0))

    assert outcomes(answers) == ["applied"] * 3


def test_a_conflict_is_answered_alike_when_it_is_asked_again(running: RunningProvince, counter: Counter) -> None:
    dossier = case(counter)
    counter.send(dossier.receive())
    other = running.counter(OTHER_UNIT)
    act = other.act(contract.PaperSealed(paper=paper(b"x")), dossier.dossier_id, base=1)
    [first] = other.send(act)

    [again] = other.send(act)

    assert (again.outcome, again.problem) == (first.outcome, first.problem)


def test_only_the_province_processes(counter: Counter) -> None:
    dossier = case(counter)
    dossier.deliver()

    answer = counter.do(contract.ProcessingStarted(unit=UNIT), dossier.dossier_id, base=3)

    assert (answer.outcome, answer.problem.code) == (Outcome.REFUSED, ProblemCode.NOT_IN_SCOPE)


def test_nothing_is_processed_before_its_manifest_is_complete(running: RunningProvince, counter: Counter) -> None:
    dossier = case(counter)
    counter.send(dossier.receive(), dossier.seal_paper(), dossier.seal())
    body = contract.ProcessingStarted(unit=COMPETENT)

    early = running.province.desk.act(dossier.dossier_id, body, actor="a", unit=COMPETENT)
    state = running.province.desk.find(dossier.dossier_id).state

    assert (early.outcome, early.problem.code) == (Outcome.CONFLICT, ProblemCode.ILLEGAL_MOVE)
    assert state == State.RECEIVED
