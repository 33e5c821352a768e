"""Personal data goes when its time is over, by rule, on either database; what may not go stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from counter_app.contract.canonical import digest
from counter_app.contract.messages import PersonPaper
from counter_app.contract.retention import Held, RetentionRule
from province_server.acts.proof import prove
from province_server.personal import TOLD, person_held
from province_server.retention_terms import Decision
from province_server.store import tables as t
from province_server.store.engine import reading, run_writing
from province_server.world import stamp
from tests.rigs.bare_counter import Counter
from tests.rigs.cases import case, new_id
from tests.rigs.old_dossiers import LONG_AGO, TEN_YEARS, ended, is_here, retention, rule, working_in
from tests.rigs.province import PASSWORD, RunningProvince

KEPT = "1.001193"


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
