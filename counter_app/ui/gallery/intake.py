"""Examples of intake: from the empty form to the printed receipt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counter_app.domain.errors import LinkDown
from counter_app.domain.id_card import read_card
from counter_app.services.held_papers import Holdings
from counter_app.services.register import Preview
from counter_app.ui.gallery.cases import BIRTH, COPIES, HELD, MARRIAGE, dossier, title_of
from counter_app.ui.gallery.example import CARD, CODE, NOW, TODAY, Example
from counter_app.ui.gallery.queue import QUEUE
from counter_app.ui.presenters.intake_papers import PapersAtIntake, held_lines
from counter_app.ui.presenters.intake_screen import Counting, IntakeScreen, PersonForm
from counter_app.ui.presenters.intake_wording import (
    case_screen,
    duplicate_note,
    earlier_lines,
    held_note,
    lane_note,
    preview_screen,
    procedure_line,
    receipt_of,
    summed,
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
    holdings = Holdings("074192001234", (HELD.paper,), asked=True)
    papers = PapersAtIntake().of_case(BIRTH, BIRTH.cases[0])
    known = papers.with_holdings(holdings, TODAY)
    yield Example(
        "intake-held",
        Place.INTAKE,
        with_missing(
            replace(ready, papers=known.lines(), held=held_lines(holdings), duplicate=duplicate_note(QUEUE, BIRTH))
        ),
    )
    waived = papers.waive_all()
    offline = held_note(replace(holdings, papers=(), problem=LinkDown("no_answer")))
    undecided = replace(ready, earlier=(), papers=waived.lines(), can_waive=waived.can_waive, held_note=offline)
    yield Example("intake-waived", Place.INTAKE, with_missing(undecided))
    copies = case_screen(replace(carded, earlier=()), COPIES, COPIES.cases[0])
    provisional = Preview("TAM-H09.08-261123-7K2QF-0M3XD", due, COPIES, COPIES.cases[0], provisional=True)
    copies = preview_screen(copies, provisional)
    yield Example("intake-provisional", Place.INTAKE, with_missing(replace(copies, paid=True)))
    counting = Counting(pages=3, copies=2, scanned=3)
    lane = replace(
        preview_screen(copies, Preview(CODE, due, COPIES, COPIES.cases[0])), counting=counting, paid=True
    )
    before = lane_note(receipt_of(dossier(), COPIES.title, summed(lane, COPIES.cases[0]), pages=1))
    lane = summed(replace(lane, lane=True, last=before), COPIES.cases[0])
    yield Example("intake-lane", Place.INTAKE, with_missing(lane))
    scanning = replace(lane, counting=replace(counting, scanning=True), last=None)
    yield Example("intake-lane-scanning", Place.INTAKE, with_missing(scanning))
    form = PersonForm(id_number="07419200123", name="Nguyễn Thị Ngọc Ánh", birth="31/02/1992", phone="0912 345")
    wrong = replace(empty, person=form, notes=problems_of_form(form, today=TODAY))
    yield Example("intake-wrong", Place.INTAKE, with_missing(wrong))
    receipt = receipt_of(dossier(), BIRTH.title, ready, pages=1)
    yield Example("intake-done", Place.INTAKE, with_missing(replace(ready, receipt=receipt)))
