"""My day: what the unit has, what is late, and where each dossier is opened."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from counter_app.contract.moves import State
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import TryLater
from counter_app.ui.presenters.day import DayPresenter
from counter_app.ui.presenters.day_screen import DayScreen
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.places import Place
from tests.builders.desk import MORNING
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_views import RecordingView, RunLater, RunNow


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
