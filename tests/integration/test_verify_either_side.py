"""Somebody changes a store behind the program's back: the walk on either side names the first broken link."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from typer.main import get_command

from counter_app.commands.line import main
from counter_app.commands.verify import verify_counter
from counter_app.contract import acts as contract
from counter_app.contract.messages import Outcome
from counter_app.contract.problems import ProblemCode
from counter_app.db.database import Database
from counter_app.db.keys import StoreKey
from counter_app.services.verify import Fault
from province_server.__main__ import cli
from province_server.acts.proof import Proof, Wrong, prove
from tests.rigs.bare_counter import Counter
from tests.rigs.cases import case
from tests.rigs.postgres import Postgres
from tests.rigs.province import COMPETENT, RunningProvince, run_province, settings_in
from tests.rigs.windows import Window

OpenWindow = Callable[..., Window]


def tamper(window: Window, *statements: str) -> None:
    """What a person with the key of the store can do to it while the program does not look."""
    with Database(window.folder / "store.db", StoreKey(window.counter.secrets.store_key)) as database:
        for (name,) in database.rows(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'acts'"
        ):
            database.run(f"DROP TRIGGER {name}")
        for statement in statements:
            database.run(statement)


# --- at the window --------------------------------------------------------------------------------------------


def test_the_log_of_a_working_window_holds(open_window: OpenWindow, tmp_path: Path) -> None:
    window = open_window()
    window.seal(window.receive("Một"), 1)
    window.take_image(tmp_path / "image")
    window.settle()
    window.put_back(tmp_path / "image")
    window.receive("Hai")
    window.settle()

    verdict = window.counter.verify_log()

    assert verdict.fault is None
    assert verdict.receipts > 5


@pytest.mark.parametrize(
    ("statement", "fault", "at"),
    [
        ("UPDATE acts SET actor = 'clerk-hung' WHERE own AND device_seq = 2", Fault.BAD_SIGNATURE, 2),
        (
            "UPDATE acts SET body = replace(body, 'Một', 'Mười') WHERE own AND device_seq = 2",
            Fault.BAD_SIGNATURE,
            2,
        ),
        ("DELETE FROM acts WHERE own AND device_seq = 2", Fault.GAP, 3),
        (
            "UPDATE acts SET receipt = replace(receipt, '2026', '2025') WHERE own AND device_seq = 2",
            Fault.BAD_RECEIPT,
            2,
        ),
        ("UPDATE acts SET device_id = 'another' WHERE own AND device_seq = 2", Fault.GAP, 3),
    ],
)
def test_a_tampered_store_is_named_at_the_first_broken_link(
    open_window: OpenWindow, statement: str, fault: Fault, at: int
) -> None:
    window = open_window()
    window.receive("Một")
    window.receive("Hai")
    window.settle()
    tamper(window, statement)
    said: list[str] = []

    holds = verify_counter(window.counter, said.append)

    verdict = window.counter.verify_log()
    assert not holds
    assert (verdict.fault, verdict.at) == (fault, at)
    assert f"số {at} " in said[-1]


def test_the_command_ends_with_one_and_names_the_link(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    window.receive("Một")
    window.settle()
    monkeypatch.setenv("COUNTER_APP_PROFILE", str(window.folder))
    monkeypatch.setenv("COUNTER_APP_KEY_HOME", "file")
    whole = CliRunner().invoke(main, ["verify"])
    tamper(window, "UPDATE acts SET actor = 'clerk-hung' WHERE own AND device_seq = 2")

    broken = CliRunner().invoke(main, ["verify"])

    assert (whole.exit_code, whole.output.startswith("Nhật ký nguyên vẹn:")) == (0, True)
    assert (broken.exit_code, "Mắt xích hỏng đầu tiên: thao tác số 2" in broken.output) == (1, True)


def test_what_was_cut_off_at_the_end_is_noticed_at_the_next_contact(open_window: OpenWindow) -> None:
    window = open_window()
    window.receive("Một")
    window.settle()
    tamper(window, "DELETE FROM acts WHERE own AND device_seq = (SELECT max(device_seq) FROM acts WHERE own)")

    window.restart()
    window.settle()

    assert "store_restored" in window.trouble_codes()


# --- the server while acts arrive ------------------------------------------------------------------------------


def test_the_server_notices_a_gap(counter: Counter) -> None:
    first = case(counter).receive()
    case(counter).receive()
    third = case(counter).receive()
    counter.send(first)

    [answer] = counter.send(third)

    assert answer.outcome is Outcome.HELD
    assert answer.problem is not None
    assert answer.problem.code == ProblemCode.PREDECESSOR_MISSING


def test_the_server_notices_a_fork(counter: Counter) -> None:
    counter.send(case(counter).receive())
    seq, tail = counter.seq, counter.tail
    counter.send(case(counter).receive())

    counter.seq, counter.tail = seq, tail
    [answer] = counter.send(case(counter).receive())

    assert answer.outcome is Outcome.REFUSED
    assert answer.problem is not None
    assert answer.problem.code == ProblemCode.CLONED_DEVICE


def test_the_server_notices_a_rewritten_predecessor(counter: Counter) -> None:
    counter.send(case(counter).receive())
    counter.tail = "0" * 64

    [answer] = counter.send(case(counter).receive())

    assert answer.outcome is Outcome.REFUSED
    assert answer.problem is not None
    assert answer.problem.code == ProblemCode.BROKEN_CHAIN


# --- the server's own record -----------------------------------------------------------------------------------


@pytest.fixture
def spoilt(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RunningProvince]:
    """A province with some acts, which the test may spoil."""
    url = ""
    if getattr(request, "param", "") == "postgresql":
        cluster: Postgres = request.getfixturevalue("postgres_cluster")
        url = cluster.new_database()
    for running in run_province(settings_in(tmp_path / "province", url)):
        counter = running.counter()
        dossier = case(counter)
        dossier.deliver()
        running.province.desk.act(
            dossier.dossier_id, contract.ProcessingStarted(unit=COMPETENT), actor="officer", unit=COMPETENT
        )
        counter.renew()
        case(counter).deliver()
        yield running


def proof_after(running: RunningProvince, *statements: str) -> Proof:
    with running.province.engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    return prove(running.province.engine, running.province.key.public_text)


@pytest.mark.parametrize("spoilt", ["sqlite", "postgresql"], indirect=True)
def test_the_record_of_a_working_province_holds(spoilt: RunningProvince) -> None:
    proof = proof_after(spoilt)

    assert (proof.wrong, proof.where) == (None, "")
    assert (proof.devices, proof.acts) == (3, 7)


FIRST_LIFE = "device_id <> 'province' AND epoch = 1 AND device_seq ="


@pytest.mark.parametrize(
    ("change", "number", "wrong", "where"),
    [
        ("DELETE FROM chain", 2, Wrong.GAP, "number 3"),
        ("DELETE FROM chain", 3, Wrong.CUT_OFF, "after number 2"),
        ("DELETE FROM acts", 2, Wrong.REWRITTEN, "number 2"),
        ("UPDATE acts SET document = replace(document, 'Ánh', 'Anh')", 1, Wrong.REWRITTEN, "number 1"),
        (
            """UPDATE acts SET document = replace(document, '"signature":"', '"signature":"A')""",
            2,
            Wrong.BAD_SIGNATURE,
            "number 2",
        ),
        (
            """UPDATE acts SET receipt = replace(receipt, '"version":1', '"version":7')""",
            1,
            Wrong.BAD_RECEIPT,
            "number 1",
        ),
        ("UPDATE acts SET version = 9", 2, Wrong.VERSION_GAP, "dossier"),
    ],
)
def test_a_tampered_record_is_named_at_the_first_broken_link(
    spoilt: RunningProvince, change: str, number: int, wrong: Wrong | None, where: str
) -> None:
    proof = proof_after(spoilt, f"{change} WHERE {FIRST_LIFE} {number}")

    assert proof.wrong is wrong
    assert where in proof.where


def test_the_servers_command_ends_with_one_and_names_the_link(tmp_path: Path) -> None:
    folder = tmp_path / "province"
    for running in run_province(settings_in(folder)):
        case(running.counter()).deliver()
        whole = CliRunner().invoke(get_command(cli), ["verify", "--data", str(folder)])
        proof_after(running, "DELETE FROM chain WHERE device_seq = 2")

    broken = CliRunner().invoke(get_command(cli), ["verify", "--data", str(folder)])

    assert (whole.exit_code, whole.output) == (0, "whole: 3 acts of 2 lives of devices\n")
    assert broken.exit_code == 1
    assert "broken: gap at device" in broken.output
