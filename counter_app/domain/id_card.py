"""The QR code of identity cards, as a camera reads it or as a hand scanner types it.

Seven fields separated by ``|``: number, former number, name, birth, sex, address, day of issue. Cards since
July 2024 add fields; some printers leave the former number out. So nothing is found by its place alone: the
number has twelve digits, the birth has eight and follows the name, the issue has eight and comes last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from counter_app.domain.errors import InvalidInput
from counter_app.domain.identity import Doubt, DoubtCode, Person, Sex, parse_birth, parse_name, parse_sex
from counter_app.domain.plain_text import nfc
from counter_app.domain.telex import restore

_NUMBER = re.compile(r"\d{12}")
_OLD_NUMBER = re.compile(r"\d{9}")
_BIRTH = re.compile(r"\d{8}|\d{4}")
_DAY = re.compile(r"(\d{2})(\d{2})(\d{4})")
_NEW_CARD_FROM = date(2024, 7, 1)
_MAX_LENGTH = 2_000


class CardGeneration(StrEnum):
    """Which law the card was made under."""

    CHIP_2021 = "chip_2021"
    """Citizen identity card with chip; QR on the front."""
    IDENTITY_2024 = "identity_2024"
    """Identity card of the 2023 law; QR on the back, with fields about the family."""


@dataclass(frozen=True, slots=True)
class CardReading:
    """What a card says, and what about the reading a person should look at.

    ``extras`` are the fields behind the known seven, as they stand: their order is not published.
    """

    person: Person
    generation: CardGeneration
    extras: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def looks_like_card(text: str) -> bool:
    """True when a text is probably the QR of an identity card: cheap enough to ask on every line typed."""
    parts = _fields(text[:_MAX_LENGTH])
    return any(_NUMBER.fullmatch(part) for part in parts) and any(_DAY.fullmatch(part) for part in parts)


def read_card(text: str) -> CardReading:
    """The person on the card.

    Raises:
        InvalidInput: ``not_an_id_card``: number, name or birth cannot be found.
    """
    if len(text) > _MAX_LENGTH:
        raise InvalidInput("not_an_id_card")
    parts = _fields(text)
    number = _first(parts, _NUMBER, 0)
    birth = _birth_place(parts, number + 1)
    sex = next((at for at in range(birth + 1, len(parts)) if parse_sex(parts[at]) is not Sex.UNKNOWN), birth)
    issued = next((at for at in range(sex + 1, len(parts)) if _day(parts[at]) is not None), None)
    old = next((part for part in parts[number + 1 : birth - 1] if _OLD_NUMBER.fullmatch(part)), "")
    end = issued if issued is not None else len(parts)
    issued_on = _day(parts[issued]) if issued is not None else None
    extras = tuple(part for part in parts[end + 1 :] if part)
    person = Person(
        name=parse_name(parts[birth - 1]),
        id_number=parts[number],
        old_id_number=old,
        birth=parse_birth(parts[birth]),
        sex=parse_sex(parts[sex]),
        address_text=nfc(", ".join(part for part in parts[sex + 1 : end] if part)),
        card_issued_on=issued_on,
    )
    is_new = bool(extras) or (issued_on is not None and issued_on >= _NEW_CARD_FROM)
    doubts = (Doubt(DoubtCode.EXTRA_FIELDS, "card", str(len(extras))),) if extras else ()
    return CardReading(
        person, CardGeneration.IDENTITY_2024 if is_new else CardGeneration.CHIP_2021, extras, doubts
    )


def read_typed_card(text: str) -> CardReading:
    """The person on a card whose text came through the keyboard.

    Bytes that were taken for Western letters are put together again. Words that Telex changed are restored
    where they can only have been changed by it; either way the reading carries a doubt that names the field.

    Raises:
        InvalidInput: ``not_an_id_card``.
    """
    reading = read_card(_reassembled(text))
    doubts = list(reading.doubts)
    person = reading.person
    name = restore(person.name)
    address = restore(person.address_text)
    for field, restored in (("name", name), ("address", address)):
        if restored.changed:
            doubts.append(Doubt(DoubtCode.TEXT_RESTORED, field, ", ".join(restored.changed)))
        if restored.doubtful:
            doubts.append(Doubt(DoubtCode.TEXT_DOUBTFUL, field, ", ".join(restored.doubtful)))
    person = replace(person, name=name.text, address_text=address.text)
    return replace(reading, person=person, doubts=tuple(doubts))


def _fields(text: str) -> list[str]:
    return [part.strip() for part in nfc("".join(mark if mark.isprintable() else " " for mark in text)).split("|")]


def _first(parts: list[str], pattern: re.Pattern[str], start: int) -> int:
    for at in range(start, len(parts)):
        if pattern.fullmatch(parts[at]):
            return at
    raise InvalidInput("not_an_id_card")


def _birth_place(parts: list[str], start: int) -> int:
    """Where the birth stands: the first date that follows a name."""
    for at in range(start + 1, len(parts)):
        if _BIRTH.fullmatch(parts[at]) and any(letter.isalpha() for letter in parts[at - 1]):
            try:
                parse_birth(parts[at])
            except InvalidInput:
                continue
            return at
    raise InvalidInput("not_an_id_card")


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def _reassembled(text: str) -> str:
    """UTF-8 that was typed byte by byte, as text again; anything else as it is."""
    single = bytearray()
    for letter in text:
        try:
            single += letter.encode("cp1252")
        except UnicodeEncodeError:
            if ord(letter) > 0xFF:  # noqa: PLR2004 - the last single byte
                return text
            single.append(ord(letter))
    try:
        return single.decode("utf-8")
    except UnicodeDecodeError:
        return text
