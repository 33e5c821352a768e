"""Examples of my day and of the list "Cần xử lý"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from counter_app.contract.acts import Kind
from counter_app.contract.moves import State
from counter_app.domain.dossier import Fee
from counter_app.services.ports import Trouble
from counter_app.ui.formats import day_text
from counter_app.ui.gallery.cases import dossier, title_of
from counter_app.ui.gallery.example import CLERK, NOW, TODAY, Example
from counter_app.ui.gallery.queue import QUEUE, strip
from counter_app.ui.presenters.day import KINDS, queue_line
from counter_app.ui.presenters.day_screen import DayScreen, Figure, TroublesScreen
from counter_app.ui.presenters.deeds import skipped_note, title_for, with_deed
from counter_app.ui.presenters.deeds_person import texts_of
from counter_app.ui.presenters.deeds_screen import DeedsScreen
from counter_app.ui.presenters.deeds_wording import (
    CORRECT,
    DEEDS,
    FEE_RECEIPT,
    FIRST,
    LAST,
    LISTS,
    MODEL,
    SERIAL,
    SERIES,
    offered,
)
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.screens import Line, Note, Tone
from counter_app.ui.presenters.troubles import trouble_row
from counter_app.ui.words import words


def day_examples() -> Iterator[Example]:
    """My day."""
    values = (3, 12, 2, 4, 1, 5)
    figures = tuple(
        Figure(kind.key, kind.title, value, kind.tone) for kind, value in zip(KINDS, values, strict=True)
    )
    base = DayScreen(greeting=words("Day", "Chào {name}").fill(name=CLERK), figures=figures)
    rows = tuple(queue_line(row, TODAY, title_of) for row in QUEUE)
    opens = words("Day", "Quét tiếp")
    yield Example("day", Place.DAY, replace(base, rows=rows, chosen="d-2", open_title=opens), strip(3, 2, 118, 0))
    paid = dossier(fees=(Fee("Lệ phí đăng ký khai sinh", 8_000, paid=True),))
    moves = {Kind.REFUSED, Kind.WITHDRAWN, Kind.CORRECTED}
    deeds = offered(paid, moves, {Kind.RECEIVED, Kind.FEE_RECORDED})
    lines = tuple(Line(one.key, one.title, icon=one.icon) for one in deeds)
    panel = DeedsScreen(title=title_for(dossier()), offered=lines)
    refusing = with_deed(panel, deeds[0], {})
    yield Example("day-deeds", Place.DAY, replace(base, rows=rows, chosen="d-1", open_title=opens, deeds=refusing))
    correcting = with_deed(panel, DEEDS[CORRECT], texts_of(dossier().applicant))
    yield Example("day-correct", Place.DAY, replace(base, rows=rows, chosen="d-1", deeds=correcting))
    form = {MODEL: "01BLP2-001", SERIES: "AA-26P", SERIAL: "0000126"}
    receipt = replace(with_deed(panel, DEEDS[FEE_RECEIPT], form), status=skipped_note(("0000124", "0000125")))
    yield Example("day-fee-receipt", Place.DAY, replace(base, rows=rows, chosen="d-1", deeds=receipt))
    done = Note(words("Deeds", "Đã gửi đến máy in."), Tone.GOOD)
    of_day = DeedsScreen(title=words("Deeds", "Phiếu và quyết định"), offered=lines[-len(LISTS) :], status=done)
    register = with_deed(of_day, LISTS[0], {FIRST: day_text(TODAY), LAST: day_text(TODAY)})
    yield Example("day-lists", Place.DAY, replace(base, rows=rows, open_title=opens, deeds=register))
    nothing = words("Day", "Không tìm thấy hồ sơ nào")
    hint = words("Day", "Bấm Ctrl + N để tiếp nhận hồ sơ mới.")
    yield Example(
        "day-not-found",
        Place.DAY,
        replace(base, query="le van x", empty_title=nothing, empty_detail=hint),
        strip(14, 3, 118, 190),
    )


def troubles_examples() -> Iterator[Example]:
    """The list of what needs a person."""
    entries = (
        (Trouble("t-1", "gate_not_met", {}, "d-1", "a-1", NOW - timedelta(hours=2)), dossier()),
        (
            Trouble("t-2", "paper_unsigned", {"paper": "Giấy chứng sinh"}, "d-1", "a-2", NOW - timedelta(days=1)),
            dossier(State.SEALED),
        ),
        (Trouble("t-3", "schema_too_old", {}, "", "a-3", NOW - timedelta(days=2)), None),
    )
    rows = tuple(trouble_row(trouble, made, None, NOW, title_of) for trouble, made in entries)
    summary_text = words("Troubles", "Những việc chương trình không tự làm được, cũ nhất ở trên.")
    yield Example("troubles", Place.TROUBLES, TroublesScreen(rows=rows, summary=summary_text))
    yield Example("troubles-none", Place.TROUBLES, TroublesScreen())
