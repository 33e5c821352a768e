"""Sentences that are not yet spoken: source text plus facts, translated only when a view shows them.

Presenters build these, so that they need no Qt and a change of language needs no new decision. The source
language is Vietnamese; ``str()`` gives the Vietnamese sentence. ``lupdate`` finds the texts because both
arguments of ``words`` are literals.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from typing_extensions import override


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in the source language with the facts that go into its ``{places}``."""

    context: str
    source: str
    facts: tuple[tuple[str, str | int | Words], ...] = ()

    def fill(self, **facts: str | int | Words) -> Words:
        """The same sentence with these facts in addition."""
        return replace(self, facts=(*self.facts, *facts.items()))

    @override
    def __str__(self) -> str:
        return spoken(self, lambda _context, source: source)


Text = str | Words
"""Words of ours, to be translated, or text that is data (a name, a title from the catalogue)."""


def words(context: str, source: str) -> Words:
    """A sentence of ours; both arguments are literals, so that the translator's tool finds them."""
    return Words(context, source)


class _Facts(dict[str, str]):
    """A fact that is missing is shown as a gap: a sentence with a gap is better than no sentence."""

    def __missing__(self, key: str) -> str:
        return "…"


def spoken(text: Text, translate: Callable[[str, str], str]) -> str:
    """The sentence in the language that ``translate(context, source)`` speaks."""
    if isinstance(text, str):
        return text
    facts = {name: spoken(fact, translate) if isinstance(fact, Words) else str(fact) for name, fact in text.facts}
    return translate(text.context, text.source).format_map(_Facts(facts))
