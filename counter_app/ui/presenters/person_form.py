"""The applicant between paper and person: what was typed, what it means, what is wrong or odd about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from counter_app.contract.acts import Applicant
from counter_app.domain.errors import CounterError
from counter_app.domain.identity import (
    IdKind,
    Person,
    Sex,
    doubts_about,
    id_kind,
    parse_birth,
    parse_id_number,
    parse_name,
    parse_phone,
    phone_text,
)
from counter_app.ui.presenters.intake_screen import FieldName, FieldNote, PersonForm
from counter_app.ui.presenters.saying import doubt_words
from counter_app.ui.presenters.screens import Tone
from counter_app.ui.problems import problem_words


def form_of_person(person: Person) -> PersonForm:
    """A person as the form shows them."""
    return PersonForm(
        id_number=person.id_number or person.old_id_number,
        name=person.name,
        birth=person.birth.text if person.birth else "",
        sex=person.sex.value,
        address=person.address_text,
        phone=phone_text(person.phone) if person.phone else "",
        email=person.email,
    )


def form_of_applicant(applicant: Applicant) -> PersonForm:
    """An applicant of the acts as the form shows them."""
    return PersonForm(
        id_number=applicant.id_number or applicant.old_id_number,
        name=applicant.name,
        birth=parse_birth(applicant.birth).text if applicant.birth else "",
        sex=applicant.sex,
        address=applicant.address,
        phone=phone_text(applicant.phone) if applicant.phone else "",
        email=applicant.email,
    )


def problems_of_form(form: PersonForm, *, today: date) -> tuple[FieldNote, ...]:
    """What is wrong (and forbids registering) or odd (and does not); empty fields are not spoken of."""
    notes: list[FieldNote] = []
    checks: tuple[tuple[FieldName, str, Callable[[str], object]], ...] = (
        (FieldName.ID_NUMBER, form.id_number, parse_id_number),
        (FieldName.NAME, form.name, parse_name),
        (FieldName.BIRTH, form.birth, parse_birth),
        (FieldName.PHONE, form.phone, parse_phone),
    )
    for field, text, parse in checks:
        if text.strip():
            try:
                parse(text)
            except CounterError as error:
                notes.append(FieldNote(field, problem_words(error)))
    if notes:
        return tuple(notes)
    places = {
        "id_number": FieldName.ID_NUMBER,
        "name": FieldName.NAME,
        "birth": FieldName.BIRTH,
        "sex": FieldName.SEX,
    }
    if not form.name.strip():
        return ()
    doubts = doubts_about(person_of_form(form), today=today)
    return tuple(
        FieldNote(places[doubt.field], doubt_words(doubt), Tone.WARN) for doubt in doubts if doubt.field in places
    )


def person_of_form(form: PersonForm) -> Person:
    """The person that the form means. Raises ``InvalidInput`` for a value that means nothing."""
    number = parse_id_number(form.id_number) if form.id_number.strip() else ""
    is_old = bool(number) and id_kind(number) is IdKind.OLD
    return Person(
        name=parse_name(form.name) if form.name.strip() else "",
        id_number="" if is_old else number,
        old_id_number=number if is_old else "",
        birth=parse_birth(form.birth) if form.birth.strip() else None,
        sex=Sex(form.sex),
        address_text=" ".join(form.address.split()),
        phone=parse_phone(form.phone) if form.phone.strip() else "",
        email=form.email.strip(),
    )


def applicant_of_form(form: PersonForm) -> Applicant:
    """The applicant as the acts carry them. Raises ``InvalidInput`` for a value that means nothing."""
    person = person_of_form(form)
    return Applicant(
        name=person.name,
        id_number=person.id_number,
        old_id_number=person.old_id_number,
        birth=person.birth.iso if person.birth else "",
        sex=person.sex.value,
        address=person.address_text,
        phone=person.phone,
        email=person.email,
    )
