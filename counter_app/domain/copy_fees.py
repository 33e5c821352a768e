"""What certified copies cost: so many copies of an original of so many pages, by the fee lines of the case.

Circular 226/2016/TT-BTC: the first two pages of a copy cost more than the others, and a copy has a highest price.
"""

from __future__ import annotations

from counter_app.domain.procedure import Case, Fee


def counts_pages(case: Case) -> bool:
    """Whether the fees of the case follow from a number of pages and of copies alone."""
    return bool(case.fees) and all(fee.from_page > 0 and fee.amount_vnd is not None for fee in case.fees)


def copy_fees(case: Case, *, pages: int, copies: int) -> tuple[tuple[Fee, int], ...]:
    """The lines that have to be paid, each with its amount in đồng for all copies.

    The highest price of a copy is taken off the lines that come last. Nothing for no pages or no copies.
    """
    most = min((fee.most_per_copy_vnd for fee in case.fees if fee.most_per_copy_vnd is not None), default=None)
    lines: list[tuple[Fee, int]] = []
    left = most
    for fee in sorted(case.fees, key=lambda fee: fee.from_page):
        one_copy = _pages_of(fee, pages) * (fee.amount_vnd or 0)
        if left is not None:
            one_copy = min(one_copy, left)
            left -= one_copy
        if one_copy and copies > 0:
            lines.append((fee, one_copy * copies))
    return tuple(lines)


def _pages_of(fee: Fee, pages: int) -> int:
    """How many pages of a copy this line is paid for."""
    last = min(pages, fee.to_page) if fee.to_page else pages
    return max(0, last - fee.from_page + 1)
