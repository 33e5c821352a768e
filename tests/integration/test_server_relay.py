"""A branch's relay: windows go on while the province is out of reach, and nothing is lost or twice afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from counter_app.contract import acts as contract
from counter_app.contract.acts import act_digest
from counter_app.contract.messages import Outcome, signed_bytes
from counter_app.contract.problems import ProblemCode, files_named
from province_server.devices import Invitation
from province_server.keys import signed_by
from province_server.personal import SHIPPED_RULES
from province_server.province import open_province
from province_server.relay.app import build_relay_app
from province_server.relay.relay import Relay
from province_server.relay.upstream import Upstream
from province_server.retention_terms import at_a_relay, load_rules
from province_server.store import tables as t
from province_server.store.engine import run_writing
from tests.rigs.bare_counter import Counter
from tests.rigs.cases import case, new_id, received
from tests.rigs.province import (
    COMPETENT,
    OTHER_UNIT,
    UNIT,
    RunningProvince,
    run_province,
    served,
    settings_in,
    start_all_threads,
)

NOWHERE = "http://127.0.0.1:9"
DAY = timedelta(days=1)


@dataclass
class Branch:
    """A relay of the first unit, and the province that it carries to."""

    province: RunningProvince
    relay: Relay
    upstream: Upstream
    url: str
    key: str

    def window(self) -> Counter:
        """A window that was enrolled at the province and speaks to the relay."""
        counter = self.province.counter(UNIT)
        self.relay.tick()
        counter.url = self.url
        return counter

    def cut(self) -> None:
        self.upstream.url = NOWHERE

    def mend(self) -> None:
        self.upstream.url = self.province.url


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Branch]:
    tmp_path = tmp_path_factory.mktemp("branch")
    for running in run_province(settings_in(tmp_path / "province")):
        province = open_province(replace(settings_in(tmp_path / "relay"), place="Chi nhánh 1"), running.world)
        start_all_threads(province)
        running.province.devices.invite(Invitation(UNIT, "relay", "relay"), code="relay", valid_for=DAY)
        upstream = Upstream(running.url, province.key, running.world)
        relay = Relay(province, upstream, batch_acts=4)
        relay.enrol("relay")
        with served(build_relay_app(province, relay)) as url:
            yield Branch(running, relay, upstream, url, province.key.public_text)
        upstream.close()
        province.close()


@pytest.fixture
def branch(started: Branch) -> Branch:
    """The branch, its province in reach."""
    started.mend()
    started.relay.tick()
    return started


def lose(running: RunningProvince, digest: str) -> None:
    """The province's disk no longer has the file, nor its list."""
    running.province.files.remove(digest)
    gone = sa.delete(t.files).where(t.files.c.digest == digest)
    run_writing(running.province.engine, lambda connection: connection.execute(gone))


def test_an_act_at_the_branch_has_the_branch_s_receipt_and_later_the_province_s(branch: Branch) -> None:
    window = branch.window()
    act = case(window).receive()

    [at_branch] = window.send(act)
    branch.relay.tick()
    [at_province] = window.send(act)

    first, second = at_branch.receipt, at_province.receipt
    assert (at_branch.outcome, first.place, first.act_digest) == (Outcome.APPLIED, "Chi nhánh 1", act_digest(act))
    assert signed_by(branch.key, first.signature, signed_bytes(first))
    assert (at_province.outcome, second.place, second.version) == (Outcome.DUPLICATE, "province", 1)
    assert signed_by(window.server_key, second.signature, signed_bytes(second))


def test_windows_work_while_the_province_is_out_of_reach(branch: Branch) -> None:
    window = branch.window()
    branch.cut()
    dossier = case(window)
    answers = dossier.deliver()
    moved_before = branch.relay.tick()

    branch.mend()
    branch.relay.tick()

    standing = branch.province.province.desk.find(dossier.dossier_id)
    assert [answer.outcome for answer in answers] == [Outcome.APPLIED] * 3
    assert (moved_before, standing.state, standing.version) == (0, "sealed", 3)
    assert branch.province.province.shelf.find(dossier.paper.file)


def test_the_same_act_by_both_ways_has_one_effect_and_one_receipt(branch: Branch) -> None:
    window = branch.window()
    act = case(window).receive()
    window.send(act)
    window.url, window.token = branch.province.url, ""
    [direct] = window.send(act)
    branch.relay.tick()
    window.url, window.token = branch.url, ""

    [again] = window.send(act)

    assert (direct.outcome, again.outcome) == (Outcome.APPLIED, Outcome.DUPLICATE)
    assert again.receipt == direct.receipt


def test_acts_that_the_province_holds_do_not_keep_others_at_the_branch(branch: Branch) -> None:
    window = branch.window()
    stuck = [case(window) for _ in range(3)]
    acts = [act for one in stuck for act in (one.receive(), one.seal_paper(), one.seal())]
    free = case(window)
    window.send(*acts, free.receive())

    branch.relay.tick()
    branch.relay.tick()

    desk = branch.province.province.desk
    assert [desk.find(one.dossier_id).state for one in stuck] == ["received"] * 3
    assert desk.find(free.dossier_id).version == 1


def test_files_that_neither_the_province_nor_the_relay_has_are_asked_of_the_window(branch: Branch) -> None:
    window = branch.window()
    dossier = case(window)
    acts = (dossier.receive(), dossier.seal_paper(), dossier.seal())
    seal = acts[-1]
    window.send(*acts)
    branch.relay.tick()

    [asked] = window.send(seal)
    window.upload(dossier.content)
    [kept] = window.send(seal)
    branch.relay.tick()
    [sealed] = window.send(seal)

    assert (asked.outcome, files_named(asked.problem)) == (Outcome.HELD, (dossier.paper.file,))
    assert (kept.outcome, kept.receipt.place) == (Outcome.DUPLICATE, "Chi nhánh 1")
    assert (sealed.outcome, sealed.receipt.place) == (Outcome.DUPLICATE, "province")


def test_a_file_that_the_province_lost_is_brought_again_from_the_branch(branch: Branch) -> None:
    window = branch.window()
    dossier = case(window)
    window.upload(dossier.content)
    branch.relay.tick()
    lose(branch.province, dossier.paper.file)
    acts = (dossier.receive(), dossier.seal_paper(), dossier.seal())

    window.send(*acts)
    branch.relay.tick()

    [sealed] = window.send(acts[-1])
    assert (sealed.outcome, sealed.receipt.place) == (Outcome.DUPLICATE, "province")


def test_acts_that_went_past_the_relay_leave_no_gap(branch: Branch) -> None:
    window = branch.window()
    dossier = case(window)
    first, second = dossier.receive(), dossier.seal_paper()
    window.url, window.token = branch.province.url, ""
    window.send(first)
    window.url, window.token = branch.url, ""

    [kept] = window.send(second)
    branch.relay.tick()

    assert kept.outcome is Outcome.APPLIED
    assert branch.province.province.desk.find(dossier.dossier_id).version == 2


def test_the_province_s_no_is_told_at_the_branch(branch: Branch) -> None:
    window = branch.window()
    other = branch.province.counter(UNIT)
    taken = case(other)
    other.send(taken.receive())
    act = window.act(received(UNIT, code=taken.body.code), new_id())
    window.send(act)
    branch.relay.tick()

    [told] = window.send(act)

    assert (told.outcome, told.problem.code) == (Outcome.REFUSED, ProblemCode.CODE_TAKEN)


def test_the_feed_at_the_branch_has_the_province_s_positions(branch: Branch) -> None:
    window = branch.window()
    elsewhere = branch.province.counter(OTHER_UNIT)
    elsewhere.send(case(elsewhere).receive())
    dossier = case(window)
    dossier.deliver()
    branch.relay.tick()
    desk = branch.province.province.desk
    desk.act(dossier.dossier_id, contract.ProcessingStarted(unit=COMPETENT), actor="a", unit=COMPETENT)
    branch.relay.tick()

    here = [(one.position, one.kind, one.body) for one in window.all_changes()]
    window.url, window.token = branch.province.url, ""
    there = [(one.position, one.kind, one.body) for one in window.all_changes()]

    assert here == there
    assert here[-1][2]["kind"] == "processing_started"


def test_law_and_results_can_be_fetched_at_the_branch(branch: Branch) -> None:
    law = branch.province.province.catalogue.publish("forms/a.toml", b"the law")
    window = branch.window()
    dossier = case(window)
    dossier.deliver()
    branch.relay.tick()
    desk = branch.province.province.desk
    result = desk.shelve(b"%PDF result")
    for body in (
        contract.ProcessingStarted(unit=COMPETENT),
        contract.ResultDigitised(
            result_code="K", title="x", file=result.digest, size_bytes=result.size_bytes, signed=True
        ),
    ):
        desk.act(dossier.dossier_id, body, actor="a", unit=COMPETENT)
    branch.relay.tick()

    fetched = [window.get(f"/v1/files/{digest}").content for digest in (law.file, result.digest)]

    assert fetched == [b"the law", b"%PDF result"]


def test_numbers_come_through_the_relay_for_the_window_that_asked(branch: Branch) -> None:
    window = branch.window()
    day = window.now().date().isoformat()

    [leased] = window.lease(days=(day,), count=5).slices
    branch.cut()
    refused = window.post("/v1/number-slices", {"days": [day]})

    assert (leased.device_id, leased.unit) == (window.device_id, UNIT)
    assert (refused.status_code, refused.json()["code"]) == (503, "busy")


def test_a_window_that_was_withdrawn_is_turned_away_at_the_branch_too(branch: Branch) -> None:
    window = branch.window()
    window.sign_in()
    branch.province.province.devices.withdraw(window.device_id)
    branch.relay.tick()

    answer = window.get("/v1/changes")

    assert (answer.status_code, answer.json()["code"]) == (401, "unknown_device")


def test_a_relay_serves_the_windows_of_its_own_units_only(branch: Branch) -> None:
    stranger = branch.province.counter(OTHER_UNIT)
    branch.relay.tick()
    stranger.url = branch.url

    assert stranger.ask_token().json()["code"] == ProblemCode.UNKNOWN_DEVICE


def test_a_window_that_the_branch_has_not_heard_of_is_asked_for_at_the_province(branch: Branch) -> None:
    window = branch.province.counter(UNIT)
    window.url = branch.url

    answer = window.ask_token()

    assert answer.status_code == 200


def test_a_branch_cut_off_turns_no_window_away_that_it_has_not_heard_of(branch: Branch) -> None:
    window = branch.province.counter(UNIT)
    window.url = branch.url
    branch.cut()

    answer = window.ask_token()

    assert (answer.status_code, answer.json()["code"]) == (503, "busy")


def test_only_a_relay_carries_acts_of_others(branch: Branch) -> None:
    window, other = branch.province.counter(UNIT), branch.province.counter(UNIT)

    [answer] = other.send(case(window).receive())

    assert (answer.outcome, answer.problem.code) == (Outcome.REFUSED, ProblemCode.NOT_IN_SCOPE)


def test_a_window_enrolled_after_the_relay_knows_its_key(branch: Branch) -> None:
    branch.province.province.devices.invite(Invitation(UNIT, "Q9"), code="late", valid_for=DAY)

    answer = Counter(branch.province.url, UNIT).enrol("late")

    assert answer.relay_key == branch.key


def test_a_file_that_the_province_has_leaves_the_branch_and_is_fetched_when_it_is_wanted(branch: Branch) -> None:
    window = branch.window()
    dossier = case(window)
    dossier.deliver()
    branch.relay.tick()
    at_branch = branch.relay._province
    old = sa.update(t.files).where(t.files.c.digest == dossier.paper.file).values(stored_at="2005-05-04T00:00:00Z")
    run_writing(at_branch.engine, lambda connection: connection.execute(old))
    here = at_branch.files.holds(dossier.paper.file)

    at_branch.retention(at_a_relay(load_rules(SHIPPED_RULES))).carry_out()
    gone = not at_branch.files.holds(dossier.paper.file)
    fetched = window.get(f"/v1/files/{dossier.paper.file}").content

    assert (here, gone) == (True, True)
    assert branch.province.province.files.holds(dossier.paper.file)
    assert fetched == dossier.content


def test_a_file_that_the_province_lacks_stays_at_the_branch_however_old(branch: Branch) -> None:
    window = branch.window()
    branch.cut()
    dossier = case(window)
    dossier.deliver()
    at_branch = branch.relay._province
    old = sa.update(t.files).where(t.files.c.digest == dossier.paper.file).values(stored_at="2005-05-04T00:00:00Z")
    run_writing(at_branch.engine, lambda connection: connection.execute(old))

    at_branch.retention(at_a_relay(load_rules(SHIPPED_RULES))).carry_out()

    assert at_branch.files.holds(dossier.paper.file)
