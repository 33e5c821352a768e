"""The projection gives back the dossier that was put, whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from counter_app.contract import acts as contract
from counter_app.contract.acts import Applicant
from counter_app.contract.manifest import ExceptionEntry, ReuseEntry
from counter_app.domain.dossier import Dossier, Fee, Result, fold_all
from counter_app.domain.ids import DossierId
from tests.builders.acts import DOSSIER, chain, dossier_after, paper, received, sealed
from tests.contract.conftest import StoreAtHand


def put(store: StoreAtHand, *dossiers: Dossier) -> None:
    with store.open_work() as work:
        for dossier in dossiers:
            work.dossiers.put(dossier)
        work.commit()


def test_an_unknown_dossier_is_none(store: StoreAtHand) -> None:
    with store.open_work() as work:
        found = (work.dossiers.get(DossierId("nowhere")), work.dossiers.by_code("H09-1"))

    assert found == (None, None)


def test_a_dossier_comes_back_with_everything_in_it(store: StoreAtHand) -> None:
    full = replace(
        dossier_after(contract.PaperSealed(paper=paper()), sealed()),
        submitted_by=Applicant(name="Lê Văn Đạt", phone="0274 3822 222"),
        reused=(ReuseEntry(paper_type="id", title="CCCD", file="e" * 64, source="national", trust_level="01"),),
        exceptions=(
            ExceptionEntry(paper_type="m", title="Bản đồ", ground="shown", reason="khổ A0", granted_by="lan"),
        ),
        fees=(Fee("Lệ phí", 8000, paid=True, receipt_number="BL-7"),),
        supplement_papers=("a", "b"),
        stopped_clock_at=datetime(2026, 11, 24, 8, 0, 0, 5, tzinfo=timezone(timedelta(hours=7))),
        result=Result("H09.01-261123-0001-KQ1", "Giấy khai sinh", "d" * 64, 9, signed=True),
        handed_over_at=datetime(2026, 11, 25, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
        rating="satisfied",
        note="hẹn buổi chiều",
    )

    put(store, full)

    with store.open_work() as work:
        assert work.dossiers.get(DossierId(DOSSIER)) == full


def test_a_moment_keeps_the_offset_it_was_written_with(store: StoreAtHand) -> None:
    put(store, dossier_after())

    with store.open_work() as work:
        found = work.dossiers.get(DossierId(DOSSIER))
    assert found is not None
    assert found.received_at.isoformat() == "2026-11-23T09:10:00+07:00"


def test_putting_again_replaces(store: StoreAtHand) -> None:
    put(store, dossier_after(), dossier_after(contract.Rated(rating="satisfied")))

    with store.open_work() as work:
        assert work.dossiers.get(DossierId(DOSSIER)) == dossier_after(contract.Rated(rating="satisfied"))


def test_a_dossier_is_found_by_its_present_code_alone(store: StoreAtHand) -> None:
    replaced = contract.CodeReplaced(old_code="H09.01-261123-0001", new_code="H09.01-261123-0400")
    put(store, dossier_after(), dossier_after(replaced))

    with store.open_work() as work:
        found = [work.dossiers.by_code("H09.01-261123-0400"), work.dossiers.by_code("H09.01-261123-0001")]

    assert found == [dossier_after(replaced), None]


def test_of_two_dossiers_with_one_code_the_later_one_is_found(store: StoreAtHand) -> None:
    first = dossier_after()
    second = replace(first, dossier_id=DossierId("0193-d2"))

    put(store, first, second)

    with store.open_work() as work:
        assert work.dossiers.by_code(first.code) == second


def test_dossiers_with_a_provisional_code_are_told_until_they_have_a_legal_one(store: StoreAtHand) -> None:
    legal = fold_all(chain(received()))
    provisional = fold_all(chain(received("TAM-H09.01-261123-AAAAA", provisional=True), dossier_id="0193-d2"))
    assert legal is not None
    assert provisional is not None
    put(store, legal, provisional)

    with store.open_work() as work:
        found = work.dossiers.provisional(9)

    assert found == [provisional]
