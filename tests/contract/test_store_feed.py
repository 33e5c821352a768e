"""The feed's buffer: each position once, in order, until it is integrated."""

from __future__ import annotations

import msgspec

from counter_app.contract.messages import Change, ChangeKind
from tests.contract.conftest import StoreAtHand


def change(position: int, kind: str = ChangeKind.ACT) -> Change:
    return Change(position=position, kind=kind, body={"n": position, "deep": [1, {"x": None}]}, dossier_id="d1")


def add(store: StoreAtHand, *changes: Change) -> None:
    with store.open_work() as work:
        work.feed.add(changes)
        work.commit()


def pending(store: StoreAtHand, limit: int = 100) -> list[Change]:
    with store.open_work() as work:
        return list(work.feed.pending(limit))


def integrate(store: StoreAtHand, position: int, problem: str = "") -> None:
    with store.open_work() as work:
        work.feed.integrated(position, problem=problem)
        work.commit()


def test_changes_wait_in_order_of_position(store: StoreAtHand) -> None:
    add(store, change(9), change(3), change(5))

    assert pending(store) == [change(3), change(5), change(9)]


def test_no_more_changes_than_asked_for(store: StoreAtHand) -> None:
    add(store, change(1), change(2), change(3))

    assert pending(store, 2) == [change(1), change(2)]


def test_an_empty_part_of_the_feed_is_no_error(store: StoreAtHand) -> None:
    add(store)

    assert pending(store) == []


def test_a_position_that_is_there_is_not_overwritten(store: StoreAtHand) -> None:
    add(store, change(1))

    add(store, change(1, ChangeKind.CLERK))

    assert pending(store) == [change(1)]


def test_an_integrated_change_is_not_pending_and_does_not_come_back(store: StoreAtHand) -> None:
    add(store, change(1), change(2), change(3, "of_a_newer_release"))
    integrate(store, 1)
    integrate(store, 3, problem="unreadable")

    add(store, change(1), change(3))

    assert pending(store) == [change(2)]


def test_a_newer_release_looks_again_at_what_was_bad_or_unknown(store: StoreAtHand) -> None:
    add(store, change(1), change(2), change(3, "of_a_newer_release"), change(4))
    for position, problem in ((1, ""), (2, "unreadable"), (3, "")):
        integrate(store, position, problem)

    with store.open_work() as work:
        reopened = work.feed.reopen({ChangeKind.ACT})
        work.commit()

    assert reopened == 2
    assert [one.position for one in pending(store)] == [2, 3, 4]


def test_acts_that_were_read_in_between_are_known_by_dossier_and_version(store: StoreAtHand) -> None:
    add(store, *(msgspec.structs.replace(change(n), version=n * 10) for n in (1, 2, 3, 4)))
    add(store, change(5, ChangeKind.CLERK))
    for position in (1, 2, 3):
        integrate(store, position)

    with store.open_work() as work:
        assert list(work.feed.acts_between(1, 4)) == [("d1", 20), ("d1", 30)]
