"""The codes of the one-stop window: dossiers, provisional dossiers, results, digitised papers, agencies.

A dossier code is ``<unit>-<yymmdd>-<serial>`` (Circular 01/2018 Art. 19). Its serial comes from a slice that the
province leased to one window for one day, so that a window without a link still gives legal codes and no code
is given twice. Without a slice a dossier gets a provisional code, which no pattern of a legal code matches.

How codes look is data (``CodePattern``): codes of other systems and later orders are read by their own pattern.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from typing_extensions import override

from counter_app.domain.errors import InvalidInput

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that a code survives being read aloud and typed."""
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})
_TOKEN_LENGTH = 10
_NEW_ORDER = re.compile(r"H\d{2}(\.\d{2,3}){0,3}")
_OLD_ORDER = re.compile(r"\d{3}\.\d{2,3}\.\d{2,3}\.H\d{2}")
_UNIT = rf"(?:{_OLD_ORDER.pattern}|{_NEW_ORDER.pattern})"
_PROCEDURE = re.compile(r"\d\.\d{6}")
_PROCEDURE_LOCAL = re.compile(r"(?P<national>\d\.\d{6})(?:\.[0-9A-Z]{2,3})*")
_RESULT_TYPE = re.compile(r"KQ\.[A-Z]\d{2}(?:\.\d{2,3})*\.\d{6}")


@dataclass(frozen=True, slots=True)
class CodePattern:
    """How dossier codes are written. ``serial_digits`` is the least number of digits; busier days have more."""

    separator: str = "-"
    day_format: str = "%y%m%d"
    serial_digits: int = 4
    provisional_prefix: str = "TAM"
    result_suffix: str = "KQ"
    digitised_separator: str = "-"


STANDARD = CodePattern()


@dataclass(frozen=True, slots=True)
class DossierCode:
    """A legal dossier code, taken apart. ``str()`` writes it by the standard pattern."""

    unit: str
    day: date
    serial: int

    @override
    def __str__(self) -> str:
        return write(self)


@dataclass(frozen=True, slots=True)
class ProvisionalCode:
    """Stands in for a dossier code until the province is reached. Its token follows from the dossier's own id."""

    unit: str
    day: date
    token: str

    @override
    def __str__(self) -> str:
        return write(self)


@dataclass(frozen=True, slots=True)
class NumberSlice:
    """The serials ``first`` to ``last`` (both included) of a unit's day, leased to one window."""

    unit: str
    day: date
    first: int
    last: int
    window: str
    slice_id: str = ""

    @property
    def size(self) -> int:
        return max(self.last - self.first + 1, 0)


def next_code(leased: NumberSlice, used: Collection[int]) -> DossierCode | None:
    """The next code of a slice, or None when it is used up.

    Codes rise: one whose serial is below a used serial of this slice is not given any more, so that a code
    that was printed and lost is not given to somebody else.
    """
    within = [serial for serial in used if leased.first <= serial <= leased.last]
    serial = max(within) + 1 if within else leased.first
    return DossierCode(leased.unit, leased.day, serial) if serial <= leased.last else None


def next_code_from(
    slices: Iterable[NumberSlice], unit: str, day: date, used: Collection[int]
) -> DossierCode | None:
    """The next code for a unit and day from whichever slice still has one, lowest first."""
    fitting = [leased for leased in slices if leased.unit == unit and leased.day == day]
    for leased in sorted(fitting, key=lambda candidate: candidate.first):
        code = next_code(leased, used)
        if code is not None:
            return code
    return None


def codes_left(slices: Iterable[NumberSlice], unit: str, day: date, used: Collection[int]) -> int:
    """How many codes the window can still give for a unit and day: below a floor it leases more."""
    left = 0
    for leased in slices:
        if leased.unit == unit and leased.day == day:
            code = next_code(leased, used)
            left += leased.last - code.serial + 1 if code is not None else 0
    return left


def provisional_code(unit: str, day: date, dossier_id: str) -> ProvisionalCode:
    """The provisional code of a dossier: always the same for the same dossier, different for different ones.

    Fifty bits of the id's digest: among a million dossiers without a link the odds of a twin are about
    one in two thousand, and a unit gives a few hundred a day; the dossier's id settles it all the same.
    """
    number = int.from_bytes(hashlib.sha256(dossier_id.encode()).digest()[:8], "big") >> 14
    marks = []
    for _ in range(_TOKEN_LENGTH):
        number, place = divmod(number, len(_ALPHABET))
        marks.append(_ALPHABET[place])
    return ProvisionalCode(unit, day, "".join(marks))


def write(code: DossierCode | ProvisionalCode, pattern: CodePattern = STANDARD) -> str:
    """The code as it is printed.

    Raises:
        InvalidInput: the unit's code or the serial does not fit the pattern.
    """
    if re.fullmatch(_UNIT, code.unit) is None:
        raise InvalidInput("bad_unit_code", unit=code.unit)
    day = code.day.strftime(pattern.day_format)
    match code:
        case DossierCode():
            if code.serial < 1:
                raise InvalidInput("bad_serial", serial=code.serial)
            return pattern.separator.join((code.unit, day, f"{code.serial:0{pattern.serial_digits}d}"))
        case ProvisionalCode():  # pragma: no branch - the union is closed
            half = len(code.token) // 2
            token = (code.token[:half], code.token[half:])
            return pattern.separator.join((pattern.provisional_prefix, code.unit, day, *token))


def parse(text: str, pattern: CodePattern = STANDARD) -> DossierCode | ProvisionalCode:
    """The code that a person typed or a reader read. Surrounding space and small letters do not matter.

    Raises:
        InvalidInput: ``bad_dossier_code``: it is no code by this pattern.
    """
    wanted = "".join(text.split()).upper()
    separator = re.escape(pattern.separator)
    legal = re.fullmatch(
        rf"(?P<unit>{_UNIT}){separator}(?P<day>\d+){separator}(?P<serial>\d{{{pattern.serial_digits},}})", wanted
    )
    if legal is not None:
        day = _day(legal["day"], pattern)
        serial = int(legal["serial"])
        if day is not None and serial and f"{serial:0{pattern.serial_digits}d}" == legal["serial"]:
            return DossierCode(legal["unit"], day, serial)
    provisional = re.fullmatch(
        rf"{re.escape(pattern.provisional_prefix)}{separator}(?P<unit>{_UNIT}){separator}(?P<day>\d+)"
        rf"{separator}(?P<token>[0-9A-Z]{{5}}{separator}?[0-9A-Z]{{5}})",
        wanted,
    )
    if provisional is not None:
        day = _day(provisional["day"], pattern)
        token = provisional["token"].replace(pattern.separator, "").translate(_MISREAD)
        if day is not None and set(token) <= set(_ALPHABET):
            return ProvisionalCode(provisional["unit"], day, token)
    raise InvalidInput("bad_dossier_code", code=text.strip())


def is_provisional(text: str, pattern: CodePattern = STANDARD) -> bool:
    """True for the text of a provisional code."""
    return text.strip().upper().startswith(pattern.provisional_prefix + pattern.separator)


def result_code(dossier_code: str, number: int = 1, pattern: CodePattern = STANDARD) -> str:
    """The code of the dossier's n-th result, ``<dossier code>-KQ<n>`` (Decree 45/2020 Art. 14)."""
    if number < 1:
        raise InvalidInput("bad_result_number", number=number)
    return f"{dossier_code}{pattern.separator}{pattern.result_suffix}{number}"


def parse_result_code(text: str, pattern: CodePattern = STANDARD) -> tuple[DossierCode | ProvisionalCode, int]:
    """The dossier code and the number of a result code; ``KQ``, ``KQ1`` and ``KQ(1)`` are the same.

    Raises:
        InvalidInput: it is no result code.
    """
    wanted = "".join(text.split()).upper()
    suffix = re.escape(pattern.separator + pattern.result_suffix)
    found = re.fullmatch(rf"(?P<code>.+){suffix}(?:(?P<plain>[1-9]\d*)|\((?P<braced>[1-9]\d*)\))?", wanted)
    if found is None:
        raise InvalidInput("bad_result_code", code=text.strip())
    return parse(found["code"], pattern), int(found["plain"] or found["braced"] or 1)


def digitised_code(identity: str, paper_type: str, pattern: CodePattern = STANDARD) -> str:
    """The code of a digitised paper: the holder's identity code and the paper's type (Circular 01/2023 Art. 10).

    A holder without an identity code leaves the first part empty; the descriptor then says who it is.
    """
    return f"{identity}{pattern.digitised_separator}{paper_type}"


def is_procedure_code(text: str) -> bool:
    """True for a national code of a procedure, ``d.dddddd``."""
    return _PROCEDURE.fullmatch(text) is not None


def national_procedure_code(text: str) -> str:
    """The national part of a national, local or online-service code (``2.000815.000.00.00.H55.02``).

    Raises:
        InvalidInput: it is no code of a procedure.
    """
    found = _PROCEDURE_LOCAL.fullmatch(text.strip().upper())
    if found is None:
        raise InvalidInput("bad_procedure_code", code=text.strip())
    return found["national"]


def is_result_type_code(text: str) -> bool:
    """True for a national code of a kind of result, such as ``KQ.G15.000031``."""
    return _RESULT_TYPE.fullmatch(text) is not None


def unit_levels(code: str) -> tuple[str, ...]:
    """The parts of an agency code from the province downwards, in whichever order it was written.

    ``H29.01`` and ``000.00.01.H29`` are the same agency (Decision 20/2020 and Circular 10/2016).

    Raises:
        InvalidInput: it is no agency code.
    """
    wanted = code.strip().upper()
    levels = wanted.split(".")
    if _OLD_ORDER.fullmatch(wanted):
        levels.reverse()
    elif not _NEW_ORDER.fullmatch(wanted):
        raise InvalidInput("bad_unit_code", unit=code)
    while not levels[-1].strip("0"):
        levels.pop()
    return tuple(levels)


def same_unit(one: str, other: str) -> bool:
    """True when two agency codes name the same agency, each in its own order."""
    return unit_levels(one) == unit_levels(other)


def new_order(code: str) -> str:
    """The agency code written from the province downwards."""
    return ".".join(unit_levels(code))


def old_order(code: str) -> str:
    """The agency code written from the lowest level upwards, filled with zeros.

    Raises:
        InvalidInput: the old order has no such code: it ends at the fourth level, of three digits.
    """
    levels = unit_levels(code)
    province, second, third, fourth = (*levels, *("00", "00", "000")[len(levels) - 1 :])
    if len(fourth) == len("00"):
        fourth = f"0{fourth}"
    return ".".join((fourth, third, second, province))


def _day(text: str, pattern: CodePattern) -> date | None:
    try:
        day = datetime.strptime(text, pattern.day_format).date()  # noqa: DTZ007 - a date has no zone
    except ValueError:
        return None
    return day if day.strftime(pattern.day_format) == text else None
