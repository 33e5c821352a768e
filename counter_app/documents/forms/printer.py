"""All slips of the window behind one object: the form in force on the day of issue, then the slip's own module."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from counter_app.documents.forms.apology import render_apology
from counter_app.documents.forms.control import render_control
from counter_app.documents.forms.fee_receipt import render_fee_receipt
from counter_app.documents.forms.form_sets import load_form_sets
from counter_app.documents.forms.hand_over import render_hand_over
from counter_app.documents.forms.receipt import render_receipt
from counter_app.documents.forms.refusal import render_refusal
from counter_app.documents.forms.register import render_register
from counter_app.documents.forms.roll_receipt import render_roll_receipt
from counter_app.documents.forms.roll_slips import (
    render_roll_fee_receipt,
    render_roll_refusal,
    render_roll_supplement,
)
from counter_app.documents.forms.separator import render_separators
from counter_app.documents.forms.stop import render_stop
from counter_app.documents.forms.supplement import render_supplement
from counter_app.documents.forms.typefaces import load_typefaces
from counter_app.domain.forms import FormSet, Roll, form_set_on
from counter_app.domain.slips import (
    ApologySlip,
    ControlSlip,
    FeeReceiptSlip,
    HandOverList,
    ReceiptSlip,
    RefusalSlip,
    RegisterSheet,
    SeparatorSheets,
    StopSlip,
    SupplementSlip,
)


class FormPrinter:
    """Prints with the form sets of the folder ``forms`` and the typefaces of ``fonts``.

    ``forms`` may be a question: while its answer stays the same the folder is read once. ``roll`` is asked for
    each slip that is given out at the window: the roll that it is printed on, or None for the sheet of its form.
    Every method gives a PDF/A-1b with all copies of the slip; equal slips give equal bytes. ``NotFound`` is
    raised when no form set is in force on the day of issue, or the set has no such form.
    """

    def __init__(
        self,
        *,
        forms: Path | Callable[[], Path],
        fonts: Path,
        roll: Callable[[], Roll | None] = lambda: None,
    ) -> None:
        self._roll = roll
        self._folder = forms if callable(forms) else lambda: forms
        self._read = (self._folder(), load_form_sets(self._folder()))
        load_typefaces(fonts)

    def receipt(self, slip: ReceiptSlip) -> bytes:
        return self.receipt_on(slip, self._roll())

    def receipt_on(self, slip: ReceiptSlip, roll: Roll | None) -> bytes:
        """The receipt on this roll, or on the sheet of its form."""
        form_set = self._on(slip.head.issued_at)
        if roll is None:
            return render_receipt(slip, form_set=form_set)
        return render_roll_receipt(slip, form_set=form_set, roll=roll)

    def supplement(self, slip: SupplementSlip) -> bytes:
        form_set, roll = self._on(slip.head.issued_at), self._roll()
        if roll is None:
            return render_supplement(slip, form_set=form_set)
        return render_roll_supplement(slip, form_set=form_set, roll=roll)

    def refusal(self, slip: RefusalSlip) -> bytes:
        form_set, roll = self._on(slip.head.issued_at), self._roll()
        if roll is None:
            return render_refusal(slip, form_set=form_set)
        return render_roll_refusal(slip, form_set=form_set, roll=roll)

    def apology(self, slip: ApologySlip) -> bytes:
        return render_apology(slip, form_set=self._on(slip.head.issued_at))

    def stop(self, slip: StopSlip) -> bytes:
        return render_stop(slip, form_set=self._on(slip.head.issued_at))

    def control(self, slip: ControlSlip) -> bytes:
        return render_control(slip, form_set=self._on(slip.head.issued_at))

    def register(self, sheet: RegisterSheet) -> bytes:
        return render_register(sheet, form_set=self._on(sheet.issued_at))

    def hand_over(self, slip: HandOverList) -> bytes:
        return render_hand_over(slip, form_set=self._on(slip.issued_at))

    def fee_receipt(self, slip: FeeReceiptSlip) -> bytes:
        form_set, roll = self._on(slip.head.issued_at), self._roll()
        if roll is None:
            return render_fee_receipt(slip, form_set=form_set)
        return render_roll_fee_receipt(slip, form_set=form_set, roll=roll)

    def separators(self, sheets: SeparatorSheets) -> bytes:
        return render_separators(sheets, form_set=self._on(sheets.head.issued_at))

    def _on(self, moment: datetime) -> FormSet:
        folder, form_sets = self._read
        if self._folder() != folder:
            folder = self._folder()
            form_sets = load_form_sets(folder)
            self._read = (folder, form_sets)
        return form_set_on(form_sets, moment.date())
