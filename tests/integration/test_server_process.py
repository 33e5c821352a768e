"""The server as a process of its own: it starts, tells its port, survives a kill, and plays a demonstration."""

from __future__ import annotations

import os
import re
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests
from typer.testing import CliRunner

from counter_app.contract.acts import PaperSealed
from province_server.__main__ import cli
from tests.rigs.bare_counter import Counter
from tests.rigs.cases import Case, new_id, paper, received
from tests.rigs.postgres import Postgres
from tests.rigs.server_process import ROOT, demonstrated, serving


def lan(counter: Counter, content: bytes) -> Case:
    """A dossier of the demonstration's first clerk."""
    return Case(counter, new_id(), received(counter.unit), paper(content), content)


def test_a_demonstration_receives_processes_and_returns_a_result(tmp_path: Path) -> None:
    resources = ROOT / "resources"
    options = ("--demo", "--auto-process", "--auto-after", "0.1", "--resources", str(resources))
    with serving(tmp_path, *options) as server:
        counter = demonstrated(tmp_path, server.url)
        dossier = lan(counter, b"%PDF-1.4 declaration")
        answers = dossier.deliver()
        cursor, seen = 0, []
        while "result_digitised" not in [act["kind"] for act in seen]:
            page = counter.changes(cursor, wait=10)
            cursor = page.next
            seen += [one.body for one in page.changes if one.dossier_id == dossier.dossier_id]
        result = counter.get(f"/v1/files/{seen[-1]['body']['file']}").content

    assert [answer.outcome.value for answer in answers] == ["applied"] * 3
    assert result.startswith(b"%PDF")


def test_what_was_answered_survives_a_kill(tmp_path: Path) -> None:
    with serving(tmp_path, "--demo") as first:
        counter = demonstrated(tmp_path, first.url)
        dossier = lan(counter, b"%PDF-1.4 declaration")
        place = counter.begin(dossier.content).headers["Location"]
        counter.patch(place, 0, dossier.content[:10])
        acts = (dossier.receive(), dossier.seal_paper())
        receipts = [answer.receipt for answer in counter.send(*acts)]
        first.kill()

    with serving(tmp_path, "--demo") as second:
        counter.url = second.url
        again = counter.send(*acts)
        offset = counter.offset(place).headers["Upload-Offset"]
        following = counter.do(PaperSealed(paper=paper(b"x")), dossier.dossier_id)

    assert [answer.outcome.value for answer in again] == ["duplicate"] * 2
    assert [answer.receipt for answer in again] == receipts
    assert (offset, following.outcome.value) == ("10", "applied")


def test_a_server_tells_its_port_in_a_file_and_ends_without_a_word(tmp_path: Path) -> None:
    port_file = tmp_path / "port"
    with serving(tmp_path / "data", "--port-file", str(port_file)) as server:
        health = requests.get(f"http://127.0.0.1:{port_file.read_text().strip()}/v1/health", timeout=30)
        said = server.end()

    assert health.json()["status"] == "ok"
    assert (said, server.process.returncode) == ("", -signal.SIGTERM)


def test_several_processes_serve_one_port_and_a_dead_one_is_missed_by_nobody(
    tmp_path: Path, postgres_cluster: Postgres
) -> None:
    options = ("--demo", "--workers", "2", "--database", postgres_cluster.new_database())
    with serving(tmp_path, *options) as server:
        counter = demonstrated(tmp_path, server.url)
        before = counter.send(lan(counter, b"a").receive())
        children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
        os.kill(int(children[0]), signal.SIGKILL)
        counter.http.close()
        after = [counter.send(lan(counter, b"b").receive())[0] for _ in range(5)]

    assert len(children) == 2
    assert [answer.outcome.value for answer in (*before, *after)] == ["applied"] * 6


def test_all_processes_of_a_port_tell_the_same_figures(tmp_path: Path, postgres_cluster: Postgres) -> None:
    options = ("--demo", "--workers", "2", "--database", postgres_cluster.new_database())
    with serving(tmp_path, *options) as server:
        counter = demonstrated(tmp_path, server.url)
        for number in range(6):
            counter.http.close()  # another connection may be another process's
            counter.send(lan(counter, b"%d" % number).receive())
        told = [requests.get(f"{server.url}/metrics", timeout=30).text for _ in range(6)]
        server.end()

    counts = {re.search(r'province_acts_total\{outcome="applied"\} ([\d.]+)', text)[1] for text in told}  # type: ignore[index]
    assert counts == {"6.0"}


def test_a_server_that_is_asked_to_end_answers_what_it_was_asked_before(tmp_path: Path) -> None:
    with serving(tmp_path, "--demo") as server:
        counter = demonstrated(tmp_path, server.url)
        cursor = counter.changes(0).next
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(counter.changes, cursor, wait=2)
            while "/v1/changes" not in requests.get(f"{server.url}/metrics", timeout=30).text:
                pass
            server.process.terminate()
            answer = waiting.result()

    assert answer.changes == ()


def test_a_relay_is_a_process_of_its_own_and_starts_again_without_the_province(tmp_path: Path) -> None:
    with serving(tmp_path / "province", "--demo") as province:
        window = demonstrated(tmp_path / "province", province.url)
        invite = ["invite", window.unit, "relay", "--role", "relay", "--data", str(tmp_path / "province")]
        code = CliRunner().invoke(cli, invite).output.strip()
        options = ("--relay", province.url, "--relay-code", code, "--place", "Chi nhánh 1")
        with serving(tmp_path / "relay", *options) as first:
            window.url = first.url
            while window.ask_token().status_code != requests.codes.ok:
                pass  # the relay learns its windows with its first round
    with serving(tmp_path / "relay", *options) as again:
        window.url, window.token = again.url, ""
        [answer] = window.send(lan(window, b"a").receive())

    assert (answer.outcome.value, answer.receipt.place) == ("applied", "Chi nhánh 1")
