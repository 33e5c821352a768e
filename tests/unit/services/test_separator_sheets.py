"""Separator sheets split a batch whatever the order of reading, are never lost, and never overrule the clerk."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter_app.contract.acts import CodeReplaced
from counter_app.domain.batches import AssignedBy, Mark, Side
from counter_app.domain.dossier import Dossier
from counter_app.domain.ids import PageId
from counter_app.domain.pages import PageReading
from counter_app.domain.slip_codes import SeparatorCode
from counter_app.services.classify import Classify
from counter_app.services.ports import Page
from counter_app.services.recognise import Recognise
from counter_app.services.separators import SortBySeparators
from tests.builders.desk import DeskOfTests, small_jpeg
from tests.fakes.readers import HeldReaders, reading

OWN, OTHER = "own", "other"


@dataclass
class Table:
    """A desk with a registered dossier and a batch that was scanned for it."""

    desk: DeskOfTests = field(default_factory=DeskOfTests)
    readers: HeldReaders = field(default_factory=HeldReaders)

    def __post_init__(self) -> None:
        self.dossier: Dossier = self.desk.receive()
        self.recognise = Recognise(
            self.desk.store.open_work,
            self.desk.vault,
            self.readers,
            Classify(self.desk.catalogue),
            SortBySeparators(self.desk.clock, self.desk.chance),
            at_once=1000,
        )

    def code(self, paper_type: str) -> str:
        return SeparatorCode(self.dossier.code, paper_type).text()

    def scan(self, sheets: int, *, duplex: bool = False, paper_type: str = "", batch: str = "b1") -> list[PageId]:
        """Capture a batch; the pages in the order of the feeder."""
        sides = (Side.FRONT, Side.BACK) if duplex else (Side.UNKNOWN,)
        made: list[PageId] = []
        with self.desk.store.open_work() as work:
            for sheet in range(1, sheets + 1):
                for side in sides:
                    page_id = PageId(self.desk.chance.new_id())
                    image = small_jpeg(self.desk.chance.given) + page_id.encode()
                    work.pages.add(
                        Page(
                            page_id=page_id,
                            dossier_id=self.dossier.dossier_id,
                            position=1 + work.pages.last_position(self.dossier.dossier_id),
                            raw=self.desk.vault.put(image),
                            media_type="image/jpeg",
                            captured_at=self.desk.clock.now(),
                            paper_type=paper_type,
                            batch=batch,
                            sheet=sheet,
                            side=side,
                            assigned_by=AssignedBy.SCAN if paper_type else AssignedBy.NOBODY,
                        )
                    )
                    made.append(page_id)
            work.commit()
        return made

    def read(self, page_id: PageId, result: PageReading) -> None:
        self.recognise.begin(page_id)
        self.readers.read(result=result)

    def page(self, page_id: PageId) -> Page:
        with self.desk.store.open_work() as work:
            page = work.pages.get(page_id)
        assert page is not None
        return page

    def papers(self) -> list[str]:
        """Of the pages that are not set aside."""
        with self.desk.store.open_work() as work:
            return [page.paper_type for page in work.pages.of_dossier(self.dossier.dossier_id)]

    def troubles(self) -> list[tuple[str, str]]:
        with self.desk.store.open_work() as work:
            return [(trouble.code, trouble.facts["code"]) for trouble in work.troubles.open()]


@pytest.fixture
def table() -> Table:
    return Table()


def test_pages_behind_a_separator_belong_to_its_paper(table: Table) -> None:
    pages = table.scan(5)

    for page_id, paper in zip(pages, ("to-khai", "", "", "giay-chung-sinh", ""), strict=True):
        table.read(page_id, reading(codes=(table.code(paper),) if paper else ()))

    assert table.papers() == ["to-khai", "to-khai", "giay-chung-sinh"]


def test_the_separator_sheet_is_set_aside_and_not_lost(table: Table) -> None:
    separator, _ = table.scan(2)

    table.read(separator, reading(codes=(table.code("to-khai"),)))

    page = table.page(separator)
    assert (page.removed, page.mark) == (True, Mark.SEPARATOR)
    assert table.desk.vault.has(page.raw)


def test_pages_captured_after_the_separator_was_read_belong_to_its_paper_too(table: Table) -> None:
    separator, first = table.scan(2)
    table.read(separator, reading(codes=(table.code("to-khai"),)))
    with table.desk.store.open_work() as work:
        late = Page(
            page_id=PageId("late"),
            dossier_id=table.dossier.dossier_id,
            position=3,
            raw=table.desk.vault.put(b"late"),
            media_type="image/jpeg",
            captured_at=table.desk.clock.now(),
            batch="b1",
            sheet=3,
        )
        work.pages.add(late)
        work.commit()

    table.read(late.page_id, reading())

    assert [table.page(one).paper_type for one in (first, late.page_id)] == ["to-khai", "to-khai"]


def test_pages_before_the_first_separator_stay_as_they_were(table: Table) -> None:
    pages = table.scan(3, paper_type="chosen-before")

    table.read(pages[1], reading(codes=(table.code("to-khai"),)))

    assert table.papers() == ["chosen-before", "to-khai"]


def test_another_batch_is_not_split(table: Table) -> None:
    separator, _ = table.scan(2)
    table.scan(1, batch="b2", paper_type="chosen-before")

    table.read(separator, reading(codes=(table.code("to-khai"),)))

    assert table.papers() == ["to-khai", "chosen-before"]


def test_what_the_clerk_assigned_stays(table: Table) -> None:
    separator, page_id = table.scan(2)
    table.desk.arrange.assign([page_id], "clerk-s-choice")

    table.read(separator, reading(codes=(table.code("to-khai"),)))
    table.read(page_id, reading())

    assert table.papers() == ["clerk-s-choice"]


@pytest.mark.parametrize("back_first", [True, False])
def test_the_empty_back_of_a_separator_is_set_aside_with_it(table: Table, back_first: bool) -> None:
    front, back, *_ = table.scan(2, duplex=True)
    results = [(front, reading(codes=(table.code("to-khai"),))), (back, reading(blank=True))]

    for page_id, result in reversed(results) if back_first else results:
        table.read(page_id, result)

    assert table.page(back).mark is Mark.SEPARATOR_BACK
    assert table.papers() == ["to-khai", "to-khai"]


def test_a_back_with_something_on_it_is_kept_for_the_clerk_to_see(table: Table) -> None:
    front, back = table.scan(1, duplex=True)

    table.read(front, reading(codes=(table.code("to-khai"),)))
    table.read(back, reading())

    assert not table.page(back).removed


def test_separators_printed_on_both_sides_are_both_set_aside(table: Table) -> None:
    front, back, *_ = table.scan(2, duplex=True)

    table.read(back, reading(codes=(table.code("giay-chung-sinh"),)))
    table.read(front, reading(codes=(table.code("to-khai"),)))

    assert table.papers() == ["giay-chung-sinh", "giay-chung-sinh"]


def test_a_separator_of_another_dossier_is_listed_and_its_pages_are_left_to_the_clerk(table: Table) -> None:
    pages = table.scan(4)

    table.read(pages[0], reading(codes=(table.code("to-khai"),)))
    table.read(pages[2], reading(codes=(SeparatorCode("H29.901-251123-000999", "to-khai").text(),)))

    assert table.troubles() == [("foreign_separator", "H29.901-251123-000999")]
    assert table.papers() == ["to-khai", "", ""]
    assert not table.page(pages[2]).removed


def test_a_separator_with_the_provisional_code_still_counts(table: Table) -> None:
    before = table.dossier.code
    with table.desk.store.open_work() as work:
        body = CodeReplaced(old_code=before, new_code="H29.901-261123-000777")
        table.desk.recorder.record(work, body, session=table.desk.session, dossier=table.dossier)
        work.commit()
    separator, _ = table.scan(2)

    table.read(separator, reading(codes=(SeparatorCode(before, "to-khai").text(),)))

    assert (table.papers(), table.troubles()) == (["to-khai"], [])


def test_a_separator_that_the_clerk_brings_back_splits_nothing_any_more(table: Table) -> None:
    pages = table.scan(3)
    table.read(pages[0], reading(codes=(table.code("to-khai"),)))

    table.desk.arrange.restore([pages[0]])
    table.desk.arrange.assign([pages[1]], "")
    table.read(pages[1], reading())

    assert table.page(pages[0]).mark is Mark.NONE
    assert table.page(pages[1]).paper_type == ""


@settings(max_examples=60, deadline=None)
@given(
    kinds=st.lists(st.sampled_from(["page", "blank", "A", "B", "foreign"]), min_size=1, max_size=9),
    duplex=st.booleans(),
    chance=st.randoms(use_true_random=False),
)
def test_the_order_in_which_readings_finish_makes_no_difference(
    kinds: list[str], duplex: bool, chance: object
) -> None:
    outcomes = []
    for shuffled in (False, True):
        table = Table()
        pages = table.scan(len(kinds), duplex=duplex)
        shown = [kind for kind in kinds for _ in range(2)] if duplex else kinds
        order = list(range(len(pages)))
        if shuffled:
            chance.shuffle(order)  # type: ignore[attr-defined]
        codes = {"A": table.code("A"), "B": table.code("B"), "foreign": SeparatorCode("X", "A").text()}
        for number in order:
            is_back = duplex and number % 2 == 1
            kind = "blank" if is_back and shown[number] in codes else shown[number]
            table.read(
                pages[number], reading(blank=kind == "blank", codes=(codes[kind],) if kind in codes else ())
            )
        outcomes.append([(one.paper_type, one.removed, one.mark) for one in map(table.page, pages)])

    assert outcomes[0] == outcomes[1]
