"""Finds procedures while a clerk types: without marks, with slips of the finger, by abbreviation.

``dkks``, ``khai sinh``, ``khaisinh``, ``khai sihn``, ``ddawng kys khai sinh`` (Telex keys typed with the input
method off) and ``1.0011`` all find *Đăng ký khai sinh*. Every word of the query has to be found in an entry; if
no entry has them all, entries that miss one are shown. The index is made once; a query touches only lists of
words, so that a catalogue of the whole country answers within one key stroke.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log

from counter_app.domain.plain_text import edit_distance, fold, words
from counter_app.domain.procedure import Procedure
from counter_app.domain.telex import compose

_EXACT, _BEGINS, _INITIALS, _JOINED, _SIMILAR = 1.0, 0.8, 0.75, 0.6, 0.5
_KEYWORD = 0.9
"""What a match in a keyword is worth beside one in the title."""
_PHRASE, _STARTS = 0.5, 0.3
_MISSING_ONE = 0.4
_SHORTEST_SIMILAR, _SHORTEST_TWO_SLIPS, _SHORTEST_JOINED = 3, 7, 5
_LONGEST_INITIALS = 10
_LONGEST_QUERY = 100
_CODE = re.compile(r"\d\.\d*")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found. ``keywords`` are other names that people use for it."""

    code: str
    title: str
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A found entry; a higher score is a better match."""

    code: str
    title: str
    score: float


@dataclass(frozen=True, slots=True)
class _Text:
    """A title or keyword in the forms that are compared."""

    entry: int
    worth: float
    initials: str
    joined: str


class CatalogueSearch:
    """An index over entries. Safe to ask from several threads: nothing changes after it is made."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(entries)
        self._texts: list[_Text] = []
        self._phrases: list[str] = []
        self._lengths: list[int] = []
        self._codes: list[str] = []
        places: defaultdict[str, dict[int, float]] = defaultdict(dict)
        for number, entry in enumerate(self._entries):
            own = words(entry.title)
            self._phrases.append(" ".join(own))
            self._lengths.append(len(own))
            self._codes.append(entry.code.replace(".", ""))
            for text, worth in ((entry.title, 1.0), *((keyword, _KEYWORD) for keyword in entry.keywords)):
                found = words(text)
                self._texts.append(_Text(number, worth, "".join(word[0] for word in found), "".join(found)))
                for word in found:
                    places[word][number] = max(places[word].get(number, 0.0), worth)
        self._places = dict(places)
        self._vocabulary = sorted(places)
        self._letters = {word: _letters(word) for word in self._vocabulary}
        self._weights = {word: self._weight(len(where)) for word, where in places.items()}

    def find(self, query: str, limit: int = 20) -> tuple[Hit, ...]:
        """The best entries for a query, best first; an empty query finds nothing."""
        query = query[:_LONGEST_QUERY].strip()
        if _CODE.fullmatch(query):
            return self._by_code(query.replace(".", ""))[:limit]
        typed = words(query)
        if not typed:
            return ()
        found = [self._places_of(word) for word in typed]
        scores: defaultdict[int, float] = defaultdict(float)
        hits: defaultdict[int, int] = defaultdict(int)
        for where in found:
            for number, score in where.items():
                scores[number] += score
                hits[number] += 1
        most = max(hits.values(), default=0)
        if most < max(len(typed) - 1, 1):
            return ()
        phrase = " ".join(typed)
        ranked = [
            Hit(
                self._entries[number].code,
                self._entries[number].title,
                self._total(number, score, phrase, len(typed)) * (1 if most == len(typed) else _MISSING_ONE),
            )
            for number, score in scores.items()
            if hits[number] == most
        ]
        ranked.sort(key=lambda hit: (-hit.score, len(hit.title), hit.title, hit.code))
        return tuple(ranked[:limit])

    def _total(self, number: int, score: float, phrase: str, typed: int) -> float:
        own = self._phrases[number]
        total = score / typed + typed / max(self._lengths[number], typed)
        if phrase in own:
            total += _PHRASE + (_STARTS if own.startswith(phrase) else 0.0)
        return total

    def _by_code(self, digits: str) -> tuple[Hit, ...]:
        return tuple(
            Hit(entry.code, entry.title, 1.0)
            for entry, code in zip(self._entries, self._codes, strict=True)
            if code.startswith(digits)
        )

    def _places_of(self, typed: str) -> dict[int, float]:
        """Where a typed word is found, and how well."""
        where: dict[int, float] = {}
        for word, quality in self._matching_words(typed):
            weight = quality * self._weights[word]
            for number, worth in self._places[word].items():
                where[number] = max(where.get(number, 0.0), weight * worth)
        for text in self._texts:
            quality = _matches_whole(typed, text)
            if quality:
                where[text.entry] = max(where.get(text.entry, 0.0), quality * text.worth)
        return where

    def _matching_words(self, typed: str) -> Iterator[tuple[str, float]]:
        matched = False
        for spelling in dict.fromkeys((typed, fold(compose(typed)))):
            for word in self._beginning_with(spelling):
                matched = True
                yield word, _EXACT if word == spelling else _BEGINS
        if not matched and len(typed) >= _SHORTEST_SIMILAR:
            slips = 2 if len(typed) >= _SHORTEST_TWO_SLIPS else 1
            own = _letters(typed)
            for word, letters in self._letters.items():
                if (own ^ letters).bit_count() <= 2 * slips and edit_distance(typed, word, slips) <= slips:
                    yield word, _SIMILAR

    def _beginning_with(self, start: str) -> Iterator[str]:
        for place in range(bisect_left(self._vocabulary, start), len(self._vocabulary)):
            word = self._vocabulary[place]
            if not word.startswith(start):
                return
            yield word

    def _weight(self, entries: int) -> float:
        """A word that few entries have says more than one that all have."""
        return 0.5 + 0.5 * log(1 + len(self._entries) / entries) / log(1 + len(self._entries))


def search_of(procedures: Iterable[Procedure]) -> CatalogueSearch:
    """The search over procedures, by title, keyword and code."""
    return CatalogueSearch(Entry(procedure.code, procedure.title, procedure.keywords) for procedure in procedures)


def _matches_whole(typed: str, text: _Text) -> float:
    """How well a typed word fits a text as its initials or as words written together."""
    if 1 < len(typed) <= _LONGEST_INITIALS and typed in text.initials:
        return _INITIALS + (0.2 if text.initials.startswith(typed) else 0.0)
    if len(typed) >= _SHORTEST_JOINED and typed in text.joined:
        return _JOINED
    return 0.0


def _letters(word: str) -> int:
    """Which letters and digits a word has, one bit each."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits
