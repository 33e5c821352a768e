"""The apology for a late result: with a new appointment (2018), or with a plea for more time (2025)."""

from __future__ import annotations

from counter_app.documents.forms import heading, parts
from counter_app.documents.forms.captions import filled, plain
from counter_app.documents.forms.heading import slip_heading
from counter_app.documents.forms.sheet import Story, compose
from counter_app.documents.forms.wording import day_words, long_time
from counter_app.domain.forms import Form, FormSet, SlipKind
from counter_app.domain.slips import ApologySlip

CAPTIONS = {
    **heading.CAPTIONS,
    **parts.REPEATED_PRINT,
    **parts.LEADER,
    **plain("to", "address", "phone", "email", "closing"),
    "opening": frozenset({"received", "unit", "procedure", "code"}),
    "promised": frozenset({"due"}),
    "failure": frozenset({"unit"}),
    "apology": frozenset({"unit", "new_due"}),
}


def render_apology(slip: ApologySlip, *, form_set: FormSet) -> bytes:
    """One letter."""
    form = form_set.form(SlipKind.APOLOGY)
    return compose([_letter(slip, form)], form, moment=slip.head.issued_at, running_head=slip.head.dossier_code)


def _letter(slip: ApologySlip, form: Form) -> Story:
    head, holder = slip.head, slip.head.holder
    opening = filled(
        form,
        "opening",
        received=day_words(slip.received_at),
        unit=slip.unit,
        procedure=head.procedure,
        code=head.dossier_code,
    )
    return [
        *slip_heading(form, head),
        *parts.title(form),
        *parts.repeated_print(form, head),
        parts.field(form, "to", holder.name, emphasised=True),
        parts.field(form, "address", holder.address),
        parts.fields_in_row(form, ("phone", holder.phone), ("email", holder.email)),
        parts.indented(form, opening),
        parts.indented(form, filled(form, "promised", due=long_time(slip.due_at))),
        parts.indented(form, f"{filled(form, 'failure', unit=slip.unit)} {slip.reason}"),
        parts.indented(form, filled(form, "apology", unit=slip.unit, new_due=long_time(slip.new_due_at))),
        parts.indented(form, form.caption("closing")),
        parts.leader_signature(form, slip.leader, slip.recipients),
    ]
