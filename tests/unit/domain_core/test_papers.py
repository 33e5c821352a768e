"""What the state already holds is used again, when it fits, holds and can be trusted."""

from __future__ import annotations

from datetime import date

import pytest

from counter_app.contract.messages import PersonPaper
from counter_app.domain.papers import TrustLevel, is_valid_on, reusable_for, trusted_as
from counter_app.domain.procedure import PaperNeed, PaperRequirement

TODAY = date(2026, 11, 23)
WANTED = PaperRequirement(paper_type="birth", title="Giấy khai sinh", need=PaperNeed.REQUIRED)


def held(trust: str = "agency_signed_copy", **facts: str) -> PersonPaper:
    return PersonPaper(
        **{
            "paper_type": "birth",
            "title": "Giấy khai sinh",
            "file": "a" * 64,
            "size_bytes": 10,
            "source": "kho",
            "trust_level": trust,
            **facts,
        }  # type: ignore[arg-type]
    )


def test_the_most_trusted_and_newest_comes_first() -> None:
    old = held("clerk_signed_scan", issued_on="2026-01-01")
    strong = held("born_digital_signed", issued_on="2020-01-01")
    newer = held("born_digital_signed", issued_on="2024-01-01")

    found = reusable_for(WANTED, [old, strong, newer], on=TODAY)

    assert [one.paper for one in found] == [newer, strong, old]


@pytest.mark.parametrize("weak", ["unsigned_scan", "citizen_upload", "a word nobody knows"])
def test_what_nobody_vouches_for_is_not_used(weak: str) -> None:
    assert reusable_for(WANTED, [held(weak)], on=TODAY) == ()


def test_another_kind_of_paper_does_not_fit() -> None:
    assert reusable_for(WANTED, [held(paper_type="marriage")], on=TODAY) == ()


@pytest.mark.parametrize(
    ("paper", "valid"),
    [
        (held(), True),
        (held(valid_until="2026-11-23"), True),
        (held(valid_until="2026-11-22"), False),
        (held(issued_on="2026-11-24"), False),
        (held(valid_until="không thời hạn"), False),
    ],
)
def test_a_paper_holds_within_its_own_dates(paper: PersonPaper, *, valid: bool) -> None:
    assert is_valid_on(paper, TODAY) is valid


def test_the_manifest_names_where_a_reused_paper_came_from() -> None:
    (found,) = reusable_for(WANTED, [held()], on=TODAY)

    assert (found.entry().source, found.entry().trust_level) == ("kho", TrustLevel.AGENCY_SIGNED_COPY)


def test_an_unknown_level_counts_as_the_weakest() -> None:
    assert trusted_as("?") is TrustLevel.CITIZEN_UPLOAD
