"""Examples of my day and of the list "Cần xử lý"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from counter_app.contract.acts import Act, Applicant, Kind
from counter_app.contract.messages import Outcome
from counter_app.contract.moves import State
from counter_app.domain.dossier import Fee
from counter_app.domain.ids import DossierId, UnitCode
from counter_app.services.ports import StoredAct, Trouble
from counter_app.ui.formats import day_text
from counter_app.ui.gallery.cases import dossier, title_of, unit_title
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
from counter_app.ui.presenters.troubles import Entry, trouble_row
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
    later = dossier(
        dossier_id=DossierId("d-2"),
        code="H09.08-261123-0037",
        holder=UnitCode("H09.09"),
        applicant=Applicant(name="Phạm Quốc Bảo"),
    )
    turned_down = (Kind.EXCEPTION_GRANTED, Kind.PAPER_SEALED, Kind.PAPER_SEALED, Kind.DOSSIER_SEALED)
    two_days, one_day = NOW - timedelta(days=2), NOW - timedelta(days=1)
    entries = (
        Entry((Trouble("t-3", "clock_wrong", {}, "", "", two_days),), None, (None,)),
        Entry(
            tuple(
                Trouble(f"t-{number}", "not_holder", {"holder": later.holder, "kind": kind}, "d-2", "a", one_day)
                for number, kind in enumerate(turned_down, start=20)
            ),
            later,
            tuple(_turned_down(kind) for kind in turned_down),
        ),
        Entry(
            tuple(
                Trouble(f"t-{paper}", "paper_unsigned", {"paper": paper}, "d-1", "", one_day)
                for paper in ("Giấy chứng sinh", "Tờ khai đăng ký khai sinh")
            ),
            dossier(State.SEALED),
            (None, None),
        ),
        Entry((Trouble("t-4", "file_lost_here", {}, "d-1", "", NOW),), dossier(State.SEALED), (None,)),
        Entry(
            (Trouble("t-1", "gate_not_met", {"kind": Kind.DOSSIER_SEALED}, "d-1", "a-1", NOW),),
            dossier(),
            (_turned_down(Kind.DOSSIER_SEALED, Outcome.REFUSED),),
        ),
    )
    rows = tuple(trouble_row(entry, NOW, title_of, unit_title, lambda _clerk: CLERK) for entry in entries)
    summary_text = words("Troubles", "Những việc chương trình không tự làm được, cũ nhất ở trên.")
    yield Example("troubles", Place.TROUBLES, TroublesScreen(rows=rows, summary=summary_text))
    yield Example("troubles-none", Place.TROUBLES, TroublesScreen())


def _turned_down(kind: Kind, outcome: Outcome = Outcome.CONFLICT) -> StoredAct:
    act = Act(
        act_id="a",
        device_id="dev-03",
        epoch=1,
        device_seq=1,
        prev_digest="",
        dossier_id="d-2",
        base_version=1,
        kind=kind,
        body={},
        actor="c-1",
        unit="H09.08",
        device_time=NOW.isoformat(),
    )
    return StoredAct(act=act, digest="", own=True, outcome=outcome)
