"""Where a value of a data file comes from, and how far it may be trusted.

Every record that says what the law says carries both, so that a province sees at a glance which values it has
to confirm before it relies on them.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Protocol


class Confidence(StrEnum):
    """How sure a value is. Anything but ``FOUND`` is shown as "to be confirmed" where data is kept."""

    FOUND = "F"
    """Found in a published text."""
    DEPLOYED = "C"
    """Seen in a running provincial system: it is done so, which is not to say that the law says so."""
    UNCONFIRMED = "M"
    """General knowledge that nobody has checked against the text."""
    INFERRED = "I"
    """Our own conclusion or design."""
    PLACEHOLDER = "P"
    """Made up because the real value is not public; has to be replaced before use."""


class Dated(Protocol):
    """Something that holds from its first day until the day on which it no longer holds."""

    @property
    def valid_from(self) -> date: ...

    @property
    def valid_to(self) -> date | None: ...


def in_force(record: Dated, on: date) -> bool:
    """True from ``valid_from`` on and before ``valid_to``, the first day that it no longer holds."""
    return record.valid_from <= on and (record.valid_to is None or on < record.valid_to)


def overlap(one: Dated, other: Dated) -> bool:
    """True when there is a day on which both hold."""
    return (other.valid_to is None or one.valid_from < other.valid_to) and (
        one.valid_to is None or other.valid_from < one.valid_to
    )
