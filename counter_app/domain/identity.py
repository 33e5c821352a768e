"""Who an applicant is: persons, organisations and those who act for them, with their numbers, names and phones.

Only what the law makes hard is refused: a personal number has twelve digits (nine on papers before 2021), a
name is not empty. Everything else that looks odd (a prefix that nobody knows, a sex that the number
contradicts) is a ``Doubt``: shown to the clerk, never a reason to send somebody away.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from counter_app.domain.errors import InvalidInput
from counter_app.domain.plain_text import collation_key, fold, nfc, same_text, words

_TWELVE = re.compile(r"\d{12}")
_NINE = re.compile(r"\d{9}")
_PASSPORT = re.compile(r"[A-Z]{1,2}\d{6,8}")
_TAX = re.compile(r"\d{10}(-\d{3})?|\d{12}")
_MOBILE = re.compile(r"0[35789]\d{8}")
_LANDLINE = re.compile(r"02\d{9}")
_BIRTH = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?"
    r"|(?:(?:(?P<day2>\d{1,2})[/.\- ])?(?P<month2>\d{1,2})[/.\- ])(?P<year2>\d{4})"
    r"|(?P<day3>\d{2})(?P<month3>\d{2})(?P<year3>\d{4})"
)
_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"
    UNKNOWN = ""


class IdKind(StrEnum):
    """What kind of number identifies a person."""

    CITIZEN = "citizen"
    """Twelve digits, for life."""
    OLD = "old"
    """Nine digits of the former identity card."""
    PASSPORT = "passport"


@dataclass(frozen=True, slots=True)
class Birth:
    """A date of birth as far as it is known: some papers know only the year, or the year and month."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise InvalidInput("bad_birth_date", text=str(self.day))
        try:
            _ = self.earliest
        except ValueError as error:
            raise InvalidInput("bad_birth_date", text=f"{self.day}/{self.month}/{self.year}") from error

    @property
    def earliest(self) -> date:
        """The first day that this can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def iso(self) -> str:
        """``yyyy-mm-dd``, ``yyyy-mm`` or ``yyyy``: as it travels."""
        return "-".join(
            [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None)]
        )

    @property
    def text(self) -> str:
        """As a clerk writes it: ``dd/mm/yyyy``, ``mm/yyyy`` or ``yyyy``."""
        return "/".join(
            [*(f"{part:02d}" for part in (self.day, self.month) if part is not None), f"{self.year:04d}"]
        )

    def age_on(self, day: date) -> int:
        """Whole years on that day; an unknown month or day counts as the first."""
        had_birthday = (day.month, day.day) >= (self.month or 1, self.day or 1)
        return day.year - self.year - (not had_birthday)


def parse_birth(text: str) -> Birth:
    """A date of birth as typed, read or sent: ``12/05/1990``, ``12051990``, ``05/1990``, ``1990``, ISO forms.

    Zeros for an unknown day and month (``00001965``) mean unknown.

    Raises:
        InvalidInput: ``bad_birth_date``.
    """
    found = _BIRTH.fullmatch(text.strip())
    if found is None:
        raise InvalidInput("bad_birth_date", text=text.strip())
    parts = {key.rstrip("23"): int(value) for key, value in found.groupdict().items() if value is not None}
    month = parts.get("month") or None
    day = parts.get("day") or None
    return Birth(parts["year"], month, day if month is not None else None)


@dataclass(frozen=True, slots=True)
class Person:
    """A person as far as the papers say. Empty texts and None mean "not known".

    ``name`` stays as on the card; ``address_text`` stays as printed.
    """

    name: str
    id_number: str = ""
    old_id_number: str = ""
    birth: Birth | None = None
    sex: Sex = Sex.UNKNOWN
    address_text: str = ""
    card_issued_on: date | None = None
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation as an applicant, with the person who speaks for it."""

    name: str
    tax_code: str
    representative: Person
    position: str = ""
    address_text: str = ""
    phone: str = ""
    email: str = ""


Owner = Person | Body


class Relation(StrEnum):
    """In which quality somebody hands in a dossier."""

    SELF = "self"
    PARENT = "parent"
    CHILD = "child"
    SPOUSE = "spouse"
    GUARDIAN = "guardian"
    REPRESENTATIVE = "representative"
    DELEGATE = "delegate"
    POST = "post"


NEEDS_AUTHORITY = frozenset({Relation.DELEGATE})


@dataclass(frozen=True, slots=True)
class Submission:
    """Whose dossier it is and who stands at the window. With authority the identity is the owner's.

    ``authority`` names the paper that gives the submitter the power to act; ``authority_until`` when it ends.
    """

    owner: Owner
    submitter: Person
    relation: Relation = Relation.SELF
    authority: str = ""
    authority_until: date | None = None


class DoubtCode(StrEnum):
    """What looks odd and stays lawful."""

    PREFIX_UNKNOWN = "prefix_unknown"
    SEX_CONTRADICTED = "sex_contradicted"
    BIRTH_YEAR_CONTRADICTED = "birth_year_contradicted"
    BIRTH_IN_FUTURE = "birth_in_future"
    OLD_NUMBER_ONLY = "old_number_only"
    SINGLE_WORD_NAME = "single_word_name"
    DIGITS_IN_NAME = "digits_in_name"
    TEXT_RESTORED = "text_restored"
    TEXT_DOUBTFUL = "text_doubtful"
    EXTRA_FIELDS = "extra_fields"
    TAX_CHECK_DIGIT = "tax_check_digit"
    AUTHORITY_MISSING = "authority_missing"
    AUTHORITY_ENDED = "authority_ended"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something for the clerk to look at. ``field`` names the value, ``text`` shows it where that helps."""

    code: DoubtCode
    field: str
    text: str = ""


def id_kind(number: str) -> IdKind:
    """What kind of number it is.

    Raises:
        InvalidInput: ``bad_id_number``: neither twelve or nine digits nor a passport.
    """
    if _TWELVE.fullmatch(number):
        return IdKind.CITIZEN
    if _NINE.fullmatch(number):
        return IdKind.OLD
    if _PASSPORT.fullmatch(number):
        return IdKind.PASSPORT
    raise InvalidInput("bad_id_number")


def parse_id_number(text: str) -> str:
    """The number as typed, without the spaces and dots that people put in.

    Raises:
        InvalidInput: ``bad_id_number``.
    """
    number = re.sub(r"[\s.\-]", "", text).upper()
    id_kind(number)
    return number


def sex_of_number(number: str) -> Sex:
    """The sex that a twelve-digit number was given for."""
    return Sex.FEMALE if int(number[3]) % 2 else Sex.MALE


def birth_year_of_number(number: str) -> int:
    """The year of birth that a twelve-digit number was given for."""
    return 1900 + 100 * (int(number[3]) // 2) + int(number[4:6])


def doubts_about(person: Person, *, today: date, known_prefixes: Collection[str] = ()) -> tuple[Doubt, ...]:
    """Everything odd about a person's values.

    Args:
        person: The person.
        today: The day of receipt.
        known_prefixes: The three-digit prefixes in use; without any, prefixes are not looked at.
    """
    doubts: list[Doubt] = []
    number = person.id_number
    if _TWELVE.fullmatch(number):
        if known_prefixes and number[:3] not in known_prefixes:
            doubts.append(Doubt(DoubtCode.PREFIX_UNKNOWN, "id_number", number[:3]))
        if person.sex not in (Sex.UNKNOWN, sex_of_number(number)):
            doubts.append(Doubt(DoubtCode.SEX_CONTRADICTED, "sex"))
        if person.birth is not None and person.birth.year != birth_year_of_number(number):
            doubts.append(Doubt(DoubtCode.BIRTH_YEAR_CONTRADICTED, "birth", str(birth_year_of_number(number))))
    elif not number and person.old_id_number:
        doubts.append(Doubt(DoubtCode.OLD_NUMBER_ONLY, "id_number"))
    if person.birth is not None and person.birth.earliest > today:
        doubts.append(Doubt(DoubtCode.BIRTH_IN_FUTURE, "birth", person.birth.text))
    if any(letter.isdigit() for letter in person.name):
        doubts.append(Doubt(DoubtCode.DIGITS_IN_NAME, "name", person.name))
    if len(person.name.split()) == 1:
        doubts.append(Doubt(DoubtCode.SINGLE_WORD_NAME, "name", person.name))
    return tuple(doubts)


def doubts_about_body(body: Body, *, today: date, known_prefixes: Collection[str] = ()) -> tuple[Doubt, ...]:
    """Everything odd about an organisation and the person who speaks for it."""
    own = () if tax_code_adds_up(body.tax_code) else (Doubt(DoubtCode.TAX_CHECK_DIGIT, "tax_code", body.tax_code),)
    return (*own, *doubts_about(body.representative, today=today, known_prefixes=known_prefixes))


def doubts_about_submission(submission: Submission, *, today: date) -> tuple[Doubt, ...]:
    """What is missing or odd about the power to act for somebody else."""
    if submission.relation not in NEEDS_AUTHORITY:
        return ()
    if not submission.authority.strip():
        return (Doubt(DoubtCode.AUTHORITY_MISSING, "authority"),)
    if submission.authority_until is not None and submission.authority_until < today:
        return (Doubt(DoubtCode.AUTHORITY_ENDED, "authority", f"{submission.authority_until:%d/%m/%Y}"),)
    return ()


def parse_name(text: str) -> str:
    """A name as it is kept: composed letters, single spaces, otherwise as typed or printed.

    Raises:
        InvalidInput: ``name_missing``: there is no letter in it.
    """
    name = nfc(text)
    if not any(letter.isalpha() for letter in name):
        raise InvalidInput("name_missing")
    return name


def same_name(one: str, other: str) -> bool:
    """True when two names agree but for marks, case and spacing: how the population database compares."""
    return same_text(one, other)


def name_sort_key(name: str) -> tuple[object, ...]:
    """Sorts people as Vietnamese lists do: by given name, then by family and middle names."""
    parts = nfc(name).split()
    return (collation_key(parts[-1]), collation_key(" ".join(parts[:-1]))) if parts else ((), ())


def name_matches(name: str, typed: str) -> bool:
    """True when every typed word begins a word of the name, in any order and without marks."""
    own = words(name)
    return all(any(word.startswith(start) for word in own) for start in words(typed))


def parse_sex(text: str) -> Sex:
    """``Nam``, ``Nữ`` and what stands for them elsewhere; anything else is unknown."""
    match fold(text.strip()):
        case "nam" | "male" | "m":
            return Sex.MALE
        case "nu" | "female" | "f":
            return Sex.FEMALE
        case _:
            return Sex.UNKNOWN


def parse_phone(text: str) -> str:
    """A Vietnamese telephone number in the international form, ``+84…``.

    Raises:
        InvalidInput: ``bad_phone``.
    """
    digits = re.sub(r"[\s.\-()]", "", text)
    for prefix in ("+84", "0084", "84"):
        if digits.startswith(prefix):
            digits = "0" + digits.removeprefix(prefix).removeprefix("0")
            break
    if not (_MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits)):
        raise InvalidInput("bad_phone", text=text.strip())
    return "+84" + digits[1:]


def phone_text(phone: str) -> str:
    """The number as it is shown: ``0912 345 678``, ``0274 3822 222``."""
    digits = "0" + phone.removeprefix("+84")
    middle = 7 if _MOBILE.fullmatch(digits) else 8
    return f"{digits[:4]} {digits[4:middle]} {digits[middle:]}"


def parse_tax_code(text: str) -> str:
    """A tax code: ten digits, ten and three, or the owner's personal number.

    Raises:
        InvalidInput: ``bad_tax_code``.
    """
    code = re.sub(r"\s", "", text)
    if _TAX.fullmatch(code) is None:
        raise InvalidInput("bad_tax_code", text=text.strip())
    return code


def tax_code_adds_up(code: str) -> bool:
    """True when the check digit of a ten-digit tax code is right; other codes have none."""
    if len(code) == len("000000000000") and code.isdigit():
        return True
    total = sum(weight * int(digit) for weight, digit in zip(_TAX_WEIGHTS, code, strict=False))
    return 10 - total % 11 == int(code[9])
