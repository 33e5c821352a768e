"""The receipt on a roll."""

from __future__ import annotations

from counter_app.documents.forms.captions import filled
from counter_app.documents.forms.roll import Lines, compose_roll, roll_heading, roll_papers, roll_signers
from counter_app.documents.forms.sheet import Story
from counter_app.documents.forms.typefaces import BOLD, ITALIC
from counter_app.documents.forms.wording import amount, long_time
from counter_app.domain.forms import FormSet, Roll, SlipKind
from counter_app.domain.slips import Copy, ReceiptSlip


def render_roll_receipt(slip: ReceiptSlip, *, form_set: FormSet, roll: Roll) -> bytes:
    """One page per copy, in the order of ``slip.copies``."""
    lines = Lines(form_set.form(SlipKind.RECEIPT), roll)
    copies = [_copy(slip, lines, copy) for copy in slip.copies]
    return compose_roll(copies, lines.form, roll=roll, moment=slip.head.issued_at)


def _copy(slip: ReceiptSlip, lines: Lines, copy: Copy) -> Story:
    form = lines.form
    due = form.caption("no_appointment") if slip.due_at is None else long_time(slip.due_at)
    brought_by = (slip.submitter or slip.head.holder).name
    return [
        *_heading(slip, lines, copy),
        *_people(slip, lines),
        lines.field("request", slip.request, face=BOLD),
        lines.text(form.caption("papers")),
        *roll_papers(slip.papers, lines),
        lines.field("sets", f"{slip.sets:02d} ({form.caption('set')})"),
        lines.field("time_limit", slip.time_limit),
        lines.field("received_at", long_time(slip.received_at)),
        lines.text(form.caption("due_at")),
        lines.centred(due, face=BOLD, larger=1.5),
        lines.field("result_at", slip.result_at),
        *_fees(slip, lines),
        lines.rule(),
        *roll_signers(
            lines, copy, stays_with=("signer_submitter", brought_by), clerk=("signer_receiver", slip.clerk)
        ),
        *_notes(slip, lines),
    ]


def _heading(slip: ReceiptSlip, lines: Lines, copy: Copy) -> Story:
    parts = roll_heading(lines, slip.head, copy, appointment=slip.due_at)
    if slip.head.provisional:
        parts.append(lines.text(lines.form.caption("provisional_note"), face=ITALIC, larger=-1))
    return [*parts, lines.rule()]


def _people(slip: ReceiptSlip, lines: Lines) -> Story:
    holder = slip.head.holder
    told = [lines.field("holder", holder.name, face=BOLD)]
    for name, value in (("id_number", holder.id_number), ("phone", holder.phone), ("address", holder.address)):
        if value:
            told.append(lines.field(name, value))
    if slip.submitter is not None:
        submitter = slip.submitter
        parts = (submitter.name, submitter.id_number, submitter.phone)
        told.append(lines.field("submitter", ", ".join(part for part in parts if part)))
    return told


def _fees(slip: ReceiptSlip, lines: Lines) -> Story:
    if not slip.fees:
        return []
    form = lines.form
    told = [
        f"{fee.title}: {amount(fee.amount_vnd)} ({form.caption('fee_paid' if fee.paid else 'fee_unpaid')})"
        for fee in slip.fees
    ]
    return [lines.field("fees", told[0]), *(lines.text(one) for one in told[1:])]


def _notes(slip: ReceiptSlip, lines: Lines) -> Story:
    form, letterhead = lines.form, slip.head.letterhead
    notes = [form.caption("bring_along"), *slip.notes]
    if letterhead.hotline or letterhead.website:
        notes.append(
            filled(form, "help", hotline=letterhead.hotline or "…………", website=letterhead.website or "…………")
        )
    return [lines.rule(), *(lines.text(f"– {note}", face=ITALIC, larger=-1) for note in notes)]
