"""Papers that the state already holds: which of them meets a requirement, and how far it is trusted.

Decree 45/2020/ND-CP and the digitisation rules of Circular 01/2023/TT-VPCP: what a national or provincial store
holds in digital form is not asked for again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from counter_app.contract.manifest import ReuseEntry
from counter_app.contract.messages import PersonPaper
from counter_app.domain.procedure import PaperRequirement


class TrustLevel(StrEnum):
    """From the strongest to the weakest. The order of the members is the order of trust."""

    BORN_DIGITAL_SIGNED = "born_digital_signed"
    AGENCY_SIGNED_COPY = "agency_signed_copy"
    CERTIFIED_E_COPY = "certified_e_copy"
    CLERK_SIGNED_SCAN = "clerk_signed_scan"
    UNSIGNED_SCAN = "unsigned_scan"
    CITIZEN_UPLOAD = "citizen_upload"


_ORDER = {level: rank for rank, level in enumerate(TrustLevel)}

REUSABLE_FROM = TrustLevel.CLERK_SIGNED_SCAN
"""The weakest level that stands in for a paper: below it, nobody vouches for the copy."""


@dataclass(frozen=True, slots=True)
class Reusable:
    """A paper that meets a requirement, with its level of trust."""

    paper: PersonPaper
    trust: TrustLevel

    def entry(self) -> ReuseEntry:
        """As it stands in the manifest."""
        return ReuseEntry(
            paper_type=self.paper.paper_type,
            title=self.paper.title,
            file=self.paper.file,
            source=self.paper.source,
            trust_level=self.trust,
        )


def trusted_as(text: str) -> TrustLevel:
    """The level that a source claims; an unknown word counts as the weakest."""
    try:
        return TrustLevel(text)
    except ValueError:
        return TrustLevel.CITIZEN_UPLOAD


def is_valid_on(paper: PersonPaper, day: date) -> bool:
    """True when the paper's own dates allow its use on this day; an unreadable date does not."""
    try:
        issued = date.fromisoformat(paper.issued_on) if paper.issued_on else date.min
        until = date.fromisoformat(paper.valid_until) if paper.valid_until else date.max
    except ValueError:
        return False
    return issued <= day <= until


def reusable_for(requirement: PaperRequirement, held: Sequence[PersonPaper], *, on: date) -> tuple[Reusable, ...]:
    """The papers of this person that meet the requirement on this day, most trusted and newest first."""
    accepted = {requirement.paper_type, *requirement.alternatives}
    fitting = [
        Reusable(paper, trusted_as(paper.trust_level))
        for paper in held
        if paper.paper_type in accepted and is_valid_on(paper, on)
    ]
    strong = [one for one in fitting if _ORDER[one.trust] <= _ORDER[REUSABLE_FROM]]
    by_date = sorted(strong, key=lambda one: one.paper.issued_on, reverse=True)
    return tuple(sorted(by_date, key=lambda one: _ORDER[one.trust]))
