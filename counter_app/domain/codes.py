"""The codes of the one-stop window: dossiers, provisional dossiers, results, digitised papers, procedures.

The serial of a dossier code comes from a slice that the province leased to one window for one day, so that a
window without a link still gives legal codes and no code is given twice. Without a slice a dossier gets a
provisional code, which no pattern of a legal code matches. How codes look is data (``contract.codes``).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from counter_app.contract.codes import (
    ALPHABET,
    TOKEN_LENGTH,
    Code,
    CodeBook,
    CodePattern,
    DossierCode,
    ProvisionalCode,
)
from counter_app.domain.errors import InvalidInput

__all__ = [
    "CodeBook",
    "CodePattern",
    "DossierCode",
    "NumberSlice",
    "ProvisionalCode",
    "codes_left",
    "digitised_code",
    "is_procedure_code",
    "is_result_type_code",
    "national_procedure_code",
    "next_code",
    "next_code_from",
    "parse_result_code",
    "provisional_code",
    "result_code",
]

_PROCEDURE = re.compile(r"\d\.\d{6}")
_PROCEDURE_LOCAL = re.compile(r"(?P<national>\d\.\d{6})(?:\.[0-9A-Z]{2,3})*")
_RESULT_TYPE = re.compile(r"KQ\.[A-Z]\d{2}(?:\.\d{2,3})*\.\d{6}")


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
    for _ in range(TOKEN_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        marks.append(ALPHABET[place])
    return ProvisionalCode(unit, day, "".join(marks))


def result_code(dossier_code: str, pattern: CodePattern, number: int = 1) -> str:
    """The code of the dossier's n-th result, ``<dossier code>-KQ<n>`` (Decree 45/2020 Art. 14)."""
    if number < 1:
        raise InvalidInput("bad_result_number", number=number)
    return f"{dossier_code}{pattern.separator}{pattern.result_suffix}{number}"


def parse_result_code(text: str, book: CodeBook) -> tuple[Code, int]:
    """The dossier code and the number of a result code; ``KQ``, ``KQ1`` and ``KQ(1)`` are the same.

    Raises:
        InvalidInput: it is no result code.
    """
    wanted = "".join(text.split()).upper()
    for pattern in book.patterns:
        suffix = re.escape(pattern.separator + pattern.result_suffix)
        found = re.fullmatch(rf"(?P<code>.+){suffix}(?:(?P<plain>[1-9]\d*)|\((?P<braced>[1-9]\d*)\))?", wanted)
        if found is not None:
            return book.read(found["code"]), int(found["plain"] or found["braced"] or 1)
    raise InvalidInput("bad_result_code", code=text.strip())


def digitised_code(identity: str, paper_type: str, pattern: CodePattern) -> str:
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
