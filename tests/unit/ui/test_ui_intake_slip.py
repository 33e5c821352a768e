"""A slip in place of a receipt: who and what has to be known, and that it is recorded before it is printed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.contract.acts import SlipGiven, body_of
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.intake import IntakePresenter
from counter_app.ui.presenters.intake_screen import FieldName, IntakeScreen, PersonForm, SlipForm
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.screens import Tone
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_counter_state import CARD
from tests.fakes.ui_views import RecordingView, RunLater, RunNow
from tests.rigs.pdf_eyes import text_of

MARRIAGE, FORM = "1.004873", "to-khai-xac-nhan-hon-nhan"


class Form:
    """An intake presenter with its view."""

    def __init__(self, tasks: RunNow | RunLater, desk: Desk, counter: CounterOfTests) -> None:
        self.counter = counter
        self.view: RecordingView[IntakeScreen] = RecordingView()
        self.presenter = IntakePresenter(self.view, tasks, desk, counter.for_intake())
        self.presenter.start()

    @property
    def screen(self) -> IntakeScreen:
        return self.view.now

    @property
    def slip(self) -> SlipForm:
        assert self.screen.slip is not None
        return self.screen.slip

    def open(self, procedure: str = MARRIAGE) -> None:
        self.presenter.card_typed(CARD)
        if procedure:
            self.presenter.procedure_chosen(procedure)
        self.presenter.slip.opened()

    def given(self) -> list[SlipGiven]:
        acts = self.counter.desk.store.tables.acts.values()
        return [body for body in (body_of(one.act) for one in acts) if isinstance(body, SlipGiven)]


@pytest.fixture
def form(now: RunNow, desk: Desk, counter: CounterOfTests) -> Form:
    return Form(now, desk, counter)


def test_nobody_gets_a_slip_before_a_name_is_known(form: Form) -> None:
    form.presenter.slip.opened()

    assert form.screen.slip is None
    assert form.screen.focus.field is FieldName.NAME


def test_a_wrong_value_is_mended_first(form: Form) -> None:
    form.presenter.person_edited(PersonForm(name="Ánh", id_number="123"))

    form.presenter.slip.opened()

    assert form.screen.slip is None
    assert form.screen.focus.field is FieldName.ID_NUMBER


def test_the_papers_of_the_case_are_there_to_be_ticked(form: Form) -> None:
    form.open()
    before = form.slip.can_give

    form.presenter.slip.paper_toggled(FORM)

    mark = form.slip.papers[0].mark
    assert form.slip.papers[0].key == FORM
    assert mark is not None
    assert str(mark.text) == "Còn thiếu"
    assert (before, form.slip.can_give) == (False, True)
    assert form.screen.focus.field is FieldName.MISSING_PAPERS


def test_a_paper_ticked_twice_is_not_asked_for(form: Form) -> None:
    form.open()

    form.presenter.slip.paper_toggled(FORM)
    form.presenter.slip.paper_toggled(FORM)

    assert form.slip.papers[0].mark is None
    assert not form.slip.can_give


def test_the_slip_is_recorded_numbered_and_printed(form: Form) -> None:
    form.open()
    form.presenter.slip.paper_toggled(FORM)

    form.presenter.slip.give_wanted()

    [given] = form.given()
    assert (given.slip, given.papers) == ("supplement", (FORM,))
    assert given.reason == "Hồ sơ còn thiếu các giấy tờ nêu trên."
    assert given.applicant.name == "Nguyễn Thị Ngọc Ánh"
    assert form.slip.number == "0001-Q01"
    assert "Tờ khai" in text_of(form.view.printed[0][0])
    assert form.view.jobs == ["Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ 0001-Q01"]
    assert form.counter.desk.store.tables.dossiers == {}


def test_a_refusal_has_to_say_why(form: Form) -> None:
    form.open()
    form.presenter.slip.kind_picked("refusal")
    without = form.slip.can_give

    form.presenter.slip.text_edited("reason", "Không thuộc thẩm quyền")
    form.presenter.slip.text_edited("ground", "Điều 17")
    form.presenter.slip.give_wanted()

    [given] = form.given()
    assert not without
    assert (given.slip, given.reason, given.ground) == ("refusal", "Không thuộc thẩm quyền", "Điều 17")
    assert form.slip.papers == ()


def test_what_no_procedure_fits_is_said_in_words(form: Form) -> None:
    form.presenter.card_typed(CARD)
    form.presenter.query_edited("hộ chiếu")
    form.presenter.slip.opened()
    asked = form.slip
    form.presenter.slip.text_edited("request", "Cấp hộ chiếu phổ thông")
    form.presenter.slip.kind_picked("refusal")
    form.presenter.slip.text_edited("reason", "Do công an giải quyết")

    form.presenter.slip.give_wanted()

    assert (asked.asks_request, asked.request) == (True, "hộ chiếu")
    assert [one.request for one in form.given()] == ["Cấp hộ chiếu phổ thông"]


def test_escape_leads_back_to_the_form_and_nothing_was_given(form: Form) -> None:
    form.open()

    form.presenter.slip.closed()

    assert form.screen.slip is None
    assert form.screen.person.name == "Nguyễn Thị Ngọc Ánh"
    assert form.given() == []


def test_pressing_twice_gives_one_slip(desk: Desk, counter: CounterOfTests, later: RunLater) -> None:
    form = Form(later, desk, counter)
    form.presenter.person_edited(PersonForm(name="Trần Văn Bình"))
    form.presenter.procedure_chosen(MARRIAGE)
    form.presenter.slip.opened()
    form.presenter.slip.text_edited("reason", "Chưa ký")

    form.presenter.slip.give_wanted()
    form.presenter.slip.give_wanted()
    later.answer_all()
    form.presenter.slip.give_wanted()
    later.answer_all()

    assert len(form.given()) == 1


def test_no_dossier_is_registered_while_a_slip_is_written(form: Form) -> None:
    form.open()

    form.presenter.receipt.register_wanted()

    assert form.counter.desk.store.tables.dossiers == {}


def test_a_printer_that_is_missing_loses_nothing(form: Form) -> None:
    form.view.has_printer = False
    form.open()
    form.presenter.slip.paper_toggled(FORM)
    form.presenter.slip.give_wanted()
    said = form.slip.note

    form.view.has_printer = True
    form.presenter.slip.print_wanted()

    assert said is not None
    assert said.tone is Tone.WARN
    assert len(form.given()) == 1
    assert len(form.view.printed) == 1
    assert form.slip.note is None


def test_a_slip_that_is_refused_can_be_written_again(form: Form) -> None:
    form.open()
    form.presenter.slip.paper_toggled(FORM)
    session = form.counter.desk.session
    form.presenter.desk.sit_down(replace(session, roles=frozenset({"it"})))

    form.presenter.slip.give_wanted()

    assert form.given() == []
    assert form.slip.note is not None
    assert form.slip.can_give


def test_the_next_person_begins_with_an_empty_form(form: Form) -> None:
    form.open()
    form.presenter.slip.paper_toggled(FORM)
    form.presenter.slip.give_wanted()

    form.presenter.next_wanted()

    assert form.screen.slip is None
    assert form.screen.person == PersonForm()


def test_who_comes_back_brings_their_slip_and_it_is_printed_once_more(form: Form, visited: list[Place]) -> None:
    form.open()
    form.presenter.slip.paper_toggled(FORM)
    form.presenter.slip.give_wanted()
    form.presenter.next_wanted()

    form.presenter.card_typed(CARD)
    line = form.screen.earlier[0]
    form.presenter.earlier_opened(line.key)

    assert str(line.title) == "Phiếu yêu cầu bổ sung số 0001-Q01"
    assert "in lại" in text_of(form.view.printed[-1][0]).lower()
    assert form.view.jobs[-1] == "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ 0001-Q01"
    assert visited == []
