"""What is told after a commit: ids only, so that whoever listens reads the truth from the store."""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain.ids import DossierId, PageId


@dataclass(frozen=True, slots=True)
class DossierChanged:
    """An act was added to this dossier, here or by the province."""

    dossier_id: DossierId


@dataclass(frozen=True, slots=True)
class PageCaptured:
    """A page is on the disk, synced and encrypted, and may be shown."""

    dossier_id: DossierId
    page_id: PageId


@dataclass(frozen=True, slots=True)
class PageChanged:
    """A page was read, assigned, moved, turned, removed or restored."""

    dossier_id: DossierId
    page_id: PageId


@dataclass(frozen=True, slots=True)
class PageTurned:
    """The clerk turned this page: what was read the other way up is worth little, it has to be read again."""

    dossier_id: DossierId
    page_id: PageId


@dataclass(frozen=True, slots=True)
class PageUnderWay:
    """The scanner works on this page of the scan, and is so far with it."""

    dossier_id: DossierId
    number: int
    percent: int


@dataclass(frozen=True, slots=True)
class DeliveryChanged:
    """What is known about the province changed: receipts, files there, last contact."""


@dataclass(frozen=True, slots=True)
class TroublesChanged:
    """The list of what needs a person changed."""


@dataclass(frozen=True, slots=True)
class CatalogueChanged:
    """New procedures, organisation, calendars or forms are in force."""

    name: str


Event = (
    DossierChanged
    | PageCaptured
    | PageChanged
    | PageTurned
    | PageUnderWay
    | DeliveryChanged
    | TroublesChanged
    | CatalogueChanged
)
