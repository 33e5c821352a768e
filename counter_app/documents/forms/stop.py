"""Thông báo dừng giải quyết hồ sơ: why the matter is not pursued, and what the citizen gets back."""

from __future__ import annotations

from counter_app.documents.forms import letter, parts
from counter_app.documents.forms.captions import filled, plain
from counter_app.documents.forms.sheet import Story, compose
from counter_app.documents.forms.wording import amount
from counter_app.domain.forms import Form, FormSet, SlipKind
from counter_app.domain.slips import StopSlip

CAPTIONS = {
    **letter.CAPTIONS,
    **parts.PAPER_TABLE,
    **plain("reason", "ground", "returned"),
    "decision": frozenset({"unit"}),
    "refund": frozenset({"amount"}),
    "closing": frozenset({"unit"}),
}


def render_stop(slip: StopSlip, *, form_set: FormSet) -> bytes:
    """One notice."""
    form = form_set.form(SlipKind.STOP)
    return compose([_notice(slip, form)], form, moment=slip.head.issued_at, running_head=slip.head.dossier_code)


def _notice(slip: StopSlip, form: Form) -> Story:
    return [
        *letter.beginning(form, slip.head, unit=slip.unit, received_at=slip.received_at),
        parts.indented(form, filled(form, "decision", unit=slip.unit)),
        parts.field(form, "reason", slip.reason, emphasised=True),
        parts.field(form, "ground", slip.ground),
        *_given_back(slip, form),
        parts.indented(form, filled(form, "closing", unit=slip.unit)),
        parts.leader_signature(form, slip.leader, slip.recipients),
    ]


def _given_back(slip: StopSlip, form: Form) -> Story:
    lines: Story = []
    if slip.returned:
        lines += [parts.sentence(form, form.caption("returned")), parts.paper_table(form, slip.returned)]
    if slip.refund_vnd:
        lines.append(parts.sentence(form, filled(form, "refund", amount=amount(slip.refund_vnd))))
    return lines
