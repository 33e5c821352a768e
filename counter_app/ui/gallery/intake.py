"""Examples of intake: from the empty form to the printed receipt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from counter_app.domain.errors import LinkDown
from counter_app.domain.id_card import read_card
from counter_app.services.held_papers import Holdings
from counter_app.services.register import Preview
from counter_app.ui.gallery.cases import BIRTH, COPIES, HELD, LAND_RIGHT, MARRIAGE, dossier, title_of
from counter_app.ui.gallery.example import CARD, CODE, NOW, TODAY, UNIT, Example
from counter_app.ui.gallery.queue import QUEUE
from counter_app.ui.presenters.held_look import PaperShown
from counter_app.ui.presenters.intake_papers import PapersAtIntake, held_lines
from counter_app.ui.presenters.intake_place import TITLES
from counter_app.ui.presenters.intake_screen import (
    Counting,
    IntakeScreen,
    PersonForm,
    PlaceForm,
    SlipForm,
)
from counter_app.ui.presenters.intake_slip import ticked
from counter_app.ui.presenters.intake_wording import (
    case_screen,
    duplicate_note,
    earlier_lines,
    held_note,
    lane_note,
    paper_line,
    preview_screen,
    procedure_line,
    receipt_of,
    summed,
    with_card,
    with_missing,
)
from counter_app.ui.presenters.person_form import problems_of_form
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.screens import Line
from counter_app.ui.words import words


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
    yield from _copy_examples(replace(carded, earlier=()), due)
    form = PersonForm(id_number="07419200123", name="Nguyễn Thị Ngọc Ánh", birth="31/02/1992", phone="0912 345")
    wrong = replace(empty, person=form, notes=problems_of_form(form, today=TODAY))
    yield Example("intake-wrong", Place.INTAKE, with_missing(wrong))
    yield from _slip_examples(replace(ready, earlier=()))
    yield from _place_examples(empty)
    opened = PaperShown(HELD.paper.title, held_lines(holdings)[0].detail)
    yield Example(
        "intake-paper", Place.INTAKE, with_missing(replace(ready, held=held_lines(holdings), opened=opened))
    )
    receipt = receipt_of(dossier(), BIRTH.title, ready, pages=1)
    yield Example("intake-done", Place.INTAKE, with_missing(replace(ready, receipt=receipt)))


def _copy_examples(carded: IntakeScreen, due: datetime) -> Iterator[Example]:
    """Certified copies, in the fast lane and out of it."""
    copies = case_screen(carded, COPIES, COPIES.cases[0])
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


def _slip_examples(ready: IntakeScreen) -> Iterator[Example]:
    """Papers that are not taken in."""
    papers = BIRTH.cases[0].papers
    lines = tuple(ticked(paper_line(one), asked=one.paper_type == "chung-sinh") for one in papers)
    asking = SlipForm(papers=lines, can_give=True)
    yield Example("intake-slip", Place.INTAKE, with_missing(replace(ready, slip=asking)))
    refusing = SlipForm(
        kind="refusal",
        request="Cấp hộ chiếu phổ thông",
        asks_request=True,
        missing=words("Intake", "Còn thiếu lý do từ chối."),
    )
    yield Example("intake-slip-refusal", Place.INTAKE, with_missing(replace(ready, slip=refusing)))
    given = replace(asking, number="0007-03", pages=1)
    yield Example("intake-slip-given", Place.INTAKE, with_missing(replace(ready, slip=given)))


def _place_examples(empty: IntakeScreen) -> Iterator[Example]:
    """The commune on which it depends who decides."""
    land = case_screen(empty, LAND_RIGHT, LAND_RIGHT.cases[0])
    land = preview_screen(land, Preview(CODE, NOW + timedelta(days=14), LAND_RIGHT, LAND_RIGHT.cases[0]))
    found = tuple(
        Line(code, title, icon="province")
        for code, title in (
            ("25747", "Phường Thủ Dầu Một, Thành phố Hồ Chí Minh"),
            ("25750", "Phường Phú Lợi, Thành phố Hồ Chí Minh"),
        )
    )
    note = words("Intake", "Chưa chọn phường, xã: hồ sơ do {unit} giữ.").fill(unit=UNIT)
    asked = PlaceForm(TITLES[LAND_RIGHT.place], query="ph", found=found, highlighted="25747", note=note)
    yield Example("intake-place", Place.INTAKE, with_missing(replace(land, place=asked)))
    chosen = PlaceForm(TITLES[LAND_RIGHT.place], chosen="Phường Phú Lợi")
    yield Example("intake-place-chosen", Place.INTAKE, with_missing(replace(land, place=chosen)))
