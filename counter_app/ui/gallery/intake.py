"""Examples of intake: from the empty form to the printed receipt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counter_app.domain.id_card import read_card
from counter_app.services.register import Preview
from counter_app.ui.gallery.cases import BIRTH, COPIES, MARRIAGE, dossier, title_of
from counter_app.ui.gallery.example import CARD, CODE, NOW, TODAY, Example
from counter_app.ui.gallery.queue import QUEUE
from counter_app.ui.presenters.intake_screen import IntakeScreen, PersonForm
from counter_app.ui.presenters.intake_wording import (
    case_screen,
    earlier_lines,
    preview_screen,
    procedure_line,
    receipt_of,
    with_card,
    with_missing,
)
from counter_app.ui.presenters.person_form import problems_of_form
from counter_app.ui.presenters.places import Place


def intake_examples() -> Iterator[Example]:
    """Intake."""
    found = tuple(procedure_line(one) for one in (BIRTH, MARRIAGE, COPIES))
    empty = with_missing(IntakeScreen(found=found))
    yield Example("intake", Place.INTAKE, empty)
    carded = with_card(empty, read_card(CARD), today=TODAY)
    carded = replace(carded, earlier=earlier_lines(QUEUE[3:5], title_of))
    yield Example("intake-card", Place.INTAKE, with_missing(replace(carded, query="khai", highlighted=BIRTH.code)))
    chosen = case_screen(carded, BIRTH, BIRTH.cases[0])
    due = NOW.replace(hour=17, minute=0)
    ready = preview_screen(chosen, Preview(CODE, due, BIRTH, BIRTH.cases[0]))
    yield Example("intake-ready", Place.INTAKE, with_missing(replace(ready, earlier=())))
    copies = case_screen(replace(carded, earlier=()), COPIES, COPIES.cases[0])
    provisional = Preview("TAM-H09.08-261123-7K2QF-0M3XD", due, COPIES, COPIES.cases[0], provisional=True)
    copies = preview_screen(copies, provisional)
    yield Example("intake-provisional", Place.INTAKE, with_missing(replace(copies, paid=True)))
    form = PersonForm(id_number="07419200123", name="Nguyễn Thị Ngọc Ánh", birth="31/02/1992", phone="0912 345")
    wrong = replace(empty, person=form, notes=problems_of_form(form, today=TODAY))
    yield Example("intake-wrong", Place.INTAKE, with_missing(wrong))
    receipt = receipt_of(dossier(), BIRTH.title, ready, pages=1)
    yield Example("intake-done", Place.INTAKE, with_missing(replace(ready, receipt=receipt)))
