"""What the search index holds of names, numbers and pages; the same forms are made of what a person types."""

from __future__ import annotations

import re
from typing import Final

from counter_app.domain.pages import PageReading
from counter_app.domain.plain_text import words

_NOT_DIGIT: Final = re.compile(r"[^0-9]")
_COUNTRY: Final = "84"


def words_key(text: str) -> str:
    """The words without diacritics and capitals, one space between: ``Nguyễn Đức`` becomes ``nguyen duc``."""
    return " ".join(words(text))


def digits(text: str) -> str:
    """The digits alone."""
    return _NOT_DIGIT.sub("", text)


def phone_key(text: str) -> str:
    """A phone number as it is dialled inside the country: ``+84 901 234 567`` becomes ``0901234567``."""
    number = digits(text)
    if text.strip().startswith("+" + _COUNTRY):
        return "0" + number.removeprefix(_COUNTRY)
    if number.startswith("00" + _COUNTRY):
        return "0" + number.removeprefix("00" + _COUNTRY)
    return number


def text_key(reading: PageReading) -> str:
    """The words of a page. Word by word, because the same words come again on page after page."""
    return " ".join(key for line in reading.lines for word in line.words if (key := words_key(word.text)))
