"""Personal data goes when its time is over, by rule, on either database; what may not go stays."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from counter_app.contract import acts as contract
from counter_app.contract.acts import Applicant
from counter_app.contract.canonical import digest
from counter_app.contract.manifest import ReuseEntry
from counter_app.contract.messages import Outcome, PersonPaper
from counter_app.contract.retention import Held, RetentionRule
from province_server.__main__ import cli
from province_server.acts.proof import prove
from province_server.personal import TOLD, person_held
from province_server.retention import Retention
from province_server.retention_terms import Decision
from province_server.store import tables as t
from province_server.store.engine import reading, run_writing
from province_server.world import stamp
from tests.rigs.bare_counter import Counter
from tests.rigs.cases import Case, case, paper, received
from tests.rigs.province import PASSWORD, GivenWorld, RunningProvince, new_id, run_province, settings_in

LONG_AGO = datetime(2005, 5, 4, 3, 2, tzinfo=UTC)
KEPT = "1.001193"


def rule(what: Held = Held.DOSSIER_FILES, **changed: object) -> RetentionRule:
    told: dict[str, object] = {
        "what": what, "title": "t", "valid_from": date(2026, 1, 1), "source": "Luật 91/2025/QH15", **changed,
    }  # fmt: skip
    return RetentionRule(**told)  # type: ignore[arg-type]


TEN_YEARS = rule(years=10)


def retention(running: RunningProvince, *rules: RetentionRule) -> Retention:
    return running.province.retention(rules or (TEN_YEARS,))


def working_in(running: RunningProvince, when: datetime) -> Counter:
    """A window whose acts bear this time; it signed in by the right one."""
    counter = running.counter()
    counter.sign_in()
    counter.now = lambda: when
    return counter


def ended(running: RunningProvince, *, when: datetime = LONG_AGO, content: bytes | None = None) -> Case:
    """A dossier that was sealed and withdrawn at that time, with a person of its own."""
    counter = working_in(running, when)
    applicant = Applicant(name="Nguyễn Thị Ánh", id_number=new_id())
    one = case(counter, content=content)
    one = replace(one, body=received(counter.unit, applicant=applicant, procedure="1.999999"))
    one.deliver()
    counter.send(counter.act(contract.Withdrawn(reason="Người dân rút"), one.dossier_id))
    return one


def is_here(running: RunningProvince, one: Case) -> bool:
    """Whether the paper can be fetched, and whether its bytes are there: both or neither."""
    visible = running.province.shelf.find(one.paper.file) is not None
    stored = running.province.files.holds(one.paper.file)
    assert visible == stored
    return visible


def lines_about(running: RunningProvince, dossier_id: str) -> list[tuple[str, str, str, int]]:
    c = t.deletions.c
    query = (
        sa.select(c.what, c.decision, c.actor, c["items"]).where(c.dossier_id == dossier_id).order_by(c.line_id)
    )
    with reading(running.province.engine) as connection:
        return [tuple(row) for row in connection.execute(query.order_by(c.line_id))]  # type: ignore[misc]


def test_files_of_a_dossier_that_ended_long_ago_go_with_a_line_in_the_log(running: RunningProvince) -> None:
    one = ended(running)

    retention(running).carry_out()

    assert not is_here(running, one)
    assert lines_about(running, one.dossier_id) == [("dossier_files", "", "province", 1)]


def test_acts_and_the_register_stay_and_the_record_is_whole(running: RunningProvince) -> None:
    one = ended(running)

    retention(running).carry_out()

    assert running.province.desk.find(one.dossier_id).state == "withdrawn"
    assert prove(running.province.engine, running.province.key.public_text).wrong is None


def test_nobody_is_shown_a_paper_that_is_gone(running: RunningProvince, counter: Counter) -> None:
    one = ended(running)
    person = one.body.applicant.id_number
    counter.sign_in("hung", PASSWORD)
    before = counter.get(f"/v1/people/{person}/papers").json()["papers"]

    retention(running).carry_out()

    assert len(before) == 1
    assert counter.get(f"/v1/people/{person}/papers").json()["papers"] == []
    assert counter.get(f"/v1/files/{one.paper.file}").status_code == 404


@pytest.mark.parametrize(
    "rules",
    [(rule(forever=True),), (rule(years=40),), (TEN_YEARS, rule(forever=True, procedures=("1.999999",)))],
    ids=["for_ever", "not_yet", "this_procedure_for_ever"],
)
def test_what_the_rules_keep_stays(running: RunningProvince, rules: tuple[RetentionRule, ...]) -> None:
    one = ended(running)

    retention(running, *rules).carry_out()

    assert is_here(running, one)


def test_without_a_rule_nothing_goes(running: RunningProvince) -> None:
    one = ended(running)

    gone = running.province.retention(()).carry_out()

    assert (gone.total, is_here(running, one)) == (0, True)


def test_a_dossier_that_is_open_keeps_its_files_however_old(running: RunningProvince) -> None:
    counter = working_in(running, LONG_AGO)
    one = case(counter)
    one.deliver()

    retention(running).carry_out()

    assert is_here(running, one)


def test_a_legal_hold_keeps_everything_until_it_is_lifted(running: RunningProvince) -> None:
    one, desk = ended(running), retention(running)
    desk.hold(one.dossier_id, "Khiếu nại 12/2026", "thanh tra")
    desk.carry_out()
    held = is_here(running, one)

    desk.lift(one.dossier_id, "Đã giải quyết", "thanh tra")
    desk.carry_out()

    assert held
    assert not is_here(running, one)
    assert [line[0] for line in lines_about(running, one.dossier_id)] == [
        "hold_set", "hold_lifted", "dossier_files",
    ]  # fmt: skip


def test_what_needs_a_decision_is_told_and_goes_with_its_number(running: RunningProvince) -> None:
    one, desk = ended(running), retention(running, rule(years=10, needs_decision=True))
    desk.carry_out()
    told = [due.code for due in desk.due()]
    waited = is_here(running, one)

    desk.carry_out(Decision("45/QĐ-TTPVHCC", "Lê Quang Minh"))

    assert one.body.code in told
    assert waited
    assert lines_about(running, one.dossier_id) == [("dossier_files", "45/QĐ-TTPVHCC", "Lê Quang Minh", 1)]


def test_a_paper_that_another_dossier_uses_stays_for_that_one(running: RunningProvince) -> None:
    content = f"%PDF-1.4 shared {new_id()}".encode()
    old, recent = ended(running, content=content), ended(running, when=running.world.now(), content=content)

    retention(running).carry_out()

    assert old.paper.file == recent.paper.file
    assert is_here(running, recent)


def reused(one: Case) -> contract.PaperReused:
    """The paper of that dossier, taken over into another."""
    entry = ReuseEntry(
        paper_type="giay-khai-sinh",
        title="Giấy khai sinh",
        file=one.paper.file,
        source=one.body.code,
        trust_level="clerk_signed_scan",
    )
    return contract.PaperReused(reuse=entry)


def test_a_paper_that_an_open_dossier_took_over_stays(running: RunningProvince, counter: Counter) -> None:
    old, fresh = ended(running), case(counter)
    counter.upload(fresh.content)
    reuse = reused(old)
    counter.send(fresh.receive(), counter.act(reuse, fresh.dossier_id))

    retention(running).carry_out()

    assert is_here(running, old)
    manifest = fresh.manifest(fresh.paper, reused=(reuse.reuse,))
    sealed = contract.DossierSealed(manifest=manifest, manifest_digest=manifest.name)
    answers = counter.send(fresh.seal_paper(), counter.act(sealed, fresh.dossier_id))
    assert [answer.outcome for answer in answers] == [Outcome.APPLIED] * 2


def test_who_takes_over_a_paper_that_is_gone_is_told_so_and_scans_it(
    running: RunningProvince, counter: Counter
) -> None:
    old, fresh = ended(running), case(counter)
    counter.upload(fresh.content)
    reuse = reused(old)
    manifest = fresh.manifest(fresh.paper, reused=(reuse.reuse,))
    sealed = contract.DossierSealed(manifest=manifest, manifest_digest=manifest.name)
    offline = (
        fresh.receive(),
        counter.act(reuse, fresh.dossier_id),
        fresh.seal_paper(),
        counter.act(sealed, fresh.dossier_id),
    )
    retention(running).carry_out()

    told = counter.send(*offline)
    scanned = paper(b"%PDF-1.4 scanned instead", "giay-khai-sinh")
    counter.upload(b"%PDF-1.4 scanned instead")
    cured = counter.send(
        counter.act(contract.PaperSealed(paper=scanned), fresh.dossier_id, base=2),
        fresh.seal(fresh.paper, scanned, base=2),
    )

    assert [answer.problem.code if answer.problem else "" for answer in told] == [
        "", "not_found", "", "gate_not_met",
    ]  # fmt: skip
    assert [answer.outcome for answer in cured] == [Outcome.APPLIED] * 2


def test_a_paper_whose_file_is_still_on_its_way_may_be_taken_over(counter: Counter) -> None:
    late, fresh = case(counter), case(counter)
    counter.upload(fresh.content)
    reuse = reused(late)

    (_, taken) = counter.send(fresh.receive(), counter.act(reuse, fresh.dossier_id))

    assert taken.outcome is Outcome.APPLIED


def test_a_file_that_was_deleted_comes_again_when_it_is_sent_again(running: RunningProvince) -> None:
    one, counter = ended(running), running.counter()
    retention(running).carry_out()

    counter.upload(one.content)
    retention(running).carry_out()

    assert is_here(running, one)


def test_bytes_that_a_crash_left_behind_go_with_the_next_round(running: RunningProvince) -> None:
    one = ended(running)
    desk = retention(running)
    (due,) = [due for due in desk.due() if due.dossier_id == one.dossier_id]
    desk._delete_files(due, None)
    left = running.province.files.holds(one.paper.file)

    desk.carry_out()

    assert left
    assert not is_here(running, one)


def test_a_grant_ends_after_the_days_of_the_rule_and_comes_back_with_a_look_up(
    running: RunningProvince, counter: Counter
) -> None:
    file = running.province.shelf.add(f"khai sinh {new_id()}".encode())
    person = new_id()
    paper = PersonPaper(
        paper_type="x", title="x", file=file.digest, size_bytes=file.size_bytes, source="kho", trust_level="x"
    )
    running.province.people.add(person, [paper])
    counter.sign_in("hung", PASSWORD)
    counter.get(f"/v1/people/{person}/papers")
    first = counter.get(f"/v1/files/{file.digest}").status_code
    of_before = sa.update(t.file_grants).values(granted_at=stamp(LONG_AGO))
    run_writing(
        running.province.engine,
        lambda connection: connection.execute(of_before.where(t.file_grants.c.device_id == counter.device_id)),
    )

    retention(running, rule(Held.LOOK_UP_GRANTS, days=30)).carry_out()
    ended_now = counter.get(f"/v1/files/{file.digest}").status_code
    counter.get(f"/v1/people/{person}/papers")

    assert (first, ended_now, counter.get(f"/v1/files/{file.digest}").status_code) == (200, 404, 200)


def test_an_old_look_up_says_who_when_and_where_and_no_more_about_whom(
    running: RunningProvince, counter: Counter
) -> None:
    person, other = new_id(), new_id()
    counter.sign_in("hung", PASSWORD)
    for number in (person, other):
        counter.get(f"/v1/people/{number}/papers", headers={"Counter-Purpose": "x"})
    c = t.people_lookups.c
    old = sa.update(t.people_lookups).where(c.person_digest == digest(person.encode()))
    run_writing(
        running.province.engine, lambda connection: connection.execute(old.values(looked_up_at=stamp(LONG_AGO)))
    )

    retention(running, rule(Held.LOOK_UPS, years=5)).carry_out()

    query = sa.select(c.clerk_id, c.purpose, c.person_digest).where(c.device_id == counter.device_id)
    with reading(running.province.engine) as connection:
        rows = sorted(tuple(row) for row in connection.execute(query))
    assert rows == [("clerk-hung", "", ""), ("clerk-hung", "x", digest(other.encode()))]


def test_a_file_that_no_act_ever_named_goes_and_a_named_one_stays(running: RunningProvince) -> None:
    counter, named = running.counter(), ended(running, when=running.world.now())
    stray = f"stray {new_id()}".encode()
    counter.upload(stray)
    both = t.files.c.digest.in_([digest(stray), named.paper.file])
    run_writing(
        running.province.engine,
        lambda connection: connection.execute(sa.update(t.files).where(both).values(stored_at=stamp(LONG_AGO))),
    )

    retention(running, rule(Held.STRAY_FILES, days=180)).carry_out()

    assert running.province.shelf.find(digest(stray)) is None
    assert not running.province.files.holds(digest(stray))
    assert is_here(running, named)


def test_a_file_stays_while_an_act_of_its_window_waits(running: RunningProvince) -> None:
    counter = running.counter()
    content = f"named by what waits {new_id()}".encode()
    counter.upload(content)
    waiting = case(counter)
    counter.send(waiting.receive(), waiting.seal_paper(), waiting.seal())  # its own paper has not arrived
    mine = t.files.c.digest == digest(content)
    run_writing(
        running.province.engine,
        lambda connection: connection.execute(sa.update(t.files).where(mine).values(stored_at=stamp(LONG_AGO))),
    )

    retention(running, rule(Held.STRAY_FILES, days=180)).carry_out()

    assert running.province.shelf.find(digest(content)) is not None


def test_everything_held_about_the_person_is_written_out_and_the_look_is_on_record(
    running: RunningProvince, tmp_path: Path
) -> None:
    one, other = ended(running), ended(running)
    number = one.body.applicant.id_number

    told = person_held(running.province, number, tmp_path, by="minh", purpose="Theo yêu cầu", rules=(TEN_YEARS,))

    text = (tmp_path / TOLD).read_text(encoding="utf-8")
    held = json.loads(text)
    (dossier,) = held["dossiers"]
    assert told == 1
    assert (dossier["code"], dossier["files_leave_on"]) == (one.body.code, "2015-05-05")
    assert [act["kind"] for act in dossier["acts"]] == ["received", "paper_sealed", "dossier_sealed", "withdrawn"]
    assert (tmp_path / dossier["files"][0]).read_bytes() == one.content
    assert (tmp_path / held["papers"][0]["written"]).read_bytes() == one.content
    assert other.body.code not in text
    (line,) = running.province.people.look_ups(number)
    assert (line.clerk_id, line.purpose) == ("minh", "Theo yêu cầu")


def test_the_commands_tell_what_is_due_hold_it_and_let_it_go(tmp_path: Path) -> None:
    for running in run_province(settings_in(tmp_path / "province")):
        one = ended(running)
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "luat.toml").write_text(
        'format = 1\n[[rules]]\nwhat = "dossier_files"\ntitle = "t"\nyears = 10\nneeds_decision = true\n'
        'valid_from = 2026-01-01\nsource = "Luật"\n',
        encoding="utf-8",
    )
    here = ["--data", str(tmp_path / "province")]
    rules = ["--rules", str(tmp_path / "rules")]
    run, code = CliRunner(), one.body.code

    told = run.invoke(cli, ["retention", *here, *rules])
    run.invoke(cli, ["hold", code, *here, "--reason", "Tòa án", "--by", "minh"])
    held = run.invoke(cli, ["retention", *here, *rules])
    run.invoke(cli, ["hold", code, *here, "--reason", "Xong", "--by", "minh", "--lift"])
    nobody = run.invoke(cli, ["retention", *here, *rules, "--carry-out", "--decision", "45/QĐ"])
    done = run.invoke(cli, ["retention", *here, *rules, "--carry-out", "--decision", "45/QĐ", "--by", "minh"])

    assert (code in told.output, "needs a decision" in told.output) == (True, True), told.output
    assert code not in held.output
    assert nobody.exit_code == 2
    assert "deleted: 1 files of dossiers" in done.output


def test_rules_with_a_mistake_delete_nothing_and_are_told(tmp_path: Path) -> None:
    (tmp_path / "luat.toml").write_text('format = 1\n[[rules]]\nwhat = "everything"\n', encoding="utf-8")

    ended_with = CliRunner().invoke(cli, ["retention", "--data", str(tmp_path / "p"), "--rules", str(tmp_path)])

    assert ended_with.exit_code == 2
    assert "luat.toml:" in ended_with.output


def test_a_province_that_runs_for_years_lets_go_of_what_becomes_due(tmp_path: Path) -> None:
    for running in run_province(settings_in(tmp_path / "province")):
        one = ended(running, when=running.world.now())
        chore = retention(running).chore
        before = chore()

        running.world.ahead = timedelta(days=11 * 366)
        after = chore()

        assert isinstance(running.world, GivenWorld)
        assert (before, after) == (0, 1)
        assert not is_here(running, one)
