"""Phiếu kiểm soát quá trình giải quyết hồ sơ: who had the dossier from when to when, signed at every step."""

from __future__ import annotations

from reportlab.platypus import Spacer, Table

from counter_app.documents.forms import heading, parts
from counter_app.documents.forms.captions import filled, plain
from counter_app.documents.forms.heading import slip_heading
from counter_app.documents.forms.sheet import Story, compose
from counter_app.documents.forms.wording import long_time
from counter_app.domain.forms import Form, FormSet, SlipKind
from counter_app.domain.slips import ControlSlip, ControlStep, Punctuality

CAPTIONS = {
    **heading.CAPTIONS,
    **parts.REPEATED_PRINT,
    **parts.CODE_LINE,
    **plain("resolving_unit", "cooperating_units", "attached_to", "request", "received_at", "due_at"),
    **plain("no_appointment", "register_book", "register_entry", "early", "on_time", "late", "empty_time"),
    **plain("column_unit", "column_time", "column_outcome", "column_note", "giver_signs", "receiver_signs"),
    "parties": frozenset({"giver", "receiver"}),
}
_BLANK = "………………"
_BOXES = {True: "■", False: "□"}


def render_control(slip: ControlSlip, *, form_set: FormSet) -> bytes:
    """One slip; empty rows for the steps to come are filled in by hand."""
    form = form_set.form(SlipKind.CONTROL)
    head = slip.head
    due = long_time(slip.due_at) if slip.due_at else form.caption("no_appointment")
    story: Story = [
        *slip_heading(form, head),
        *parts.title(form),
        *parts.repeated_print(form, head),
        parts.code_line(form, head),
        parts.field(form, "resolving_unit", slip.resolving_unit),
        parts.field(form, "cooperating_units", slip.cooperating_units),
        parts.field(form, "attached_to", head.holder.name, emphasised=True),
        parts.field(form, "request", head.procedure),
        parts.field(form, "received_at", long_time(slip.received_at)),
        parts.field(form, "due_at", due, emphasised=True),
        parts.fields_in_row(form, ("register_book", slip.register_book), ("register_entry", slip.register_entry)),
        Spacer(0, 4),
        _steps(slip, form),
    ]
    return compose([story], form, moment=head.issued_at, running_head=head.dossier_code)


def _steps(slip: ControlSlip, form: Form) -> Table:
    names = ("column_unit", "column_time", "column_outcome", "column_note")
    rows = [_row(step, form) for step in (*slip.steps, *[ControlStep()] * slip.empty_steps)]
    captions = [form.caption(name) for name in names]
    return parts.table_of(form, captions, rows, shares=(0.27, 0.43, 0.17, 0.13), centred=())


def _row(step: ControlStep, form: Form) -> tuple[str, str, str, str]:
    unit = filled(form, "parties", giver=step.giver or _BLANK, receiver=step.receiver or _BLANK)
    moment = long_time(step.handed_over_at) if step.handed_over_at else form.caption("empty_time")
    time = f"{moment}\n{form.caption('giver_signs')}\n\n{form.caption('receiver_signs')}\n\n"
    outcome = "\n".join(
        f"{_BOXES[step.punctuality is known]} {form.caption(known.value)}" for known in Punctuality
    )
    return unit, time, outcome, step.note
