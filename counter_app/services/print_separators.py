"""The separator sheets of a dossier: one for each paper that is to be scanned, printed with the receipt."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from counter_app.domain.errors import NotFound
from counter_app.domain.ids import DossierId
from counter_app.domain.procedure import PaperNeed
from counter_app.domain.slips import PaperToScan, SeparatorSheets
from counter_app.services.ports import Clock, OpenWork, Session
from counter_app.services.receipt import PrintReceipt
from counter_app.services.review import ReviewDossier

NEVER_SCANNED = frozenset({PaperNeed.SECRET, PaperNeed.MUST_NOT_SCAN, PaperNeed.SHOW_ONLY})


class SeparatorPrinter(Protocol):
    """Makes the sheets."""

    def separators(self, sheets: SeparatorSheets) -> bytes:
        """The PDF, one page per paper."""


class PrintSeparators:
    """Prints them for a registered dossier, as often as they are wanted."""

    def __init__(
        self,
        open_work: OpenWork,
        receipt: PrintReceipt,
        review: ReviewDossier,
        printer: SeparatorPrinter,
        clock: Clock,
    ) -> None:
        self._open_work = open_work
        self._receipt = receipt
        self._review = review
        self._printer = printer
        self._clock = clock

    def __call__(self, dossier_id: DossierId, session: Session, *, papers: Collection[str] = ()) -> bytes:
        """The PDF to print: for these papers, or for all of the case that may be scanned.

        Raises:
            NotFound: the dossier is not registered, or none of the papers is to be scanned.
        """
        with self._open_work() as work:
            dossier = work.dossiers.get(dossier_id)
        if dossier is None:
            raise NotFound("dossier_unknown")
        chosen = tuple(
            PaperToScan(one.paper_type, one.title)
            for one in self._review.requirements(dossier)
            if one.need not in NEVER_SCANNED and (not papers or one.paper_type in papers)
        )
        if not chosen:
            raise NotFound("nothing_to_scan")
        slip = self._receipt.slip(dossier, session, reprint=0, at=self._clock.now())
        return self._printer.separators(SeparatorSheets(slip.head, chosen))
