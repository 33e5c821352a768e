"""Seal a dossier: one signed PDF/A per paper, the manifest, and the acts, in one transaction.

Before the commit the dossier is open, after it the dossier will be delivered; there is nothing in between. Files
are made from what is stored and equal input gives equal bytes, so a crash half-way leaves nothing but a file to
be made again. A signature that cannot be made never holds a paper up: the paper is sealed unsigned and listed.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from counter_app.contract.acts import DossierSealed, Kind, PaperSealed
from counter_app.contract.manifest import Manifest, PageEntry, PaperEntry
from counter_app.contract.organisation import Role
from counter_app.domain.batches import count_sheets
from counter_app.domain.checks import Review
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import DeviceBusy, NeedsAttention, NotReady, TryLater
from counter_app.domain.ids import DossierId
from counter_app.domain.lifecycle import require_move
from counter_app.domain.paper_files import PaperMetadata, PaperPage
from counter_app.domain.papers import TrustLevel
from counter_app.services.paper_fields import confirmed_fields
from counter_app.services.ports import (
    Chance,
    Clock,
    OpenWork,
    OutgoingFile,
    Page,
    PaperSigner,
    PaperWriter,
    Session,
    UnitOfWork,
    Vault,
)
from counter_app.services.recording import Recorder, changed
from counter_app.services.review import ReviewDossier
from counter_app.services.strengthen import wait_for_evidence
from counter_app.services.troubles import note_trouble

_log = logging.getLogger(__name__)


class Seal:
    """Closes the capture of one dossier."""

    def __init__(
        self,
        open_work: OpenWork,
        vault: Vault,
        review: ReviewDossier,
        writer: PaperWriter,
        signer: PaperSigner,
        recorder: Recorder,
        clock: Clock,
        chance: Chance,
        *,
        evidence_later: bool = False,
    ) -> None:
        """``evidence_later``: time stamps are to be had, and each signed paper waits for its own."""
        self._open_work = open_work
        self._vault = vault
        self._review = review
        self._writer = writer
        self._signer = signer
        self._recorder = recorder
        self._clock = clock
        self._chance = chance
        self._evidence_later = evidence_later

    def __call__(self, dossier_id: DossierId, session: Session) -> Dossier:
        """The sealed dossier. Call it off the window's thread: it writes and signs files.

        Raises:
            NotReady: ``open_points`` lists what is missing, one code each.
            IllegalMove: the dossier is not open for capture, or another unit holds it.
            DeviceBusy: ``changed_meanwhile``: pages or acts came in between; repeat.
        """
        roles = frozenset(Role(role) for role in session.roles if role in set(Role))
        with self._open_work() as work:
            dossier, pages, review = self._review.of(work, dossier_id)
            require_move(dossier, Kind.DOSSIER_SEALED, unit=session.unit, roles=roles)
        _require_nothing_open(review)
        sealed = [self._seal_paper(dossier, paper_type, own, session) for paper_type, own in _by_paper(pages)]
        with self._open_work() as work:
            again, pages_now, _ = self._review.of(work, dossier_id)
            if again.version != dossier.version or pages_now != pages:
                raise DeviceBusy("changed_meanwhile")
            after = self._commit(work, again, sealed, session)
            work.commit()
        return after

    def _seal_paper(
        self, dossier: Dossier, paper_type: str, pages: Sequence[Page], session: Session
    ) -> PaperEntry:
        title = self._review.paper_title(dossier, paper_type)
        scanned_at = max(page.captured_at for page in pages)
        content = [
            PaperPage(jpeg=self._vault.get(page.cleaned), reading=page.reading, turned_deg=page.turned_deg)
            for page in pages
            if page.reading is not None
        ]
        about = PaperMetadata(
            paper_title=title,
            scanned_at=scanned_at,
            dossier_code=dossier.code,
            procedure_code=dossier.procedure,
            paper_type=paper_type,
            clerk=session.name,
            trust_level=TrustLevel.CLERK_SIGNED_SCAN,
            sheets=count_sheets(pages),
        )
        signed = True
        try:
            pdf = self._signer.sign_paper(
                self._writer.write_paper(content, about),
                name=session.name,
                when=scanned_at,
                page_lines=content[0].reading.lines,
            )
        except (TryLater, NeedsAttention) as error:
            _log.info("a paper stays unsigned for now: %s", error)
            signed = False
            pdf = self._writer.write_paper(content, replace(about, trust_level=TrustLevel.UNSIGNED_SCAN))
        digest = self._vault.put(pdf)
        return PaperEntry(
            paper_id=_paper_id(dossier, paper_type),
            paper_type=paper_type,
            title=title,
            file=digest,
            size_bytes=len(pdf),
            pages=tuple(_page_entry(page) for page in pages if page.reading is not None),
            signed=signed,
        )

    def _commit(
        self, work: UnitOfWork, dossier: Dossier, sealed: Sequence[PaperEntry], session: Session
    ) -> Dossier:
        now = dossier
        fields = confirmed_fields(work, dossier.dossier_id)
        for paper in sealed:
            body = PaperSealed(paper=paper, fields=fields.get(paper.paper_type, {}))
            now = changed(self._recorder.record(work, body, session=session, dossier=now))
            work.files.add(
                OutgoingFile(
                    digest=paper.file,
                    size_bytes=paper.size_bytes,
                    dossier_id=dossier.dossier_id,
                    due_at=dossier.due_at,
                )
            )
            if not paper.signed:
                note_trouble(
                    work,
                    "paper_unsigned",
                    dossier_id=dossier.dossier_id,
                    since=self._clock.now(),
                    chance=self._chance,
                    facts={"paper": paper.title},
                )
        if self._evidence_later:
            wait_for_evidence(work, dossier.dossier_id, sealed)
        manifest = Manifest(
            dossier_id=dossier.dossier_id,
            code=dossier.code,
            procedure=dossier.procedure,
            case=dossier.case,
            papers=tuple(sealed),
            reused=now.reused,
            exceptions=now.exceptions,
        )
        body_sealed = DossierSealed(manifest=manifest, manifest_digest=manifest.name)
        return changed(self._recorder.record(work, body_sealed, session=session, dossier=now))


def _require_nothing_open(review: Review) -> None:
    if review.open_points:
        raise NotReady(
            "open_points",
            findings=tuple(f"{point.kind}:{point.paper_type}:{point.page}" for point in review.open_points),
        )


def _by_paper(pages: Sequence[Page]) -> list[tuple[str, list[Page]]]:
    """Pages grouped by paper, papers in the order of their first page."""
    groups: dict[str, list[Page]] = {}
    for page in pages:
        groups.setdefault(page.paper_type, []).append(page)
    return list(groups.items())


def _paper_id(dossier: Dossier, paper_type: str) -> str:
    """One paper of a type per dossier: sealing again after a supplement replaces it."""
    return f"{dossier.dossier_id}:{paper_type}"


def _page_entry(page: Page) -> PageEntry:
    reading = page.reading
    assert reading is not None  # noqa: S101 - the caller passes read pages only
    return PageEntry(
        image=page.cleaned,
        raw=page.raw,
        width=reading.width,
        height=reading.height,
        dpi=reading.dpi,
        blank=reading.blank,
    )
