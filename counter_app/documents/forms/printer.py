"""All slips of the window behind one object: the form in force on the day of issue, then the slip's own module."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from counter_app.documents.forms.form_sets import load_form_sets
from counter_app.documents.forms.receipt import render_receipt
from counter_app.documents.forms.typefaces import load_typefaces
from counter_app.domain.forms import FormSet, form_set_on
from counter_app.domain.slips import ReceiptSlip


class FormPrinter:
    """Prints with the form sets of ``forms`` and the typefaces of ``fonts``, both read once.

    Every method gives a PDF/A-1b with all copies of the slip; equal slips give equal bytes. ``NotFound`` is
    raised when no form set is in force on the day of issue, or the set has no such form.
    """

    def __init__(self, *, forms: Path, fonts: Path) -> None:
        self._form_sets = load_form_sets(forms)
        load_typefaces(fonts)

    def receipt(self, slip: ReceiptSlip) -> bytes:
        return render_receipt(slip, form_set=self._on(slip.head.issued_at))

    def _on(self, moment: datetime) -> FormSet:
        return form_set_on(self._form_sets, moment.date())
