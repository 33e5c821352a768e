"""Danh sách bàn giao: dossiers to the unit that decides, results back to the window; one copy for each side."""

from __future__ import annotations

from counter_app.documents.forms import heading, parts
from counter_app.documents.forms.captions import filled, plain
from counter_app.documents.forms.sheet import Story, compose
from counter_app.documents.forms.wording import long_time, short_time
from counter_app.domain.forms import Form, FormSet, SlipKind
from counter_app.domain.slips import HandOverList, HandOverOf, HandOverRow

_COLUMNS = (
    ("column_number", 0.05),
    ("column_code", 0.19),
    ("column_content", 0.21),
    ("column_holder", 0.16),
    ("column_received", 0.12),
    ("column_due", 0.12),
    ("column_sets", 0.06),
    ("column_note", 0.09),
)
_CENTRED = (0, 4, 5, 6)
_TITLES = {HandOverOf.DOSSIERS: "title_dossiers", HandOverOf.RESULTS: "title_results"}

CAPTIONS = {
    **heading.CAPTIONS,
    **parts.SIGNATURES,
    **plain(*(name for name, _ in _COLUMNS), *_TITLES.values()),
    **plain("giver_unit", "giver", "receiver_unit", "receiver", "signer_giver", "signer_receiver"),
    **plain("copy_giver", "copy_receiver"),
    "opening": frozenset({"time", "office"}),
    "total": frozenset({"count", "sets"}),
}


def render_hand_over(slip: HandOverList, *, form_set: FormSet) -> bytes:
    """The list twice: for who gives and for who receives."""
    form = form_set.form(SlipKind.HAND_OVER)
    title = form.caption(_TITLES[slip.of])
    sections = [_copy(slip, form, title, form.caption(copy)) for copy in ("copy_giver", "copy_receiver")]
    return compose(sections, form, moment=slip.issued_at, running_head=f"{title} {slip.number}")


def _copy(slip: HandOverList, form: Form, title: str, label: str) -> Story:
    office = slip.letterhead.office or slip.letterhead.unit
    total = filled(form, "total", count=f"{len(slip.rows):02d}", sets=f"{sum(row.sets for row in slip.rows):02d}")
    table = parts.table_of(
        form,
        [form.caption(name) for name, _ in _COLUMNS],
        [_row(row, number) for number, row in enumerate(slip.rows, start=1)],
        shares=[share for _, share in _COLUMNS],
        centred=_CENTRED,
        smaller=2,
    )
    return [
        *heading.heading(form, slip.letterhead, moment=slip.issued_at, number=slip.number),
        *parts.title(form, label, instead=title),
        parts.sentence(form, filled(form, "opening", time=long_time(slip.issued_at), office=office)),
        parts.field(form, "giver_unit", slip.giver_unit, emphasised=True),
        parts.field(form, "giver", slip.giver),
        parts.field(form, "receiver_unit", slip.receiver_unit, emphasised=True),
        parts.field(form, "receiver", slip.receiver),
        table,
        parts.sentence(form, total),
        parts.signatures(form, ("signer_giver", slip.giver), ("signer_receiver", slip.receiver)),
    ]


def _row(row: HandOverRow, number: int) -> list[str]:
    return [
        str(number),
        parts.code_cell(row.dossier_code),
        row.content,
        row.holder,
        short_time(row.received_at),
        short_time(row.due_at) if row.due_at else "",
        f"{row.sets:02d}",
        row.note,
    ]
