"""Adds to sealed papers what keeps their signatures provable, as soon as there is a link: lists and a time stamp.

A sealed paper is named by its digest, so it is never changed: the stronger file begins with its bytes, is sent
beside it, and an act of its own says which paper it belongs to. Each sealed paper waits in the store for that.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from counter_app.contract.acts import PaperStrengthened
from counter_app.contract.manifest import PaperEntry
from counter_app.domain.errors import NeedsAttention, TryLater
from counter_app.domain.ids import DossierId
from counter_app.services.ports import OpenWork, OutgoingFile, Session, Strengthener, UnitOfWork, Vault
from counter_app.services.recording import Recorder

_log = logging.getLogger(__name__)

WAITING: Final = "papers_to_strengthen"
"""The observation that holds which papers wait: dossier, paper and digest of each."""

REST_S: Final = 300.0
"""How long the authority is left alone after it did not answer."""


class Waiting(msgspec.Struct, frozen=True, array_like=True):
    """One paper that waits."""

    dossier_id: str
    paper_id: str
    file: str


def wait_for_evidence(work: UnitOfWork, dossier_id: DossierId, papers: Iterable[PaperEntry]) -> None:
    """These papers were sealed: the signed ones get evidence when there is a link."""
    fresh = [Waiting(dossier_id, paper.paper_id, paper.file) for paper in papers if paper.signed]
    _put(work, [*_waiting(work), *fresh])


class Strengthen:
    """Strengthens one paper at a time."""

    def __init__(
        self,
        open_work: OpenWork,
        vault: Vault,
        evidence: Strengthener,
        recorder: Recorder,
        steady: Callable[[], float],
    ) -> None:
        self._open_work = open_work
        self._vault = vault
        self._evidence = evidence
        self._recorder = recorder
        self._steady = steady
        self._rests_until = 0.0

    def next(self, session: Session) -> bool:
        """Strengthen the paper that waits longest, in this clerk's name; false when there is nothing to do now.

        A paper to which nothing can be added is put aside; it stays as it was sealed.
        """
        if self._steady() < self._rests_until:
            return False
        with self._open_work() as work:
            waiting = _waiting(work)
        if not waiting:
            return False
        paper = waiting[0]
        try:
            strong = self._evidence.strengthen(self._vault.get(paper.file))
        except TryLater as error:
            _log.info("evidence has to wait: %s", error)
            self._rests_until = self._steady() + REST_S
            return False
        except NeedsAttention as error:
            _log.info("a paper gets no evidence: %s", error)
            self._keep(paper, None, 0, session)
            return True
        self._keep(paper, self._vault.put(strong), len(strong), session)
        return True

    def _keep(self, paper: Waiting, file: str | None, size_bytes: int, session: Session) -> None:
        with self._open_work() as work:
            _put(work, [one for one in _waiting(work) if one != paper])
            dossier = work.dossiers.get(DossierId(paper.dossier_id))
            if file is not None and dossier is not None:
                body = PaperStrengthened(
                    paper_id=paper.paper_id, former=paper.file, file=file, size_bytes=size_bytes
                )
                self._recorder.record(work, body, session=session, dossier=dossier)
                work.files.add(
                    OutgoingFile(digest=file, size_bytes=size_bytes, dossier_id=dossier.dossier_id, due_at=None)
                )
            work.commit()


def _waiting(work: UnitOfWork) -> list[Waiting]:
    return msgspec.json.decode(work.observations.get(WAITING) or "[]", type=list[Waiting])


def _put(work: UnitOfWork, waiting: list[Waiting]) -> None:
    work.observations.put(WAITING, msgspec.json.encode(waiting).decode())
