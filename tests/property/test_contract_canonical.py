"""Canonical JSON is what RFC 8785's own implementation writes, whichever way is taken to it."""

from __future__ import annotations

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from counter_app.contract.canonical import canonical

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
NUMBERS = st.integers(min_value=-(2**53) + 1, max_value=2**53 - 1)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
@example({"\U0001f600": 1, "\ufffd": 2, "b": 3, "a": {"10": "\x00\x1f\x7f\b\u2028", "9": -0.0}})
def test_every_value_is_spelt_as_the_rfc_says(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("number", [2**53, -(2**53), float("nan"), float("inf")])
def test_a_number_without_a_canonical_spelling_has_none(number: float) -> None:
    with pytest.raises(ValueError, match=r".+"):
        canonical({"n": number})
