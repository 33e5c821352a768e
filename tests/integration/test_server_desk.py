"""The competent unit: what it does travels as acts, under the same table of moves as everybody's."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import requests
from typer.testing import CliRunner

from counter_app.contract import acts as contract
from counter_app.contract.acts import Act
from counter_app.contract.messages import Outcome
from counter_app.contract.moves import State
from counter_app.contract.problems import ProblemCode
from province_server.__main__ import cli
from province_server.processing import AutoDesk
from province_server.sheet import Sheet
from tests.rigs.bare_counter import Counter
from tests.rigs.cases import case
from tests.rigs.province import ADMIN_TOKEN, COMPETENT, AdminDesk, RunningProvince, run_province, settings_in

FONTS = Path(__file__).parents[2] / "resources" / "fonts"


@pytest.fixture
def admin(running: RunningProvince) -> AdminDesk:
    return AdminDesk(running.url)


def kinds(counter: Counter, dossier_id: str) -> list[str]:
    return [change.body["kind"] for change in counter.all_changes() if change.dossier_id == dossier_id]


def test_a_dossier_goes_its_whole_way(admin: AdminDesk, counter: Counter) -> None:
    dossier = case(counter)
    dossier.deliver()
    result = admin.shelve(b"%PDF-1.4 the result")

    for body in (
        contract.ProcessingStarted(unit=COMPETENT),
        contract.FinancialDutyAsked(amount_vnd=100_000),
        contract.FinancialDutyMet(evidence="BL-1"),
        contract.DeadlineExtended(due_at="2026-12-01T17:00:00+07:00", reason="xác minh thêm"),
        contract.ResultDigitised(
            result_code="KQ1", title="x", file=result["digest"], size_bytes=result["size_bytes"], signed=True
        ),
    ):
        assert admin.act(dossier.dossier_id, body).outcome is Outcome.APPLIED
    handed = counter.do(contract.HandedOver(unit=counter.unit, receiver_name="A"), dossier.dossier_id, base=8)
    rated = counter.do(contract.Rated(rating="satisfied"), dossier.dossier_id, base=9)

    assert (handed.outcome, rated.outcome) == (Outcome.APPLIED, Outcome.APPLIED)
    assert kinds(counter, dossier.dossier_id)[3:] == [
        "processing_started",
        "financial_duty_asked",
        "financial_duty_met",
        "deadline_extended",
        "result_digitised",
        "handed_over",
        "rated",
    ]


def test_a_supplement_brings_the_dossier_back_to_a_counter(admin: AdminDesk, counter: Counter) -> None:
    dossier = case(counter)
    dossier.deliver()
    admin.act(dossier.dossier_id, contract.SupplementAsked(papers=("map",), reason="thiếu bản đồ"))

    received = counter.do(contract.SupplementReceived(unit=counter.unit), dossier.dossier_id, base=4)
    sealed = counter.send(dossier.seal(base=4))[0]

    assert (received.outcome, sealed.outcome) == (Outcome.APPLIED, Outcome.APPLIED)


def test_an_appointment_is_put_off_once(admin: AdminDesk, counter: Counter) -> None:
    dossier = case(counter)
    dossier.deliver()
    later = contract.DeadlineExtended(due_at="2026-12-01T17:00:00+07:00", reason="x")
    admin.act(dossier.dossier_id, later)

    again = admin.act(dossier.dossier_id, later)

    assert (again.outcome, again.problem.code) == (Outcome.CONFLICT, ProblemCode.ILLEGAL_MOVE)


def test_a_result_needs_its_file(admin: AdminDesk, counter: Counter) -> None:
    dossier = case(counter)
    dossier.deliver()
    admin.act(dossier.dossier_id, contract.ProcessingStarted(unit=COMPETENT))
    body = contract.ResultDigitised(result_code="K", title="x", file="9" * 64, size_bytes=1, signed=True)

    answer = admin.act(dossier.dossier_id, body)

    assert (answer.outcome, answer.problem.code) == (Outcome.HELD, ProblemCode.FILES_MISSING)


def test_what_cannot_be_an_act_is_turned_down_in_words(running: RunningProvince, counter: Counter) -> None:
    dossier = case(counter)
    dossier.deliver()
    said = {"kind": "processing_started", "body": {"unit": COMPETENT}, "actor": "officer", "unit": "H09\0"}

    answer = requests.post(
        f"{running.url}/v1/admin/dossiers/{dossier.dossier_id}/acts",
        json=said,
        headers={"Authorization": f"Bearer {ADMIN_TOKEN}"},
        timeout=30,
    )

    assert (answer.status_code, answer.json()["code"]) == (400, ProblemCode.MALFORMED)
    assert "NUL" in answer.json()["detail"]


@pytest.mark.parametrize("token", ["", "wrong", ADMIN_TOKEN[:-1]])
def test_the_admin_requests_need_the_admin_token(running: RunningProvince, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}"} if token else {}

    answer = requests.get(f"{running.url}/v1/admin/dossiers", headers=headers, timeout=30)

    assert (answer.status_code, answer.json()["code"]) == (401, "token_invalid")


def test_it_invites_a_window_and_withdraws_it(admin: AdminDesk, running: RunningProvince) -> None:
    invited = admin.http.post(
        f"{admin.url}/v1/admin/invitations", json={"unit": "H09.1", "window": "Q05"}, timeout=30
    )
    counter = Counter(running.url, "H09.1")
    enrolled = counter.enrol(invited.json()["code"])

    admin.http.delete(f"{admin.url}/v1/admin/devices/{counter.device_id}", timeout=30)

    assert enrolled.window == "Q05"
    assert counter.ask_token().json()["code"] == ProblemCode.UNKNOWN_DEVICE


def test_a_clerk_hired_by_it_may_sign_in(admin: AdminDesk, counter: Counter) -> None:
    record = {"clerk_id": "clerk-new", "login": "moi", "name": "Mới", "roles": {counter.unit: ["clerk"]}}
    entry = {"record": record, "password": "mật khẩu của Mới"}

    hired = admin.http.put(f"{admin.url}/v1/admin/clerks", json=entry, timeout=30)

    assert hired.status_code == 204
    assert counter.ask_token("moi", "mật khẩu của Mới").status_code == 200


def auto_desk(running: RunningProvince) -> AutoDesk:
    province = running.province
    return AutoDesk(province.desk, province.world, Sheet(FONTS), after=timedelta())


def test_the_demonstration_s_desk_gives_a_result_that_the_window_can_fetch(
    running: RunningProvince, counter: Counter
) -> None:
    dossier = case(counter)
    dossier.deliver()

    made = auto_desk(running).tick() + auto_desk(running).tick()
    act = [Act(**one.body) for one in counter.all_changes() if one.dossier_id == dossier.dossier_id][-1]
    file = counter.get(f"/v1/files/{act.body['file']}").content

    assert made >= 2
    assert (act.kind, act.body["result_code"]) == ("result_digitised", f"{dossier.body.code}-KQ1")
    assert file.startswith(b"%PDF")


def test_the_demonstration_s_desk_leaves_a_dossier_alone_whose_files_are_not_whole(
    running: RunningProvince, counter: Counter
) -> None:
    dossier = case(counter)
    counter.send(dossier.receive(), dossier.seal_paper(), dossier.seal())

    auto_desk(running).tick()

    assert kinds(counter, dossier.dossier_id) == ["received", "paper_sealed"]


def test_the_command_line_works_beside_a_running_server(tmp_path: Path) -> None:
    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(cli, [*words, "--data", str(tmp_path)])
        return done.exit_code, done.output.strip()

    result = tmp_path / "result.pdf"
    result.write_bytes(b"%PDF-1.4 by hand")
    for running in run_province(settings_in(tmp_path)):
        dossier = case(running.counter())
        dossier.deliver()
        code = dossier.body.code

        listed = run("list", "--state", State.SEALED.value)
        started = run("act", "start", code)
        again = run("act", "start", code)
        given = run("act", "result", code, "--file", str(result), "--title", "Kết quả")
        seen = kinds(dossier.counter, dossier.dossier_id)

    assert listed[1].startswith(f"{code}\tsealed\t")
    assert started == (0, f"{code} applied processing")
    assert again == (1, f"{code} conflict processing\nprocessing_started does not follow processing")
    assert given == (0, f"{code} applied result_ready")
    assert seen[-2:] == ["processing_started", "result_digitised"]


def test_the_command_line_says_what_it_does_not_find(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["act", "start", "no-such-code", "--data", str(tmp_path)])

    assert (done.exit_code, done.output.strip()) == (2, "not_found: no such dossier")


def test_the_command_line_invites_a_window(tmp_path: Path) -> None:
    invited = CliRunner().invoke(cli, ["invite", "H09.1", "Q01", "--data", str(tmp_path)])

    for running in run_province(settings_in(tmp_path)):
        enrolled = Counter(running.url, "H09.1").enrol(invited.output.strip())

    assert (enrolled.unit, enrolled.window) == ("H09.1", "Q01")
