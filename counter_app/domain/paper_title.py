"""Which kind of paper a page is, by the title printed on it.

A title stands near the top, in capitals, and may run over several lines; recognition gets letters wrong. Every
run of one to four lines is compared whole with every known heading, without marks. Comparing whole runs is what
keeps *Giấy xác nhận tình trạng hôn nhân* and the application for it apart. The answer is a guess with a score:
the clerk confirms, and below ``SURE`` nothing is proposed on its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from counter_app.contract.catalogue import PaperType
from counter_app.domain.pages import Line
from counter_app.domain.plain_text import edit_distance, words

SURE = 0.85
"""From this score on a guess is proposed without being asked for."""
CLEAR = 0.05
"""By so much the best guess has to lead before it counts as sure."""
_WORTH_NAMING = 0.7
_TITLE_ZONE = 30
"""Lines from the top among which a title is looked for."""
_LONGEST_RUN = 4
_SMALL_LETTERS = 0.85
"""What a run in small letters is worth: titles are set in capitals, sentences quote them in small letters."""
_CAPITALS = 0.6
_GRAM = 3
_SHARED = 0.25
"""Texts that share fewer groups of letters are not compared letter by letter: measuring is what takes time."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A kind of paper, how well its heading fits (0-1), and the lines (from 0) that carry it."""

    paper_type: str
    score: float
    heading: str
    first_line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class _Heading:
    paper_type: str
    text: str
    plain: str
    grams: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Run:
    plain: str
    grams: frozenset[str]
    worth: float
    first: int
    last: int


class TitleReader:
    """Knows the headings of a catalogue. Made once; safe to use from several threads."""

    def __init__(self, kinds: Iterable[PaperType]) -> None:
        self._headings = tuple(
            _Heading(kind.code, heading, plain, _grams(plain))
            for kind in kinds
            for heading in kind.headings
            if (plain := " ".join(words(heading)))
        )

    def guesses(self, lines: Sequence[Line]) -> tuple[Guess, ...]:
        """The kinds of paper that a page may be, best first, each once."""
        best: dict[str, Guess] = {}
        for run in _runs([line.text for line in lines[:_TITLE_ZONE]]):
            for heading in self._headings:
                score = _likeness(heading, run) * run.worth
                known = best.get(heading.paper_type)
                if score >= _WORTH_NAMING and (known is None or score > known.score):
                    best[heading.paper_type] = Guess(heading.paper_type, score, heading.text, run.first, run.last)
        return tuple(
            sorted(best.values(), key=lambda guess: (-guess.score, -len(guess.heading), guess.paper_type))
        )

    def best(self, lines: Sequence[Line]) -> Guess | None:
        """The one kind that the page clearly is, or None when it is better to ask."""
        guesses = self.guesses(lines)
        if not guesses or guesses[0].score < SURE:
            return None
        return guesses[0] if len(guesses) == 1 or guesses[0].score - guesses[1].score >= CLEAR else None


def _runs(texts: Sequence[str]) -> list[_Run]:
    plains = [" ".join(words(text)) for text in texts]
    runs = []
    for first in range(len(texts)):
        for last in range(first, min(first + _LONGEST_RUN, len(texts))):
            plain = " ".join(part for part in plains[first : last + 1] if part)
            if plain and plains[first] and plains[last]:
                worth = 1.0 if _in_capitals(texts[first : last + 1]) else _SMALL_LETTERS
                runs.append(_Run(plain, _grams(plain), worth, first, last))
    return runs


def _in_capitals(texts: Sequence[str]) -> bool:
    letters = [letter for text in texts for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) >= _CAPITALS * len(letters)


def _likeness(heading: _Heading, run: _Run) -> float:
    """One for equal texts, less by each letter that differs, zero when it is not worth measuring."""
    longest = max(len(heading.plain), len(run.plain))
    allowed = int(longest * (1 - _WORTH_NAMING))
    if abs(len(heading.plain) - len(run.plain)) > allowed:
        return 0.0
    shared = len(heading.grams & run.grams)
    if shared < _SHARED * max(len(heading.grams), len(run.grams)):
        return 0.0
    distance = edit_distance(heading.plain, run.plain, allowed)
    return 0.0 if distance > allowed else 1.0 - distance / longest


def _grams(text: str) -> frozenset[str]:
    padded = f" {text} "
    return frozenset(padded[place : place + _GRAM] for place in range(len(padded) - _GRAM + 1))
