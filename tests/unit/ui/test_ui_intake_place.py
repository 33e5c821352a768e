"""The commune is asked for where it decides who decides, found while it is typed, and registered."""

from __future__ import annotations

import pytest

from counter_app.domain.dossier import Dossier
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.intake import IntakePresenter
from counter_app.ui.presenters.intake_screen import FieldName, IntakeScreen, PersonForm, PlaceForm
from tests.fakes.ui_counter import CounterOfTests
from tests.fakes.ui_counter_state import CARD
from tests.fakes.ui_views import RecordingView, RunNow

BUSINESS, MARRIAGE, COPIES = "1.001612", "1.004873", "2.000815"


class Form:
    """An intake presenter with its view."""

    def __init__(self, desk: Desk, counter: CounterOfTests) -> None:
        self.counter = counter
        self.view: RecordingView[IntakeScreen] = RecordingView()
        self.presenter = IntakePresenter(self.view, RunNow(), desk, counter.for_intake())
        self.presenter.start()

    @property
    def screen(self) -> IntakeScreen:
        return self.view.now

    @property
    def place(self) -> PlaceForm:
        assert self.screen.place is not None
        return self.screen.place

    def dossier(self) -> Dossier:
        [dossier] = self.counter.desk.store.tables.dossiers.values()
        return dossier


@pytest.fixture
def form(desk: Desk, counter: CounterOfTests) -> Form:
    return Form(desk, counter)


def test_a_business_is_asked_where_it_has_its_seat(form: Form) -> None:
    form.presenter.procedure_chosen(BUSINESS)

    assert "trụ sở" in str(form.place.title)
    assert "Chưa chọn" in str(form.place.note)


@pytest.mark.parametrize("procedure", [COPIES, MARRIAGE], ids=["decided here", "the card says where"])
def test_nobody_is_asked_where_it_does_not_matter(form: Form, procedure: str) -> None:
    form.presenter.person_edited(
        PersonForm(name="Ánh", address="Khu 2, phường Phú Hòa, thành phố Thủ Dầu Một, tỉnh Bình Dương")
    )

    form.presenter.procedure_chosen(procedure)

    assert form.screen.place is None


def test_a_home_that_names_no_commune_is_asked_for(form: Form) -> None:
    form.presenter.person_edited(PersonForm(name="Ánh", address="12 Yersin"))

    form.presenter.procedure_chosen(MARRIAGE)

    assert "cư trú" in str(form.place.title)


def test_communes_are_found_while_they_are_typed_without_diacritics(form: Form) -> None:
    form.presenter.procedure_chosen(BUSINESS)

    form.presenter.place.query_edited("phu loi")

    assert str(form.place.found[0].title).startswith("Phường Phú Lợi, ")
    assert form.place.highlighted == form.place.found[0].key


def test_the_chosen_commune_decides_who_decides(form: Form) -> None:
    form.presenter.card_typed(CARD)
    form.presenter.procedure_chosen(BUSINESS)
    form.presenter.place.query_edited("phu loi")
    form.presenter.place.chosen("")
    shown, note, focus = form.place, form.screen.code_note, form.screen.focus.field

    form.presenter.receipt.register_wanted()

    competent = form.counter.desk.catalogue.unit_title(
        form.dossier().competent_unit, form.counter.desk.clock.now().date()
    )
    assert shown.chosen == "Phường Phú Lợi"
    assert "Phú Lợi" in str(note)
    assert focus is FieldName.PHONE
    assert competent.endswith("phường Phú Lợi")


def test_the_cursor_keys_choose_another(form: Form) -> None:
    form.presenter.procedure_chosen(BUSINESS)
    form.presenter.place.query_edited("phu")
    second = form.place.found[1]

    form.presenter.place.highlighted(second.key)
    form.presenter.place.chosen("")

    assert str(second.title).startswith(form.place.chosen)


def test_a_choice_is_taken_back(form: Form) -> None:
    form.presenter.procedure_chosen(BUSINESS)
    form.presenter.place.query_edited("phu loi")
    form.presenter.place.chosen("")

    form.presenter.place.change_wanted()

    assert form.place.chosen == ""
    assert form.screen.focus.field is FieldName.PLACE
    assert form.presenter.place.area == ""


def test_the_choice_goes_with_the_procedure_and_with_the_person(form: Form) -> None:
    form.presenter.procedure_chosen(BUSINESS)
    form.presenter.place.query_edited("phu loi")
    form.presenter.place.chosen("")

    form.presenter.procedure_change_wanted()
    gone = form.screen.place, form.presenter.place.area
    form.presenter.next_wanted()

    assert gone == (None, "")
    assert form.screen.place is None


def test_without_a_choice_the_dossier_stays_with_the_window(form: Form) -> None:
    form.presenter.card_typed(CARD)
    form.presenter.procedure_chosen(BUSINESS)

    form.presenter.receipt.register_wanted()

    assert form.dossier().competent_unit == "H29.901"
