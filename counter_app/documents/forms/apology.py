"""The apology for a late result: with a new appointment (2018), or with a plea for more time (2025)."""

from __future__ import annotations

from counter_app.documents.forms import letter, parts
from counter_app.documents.forms.captions import filled, plain
from counter_app.documents.forms.sheet import Story, compose
from counter_app.documents.forms.wording import long_time
from counter_app.domain.forms import Form, FormSet, SlipKind
from counter_app.domain.slips import ApologySlip

CAPTIONS = {
    **letter.CAPTIONS,
    **plain("closing"),
    "promised": frozenset({"due"}),
    "failure": frozenset({"unit"}),
    "apology": frozenset({"unit", "new_due"}),
}


def render_apology(slip: ApologySlip, *, form_set: FormSet) -> bytes:
    """One letter."""
    form = form_set.form(SlipKind.APOLOGY)
    return compose([_letter(slip, form)], form, moment=slip.head.issued_at, running_head=slip.head.dossier_code)


def _letter(slip: ApologySlip, form: Form) -> Story:
    return [
        *letter.beginning(form, slip.head, unit=slip.unit, received_at=slip.received_at),
        parts.indented(form, filled(form, "promised", due=long_time(slip.due_at))),
        parts.indented(form, f"{filled(form, 'failure', unit=slip.unit)} {slip.reason}"),
        parts.indented(form, filled(form, "apology", unit=slip.unit, new_due=long_time(slip.new_due_at))),
        parts.indented(form, form.caption("closing")),
        parts.leader_signature(form, slip.leader, slip.recipients),
    ]
