"""Say which of a dossier's papers a page is, from its title line; nothing when it is better to ask."""

from __future__ import annotations

from functools import cached_property

from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import NotFound
from counter_app.domain.pages import PageReading
from counter_app.domain.paper_title import TitleReader
from counter_app.domain.procedure import PaperNeed
from counter_app.services.catalogue import Catalogue

NEVER_SCANNED = frozenset({PaperNeed.SECRET, PaperNeed.MUST_NOT_SCAN})


class Classify:
    """Knows the titles of the catalogue's papers."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def __call__(self, dossier: Dossier | None, reading: PageReading) -> str:
        """The paper type of the dossier's case that this page clearly begins, else empty."""
        if dossier is None or reading.blank:
            return ""
        guess = self._titles.best(reading.lines)
        if guess is None:
            return ""
        try:
            case = self._catalogue.case(dossier.procedure, dossier.case, on=dossier.received_at.date())
        except NotFound:
            return ""
        for requirement in case.papers:
            if guess.paper_type in {requirement.paper_type, *requirement.alternatives}:
                return "" if requirement.need in NEVER_SCANNED else requirement.paper_type
        return ""

    @cached_property
    def _titles(self) -> TitleReader:
        return TitleReader(self._catalogue.procedures.catalogue.paper_types)
