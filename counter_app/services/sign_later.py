"""Sign afterwards what was sealed without a signature: the token was at home, its PIN locked, the service away.

The sealed paper is named by its digest, so it is never changed: the signed file begins with its bytes, is sent
beside it, and an act of its own says so. It bears the time at which it was signed. Who signs is who scanned the
paper, because the signature says so (Circular 01/2023/TT-VPCP Art. 8), or a supervisor where that person is away.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from counter_app.contract.acts import PaperSealed, PaperSigned, body_of, known_kind
from counter_app.contract.manifest import PaperEntry
from counter_app.contract.organisation import Role
from counter_app.domain.errors import NotAllowed, NotFound, NotReady
from counter_app.domain.ids import DossierId
from counter_app.domain.pages import Line
from counter_app.services.ports import (
    Clock,
    OpenWork,
    OutgoingFile,
    PaperSigner,
    Session,
    StoredAct,
    UnitOfWork,
    Vault,
)
from counter_app.services.projection import TURNED_DOWN
from counter_app.services.recording import Recorder
from counter_app.services.strengthen import wait_for_evidence
from counter_app.services.troubles import solve_troubles

PAPER_UNSIGNED = "paper_unsigned"


class SignLater:
    """Signs every paper of one dossier that waits for it.

    Args:
        open_work: The store.
        vault: Where the signed file is put.
        fetch: A sealed paper's file, from here or from the province.
        signer: The clerk's.
        recorder: Makes the acts.
        clock: The device's.
        evidence_later: Time stamps are to be had, and each signed paper waits for its own.
    """

    def __init__(
        self,
        open_work: OpenWork,
        vault: Vault,
        fetch: Callable[[str], bytes],
        signer: PaperSigner,
        recorder: Recorder,
        clock: Clock,
        *,
        evidence_later: bool = False,
    ) -> None:
        self._open_work = open_work
        self._vault = vault
        self._fetch = fetch
        self._signer = signer
        self._recorder = recorder
        self._clock = clock
        self._evidence_later = evidence_later

    def __call__(self, dossier_id: DossierId, session: Session) -> int:
        """How many papers were signed. Call it off the window's thread: somebody may be asked for a PIN.

        What was signed before one failed stays signed; what was sealed is never touched.

        Raises:
            NotReady: ``nothing_to_sign``.
            NotAllowed: ``signed_by_who_scanned``.
            TryLater: The key is still not at hand, or the paper has left this PC and there is no link.
            NeedsAttention: The key cannot be used, or the file cannot be signed.
        """
        with self._open_work() as work:
            waiting = unsigned_papers(work.acts.of_dossier(dossier_id))
        if not waiting:
            raise NotReady("nothing_to_sign")
        for paper, scanned_by in waiting:
            if scanned_by != session.clerk_id and Role.SUPERVISOR not in session.roles:
                raise NotAllowed("signed_by_who_scanned", paper=paper.title)
        for paper, _ in waiting:
            self._sign(dossier_id, paper, session)
        return len(waiting)

    def _sign(self, dossier_id: DossierId, paper: PaperEntry, session: Session) -> None:
        with self._open_work() as work:
            lines = _lines_of_first_page(work, dossier_id, paper.paper_type)
        now = self._clock.now()
        signed = self._signer.sign_paper(self._fetch(paper.file), name=session.name, when=now, page_lines=lines)
        file = self._vault.put(signed)
        with self._open_work() as work:
            dossier = work.dossiers.get(dossier_id)
            if dossier is None:
                raise NotFound("dossier_unknown")
            body = PaperSigned(
                paper_id=paper.paper_id,
                paper_type=paper.paper_type,
                title=paper.title,
                former=paper.file,
                file=file,
                size_bytes=len(signed),
            )
            self._recorder.record(work, body, session=session, dossier=dossier)
            work.files.add(
                OutgoingFile(digest=file, size_bytes=len(signed), dossier_id=dossier_id, due_at=dossier.due_at)
            )
            if self._evidence_later:
                fresh = msgspec.structs.replace(paper, file=file, size_bytes=len(signed), signed=True)
                wait_for_evidence(work, dossier_id, [fresh])
            solve_troubles(work, {PAPER_UNSIGNED}, now, dossier_id=dossier_id, facts={"paper": paper.title})
            work.commit()


def unsigned_papers(acts: Sequence[StoredAct]) -> list[tuple[PaperEntry, str]]:
    """Sealed papers that nobody has signed since, each with who sealed it; of a paper sealed anew, the last."""
    sealed: dict[str, tuple[PaperEntry, str]] = {}
    signed: set[str] = set()
    for stored in acts:
        if stored.outcome in TURNED_DOWN or known_kind(stored.act) is None:
            continue
        match body_of(stored.act):
            case PaperSealed(paper=paper):
                sealed[paper.paper_id] = paper, stored.act.actor
            case PaperSigned(former=former):
                signed.add(former)
            case _:
                pass
    return [(paper, by) for paper, by in sealed.values() if not paper.signed and paper.file not in signed]


def _lines_of_first_page(work: UnitOfWork, dossier_id: DossierId, paper_type: str) -> Sequence[Line]:
    """Where there is text, so that the mark is put beside it."""
    pages = [page for page in work.pages.of_dossier(dossier_id) if page.paper_type == paper_type]
    first = min(pages, key=lambda page: page.position, default=None)
    return first.reading.lines if first is not None and first.reading is not None else ()
