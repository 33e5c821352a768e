"""The gate before sealing: every required paper has a readable scan, a reuse or a lawful exception.

A paper that is asked for under a condition stays open until it is there or the clerk has decided that the
condition does not apply; that decision is recorded like any exception. ``review`` is pure and total: it always
answers, and what it answers is what the screen shows. Sealing is possible exactly when nothing is left open.
Blank backs count as images of the paper but never as its content.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from counter_app.contract.manifest import ExceptionEntry, ReuseEntry
from counter_app.contract.roles import SECOND_PERSON_GROUNDS
from counter_app.domain.ids import PageId
from counter_app.domain.pages import FindingKind
from counter_app.domain.procedure import PaperNeed, PaperRequirement

OTHER_PAPER = "other"
"""The paper type of pages that belong to the dossier but to none of the listed requirements."""


class Ground(StrEnum):
    """On what a requirement may lawfully go without a scan (Decree 107/2021, Art. 21a)."""

    SHOWN_ONLY = "shown_only"
    STATE_SECRET = "state_secret"  # noqa: S105 - a ground, not a password
    ALREADY_SHARED = "already_shared"
    PLAIN_COPY = "plain_copy"
    CONDITION_NOT_MET = "condition_not_met"
    SUPERVISOR_WAIVED = "supervisor_waived"


NEEDS_SECOND_PERSON = frozenset(Ground(ground) for ground in SECOND_PERSON_GROUNDS)
"""Exceptions that a clerk cannot grant alone."""


class Met(StrEnum):
    """How a requirement stands."""

    BY_SCAN = "by_scan"
    BY_REUSE = "by_reuse"
    BY_EXCEPTION = "by_exception"
    NOT_ASKED = "not_asked"
    OPEN = "open"


class OpenKind(StrEnum):
    """Why a dossier cannot be sealed yet."""

    PAPER_MISSING = "paper_missing"
    CONDITION_UNDECIDED = "condition_undecided"
    ONLY_BLANK_PAGES = "only_blank_pages"
    PAGE_WITHOUT_PAPER = "page_without_paper"
    PAGE_NOT_READ_YET = "page_not_read_yet"
    PAGE_UNREADABLE = "page_unreadable"
    FINDING_NOT_ACCEPTED = "finding_not_accepted"
    MUST_NOT_BE_SCANNED = "must_not_be_scanned"
    NO_PAGES = "no_pages"


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the gate has to know about one page."""

    page_id: PageId
    number: int
    paper_type: str
    read: bool
    unreadable: bool = False
    blank: bool = False
    findings: tuple[FindingKind, ...] = ()
    waived: tuple[str, ...] = ()

    @property
    def open_findings(self) -> tuple[FindingKind, ...]:
        """Findings that nobody has accepted. A blank side is a fact, not a defect."""
        return tuple(kind for kind in self.findings if kind is not FindingKind.BLANK and kind not in self.waived)


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One thing that stands in the way; ``page`` is the page's number, 0 when it concerns a whole paper."""

    kind: OpenKind
    paper_type: str = ""
    page: int = 0
    finding: str = ""


@dataclass(frozen=True, slots=True)
class RequirementState:
    """One line of the checklist."""

    requirement: PaperRequirement
    met: Met
    pages: tuple[PageId, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """The checklist and everything that is open, in the order of papers and pages."""

    requirements: tuple[RequirementState, ...]
    open_points: tuple[OpenPoint, ...]

    @property
    def can_seal(self) -> bool:
        return not self.open_points


def review(
    requirements: Sequence[PaperRequirement],
    pages: Sequence[PageFacts],
    reused: Sequence[ReuseEntry] = (),
    exceptions: Sequence[ExceptionEntry] = (),
) -> Review:
    """Compare what is there with what is needed.

    Args:
        requirements: The papers of the dossier's case.
        pages: Pages not set aside, in order.
        reused: Papers that the state already holds and the clerk took over.
        exceptions: Lawful exceptions granted so far.
    """
    by_reuse = {entry.paper_type for entry in reused}
    by_exception = {entry.paper_type for entry in exceptions}
    states: list[RequirementState] = []
    points: list[OpenPoint] = []
    for requirement in requirements:
        accepted = {requirement.paper_type, *requirement.alternatives}
        own = [page for page in pages if page.paper_type in accepted]
        met = _met(requirement, own, bool(accepted & by_reuse), bool(accepted & by_exception))
        states.append(RequirementState(requirement, met, tuple(page.page_id for page in own)))
        points += _paper_points(requirement, own, met)
    for page in pages:
        points += _page_points(page)
    if not pages and not by_reuse and not by_exception:
        points.append(OpenPoint(OpenKind.NO_PAGES))
    return Review(tuple(states), tuple(points))


def _met(
    requirement: PaperRequirement,
    own: Sequence[PageFacts],
    reused: bool,
    excepted: bool,
) -> Met:
    if any(not page.blank for page in own):
        return Met.BY_SCAN
    if reused:
        return Met.BY_REUSE
    if excepted:
        return Met.BY_EXCEPTION
    if requirement.need in {PaperNeed.REQUIRED, PaperNeed.CONDITIONAL}:
        return Met.OPEN
    return Met.NOT_ASKED


def _paper_points(requirement: PaperRequirement, own: Sequence[PageFacts], met: Met) -> list[OpenPoint]:
    forbidden = requirement.need in {PaperNeed.SECRET, PaperNeed.MUST_NOT_SCAN}
    if own and forbidden:
        return [OpenPoint(OpenKind.MUST_NOT_BE_SCANNED, requirement.paper_type, page.number) for page in own]
    if met is Met.OPEN:
        return [OpenPoint(_why_open(requirement, own), requirement.paper_type)]
    return []


def _why_open(requirement: PaperRequirement, own: Sequence[PageFacts]) -> OpenKind:
    if own:
        return OpenKind.ONLY_BLANK_PAGES
    if requirement.need is PaperNeed.CONDITIONAL:
        return OpenKind.CONDITION_UNDECIDED
    return OpenKind.PAPER_MISSING


def _page_points(page: PageFacts) -> list[OpenPoint]:
    points: list[OpenPoint] = []
    if not page.paper_type:
        points.append(OpenPoint(OpenKind.PAGE_WITHOUT_PAPER, page=page.number))
    if page.unreadable:
        points.append(OpenPoint(OpenKind.PAGE_UNREADABLE, page.paper_type, page.number))
    elif not page.read:
        points.append(OpenPoint(OpenKind.PAGE_NOT_READ_YET, page.paper_type, page.number))
    points += [
        OpenPoint(OpenKind.FINDING_NOT_ACCEPTED, page.paper_type, page.number, finding)
        for finding in page.open_findings
    ]
    return points


def digitised_share(reviews: Sequence[Review]) -> float:
    """Share of asked-for papers that are really there in digital form, 0-1; 1.0 when none was asked for.

    Exceptions do not count as digitised: the figure tells what can be reused, not what was allowed.
    """
    asked = [state for one in reviews for state in one.requirements if state.met is not Met.NOT_ASKED]
    there = [state for state in asked if state.met in {Met.BY_SCAN, Met.BY_REUSE}]
    return len(there) / len(asked) if asked else 1.0
