"""The citizen signs and rates on their own screen; what they signed is kept with the hand-over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.contract.acts import HandedOver, body_of
from counter_app.domain.dossier import Dossier
from counter_app.ui.presenters.citizen_screen import Stage
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.results import ResultsPresenter
from counter_app.ui.presenters.results_screen import ResultsScreen
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_views import RecordingView, RunNow


class Results:
    """A results screen with one dossier chosen."""

    def __init__(self, counter: CounterOfTests, desk: Desk, **changes: object) -> None:
        self.counter = counter
        dossier = counter.desk.receive("Võ Thị Kim Liên")
        self.dossier: Dossier = replace(dossier, **changes)  # type: ignore[arg-type]
        counter.add_result(self.dossier)
        self.view: RecordingView[ResultsScreen] = RecordingView()
        self.presenter = ResultsPresenter(self.view, RunNow(), desk, counter.for_results())
        self.presenter.start()
        self.presenter.found_chosen(dossier.dossier_id)

    def handed_over(self) -> HandedOver:
        with self.counter.desk.store.open_work() as work:
            body = body_of(work.acts.of_dossier(self.dossier.dossier_id)[-1].act)
        assert isinstance(body, HandedOver)
        return body


@pytest.fixture
def results(counter: CounterOfTests, desk: Desk) -> Results:
    return Results(counter, desk)


def test_the_signature_is_kept_with_the_hand_over(results: Results) -> None:
    results.presenter.sign_wanted()
    results.presenter.signed(b"picture")
    results.presenter.hand_over_wanted()

    body = results.handed_over()
    assert results.counter.desk.vault.get(body.signature) == b"picture"
    assert (body.by, body.receiver_name) == ("window", "Võ Thị Kim Liên")


def test_the_citizen_is_led_from_signing_to_rating_to_thanks(results: Results) -> None:
    results.presenter.sign_wanted()
    results.presenter.signed(b"picture")
    results.presenter.hand_over_wanted()
    results.presenter.rated("very_satisfied")

    assert [screen.stage for screen in results.view.citizen] == [Stage.SIGN, Stage.WAIT, Stage.RATE, Stage.THANKS]
    assert results.view.citizen[0].name == "Võ Thị Kim Liên"
    assert results.view.citizen[0].code == results.dossier.code
    rated = results.counter.queries.dossier(results.dossier.dossier_id)
    assert rated is not None
    assert rated.rating == "very_satisfied"


def test_without_a_signature_nobody_is_asked_on_a_second_screen(results: Results) -> None:
    results.presenter.hand_over_wanted()

    assert results.handed_over().signature == ""
    assert results.view.citizen == []


def test_what_goes_by_post_is_handed_to_the_post(counter: CounterOfTests, desk: Desk) -> None:
    results = Results(counter, desk, result_by="post")

    offered = results.view.now.way
    results.presenter.hand_over_wanted()

    assert offered == "post"
    assert results.handed_over().by == "post"


def test_the_clerk_may_choose_another_way(results: Results) -> None:
    results.presenter.way_picked("post")
    results.presenter.hand_over_wanted()

    assert results.handed_over().by == "post"


def test_one_citizens_signature_never_goes_with_another_dossier(results: Results) -> None:
    other = results.counter.desk.receive("Người Khác")
    results.counter.add_result(other)
    results.presenter.signed(b"picture")

    results.presenter.found_chosen(other.dossier_id)
    results.presenter.hand_over_wanted()

    with results.counter.desk.store.open_work() as work:
        body = body_of(work.acts.of_dossier(other.dossier_id)[-1].act)
    assert isinstance(body, HandedOver)
    assert body.signature == ""
    assert not results.view.now.signed
