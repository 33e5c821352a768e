"""A row of ``docs/cures.md``, and what several rows name."""

from __future__ import annotations

from dataclasses import dataclass

CLERK, SUPERVISOR, IT, NOBODY = "clerk", "supervisor", "IT", "nobody: it passes"

ONCE = "test_what_the_province_says_once_is_got_over_by_trying_again"
"""The test of what passes when it is tried again."""


@dataclass(frozen=True)
class Row:
    """One code. ``of_act`` where the sentence is about an act that was turned down."""

    code: str
    when: str
    cure: str
    who: str
    tests: tuple[str, ...]
    of_act: bool = False
