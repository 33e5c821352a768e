"""My day, the list of what needs a person, results, and the strip: the state of the counter in plain words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from counter_app.contract.messages import Outcome
from counter_app.contract.moves import State
from counter_app.contract.problems import ProblemCode, problem
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import LinkDown, Refused, TryLater
from counter_app.domain.ids import ActId, DossierId
from counter_app.domain.slip_codes import SlipCode
from counter_app.services.ports import Session, Trouble
from counter_app.services.queries import SyncState
from counter_app.ui.presenters.day import DayPresenter
from counter_app.ui.presenters.day_screen import DayScreen, TroublesScreen
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.results import ResultsPresenter
from counter_app.ui.presenters.results_screen import ResultsScreen
from counter_app.ui.presenters.screens import Tone
from counter_app.ui.presenters.strip import StripPresenter, strip_screen
from counter_app.ui.presenters.strip_screen import StripScreen
from counter_app.ui.presenters.troubles import TroublesPresenter
from tests.builders.desk import MORNING
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_views import RecordingView, RunLater, RunNow

# --- my day ---------------------------------------------------------------------------------------------------


class Day:
    """A day presenter with its view."""

    def __init__(self, counter: CounterOfTests, desk: Desk, tasks: RunNow | RunLater) -> None:
        self.view: RecordingView[DayScreen] = RecordingView()
        self.presenter = DayPresenter(self.view, tasks, desk, counter.for_day())

    @property
    def screen(self) -> DayScreen:
        return self.view.now


@pytest.fixture
def day(counter: CounterOfTests, desk: Desk, now: RunNow) -> Day:
    return Day(counter, desk, now)


def figures(screen: DayScreen) -> dict[str, int]:
    return {figure.key: figure.value for figure in screen.figures if figure.value}


def changed(counter: CounterOfTests, dossier: Dossier, **fields: object) -> Dossier:
    after = replace(dossier, **fields)
    with counter.desk.store.open_work() as work:
        work.dossiers.put(after)
        work.commit()
    return after


def test_the_numbers_count_what_the_unit_has(day: Day, counter: CounterOfTests) -> None:
    counter.desk.receive("Một")
    counter.desk.receive("Hai")
    counter.add_result(counter.desk.receive("Ba"))

    day.presenter.start()

    assert figures(day.screen) == {"received": 2, "due_soon": 2, "results": 1}
    assert {row.applicant for row in day.screen.rows} == {"Một", "Hai", "Ba"}


def test_a_number_filters_the_queue_and_again_shows_everything(day: Day, counter: CounterOfTests) -> None:
    counter.desk.receive("Một")
    counter.add_result(counter.desk.receive("Ba"))
    day.presenter.start()

    day.presenter.figure_chosen("results")
    filtered = [row.applicant for row in day.screen.rows]
    day.presenter.figure_chosen("results")

    assert filtered == ["Ba"]
    assert len(day.screen.rows) == 2


def test_what_is_overdue_says_by_how_many_days(day: Day, counter: CounterOfTests) -> None:
    dossier = counter.desk.receive("Trễ")
    changed(counter, dossier, state=State.PROCESSING, due_at=MORNING - timedelta(days=2))

    day.presenter.start()

    assert str(day.screen.rows[0].due_mark.text if day.screen.rows[0].due_mark else "") == "Quá hạn 2 ngày"


def test_searching_replaces_the_queue_until_the_line_is_empty(day: Day, counter: CounterOfTests) -> None:
    counter.desk.receive("Nguyễn Thị Ánh")
    counter.desk.receive("Trần Văn Hải")
    day.presenter.start()

    day.presenter.query_edited("hai")
    found = [row.applicant for row in day.screen.rows]
    day.presenter.query_edited("")

    assert found == ["Trần Văn Hải"]
    assert len(day.screen.rows) == 2


def test_a_slow_search_never_overtakes_a_newer_one(counter: CounterOfTests, desk: Desk, later: RunLater) -> None:
    counter.desk.receive("Nguyễn Thị Ánh")
    day = Day(counter, desk, later)
    day.presenter.start()
    later.answer_all()

    day.presenter.query_edited("hai")
    day.presenter.query_edited("anh")
    later.answer(1)
    later.answer(0)

    assert [row.applicant for row in day.screen.rows] == ["Nguyễn Thị Ánh"]


@pytest.mark.parametrize(
    ("state", "place"),
    [
        (State.RECEIVED, Place.CAPTURE),
        (State.PROCESSING, Place.REVIEW),
        (State.RESULT_READY, Place.RESULTS),
        (State.RETURNED, Place.RESULTS),
    ],
)
def test_a_dossier_is_opened_where_it_stands(
    state: State, place: Place, day: Day, counter: CounterOfTests, visited: list[Place], desk: Desk
) -> None:
    dossier = changed(counter, counter.desk.receive(), state=state)
    day.presenter.start()
    if state is State.RETURNED:
        day.presenter.query_edited("anh")

    day.presenter.row_opened(dossier.dossier_id)

    assert visited == [place]
    assert desk.dossier_id == dossier.dossier_id


def test_an_empty_search_says_that_nothing_was_found(day: Day) -> None:
    day.presenter.start()

    day.presenter.query_edited("không ai")

    assert str(day.screen.empty_title) == "Không tìm thấy hồ sơ nào"


def test_a_store_that_does_not_answer_is_said(counter: CounterOfTests, desk: Desk, now: RunNow) -> None:
    def busy(*_asked: object) -> object:
        raise TryLater("store_busy")

    view: RecordingView[DayScreen] = RecordingView()

    DayPresenter(view, now, desk, replace(counter.for_day(), queue=busy)).start()

    assert "đang bận" in str(view.now.status.text if view.now.status else "")


# --- what needs a person --------------------------------------------------------------------------------------


class List:
    """A troubles presenter with its view."""

    def __init__(self, counter: CounterOfTests, desk: Desk, **services: Any) -> None:
        self.view: RecordingView[TroublesScreen] = RecordingView()
        self.counts: list[int] = []
        asked = replace(counter.for_troubles(), **services)
        self.presenter = TroublesPresenter(self.view, RunNow(), desk, asked, self.counts.append)


def trouble(counter: CounterOfTests, code: str, dossier_id: str = "") -> None:
    with counter.desk.store.open_work() as work:
        work.troubles.add(Trouble(f"t-{code}", code, {"paper": "Tờ khai"}, dossier_id, "a-1", MORNING))
        work.commit()


def test_an_entry_says_what_happened_to_whom_and_offers_its_cures(counter: CounterOfTests, desk: Desk) -> None:
    dossier = counter.desk.receive()
    trouble(counter, "gate_not_met", dossier.dossier_id)
    listed = List(counter, desk)

    listed.presenter.start()

    row = listed.view.now.rows[0]
    assert dossier.code in str(row.title)
    assert "chưa đủ giấy tờ" in str(row.detail)
    assert [cure.key for cure in row.cures] == ["open", "solved"]
    assert listed.counts == [1]


def test_opening_leads_to_the_dossier(counter: CounterOfTests, desk: Desk, visited: list[Place]) -> None:
    dossier = counter.desk.receive()
    trouble(counter, "gate_not_met", dossier.dossier_id)
    listed = List(counter, desk)
    listed.presenter.start()

    listed.presenter.cure_wanted("t-gate_not_met", "open")

    assert visited == [Place.REVIEW]
    assert desk.dossier_id == dossier.dossier_id


def test_a_window_that_the_province_does_not_know_begins_anew_with_the_code_that_is_typed(
    counter: CounterOfTests, desk: Desk
) -> None:
    trouble(counter, "unknown_device")
    listed = List(counter, desk)
    listed.presenter.start()

    listed.presenter.cure_wanted("t-unknown_device", "enrol")
    listed.presenter.code_given("MA-MOI")

    assert (listed.view.codes_asked, counter.enrolled_with) == (1, ["MA-MOI"])
    assert "Đã khai báo lại" in str(listed.view.now.status.text if listed.view.now.status else "")
    assert listed.view.now.rows == ()


def test_a_code_that_was_not_typed_changes_nothing(counter: CounterOfTests, desk: Desk) -> None:
    trouble(counter, "unknown_device")
    listed = List(counter, desk)
    listed.presenter.start()
    listed.presenter.cure_wanted("t-unknown_device", "enrol")

    listed.presenter.code_given("  ")

    assert counter.enrolled_with == []
    assert len(listed.view.now.rows) == 1


def test_a_code_that_the_province_does_not_take_leaves_the_entry(counter: CounterOfTests, desk: Desk) -> None:
    def refused(_code: str) -> None:
        raise Refused("enrolment_code_invalid")

    trouble(counter, "unknown_device")
    listed = List(counter, desk, enrol=refused)
    listed.presenter.start()
    listed.presenter.cure_wanted("t-unknown_device", "enrol")

    listed.presenter.code_given("SAI")

    assert "xin mã mới" in str(listed.view.now.status.text if listed.view.now.status else "")
    assert len(listed.view.now.rows) == 1


def test_what_another_try_may_mend_is_sent_again(counter: CounterOfTests, desk: Desk) -> None:
    trouble(counter, "schema_too_new")
    listed = List(counter, desk)
    listed.presenter.start()

    listed.presenter.cure_wanted("t-schema_too_new", "send")

    assert counter.sent_now == 1
    assert str(listed.view.now.rows[0].title) == "Việc của quầy"


def test_an_act_that_was_turned_down_is_done_anew(counter: CounterOfTests, desk: Desk) -> None:
    dossier = counter.desk.receive()
    with counter.desk.store.open_work() as work:
        (opening,) = work.acts.of_dossier(dossier.dossier_id)
        act_id = ActId(opening.act.act_id)
        work.acts.answered(act_id, Outcome.REFUSED, problem=problem(ProblemCode.NOT_IN_SCOPE, 403))
        work.troubles.add(Trouble("t", "not_in_scope", {}, dossier.dossier_id, act_id, MORNING))
        work.commit()
    listed = List(counter, desk)
    listed.presenter.start()
    offered = [cure.key for cure in listed.view.now.rows[0].cures]

    listed.presenter.cure_wanted("t", "redo")

    with counter.desk.store.open_work() as work:
        kinds = [stored.act.kind for stored in work.acts.of_dossier(dossier.dossier_id)]
    assert offered == ["redo", "open"]
    assert (kinds, listed.view.now.rows) == (["received", "received"], ())


def test_a_receipt_that_is_no_longer_so_is_printed_again(counter: CounterOfTests, desk: Desk) -> None:
    dossier = counter.desk.receive()
    trouble(counter, "code_replaced", dossier.dossier_id)
    listed = List(counter, desk)
    listed.presenter.start()

    listed.presenter.cure_wanted("t-code_replaced", "print_receipt")

    assert counter.receipts == [dossier.dossier_id]
    assert listed.view.printed == [(b"receipt",)]
    assert listed.view.jobs == [f"Giấy tiếp nhận hồ sơ {dossier.code}"]


def test_a_dossier_whose_code_was_taken_gets_another(counter: CounterOfTests, desk: Desk) -> None:
    dossier = counter.desk.receive()
    trouble(counter, "code_taken", dossier.dossier_id)
    listed = List(counter, desk)
    listed.presenter.start()

    listed.presenter.cure_wanted("t-code_taken", "receive_again")

    assert counter.received_again == [dossier.dossier_id]
    assert "mã khác" in str(listed.view.now.status.text if listed.view.now.status else "")


def test_a_paper_that_stayed_unsigned_is_signed_from_the_list(counter: CounterOfTests, desk: Desk) -> None:
    asked: list[str] = []

    def sign_later(dossier_id: DossierId, _session: Session) -> int:
        asked.append(dossier_id)
        return 2

    dossier = counter.desk.receive()
    trouble(counter, "paper_unsigned", dossier.dossier_id)
    listed = List(counter, desk, sign_later=sign_later)
    listed.presenter.start()

    listed.presenter.cure_wanted("t-paper_unsigned", "sign")

    assert asked == [dossier.dossier_id]
    assert "Đã ký 2 giấy tờ" in str(listed.view.now.status.text if listed.view.now.status else "")


def test_a_signature_that_fails_again_says_why_and_stays_on_the_list(counter: CounterOfTests, desk: Desk) -> None:
    def sign_later(_dossier_id: DossierId, _session: Session) -> int:
        raise TryLater("token_absent")

    dossier = counter.desk.receive()
    trouble(counter, "paper_unsigned", dossier.dossier_id)
    listed = List(counter, desk, sign_later=sign_later)
    listed.presenter.start()

    listed.presenter.cure_wanted("t-paper_unsigned", "sign")

    assert "thiết bị ký số" in str(listed.view.now.status.text if listed.view.now.status else "")
    assert len(listed.view.now.rows) == 1


def test_an_entry_that_was_dealt_with_leaves_the_list(counter: CounterOfTests, desk: Desk) -> None:
    trouble(counter, "paper_unsigned")
    listed = List(counter, desk)
    listed.presenter.start()

    listed.presenter.cure_wanted("t-paper_unsigned", "solved")

    assert listed.view.now.rows == ()
    assert listed.counts == [1, 0]


# --- results --------------------------------------------------------------------------------------------------


class Counter:
    """A results presenter with its view."""

    def __init__(self, counter: CounterOfTests, desk: Desk) -> None:
        self.view: RecordingView[ResultsScreen] = RecordingView()
        self.presenter = ResultsPresenter(self.view, RunNow(), desk, counter.for_results())

    @property
    def screen(self) -> ResultsScreen:
        return self.view.now


@pytest.fixture
def results(counter: CounterOfTests, desk: Desk) -> Counter:
    return Counter(counter, desk)


def test_what_waits_to_be_handed_over_is_listed_at_once(results: Counter, counter: CounterOfTests) -> None:
    counter.add_result(counter.desk.receive("Võ Thị Kim Liên"))
    counter.desk.receive("Chưa xong")

    results.presenter.start()

    assert [line.title for line in results.screen.found] == ["Võ Thị Kim Liên"]
    assert str(results.screen.hint) == "Kết quả đang chờ trả: 1"


def test_a_scanned_receipt_leads_straight_to_its_dossier(results: Counter, counter: CounterOfTests) -> None:
    dossier = counter.desk.receive()
    counter.add_result(dossier)
    slip = SlipCode(
        dossier.code, dossier.procedure, "", "Giấy tiếp nhận", "Hệ thống", MORNING.replace(tzinfo=None)
    )
    results.presenter.start()

    results.presenter.query_edited(slip.text())
    results.presenter.query_entered()

    assert results.screen.detail is not None
    assert results.screen.detail.code == dossier.code
    assert results.screen.detail.can_hand_over


def test_the_applicant_is_offered_as_receiver(results: Counter, counter: CounterOfTests) -> None:
    counter.add_result(counter.desk.receive("Võ Thị Kim Liên"))
    results.presenter.start()

    results.presenter.found_chosen(results.screen.found[0].key)

    assert results.screen.receiver == "Võ Thị Kim Liên"


def test_a_result_is_handed_over_and_then_rated_once(results: Counter, counter: CounterOfTests) -> None:
    dossier = counter.desk.receive()
    counter.add_result(dossier)
    results.presenter.start()
    results.presenter.found_chosen(dossier.dossier_id)

    results.presenter.hand_over_wanted()
    handed = results.screen
    results.presenter.rated("satisfied")
    rated = results.screen
    results.presenter.rated("dissatisfied")

    assert handed.detail is not None
    assert (handed.detail.can_hand_over, handed.detail.can_rate) == (False, True)
    assert rated.detail is not None
    assert (rated.detail.rating, rated.detail.can_rate) == ("satisfied", False)
    assert "chỉ đánh giá một lần" in str(results.screen.status.text if results.screen.status else "")


def test_nobody_named_is_asked_for(results: Counter, counter: CounterOfTests) -> None:
    dossier = counter.desk.receive()
    counter.add_result(dossier)
    results.presenter.start()
    results.presenter.found_chosen(dossier.dossier_id)

    results.presenter.receiver_edited("  ", "")
    results.presenter.hand_over_wanted()

    assert str(results.screen.receiver_note) == "Hãy nhập họ tên người nhận."
    assert results.screen.detail is not None
    assert results.screen.detail.can_hand_over


def test_the_result_is_shown_and_printed(results: Counter, counter: CounterOfTests) -> None:
    dossier = counter.desk.receive()
    counter.add_result(dossier)
    results.presenter.start()
    results.presenter.found_chosen(dossier.dossier_id)

    results.presenter.preview_wanted()
    results.presenter.print_wanted()

    assert results.view.slips[-1] == (b"result",)
    assert results.view.printed == [(b"result",)]
    assert results.view.jobs == [f"Kết quả {dossier.code}-KQ1"]


def test_a_result_out_of_reach_is_said(counter: CounterOfTests, desk: Desk) -> None:
    def out_of_reach(_dossier_id: DossierId) -> object:
        raise LinkDown("no_answer")

    dossier = counter.desk.receive()
    counter.add_result(dossier)
    view: RecordingView[ResultsScreen] = RecordingView()
    services = replace(counter.for_results(), fetch_result=out_of_reach)
    presenter = ResultsPresenter(view, RunNow(), desk, services)
    presenter.start()
    presenter.found_chosen(dossier.dossier_id)

    presenter.preview_wanted()

    assert not view.now.busy
    assert "Chưa liên lạc được với tỉnh" in str(view.now.status.text if view.now.status else "")


def test_an_unknown_code_is_said(results: Counter) -> None:
    results.presenter.start()

    results.presenter.query_edited("H29.901-261123-9999")
    results.presenter.query_entered()

    assert "Không tìm thấy hồ sơ" in str(results.screen.status.text if results.screen.status else "")


# --- the strip ------------------------------------------------------------------------------------------------


def state(*, unsent: int = 0, minutes: int | None = 0) -> SyncState:
    return SyncState(
        acts_unsent=unsent,
        files_unsent=0,
        bytes_unsent=0,
        dossiers_at_window=2,
        dossiers_on_the_way=3,
        dossiers_at_branch=1,
        dossiers_at_province=40,
        last_contact=None if minutes is None else MORNING - timedelta(minutes=minutes),
        troubles_open=0,
    )


@pytest.mark.parametrize(
    ("seen", "said", "tone"),
    [
        (state(), "Đã gửi hết", Tone.GOOD),
        (state(unsent=3), "Đang gửi", Tone.ACCENT),
        (state(unsent=3, minutes=30), "Mất kết nối · vẫn làm việc bình thường", Tone.WARN),
        (state(minutes=30), "Mất kết nối · đã gửi hết", Tone.NEUTRAL),
        (state(unsent=1, minutes=None), "Mất kết nối · vẫn làm việc bình thường", Tone.WARN),
    ],
)
def test_the_link_is_told_in_plain_words(seen: SyncState, said: str, tone: Tone) -> None:
    screen = strip_screen(seen, MORNING)

    assert screen.link is not None
    assert (str(screen.link.text), screen.link.tone) == (said, tone)


def test_the_three_numbers_are_dossiers_and_add_up() -> None:
    screen = strip_screen(state(), MORNING)

    assert (screen.at_window, screen.on_the_way, screen.at_province) == (2, 4, 40)


def test_send_now_says_at_once_that_it_is_tried(counter: CounterOfTests, now: RunNow) -> None:
    view: RecordingView[StripScreen] = RecordingView()
    presenter = StripPresenter(view, now, counter.for_strip())
    presenter.start()

    presenter.send_wanted()

    assert counter.sent_now == 1
    assert str(view.now.link.text if view.now.link else "") == "Đang liên lạc…"
