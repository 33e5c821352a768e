"""The other slips that are given out at the window, on a roll: fee receipt, request to complete, refusal.

What goes on with the dossier, or is signed by the head of an agency under its seal, stays on a sheet.
"""

from __future__ import annotations

from counter_app.documents.forms.captions import filled
from counter_app.documents.forms.roll import Lines, compose_roll, roll_heading, roll_papers, roll_signers
from counter_app.documents.forms.sheet import Story
from counter_app.documents.forms.typefaces import BOLD
from counter_app.documents.forms.wording import amount, amount_in_words, long_date
from counter_app.domain.forms import FormSet, Roll, SlipKind
from counter_app.domain.slips import Copy, FeeReceiptSlip, Party, RefusalSlip, SupplementSlip


def render_roll_fee_receipt(slip: FeeReceiptSlip, *, form_set: FormSet, roll: Roll) -> bytes:
    """One page per copy."""
    lines = Lines(form_set.form(SlipKind.FEE_RECEIPT), roll)
    copies = [_fee_receipt(slip, lines, copy) for copy in slip.copies]
    return compose_roll(copies, lines.form, roll=roll, moment=slip.head.issued_at)


def render_roll_supplement(slip: SupplementSlip, *, form_set: FormSet, roll: Roll) -> bytes:
    """One page per copy."""
    lines = Lines(form_set.form(SlipKind.SUPPLEMENT), roll)
    copies = [_supplement(slip, lines, copy) for copy in slip.copies]
    return compose_roll(copies, lines.form, roll=roll, moment=slip.head.issued_at)


def render_roll_refusal(slip: RefusalSlip, *, form_set: FormSet, roll: Roll) -> bytes:
    """One page per copy."""
    lines = Lines(form_set.form(SlipKind.REFUSAL), roll)
    copies = [_refusal(slip, lines, copy) for copy in slip.copies]
    return compose_roll(copies, lines.form, roll=roll, moment=slip.head.issued_at)


def _fee_receipt(slip: FeeReceiptSlip, lines: Lines, copy: Copy) -> Story:
    form, payer = lines.form, slip.payer
    total = sum(fee.amount_vnd for fee in slip.fees)
    kinds = {True: form.caption("kind_duty"), False: form.caption("kind_charge")}
    return [
        *roll_heading(lines, slip.head, copy),
        lines.rule(),
        *_told(lines, ("model", slip.model), ("series", slip.series)),
        lines.field("serial", slip.serial, face=BOLD),
        lines.field("payer", payer.name, face=BOLD),
        *_told(lines, ("id_number", payer.id_number), ("address", payer.address)),
        *_told(lines, ("procedure", slip.head.procedure)),
        *(
            lines.text(f"– {fee.title} ({kinds[fee.duty]}): {amount(fee.amount_vnd)}", indent=6)
            for fee in slip.fees
        ),
        lines.centred(f"{form.caption('sum')}: {amount(total)}", face=BOLD, larger=1.5),
        lines.field("in_words", amount_in_words(total), face=BOLD),
        *_told(lines, ("payment", slip.payment)),
        lines.rule(),
        *roll_signers(
            lines, copy, stays_with=("signer_payer", payer.name), clerk=("signer_cashier", slip.cashier)
        ),
    ]


def _supplement(slip: SupplementSlip, lines: Lines, copy: Copy) -> Story:
    form, letterhead = lines.form, slip.head.letterhead
    until = [lines.field("until", long_date(slip.until), face=BOLD)] if slip.until else []
    help_text = filled(
        form, "help", clerk=slip.clerk, hotline=letterhead.hotline or "…………", website=letterhead.website or "…………"
    )
    return [
        *roll_heading(lines, slip.head, copy),
        lines.rule(),
        *_holder(lines, slip.head.holder),
        lines.field("request", slip.request),
        lines.text(form.caption("asked")),
        *roll_papers(slip.papers, lines),
        lines.field("reason", slip.reason),
        *until,
        lines.text(help_text, larger=-1),
        lines.rule(),
        *roll_signers(lines, copy, stays_with=("", ""), clerk=("signer_guide", slip.clerk)),
    ]


def _refusal(slip: RefusalSlip, lines: Lines, copy: Copy) -> Story:
    head, form = slip.head, lines.form
    office = head.letterhead.office or head.letterhead.unit
    return [
        *roll_heading(lines, head, copy),
        lines.rule(),
        lines.field("office", office),
        *_holder(lines, head.holder),
        lines.field("request", slip.request),
        lines.text(filled(form, "decision", office=office)),
        lines.field("reason", slip.reason, face=BOLD),
        *_told(lines, ("ground", slip.ground)),
        lines.text(form.caption("closing")),
        lines.rule(),
        *roll_signers(
            lines,
            copy,
            stays_with=("signer_submitter", head.holder.name),
            clerk=("signer_receiver", slip.clerk),
        ),
    ]


def _holder(lines: Lines, holder: Party) -> Story:
    """Whom it is for; nobody writes by hand on thermal paper, so that what is not known has no line."""
    contact = _told(lines, ("address", holder.address), ("phone", holder.phone), ("email", holder.email))
    return [lines.field("of", holder.name, face=BOLD), *contact]


def _told(lines: Lines, *pairs: tuple[str, str]) -> Story:
    return [lines.field(name, value) for name, value in pairs if value]
