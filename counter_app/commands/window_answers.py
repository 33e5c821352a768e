"""Answers to what several screens of the window ask, and to what takes more than one question to the counter."""

from __future__ import annotations

from pathlib import Path
from threading import Event as StopSign

from counter_app.bootstrap import Counter
from counter_app.domain.addresses import Area
from counter_app.domain.errors import CounterError, NotFound
from counter_app.domain.ids import ActId, DossierId, PageId, UnitCode
from counter_app.domain.procedure import Procedure
from counter_app.domain.scanning import Device, PageProgress, ScanProfile
from counter_app.services.capture import CaptureOutcome, Into
from counter_app.services.competence import FindCompetent
from counter_app.services.events import PageUnderWay
from counter_app.services.ports import LINK_PROBLEM, DeviceIdentity, StoredAct
from counter_app.services.scan_profiles import Fitted
from counter_app.ui.images import Size
from counter_app.ui.presenters.capture_wording import CaptureFacts
from counter_app.ui.presenters.review_wording import ReviewFacts


class Answers:
    """What one counter answers to the screens of its window."""

    def __init__(self, counter: Counter) -> None:
        self._counter = counter
        self._queries = counter.store.queries

    def started(self) -> None:
        """The window is usable: start the link, adopt and read what a former run left behind."""
        if self._counter.settings.server_url:
            self._counter.engine.start()
        self._counter.capture.adopt()
        self._counter.recognise.begin_waiting()

    def own_unit(self, identity: DeviceIdentity | None) -> str:
        """What people call the unit of this window; empty before it is enrolled."""
        if identity is None:
            return ""
        return self.unit_title(identity.unit)

    def unit_title(self, unit: str) -> str:
        """What people call a unit today."""
        return self._counter.catalogue.unit_title(UnitCode(unit), self._counter.today())

    def procedures(self) -> tuple[Procedure, ...]:
        return tuple(self._counter.catalogue.in_force(self._counter.today()))

    def communes(self, typed: str) -> tuple[Area, ...]:
        """Communes of today that may be meant; those of this province first."""
        return FindCompetent(self._counter.catalogue).suggest(typed, self._counter.today())

    def full_title(self, area: Area) -> str:
        """A commune with its province."""
        return self._counter.catalogue.addresses.full_title(area)

    def act(self, act_id: str) -> StoredAct | None:
        """An act of the log."""
        with self._counter.store.open_work() as work:
            return work.acts.get(ActId(act_id))

    def first_time(self, clerk_id: str) -> bool:
        """Whether this clerk has not seen the guide here; from now on they have."""
        name = f"guide_seen:{clerk_id}"
        with self._counter.store.open_work() as work:
            seen = work.observations.get(name) is not None
            work.observations.put(name, "yes")
            work.commit()
        return not seen

    def link_problem(self) -> str:
        """Why the last request to the province failed; empty after one that did not."""
        with self._counter.store.open_work() as work:
            return work.observations.get(LINK_PROBLEM) or ""

    def keep(self, name: str, content: bytes) -> Path:
        """Put a file where this person finds it; one of the same name gives way."""
        folder = self._counter.settings.exports
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / name
        path.write_bytes(content)
        return path

    def title_of(self, procedure: str) -> str:
        """A procedure's title today, or its code when the catalogue does not know it any more."""
        try:
            return self._counter.catalogue.procedure(procedure, on=self._counter.today()).title
        except CounterError:
            return procedure

    def page_image(self, page_id: PageId, size: Size) -> bytes:
        """The best picture there is of a page, from here or out of its paper at the province."""
        return self._counter.open_page(page_id, small=size is Size.THUMB)

    def capture_facts(self, dossier_id: DossierId) -> CaptureFacts:
        dossier = self._queries.dossier(dossier_id)
        if dossier is None:
            raise NotFound("dossier_unknown")
        return CaptureFacts(
            dossier=dossier,
            procedure=self.title_of(dossier.procedure),
            requirements=tuple(self._counter.review.requirements(dossier)),
            pages=tuple(self._queries.pages(dossier_id, with_removed=True)),
        )

    def fitted(self, dossier_id: DossierId, paper_type: str, device: Device) -> Fitted:
        """How a paper of the dossier is scanned on this device."""
        dossier = self._queries.dossier(dossier_id)
        if dossier is None:
            raise NotFound("dossier_unknown")
        return self._counter.scan_profiles.for_paper(dossier, paper_type, device)

    def scan(
        self, dossier_id: DossierId, device: Device, profile: ScanProfile, *, stop: StopSign, into: Into
    ) -> CaptureOutcome:
        """Scan, and tell which page the scanner works on."""

        def told(progress: PageProgress) -> None:
            self._counter.events.publish(PageUnderWay(dossier_id, progress.number, progress.percent))

        return self._counter.capture.run(dossier_id, device, profile, stop=stop, progress=told, into=into)

    def review_facts(self, dossier_id: DossierId) -> ReviewFacts:
        with self._counter.store.open_work() as work:
            dossier, pages, review = self._counter.review.of(work, dossier_id)
            fields = self._counter.paper_fields.of(work, dossier, pages)
        on = dossier.received_at.date()
        holdings = self._counter.held_papers.known(dossier.applicant.id_number)
        requirements = [state.requirement for state in review.requirements]
        return ReviewFacts(
            dossier=dossier,
            procedure=self.title_of(dossier.procedure),
            review=review,
            pages=tuple(pages),
            held=tuple((one.paper.file, one) for one in holdings.for_papers(requirements, on).values()),
            fields=fields,
            source=self._counter.catalogue.procedure(dossier.procedure, on=on),
            names={one.granted_by: self._counter.staff_names(one.granted_by) for one in dossier.exceptions},
        )
