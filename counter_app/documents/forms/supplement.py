"""Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ: everything that is missing, named once."""

from __future__ import annotations

from counter_app.documents.forms import heading, parts
from counter_app.documents.forms.captions import filled, plain
from counter_app.documents.forms.heading import slip_heading
from counter_app.documents.forms.sheet import Story, compose
from counter_app.documents.forms.wording import long_date
from counter_app.domain.forms import Form, FormSet, SlipKind
from counter_app.domain.slips import Copy, SupplementSlip

CAPTIONS = {
    **heading.CAPTIONS,
    **parts.REPEATED_PRINT,
    **parts.PAPER_TABLE,
    **parts.CODE_LINE,
    **parts.SIGNATURES,
    **parts.COPY_LABEL,
    **plain("of", "address", "phone", "email", "request", "asked", "reason", "until", "signer_guide"),
    "help": frozenset({"clerk", "hotline", "website"}),
}


def render_supplement(slip: SupplementSlip, *, form_set: FormSet) -> bytes:
    """One page or more per copy."""
    form = form_set.form(SlipKind.SUPPLEMENT)
    sections = [_copy(slip, form, copy) for copy in slip.copies]
    return compose(sections, form, moment=slip.head.issued_at, running_head=slip.head.dossier_code)


def _copy(slip: SupplementSlip, form: Form, copy: Copy) -> Story:
    head, holder = slip.head, slip.head.holder
    letterhead = head.letterhead
    until: Story = [parts.field(form, "until", long_date(slip.until), emphasised=True)] if slip.until else []
    # Papers that are not taken in have no dossier, and so no code to be filled in.
    code: Story = [parts.code_line(form, head)] if head.dossier_code else []
    help_text = filled(
        form, "help", clerk=slip.clerk, hotline=letterhead.hotline or "…………", website=letterhead.website or "…………"
    )
    return [
        *slip_heading(form, head),
        *parts.title(form, parts.copy_label(form, copy)),
        *parts.repeated_print(form, head),
        *code,
        parts.field(form, "of", holder.name, emphasised=True),
        parts.field(form, "request", slip.request),
        parts.field(form, "address", holder.address),
        parts.fields_in_row(form, ("phone", holder.phone), ("email", holder.email)),
        parts.sentence(form, form.caption("asked")),
        parts.paper_table(form, slip.papers),
        parts.field(form, "reason", slip.reason),
        *until,
        parts.sentence(form, help_text),
        parts.signatures(form, ("", ""), ("signer_guide", slip.clerk)),
    ]
