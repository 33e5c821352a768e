"""Codes: given once, read back as written, never two forms of one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from counter_app.contract.codes import (
    CodeBook,
    CodePattern,
    DossierCode,
    UnitOrder,
    new_order,
    old_order,
    same_unit,
    unit_levels,
)
from counter_app.domain.codes import NumberSlice, codes_left, next_code_from, provisional_code
from counter_app.domain.errors import InvalidInput

OLD_FORM = r"\d{3}\.\d{2,3}\.\d{2,3}\.H\d{2}"
BEGIN = date(1990, 1, 1)
FROM_PROVINCE = CodePattern(code="new", title="", valid_from=BEGIN)
FROM_UNIT = CodePattern(code="old", title="", valid_from=BEGIN, unit_order=UnitOrder.FROM_UNIT, unit_form=OLD_FORM)
BOOKS = st.sampled_from([CodeBook(patterns=(one,)) for one in (FROM_PROVINCE, FROM_UNIT)])
DAYS = st.dates(date(2000, 1, 1), date(2068, 12, 31))
NUMBERS = st.integers(0, 99).map(lambda number: f"{number:02d}")
NEW = st.builds(
    lambda province, levels: ".".join([f"H{province}", *levels]), NUMBERS, st.lists(NUMBERS, max_size=2)
)
UNITS = NEW.map(new_order)


@given(BOOKS, UNITS, DAYS, st.integers(1, 99_999))
def test_a_code_is_read_back_as_it_was_written(book: CodeBook, unit: str, day: date, serial: int) -> None:
    code = DossierCode(unit, day, serial)

    assert book.read(book.write(code)) == code
    assert book.read(f" {book.write(code).lower()}\n") == code


@given(BOOKS, UNITS, DAYS, st.text(min_size=1))
def test_a_provisional_code_is_read_back_and_is_no_legal_code(
    book: CodeBook, unit: str, day: date, dossier: str
) -> None:
    code = provisional_code(unit, day, dossier)

    assert book.read(book.write(code)) == code


@given(BOOKS, st.text())
def test_any_text_is_a_code_in_its_one_form_or_refused(book: CodeBook, text: str) -> None:
    try:
        code = book.read(text)
    except InvalidInput:
        return

    assert book.read(book.write(code)) == code


@given(NEW)
def test_changing_the_order_of_an_agency_code_changes_nothing(code: str) -> None:
    there = old_order(code)

    assert same_unit(code, there)
    assert unit_levels(new_order(there)) == unit_levels(code)


@given(st.lists(st.integers(0, 10**6).map(lambda n: f"dossier-{n}"), unique=True, max_size=500))
def test_provisional_codes_of_many_dossiers_differ(dossiers: list[str]) -> None:
    codes = {provisional_code("H29.01", date(2026, 3, 10), dossier) for dossier in dossiers}

    assert len(codes) == len(dossiers)


class Windows(RuleBasedStateMachine):
    """A province leases slices to windows that never speak to one another; every code is given once."""

    UNIT = "H29.01"
    TODAY = date(2026, 3, 10)

    def __init__(self) -> None:
        super().__init__()
        self.leased_to = 0
        self.slices: dict[str, list[NumberSlice]] = {"Q01": [], "Q02": [], "Q03": []}
        self.used: dict[str, set[int]] = {"Q01": set(), "Q02": set(), "Q03": set()}
        self.given: list[str] = []

    @rule(window=st.sampled_from(["Q01", "Q02", "Q03"]), size=st.integers(1, 5))
    def lease(self, window: str, size: int) -> None:
        first = self.leased_to + 1
        self.leased_to += size
        self.slices[window].append(NumberSlice(self.UNIT, self.TODAY, first, self.leased_to, window))

    @rule(window=st.sampled_from(["Q01", "Q02", "Q03"]))
    def receive(self, window: str) -> None:
        left = codes_left(self.slices[window], self.UNIT, self.TODAY, self.used[window])
        code = next_code_from(self.slices[window], self.UNIT, self.TODAY, self.used[window])
        assert (code is None) == (left == 0)
        if code is not None:
            self.used[window].add(code.serial)
            self.given.append(f"{code.day} {code.unit}-{code.serial}")
            assert codes_left(self.slices[window], self.UNIT, self.TODAY, self.used[window]) == left - 1

    @rule(window=st.sampled_from(["Q01", "Q02", "Q03"]))
    def lose_the_rest_of_the_first_slice(self, window: str) -> None:
        """A PC dies: what it had leased is never given again, gaps are lawful."""
        if self.slices[window]:
            self.slices[window].pop(0)

    @invariant()
    def never_twice(self) -> None:
        assert len(self.given) == len(set(self.given))

    @invariant()
    def only_what_was_leased(self) -> None:
        assert serials(self.given) <= set(range(1, self.leased_to + 1))


def serials(codes: Iterable[str]) -> set[int]:
    return {int(code.rpartition("-")[2]) for code in codes}


TestWindows = Windows.TestCase
