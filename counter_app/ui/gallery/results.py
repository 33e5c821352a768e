"""Examples of results that are handed over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counter_app.contract.moves import State
from counter_app.domain.dossier import Fee, Result
from counter_app.ui.gallery.cases import BIRTH, dossier, title_of
from counter_app.ui.gallery.example import NOW, UNIT, Example
from counter_app.ui.gallery.queue import QUEUE
from counter_app.ui.presenters.citizen_screen import CitizenScreen, Stage
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.results import RELATIONS, WAYS, result_detail, result_line
from counter_app.ui.presenters.results_screen import ResultsScreen
from counter_app.ui.presenters.screens import Note, Tone
from counter_app.ui.words import words


def results_examples() -> Iterator[Example]:
    """Results."""
    waiting = tuple(
        result_line(row.dossier_id, row.applicant, row.code, title_of(row.procedure), State.RESULT_READY)
        for row in QUEUE[3:5]
    )
    base = ResultsScreen(
        relations=RELATIONS,
        ways=WAYS,
        found=waiting,
        hint=words("Results", "Kết quả đang chờ trả: {count}").fill(count=2),
    )
    yield Example("results", Place.RESULTS, base)
    result = Result("KQ1", "Giấy khai sinh số 311/2026", "f" * 64, 120_000, signed=True)
    ready = dossier(State.RESULT_READY, result=result, fees=(Fee("Lệ phí", 0, paid=True),))
    detail = result_detail(ready, BIRTH.title, can_hand_over=True, can_rate=False)
    shown = replace(base, detail=detail, receiver=ready.applicant.name, id_number=ready.applicant.id_number)
    yield Example("results-hand-over", Place.RESULTS, replace(shown, preview=True))
    missing = words("Results", "Hãy nhập họ tên người nhận.")
    yield Example("results-receiver", Place.RESULTS, replace(shown, receiver="", receiver_note=missing))
    given = replace(ready, state=State.RETURNED, handed_over_at=NOW, receiver_name=ready.applicant.name)
    detail = result_detail(given, BIRTH.title, can_hand_over=False, can_rate=True)
    thanks = words("Results", "Đã trả kết quả cho {name}. Mời người dân đánh giá.").fill(name=given.receiver_name)
    yield Example(
        "results-rating",
        Place.RESULTS,
        replace(shown, detail=detail, status=Note(thanks, Tone.GOOD), preview=True),
    )
    signed_by = replace(
        shown, signed=True, detail=result_detail(ready, BIRTH.title, can_hand_over=True, can_rate=False)
    )
    yield Example("results-signed", Place.RESULTS, signed_by)
    for stage in Stage:
        asked = CitizenScreen(stage, UNIT, ready.applicant.name, ready.code, result.title)
        yield Example(f"citizen-{stage}", Place.RESULTS, asked)
