"""Defects that look right from either side alone: the judge sees these too.

Windows and province agree with one another here, or nobody asks; what is wrong is that both are wrong alike, that
somebody knows too much, or that what proves a thing is gone. Each is planted in the wiring of one run, as in
``test_planted_defects``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from counter_app.contract.acts import Act, Body
from counter_app.contract.messages import ChangesAnswer, PersonPaper, Receipt
from counter_app.contract.problems import Problem, ProblemCode, problem
from counter_app.db.repositories.acts import SqliteActs
from counter_app.domain.ids import DossierId
from counter_app.services.sending import Sending
from counter_app.sync.transport import Answer
from province_server import feed
from province_server.acts import intake, ledger, publication
from province_server.acts.judge import Standing
from province_server.acts.tally import Cell
from province_server.callers import Caller
from province_server.changes import Changes
from province_server.store import tables as t
from province_server.store.engine import run_writing
from tests.rigs.agreement import breaches
from tests.rigs.cases import new_id
from tests.rigs.province import OTHER_UNIT, PASSWORD, RunningProvince, run_province, settings_in
from tests.rigs.replicas import replica_of
from tests.rigs.windows import Window, hasten_sign_ins, invite


@dataclass
class World:
    """Two windows of one unit, one of another, and their province."""

    running: RunningProvince
    windows: tuple[Window, Window, Window]
    promised: tuple[DossierId, ...] = ()

    def a_day(self) -> None:
        """A dossier at each of the first two windows, complete, and a fee for each."""
        first, second, _ = self.windows
        self.promised = (first.receive("Nguyễn Thị Ánh", "074190000123"), second.receive("Trần Văn Bình"))
        first.seal(self.promised[0], 5)
        second.seal(self.promised[1], 40)
        first.record_fee(self.promised[0], 8000)
        second.record_fee(self.promised[1], 8000)
        for _ in range(2):
            for window in self.windows:
                window.settle()

    def verdict(self) -> list[str]:
        replicas = [
            replica_of(window.counter, f"window {n}", self.promised) for n, window in enumerate(self.windows, 1)
        ]
        return breaches(self.running.province, replicas, self.promised)

    def after_a_day(self) -> str:
        """The first word of the first breach; empty when there is none."""
        self.a_day()
        return self.first_word()

    def first_word(self) -> str:
        return next(iter(self.verdict()), ":").partition(":")[0]

    def change(self, statement: sa.Executable) -> None:
        """Somebody does this to the province's database."""
        run_writing(self.running.province.engine, lambda connection: connection.execute(statement))


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    for running in run_province(settings_in(tmp_path / "province", "")):
        hasten_sign_ins(running)
        one, two, three = (
            Window(tmp_path / name, running.url, invite(running, *unit))
            for name, unit in (("1", ()), ("2", ()), ("3", (OTHER_UNIT,)))
        )
        yield World(running, (one, two, three))
        for window in (one, two, three):
            window.stop()


def test_a_day_of_three_windows_without_a_defect_has_no_breach(world: World) -> None:
    world.a_day()

    assert world.verdict() == []


# --- refusals ------------------------------------------------------------------------------------------------


@pytest.fixture
def no_fees(monkeypatch: pytest.MonkeyPatch) -> None:
    """The province turns down every fee."""

    def may_not(_batch: object, act: Act, _line: object) -> Problem | None:
        return problem(ProblemCode.NOT_IN_SCOPE, 403) if act.kind == "fee_recorded" else None

    monkeypatch.setattr(intake._Batch, "_sender_may_not", may_not)


@pytest.mark.usefixtures("no_fees")
def test_a_day_without_fees_has_no_breach(world: World) -> None:
    world.a_day()

    assert world.verdict() == []


@pytest.mark.usefixtures("no_fees")
def test_a_refusal_of_which_the_other_windows_are_not_told_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publication.Publication, "tell_turned_down", lambda *_: None)

    assert world.after_a_day() == "lost"


@pytest.mark.usefixtures("no_fees")
def test_a_refusal_that_another_window_drops_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("counter_app.services.pull.note_turned_down", lambda *_: None)

    assert world.after_a_day() == "lost"


# --- receipts ------------------------------------------------------------------------------------------------


def test_a_receipt_for_other_content_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    sign = intake._Batch._receipt

    def of_something_else(batch: intake._Batch, envelope: intake.Envelope, version: int) -> Receipt:
        return sign(batch, replace(envelope, digest="0" * 64), version)

    monkeypatch.setattr(intake._Batch, "_receipt", of_something_else)
    monkeypatch.setattr(Sending, "_is_genuine", lambda *_: True)

    assert world.after_a_day() == "lost"


def test_another_receipt_than_the_one_on_record_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    record = ledger.Ledger.record

    def with_another(one: ledger.Ledger, envelope: intake.Envelope, *told: object, **more: object) -> None:
        receipt = more.get("receipt")
        if isinstance(receipt, Receipt):
            more["receipt"] = world.running.province.key.sign(msgspec.structs.replace(receipt, receipt_id="other"))
        record(one, envelope, *told, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(ledger.Ledger, "record", with_another)

    assert world.after_a_day() == "differs"


# --- the feed ------------------------------------------------------------------------------------------------


def test_an_act_that_stands_in_the_feed_twice_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = feed.rows
    monkeypatch.setattr(feed, "rows", lambda entries: rows([*entries, *entries[-1:]]))

    assert world.after_a_day() == "twice"


def test_acts_that_are_told_in_another_order_are_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = feed.rows
    monkeypatch.setattr(feed, "rows", lambda entries: rows(list(entries)[::-1]))

    assert world.after_a_day() == "lost"


def test_an_act_that_says_something_else_in_the_feed_is_found(world: World) -> None:
    def cheaper(path: str, answer: Answer) -> Answer:
        if not path.startswith("/v1/changes"):
            return answer
        told = msgspec.json.decode(answer.body, type=ChangesAnswer)
        for change in told.changes:
            if change.body.get("kind") == "fee_recorded":
                change.body["body"]["amount_vnd"] = 1  # type: ignore[index]
        return replace(answer, body=msgspec.json.encode(told))

    world.windows[1].link.tamper = cheaper

    assert world.after_a_day() == "differs"


# --- who may know --------------------------------------------------------------------------------------------


def test_a_dossier_that_follows_a_strange_unit_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    concerned = publication._concerned

    def and_another(act: Act, body: Body, standing: Standing) -> list[str]:
        return [*concerned(act, body, standing), OTHER_UNIT]

    monkeypatch.setattr(publication, "_concerned", and_another)

    assert world.after_a_day() == "shown"


def test_a_window_that_is_told_of_another_unit_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    audiences = Changes.audiences

    def everybody(changes: Changes, caller: Caller) -> tuple[str, ...]:
        return tuple(sorted({*audiences(changes, caller), "H09.01", OTHER_UNIT}))

    monkeypatch.setattr(Changes, "audiences", everybody)

    assert world.after_a_day() == "shown"


def test_a_file_that_belongs_to_a_dossier_without_an_act_is_found(world: World) -> None:
    world.a_day()
    file = world.windows[0].dossier(world.promised[0]).manifest.files[0]  # type: ignore[union-attr]

    world.change(sa.insert(t.file_links).values(digest=file, dossier_id=world.promised[1]))

    assert world.first_word() == "shown"


def test_a_look_up_that_left_no_line_is_found(world: World) -> None:
    world.a_day()
    file = world.running.province.shelf.add(f"khai sinh {new_id()}".encode())
    paper = PersonPaper(
        paper_type="x", title="x", file=file.digest, size_bytes=file.size_bytes, source="kho", trust_level="x"
    )
    person = new_id()
    world.running.province.people.add(person, [paper])
    counter = world.running.counter()
    counter.sign_in("lan", PASSWORD)
    counter.get(f"/v1/people/{person}/papers")
    before = world.first_word()

    world.change(sa.delete(t.people_lookups))

    assert (before, world.first_word()) == ("", "lost")


# --- files ---------------------------------------------------------------------------------------------------


def test_two_files_of_equal_size_that_changed_places_are_found(world: World) -> None:
    world.a_day()
    store = world.running.province.files
    one, other = (world.running.province.shelf.add(text) for text in (b"one of them", b"the second!"))
    before = world.first_word()

    for file, content in ((one, b"the second!"), (other, b"one of them")):
        store.remove(file.digest)
        store.put(file.digest, content)

    assert one.size_bytes == other.size_bytes
    assert (before, world.first_word()) == ("", "lost")


def test_a_file_that_no_dossier_owns_any_more_is_found(world: World) -> None:
    world.a_day()

    world.change(sa.delete(t.file_links))

    assert world.first_word() == "lost"


# --- codes, numbers, figures, record ---------------------------------------------------------------------------


def test_two_dossiers_with_one_code_are_found(world: World) -> None:
    world.a_day()
    code = world.windows[0].dossier(world.promised[0]).code

    world.change(sa.update(t.dossiers).values(code=code))

    assert world.first_word() == "twice"


def test_a_code_that_may_be_given_again_is_found(world: World) -> None:
    world.a_day()

    world.change(sa.delete(t.dossier_codes))

    assert world.first_word() == "lost"


def test_serials_that_were_leased_to_two_are_found(world: World) -> None:
    world.a_day()
    c = t.number_slices.c

    world.change(sa.update(t.number_slices).where(c.first > 1).values(first=c.first - 1))

    assert world.first_word() == "twice"


def test_a_board_that_forgets_to_count_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(_pairs: Sequence[tuple[Standing | None, Standing]]) -> dict[Cell, int]:
        return {}

    monkeypatch.setattr("province_server.acts.tally.change", nothing)

    assert world.after_a_day() == "differs"


def test_an_entry_of_the_province_s_record_that_is_missing_is_found(world: World) -> None:
    world.a_day()

    world.change(sa.delete(t.chain).where(t.chain.c.device_seq == 2))

    assert world.first_word() == "lost"


def test_an_entry_of_a_window_s_record_that_is_missing_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.a_day()
    chain = SqliteActs.chain

    def without_sign_ins(acts: SqliteActs, device_id: str, epoch: int) -> Iterator[Act]:
        return (act for act in chain(acts, device_id, epoch) if act.kind != "fee_recorded")

    monkeypatch.setattr(SqliteActs, "chain", without_sign_ins)

    assert "its record does not hold" in world.verdict()[-1]
