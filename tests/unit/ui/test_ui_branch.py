"""The supervisor's screen: what it says, what each filter asks for, and the act that moves a dossier."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from counter_app.contract.messages import ClerkRecord
from counter_app.contract.moves import State
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import TryLater
from counter_app.services.queries import QueueFilter
from counter_app.ui.gallery.branch import branch_examples
from counter_app.ui.presenters.branch import BranchPresenter
from counter_app.ui.presenters.branch_screen import BranchScreen, Filters, Tab
from counter_app.ui.presenters.branch_wording import share_text
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.places import Place, places_for
from counter_app.ui.presenters.screens import Tone
from tests.builders.desk import MORNING, UNIT
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_views import RecordingView, RunNow


class Branch:
    """A supervisor's screen with its view; the supervisor sits at the desk."""

    def __init__(self, counter: CounterOfTests, desk: Desk) -> None:
        desk.sit_down(replace(counter.desk.session, roles=frozenset({"supervisor"})))
        self.view: RecordingView[BranchScreen] = RecordingView()
        self.presenter = BranchPresenter(self.view, RunNow(), desk, counter.for_branch())

    @property
    def screen(self) -> BranchScreen:
        return self.view.now


@pytest.fixture
def counter() -> CounterOfTests:
    made = CounterOfTests()
    with made.desk.store.open_work() as work:
        work.clerks.put(ClerkRecord(clerk_id="minh", login="minh", name="Lê Minh", roles={UNIT: ("clerk",)}))
        work.commit()
    return made


@pytest.fixture
def branch(counter: CounterOfTests, desk: Desk) -> Branch:
    return Branch(counter, desk)


def changed(counter: CounterOfTests, dossier: Dossier, **fields: object) -> Dossier:
    after = replace(dossier, **fields)  # type: ignore[arg-type]
    with counter.desk.store.open_work() as work:
        work.dossiers.put(after)
        work.commit()
    return after


def late(counter: CounterOfTests, name: str = "Trễ") -> Dossier:
    return changed(counter, counter.desk.receive(name), due_at=MORNING - timedelta(days=2))


def test_the_branch_is_shown_with_what_is_late_first(branch: Branch, counter: CounterOfTests) -> None:
    counter.desk.receive("Đúng hạn")
    late(counter)

    branch.presenter.start()

    assert [row.applicant for row in branch.screen.rows] == ["Trễ", "Đúng hạn"]
    assert [(row.clerk, str(row.window)) for row in branch.screen.rows] == [("Nguyễn Thị Lan", "Quầy Q01")] * 2
    assert (branch.screen.gauges[0].value, branch.screen.gauges[0].tone) == ("1", Tone.BAD)


def test_each_filter_narrows_the_queue(branch: Branch, counter: CounterOfTests) -> None:
    counter.desk.receive("Của Lan")
    changed(counter, counter.desk.receive("Của Minh"), assigned_clerk="minh", window="Q02", state=State.PROCESSING)
    branch.presenter.start()

    shown = {}
    for filters in (
        Filters(clerk="minh"),
        Filters(window="Q01"),
        Filters(state=State.PROCESSING),
        Filters(procedure="9.9"),
        Filters(unsent=True),
    ):
        branch.presenter.filtered(filters)
        shown[filters] = [row.applicant for row in branch.screen.rows]

    assert list(shown.values()) == [["Của Minh"], ["Của Lan"], ["Của Minh"], [], ["Của Lan", "Của Minh"]]


def test_the_number_of_late_ones_leads_to_them(branch: Branch, counter: CounterOfTests) -> None:
    counter.desk.receive("Đúng hạn")
    late(counter)
    branch.presenter.start()
    branch.presenter.tab_chosen(Tab.SHARES)

    branch.presenter.overdue_wanted()

    assert branch.screen.tab is Tab.QUEUE
    assert branch.screen.filters == Filters(overdue=True)
    assert [row.applicant for row in branch.screen.rows] == ["Trễ"]


def test_a_clerk_leads_to_what_they_have(branch: Branch, counter: CounterOfTests) -> None:
    counter.desk.receive("Của Lan")
    branch.presenter.start()

    branch.presenter.clerk_chosen("minh")

    assert branch.screen.rows == ()
    assert (branch.screen.tab, branch.screen.filters.clerk) == (Tab.QUEUE, "minh")


def test_a_dossier_says_who_has_it_and_what_was_done(branch: Branch, counter: CounterOfTests) -> None:
    dossier = counter.desk.receive()
    branch.presenter.start()

    branch.presenter.row_chosen(dossier.dossier_id)

    detail = branch.screen.detail
    assert detail is not None
    assert str(detail.holder) == "Đang giữ: Nguyễn Thị Lan"
    assert [str(line.title) for line in detail.history] == ["Tiếp nhận hồ sơ"]
    assert str(detail.history[0].mark.text if detail.history[0].mark else "") == "Chờ gửi"


def test_one_key_leads_down_to_the_pages(
    branch: Branch, counter: CounterOfTests, visited: list[Place], desk: Desk
) -> None:
    dossier = counter.desk.receive()
    branch.presenter.start()

    branch.presenter.row_opened(dossier.dossier_id)

    assert visited == [Place.REVIEW]
    assert desk.dossier_id == dossier.dossier_id


def test_a_dossier_is_given_to_the_clerk_who_has_least(branch: Branch, counter: CounterOfTests) -> None:
    dossier = counter.desk.receive()
    branch.presenter.start()
    branch.presenter.row_chosen(dossier.dossier_id)
    suggested = branch.screen.taker

    branch.presenter.reason_edited("Nghỉ ốm")
    branch.presenter.reassign_wanted()

    assert suggested == "minh"
    assert counter.desk.kinds(dossier.dossier_id) == ["received", "reassigned"]
    assert str(branch.screen.status.text if branch.screen.status else "").endswith("cho Lê Minh.")
    assert branch.screen.rows[0].clerk == "Lê Minh"
    assert branch.screen.detail is not None
    assert str(branch.screen.detail.holder) == "Đang giữ: Lê Minh"


def test_without_a_reason_nothing_is_moved(branch: Branch, counter: CounterOfTests) -> None:
    dossier = counter.desk.receive()
    branch.presenter.start()
    branch.presenter.row_chosen(dossier.dossier_id)

    branch.presenter.reassign_wanted()

    assert counter.desk.kinds(dossier.dossier_id) == ["received"]
    assert "lý do" in str(branch.screen.status.text if branch.screen.status else "")
    assert not branch.screen.busy


def test_a_clerk_is_not_offered_what_only_a_supervisor_may_do(counter: CounterOfTests, desk: Desk) -> None:
    branch = Branch(counter, desk)
    desk.sit_down(counter.desk.session)
    dossier = counter.desk.receive()
    branch.presenter.start()

    branch.presenter.row_chosen(dossier.dossier_id)

    assert branch.screen.detail is not None
    assert not branch.screen.detail.can_reassign
    assert Place.BRANCH not in places_for(counter.desk.session.roles)
    assert Place.BRANCH in places_for({"supervisor"})


def test_what_is_filtered_is_what_is_exported(branch: Branch, counter: CounterOfTests) -> None:
    counter.desk.receive("Đúng hạn")
    late(counter)
    branch.presenter.start()
    branch.presenter.overdue_wanted()

    branch.presenter.export_wanted()

    sheets = {sheet.title: sheet.rows for sheet in counter.reports[0].sheets}
    assert [row[1] for row in sheets["Hàng đợi"]] == ["Trễ"]
    assert {"Cán bộ", "Tải theo giờ", "Chỉ số"} <= sheets.keys()
    assert list(counter.kept) == ["chi-nhanh-20261123-0910.xlsx"]
    assert "chi-nhanh-20261123-0910.xlsx" in str(branch.screen.status.text if branch.screen.status else "")


def test_the_same_is_printed(branch: Branch) -> None:
    branch.presenter.start()

    branch.presenter.print_wanted()

    assert branch.view.printed == [(b"report",)]
    assert branch.view.jobs == ["Báo cáo chi nhánh 23/11/2026"]
    assert not branch.screen.busy


def test_a_store_that_does_not_answer_is_said(counter: CounterOfTests, desk: Desk) -> None:
    def busy(_wanted: QueueFilter) -> object:
        raise TryLater("store_busy")

    view: RecordingView[BranchScreen] = RecordingView()
    services = replace(counter.for_branch(), queue=busy)  # type: ignore[arg-type]

    BranchPresenter(view, RunNow(), desk, services).start()

    assert "đang bận" in str(view.now.status.text if view.now.status else "")


def test_what_comes_in_meanwhile_appears(branch: Branch, counter: CounterOfTests) -> None:
    branch.presenter.start()
    counter.desk.receive("Vừa đến")

    branch.presenter.changed()

    assert [row.applicant for row in branch.screen.rows] == ["Vừa đến"]
    assert [hour.label for hour in branch.screen.hours if sum(hour.parts)] == ["09:00"]


@pytest.mark.parametrize(("share", "said"), [(None, "–"), (1.0, "100 %"), (0.9537, "95,4 %"), (0.0, "0 %")])
def test_shares_are_written_as_on_vietnamese_papers(share: float | None, said: str) -> None:
    assert share_text(share) == said


def test_an_overloaded_hour_and_the_move_that_helps_are_said_in_words() -> None:
    load = next(one.screen for one in branch_examples() if one.name == "branch-load")

    assert isinstance(load, BranchScreen)
    assert [note.tone for note in load.advice] == [Tone.BAD, Tone.ACCENT, Tone.WARN]
    assert "có thể phải chờ" in str(load.advice[0].text)
    assert "Điều Ngô Thanh Tâm từ Dĩ An sang Thủ Dầu Một" in str(load.advice[1].text)
    assert [hour.label for hour in load.hours if hour.overloaded] == ["09:00"]
