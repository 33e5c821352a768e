"""The gate: every required paper has a readable scan, a reuse or a lawful exception."""

from __future__ import annotations

import pytest

from counter_app.contract.manifest import ExceptionEntry, ReuseEntry
from counter_app.domain.checks import (
    Met,
    OpenKind,
    OpenPoint,
    PageFacts,
    digitised_share,
    review,
)
from counter_app.domain.ids import PageId
from counter_app.domain.pages import FindingKind
from counter_app.domain.procedure import PaperNeed, PaperRequirement

FORM = PaperRequirement(paper_type="form", title="Tờ khai", need=PaperNeed.REQUIRED)
PROOF = PaperRequirement(
    paper_type="proof", title="Giấy chứng sinh", need=PaperNeed.REQUIRED, alternatives=("witness",)
)
CARD = PaperRequirement(paper_type="card", title="Căn cước", need=PaperNeed.SHOW_ONLY)
MANDATE = PaperRequirement(
    paper_type="mandate", title="Giấy ủy quyền", need=PaperNeed.CONDITIONAL, condition="Khi ủy quyền"
)
SECRET = PaperRequirement(paper_type="secret", title="Mật", need=PaperNeed.SECRET)


def page(paper_type: str, number: int = 1, **facts: object) -> PageFacts:
    return PageFacts(PageId(f"p{number}"), number, paper_type, **{"read": True, **facts})  # type: ignore[arg-type]


def reuse(paper_type: str) -> ReuseEntry:
    return ReuseEntry(
        paper_type=paper_type, title="", file="a" * 64, source="kho", trust_level="born_digital_signed"
    )


def exception(paper_type: str) -> ExceptionEntry:
    return ExceptionEntry(paper_type=paper_type, title="", ground="shown_only", reason="x", granted_by="lan")


def test_a_read_page_of_every_required_paper_opens_the_gate() -> None:
    result = review([FORM, PROOF, CARD], [page("form"), page("proof", 2)])

    assert result.can_seal
    assert [state.met for state in result.requirements] == [Met.BY_SCAN, Met.BY_SCAN, Met.NOT_ASKED]


def test_a_missing_required_paper_is_named() -> None:
    result = review([FORM, PROOF], [page("form")])

    assert result.open_points == (OpenPoint(OpenKind.PAPER_MISSING, "proof"),)


def test_an_alternative_paper_meets_the_requirement() -> None:
    assert review([PROOF], [page("witness")]).can_seal


def test_what_the_state_holds_is_not_asked_for_again() -> None:
    result = review([FORM, PROOF], [page("form")], reused=[reuse("proof")])

    assert result.can_seal
    assert result.requirements[1].met is Met.BY_REUSE


def test_a_lawful_exception_opens_the_gate_but_is_not_a_digitised_paper() -> None:
    result = review([FORM, PROOF], [page("form")], exceptions=[exception("proof")])

    assert result.can_seal
    assert digitised_share([result]) == 0.5


def test_a_blank_back_is_no_content() -> None:
    result = review([FORM], [page("form", blank=True, findings=(FindingKind.BLANK,))])

    assert result.open_points == (OpenPoint(OpenKind.ONLY_BLANK_PAGES, "form"),)


def test_a_blank_back_behind_a_written_page_needs_no_decision() -> None:
    pages = [page("form"), page("form", 2, blank=True, findings=(FindingKind.BLANK,))]

    assert review([FORM], pages).can_seal


def test_a_conditional_paper_stays_open_until_somebody_decides() -> None:
    undecided = review([MANDATE], [page("other")])
    decided = review([MANDATE], [page("other")], exceptions=[exception("mandate")])

    assert undecided.open_points == (OpenPoint(OpenKind.CONDITION_UNDECIDED, "mandate"),)
    assert decided.can_seal


def test_a_secret_paper_must_not_be_among_the_scans() -> None:
    result = review([SECRET], [page("secret")])

    assert [point.kind for point in result.open_points] == [OpenKind.MUST_NOT_BE_SCANNED]


def test_a_finding_holds_the_dossier_until_the_clerk_accepts_it() -> None:
    blurred = page("form", findings=(FindingKind.BLURRED,))
    accepted = page("form", findings=(FindingKind.BLURRED,), waived=("blurred",))

    assert review([FORM], [blurred]).open_points == (
        OpenPoint(OpenKind.FINDING_NOT_ACCEPTED, "form", 1, "blurred"),
    )
    assert review([FORM], [accepted]).can_seal


@pytest.mark.parametrize(
    ("odd", "kind"),
    [
        (page(""), OpenKind.PAGE_WITHOUT_PAPER),
        (page("form", read=False), OpenKind.PAGE_NOT_READ_YET),
        (page("form", read=False, unreadable=True), OpenKind.PAGE_UNREADABLE),
    ],
)
def test_a_page_that_is_loose_or_unread_is_named(odd: PageFacts, kind: OpenKind) -> None:
    result = review([], [odd])

    assert [point.kind for point in result.open_points] == [kind]


def test_an_empty_dossier_cannot_be_sealed() -> None:
    assert review([CARD], []).open_points == (OpenPoint(OpenKind.NO_PAGES),)


def test_a_dossier_made_of_reused_papers_alone_can_be_sealed() -> None:
    assert review([PROOF], [], reused=[reuse("proof")]).can_seal


def test_nothing_asked_for_counts_as_wholly_digitised() -> None:
    assert digitised_share([review([CARD], [page("other")])]) == 1.0
