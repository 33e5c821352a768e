"""On which paper this window prints what it gives out: the sheet of the form, or a roll of a thermal printer.

Receipts of dossiers and of fees, requests to complete and refusals come on it.

It is a choice of the window, made where its printers are, and stays when the program ends.
"""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain.forms import Roll
from counter_app.services.ports import OpenWork

CHOICE = "receipt_paper"
_BETWEEN = "|"


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """``roll`` None is the sheet of the form; ``printer`` empty is the printer that its size goes to."""

    roll: Roll | None = None
    printer: str = ""

    def told(self) -> str:
        """One text, as it is kept and as a list of choices names it."""
        return f"{self.roll or ''}{_BETWEEN}{self.printer}"


def receipt_paper(told: str) -> ReceiptPaper:
    """The choice that ``told`` made this text of; the sheet for whatever is none."""
    roll, _, printer = told.partition(_BETWEEN)
    if roll not in {known.value for known in Roll}:
        return ReceiptPaper()
    return ReceiptPaper(Roll(roll), printer)


class ChooseReceiptPaper:
    """Keeps the choice."""

    def __init__(self, open_work: OpenWork) -> None:
        self._open_work = open_work

    def now(self) -> ReceiptPaper:
        """What was chosen last; the sheet until then."""
        with self._open_work() as work:
            return receipt_paper(work.observations.get(CHOICE) or "")

    def choose(self, paper: ReceiptPaper) -> None:
        """What is given out goes there from now on."""
        with self._open_work() as work:
            work.observations.put(CHOICE, paper.told())
            work.commit()
