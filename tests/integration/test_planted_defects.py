"""The judge of the storms is not blind: for each promise, a program that breaks it, and the judge says so.

Every defect is planted from outside, in the wiring of one run: a server that loses what it acknowledged, a line
that drops an entry, a window that believes whoever answers. The same day without a defect has nothing to tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
import uuid_utils

from counter_app.contract.acts import Act, act_digest
from counter_app.contract.messages import ActAnswer, ActBatch, ActsAnswer, ChangesAnswer, Outcome, Receipt
from counter_app.contract.moves import PROVINCE
from counter_app.contract.problems import Problem, ProblemCode, problem
from counter_app.db.repositories.acts import SqliteActs
from counter_app.db.repositories.files import SqliteFiles
from counter_app.services.ports import OutgoingFile, StoredAct
from counter_app.sync.signatures import Ed25519Check
from counter_app.sync.transport import Answer, Transport
from province_server.acts import intake
from province_server.files.store import DiskFiles
from province_server.store import tables as t
from tests.rigs.agreement import breaches
from tests.rigs.province import RunningProvince, run_province, settings_in
from tests.rigs.replicas import replica_of
from tests.rigs.windows import Window, acts_in, hasten_sign_ins, invite

STEPS = 25


@dataclass
class World:
    """Two windows of one unit and their province."""

    running: RunningProvince
    windows: tuple[Window, Window]

    def a_day(self) -> list[str]:
        """Two dossiers, one of them complete, a fee for each; then what the judge says."""
        first, second = self.windows
        promised = [first.receive("Nguyễn Thị Ánh"), second.receive("Trần Văn Bình")]
        first.seal(promised[0], 5)
        first.record_fee(promised[0], 8000)
        second.record_fee(promised[1], 8000)
        for _ in range(2):
            for window in self.windows:
                rest(window)
        replicas = [
            replica_of(window.counter, f"window {n}", promised) for n, window in enumerate(self.windows, 1)
        ]
        return breaches(self.running.province, replicas, promised)


def rest(window: Window) -> None:
    """Step until nothing is left to do, or until it is plain that this does not end."""
    for _ in range(STEPS):
        window.step()
        if not window.waiting():
            break
    window.pull()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    for running in run_province(settings_in(tmp_path / "province", "")):
        hasten_sign_ins(running)
        first, second = (Window(tmp_path / name, running.url, invite(running)) for name in ("1", "2"))
        yield World(running, (first, second))
        for window in (first, second):
            window.stop()


def the_word(found: list[str]) -> set[str]:
    """With which words the breaches begin."""
    return {breach.split(":")[0] for breach in found}


def test_a_day_without_a_defect_has_no_breach(world: World) -> None:
    assert world.a_day() == []


def test_an_act_that_the_province_dropped_after_its_receipt_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    close = intake._Batch.close

    def forgetful(batch: intake._Batch) -> None:
        close(batch)
        fees = sa.select(t.acts.c.act_id).where(t.acts.c.kind == "fee_recorded")
        batch._ledger.connection.execute(sa.delete(t.changes).where(t.changes.c.act_id.in_(fees)))
        batch._ledger.connection.execute(sa.delete(t.acts).where(t.acts.c.kind == "fee_recorded"))

    monkeypatch.setattr(intake._Batch, "close", forgetful)

    assert "lost" in the_word(world.a_day())


def test_an_act_that_the_window_never_offers_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = SqliteActs.fresh

    def without_fees(acts: SqliteActs, limit: int) -> list[StoredAct]:
        return [one for one in fresh(acts, limit) if one.act.kind != "fee_recorded"]

    monkeypatch.setattr(SqliteActs, "fresh", without_fees)

    assert {"lost", "stuck"} <= the_word(world.a_day())


def test_an_act_that_is_sent_again_under_another_name_is_found(world: World) -> None:
    window = world.windows[0]
    send = window.link.exchange

    def twice(method: str, path: str, **more: object) -> Answer:
        answer = send(method, path, **more)  # type: ignore[arg-type]
        if path == "/v1/acts":
            acts = acts_in(more["body"])  # type: ignore[arg-type]
            if acts[-1].kind == "fee_recorded":
                again = msgspec.json.encode(ActBatch(acts=(renamed(window, acts[-1]),)))
                headers = {
                    name: value
                    for name, value in dict(more["headers"]).items()
                    if not name.startswith("Content-")  # type: ignore[call-overload]
                }
                send("POST", path, body=again, headers=headers)
        return answer

    window.link.exchange = twice  # type: ignore[method-assign, assignment]

    assert "twice" in the_word(world.a_day())


def renamed(window: Window, act: Act) -> Act:
    """The same act once more, in the place after it in the chain."""
    unsigned = msgspec.structs.replace(
        act,
        act_id=str(uuid_utils.uuid7()),
        device_seq=act.device_seq + 1,
        prev_digest=act_digest(act),
        signature="",
    )
    identity = window.counter.enrol.identity()
    assert identity is not None
    key = window.counter.secrets.device_keys.of(identity.public_key)
    return msgspec.structs.replace(unsigned, signature=key.sign(act_digest(unsigned).encode("ascii")))


def test_a_feed_entry_that_is_skipped_is_found(world: World) -> None:
    second = world.windows[1]

    def skipping(path: str, answer: Answer) -> Answer:
        if not path.startswith("/v1/changes"):
            return answer
        told = msgspec.json.decode(answer.body, type=ChangesAnswer)
        kept = tuple(change for change in told.changes if change.body.get("kind") != "fee_recorded")
        return replace(answer, body=msgspec.json.encode(msgspec.structs.replace(told, changes=kept)))

    second.link.tamper = skipping

    assert the_word(world.a_day()) == {"differs"}


def test_a_file_that_the_province_forgets_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    publish = DiskFiles.publish

    def forgetful(store: DiskFiles, upload_id: str, digest: str, length: int) -> None:
        publish(store, upload_id, digest, length)
        store._path(digest).unlink()

    monkeypatch.setattr(DiskFiles, "publish", forgetful)

    assert "lost" in the_word(world.a_day())


def test_a_file_that_the_window_forgets_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_files: object, _limit: int) -> list[OutgoingFile]:
        return []

    monkeypatch.setattr(SqliteFiles, "undelivered", none)

    assert {"lost", "stuck"} <= the_word(world.a_day())


def test_a_window_that_trusts_a_200_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Ed25519Check, "holds", lambda *_: True)
    window = world.windows[0]
    send = Transport.exchange

    def trusting(method: str, path: str, **more: object) -> Answer:
        if path == "/v1/acts":
            return Answer(HTTPStatus.OK, {}, believed(more["body"]))
        return send(window.link, method, path, **more)  # type: ignore[arg-type]

    window.link.exchange = trusting  # type: ignore[method-assign, assignment]

    assert "lost" in the_word(world.a_day())


def believed(body: object) -> bytes:
    """What a portal's page comes to for a window to which any 200 is the province's yes."""
    acts = acts_in(body)  # type: ignore[arg-type]
    answers = tuple(
        ActAnswer(
            act_id=act.act_id,
            outcome=Outcome.APPLIED,
            receipt=Receipt(
                receipt_id="",
                act_id=act.act_id,
                act_digest=act_digest(act),
                place=PROVINCE,
                version=1,
                issued_at="",
                signature="",
            ),
        )
        for act in acts
    )
    at = "2026-11-23T09:10:00+07:00"
    return msgspec.json.encode(ActsAnswer(answers=answers, last_seq=acts[-1].device_seq, server_time=at))


def test_work_of_which_nobody_is_told_that_it_was_turned_down_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counter_app.services.sending.note_trouble", lambda *_, **__: None)

    def no_fees(_batch: object, act: Act, _line: object) -> Problem | None:
        return problem(ProblemCode.NOT_IN_SCOPE, 403) if act.kind == "fee_recorded" else None

    monkeypatch.setattr(intake._Batch, "_sender_may_not", no_fees)

    assert the_word(world.a_day()) == {"lost"}
