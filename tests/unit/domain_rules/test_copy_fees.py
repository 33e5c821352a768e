"""Certified copies: the first two pages of each cost more, and a copy has a highest price."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from counter_app.domain.copy_fees import copy_fees, counts_pages
from counter_app.domain.procedure import Case
from tests.builders.rules import shipped_procedures

TODAY = date(2026, 11, 23)


def case_of(procedure: str) -> Case:
    return shipped_procedures().procedure(procedure, TODAY).cases[0]


@pytest.mark.parametrize(
    ("pages", "copies", "total"),
    [
        (1, 1, 2_000),
        (2, 1, 4_000),
        (3, 1, 5_000),
        (5, 3, 21_000),
        (198, 1, 200_000),
        (500, 2, 400_000),
        (0, 3, 0),
        (3, 0, 0),
    ],
)
def test_copies_cost_what_the_circular_says(pages: int, copies: int, total: int) -> None:
    lines = copy_fees(case_of("2.000815"), pages=pages, copies=copies)

    assert sum(amount for _, amount in lines) == total


def test_each_line_of_the_fee_table_is_recorded_by_itself() -> None:
    lines = copy_fees(case_of("2.000815"), pages=3, copies=2)

    assert [(fee.code, amount) for fee, amount in lines] == [("sao-y-trang-1-2", 8_000), ("sao-y-trang-3", 2_000)]


def test_only_what_is_paid_by_the_page_is_counted() -> None:
    assert counts_pages(case_of("2.000815"))
    assert not counts_pages(case_of("2.000884"))
    assert not counts_pages(case_of("1.001193"))


def test_without_a_highest_price_every_page_is_paid_for() -> None:
    case = case_of("2.000815")
    fees = tuple(msgspec.structs.replace(fee, most_per_copy_vnd=None) for fee in case.fees)

    lines = copy_fees(msgspec.structs.replace(case, fees=fees), pages=500, copies=1)

    assert sum(amount for _, amount in lines) == 2 * 2_000 + 498 * 1_000
