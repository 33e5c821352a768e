"""Arranging: papers are split and merged, sides and shots are paired, and everything can be taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.batches import AssignedBy, Mark, Side, count_sheets
from counter_app.domain.errors import InvalidInput, NotFound
from counter_app.domain.ids import DossierId, PageId
from counter_app.services.ports import Page
from tests.builders.desk import DeskOfTests

DOSSIER = DossierId("d-1")


@pytest.fixture
def desk() -> DeskOfTests:
    return DeskOfTests()


def add(desk: DeskOfTests, *papers: str) -> list[PageId]:
    return [desk.add_page(DOSSIER, paper) for paper in papers]


def pages(desk: DeskOfTests) -> list[Page]:
    with desk.store.open_work() as work:
        return list(work.pages.of_dossier(DOSSIER))


def papers(desk: DeskOfTests) -> list[tuple[PageId, str]]:
    return [(page.page_id, page.paper_type) for page in pages(desk)]


def test_a_paper_is_split_at_a_page(desk: DeskOfTests) -> None:
    a, b, c, d = add(desk, "form", "form", "other", "form")

    desk.arrange.split(DOSSIER, b, "card")

    assert papers(desk) == [(a, "form"), (b, "card"), (c, "other"), (d, "card")]


def test_a_paper_merged_into_another_comes_behind_its_last_page(desk: DeskOfTests) -> None:
    a, b, c, d = add(desk, "card", "form", "card", "other")

    desk.arrange.merge(DOSSIER, "card", "form")

    assert papers(desk) == [(b, "form"), (a, "form"), (c, "form"), (d, "other")]


def test_pages_are_moved_into_the_middle_of_another_paper(desk: DeskOfTests) -> None:
    a, b, c, d = add(desk, "form", "form", "card", "card")

    desk.arrange.place(DOSSIER, [d, c], before=b, paper_type="form")

    assert papers(desk) == [(a, "form"), (d, "form"), (c, "form"), (b, "form")]
    assert {page.assigned_by for page in pages(desk) if page.page_id in {c, d}} == {AssignedBy.CLERK}


def test_fronts_and_the_backs_of_the_turned_stack_become_sheets(desk: DeskOfTests) -> None:
    fronts = add(desk, "form", "form", "card")
    backs = add(desk, "", "", "")

    desk.arrange.interleave(DOSSIER, fronts, backs)

    assert papers(desk) == [
        (fronts[0], "form"),
        (backs[2], "form"),
        (fronts[1], "form"),
        (backs[1], "form"),
        (fronts[2], "card"),
        (backs[0], "card"),
    ]
    assert [page.side for page in pages(desk)] == [Side.FRONT, Side.BACK] * 3
    assert count_sheets(pages(desk)) == 3


def test_a_stack_that_lost_a_sheet_is_not_paired_wrongly(desk: DeskOfTests) -> None:
    fronts, backs = add(desk, "", ""), add(desk, "")

    with pytest.raises(InvalidInput, match="sides_differ"):
        desk.arrange.interleave(DOSSIER, fronts, backs)

    assert [page.page_id for page in pages(desk)] == [*fronts, *backs]


def test_a_sheet_shot_with_its_note_and_without_is_two_images_of_one_sheet(desk: DeskOfTests) -> None:
    with_note, without_note, other = add(desk, "form", "", "form")

    desk.arrange.pair_shots(with_note, without_note)

    marked = pages(desk)
    assert [page.mark for page in marked] == [Mark.WITH_NOTE, Mark.WITHOUT_NOTE, Mark.NONE]
    assert [page.paper_type for page in marked] == ["form", "form", "form"]
    assert (len(marked), count_sheets(marked)) == (3, 2)
    assert other == marked[2].page_id


@pytest.mark.parametrize("change", ["split", "merge", "place", "interleave", "pair_shots"])
def test_every_change_can_be_taken_back(desk: DeskOfTests, change: str) -> None:
    a, b, c, d = add(desk, "form", "form", "card", "other")
    before = pages(desk)
    arrange = desk.arrange
    changes = {
        "split": lambda: arrange.split(DOSSIER, b, "card"),
        "merge": lambda: arrange.merge(DOSSIER, "other", "form"),
        "place": lambda: arrange.place(DOSSIER, [d], before=a, paper_type="form"),
        "interleave": lambda: arrange.interleave(DOSSIER, [a, b], [c, d]),
        "pair_shots": lambda: arrange.pair_shots(a, c),
    }

    was = changes[change]()
    changed = pages(desk)
    arrange.put_back(was)

    assert changed != before
    assert pages(desk) == before


def test_a_page_of_another_dossier_is_not_paired_in(desk: DeskOfTests) -> None:
    (own,) = add(desk, "form")
    stranger = desk.add_page(DossierId("d-2"), "form")

    with pytest.raises(NotFound):
        desk.arrange.interleave(DOSSIER, [own], [stranger])


def test_a_page_that_is_brought_back_keeps_its_note(desk: DeskOfTests) -> None:
    with_note, without_note = add(desk, "form", "form")
    desk.arrange.pair_shots(with_note, without_note)

    desk.arrange.remove([without_note])
    desk.arrange.restore([without_note])

    assert [page.mark for page in pages(desk)] == [Mark.WITH_NOTE, Mark.WITHOUT_NOTE]


def test_sheets_of_pages_from_before_are_counted_one_by_one(desk: DeskOfTests) -> None:
    add(desk, "form", "form")

    first, second = pages(desk)

    assert (
        count_sheets([first, second, replace(first, batch="b", sheet=1), replace(second, batch="b", sheet=1)]) == 3
    )
