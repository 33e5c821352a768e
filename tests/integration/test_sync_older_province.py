"""A window that was updated before its province: what that cannot read yet waits, everything else goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from counter_app.contract.acts import Applicant, Reassigned, SlipGiven
from counter_app.contract.messages import Outcome
from counter_app.contract.problems import ProblemCode
from counter_app.services.ports import StoredAct
from counter_app.services.reception_slips import Visitor
from tests.rigs.older_contract import put_back_to_schema_1
from tests.rigs.province import COMPETENT, OTHER_UNIT, RunningProvince
from tests.rigs.windows import CASE, PROCEDURE, Window

OpenWindow = Callable[..., Window]
VISITOR = Visitor(Applicant(name="Trần Văn Bình", id_number="074085009999"), PROCEDURE, CASE)


@pytest.fixture
def older() -> Iterator[pytest.MonkeyPatch]:
    """The province is of the release before; undone, it is updated."""
    with pytest.MonkeyPatch.context() as patches:
        put_back_to_schema_1(patches)
        yield patches


def work_on(window: Window) -> None:
    for _ in range(40):
        window.counter.deliver.step()
        window.let_time_pass(5)


def slip_act(window: Window) -> StoredAct:
    return next(one for one in window.own_acts() if one.act.kind == "slip_given")


def test_a_kind_that_an_older_province_does_not_know_waits_until_it_is_updated(
    open_window: OpenWindow, lone_province: RunningProvince, older: pytest.MonkeyPatch
) -> None:
    window, colleague = open_window(), open_window()
    window.settle()
    given = window.counter.reception_slips.ask_for_more(VISITOR, (), "Chưa ký tên", window.session)
    after = window.receive("Nguyễn Thị Ánh")

    work_on(window)
    waiting, listed = slip_act(window), window.trouble_codes()
    at_province = lone_province.province.desk.find(after).state
    older.undo()
    window.settle()
    colleague.settle()

    assert (waiting.outcome, at_province) == (Outcome.HELD, "received")
    assert waiting.problem is not None
    assert (waiting.problem.code, listed) == (ProblemCode.SCHEMA_TOO_NEW, {"schema_too_new"})
    assert slip_act(window).receipt is not None
    assert window.trouble_codes() == set()
    assert given.said.number in [
        one.said.number for one in colleague.counter.reception_slips.of_person("074085009999", colleague.session)
    ]


def test_what_is_given_up_waits_for_the_update_without_troubling_the_clerk(
    open_window: OpenWindow, lone_province: RunningProvince, older: pytest.MonkeyPatch
) -> None:
    window, colleague = open_window(), open_window()
    dossier_id = window.receive("Nguyễn Thị Ánh")
    window.settle()
    window.link.down = True
    moved = Reassigned(unit=OTHER_UNIT, clerk="", reason="quá tải")
    lone_province.province.desk.act(dossier_id, moved, actor="x", unit=COMPETENT)
    window.seal(dossier_id, 4)
    window.link.down = False
    window.settle()
    for trouble in window.troubles():
        window.counter.solve_trouble(trouble.trouble_id, window.session)

    work_on(window)
    waiting = {one.outcome for one in window.own_acts() if one.act.kind == "act_settled"}
    listed = window.trouble_codes()
    older.undo()
    window.settle()
    colleague.settle()

    assert (waiting, listed) == ({Outcome.HELD}, set())
    told = colleague.counter.store.queries.troubles_elsewhere()
    assert [one for one in told if one.facts["dossier"] == dossier_id] == []


@pytest.mark.usefixtures("older")
def test_the_older_province_is_as_it_was(lone_province: RunningProvince) -> None:
    counter = lone_province.counter()
    slip = SlipGiven(
        slip="refusal",
        number="0001-Q01",
        procedure="",
        case="",
        window="Q01",
        applicant=Applicant(name="Trần Văn Bình"),
        reason="x",
        request="y",
    )

    [as_before, as_now] = counter.send(counter.act(slip, schema_version=1), counter.act(slip))

    assert (as_before.outcome, as_before.problem.code) == (Outcome.REFUSED, ProblemCode.MALFORMED)
    assert (as_now.outcome, as_now.problem.code) == (Outcome.HELD, ProblemCode.SCHEMA_TOO_NEW)
