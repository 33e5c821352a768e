"""Whose files may leave the PC: ended, vouched for, waited for by nobody; and each only once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from counter_app.contract import acts as contract
from counter_app.contract.acts import Act, act_digest
from counter_app.contract.messages import Outcome, Receipt
from counter_app.contract.moves import State
from counter_app.domain.ids import ActId, DossierId, PageId
from counter_app.services.ports import FileState, OutgoingFile, Page, StoredAct, Trouble, UnitOfWork
from tests.builders.acts import DOSSIER, chain, dossier_after, paper, received, sealed
from tests.contract.conftest import StoreAtHand

AT = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
NEXT_DAY = "2026-11-24"
DAY = timedelta(days=1)
ACTS = chain(received(), contract.PaperSealed(paper=paper()), sealed())
IT = DossierId(DOSSIER)


def receipt_for(act: Act, place: str) -> Receipt:
    return Receipt(
        receipt_id=f"r-{act.act_id}",
        act_id=act.act_id,
        act_digest=act_digest(act),
        place=place,
        version=1,
        issued_at="2026-11-23T09:11:00+07:00",
        signature="s" * 86,
    )


def keep_dossier(work: UnitOfWork, *, state: State = State.RETURNED, place: str = "province") -> None:
    work.dossiers.put(replace(dossier_after(contract.PaperSealed(paper=paper()), sealed()), state=state))
    for act in ACTS:
        work.acts.append(StoredAct(act=act, digest=act_digest(act), own=True))
        work.acts.answered(ActId(act.act_id), Outcome.APPLIED, receipt=receipt_for(act, place))


def another_act(work: UnitOfWork) -> None:
    act = msgspec.structs.replace(ACTS[0], act_id="later", device_seq=9, kind="fee_recorded")
    work.acts.append(StoredAct(act=act, digest=act_digest(act), own=True))


def page(name: str, dossier_id: str, raw: str) -> Page:
    return Page(PageId(name), DossierId(dossier_id), 1, raw * 64, "image/jpeg", AT, cleaned="e" * 64)


def due(store: StoreAtHand, before: str = NEXT_DAY) -> list[str]:
    with store.open_work() as work:
        return list(work.evictions.due(before, 10))


def test_an_ended_dossier_with_the_provinces_receipt_may_leave(store: StoreAtHand) -> None:
    with store.open_work() as work:
        keep_dossier(work)
        work.commit()

    assert due(store) == [IT]


def test_what_was_sealed_on_the_day_itself_stays(store: StoreAtHand) -> None:
    with store.open_work() as work:
        keep_dossier(work)
        work.commit()

    assert due(store, "2026-11-23") == []


OBSTACLES: dict[str, Callable[[UnitOfWork], None]] = {
    "an act waits": another_act,
    "a file waits": lambda work: work.files.add(OutgoingFile("f" * 64, 1, IT, AT)),
    "somebody has to decide": lambda work: work.troubles.add(Trouble("t", "not_holder", {}, IT, "", AT)),
    "it has left already": lambda work: work.evictions.note(IT, AT),
}


@pytest.mark.parametrize("obstacle", OBSTACLES.values(), ids=OBSTACLES.keys())
def test_nothing_leaves_while(store: StoreAtHand, obstacle: Callable[[UnitOfWork], None]) -> None:
    with store.open_work() as work:
        keep_dossier(work)
        obstacle(work)
        work.commit()

    assert due(store) == []


@pytest.mark.parametrize("state", [State.RECEIVED, State.SEALED, State.PROCESSING, State.RESULT_READY])
def test_a_dossier_that_goes_on_stays(store: StoreAtHand, state: State) -> None:
    with store.open_work() as work:
        keep_dossier(work, state=state)
        work.commit()

    assert due(store) == []


def test_a_receipt_of_the_branch_lets_nothing_leave(store: StoreAtHand) -> None:
    with store.open_work() as work:
        keep_dossier(work, place="chi-nhanh")
        work.commit()

    assert due(store) == []


def test_a_file_that_arrived_is_no_obstacle(store: StoreAtHand) -> None:
    with store.open_work() as work:
        keep_dossier(work)
        work.files.add(OutgoingFile("f" * 64, 1, IT, AT, state=FileState.THERE))
        work.commit()

    assert due(store) == [IT]


def test_the_bytes_of_another_dossiers_page_are_needed_until_they_may_leave_too(store: StoreAtHand) -> None:
    with store.open_work() as work:
        work.pages.add(page("p1", "other", "a"))
        needed = work.evictions.needed_elsewhere(IT, ["a" * 64, "b" * 64, "e" * 64])
        work.evictions.note(DossierId("other"), AT)
        later = work.evictions.needed_elsewhere(IT, ["a" * 64])
        work.commit()

    assert (needed, later) == ({"a" * 64, "e" * 64}, frozenset())


def test_when_files_left_is_remembered(store: StoreAtHand) -> None:
    with store.open_work() as work:
        before = work.evictions.evicted_at(IT)
        work.evictions.note(IT, AT)
        work.commit()

    with store.open_work() as work:
        assert (before, work.evictions.evicted_at(IT)) == (None, AT)


def test_words_and_small_pictures_are_to_be_forgotten_once_and_the_oldest_first(store: StoreAtHand) -> None:
    with store.open_work() as work:
        for name, dossier_id, left_at in (
            ("p1", "old", AT),
            ("p2", "older", AT - DAY),
            ("p3", "new", AT + DAY),
        ):
            work.pages.add(replace(page(name, dossier_id, "a"), thumbnail="d" * 64))
            work.evictions.note(DossierId(dossier_id), left_at)
        work.evictions.note(DossierId("without pages"), AT)
        work.commit()

    with store.open_work() as work:
        due = work.evictions.to_forget(AT + DAY / 2, 10)
        for one in work.pages.of_dossier(DossierId("older")):
            work.pages.put(replace(one, thumbnail="", reading=None))
        later = work.evictions.to_forget(AT + DAY / 2, 10)
        work.commit()

    assert (due, later) == (["older", "old"], ["old"])
