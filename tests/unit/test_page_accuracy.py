"""The measure that the benchmark of pages counts errors with."""

from __future__ import annotations

import pytest

from tests.benchmarks.pages import judged
from tests.rigs.page_accuracy import infix_distance


@pytest.mark.parametrize(
    ("text", "edits"),
    [("đây là hộ tịch", 0), ("hộ lịch", 1), ("hộ tị ch", 1), ("hộ tịc", 1), ("h tch", 2), ("", 7)],
)
def test_a_line_is_looked_for_anywhere_in_the_text(text: str, edits: int) -> None:
    assert infix_distance("hộ tịch", text) == edits


def test_a_goal_that_was_missed_is_called_so() -> None:
    verdicts = judged({"ours": {"cer": 0.02}, "turned_right": 1.0})

    assert "NOT met" in verdicts["ours.cer"]
    assert verdicts["turned_right"].endswith(": met)")
