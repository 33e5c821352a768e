"""What is about to become a page: noted before its bytes are put away, struck out with the page's row.

At most one page per scan is noted. The note lies in the store under one name, so that it lives and dies with the
transaction that it belongs to.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from counter_app.domain.batches import AssignedBy, Side
from counter_app.domain.ids import DossierId, PageId
from counter_app.services.ports import Page, UnitOfWork

NAME = "captures_under_way"


@dataclass(frozen=True, slots=True)
class CaptureNotes:
    """The notes of all scans, by batch."""

    by_batch: Mapping[str, dict[str, str]]

    @classmethod
    def of(cls, work: UnitOfWork) -> CaptureNotes:
        """The notes in the store."""
        told = work.observations.get(NAME)
        return cls(json.loads(told) if told else {})

    def put(self, work: UnitOfWork) -> None:
        """Make these the notes in the store."""
        work.observations.put(NAME, json.dumps(self.by_batch) if self.by_batch else "")

    def holding(self, page: Page) -> CaptureNotes:
        """With this page as the one that its batch waits for."""
        return CaptureNotes({**self.by_batch, page.batch: _told(page)})

    def without(self, *batches: str) -> CaptureNotes:
        """Without the pages of these batches."""
        return CaptureNotes({batch: note for batch, note in self.by_batch.items() if batch not in batches})

    def pages(self) -> list[Page]:
        """What was about to become pages, in no place yet."""
        return [_meant(note) for note in self.by_batch.values()]


def _told(page: Page) -> dict[str, str]:
    return {
        "page_id": page.page_id,
        "dossier_id": page.dossier_id,
        "raw": page.raw,
        "media_type": page.media_type,
        "captured_at": page.captured_at.isoformat(),
        "origin": page.origin,
        "paper_type": page.paper_type,
        "batch": page.batch,
        "sheet": str(page.sheet),
        "side": page.side,
        "assigned_by": page.assigned_by,
    }


def _meant(note: Mapping[str, str]) -> Page:
    return Page(
        page_id=PageId(note["page_id"]),
        dossier_id=DossierId(note["dossier_id"]),
        position=0,
        raw=note["raw"],
        media_type=note["media_type"],
        captured_at=datetime.fromisoformat(note["captured_at"]),
        origin=note["origin"],
        paper_type=note["paper_type"],
        batch=note["batch"],
        sheet=int(note["sheet"]),
        side=Side(note["side"]),
        assigned_by=AssignedBy(note["assigned_by"]),
    )
