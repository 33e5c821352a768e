"""What is wrong with an act itself: bytes, number, chain, schema, sender. It is told so, and spoils no other."""

from __future__ import annotations

import msgspec

from counter_app.contract import acts as contract
from counter_app.contract.acts import SCHEMA_VERSION
from counter_app.contract.messages import ActBatch, Outcome
from counter_app.contract.problems import ProblemCode
from tests.rigs.bare_counter import Counter
from tests.rigs.cases import case, new_id, received
from tests.rigs.province import OTHER_UNIT, UNIT


def outcomes(answers: tuple[contract.Act, ...]) -> list[str]:
    return [answer.outcome.value for answer in answers]


def test_a_bad_act_in_the_middle_blocks_nobody(counter: Counter) -> None:
    bad = counter.act(received(UNIT), new_id(), body={"nonsense": True})
    good = case(counter).receive()

    answers = counter.send(bad, good)

    assert outcomes(answers) == ["refused", "applied"]
    assert answers[0].problem.code == ProblemCode.MALFORMED


def test_bytes_that_are_no_act_get_an_answer_and_change_nothing(counter: Counter) -> None:
    good = case(counter).receive()
    batch = b'{"acts":[{"act_id":"x"},' + msgspec.json.encode(good) + b"]}"

    response = counter.post("/v1/acts", batch)

    answers = response.json()["answers"]
    assert [answer["outcome"] for answer in answers] == ["refused", "applied"]
    assert (answers[0]["act_id"], answers[0]["problem"]["code"]) == ("x", "malformed")


def test_an_act_that_was_changed_after_signing_is_refused_and_its_number_stays_free(counter: Counter) -> None:
    act = case(counter).receive()
    forged = msgspec.structs.replace(act, actor="somebody")

    [refused] = counter.send(forged)
    [genuine] = counter.send(act)

    assert (refused.outcome, refused.problem.code) == (Outcome.REFUSED, ProblemCode.BAD_SIGNATURE)
    assert genuine.outcome is Outcome.APPLIED


def test_a_chain_that_does_not_fit_is_refused(counter: Counter) -> None:
    counter.send(case(counter).receive())
    counter.tail = "f" * 64

    [answer] = counter.send(case(counter).receive())

    assert answer.problem.code == ProblemCode.BROKEN_CHAIN


def test_another_act_under_a_used_number_tells_of_a_clone(counter: Counter) -> None:
    first = case(counter).receive()
    counter.send(first)
    counter.seq, counter.tail = 0, first.prev_digest

    [answer] = counter.send(case(counter).receive())

    assert answer.problem.code == ProblemCode.CLONED_DEVICE


def test_an_act_of_a_newer_schema_is_held_and_the_device_goes_on(counter: Counter) -> None:
    newer = counter.act(received(UNIT), new_id(), schema_version=SCHEMA_VERSION + 1, kind="foreseen")

    answers = counter.send(newer, case(counter).receive())

    assert outcomes(answers) == ["held", "applied"]
    assert answers[0].problem.code == ProblemCode.SCHEMA_TOO_NEW


def test_a_kind_that_the_province_does_not_know_is_held_whatever_schema_it_says(counter: Counter) -> None:
    unknown = counter.act(received(UNIT), new_id(), kind="foreseen")

    answers = counter.send(unknown, case(counter).receive())

    assert outcomes(answers) == ["held", "applied"]
    assert answers[0].problem.code == ProblemCode.SCHEMA_TOO_NEW


def test_an_act_of_a_schema_before_the_last_four_is_refused(counter: Counter) -> None:
    older = counter.act(received(UNIT), new_id(), schema_version=-3)

    [answer] = counter.send(older)

    assert answer.problem.code == ProblemCode.SCHEMA_TOO_OLD


def test_a_stranger_s_act_is_out_of_scope(counter: Counter) -> None:
    answer = counter.send(case(counter).receive(actor="clerk-nobody"))[0]

    assert (answer.outcome, answer.problem.code) == (Outcome.REFUSED, ProblemCode.NOT_IN_SCOPE)


def test_a_device_speaks_for_its_own_unit_only(counter: Counter) -> None:
    answer = counter.do(received(OTHER_UNIT), new_id(), unit=OTHER_UNIT)

    assert (answer.outcome, answer.problem.code) == (Outcome.REFUSED, ProblemCode.NOT_IN_SCOPE)


def test_an_act_without_a_dossier_is_kept_and_receipted(counter: Counter) -> None:
    answer = counter.do(contract.SignedIn(window="Q01", offline=False))

    assert (answer.outcome, answer.receipt.version) == (Outcome.APPLIED, 0)


def test_a_batch_that_is_too_large_is_told_so(counter: Counter) -> None:
    acts = tuple(counter.act(contract.SignedIn(window="Q01", offline=False)) for _ in range(251))

    response = counter.post("/v1/acts", ActBatch(acts=acts))

    assert (response.status_code, response.json()["code"]) == (413, "too_large")


def test_a_body_that_flipped_on_the_way_is_not_read(counter: Counter) -> None:
    headers = {**counter.headers(), "Content-Digest": "sha-256=:AAAA:"}

    response = counter.http.post(f"{counter.url}/v1/acts", data=b'{"acts":[]}', headers=headers, timeout=30)

    assert (response.status_code, response.json()["code"]) == (400, "checksum_mismatch")


def test_a_restored_device_sends_an_applied_act_again_under_its_new_epoch(counter: Counter) -> None:
    dossier = case(counter)
    first = dossier.receive()
    [applied] = counter.send(first)
    answer = counter.renew()
    renumbered = counter.act(dossier.body, dossier.dossier_id, act_id=first.act_id)

    [again] = counter.send(renumbered)
    [following] = counter.send(dossier.seal_paper(base=1))

    assert answer.epoch == 2
    assert (again.outcome, again.receipt) == (Outcome.DUPLICATE, applied.receipt)
    assert following.outcome is Outcome.APPLIED


def test_an_act_id_that_was_another_act_s_is_refused(counter: Counter) -> None:
    first = case(counter).receive()
    counter.send(first)
    thief = case(counter).receive(act_id=first.act_id)

    answers = counter.send(thief, case(counter).receive())

    assert (answers[0].outcome, answers[0].problem.code) == (Outcome.REFUSED, ProblemCode.MALFORMED)
    assert answers[1].outcome is Outcome.APPLIED


def test_a_text_that_no_database_keeps_spoils_its_own_act_alone(counter: Counter) -> None:
    good = case(counter).receive()
    bad = counter.act(received(UNIT, code="N\0L"), new_id())

    answers = counter.send(good, bad)

    assert outcomes(answers) == ["applied", "refused"]
    assert answers[1].problem.code == ProblemCode.MALFORMED
