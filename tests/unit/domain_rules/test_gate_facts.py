"""What a refused move and an open gate tell: the exact facts that the clerk's sentence is made of."""

from __future__ import annotations

import pytest

from counter_app.contract import acts as contract
from counter_app.contract.acts import Kind
from counter_app.contract.manifest import ExceptionEntry
from counter_app.contract.moves import State
from counter_app.contract.organisation import Role
from counter_app.domain.checks import (
    Met,
    OpenKind,
    OpenPoint,
    PageFacts,
    RequirementState,
    digitised_share,
    review,
)
from counter_app.domain.errors import CounterError, IllegalMove, NotAllowed
from counter_app.domain.ids import PageId, UnitCode
from counter_app.domain.lifecycle import possible_moves, require_move
from counter_app.domain.procedure import PaperNeed, PaperRequirement
from tests.builders.acts import OTHER_UNIT, UNIT, dossier_after, sealed

CLERK = frozenset({Role.CLERK})
FORM = PaperRequirement(paper_type="form", title="Tờ khai", need=PaperNeed.REQUIRED)
PROOF = PaperRequirement(paper_type="proof", title="Giấy chứng sinh", need=PaperNeed.REQUIRED)
COPY = PaperRequirement(paper_type="copy", title="Bản sao", need=PaperNeed.MUST_NOT_SCAN)


def page(paper_type: str, number: int, *, read: bool = True, unreadable: bool = False) -> PageFacts:
    return PageFacts(PageId(f"p{number}"), number, paper_type, read, unreadable=unreadable)


@pytest.mark.parametrize(
    ("before", "kind", "unit", "wanted", "code", "facts"),
    [
        (
            [sealed()],
            Kind.DOSSIER_SEALED,
            UNIT,
            IllegalMove,
            "illegal_move",
            {"kind": Kind.DOSSIER_SEALED, "state": State.SEALED},
        ),
        (
            [],
            Kind.SIGNED_IN,
            UNIT,
            IllegalMove,
            "illegal_move",
            {"kind": Kind.SIGNED_IN, "state": State.RECEIVED},
        ),
        ([], Kind.REASSIGNED, UNIT, NotAllowed, "needs_supervisor", {"kind": Kind.REASSIGNED}),
        (
            [sealed()],
            Kind.PROCESSING_STARTED,
            UNIT,
            NotAllowed,
            "province_decides",
            {"kind": Kind.PROCESSING_STARTED},
        ),
        ([], Kind.DOSSIER_SEALED, OTHER_UNIT, IllegalMove, "held_elsewhere", {"holder": UNIT}),
        (
            [contract.Rated(rating="satisfied")],
            Kind.RATED,
            UNIT,
            IllegalMove,
            "already_rated",
            {"code": "H09.01-261123-0001"},
        ),
        ([], Kind.CODE_REPLACED, UNIT, IllegalMove, "code_is_final", {"code": "H09.01-261123-0001"}),
    ],
)
def test_a_refused_move_says_exactly_why(
    before: list[contract.Body],
    kind: Kind,
    unit: str,
    wanted: type[CounterError],
    code: str,
    facts: dict[str, str],
) -> None:
    with pytest.raises(wanted) as refused:
        require_move(dossier_after(*before), kind, unit=UnitCode(unit), roles=CLERK)

    assert (refused.value.code, dict(refused.value.facts)) == (code, facts)


def test_a_rated_dossier_goes_on() -> None:
    rated = dossier_after(contract.Rated(rating="satisfied"))

    require_move(rated, Kind.DOSSIER_SEALED, unit=UnitCode(UNIT), roles=CLERK)

    assert Kind.DOSSIER_SEALED in possible_moves(rated, unit=UnitCode(UNIT), roles=CLERK)


def test_another_unit_is_not_offered_what_only_the_holder_may_do() -> None:
    assert Kind.DOSSIER_SEALED not in possible_moves(dossier_after(), unit=UnitCode(OTHER_UNIT), roles=CLERK)


def test_every_line_of_the_checklist_names_its_pages() -> None:
    result = review([FORM, PROOF], [page("form", 1), page("form", 2), page("proof", 3)])

    assert result.requirements == (
        RequirementState(FORM, Met.BY_SCAN, (PageId("p1"), PageId("p2"))),
        RequirementState(PROOF, Met.BY_SCAN, (PageId("p3"),)),
    )


def test_everything_that_is_open_is_named_in_the_order_of_papers_and_pages() -> None:
    result = review(
        [FORM, PROOF, COPY],
        [page("copy", 1), page("", 2), page("form", 3, read=False, unreadable=True), page("copy", 4, read=False)],
    )

    assert result.open_points == (
        OpenPoint(OpenKind.PAPER_MISSING, "proof"),
        OpenPoint(OpenKind.MUST_NOT_BE_SCANNED, "copy", 1),
        OpenPoint(OpenKind.MUST_NOT_BE_SCANNED, "copy", 4),
        OpenPoint(OpenKind.PAGE_WITHOUT_PAPER, page=2),
        OpenPoint(OpenKind.PAGE_UNREADABLE, "form", 3),
        OpenPoint(OpenKind.PAGE_NOT_READ_YET, "copy", 4),
    )


def test_the_digitised_share_is_what_is_there_out_of_what_was_asked() -> None:
    exception = ExceptionEntry(paper_type="proof", title="", ground="shown_only", reason="x", granted_by="lan")
    all_there = review([FORM, PROOF], [page("form", 1), page("proof", 2)])
    half = review([FORM, PROOF], [page("form", 1)], exceptions=[exception])

    assert digitised_share([all_there, half]) == 0.75
