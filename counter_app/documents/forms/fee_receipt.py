"""Biên lai thu phí, lệ phí: what was paid for a dossier, in figures and in words."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Table

from counter_app.documents.forms import heading, parts
from counter_app.documents.forms.captions import plain
from counter_app.documents.forms.heading import slip_heading
from counter_app.documents.forms.sheet import Story, compose
from counter_app.documents.forms.wording import amount, amount_in_words
from counter_app.domain.forms import Form, FormSet, SlipKind
from counter_app.domain.slips import Copy, FeeLine, FeeReceiptSlip

CAPTIONS = {
    **heading.CAPTIONS,
    **parts.REPEATED_PRINT,
    **parts.CODE_LINE,
    **parts.SIGNATURES,
    **parts.COPY_LABEL,
    **plain("model", "series", "serial", "payer", "id_number", "address", "procedure", "payment"),
    **plain("column_number", "column_fee", "column_kind", "column_amount", "kind_duty", "kind_charge", "sum"),
    **plain("in_words", "signer_payer", "signer_cashier"),
}


def render_fee_receipt(slip: FeeReceiptSlip, *, form_set: FormSet) -> bytes:
    """One page per copy."""
    form = form_set.form(SlipKind.FEE_RECEIPT)
    sections = [_copy(slip, form, copy) for copy in slip.copies]
    return compose(sections, form, moment=slip.head.issued_at, running_head=slip.head.dossier_code)


def _copy(slip: FeeReceiptSlip, form: Form, copy: Copy) -> Story:
    head, payer = slip.head, slip.payer
    total = sum(fee.amount_vnd for fee in slip.fees)
    return [
        *slip_heading(form, head),
        *parts.title(form, parts.copy_label(form, copy)),
        parts.fields_in_row(form, ("model", slip.model), ("series", slip.series), ("serial", slip.serial)),
        *parts.repeated_print(form, head),
        parts.field(form, "payer", payer.name, emphasised=True),
        parts.field(form, "id_number", payer.id_number),
        parts.field(form, "address", payer.address),
        parts.code_line(form, head),
        parts.field(form, "procedure", head.procedure),
        _table(slip.fees, total, form),
        parts.field(form, "in_words", amount_in_words(total), emphasised=True),
        parts.field(form, "payment", slip.payment),
        parts.signatures(form, ("signer_payer", payer.name), ("signer_cashier", slip.cashier)),
    ]


def _table(fees: Sequence[FeeLine], total: int, form: Form) -> Table:
    names = ("column_number", "column_fee", "column_kind", "column_amount")
    rows = [
        [str(number), fee.title, form.caption("kind_duty" if fee.duty else "kind_charge"), amount(fee.amount_vnd)]
        for number, fee in enumerate(fees, start=1)
    ]
    rows.append(["", form.caption("sum"), "", amount(total)])
    captions = [form.caption(name) for name in names]
    return parts.table_of(form, captions, rows, shares=(0.08, 0.5, 0.17, 0.25), centred=(0, 2, 3))
