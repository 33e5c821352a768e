"""Reading behind the clerk's back: a handful at a time, what is looked at first, nothing forgotten."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.errors import Damaged, TryLater
from counter_app.domain.ids import DossierId, PageId
from counter_app.domain.pages import PageReading
from counter_app.services.arrange import Arrange
from counter_app.services.classify import Classify
from counter_app.services.events import PageTurned
from counter_app.services.ports import Page, PageState
from counter_app.services.recognise import Recognise
from counter_app.services.separators import SortBySeparators
from tests.builders.desk import DeskOfTests
from tests.fakes.readers import HeldReaders, reading

DOSSIER = DossierId("d-1")
AT_ONCE = 2


@pytest.fixture
def desk() -> DeskOfTests:
    return DeskOfTests()


@pytest.fixture
def readers() -> HeldReaders:
    return HeldReaders()


@pytest.fixture
def recognise(desk: DeskOfTests, readers: HeldReaders) -> Recognise:
    return Recognise(
        desk.store.open_work,
        desk.vault,
        readers,
        Classify(desk.catalogue),
        SortBySeparators(desk.clock, desk.chance),
        at_once=AT_ONCE,
    )


def captured(desk: DeskOfTests, number: int) -> list[PageId]:
    """Pages that wait for the reader, no two of them alike."""
    pages: list[PageId] = []
    with desk.store.open_work() as work:
        for _ in range(number):
            page_id = PageId(desk.chance.new_id())
            work.pages.add(
                Page(
                    page_id=page_id,
                    dossier_id=DOSSIER,
                    position=1 + work.pages.last_position(DOSSIER),
                    raw=desk.vault.put(page_id.encode()),
                    media_type="image/jpeg",
                    captured_at=desk.clock.now(),
                )
            )
            pages.append(page_id)
        work.commit()
    return pages


def stored(desk: DeskOfTests, page_id: PageId) -> Page:
    with desk.store.open_work() as work:
        page = work.pages.get(page_id)
    assert page is not None
    return page


def held(desk: DeskOfTests, readers: HeldReaders) -> list[PageId]:
    """Whose images are with the readers."""
    images = [image for image, _ in readers.held]
    with desk.store.open_work() as work:
        pages = work.pages.of_dossier(DOSSIER)
    by_image = {desk.vault.get(page.raw): page.page_id for page in pages}
    return [by_image[image] for image in images]


def test_only_a_handful_of_images_is_with_the_readers(
    desk: DeskOfTests, readers: HeldReaders, recognise: Recognise
) -> None:
    futures = [recognise.begin(page_id) for page_id in captured(desk, 7)]

    while readers.held:
        readers.read()

    assert readers.most == AT_ONCE
    assert [future.result(0).state for future in futures] == [PageState.READ] * 7


def test_what_is_looked_at_goes_before_what_came_earlier(
    desk: DeskOfTests, readers: HeldReaders, recognise: Recognise
) -> None:
    pages = captured(desk, 5)
    for page_id in pages:
        recognise.begin(page_id)

    recognise.look_at([pages[4]])
    readers.read()

    assert held(desk, readers) == [pages[1], pages[4]]


def test_what_a_former_run_left_goes_behind_what_is_scanned_now(
    desk: DeskOfTests, readers: HeldReaders, recognise: Recognise
) -> None:
    left = captured(desk, 3)
    recognise.begin_waiting()
    (new,) = captured(desk, 1)
    recognise.begin(new)

    readers.read()

    assert held(desk, readers) == [left[1], new]


def test_all_that_a_former_run_left_is_read_however_much_it_is(
    desk: DeskOfTests, readers: HeldReaders, recognise: Recognise
) -> None:
    captured(desk, 230)

    recognise.begin_waiting()
    while readers.held:
        readers.read()

    with desk.store.open_work() as work:
        assert work.pages.unread(1) == []


def test_a_page_that_waits_is_not_read_twice(
    desk: DeskOfTests, readers: HeldReaders, recognise: Recognise
) -> None:
    (page_id,) = captured(desk, 1)

    first, second = recognise.begin(page_id), recognise.begin(page_id)

    assert first is second
    assert len(readers.held) == 1


def test_a_page_taken_out_of_the_queue_stays_unread(
    desk: DeskOfTests, readers: HeldReaders, recognise: Recognise
) -> None:
    pages = captured(desk, 3)
    futures = [recognise.begin(page_id) for page_id in pages]

    cancelled = recognise.cancel(pages[2])
    while readers.held:
        readers.read()

    assert (cancelled, futures[2].cancelled()) == (True, True)
    assert stored(desk, pages[2]).state is PageState.CAPTURED


def test_a_page_with_the_readers_can_be_taken_back_until_its_turn(
    desk: DeskOfTests, readers: HeldReaders, recognise: Recognise
) -> None:
    (page_id,) = captured(desk, 1)
    future = recognise.begin(page_id)

    cancelled = recognise.cancel(page_id)

    assert cancelled
    assert isinstance(future.exception(0), TryLater)
    assert (stored(desk, page_id).state, recognise.waiting) == (PageState.CAPTURED, 0)
    readers.held.clear()


def test_a_page_that_cannot_be_read_is_marked_and_holds_nothing_up(
    desk: DeskOfTests, readers: HeldReaders, recognise: Recognise
) -> None:
    bad, good = captured(desk, 2)
    futures = [recognise.begin(bad), recognise.begin(good)]

    readers.fail(Damaged("truncated_image"))
    readers.read()

    assert [future.result(0).state for future in futures] == [PageState.UNREADABLE, PageState.READ]


def test_pages_that_wait_when_the_readers_close_are_not_called_unreadable(
    desk: DeskOfTests, readers: HeldReaders, recognise: Recognise
) -> None:
    pages = captured(desk, 5)
    futures = [recognise.begin(page_id) for page_id in pages]

    readers.fail(TryLater("page_reader_closed"))
    readers.fail(TryLater("page_reader_closed"))

    assert all(future.done() for future in futures)
    assert {stored(desk, page_id).state for page_id in pages} == {PageState.CAPTURED}


def test_an_image_that_the_vault_has_lost_costs_nobody_else(
    desk: DeskOfTests, readers: HeldReaders, recognise: Recognise
) -> None:
    lost, good = captured(desk, 2)
    del desk.vault.files[stored(desk, lost).raw]

    futures = [recognise.begin(lost), recognise.begin(good)]
    readers.read()

    assert futures[0].exception(0) is not None
    assert futures[1].result(0).state is PageState.READ


def lying(turned_deg: int) -> PageReading:
    """What is read on a page that lay so."""
    return replace(reading(), rotation_deg=turned_deg)


@pytest.mark.parametrize(("found", "by", "lies"), [(0, 90, 270), (0, 270, 90), (90, 180, 270), (180, 180, 0)])
def test_a_page_that_the_clerk_turns_is_read_again_that_way(
    desk: DeskOfTests, readers: HeldReaders, recognise: Recognise, found: int, by: int, lies: int
) -> None:
    (page_id,) = captured(desk, 1)
    recognise.begin(page_id)
    readers.read(result=lying(found))

    Arrange(desk.store.open_work).turn([page_id], by)
    recognise.begin(page_id)
    readers.read(result=lying(lies))

    assert desk.store.events.count(PageTurned(DOSSIER, page_id)) == 1
    assert readers.lies_deg == [None, lies]
    assert stored(desk, page_id).turned_deg == 0
    assert stored(desk, page_id).reading == lying(lies)


def test_a_page_turned_before_it_was_read_is_read_that_way(
    desk: DeskOfTests, readers: HeldReaders, recognise: Recognise
) -> None:
    (page_id,) = captured(desk, 1)
    Arrange(desk.store.open_work).turn([page_id], 90)

    recognise.begin(page_id)
    readers.read(result=lying(270))

    assert readers.lies_deg == [270]
    assert stored(desk, page_id).turned_deg == 0


def test_a_page_turned_on_while_it_is_read_again_is_read_once_more(
    desk: DeskOfTests, readers: HeldReaders, recognise: Recognise
) -> None:
    (page_id,) = captured(desk, 1)
    recognise.begin(page_id)
    readers.read(result=lying(0))
    arrange = Arrange(desk.store.open_work)
    arrange.turn([page_id], 90)
    recognise.begin(page_id)

    arrange.turn([page_id], 90)
    readers.read(result=lying(270))
    readers.read(result=lying(180))

    assert readers.lies_deg == [None, 270, 180]
    assert stored(desk, page_id).turned_deg == 0


def test_undoing_a_turn_after_the_new_reading_shows_the_page_as_it_was(
    desk: DeskOfTests, readers: HeldReaders, recognise: Recognise
) -> None:
    (page_id,) = captured(desk, 1)
    recognise.begin(page_id)
    readers.read(result=lying(0))
    arrange = Arrange(desk.store.open_work)
    before = arrange.turn([page_id], 90)
    recognise.begin(page_id)
    readers.read(result=lying(270))

    arrange.put_back(before)
    recognise.begin(page_id)
    readers.read(result=lying(0))

    assert readers.lies_deg == [None, 270, 0]
    assert stored(desk, page_id).turned_deg == 0


def test_a_turned_page_that_a_former_run_left_is_read_again(
    desk: DeskOfTests, readers: HeldReaders, recognise: Recognise
) -> None:
    (page_id,) = captured(desk, 1)
    recognise.begin(page_id)
    readers.read(result=lying(0))
    Arrange(desk.store.open_work).turn([page_id], 180)

    recognise.begin_waiting()

    assert readers.lies_deg == [None, 180]
