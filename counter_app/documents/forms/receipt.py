"""Giấy tiếp nhận hồ sơ và hẹn trả kết quả: what the citizen takes home and fetches the result with."""

from __future__ import annotations

from reportlab.platypus import Spacer

from counter_app.documents.forms import heading, parts
from counter_app.documents.forms.captions import filled, plain
from counter_app.documents.forms.heading import slip_heading
from counter_app.documents.forms.sheet import Story, compose
from counter_app.documents.forms.typefaces import BOLD, ITALIC
from counter_app.documents.forms.wording import amount, long_time
from counter_app.domain.forms import Form, FormSet, SlipKind
from counter_app.domain.slips import Copy, FeeLine, ReceiptSlip

CAPTIONS = {
    **heading.CAPTIONS,
    **parts.REPEATED_PRINT,
    **parts.PAPER_TABLE,
    **parts.CODE_LINE,
    **parts.SIGNATURES,
    **parts.COPY_LABEL,
    **plain("provisional_note", "office", "holder", "id_number", "phone", "address"),
    **plain("email", "channel", "submitter", "request", "papers", "sets", "set", "time_limit", "received_at"),
    **plain("due_at", "no_appointment", "result_at", "fees", "fee_paid", "fee_unpaid", "note", "bring_along"),
    **plain("register_book", "register_entry", "signer_submitter", "signer_receiver"),
    "help": frozenset({"hotline", "website"}),
}


def render_receipt(slip: ReceiptSlip, *, form_set: FormSet) -> bytes:
    """One page or more per copy, in the order of ``slip.copies``."""
    form = form_set.form(SlipKind.RECEIPT)
    sections = [_copy(slip, form, copy) for copy in slip.copies]
    head = f"{form.caption('dossier_code')} {slip.head.dossier_code}"
    return compose(sections, form, moment=slip.head.issued_at, running_head=head)


def _copy(slip: ReceiptSlip, form: Form, copy: Copy) -> Story:
    head = slip.head
    return [
        *slip_heading(form, head, appointment=slip.due_at),
        *parts.title(form, parts.copy_label(form, copy)),
        *parts.repeated_print(form, head),
        *_code_lines(slip, form),
        *_people(slip, form),
        parts.field(form, "request", slip.request, emphasised=True),
        parts.sentence(form, form.caption("papers")),
        parts.paper_table(form, slip.papers),
        *_appointment(slip, form),
        *_fees(slip.fees, form),
        parts.signatures(
            form, ("signer_submitter", (slip.submitter or head.holder).name), ("signer_receiver", slip.clerk)
        ),
        *_closing(slip, form),
    ]


def _code_lines(slip: ReceiptSlip, form: Form) -> Story:
    lines: Story = [parts.code_line(form, slip.head)]
    if slip.head.provisional:
        lines.append(parts.sentence(form, form.caption("provisional_note"), face=ITALIC, smaller=1))
    return lines


def _people(slip: ReceiptSlip, form: Form) -> Story:
    holder, letterhead = slip.head.holder, slip.head.letterhead
    lines: Story = [
        parts.field(form, "office", letterhead.office or letterhead.unit),
        parts.field(form, "holder", holder.name, emphasised=True),
        parts.fields_in_row(form, ("id_number", holder.id_number), ("phone", holder.phone)),
        parts.field(form, "address", holder.address),
        parts.fields_in_row(form, ("email", holder.email), ("channel", slip.channel)),
    ]
    if slip.submitter is not None:
        submitter = slip.submitter
        told = ", ".join(part for part in (submitter.name, submitter.id_number, submitter.phone) if part)
        lines.append(parts.field(form, "submitter", told))
    return lines


def _appointment(slip: ReceiptSlip, form: Form) -> Story:
    due = form.caption("no_appointment") if slip.due_at is None else long_time(slip.due_at)
    return [
        parts.field(form, "sets", f"{slip.sets:02d} ({form.caption('set')})"),
        parts.field(form, "time_limit", slip.time_limit),
        parts.field(form, "received_at", long_time(slip.received_at)),
        parts.field(form, "due_at", due, emphasised=True),
        parts.field(form, "result_at", slip.result_at),
    ]


def _fees(fees: tuple[FeeLine, ...], form: Form) -> Story:
    if not fees:
        return []
    told = "; ".join(
        f"{fee.title}: {amount(fee.amount_vnd)} ({form.caption('fee_paid' if fee.paid else 'fee_unpaid')})"
        for fee in fees
    )
    return [parts.field(form, "fees", told)]


def _closing(slip: ReceiptSlip, form: Form) -> Story:
    letterhead = slip.head.letterhead
    lines: Story = [Spacer(0, 6)]
    register = (("register_book", slip.register_book), ("register_entry", slip.register_entry))
    lines.append(parts.fields_in_row(form, *register))
    notes = [form.caption("bring_along"), *slip.notes]
    if letterhead.hotline or letterhead.website:
        notes.append(
            filled(form, "help", hotline=letterhead.hotline or "…………", website=letterhead.website or "…………")
        )
    lines.append(parts.sentence(form, form.caption("note"), face=BOLD, smaller=1.5))
    lines += [parts.sentence(form, f"– {note}", face=ITALIC, smaller=1.5) for note in notes]
    return lines
