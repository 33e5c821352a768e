"""Sổ theo dõi hồ sơ: the register of dossiers, A4 across, continued from sheet to sheet."""

from __future__ import annotations

from datetime import datetime

from reportlab.platypus import Table, TableStyle

from counter_app.documents.forms import heading, parts
from counter_app.documents.forms.captions import filled, plain
from counter_app.documents.forms.sheet import Story, compose
from counter_app.documents.forms.wording import short_date
from counter_app.domain.forms import Form, FormSet, SlipKind
from counter_app.domain.slips import RegisterRow, RegisterSheet

_COLUMNS = (
    ("column_number", 0.03),
    ("column_code", 0.09),
    ("column_procedure", 0.095),
    ("column_sets", 0.04),
    ("column_holder", 0.085),
    ("column_contact", 0.10),
    ("column_unit", 0.085),
    ("column_received", 0.06),
    ("column_due", 0.06),
    ("column_forwarded", 0.06),
    ("column_returned", 0.06),
    ("column_handed_over", 0.06),
    ("column_way", 0.05),
    ("column_signed", 0.045),
    ("column_note", 0.08),
)
_DAYS, _RESULT = (7, 10), (11, 13)
_CENTRED = (0, 3, 7, 8, 9, 10, 11)

CAPTIONS = {
    **heading.CAPTIONS,
    **plain(*(name for name, _ in _COLUMNS), "group_days", "group_result"),
    "period": frozenset({"book", "first", "last"}),
}


def render_register(sheet: RegisterSheet, *, form_set: FormSet) -> bytes:
    """As many pages as the rows need; the head of the table stands on each."""
    form = form_set.form(SlipKind.REGISTER)
    period = filled(
        form, "period", book=sheet.book, first=short_date(sheet.first_day), last=short_date(sheet.last_day)
    )
    story: Story = [
        *heading.heading(form, sheet.letterhead, moment=sheet.issued_at),
        *parts.title(form, period),
        _table(sheet, form),
    ]
    return compose([story], form, moment=sheet.issued_at, running_head=f"{form.title} – {period}")


def _table(sheet: RegisterSheet, form: Form) -> Table:
    captions = [form.caption(name) for name, _ in _COLUMNS]
    grouped = list(captions)
    for (first, last), group in ((_DAYS, "group_days"), (_RESULT, "group_result")):
        grouped[first : last + 1] = [form.caption(group), *[""] * (last - first)]
    rows = [_row(row, number) for number, row in enumerate(sheet.rows, start=sheet.first_number)]
    shares = [share for _, share in _COLUMNS]
    table = parts.table_of(
        form, grouped, [captions, *rows], shares=shares, centred=_CENTRED, head_rows=2, smaller=4
    )
    table.setStyle(TableStyle([("SPAN", (first, 0), (last, 0)) for first, last in (_DAYS, _RESULT)]))
    single = [column for column in range(len(_COLUMNS)) if not _DAYS[0] <= column <= _RESULT[1]]
    table.setStyle(TableStyle([("SPAN", (column, 0), (column, 1)) for column in single]))
    return table


def _row(row: RegisterRow, number: int) -> list[str]:
    return [
        str(number),
        parts.code_cell(row.dossier_code),
        row.procedure,
        f"{row.sets:02d}",
        row.holder,
        row.contact,
        row.resolving_unit,
        _day(row.received_at),
        _day(row.due_at),
        _day(row.forwarded_at),
        _day(row.result_at),
        _day(row.handed_over_at),
        row.result_by,
        "",
        row.note,
    ]


def _day(moment: datetime | None) -> str:
    return short_date(moment) if moment else ""
