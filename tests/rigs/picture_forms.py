"""Draws the page images of ``docs/forms``: ``python -m tests.rigs.picture_forms docs/forms``."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from counter_app.documents.forms.printer import FormPrinter
from tests.rigs import pdf_eyes, sample_slips

_DPI = 90
_GREYS = 16


def draw_all(folder: Path) -> None:
    """One picture of the first page of every slip, and of the variants that look different."""
    printer = FormPrinter(forms=sample_slips.RESOURCES / "forms", fonts=sample_slips.RESOURCES / "fonts")
    apology = sample_slips.APOLOGY
    a_year_before = replace(
        apology,
        head=replace(apology.head, issued_at=apology.head.issued_at.replace(year=2024)),
        received_at=apology.received_at.replace(year=2024),
        due_at=apology.due_at.replace(year=2024),
        new_due_at=apology.new_due_at.replace(year=2024),
    )
    provisional = sample_slips.PROVISIONAL_RECEIPT
    printed = {
        "01-receipt": printer.receipt(sample_slips.RECEIPT),
        "01-receipt-provisional-reprint": printer.receipt(
            replace(provisional, head=replace(provisional.head, reprint=1))
        ),
        "02-supplement": printer.supplement(sample_slips.SUPPLEMENT),
        "03-refusal": printer.refusal(sample_slips.REFUSAL),
        "04-apology-2018": printer.apology(a_year_before),
        "04-apology-2025": printer.apology(sample_slips.APOLOGY),
        "05-stop": printer.stop(sample_slips.STOP),
        "06-control": printer.control(sample_slips.CONTROL),
        "07-register": printer.register(sample_slips.REGISTER),
        "fee-receipt": printer.fee_receipt(sample_slips.FEE_RECEIPT),
        "hand-over": printer.hand_over(sample_slips.HAND_OVER),
        "separator": printer.separators(sample_slips.SEPARATORS),
    }
    for name, pdf in printed.items():
        pdf_eyes.picture_of(pdf, dpi=_DPI).quantize(_GREYS).save(folder / f"{name}.png", optimize=True)


if __name__ == "__main__":
    draw_all(Path(sys.argv[1]))
