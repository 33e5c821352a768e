"""The checklist of one dossier as it stands now, and the clerk's decisions about it."""

from __future__ import annotations

from collections.abc import Sequence

from counter_app.contract.acts import ExceptionGranted, Kind, PaperReused
from counter_app.contract.manifest import ExceptionEntry
from counter_app.contract.organisation import Role
from counter_app.domain.checks import NEEDS_SECOND_PERSON, OTHER_PAPER, Ground, PageFacts, Review, review
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import InvalidInput, NotAllowed, NotFound
from counter_app.domain.ids import DossierId
from counter_app.domain.lifecycle import require_move
from counter_app.domain.pages import FindingKind
from counter_app.domain.papers import Reusable
from counter_app.domain.procedure import PaperRequirement
from counter_app.services.catalogue import Catalogue
from counter_app.services.ports import OpenWork, Page, PageState, Session, UnitOfWork
from counter_app.services.recording import Recorder, changed

OTHER_PAPER_TITLE = "Giấy tờ khác"


class ReviewDossier:
    """Reads the state of the checklist."""

    def __init__(self, open_work: OpenWork, catalogue: Catalogue) -> None:
        self._open_work = open_work
        self._catalogue = catalogue

    def __call__(self, dossier_id: DossierId) -> Review:
        """The checklist now. Raises ``NotFound`` for a dossier that is not registered."""
        with self._open_work() as work:
            return self.of(work, dossier_id)[2]

    def of(self, work: UnitOfWork, dossier_id: DossierId) -> tuple[Dossier, Sequence[Page], Review]:
        """Dossier, pages not set aside and checklist, as one transaction sees them."""
        dossier = work.dossiers.get(dossier_id)
        if dossier is None:
            raise NotFound("dossier_unknown")
        pages = work.pages.of_dossier(dossier_id)
        facts = [page_facts(page, number) for number, page in enumerate(pages, start=1)]
        requirements = self.requirements(dossier)
        return dossier, pages, review(requirements, facts, dossier.reused, dossier.exceptions)

    def requirements(self, dossier: Dossier) -> Sequence[PaperRequirement]:
        """The papers of the dossier's case by the catalogue in force when it was received."""
        return self._catalogue.case(dossier.procedure, dossier.case, on=dossier.received_at.date()).papers

    def paper_title(self, dossier: Dossier, paper_type: str) -> str:
        """What a clerk calls this paper."""
        titles = {one.paper_type: one.title for one in self.requirements(dossier)}
        return titles.get(paper_type, OTHER_PAPER_TITLE if paper_type == OTHER_PAPER else paper_type)


def page_facts(page: Page, number: int) -> PageFacts:
    """What the gate has to know about a page; ``number`` counts from 1 as the clerk sees it."""
    reading = page.reading
    return PageFacts(
        page_id=page.page_id,
        number=number,
        paper_type=page.paper_type,
        # A page that was turned is read again behind; until then, what was read before stands.
        read=page.state is PageState.READ or page.reading is not None,
        unreadable=page.state is PageState.UNREADABLE,
        blank=reading is not None and reading.blank,
        findings=tuple(finding.kind for finding in reading.findings) if reading else (),
        waived=page.waived,
    )


def open_findings(page: Page) -> tuple[FindingKind, ...]:
    """Findings of this page that nobody has accepted yet."""
    return page_facts(page, 0).open_findings


class GrantException:
    """Records that a required paper lawfully goes without a scan: on what ground, why, and who decided."""

    def __init__(self, open_work: OpenWork, review_dossier: ReviewDossier, recorder: Recorder) -> None:
        self._open_work = open_work
        self._review = review_dossier
        self._recorder = recorder

    def __call__(
        self, dossier_id: DossierId, paper_type: str, ground: Ground, reason: str, session: Session
    ) -> Dossier:
        """The dossier with the exception.

        Raises:
            InvalidInput: no reason was given.
            NotAllowed: the ground needs a supervisor.
        """
        if not reason.strip():
            raise InvalidInput("reason_needed")
        if ground in NEEDS_SECOND_PERSON and Role.SUPERVISOR not in session.roles:
            raise NotAllowed("needs_supervisor", kind=Kind.EXCEPTION_GRANTED)
        with self._open_work() as work:
            dossier, _, _ = self._review.of(work, dossier_id)
            _require(dossier, Kind.EXCEPTION_GRANTED, session)
            entry = ExceptionEntry(
                paper_type=paper_type,
                title=self._review.paper_title(dossier, paper_type),
                ground=ground,
                reason=reason.strip(),
                granted_by=session.clerk_id,
            )
            body = ExceptionGranted(exception=entry)
            after = changed(self._recorder.record(work, body, session=session, dossier=dossier))
            work.commit()
        return after


class ReusePaper:
    """Takes over a paper that the state already holds, instead of asking the citizen for it."""

    def __init__(self, open_work: OpenWork, review_dossier: ReviewDossier, recorder: Recorder) -> None:
        self._open_work = open_work
        self._review = review_dossier
        self._recorder = recorder

    def __call__(self, dossier_id: DossierId, reusable: Reusable, session: Session) -> Dossier:
        """The dossier with the reuse, which names the earlier file by its digest."""
        with self._open_work() as work:
            dossier, _, _ = self._review.of(work, dossier_id)
            _require(dossier, Kind.PAPER_REUSED, session)
            body = PaperReused(reuse=reusable.entry())
            after = changed(self._recorder.record(work, body, session=session, dossier=dossier))
            work.commit()
        return after


def _require(dossier: Dossier, kind: Kind, session: Session) -> None:
    require_move(dossier, kind, unit=session.unit, roles=roles_of(session))


def roles_of(session: Session) -> frozenset[Role]:
    """The session's roles that this release knows."""
    known = set(Role)
    return frozenset(Role(role) for role in session.roles if role in known)
