"""The fast lane for certified copies: scan, count, pay, receipt, next."""

from __future__ import annotations

import pytest

from counter_app.contract.moves import State
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import Damaged
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.intake import IntakePresenter
from counter_app.ui.presenters.intake_screen import Counting, FieldName, IntakeScreen
from counter_app.ui.presenters.screens import Tone
from tests.builders.desk import small_jpeg
from tests.fakes.readers import KnowingReaders, reading
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_counter_state import CARD
from tests.fakes.ui_views import RecordingView, RunNow

COPIES, ORIGINAL = "2.000815", "ban-chinh-can-chung-thuc"
OTHER_CARD = "079080005678||Trần Văn Hải|01021980|Nam|Quận 1, Thành phố Hồ Chí Minh|01012022"
WRITTEN, BLANK, ODD = small_jpeg(10), small_jpeg(250), small_jpeg(90)


class Lane:
    """An intake presenter in its fast lane."""

    def __init__(self, desk: Desk, counter: CounterOfTests) -> None:
        self.counter = counter
        self.view: RecordingView[IntakeScreen] = RecordingView()
        self.presenter = IntakePresenter(self.view, RunNow(), desk, counter.for_intake())
        self.presenter.start()
        self.presenter.lane.lane_wanted(wanted=True)

    @property
    def screen(self) -> IntakeScreen:
        return self.view.now

    @property
    def counting(self) -> Counting:
        assert self.screen.counting is not None
        return self.screen.counting

    def dossiers(self) -> list[Dossier]:
        return list(self.counter.desk.store.tables.dossiers.values())

    def scan(self, *images: bytes) -> None:
        """The original is scanned, and its pages are read at once."""
        self.counter.scanner.load(images)
        self.presenter.lane.scan_wanted()
        for page in self.counter.desk.store.tables.pages.values():
            self.counter.begin_reading(page.page_id)
            self.presenter.page_event(page.dossier_id, page.page_id)


@pytest.fixture
def counter() -> CounterOfTests:
    return CounterOfTests(readers=KnowingReaders({BLANK: reading(blank=True)}))


@pytest.fixture
def lane(desk: Desk, counter: CounterOfTests) -> Lane:
    return Lane(desk, counter)


def test_the_lane_chooses_the_procedure_that_is_paid_by_the_page(lane: Lane) -> None:
    assert lane.screen.procedure is not None
    assert lane.screen.procedure.key == COPIES
    assert lane.screen.lane
    assert lane.screen.paid
    assert lane.screen.focus.field is FieldName.CARD


def test_after_the_card_the_cursor_waits_for_the_number_of_copies(lane: Lane) -> None:
    lane.presenter.card_typed(CARD)

    assert lane.screen.focus.field is FieldName.COPIES


def test_the_fee_follows_from_pages_and_copies_with_every_key(lane: Lane) -> None:
    lane.presenter.lane.pages_changed(5)
    lane.presenter.lane.copies_changed(3)

    assert lane.screen.fee_total == "21.000 đ"


def test_the_original_counts_its_own_pages_without_blank_backs(lane: Lane) -> None:
    lane.scan(WRITTEN, BLANK, small_jpeg(30), BLANK)

    assert (lane.counting.pages, lane.counting.scanned) == (2, 2)
    assert lane.screen.fee_total == "4.000 đ"


def test_what_the_clerk_typed_goes_before_what_was_counted(lane: Lane) -> None:
    lane.presenter.lane.pages_changed(7)

    lane.scan(WRITTEN, BLANK)

    assert (lane.counting.pages, lane.counting.scanned) == (7, 1)


def test_a_receipt_is_printed_and_the_next_person_may_come_at_once(lane: Lane) -> None:
    lane.presenter.card_typed(CARD)
    lane.presenter.lane.copies_changed(2)

    lane.presenter.receipt.register_wanted()

    [dossier] = lane.dossiers()
    assert [(fee.amount_vnd, fee.paid) for fee in dossier.fees] == [(4_000, True)]
    assert lane.view.printed == [(b"receipt",)]
    assert lane.screen.receipt is None
    assert lane.screen.person.name == ""
    assert lane.screen.procedure is not None
    assert lane.counting == Counting()
    assert lane.screen.last is not None
    assert dossier.code in str(lane.screen.last.text)


def test_many_people_pass_without_a_key_between_them(lane: Lane) -> None:
    for card in (CARD, OTHER_CARD):
        lane.presenter.card_typed(card)
        lane.presenter.receipt.register_wanted()

    assert [dossier.applicant.name for dossier in lane.dossiers()] == ["Nguyễn Thị Ngọc Ánh", "Trần Văn Hải"]
    assert len(lane.view.printed) == 2


def test_the_last_receipt_is_printed_again_by_one_key(lane: Lane) -> None:
    lane.presenter.card_typed(CARD)
    lane.presenter.receipt.register_wanted()

    lane.presenter.receipt.print_wanted()

    assert lane.counter.receipts == [lane.dossiers()[0].dossier_id] * 2


def test_pages_scanned_before_the_registration_belong_to_its_dossier_and_it_is_sealed(lane: Lane) -> None:
    lane.scan(WRITTEN, BLANK)
    lane.presenter.card_typed(CARD)

    lane.presenter.receipt.register_wanted()

    [dossier] = lane.dossiers()
    assert [page.paper_type for page in lane.counter.queries.pages(dossier.dossier_id)] == [ORIGINAL] * 2
    assert dossier.state is State.SEALED


def test_a_dossier_without_its_original_stays_on_the_list_of_the_day(lane: Lane) -> None:
    lane.presenter.card_typed(CARD)

    lane.presenter.receipt.register_wanted()

    assert lane.dossiers()[0].state is State.RECEIVED


def test_an_original_that_is_scanned_after_its_receipt_is_read_and_sealed_behind_the_clerk(lane: Lane) -> None:
    lane.presenter.card_typed(CARD)
    lane.presenter.receipt.register_wanted()
    dossier_id = lane.dossiers()[0].dossier_id
    page_id = lane.counter.desk.add_page(dossier_id, ORIGINAL)

    lane.presenter.page_event(dossier_id, page_id)

    assert lane.dossiers()[0].state is State.SEALED


def test_a_jam_is_said_and_what_came_before_it_is_counted(lane: Lane) -> None:
    lane.counter.scanner.load([WRITTEN, BLANK], fault="jam")

    lane.presenter.lane.scan_wanted()

    assert lane.screen.problem is not None
    assert lane.screen.problem.tone is Tone.WARN
    assert lane.counting.scanned == 2
    assert not lane.counting.scanning


def test_a_receipt_that_cannot_be_made_holds_the_lane(desk: Desk, counter: CounterOfTests) -> None:
    lane = Lane(desk, counter)

    def broken(*_about: object) -> bytes:
        raise Damaged("damaged")

    lane.presenter.services.__dict__["receipt"] = broken
    lane.presenter.card_typed(CARD)

    lane.presenter.receipt.register_wanted()

    assert lane.screen.receipt is not None
    assert lane.screen.receipt.note is not None


def test_out_of_the_lane_the_receipt_stands_beside_the_form_again(lane: Lane) -> None:
    lane.presenter.lane.lane_wanted(wanted=False)
    lane.presenter.card_typed(CARD)

    lane.presenter.receipt.register_wanted()

    assert lane.screen.receipt is not None
