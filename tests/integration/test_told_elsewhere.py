"""What one window was refused is known at the other windows of its unit, until it is over: all of it real."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import msgspec
import pytest

from counter_app.contract import acts as contract
from counter_app.contract.messages import Change, ChangeKind, Outcome, Restored, TurnedDown
from counter_app.contract.organisation import Role
from counter_app.contract.problems import Problem, ProblemCode, problem
from counter_app.domain.errors import NotAllowed
from counter_app.domain.ids import ActId, DossierId, UnitCode
from counter_app.services.elsewhere import ToldElsewhere, told_elsewhere
from counter_app.services.ports import Session, Trouble
from province_server.acts import intake
from tests.rigs.needs_attention import disagreements
from tests.rigs.province import COMPETENT, OTHER_UNIT, RunningProvince
from tests.rigs.windows import Window

OpenWindow = Callable[..., Window]


def told_at(window: Window, dossier_id: DossierId) -> list[ToldElsewhere]:
    """Of this dossier: the province has seen other tests."""
    told = map(told_elsewhere, window.counter.store.queries.troubles_elsewhere())
    return [one for one in told if one.dossier_id == dossier_id]


def turned_down_at(window: Window, running: RunningProvince) -> DossierId:
    """The dossier went to another unit while this window, without a link, closed it."""
    dossier_id = window.receive("Nguyễn Thị Ánh")
    window.settle()
    window.link.down = True
    moved = contract.Reassigned(unit=OTHER_UNIT, clerk="", reason="quá tải")
    running.province.desk.act(dossier_id, moved, actor="x", unit=COMPETENT)
    window.seal(dossier_id, 4)
    window.link.down = False
    window.settle()
    return dossier_id


def test_a_colleague_s_window_is_told_until_the_other_unit_has_closed_the_dossier(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    here, beside, there = open_window(), open_window(), open_window(unit=OTHER_UNIT)
    dossier_id = turned_down_at(here, lone_province)
    beside.settle()
    there.settle()
    told, own_list, elsewhere = told_at(beside, dossier_id), beside.troubles(), told_at(there, dossier_id)
    beside.restart()
    kept = told_at(beside, dossier_id)

    there.seal(dossier_id, 900)
    there.settle()
    beside.settle()
    here.settle()

    declined = {one.act.act_id for one in here.own_acts() if one.outcome == "conflict"}
    identity = here.counter.enrol.identity()
    assert identity is not None
    assert {one.act_id for one in told} == declined
    assert {(one.dossier_id, one.code, one.window) for one in told} == {
        (dossier_id, "not_holder", identity.window)
    }
    assert {one.clerk for one in told} == {here.session.clerk_id}
    assert all(one.facts["holder"] == OTHER_UNIT for one in told)
    assert "dossier_sealed" in {one.kind for one in told}
    assert (own_list, elsewhere) == ([], [])
    assert kept == told
    assert (told_at(here, dossier_id), told_at(beside, dossier_id)) == ([], [])
    assert disagreements(lone_province, [beside, there], [dossier_id]) == []


def supervisor(window: Window) -> Session:
    return replace(window.session, roles=frozenset({Role.CLERK, Role.SUPERVISOR}))


def acts_of(told: list[ToldElsewhere]) -> list[str]:
    return [one.act_id for one in told]


def test_what_a_supervisor_takes_off_leaves_every_other_list_but_that_of_the_window_where_it_was_made(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    here, beside, third = open_window(), open_window(), open_window()
    dossier_id = turned_down_at(here, lone_province)
    beside.settle()
    third.settle()
    first, *others = told_at(beside, dossier_id)
    listed = here.troubles()

    beside.counter.solve_trouble(first.key, supervisor(beside))
    at_once = told_at(beside, dossier_id)
    beside.settle()
    third.settle()
    here.settle()
    enrolled_later = open_window()
    enrolled_later.settle()

    assert at_once == told_at(beside, dossier_id) == others
    assert acts_of(told_at(third, dossier_id)) == acts_of(told_at(enrolled_later, dossier_id)) == acts_of(others)
    assert beside.counter.store.queries.sync_state().troubles_open == 0
    assert here.troubles() == listed != []
    assert disagreements(lone_province, [beside, third, enrolled_later], [dossier_id]) == []


def test_what_is_given_up_where_it_was_made_leaves_every_list(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    here, beside = open_window(), open_window()
    dossier_id = turned_down_at(here, lone_province)
    beside.settle()
    told = told_at(beside, dossier_id)
    here.link.down = True

    for trouble in here.troubles():
        here.counter.solve_trouble(trouble.trouble_id, here.session)
    here.link.down = False
    here.settle()
    beside.settle()

    settled = [one for one in here.own_acts() if one.act.kind == "act_settled"]
    assert told
    assert {one.act.body["act_id"] for one in settled} == set(acts_of(told))
    assert all(one.outcome is Outcome.APPLIED for one in settled)
    assert told_at(beside, dossier_id) == []


def test_what_was_tried_again_in_vain_is_given_up_with_the_last_try(
    open_window: OpenWindow, lone_province: RunningProvince, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_fees(_batch: object, act: contract.Act, _line: object) -> Problem | None:
        return problem(ProblemCode.NOT_IN_SCOPE, 403) if act.kind == "fee_recorded" else None

    monkeypatch.setattr(intake._Batch, "_sender_may_not", no_fees)
    here, beside = open_window(), open_window()
    dossier_id = here.receive("Nguyễn Thị Ánh")
    here.record_fee(dossier_id, 8000)
    here.settle()
    here.counter.redo(ActId(refusals_at(here, dossier_id)[0].act_id), here.session)
    here.settle()
    beside.settle()
    told = told_at(beside, dossier_id)

    for trouble in refusals_at(here, dossier_id):
        here.counter.solve_trouble(trouble.trouble_id, here.session)
    here.settle()
    beside.settle()

    assert [one.kind for one in told] == ["fee_recorded", "fee_recorded"]
    assert told_at(beside, dossier_id) == []
    assert disagreements(lone_province, [here, beside], [dossier_id]) == []


def refusals_at(window: Window, dossier_id: DossierId) -> list[Trouble]:
    return [one for one in window.troubles() if (one.code, one.dossier_id) == ("not_in_scope", dossier_id)]


def test_taking_off_what_another_window_was_refused_is_the_supervisor_s(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    here, beside = open_window(), open_window()
    dossier_id = turned_down_at(here, lone_province)
    beside.settle()
    told = told_at(beside, dossier_id)
    elsewhere = replace(supervisor(beside), unit=UnitCode(OTHER_UNIT))

    for who in (replace(beside.session, roles=frozenset({Role.CLERK})), elsewhere):
        with pytest.raises(NotAllowed):
            beside.counter.solve_trouble(told[0].key, who)

    assert told_at(beside, dossier_id) == told


D1 = DossierId("d1")
FAR = 10**9
"""A position above all that the province of a test gives."""

TOLD = TurnedDown(
    act_id="a1",
    kind="fee_recorded",
    content="c1",
    unit="H29.901",
    window="0002",
    device_id="d2",
    actor="clerk-lan",
    outcome=Outcome.CONFLICT,
    code="illegal_move",
    told_at="2026-11-23T09:12:00.000Z",
)


def read(window: Window, *entries: tuple[ChangeKind, object]) -> None:
    """The window reads these entries of the feed."""
    changes = [
        Change(position=FAR + number, kind=kind, body=msgspec.to_builtins(body), dossier_id=D1, version=3)
        for number, (kind, body) in enumerate(entries)
    ]
    with window.counter.store.open_work() as work:
        work.feed.add(changes)
        work.commit()
    window.counter.integrate.integrate_buffered()


SETTLED = contract.Act(
    act_id="s1",
    device_id="d3",
    epoch=1,
    device_seq=7,
    prev_digest="0" * 64,
    dossier_id="",
    base_version=0,
    kind="act_settled",
    schema_version=3,
    body={"act_id": "a1"},
    actor="supervisor-mai",
    unit="H29.901",
    device_time="2026-11-23T09:30:00.000+07:00",
    server_offset_ms=0,
    clock_doubtful=False,
)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["refusal first", "as after an update"])
def test_whichever_is_read_first_what_was_given_up_is_not_listed(
    open_window: OpenWindow, order: tuple[int, int]
) -> None:
    window = open_window()
    entries = ((ChangeKind.TURNED_DOWN, TOLD), (ChangeKind.ACT, SETTLED))

    read(window, *(entries[one] for one in order))

    assert told_at(window, D1) == []


def test_another_unit_gives_nothing_up(open_window: OpenWindow) -> None:
    window = open_window()
    others = msgspec.structs.replace(SETTLED, unit=OTHER_UNIT)

    read(window, (ChangeKind.TURNED_DOWN, TOLD), (ChangeKind.ACT, others))

    assert acts_of(told_at(window, D1)) == ["a1"]


@pytest.mark.parametrize(("kept_to", "left"), [(FAR - 1, []), (FAR, ["a1"])], ids=["lost", "kept"])
def test_a_restored_province_takes_back_what_its_backup_lacks(
    open_window: OpenWindow, kept_to: int, left: list[str]
) -> None:
    window = open_window()

    read(window, (ChangeKind.TURNED_DOWN, TOLD), (ChangeKind.RESTORED, Restored(kept_to=kept_to)))

    assert [one.act_id for one in told_at(window, D1)] == left


def test_an_entry_that_is_not_understood_is_listed_and_stops_nothing(open_window: OpenWindow) -> None:
    window = open_window()
    broken = msgspec.structs.replace(TOLD, act_id="a2", told_at="yesterday")

    read(window, (ChangeKind.TURNED_DOWN, broken), (ChangeKind.TURNED_DOWN, TOLD))

    assert [one.act_id for one in told_at(window, D1)] == ["a1"]
    assert "change_unreadable" in window.trouble_codes()
