"""An act that waits in one life of its window and comes again in the next has one effect and a whole record."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import msgspec
import pytest
import sqlalchemy as sa

from counter_app.contract import acts as contract
from counter_app.contract.acts import Act, act_digest
from counter_app.contract.canonical import digest
from counter_app.contract.messages import Certificate, CertificateRequest, Outcome, in_envelope
from province_server.acts.envelope import open_envelope
from province_server.acts.intake import Sender
from province_server.acts.proof import prove
from province_server.store.engine import writing
from tests.rigs.bare_counter import Counter
from tests.rigs.cases import Case, case
from tests.rigs.postgres import Postgres
from tests.rigs.province import OTHER_UNIT, RunningProvince, run_province, settings_in


@pytest.fixture(scope="module")
def on_postgres(postgres_cluster: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProvince]:
    """A province whose database lets several write at once."""
    settings = settings_in(tmp_path_factory.mktemp("lives"), postgres_cluster.new_database())
    yield from run_province(settings)


def waiting_for_its_file(counter: Counter) -> tuple[Case, Act]:
    """A sealed dossier whose paper has not arrived."""
    dossier = case(counter)
    seal = [dossier.receive(), dossier.seal_paper(), dossier.seal()]
    assert [answer.outcome for answer in counter.send(*seal)][-1] is Outcome.HELD
    return dossier, seal[-1]


def again(counter: Counter, act: Act) -> Act:
    """The same act in the window's present life."""
    fresh = msgspec.structs.replace(
        act, epoch=counter.epoch, device_seq=counter.seq + 1, prev_digest=counter.tail, signature=""
    )
    signed = counter.sign(fresh)
    counter.seq, counter.tail = signed.device_seq, act_digest(signed)
    return signed


def after_it_waits(running: RunningProvince, work: Future[object]) -> None:
    """Return when the work is done, or when it waits for a row that somebody else has locked."""
    waiting = sa.text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                      "AND wait_event_type = 'Lock'")  # fmt: skip
    with running.province.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while not work.done() and not connection.scalar(waiting):
            os.sched_yield()


def test_the_record_of_an_act_that_waited_from_one_life_to_the_next_holds(
    running: RunningProvince, counter: Counter
) -> None:
    dossier, seal = waiting_for_its_file(counter)
    counter.renew()
    renewed = again(counter, seal)
    counter.send(renewed)
    counter.upload(dossier.content)

    (answer,) = counter.send(renewed)

    told = [change.body for change in counter.all_changes() if change.body.get("act_id") == seal.act_id]
    proof = prove(running.province.engine, running.province.key.public_text)
    assert (answer.outcome, answer.receipt.act_digest) == (Outcome.APPLIED, act_digest(renewed))
    assert [act_digest(msgspec.convert(body, Act)) for body in told] == [act_digest(renewed)]
    assert (proof.wrong, proof.where) == (None, "")


def test_what_rests_on_an_act_that_waited_from_one_life_to_the_next_is_judged_behind_it(counter: Counter) -> None:
    dossier, seal = waiting_for_its_file(counter)
    counter.renew()
    counter.upload(dossier.content)

    moved = contract.Reassigned(unit=OTHER_UNIT, reason="x")

    answers = counter.send(
        again(counter, seal), counter.act(moved, dossier.dossier_id, base=4, actor="clerk-hung")
    )

    assert [answer.outcome for answer in answers] == [Outcome.APPLIED, Outcome.APPLIED]


def test_the_day_of_an_act_that_waited_from_one_life_to_the_next_is_agreed(counter: Counter) -> None:
    dossier, seal = waiting_for_its_file(counter)
    before = counter.all_changes()
    counter.renew()
    counter.upload(dossier.content)
    renewed = again(counter, seal)
    counter.send(renewed)
    names = [act_digest(msgspec.convert(change.body, Act)) for change in before if change.kind == "act"]
    own = sorted({*names[-2:], act_digest(renewed)})
    rolling = digest("\n".join(own).encode("ascii"))
    ours = CertificateRequest(day=seal.device_time[:10], dossiers=1, pages=1, acts=3, rolling_digest=rolling)

    told = counter.read(counter.post("/v1/certificates", ours), Certificate)

    assert told.agreed


def test_one_act_by_two_ways_and_in_two_lives_at_once_has_one_effect(on_postgres: RunningProvince) -> None:
    counter, relay = on_postgres.counter(), on_postgres.counter(role="relay")
    relay.sign_in()
    dossier, seal = waiting_for_its_file(counter)
    counter.renew()
    counter.upload(dossier.content)
    renewed = open_envelope(msgspec.json.encode(again(counter, seal)))

    with ThreadPoolExecutor(1) as pool:
        with writing(on_postgres.province.engine) as connection:
            sender = Sender(counter.device_id, counter.epoch)
            (directly,) = on_postgres.province.intake.take_within(connection, sender, [renewed]).answers
            sending = pool.submit(relay.send, seal)
            after_it_waits(on_postgres, sending)  # type: ignore[arg-type]
        (carried,) = sending.result()

    proof = prove(on_postgres.province.engine, on_postgres.province.key.public_text)
    assert (directly.outcome, carried.outcome) == (Outcome.APPLIED, Outcome.DUPLICATE)
    assert carried.receipt == directly.receipt
    assert (proof.wrong, proof.where) == (None, "")


def test_who_shows_an_act_in_another_envelope_than_it_was_taken_in_is_told_in_which(counter: Counter) -> None:
    taken = case(counter).receive()
    counter.send(taken)
    counter.renew()
    shown = again(counter, taken)

    for _ in range(2):
        (in_another,) = counter.send(shown)
    counter.seq, counter.tail = shown.device_seq, act_digest(shown)
    fresh = case(counter).receive()
    counter.send(fresh)
    (in_the_same,) = counter.send(fresh)

    assert in_another.outcome is Outcome.DUPLICATE
    assert in_another.receipt is not None
    assert in_another.taken_as is not None
    assert in_envelope(shown, in_another.taken_as) == taken
    assert in_another.receipt.act_digest == act_digest(taken)
    assert (in_the_same.outcome, in_the_same.taken_as) == (Outcome.DUPLICATE, None)
