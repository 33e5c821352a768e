"""Vietnamese text for comparing and sorting: without marks, in one spelling, in the order of the alphabet."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACE = {letter: place for place, letter in enumerate(_LETTERS, start=1)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
"""In the order of Vietnamese dictionaries: huyền, hỏi, ngã, sắc, nặng; no mark comes first."""


def nfc(text: str) -> str:
    """The text in the composed spelling, without space at its ends and with single spaces inside."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _without_marks(letter: str) -> str:
    apart = unicodedata.normalize("NFD", letter)
    return "".join(part for part in apart if not unicodedata.combining(part))


_VOWELS = [unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in ("", *_TONES)]
_FOLDED = {ord(letter): _without_marks(letter) for letter in _VOWELS} | {ord("đ"): "d"}
"""Every Vietnamese letter with a mark: looked up, because folding is on the way of every key stroke."""


def fold(text: str) -> str:
    """The text in small letters without any mark, ``đ`` as ``d``: what two spellings of a word have in common."""
    folded = text.casefold().translate(_FOLDED)
    return folded if folded.isascii() else _without_marks(folded)


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text: runs of letters and digits."""
    return tuple(_WORD.findall(fold(text)))


def same_text(one: str, other: str) -> bool:
    """True when two texts have the same words, whatever their marks, case and punctuation."""
    return words(one) == words(other)


def collation_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Sorts as a Vietnamese dictionary does: by letters (a ă â b … d đ …), then by tone marks."""
    letters: list[int] = []
    tones: list[int] = []
    for letter in unicodedata.normalize("NFC", text.casefold()):
        base, tone = untoned(letter)
        letters.append(_PLACE.get(base, -ord(base) if base.isspace() else len(_LETTERS) + ord(base)))
        tones.append(_TONES.get(tone, 0))
    return tuple(letters), tuple(tones)


def untoned(letter: str) -> tuple[str, str]:
    """A letter without its tone mark (keeping ă â ê ô ơ ư đ), and the mark as a combining character."""
    tone = ""
    kept = []
    for part in unicodedata.normalize("NFD", letter):
        if part in _TONES:
            tone = part
        else:
            kept.append(part)
    return unicodedata.normalize("NFC", "".join(kept)), tone


def toned(letter: str, tone: str) -> str:
    """The letter with a tone mark."""
    return unicodedata.normalize("NFC", letter + tone)


def edit_distance(one: str, other: str, limit: int) -> int:
    """How many letters have to be typed, left out, changed or swapped with their neighbour.

    Any distance above ``limit`` is reported as ``limit + 1``.
    """
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        current = [row]
        for column, opposite in enumerate(other, start=1):
            cost = min(
                last[column] + 1,
                current[column - 1] + 1,
                last[column - 1] + (letter != opposite),
            )
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == opposite:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, last = last, current
    return min(last[-1], limit + 1)
