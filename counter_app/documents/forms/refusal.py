"""Phiếu từ chối tiếp nhận giải quyết hồ sơ: a refusal is given in writing, with its reason."""

from __future__ import annotations

from counter_app.documents.forms import heading, parts
from counter_app.documents.forms.captions import filled, plain
from counter_app.documents.forms.heading import slip_heading
from counter_app.documents.forms.sheet import Story, compose
from counter_app.domain.forms import Form, FormSet, SlipKind
from counter_app.domain.slips import Copy, RefusalSlip

CAPTIONS = {
    **heading.CAPTIONS,
    **parts.REPEATED_PRINT,
    **parts.CODE_LINE,
    **parts.SIGNATURES,
    **parts.COPY_LABEL,
    **plain("office", "of", "address", "phone", "email", "request", "reason", "ground", "closing"),
    **plain("signer_submitter", "signer_receiver"),
    "decision": frozenset({"office"}),
}


def render_refusal(slip: RefusalSlip, *, form_set: FormSet) -> bytes:
    """One page or more per copy."""
    form = form_set.form(SlipKind.REFUSAL)
    sections = [_copy(slip, form, copy) for copy in slip.copies]
    return compose(sections, form, moment=slip.head.issued_at, running_head=slip.head.dossier_code)


def _copy(slip: RefusalSlip, form: Form, copy: Copy) -> Story:
    head, holder = slip.head, slip.head.holder
    office = head.letterhead.office or head.letterhead.unit
    ground: Story = [parts.field(form, "ground", slip.ground)] if slip.ground else []
    code: Story = [parts.code_line(form, head)] if head.dossier_code else []
    return [
        *slip_heading(form, head),
        *parts.title(form, parts.copy_label(form, copy)),
        *parts.repeated_print(form, head),
        *code,
        parts.field(form, "office", office),
        parts.field(form, "of", holder.name, emphasised=True),
        parts.field(form, "address", holder.address),
        parts.fields_in_row(form, ("phone", holder.phone), ("email", holder.email)),
        parts.field(form, "request", slip.request),
        parts.sentence(form, filled(form, "decision", office=office)),
        parts.field(form, "reason", slip.reason, emphasised=True),
        *ground,
        parts.sentence(form, form.caption("closing")),
        parts.signatures(form, ("signer_submitter", holder.name), ("signer_receiver", slip.clerk)),
    ]
