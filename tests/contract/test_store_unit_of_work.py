"""One transaction: all of it or nothing, one after the other, told only when it lasts."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

import pytest

from counter_app.services.ports import OpenWork
from tests.contract.conftest import StoreAtHand


def value(store: StoreAtHand, name: str = "n") -> str | None:
    with store.open_work() as work:
        return work.observations.get(name)


def count_up(open_work: OpenWork, times: int) -> Callable[[], None]:
    def run() -> None:
        for _ in range(times):
            with open_work() as work:
                before = int(work.observations.get("n") or "0")
                work.observations.put("n", str(before + 1))
                work.commit()

    return run


def test_what_was_committed_is_there(store: StoreAtHand) -> None:
    with store.open_work() as work:
        work.observations.put("n", "1")
        work.commit()

    assert value(store) == "1"


def test_leaving_without_commit_undoes_everything(store: StoreAtHand) -> None:
    with store.open_work() as work:
        work.observations.put("n", "1")
        work.publish("told")

    assert (value(store), store.events) == (None, [])


def test_an_error_undoes_everything(store: StoreAtHand) -> None:
    def fail_half_way() -> None:
        with store.open_work() as work:
            work.observations.put("n", "1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()

    assert value(store) is None


def test_a_transaction_sees_its_own_writes(store: StoreAtHand) -> None:
    with store.open_work() as work:
        work.observations.put("n", "1")
        seen = work.observations.get("n")

    assert seen == "1"


def test_events_are_told_after_the_commit_in_their_order(store: StoreAtHand) -> None:
    with store.open_work() as work:
        work.publish("first")
        work.publish("second")
        before = list(store.events)
        work.commit()

    assert (before, store.events) == ([], ["first", "second"])


def test_a_finished_unit_of_work_cannot_commit_again(store: StoreAtHand) -> None:
    with store.open_work() as work:
        work.commit()
        with pytest.raises(RuntimeError):
            work.commit()


def test_units_of_work_do_not_nest(store: StoreAtHand) -> None:
    with store.open_work(), pytest.raises(RuntimeError), store.open_work():
        pass


def test_after_a_commit_the_next_unit_of_work_may_begin_at_once(store: StoreAtHand) -> None:
    with store.open_work() as work:
        work.observations.put("n", "1")
        work.commit()
        seen = value(store)

    assert seen == "1"


def test_writers_on_many_threads_lose_no_update(store: StoreAtHand) -> None:
    threads = [Thread(target=count_up(store.open_work, 25)) for _ in range(4)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert value(store) == "100"
