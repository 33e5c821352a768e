"""Codes: given once, read back as written, never two forms of one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from counter_app.domain.codes import (
    DossierCode,
    NumberSlice,
    codes_left,
    is_provisional,
    new_order,
    next_code_from,
    old_order,
    parse,
    provisional_code,
    same_unit,
    unit_levels,
)
from counter_app.domain.errors import InvalidInput

DAYS = st.dates(date(2000, 1, 1), date(2068, 12, 31))
NUMBERS = st.integers(0, 99).map(lambda number: f"{number:02d}")
NEW = st.builds(
    lambda province, levels: ".".join([f"H{province}", *levels]), NUMBERS, st.lists(NUMBERS, max_size=2)
)
UNITS = st.one_of(NEW, NEW.map(old_order))


@given(UNITS, DAYS, st.integers(1, 99_999))
def test_a_code_is_read_back_as_it_was_written(unit: str, day: date, serial: int) -> None:
    code = DossierCode(unit, day, serial)

    assert parse(str(code)) == code
    assert parse(f" {str(code).lower()}\n") == code


@given(UNITS, DAYS, st.text(min_size=1))
def test_a_provisional_code_is_read_back_and_is_no_legal_code(unit: str, day: date, dossier: str) -> None:
    code = provisional_code(unit, day, dossier)

    assert parse(str(code)) == code
    assert is_provisional(str(code))


@given(st.text())
def test_any_text_is_a_code_in_its_one_form_or_refused(text: str) -> None:
    try:
        code = parse(text)
    except InvalidInput:
        return

    assert parse(str(code)) == code


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
            self.given.append(str(code))
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
