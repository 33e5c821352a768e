"""How dossier codes are written, as data: patterns with the days on which they hold; both orders of unit codes.

A dossier code is ``<unit>-<yymmdd>-<serial>`` (Circular 01/2018 Art. 19). A code is written by the pattern of its
day and read by every pattern there ever was, so that an old receipt stays legible. ``check_codes`` promises that a
pattern reads what it writes, and that no two hold on one day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import msgspec

from counter_app.contract.errors import InvalidInput
from counter_app.contract.provenance import Confidence, in_force, overlap
from counter_app.contract.reading import DataFile, Mistake, Reading, read_files

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that a code survives being read aloud and typed."""
TOKEN_LENGTH = 10
"""Marks in the token of a provisional code; written in two halves."""
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})
_NEW_ORDER = re.compile(r"H\d{2}(\.\d{2,3}){0,3}")
_OLD_ORDER = re.compile(r"\d{3}\.\d{2,3}\.\d{2,3}\.H\d{2}")
_SAMPLE_DAY = date(2026, 10, 9)
_SAMPLE_UNIT = "H29.01"
_MOST_DIGITS = 9


class UnitOrder(StrEnum):
    """In which order the levels of a unit's code stand."""

    FROM_PROVINCE = "from_province"
    """``H29.01`` (Decision 20/2020)."""
    FROM_UNIT = "from_unit"
    """``000.00.01.H29`` (Circular 10/2016)."""


class CodePattern(msgspec.Struct, frozen=True, kw_only=True):
    """How codes are written while this holds.

    ``serial_digits`` is the least number of digits; busier days have more. ``unit_form`` is a regular expression
    for the unit's part, in the order that ``unit_order`` names. ``day_format`` is that of ``strftime``.
    """

    code: str
    title: str
    valid_from: date
    valid_to: date | None = None
    separator: str = "-"
    day_format: str = "%y%m%d"
    serial_digits: int = 4
    unit_order: UnitOrder = UnitOrder.FROM_PROVINCE
    unit_form: str = _NEW_ORDER.pattern
    provisional_prefix: str = "TAM"
    result_suffix: str = "KQ"
    digitised_separator: str = "-"
    source: str = ""
    confidence: Confidence = Confidence.UNCONFIRMED


@dataclass(frozen=True, slots=True)
class DossierCode:
    """A legal dossier code, taken apart. ``unit`` is told from the province downwards."""

    unit: str
    day: date
    serial: int


@dataclass(frozen=True, slots=True)
class ProvisionalCode:
    """Stands in for a dossier code until the province is reached. Its token follows from the dossier's own id."""

    unit: str
    day: date
    token: str


Code = DossierCode | ProvisionalCode


class CodeFile(DataFile, frozen=True, kw_only=True):
    """What one file may hold."""

    code_patterns: tuple[CodePattern, ...] = ()


class CodeBook(msgspec.Struct, frozen=True, kw_only=True):
    """All patterns, checked; the newest first."""

    patterns: tuple[CodePattern, ...]

    def on(self, day: date) -> CodePattern:
        """The pattern that codes of that day are written by.

        Raises:
            InvalidInput: ``no_code_pattern``.
        """
        for pattern in self.patterns:
            if in_force(pattern, day):
                return pattern
        raise InvalidInput("no_code_pattern", on=day.isoformat())

    def write(self, code: Code) -> str:
        """The code as it is printed. Raises ``InvalidInput`` as ``write`` and ``on`` do."""
        return write(code, self.on(code.day))

    def read(self, text: str) -> Code:
        """The code that a person typed or a reader read, whichever pattern it was written by.

        Raises:
            InvalidInput: ``bad_dossier_code``: it is a code by none of them.
        """
        for pattern in self.patterns:
            code = read(text, pattern)
            if code is not None:
                return code
        raise InvalidInput("bad_dossier_code", code=text.strip())


STANDARD = CodeBook(
    patterns=(CodePattern(code="standard", title="Mã hồ sơ theo Thông tư 01/2018/TT-VPCP", valid_from=date.min),)
)
"""Stands in at a province that has published no patterns yet."""


def check_codes(texts: Mapping[str, str]) -> tuple[CodeBook | None, tuple[Mistake, ...]]:
    """The patterns of these files (name -> text), or None and every mistake by file and line."""
    files = read_files(texts, CodeFile)
    found: list[CodePattern] = []
    for file, reading in files.sound:
        for pattern in file.code_patterns:
            _check(pattern, found, reading)
            found.append(pattern)
    if files.mistakes:
        return None, files.mistakes
    newest_first = sorted(found, key=lambda pattern: pattern.valid_from, reverse=True)
    return CodeBook(patterns=tuple(newest_first)), ()


def _check(pattern: CodePattern, earlier: Sequence[CodePattern], reading: Reading) -> None:
    if any(overlap(pattern, other) for other in earlier):
        reading.note_at(pattern, "valid_from", "twin", "hai quy tắc mã cùng hiệu lực trong một ngày")
    for key in ("separator", "digitised_separator"):
        if re.fullmatch(r"[^\w\s.]", getattr(pattern, key)) is None:
            reading.note_at(
                pattern, key, "bad_separator", f"«{key}» phải là một dấu, không phải chữ, số hay dấu chấm"
            )
    for key in ("provisional_prefix", "result_suffix"):
        if re.fullmatch(r"[A-Z]+", getattr(pattern, key)) is None:
            reading.note_at(pattern, key, "bad_letters", f"«{key}» phải là chữ in hoa không dấu")
    if not 1 <= pattern.serial_digits <= _MOST_DIGITS:
        reading.note_at(pattern, "serial_digits", "bad_digits", f"«serial_digits» từ 1 đến {_MOST_DIGITS}")
    if not _SAMPLE_DAY.strftime(pattern.day_format).isdigit() or _day(_SAMPLE_DAY, pattern) != _SAMPLE_DAY:
        reading.note_at(
            pattern, "day_format", "bad_day_format", "«day_format» phải ghi đủ ngày, tháng, năm và chỉ gồm chữ số"
        )
    _check_unit_form(pattern, reading)


def _check_unit_form(pattern: CodePattern, reading: Reading) -> None:
    try:
        form = re.compile(pattern.unit_form)
    except re.error as error:
        reading.note_at(
            pattern, "unit_form", "bad_form", f"«unit_form» không phải là biểu thức chính quy ({error.msg})"
        )
        return
    sample = _in_order(_SAMPLE_UNIT, pattern)
    if form.groupindex:
        reading.note_at(pattern, "unit_form", "bad_form", "«unit_form» không được đặt tên nhóm")
    elif form.fullmatch(sample) is None:
        reading.note_at(
            pattern, "unit_form", "bad_form", f"«unit_form» phải đọc được mã đơn vị viết theo thứ tự này: {sample}"
        )


def write(code: Code, pattern: CodePattern) -> str:
    """The code as it is printed.

    Raises:
        InvalidInput: ``bad_unit_code`` or ``bad_serial``: the unit's code or the serial does not fit the pattern.
    """
    unit = _in_order(code.unit, pattern)
    if re.fullmatch(pattern.unit_form, unit) is None:
        raise InvalidInput("bad_unit_code", unit=code.unit)
    day = code.day.strftime(pattern.day_format)
    match code:
        case DossierCode():
            if code.serial < 1:
                raise InvalidInput("bad_serial", serial=code.serial)
            return pattern.separator.join((unit, day, f"{code.serial:0{pattern.serial_digits}d}"))
        case ProvisionalCode():  # pragma: no branch - the union is closed
            half = len(code.token) // 2
            token = (code.token[:half], code.token[half:])
            return pattern.separator.join((pattern.provisional_prefix, unit, day, *token))


def read(text: str, pattern: CodePattern) -> Code | None:
    """The code by this pattern, or None. Surrounding space and small letters do not matter."""
    wanted = "".join(text.split()).upper()
    separator = re.escape(pattern.separator)
    legal = re.fullmatch(
        rf"(?P<unit>{pattern.unit_form}){separator}(?P<day>\d+){separator}(?P<serial>\d{{{pattern.serial_digits},}})",
        wanted,
    )
    if legal is not None:
        day = _day(legal["day"], pattern)
        serial = int(legal["serial"])
        if day is not None and serial and f"{serial:0{pattern.serial_digits}d}" == legal["serial"]:
            return DossierCode(canonical_unit(legal["unit"]), day, serial)
    provisional = re.fullmatch(
        rf"{re.escape(pattern.provisional_prefix)}{separator}(?P<unit>{pattern.unit_form}){separator}(?P<day>\d+)"
        rf"{separator}(?P<token>[0-9A-Z]{{5}}{separator}?[0-9A-Z]{{5}})",
        wanted,
    )
    if provisional is not None:
        day = _day(provisional["day"], pattern)
        token = provisional["token"].replace(pattern.separator, "").translate(_MISREAD)
        if day is not None and set(token) <= set(ALPHABET):
            return ProvisionalCode(canonical_unit(provisional["unit"]), day, token)
    return None


def unit_levels(code: str) -> tuple[str, ...]:
    """The parts of an agency code from the province downwards, in whichever order it was written.

    ``H29.01`` and ``000.00.01.H29`` are the same agency (Decision 20/2020 and Circular 10/2016).

    Raises:
        InvalidInput: ``bad_unit_code``: it is no agency code.
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


def canonical_unit(unit: str) -> str:
    """The unit's code from the province downwards; one of another order stands for itself."""
    try:
        return new_order(unit)
    except InvalidInput:
        return unit


def spellings(unit: str) -> tuple[str, ...]:
    """Every way in which this unit's code may stand somewhere."""
    try:
        return new_order(unit), old_order(unit)
    except InvalidInput:
        return (unit,)


def old_order(code: str) -> str:
    """The agency code written from the lowest level upwards, filled with zeros."""
    levels = unit_levels(code)
    province, second, third, fourth = (*levels, *("00", "00", "000")[len(levels) - 1 :])
    if len(fourth) == len("00"):
        fourth = f"0{fourth}"
    return ".".join((fourth, third, second, province))


def _in_order(unit: str, pattern: CodePattern) -> str:
    match pattern.unit_order:
        case UnitOrder.FROM_PROVINCE:
            return canonical_unit(unit)
        case UnitOrder.FROM_UNIT:  # pragma: no branch - the enumeration is closed
            return old_order(unit)


def _day(text: str | date, pattern: CodePattern) -> date | None:
    written = text if isinstance(text, str) else text.strftime(pattern.day_format)
    try:
        day = datetime.strptime(written, pattern.day_format).date()  # noqa: DTZ007 - a date has no zone
    except ValueError:
        return None
    return day if day.strftime(pattern.day_format) == written else None
