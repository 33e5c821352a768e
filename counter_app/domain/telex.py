"""Telex, the usual way of typing Vietnamese: what keys become, and what was meant when it got in the way.

A hand scanner that poses as a keyboard types into whatever input method is switched on. Telex then reads some
letters as commands: ``Areco`` becomes ``Ảeco``. ``restore`` undoes that where the result cannot be a Vietnamese
word and one mark, set right behind its letter, explains it; it says which words it touched, so that a person
looks at them. A word of one syllable is never changed, because names of the minorities are of every shape.

``compose`` follows the common behaviour: marks apply to the vowels typed so far in the word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from counter_app.domain.plain_text import nfc, toned, untoned

_TONE_KEYS = {"f": "\u0300", "r": "\u0309", "x": "\u0303", "s": "\u0301", "j": "\u0323"}
_KEY_OF_TONE = {tone: key for key, tone in _TONE_KEYS.items()}
_HATS = {"a": "â", "e": "ê", "o": "ô"}
_HORNS = {"a": "ă", "o": "ơ", "u": "ư"}
_UNHAT = {"â": "aa", "ê": "ee", "ô": "oo", "ă": "aw", "ơ": "ow", "ư": "uw", "đ": "dd"}
_VOWELS = frozenset("aăâeêioôơuưy")
_PARTS = re.compile(r"[^\W\d_]+|[\W\d_]+")

_ONSETS = "b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x|bl|br|dr|đr|gr|kl|kr|pl|pr|"
"""With the clusters of Central Highland names (Krông, Blao)."""
_RHYMES = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong
    oong ooc op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uêt uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên
    uyêt uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu
    ak ăk âk ek êk ik ok ôk uk ưk iê
"""
"""The rhymes of standard Vietnamese, and in the last row those of Central Highland names (Đắk Lắk, Búk, Niê)."""
_SYLLABLE = re.compile(rf"(?:{_ONSETS})(?:{'|'.join(sorted(_RHYMES.split(), key=len, reverse=True))})")
_STOPPED = re.compile(r".*(?:c|ch|p|t)")
_VOWEL_RUN = re.compile(r"[aăâeêioôơuưy]+")
_STOPPED_TONES = frozenset({"\u0301", "\u0323"})


@dataclass(frozen=True, slots=True)
class Restored:
    """The text as it was probably sent, with the words that were changed and those that stay doubtful."""

    text: str
    changed: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


@lru_cache(maxsize=4_096)
def is_syllable(word: str) -> bool:
    """True when the word could be a Vietnamese syllable, marks included."""
    plain, tones = _apart(nfc(word).casefold())
    if _SYLLABLE.fullmatch(plain) is None or len(tones) > 1:
        return False
    return _STOPPED.fullmatch(plain) is None or (bool(tones) and tones[0] in _STOPPED_TONES)


def compose(keys: str) -> str:
    """What appears when these keys are typed with Telex switched on."""
    return "".join(_compose_word(part) if part[0].isalpha() else part for part in _PARTS.findall(keys))


def restore(text: str) -> Restored:
    """The text that a keyboard scanner sent while Telex was on."""
    told: list[str] = []
    changed: list[str] = []
    doubtful: list[str] = []
    for part in _PARTS.findall(nfc(text)):
        if not part[0].isalpha() or part.isascii() or is_syllable(part):
            told.append(part)
            continue
        keys = _keys_of(part)
        if _has_two_syllables(part) and _marks(part) == 1 and compose(keys) == part:
            told.append(keys)
            changed.append(part)
        else:
            told.append(part)
            doubtful.append(part)
    return Restored("".join(told), tuple(changed), tuple(doubtful))


def _has_two_syllables(word: str) -> bool:
    """True when vowels stand on both sides of a consonant: Vietnamese never writes that as one word."""
    plain, _ = _apart(word.casefold())
    return len(_VOWEL_RUN.findall(plain)) > 1


def _marks(word: str) -> int:
    """How many hats, horns, bars and tones the word has."""
    plain, tones = _apart(word.casefold())
    return len(tones) + sum(letter in _UNHAT for letter in plain)


def _apart(word: str) -> tuple[str, list[str]]:
    pairs = [untoned(letter) for letter in word]
    return "".join(letter for letter, _ in pairs), [tone for _, tone in pairs if tone]


def _keys_of(word: str) -> str:
    """The keys whose marks stand right behind the letter that they marked."""
    keys = []
    for letter in word:
        base, tone = untoned(letter)
        typed = _UNHAT.get(base.casefold(), base.casefold()) + _KEY_OF_TONE.get(tone, "")
        if letter.isupper():
            typed = typed.upper() if word.isupper() else typed[0].upper() + typed[1:]
        keys.append(typed)
    return "".join(keys)


def _compose_word(keys: str) -> str:
    word: list[str] = []
    for key in keys:
        if not _mark(word, key):
            word.append(key)
    return "".join(word)


def _mark(word: list[str], key: str) -> bool:
    """Apply the key to the letters typed so far; False when it is an ordinary letter."""
    small = key.casefold()
    if small in _TONE_KEYS:
        return _set_tone(word, _TONE_KEYS[small])
    if small == "w":
        return _change_last(word, _HORNS)
    if small == "d":
        return _change_last(word, {"d": "đ"}, only_first=True)
    if small in _HATS:
        return _change_last(word, {small: _HATS[small]})
    return False


def _change_last(word: list[str], changes: dict[str, str], *, only_first: bool = False) -> bool:
    for place in range(len(word) - 1, -1, -1):
        base, tone = untoned(word[place].casefold())
        if base in changes and (place == 0 or not only_first):
            changed = toned(changes[base], tone)
            word[place] = changed.upper() if word[place].isupper() else changed
            return True
    return False


def _set_tone(word: list[str], tone: str) -> bool:
    vowels = [place for place, letter in enumerate(word) if untoned(letter.casefold())[0] in _VOWELS]
    if not vowels:
        return False
    place = _main_vowel([untoned(letter.casefold())[0] for letter in word], vowels)
    base = untoned(word[place].casefold())[0]
    if untoned(word[place].casefold())[1] == tone:
        return False
    marked = toned(base, tone)
    word[place] = marked.upper() if word[place].isupper() else marked
    return True


def _main_vowel(letters: list[str], vowels: list[int]) -> int:
    """The vowel that carries the tone mark: a marked letter first, else by what follows.

    The u of ``qu`` and the i of ``gi`` belong to the consonant when another vowel follows.
    """
    if len(vowels) > 1 and "".join(letters[:2]) in ("qu", "gi"):
        vowels = vowels[1:]
    special = [place for place in vowels if letters[place] not in "aeiouy"]
    if special:
        return special[-1]
    first, last = vowels[0], vowels[-1]
    closed = last < len(letters) - 1
    return last if closed or first == last else vowels[-2]
