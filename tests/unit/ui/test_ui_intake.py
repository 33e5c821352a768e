"""Intake: what a card fills, what is missing, what the receipt will say, and that one key does the rest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from counter_app.domain.errors import Damaged, TryLater
from counter_app.domain.ids import DossierId
from counter_app.services.ports import Session
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.intake import IntakePresenter
from counter_app.ui.presenters.intake_screen import FieldName, IntakeScreen, PersonForm
from counter_app.ui.presenters.intake_services import IntakeServices
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.screens import Tone
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_counter_state import CARD
from tests.fakes.ui_views import RecordingView, RunLater, RunNow

MARRIAGE, BIRTH, COPIES, RESIDENCE = "1.004873", "1.001193", "2.000815", "1.004222"


class Form:
    """An intake presenter with its view."""

    def __init__(self, tasks: RunNow | RunLater, desk: Desk, services: IntakeServices) -> None:
        self.view: RecordingView[IntakeScreen] = RecordingView()
        self.presenter = IntakePresenter(self.view, tasks, desk, services)
        self.presenter.start()

    @property
    def screen(self) -> IntakeScreen:
        return self.view.now

    def fill(self, procedure: str = MARRIAGE) -> None:
        self.presenter.card_typed(CARD)
        self.presenter.procedure_chosen(procedure)


@pytest.fixture
def form(now: RunNow, desk: Desk, counter: CounterOfTests) -> Form:
    return Form(now, desk, counter.for_intake())


def test_the_cursor_waits_for_a_card(form: Form) -> None:
    assert form.screen.focus.field is FieldName.CARD
    assert not form.screen.can_register


def test_a_card_fills_every_field_it_knows(form: Form) -> None:
    form.presenter.card_typed(CARD)

    assert form.screen.person == PersonForm(
        id_number="074192001234",
        name="Nguyễn Thị Ngọc Ánh",
        birth="15/08/1992",
        sex="female",
        address="12/4 Lê Hồng Phong, Thủ Dầu Một, Bình Dương",
    )
    assert form.screen.focus.field is FieldName.PROCEDURE


def test_what_is_no_card_is_said(form: Form) -> None:
    form.presenter.card_typed("https://example.vn")

    assert form.screen.card_note is not None
    assert "không phải mã QR" in str(form.screen.card_note.text)
    assert form.screen.person == PersonForm()


def test_enter_on_an_empty_card_line_leads_to_the_name(form: Form) -> None:
    form.presenter.card_typed("  ")

    assert form.screen.focus.field is FieldName.NAME


def test_a_picture_of_a_card_fills_the_form_as_well(form: Form, tmp_path: Path) -> None:
    picture = tmp_path / "card.jpg"
    picture.write_bytes(CARD.encode())

    form.presenter.card_picture_chosen(str(picture))

    assert form.screen.person.name == "Nguyễn Thị Ngọc Ánh"


def test_a_card_on_the_scanner_fills_the_form_as_well(form: Form, counter: CounterOfTests) -> None:
    counter.scanner.load([CARD.encode()])

    form.presenter.card_scan_wanted()

    assert form.screen.person.name == "Nguyễn Thị Ngọc Ánh"
    assert [profile.expected_pages for profile in counter.scanner.profiles] == [1]


def test_an_empty_scanner_is_said_and_leaves_the_form(form: Form, counter: CounterOfTests) -> None:
    counter.scanner.load([])

    form.presenter.card_scan_wanted()

    assert form.screen.card_note is not None
    assert form.screen.person == PersonForm()
    assert not form.presenter.desk.is_scanning


def test_phone_and_mail_typed_before_the_card_stay(form: Form) -> None:
    form.presenter.person_edited(PersonForm(phone="0912345678", email="a@b.vn"))

    form.presenter.card_typed(CARD)

    assert (form.screen.person.phone, form.screen.person.email) == ("0912345678", "a@b.vn")


def test_a_wrong_value_is_said_when_its_field_is_left_and_not_while_typing(form: Form) -> None:
    form.presenter.person_edited(PersonForm(name="Ánh", id_number="123"))
    typing = form.screen.notes

    form.presenter.field_left(FieldName.ID_NUMBER)

    assert typing == ()
    assert [note.field for note in form.screen.notes] == [FieldName.ID_NUMBER]
    assert not form.screen.can_register


def test_a_complaint_goes_away_with_the_next_key_in_its_field(form: Form) -> None:
    form.presenter.person_edited(PersonForm(name="Ánh", id_number="123"))
    form.presenter.field_left(FieldName.ID_NUMBER)

    form.presenter.person_edited(PersonForm(name="Ánh", id_number="1234"))

    assert form.screen.notes == ()


def test_what_looks_odd_is_said_and_stops_nobody(form: Form) -> None:
    form.fill()
    form.presenter.person_edited(replace(form.screen.person, sex="male"))

    form.presenter.field_left(FieldName.SEX)

    assert [(note.field, note.tone) for note in form.screen.notes] == [(FieldName.SEX, Tone.WARN)]
    assert form.screen.can_register


def test_code_appointment_papers_and_fee_appear_with_the_procedure(form: Form) -> None:
    form.presenter.procedure_chosen(MARRIAGE)

    assert form.screen.code == "H29.901-261123-0401"
    assert "26/11/2026" in str(form.screen.due)
    assert form.screen.papers[0].key == "to-khai-xac-nhan-hon-nhan"
    assert str(form.screen.fee_total) == "Theo mức của tỉnh"


def test_a_procedure_is_found_without_diacritics_and_taken_by_enter(form: Form) -> None:
    form.presenter.query_edited("khai sinh")
    first = form.screen.highlighted

    form.presenter.procedure_chosen("")

    assert first == BIRTH
    assert form.screen.procedure is not None
    assert form.screen.procedure.key == BIRTH


def test_the_highlighted_procedure_is_taken(form: Form) -> None:
    form.presenter.query_edited("khai sinh")
    second = form.screen.found[1].key

    form.presenter.procedure_highlighted(second)
    form.presenter.procedure_chosen("")

    assert form.screen.procedure is not None
    assert form.screen.procedure.key == second


def test_a_procedure_with_several_cases_asks_which(form: Form) -> None:
    form.presenter.procedure_chosen(BIRTH)
    asked = form.screen.focus.field
    late = form.screen.cases[1].key

    form.presenter.case_picked(late)

    assert asked is FieldName.CASE
    assert form.screen.case == late


def test_another_procedure_may_be_chosen_and_the_person_stays(form: Form) -> None:
    form.fill()

    form.presenter.procedure_change_wanted()

    assert form.screen.procedure is None
    assert form.screen.code == ""
    assert form.screen.person.name == "Nguyễn Thị Ngọc Ánh"
    assert not form.screen.can_register


def test_fees_add_up_as_they_are_chosen(form: Form) -> None:
    form.presenter.procedure_chosen(RESIDENCE)
    first, second = form.screen.fees[0].key, form.screen.fees[1].key

    form.presenter.fee_changed(first, True, 2)
    form.presenter.fee_changed(second, True, 5)

    assert form.screen.fee_total == "90.000 đ"
    assert form.screen.asks_payment


def test_one_key_registers_records_the_fee_and_prints(form: Form, counter: CounterOfTests, desk: Desk) -> None:
    form.fill(COPIES)
    form.presenter.paid_changed(True)

    form.presenter.receipt.register_wanted()

    dossier = next(iter(counter.desk.store.tables.dossiers.values()))
    assert dossier.applicant.id_number == "074192001234"
    assert [(fee.amount_vnd, fee.paid) for fee in dossier.fees] == [(2000, True)]
    assert form.view.printed == [(b"receipt",)]
    assert form.view.jobs == [f"Giấy tiếp nhận hồ sơ {dossier.code}"]
    assert form.screen.receipt is not None
    assert form.screen.receipt.code == dossier.code
    assert desk.dossier_id == dossier.dossier_id


def test_a_repeated_key_takes_in_nothing_twice(later: RunLater, desk: Desk, counter: CounterOfTests) -> None:
    form = Form(later, desk, counter.for_intake())
    form.fill()
    later.answer_all()

    form.presenter.receipt.register_wanted()
    form.presenter.receipt.register_wanted()
    later.answer_all()
    form.presenter.receipt.register_wanted()
    later.answer_all()

    assert len(counter.desk.store.tables.dossiers) == 1
    assert form.view.printed == [(b"receipt",)]


def test_registering_with_something_missing_leads_there(form: Form) -> None:
    form.presenter.card_typed(CARD)

    form.presenter.receipt.register_wanted()

    assert form.screen.focus.field is FieldName.PROCEDURE
    assert "thủ tục" in str(form.screen.missing[0])


def test_a_receipt_that_cannot_be_made_never_hides_that_the_dossier_was_taken_in(
    now: RunNow, desk: Desk, counter: CounterOfTests
) -> None:
    def no_form(_dossier_id: DossierId, _session: Session) -> bytes:
        raise Damaged("form_set_wrong")

    form = Form(now, desk, replace(counter.for_intake(), receipt=no_form))
    form.fill()

    form.presenter.receipt.register_wanted()

    assert form.screen.receipt is not None
    assert form.screen.receipt.note is not None
    assert "biểu mẫu" in str(form.screen.receipt.note.text)
    assert form.view.printed == []


def test_a_refusal_keeps_the_form_as_it_was(now: RunNow, desk: Desk, counter: CounterOfTests) -> None:
    class BusyStore:
        def __init__(self) -> None:
            self.begin = counter.desk.register.begin
            self.preview = counter.desk.register.preview

        def __call__(self, *_asked: object) -> object:
            raise TryLater("store_busy")

    form = Form(now, desk, replace(counter.for_intake(), register=BusyStore()))
    form.fill()

    form.presenter.receipt.register_wanted()

    assert form.screen.receipt is None
    assert not form.screen.busy
    assert form.screen.problem is not None
    assert form.screen.person.name == "Nguyễn Thị Ngọc Ánh"


def test_a_window_without_numbers_says_that_the_code_is_provisional(
    now: RunNow, desk: Desk, counter: CounterOfTests
) -> None:
    with counter.desk.store.open_work() as work:
        for serial in (401, 402, 403):
            work.numbers.use(desk.session.unit, counter.desk.clock.now().date(), serial)
        work.commit()
    form = Form(now, desk, counter.for_intake())

    form.fill()

    assert str(form.screen.code).startswith("TAM-")
    assert "Mã tạm" in str(form.screen.code_note)


def test_printing_again_is_a_new_print(form: Form, counter: CounterOfTests) -> None:
    form.fill()
    form.presenter.receipt.register_wanted()

    form.presenter.receipt.print_wanted()

    assert len(counter.receipts) == 2
    assert len(form.view.printed) == 2


def test_after_the_receipt_comes_scanning_or_the_next_person(form: Form, visited: list[Place]) -> None:
    form.fill()
    form.presenter.receipt.register_wanted()
    form.presenter.capture_wanted()
    empty = form.screen

    assert visited == [Place.CAPTURE]
    assert empty.person == PersonForm()
    assert empty.receipt is None
    assert empty.focus.field is FieldName.CARD


def test_earlier_dossiers_of_the_person_appear_with_the_card(form: Form) -> None:
    form.fill()
    form.presenter.receipt.register_wanted()
    form.presenter.next_wanted()

    form.presenter.card_typed(CARD)

    assert [line.title for line in form.screen.earlier] == ["Cấp Giấy xác nhận tình trạng hôn nhân"]


def test_an_older_preview_never_overtakes_a_newer_one(
    later: RunLater, desk: Desk, counter: CounterOfTests
) -> None:
    form = Form(later, desk, counter.for_intake())

    form.presenter.procedure_chosen(MARRIAGE)
    form.presenter.procedure_chosen(BIRTH)
    later.answer(1)
    due = form.screen.due
    later.answer_all()

    assert form.screen.due == due


def test_a_pc_without_a_printer_says_that_the_receipt_is_not_printed(form: Form) -> None:
    form.view.has_printer = False
    form.fill()

    form.presenter.receipt.register_wanted()

    assert form.screen.receipt is not None
    assert form.screen.receipt.note is not None
    assert "chưa có máy in" in str(form.screen.receipt.note.text)


def test_the_clerk_sees_who_decides_as_soon_as_the_address_is_known(form: Form) -> None:
    form.fill()
    before = form.screen.code_note

    form.presenter.person_edited(replace(form.screen.person, address="phường Phú Lợi, Thành phố Hồ Chí Minh"))
    form.presenter.field_left(FieldName.ADDRESS)
    residence = str(form.screen.code_note)
    form.presenter.receipt.register_wanted()

    assert before is None
    assert residence.startswith("Chuyển giải quyết: ")
    assert residence.endswith("phường Phú Lợi")
