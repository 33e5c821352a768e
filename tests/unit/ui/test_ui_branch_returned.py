"""What the province turned down, as the unit's supervisor reads it: where, by whom, why, and what to do there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

import pytest

from counter_app.contract.acts import Kind
from counter_app.contract.messages import ClerkRecord, Outcome
from counter_app.contract.problems import ProblemCode, problem
from counter_app.domain.dossier import Dossier
from counter_app.domain.ids import ActId, UnitCode
from counter_app.services.ports import Trouble
from counter_app.ui.presenters.branch import BranchPresenter
from counter_app.ui.presenters.branch_screen import BranchScreen, Returned, Tab
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.places import Place
from tests.builders.desk import MORNING, UNIT
from tests.builders.turned_down import turned_down_elsewhere
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_views import RecordingView, RunNow


class Supervisor:
    """Sits before the branch's screen of this window."""

    def __init__(self, counter: CounterOfTests, desk: Desk) -> None:
        desk.sit_down(replace(counter.desk.session, roles=frozenset({"supervisor"})))
        self.view: RecordingView[BranchScreen] = RecordingView()
        self.presenter = BranchPresenter(self.view, RunNow(), desk, counter.for_branch())

    def looks(self) -> Returned:
        self.presenter.start()
        return self.view.now.returned


@pytest.fixture
def supervisor(counter: CounterOfTests, desk: Desk) -> Supervisor:
    with counter.desk.store.open_work() as work:
        work.clerks.put(ClerkRecord(clerk_id="minh", login="minh", name="Lê Minh", roles={UNIT: ("clerk",)}))
        work.commit()
    return Supervisor(counter, desk)


def keep(counter: CounterOfTests, *entries: Trouble) -> None:
    with counter.desk.store.open_work() as work:
        for entry in entries:
            work.troubles.add(entry)
        work.commit()


def turned_down_here(counter: CounterOfTests, name: str) -> None:
    """This window received a dossier that the province did not take."""
    dossier = counter.desk.receive(name)
    with counter.desk.store.open_work() as work:
        (opening,) = work.acts.of_dossier(dossier.dossier_id)
        act_id = ActId(opening.act.act_id)
        work.acts.answered(act_id, Outcome.REFUSED, problem=problem(ProblemCode.NOT_IN_SCOPE, 403))
        work.troubles.add(
            Trouble(f"own-{name}", "not_in_scope", {"kind": "received"}, dossier.dossier_id, act_id, MORNING)
        )
        work.commit()


def test_an_entry_says_which_dossier_what_was_done_by_whom_where_and_why_it_was_not_taken(
    counter: CounterOfTests, supervisor: Supervisor
) -> None:
    dossier = counter.desk.receive("Trần Văn Hải")
    keep(counter, turned_down_elsewhere("1", dossier_id=dossier.dossier_id, holder="H09.09"))

    (row,) = supervisor.looks().rows

    assert str(row.title).startswith(f"{dossier.code} · Trần Văn Hải · ")
    assert str(row.about) == "Thao tác: Chốt hồ sơ · Lê Minh"
    assert str(row.detail).startswith("Hồ sơ nay do ")
    assert str(row.where) == "Quầy 0007 · từ 09:10"


def test_it_says_what_can_be_done_at_the_window_that_made_it(
    counter: CounterOfTests, supervisor: Supervisor
) -> None:
    dossier = counter.desk.receive()
    told = turned_down_elsewhere("1", kind=Kind.FEE_RECORDED, code="illegal_move", dossier_id=dossier.dossier_id)
    keep(counter, told)

    (row,) = supervisor.looks().rows

    assert str(row.cures) == (
        "Làm tại quầy 0007, mục «Cần xử lý»: «Làm lại thao tác», «Mở hồ sơ», «Đã xử lý xong»."
    )


def test_acts_that_one_event_turned_down_are_one_entry(counter: CounterOfTests, supervisor: Supervisor) -> None:
    dossier = counter.desk.receive()
    sealed = [
        turned_down_elsewhere(str(number), kind=Kind.PAPER_SEALED, dossier_id=dossier.dossier_id)
        for number in range(2)
    ]
    other_window = turned_down_elsewhere("5", window="0008", dossier_id=dossier.dossier_id)
    keep(counter, *sealed, turned_down_elsewhere("3", dossier_id=dossier.dossier_id), other_window)

    rows = supervisor.looks().rows

    assert [str(row.about) for row in rows] == [
        "Thao tác: Chốt một giấy tờ (2), Chốt hồ sơ · Lê Minh",
        "Thao tác: Chốt hồ sơ · Lê Minh",
    ]


def test_what_another_unit_was_refused_is_not_told(counter: CounterOfTests, supervisor: Supervisor) -> None:
    keep(counter, turned_down_elsewhere("1", unit="H29.999", dossier_id="d-9"))

    assert supervisor.looks() == Returned()


def test_a_dossier_that_is_not_here_is_called_so_and_cannot_be_opened(
    counter: CounterOfTests, supervisor: Supervisor
) -> None:
    keep(counter, turned_down_elsewhere("1", dossier_id="d-9"), turned_down_elsewhere("2", kind=Kind.SLIP_GIVEN))

    rows = supervisor.looks().rows

    assert {str(row.title) for row in rows} == {"Hồ sơ chưa có ở quầy này", "Việc không thuộc hồ sơ nào"}
    assert [row.opens for row in rows] == [False, False]


def test_a_dossier_that_the_province_does_not_have_at_all_is_not_given_up_at_its_window(
    counter: CounterOfTests, supervisor: Supervisor
) -> None:
    keep(counter, turned_down_elsewhere("1", kind=Kind.RECEIVED, code="code_taken", dossier_id="d-9"))

    (row,) = supervisor.looks().rows

    assert "«Đã xử lý xong»" not in str(row.cures)


def test_what_this_window_was_refused_is_counted_and_leads_to_its_own_list(
    counter: CounterOfTests, supervisor: Supervisor, visited: list[Place]
) -> None:
    turned_down_here(counter, "Lan")
    turned_down_here(counter, "Hoa")
    keep(counter, Trouble("t", "clock_wrong", {}, "", "", MORNING), turned_down_elsewhere("1", dossier_id="d-9"))

    returned = supervisor.looks()
    supervisor.presenter.own_list_wanted()

    assert (str(returned.title), returned.count) == ("Bị trả lại (3)", 3)
    assert "Riêng quầy này có 2 việc" in str(returned.here)
    assert visited == [Place.TROUBLES]


def test_nothing_turned_down_is_no_number(supervisor: Supervisor) -> None:
    returned = supervisor.looks()

    assert (str(returned.title), returned.here, returned.rows) == ("Bị trả lại", None, ())


def test_the_hour_is_that_of_the_window_whatever_the_province_wrote(
    counter: CounterOfTests, supervisor: Supervisor
) -> None:
    keep(counter, turned_down_elsewhere("1", since=MORNING.astimezone(UTC)))

    (row,) = supervisor.looks().rows

    assert str(row.where).endswith("từ 09:10")


def test_done_takes_the_whole_entry_off(counter: CounterOfTests, supervisor: Supervisor) -> None:
    keep(
        counter,
        turned_down_elsewhere("1", kind=Kind.PAPER_SEALED, dossier_id="d-8"),
        turned_down_elsewhere("2", dossier_id="d-8"),
        turned_down_elsewhere("3", dossier_id="d-9"),
    )
    first, second = supervisor.looks().rows

    supervisor.presenter.settle_wanted(first.key)

    assert supervisor.view.now.returned.rows == (second,)
    assert [one.act_id for one in counter.queries.troubles_elsewhere()] == ["a-3"]
    status = supervisor.view.now.status
    assert "«Cần xử lý» của quầy 0007 vẫn giữ" in str(status.text if status else "")


def test_an_entry_leads_to_the_papers_of_its_dossier(
    counter: CounterOfTests, supervisor: Supervisor, desk: Desk, visited: list[Place]
) -> None:
    dossier = counter.desk.receive()
    keep(counter, turned_down_elsewhere("1", dossier_id=dossier.dossier_id))
    (row,) = supervisor.looks().rows

    supervisor.presenter.returned_opened(row.key)

    assert visited == [Place.REVIEW]
    assert desk.dossier_id == dossier.dossier_id


def given_away(counter: CounterOfTests, dossier: Dossier) -> None:
    """Another unit has it now."""
    with counter.desk.store.open_work() as work:
        work.dossiers.put(replace(dossier, holder=UnitCode("H29.999")))
        work.commit()


def test_a_dossier_that_another_unit_has_is_taken_back_from_the_entry(
    counter: CounterOfTests, supervisor: Supervisor
) -> None:
    counter.desk.receive("Hồ sơ khác")
    dossier = counter.desk.receive("Trần Văn Hải")
    given_away(counter, dossier)
    keep(counter, turned_down_elsewhere("1", dossier_id=dossier.dossier_id))
    (row,) = supervisor.looks().rows

    supervisor.presenter.take_back_wanted(row.key)
    supervisor.presenter.taker_picked("minh")
    supervisor.presenter.reason_edited("quầy đã làm xong")
    supervisor.presenter.reassign_wanted()

    screen, taken = supervisor.view.now, counter.queries.dossier(dossier.dossier_id)
    assert row.taken_back
    assert (screen.tab, screen.chosen) == (Tab.QUEUE, dossier.dossier_id)
    assert taken is not None
    assert (taken.holder, taken.assigned_clerk) == (UNIT, "minh")


def test_what_this_unit_has_is_not_to_be_taken_back(counter: CounterOfTests, supervisor: Supervisor) -> None:
    dossier = counter.desk.receive()
    keep(counter, turned_down_elsewhere("1", dossier_id=dossier.dossier_id))

    (row,) = supervisor.looks().rows

    assert not row.taken_back


def test_what_comes_and_what_is_over_is_seen_without_asking(
    counter: CounterOfTests, supervisor: Supervisor
) -> None:
    supervisor.looks()
    seen = []
    for change in (
        lambda: keep(counter, turned_down_elsewhere("1", dossier_id="d-9")),
        lambda: solved(counter, "t-1"),
    ):
        change()
        supervisor.presenter.changed()
        seen.append(supervisor.view.now.returned.count)

    assert seen == [1, 0]


def solved(counter: CounterOfTests, key: str) -> None:
    with counter.desk.store.open_work() as work:
        work.troubles.solve(key, MORNING)
        work.commit()
