"""Capturing: a page exists once it is in the vault and committed; whatever breaks afterwards, it stays."""

from __future__ import annotations

from threading import Event

import pytest

from counter_app.domain.batches import Mark, count_sheets
from counter_app.domain.errors import RuleBroken
from counter_app.domain.ids import DossierId
from counter_app.domain.scanning import ColourMode, ScanProfile
from counter_app.services.capture import Capture, CaptureOutcome, Into
from counter_app.services.events import PageCaptured
from counter_app.services.ports import Page
from tests.builders.desk import DeskOfTests, small_jpeg
from tests.fakes.scanner import FakeScanner
from tests.fakes.vault import MemoryVault

DOSSIER = DossierId("d-1")


@pytest.fixture
def desk() -> DeskOfTests:
    return DeskOfTests()


def capture(desk: DeskOfTests, scanner: FakeScanner) -> Capture:
    return Capture(desk.store.open_work, desk.vault, scanner, desk.clock, desk.chance)


def sheets(number: int) -> list[bytes]:
    return [small_jpeg(shade * 40) for shade in range(number)]


def raws(desk: DeskOfTests) -> list[bytes]:
    with desk.store.open_work() as work:
        return [desk.vault.get(page.raw) for page in work.pages.of_dossier(DOSSIER)]


def test_pages_are_kept_as_the_device_gave_them_and_in_its_order(desk: DeskOfTests) -> None:
    scanner = FakeScanner(sheets(3))

    outcome = capture(desk, scanner).run(DOSSIER, scanner.devices()[0], ScanProfile(), stop=Event())

    assert raws(desk) == sheets(3)
    assert (len(outcome.pages), outcome.stopped) == (3, None)


def test_a_page_is_told_only_after_it_is_stored(desk: DeskOfTests) -> None:
    scanner = FakeScanner(sheets(1))

    outcome = capture(desk, scanner).run(DOSSIER, scanner.devices()[0], ScanProfile(), stop=Event())

    assert desk.store.events == [PageCaptured(DOSSIER, outcome.pages[0])]


def test_pages_before_a_jam_stay_and_the_jam_is_told(desk: DeskOfTests) -> None:
    scanner = FakeScanner(sheets(2), fault="jam")

    outcome = capture(desk, scanner).run(DOSSIER, scanner.devices()[0], ScanProfile(), stop=Event())

    assert outcome.stopped is not None
    assert (outcome.stopped.code, len(raws(desk))) == ("jam", 2)


def test_a_second_scan_goes_on_behind_the_first(desk: DeskOfTests) -> None:
    scanner = FakeScanner(sheets(2))
    use_case = capture(desk, scanner)

    use_case.run(DOSSIER, scanner.devices()[0], ScanProfile(), stop=Event())
    use_case.run(DOSSIER, scanner.devices()[0], ScanProfile(), stop=Event())

    with desk.store.open_work() as work:
        assert [page.position for page in work.pages.of_dossier(DOSSIER)] == [1, 2, 3, 4]


def test_a_cancelled_scan_keeps_what_was_captured(desk: DeskOfTests) -> None:
    scanner = FakeScanner(sheets(3))
    stop = Event()
    stop.set()

    outcome = capture(desk, scanner).run(DOSSIER, scanner.devices()[0], ScanProfile(), stop=stop)

    assert outcome.cancelled
    assert len(raws(desk)) == len(outcome.pages)


def run(
    desk: DeskOfTests, scanner: FakeScanner, into: Into | None = None, *, duplex: bool = False
) -> CaptureOutcome:
    profile = ScanProfile(duplex=duplex)
    return capture(desk, scanner).run(DOSSIER, scanner.devices()[0], profile, stop=Event(), into=into)


def stored(desk: DeskOfTests, *, with_removed: bool = False) -> list[Page]:
    with desk.store.open_work() as work:
        return list(work.pages.of_dossier(DOSSIER, with_removed=with_removed))


# --- what a record may not be ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("profile", "code"),
    [(ScanProfile(dpi=199), "resolution_below_floor"), (ScanProfile(colour=ColourMode.GREY), "colour_required")],
)
def test_a_record_is_not_scanned_below_the_legal_floor(desk: DeskOfTests, profile: ScanProfile, code: str) -> None:
    scanner = FakeScanner(sheets(1))

    with pytest.raises(RuleBroken, match=code):
        capture(desk, scanner).run(DOSSIER, scanner.devices()[0], profile, stop=Event())

    assert scanner.requested == 0


# --- a place of its own ----------------------------------------------------------------------------------------


def test_pages_are_scanned_before_a_page_in_the_order_of_the_feeder(desk: DeskOfTests) -> None:
    first, second = run(desk, FakeScanner(sheets(2))).pages

    inserted = run(desk, FakeScanner(sheets(4)[2:]), Into(before=second)).pages

    assert [page.page_id for page in stored(desk)] == [first, *inserted, second]


def test_a_page_scanned_again_takes_the_place_of_the_old_one_which_is_set_aside(desk: DeskOfTests) -> None:
    first, second, third = run(desk, FakeScanner(sheets(3)), Into(paper_type="to-khai")).pages
    before = next(page for page in stored(desk) if page.page_id == second)

    (again,) = run(desk, FakeScanner(sheets(4)[3:]), Into(replacing=(second,))).pages

    assert [page.page_id for page in stored(desk)] == [first, again, third]
    old = next(page for page in stored(desk, with_removed=True) if page.page_id == second)
    assert (old.removed, old.mark) == (True, Mark.REPLACED)
    new = stored(desk)[1]
    assert (new.paper_type, new.batch, new.sheet) == (before.paper_type, before.batch, before.sheet)


def test_a_replacement_is_taken_back(desk: DeskOfTests) -> None:
    (old,) = run(desk, FakeScanner(sheets(1))).pages
    outcome = run(desk, FakeScanner(sheets(2)[1:]), Into(replacing=(old,)))

    desk.arrange.put_back(outcome.undo)

    assert [page.page_id for page in stored(desk)] == [old]
    assert len(stored(desk, with_removed=True)) == 2


def test_a_page_is_not_replaced_by_nothing(desk: DeskOfTests) -> None:
    (old,) = run(desk, FakeScanner(sheets(1))).pages

    run(desk, FakeScanner([], fault="jam"), Into(replacing=(old,)))

    assert [page.page_id for page in stored(desk)] == [old]


def test_a_replacement_that_broke_off_goes_on_with_the_pages_that_are_left(desk: DeskOfTests) -> None:
    old = run(desk, FakeScanner(sheets(2))).pages

    broken = run(desk, FakeScanner(sheets(3)[2:], fault="jam"), Into(replacing=old))
    resumed = run(desk, FakeScanner(sheets(4)[3:]), broken.resume)

    assert [page.page_id for page in stored(desk)] == [*broken.pages, *resumed.pages]


# --- sheets, and going on at the right one ---------------------------------------------------------------------


def test_both_sides_are_one_sheet(desk: DeskOfTests) -> None:
    run(desk, FakeScanner(sheets(4)), duplex=True)

    pages = stored(desk)
    assert [(page.sheet, page.side) for page in pages] == [(1, "front"), (1, "back"), (2, "front"), (2, "back")]
    assert count_sheets(pages) == 2


def test_a_jam_says_which_sheet_to_feed_again_and_the_next_scan_goes_on_there(desk: DeskOfTests) -> None:
    broken = run(desk, FakeScanner(sheets(2), fault="jam"), Into(paper_type="to-khai"))

    assert broken.resume is not None
    resumed = run(desk, FakeScanner(sheets(4)[2:]), broken.resume)

    assert broken.resume.sheet == 3
    assert resumed.resume is None
    pages = stored(desk)
    assert [page.sheet for page in pages] == [1, 2, 3, 4]
    assert {(page.batch, page.paper_type) for page in pages} == {(broken.resume.batch, "to-khai")}


def test_half_a_sheet_is_set_aside_and_scanned_again_as_a_whole(desk: DeskOfTests) -> None:
    broken = run(desk, FakeScanner(sheets(3), fault="double_feed"), duplex=True)

    assert broken.resume is not None
    run(desk, FakeScanner(sheets(6)[4:]), broken.resume, duplex=True)

    assert (broken.resume.sheet, len(broken.pages)) == (2, 2)
    assert [(page.sheet, page.side) for page in stored(desk)] == [
        (1, "front"),
        (1, "back"),
        (2, "front"),
        (2, "back"),
    ]
    aside = [page for page in stored(desk, with_removed=True) if page.removed]
    assert [(page.page_id, page.mark) for page in aside] == [(broken.half, Mark.HALF_SHEET)]


def test_a_feeder_that_runs_empty_leaves_nothing_to_resume(desk: DeskOfTests) -> None:
    outcome = run(desk, FakeScanner(sheets(2)))

    assert (outcome.resume, outcome.half) == (None, None)


# --- dying between the bytes and the row -----------------------------------------------------------------------


class Dying(Exception):
    """The program is gone."""


class VaultThatDies(MemoryVault):
    """Ends the program at the first page: ``before`` or after its bytes are safe."""

    def __init__(self, *, before: bool) -> None:
        super().__init__()
        self.before = before

    def put(self, content: bytes) -> str:
        if self.before:
            raise Dying
        super().put(content)
        raise Dying


def die(desk: DeskOfTests, *, before: bool) -> None:
    """A scan that ends with the program; what was written stays."""
    vault = VaultThatDies(before=before)
    scanner = FakeScanner(sheets(1))
    dying = Capture(desk.store.open_work, vault, scanner, desk.clock, desk.chance)
    with pytest.raises(Dying):
        dying.run(DOSSIER, scanner.devices()[0], ScanProfile(), stop=Event(), into=Into("to-khai"))
    desk.vault.files.update(vault.files)


def test_a_page_whose_row_was_lost_is_adopted_at_the_next_start(desk: DeskOfTests) -> None:
    die(desk, before=False)

    adopted = capture(desk, FakeScanner([])).adopt()

    (page,) = stored(desk)
    assert adopted == (page.page_id,)
    assert (page.paper_type, page.sheet, page.position) == ("to-khai", 1, 1)
    assert desk.vault.get(page.raw) == sheets(1)[0]
    assert desk.store.events == [PageCaptured(DOSSIER, page.page_id)]


def test_a_page_is_adopted_once(desk: DeskOfTests) -> None:
    die(desk, before=False)

    capture(desk, FakeScanner([])).adopt()

    assert capture(desk, FakeScanner([])).adopt() == ()
    assert len(stored(desk)) == 1


def test_a_page_whose_bytes_were_lost_is_listed(desk: DeskOfTests) -> None:
    die(desk, before=True)

    capture(desk, FakeScanner([])).adopt()

    with desk.store.open_work() as work:
        listed = [(trouble.code, trouble.facts) for trouble in work.troubles.open()]
    assert (listed, stored(desk)) == ([("page_not_kept", {"sheet": "1"})], [])


def test_the_next_scan_adopts_before_it_goes_on(desk: DeskOfTests) -> None:
    die(desk, before=False)

    run(desk, FakeScanner(sheets(3)[2:]))

    assert raws(desk) == [sheets(1)[0], sheets(3)[2]]


def test_after_a_scan_that_ended_well_there_is_nothing_to_adopt(desk: DeskOfTests) -> None:
    run(desk, FakeScanner(sheets(3)))

    assert capture(desk, FakeScanner([])).adopt() == ()


def test_a_file_that_is_offered_again_is_the_page_that_it_was(desk: DeskOfTests) -> None:
    scanner = FakeScanner(sheets(2), driver="folder")

    first, second = (run(desk, scanner).pages for _ in range(2))

    assert first == second
