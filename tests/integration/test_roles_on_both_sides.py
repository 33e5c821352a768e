"""Roles and units decide at the window and at the province: one matrix, asked on both sides."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from counter_app.contract import acts as contract
from counter_app.contract.acts import Body, Kind, kind_of
from counter_app.contract.manifest import ExceptionEntry
from counter_app.contract.messages import ClerkRecord, Outcome
from counter_app.contract.problems import ProblemCode
from counter_app.domain.checks import Ground
from counter_app.domain.errors import NotAllowed
from counter_app.services.ports import Session
from tests.builders.desk import FORM, DeskOfTests
from tests.rigs.bare_counter import Counter
from tests.rigs.cases import case, new_id, received
from tests.rigs.province import OTHER_UNIT, PASSWORD, UNIT, RunningProvince

ROLES = ((), ("it",), ("courier",), ("clerk",), ("supervisor",), ("clerk", "supervisor"))
WORKS = {("courier",), ("clerk",), ("supervisor",), ("clerk", "supervisor")}
SUPERVISES = {("supervisor",), ("clerk", "supervisor")}


def waiver(ground: Ground, by: str) -> contract.ExceptionGranted:
    entry = ExceptionEntry(paper_type="p", title="Giấy", ground=ground, reason="Lý do", granted_by=by)
    return contract.ExceptionGranted(exception=entry)


# What is done to a dossier that somebody else received, and who may do it.
MATRIX: tuple[tuple[str, Body, set[tuple[str, ...]]], ...] = (
    ("sign in", contract.SignedIn(window="Q01", offline=False), set(ROLES) - {()}),
    ("exception on a clerk's ground", waiver(Ground.SHOWN_ONLY, "x"), WORKS),
    ("exception on a supervisor's ground", waiver(Ground.SUPERVISOR_WAIVED, "x"), SUPERVISES),
    ("fee", contract.FeeRecorded(fee="Lệ phí", amount_vnd=1000, paid=True), WORKS),
    ("withdrawal", contract.Withdrawn(reason="Đổi ý"), WORKS),
    ("reassignment", contract.Reassigned(unit=UNIT, clerk="clerk-lan", reason="Nghỉ phép"), SUPERVISES),
    ("look at papers", contract.PapersViewed(person_digest="d", purpose="p"), WORKS),
)
CASES = [
    pytest.param(body, roles, roles in allowed, id=f"{name} by {'+'.join(roles) or 'nobody'}")
    for name, body, allowed in MATRIX
    for roles in ROLES
]


@pytest.mark.parametrize(("body", "roles", "allowed"), CASES)
def test_the_window_records_what_the_matrix_allows(body: Body, roles: tuple[str, ...], *, allowed: bool) -> None:
    desk = DeskOfTests()
    dossier = desk.receive()
    somebody = replace(desk.session, clerk_id="clerk-somebody", roles=frozenset(roles))
    about = dossier if kind_of(body) not in {Kind.SIGNED_IN, Kind.PAPERS_VIEWED} else None

    with desk.store.open_work() as work:
        try:
            desk.recorder.record(work, body, session=somebody, dossier=about)
            recorded = True
        except NotAllowed:
            recorded = False

    assert recorded is allowed


@pytest.mark.parametrize(("body", "roles", "allowed"), [one for one in CASES if one.values[1]])
def test_the_province_applies_what_the_matrix_allows(
    lone_province: RunningProvince, body: Body, roles: tuple[str, ...], *, allowed: bool
) -> None:
    window = lone_province.counter()
    clerk_id = hire(lone_province, roles)
    dossier = case(window)
    window.send(dossier.receive())
    about = dossier.dossier_id if kind_of(body) not in {Kind.SIGNED_IN, Kind.PAPERS_VIEWED} else ""

    [answer] = window.send(window.act(body, about, base=1 if about else 0, actor=clerk_id))

    assert (answer.outcome is Outcome.APPLIED) is allowed
    assert allowed or (answer.problem is not None and answer.problem.code == ProblemCode.NOT_IN_SCOPE)


def hire(running: RunningProvince, roles: tuple[str, ...], unit: str = UNIT) -> str:
    """A clerk with these roles in the unit alone."""
    clerk_id = f"clerk-{new_id()}"
    record = ClerkRecord(clerk_id=clerk_id, login=clerk_id, name="Ai đó", roles={unit: roles}, verifier="-")
    running.province.clerks.put(record)
    return clerk_id


# --- the second pair of eyes -----------------------------------------------------------------------------------


def chief(desk: DeskOfTests, clerk_id: str) -> Session:
    return replace(desk.session, clerk_id=clerk_id, roles=frozenset({"clerk", "supervisor"}))


def test_a_supervisor_grants_no_exception_on_a_dossier_that_they_received() -> None:
    desk = DeskOfTests()
    dossier = desk.receive()

    with pytest.raises(NotAllowed, match="needs_other_person"):
        desk.grant_exception(
            dossier.dossier_id, FORM, Ground.SUPERVISOR_WAIVED, "Lý do", chief(desk, desk.session.clerk_id)
        )


def test_another_supervisor_does() -> None:
    desk = DeskOfTests()
    dossier = desk.receive()

    after = desk.grant_exception(
        dossier.dossier_id, FORM, Ground.SUPERVISOR_WAIVED, "Lý do", chief(desk, "clerk-hung")
    )

    assert after.exceptions[0].granted_by == "clerk-hung"


def test_the_province_wants_a_second_person_too(lone_province: RunningProvince) -> None:
    window = lone_province.counter()
    first, second = (hire(lone_province, ("clerk", "supervisor")) for _ in range(2))
    dossier_id = new_id()
    window.send(window.act(received(window.unit), dossier_id, actor=first))

    own, others = (
        window.send(window.act(waiver(Ground.SUPERVISOR_WAIVED, who), dossier_id, base=1, actor=who))[0]
        for who in (first, second)
    )

    assert (own.outcome, others.outcome) == (Outcome.REFUSED, Outcome.APPLIED)


# --- units -----------------------------------------------------------------------------------------------------


def test_a_clerk_of_another_unit_does_nothing_here(lone_province: RunningProvince) -> None:
    window = lone_province.counter()
    stranger = hire(lone_province, ("clerk",), OTHER_UNIT)

    answer = window.do(received(window.unit), new_id(), actor=stranger)

    assert answer.outcome is Outcome.REFUSED


def test_a_window_makes_no_act_for_a_unit_that_it_does_not_serve(lone_province: RunningProvince) -> None:
    window: Counter = lone_province.counter()

    answer = window.do(received(OTHER_UNIT), new_id(), unit=OTHER_UNIT)

    assert answer.outcome is Outcome.REFUSED


def test_the_acts_of_a_clerk_who_has_left_since_still_count(lone_province: RunningProvince) -> None:
    window = lone_province.counter()
    clerk_id = hire(lone_province, ("clerk",))
    made_before = window.act(received(window.unit), new_id(), actor=clerk_id)
    record = lone_province.province.clerks.find(clerk_id)
    assert record is not None
    lone_province.province.clerks.put(msgspec.structs.replace(record, roles={}, active=False))

    [answer] = window.send(made_before)

    assert answer.outcome is Outcome.APPLIED


def test_a_clerk_for_every_unit_signs_in_and_works_in_each(lone_province: RunningProvince) -> None:
    record = ClerkRecord(
        clerk_id=new_id(),
        login=new_id(),
        name="Người làm thay",
        roles={"*": ("clerk",)},
        verifier=lone_province.province.clerks.verifier(PASSWORD),
    )
    lone_province.province.clerks.put(record)
    windows = [lone_province.counter(unit) for unit in (UNIT, OTHER_UNIT)]

    signed_in = [window.ask_token(record.login, PASSWORD).status_code for window in windows]
    received_by = [window.do(received(window.unit), new_id(), actor=record.clerk_id).outcome for window in windows]

    assert signed_in == [200, 200]
    assert received_by == [Outcome.APPLIED] * 2
