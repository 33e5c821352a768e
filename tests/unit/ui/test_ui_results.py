"""Results at the window: found, shown, handed over, rated."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.errors import LinkDown
from counter_app.domain.ids import DossierId
from counter_app.domain.slip_codes import SlipCode
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.results import ResultsPresenter
from counter_app.ui.presenters.results_screen import ResultsScreen
from tests.builders.desk import MORNING
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_views import RecordingView, RunNow


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
