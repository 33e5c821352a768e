"""Notices: worth a word, named without anybody's name, told once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from counter_app.services.ports import LAST_CONTACT, Trouble
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.notices import Notice, NoticesPresenter, Seen, notices
from counter_app.ui.presenters.places import Place
from tests.builders.desk import MORNING
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_views import RunNow

QUIET = Seen(results=1, troubles=1, waiting=3, silent=False)


class Told:
    def __init__(self) -> None:
        self.notices: list[Notice] = []

    def tell(self, notice: Notice) -> None:
        self.notices.append(notice)


@pytest.mark.parametrize(
    ("now", "places"),
    [
        (QUIET, []),
        (Seen(3, 1, 3, silent=False), [Place.RESULTS]),
        (Seen(1, 2, 3, silent=False), [Place.TROUBLES]),
        (Seen(1, 1, 3, silent=True), [Place.SYNC]),
        (Seen(0, 0, 0, silent=False), []),
        (Seen(2, 2, 3, silent=True), [Place.RESULTS, Place.TROUBLES, Place.SYNC]),
    ],
)
def test_only_what_is_worth_a_word_is_told(now: Seen, places: list[Place]) -> None:
    assert [notice.place for notice in notices(QUIET, now)] == places


def test_a_link_that_comes_back_is_told_once_everything_is_sent() -> None:
    silent = Seen(0, 0, 5, silent=True)

    assert notices(silent, Seen(0, 0, 5, silent=False)) == ()
    assert [notice.place for notice in notices(silent, Seen(0, 0, 0, silent=False))] == [Place.SYNC]


def test_results_that_come_are_told_without_a_name(counter: CounterOfTests, desk: Desk) -> None:
    told = Told()
    presenter = NoticesPresenter(told, RunNow(), desk, counter.for_notices())
    dossier = counter.desk.receive("Võ Thị Kim Liên")
    presenter.changed()
    counter.add_result(dossier)

    presenter.changed()
    presenter.changed()

    assert [str(notice.text) for notice in told.notices] == ["1 hồ sơ vừa có kết quả để trả."]
    assert "Liên" not in str(told.notices[0].text)


def test_the_first_look_tells_nothing(counter: CounterOfTests, desk: Desk) -> None:
    told = Told()
    counter.add_result(counter.desk.receive())

    NoticesPresenter(told, RunNow(), desk, counter.for_notices()).changed()

    assert told.notices == []


def test_a_silent_province_is_told_after_half_an_hour(counter: CounterOfTests, desk: Desk) -> None:
    told = Told()
    presenter = NoticesPresenter(told, RunNow(), desk, counter.for_notices())
    counter.desk.receive()
    with counter.desk.store.open_work() as work:
        work.observations.put(LAST_CONTACT, MORNING.isoformat())
        work.commit()
    presenter.changed()

    counter.desk.clock.forward(timedelta(minutes=31))
    presenter.changed()
    presenter.changed()

    assert [notice.place for notice in told.notices] == [Place.SYNC]


def test_trouble_is_told(counter: CounterOfTests, desk: Desk) -> None:
    told = Told()
    presenter = NoticesPresenter(told, RunNow(), desk, counter.for_notices())
    presenter.changed()
    with counter.desk.store.open_work() as work:
        work.troubles.add(Trouble("t1", "gate_not_met", {}, "", "a", MORNING))
        work.commit()

    presenter.changed()

    assert [notice.place for notice in told.notices] == [Place.TROUBLES]
