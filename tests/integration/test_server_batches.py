"""What a whole batch may count on: one code for one dossier, and round trips that do not grow with its acts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
import pytest
import sqlalchemy as sa

from counter_app.contract import acts as contract
from counter_app.contract.messages import Outcome
from tests.rigs.bare_counter import Counter
from tests.rigs.cases import case, new_id, received
from tests.rigs.province import UNIT, RunningProvince


@contextmanager
def counted_statements(running: RunningProvince) -> Iterator[list[str]]:
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    sa.event.listen(running.province.engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        sa.event.remove(running.province.engine, "before_cursor_execute", note)


def offline_work(counter: Counter, running: RunningProvince, dossiers: int) -> list[contract.Act]:
    """Everything up to sealed dossiers, made without a link; the files are here already."""
    acts = []
    for _ in range(dossiers):
        dossier = case(counter)
        running.province.shelf.add(dossier.content)
        acts += [dossier.receive(), dossier.seal_paper(), dossier.seal()]
    return acts


@pytest.mark.parametrize("running", ["postgresql"], indirect=True)
def test_many_acts_need_no_more_statements_than_few(running: RunningProvince, counter: Counter) -> None:
    counter.send(*offline_work(counter, running, 1))  # what is looked up once and remembered
    few, many = offline_work(counter, running, 2), offline_work(counter, running, 20)

    with counted_statements(running) as for_few:
        counter.send(*few)
    with counted_statements(running) as for_many:
        answers = counter.send(*many)

    assert {answer.outcome for answer in answers} == {Outcome.APPLIED}
    assert len(for_many) <= len(for_few) + 2


def test_of_two_dossiers_with_one_code_in_a_batch_the_first_gets_it(
    running: RunningProvince, counter: Counter
) -> None:
    code = f"{UNIT}-{new_id()}"
    first, second = new_id(), new_id()

    answers = counter.send(counter.act(received(code=code), first), counter.act(received(code=code), second))

    assert [answer.outcome for answer in answers] == [Outcome.APPLIED, Outcome.REFUSED]
    assert running.province.desk.find(code).dossier_id == first


def test_a_code_that_an_act_asked_for_in_vain_goes_to_the_next_in_the_batch(
    running: RunningProvince, counter: Counter
) -> None:
    known, other, code = case(counter), new_id(), f"{UNIT}-{new_id()}"
    counter.send(known.receive())

    answers = counter.send(
        counter.act(received(code=code), known.dossier_id), counter.act(received(code=code), other)
    )

    assert [answer.outcome for answer in answers] == [Outcome.CONFLICT, Outcome.APPLIED]
    assert running.province.desk.find(code).dossier_id == other


def test_a_code_that_was_asked_for_in_vain_is_free_for_others(running: RunningProvince, counter: Counter) -> None:
    known, code = case(counter), f"{UNIT}-{new_id()}"
    counter.send(known.receive())
    in_vain = counter.do(received(code=code), known.dossier_id)

    answer = running.counter().do(received(code=code), new_id())

    assert (in_vain.outcome, answer.outcome) == (Outcome.CONFLICT, Outcome.APPLIED)


def test_a_forged_act_keeps_no_code(running: RunningProvince, counter: Counter) -> None:
    code = f"{UNIT}-{new_id()}"
    forged = msgspec.structs.replace(counter.act(received(code=code), new_id()), signature="A" * 86)
    refused = counter.send(forged)[0]

    answer = running.counter().do(received(code=code), new_id())

    assert (refused.problem.code, answer.outcome) == ("bad_signature", Outcome.APPLIED)


def test_what_another_device_did_within_the_same_batch_is_seen(running: RunningProvince) -> None:
    """A relay carries the acts of two windows in one batch."""
    one, other = running.counter(), running.counter()
    relay = running.counter(role="relay", scope=(UNIT,))
    dossier = case(one)
    running.province.shelf.add(dossier.content)
    added = contract.PaperSealed(paper=msgspec.structs.replace(dossier.paper, paper_id=new_id()))

    answers = relay.send(
        dossier.receive(), dossier.seal_paper(), other.act(added, dossier.dossier_id, base=1), dossier.seal()
    )

    assert [answer.outcome for answer in answers[:3]] == [Outcome.APPLIED] * 3
    assert (answers[3].outcome, answers[3].problem.code) == (Outcome.CONFLICT, "stale_version")
