"""Originals of certified copies: scanned while the person is at the window, sealed as soon as nothing is open."""

from __future__ import annotations

from threading import Event as StopSign

from counter_app.contract.moves import State
from counter_app.domain.dossier import Dossier
from counter_app.domain.ids import DossierId
from counter_app.domain.procedure import PaperNeed
from counter_app.services.capture import Capture, CaptureOutcome, Into
from counter_app.services.catalogue import Catalogue
from counter_app.services.clock import province_now
from counter_app.services.ports import Clock, OpenWork, Session
from counter_app.services.review import ReviewDossier
from counter_app.services.scan_profiles import USUAL, fit
from counter_app.services.seal import Seal


class Originals:
    """Scans, counts and seals without a screen of its own."""

    def __init__(
        self,
        open_work: OpenWork,
        capture: Capture,
        catalogue: Catalogue,
        review: ReviewDossier,
        seal: Seal,
        clock: Clock,
    ) -> None:
        self._open_work = open_work
        self._capture = capture
        self._catalogue = catalogue
        self._review = review
        self._seal = seal
        self._clock = clock

    def scan(self, dossier_id: DossierId, procedure: str, case: str, stop: StopSign) -> CaptureOutcome:
        """Scan what lies in the feeder as the first paper that the case asks for.

        The dossier may still be to come. The scanner is the one that was used last at this window.

        Raises:
            DeviceBusy: ``no_scanner``: none was found.
            InvalidInput: the scanner cannot scan such a paper as the rules ask.
        """
        with self._open_work() as work:
            today = province_now(work, self._clock).date()
        papers = self._catalogue.case(procedure, case, on=today).papers
        paper = next((one for one in papers if one.need is PaperNeed.REQUIRED), None)
        record = self._catalogue.procedures.scan_profile(paper.scan_profile if paper else USUAL)
        device = self._capture.usual()
        fitted = fit(record, device)
        return self._capture.run(
            dossier_id, device, fitted.profile, stop=stop, into=Into(paper.paper_type if paper else "")
        )

    def written_pages(self, dossier_id: DossierId) -> int:
        """Pages that are there and, as far as they were read, not blank."""
        with self._open_work() as work:
            pages = work.pages.of_dossier(dossier_id)
        return sum(page.reading is None or not page.reading.blank for page in pages)

    def seal_when_ready(self, dossier_id: DossierId, session: Session) -> Dossier | None:
        """The sealed dossier; None while something is open or when it is sealed already."""
        with self._open_work() as work:
            dossier, _, review = self._review.of(work, dossier_id)
        if dossier.state is not State.RECEIVED or not review.can_seal:
            return None
        return self._seal(dossier_id, session)
