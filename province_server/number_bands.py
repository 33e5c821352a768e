"""Which serials of a unit's day may be leased, after the province came back from a backup so many times.

A backup does not know what was leased after it was taken, and a code that a citizen holds must never be another's
too. So serials are leased in bands: the first life of the province's database leases 1 to 5,999, and each that was
restored begins a smaller band above everything that any life before it can have given. A band that is used up
leaves provisional codes, which are replaced another day; a code is never given twice.
"""

from __future__ import annotations

from dataclasses import dataclass

KEPT_BACK = 4000
"""So many serials of a day wait for restored lives of the database."""


@dataclass(frozen=True, slots=True)
class Band:
    """Serials ``first`` to ``last``, both included; none when ``last`` is below ``first``."""

    first: int
    last: int


def band_after(restores: int, most: int) -> Band:
    """The band of a database that was restored so many times since serials of the day could be leased.

    ``most`` is the highest serial that a code can show.
    """

    def last_of(life: int) -> int:
        return most - (KEPT_BACK >> life)

    return Band(last_of(restores - 1) + 1 if restores else 1, last_of(restores))
