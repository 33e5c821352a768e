"""Dossier codes: given once, to one dossier, and never against a lease.

All codes that a batch may give are claimed at once, before anything is judged: whoever wants one of them at the
same moment waits for this batch to end. What turned out not to be given is let go again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from counter_app.contract import acts as contract
from counter_app.contract.codes import CodeBook, DossierCode, canonical_unit, spellings
from counter_app.contract.errors import InvalidInput
from province_server.acts.envelope import Envelope
from province_server.store import tables as t
from province_server.store.bulk import insert_claims, insert_new, update_rows


@dataclass(frozen=True, slots=True)
class Serial:
    """What a code of a lawful form says; ``unit`` is told from the province downwards."""

    unit: str
    day: str
    number: int


class Codes:
    """The codes that one batch may give."""

    def __init__(self, connection: sa.Connection, envelopes: Iterable[Envelope], book: CodeBook) -> None:
        self._connection = connection
        wanted = [(code, one.act) for one in envelopes if (code := _code_named(one))]
        self._serials = {code: serial for code, _ in wanted if (serial := _serial(code, book))}
        self._leases = self._read_leases()
        if self._lock_unleased():
            self._leases = self._read_leases()  # somebody may have leased them while we waited
        self._first_asker = {
            code: act.dossier_id for code, act in reversed(wanted) if self._may_use(code, act.device_id)
        }
        rows = [{"code": code, "dossier_id": self._first_asker[code]} for code in sorted(self._first_asker)]
        self._fresh = insert_claims(connection, t.dossier_codes, rows, "code")
        self._owners = self._read_owners(self._first_asker.keys() - self._fresh)
        self._printed: dict[tuple[str, str], int] = {}

    def claim(self, code: str, dossier_id: str, device_id: str) -> bool:
        """The code is the dossier's from now on; False when it is another's, or its serial another device's."""
        if not self._may_use(code, device_id):
            return False
        if code in self._fresh and code not in self._owners:
            self._owners[code] = dossier_id
            self._note_unleased(code)
        return self._owners.get(code) == dossier_id

    def close(self) -> None:
        """Let go what was claimed and not given, and never lease what was used without a lease."""
        given = self._fresh & self._owners.keys()
        unused = sorted(self._fresh - given)
        if unused:
            self._connection.execute(sa.delete(t.dossier_codes).where(t.dossier_codes.c.code.in_(unused)))
        moved = [code for code in sorted(given) if self._owners[code] != self._first_asker[code]]
        rows = [{"code": code, "dossier_id": self._owners[code]} for code in moved]
        update_rows(self._connection, t.dossier_codes, rows, "code")
        self._fresh = set()
        self._never_lease()

    def _read_leases(self) -> list[tuple[str, str, int, int, str]]:
        if not self._serials:
            return []
        numbers = [serial.number for serial in self._serials.values()]
        days = sorted({(unit, one.day) for one in self._serials.values() for unit in spellings(one.unit)})
        c = t.number_slices.c
        query = sa.select(c.unit, c.day, c.first, c.last, c.device_id).where(
            sa.tuple_(c.unit, c.day).in_(days), c.first <= max(numbers), c.last >= min(numbers)
        )
        found = self._connection.execute(query)
        return [(canonical_unit(row.unit), row.day, row.first, row.last, row.device_id) for row in found]

    def _lock_unleased(self) -> bool:
        """Nobody leases serials of these days until the batch ends; false when all of ours are leased already."""
        unleased = [serial for serial in self._serials.values() if self._leased_to(serial) is None]
        days = sorted({(unit, one.day) for one in unleased for unit in spellings(one.unit)})
        if not days:
            return False
        rows = [{"unit": unit, "day": day, "next": 1} for unit, day in days]
        insert_new(self._connection, t.number_counters, rows)
        c = t.number_counters.c
        query = sa.select(c.next).where(sa.tuple_(c.unit, c.day).in_(days)).order_by(c.unit, c.day)
        self._connection.execute(query.with_for_update())
        return True

    def _read_owners(self, codes: Iterable[str]) -> dict[str, str]:
        c = t.dossier_codes.c
        known = sorted(codes)
        if not known:
            return {}
        query = sa.select(c.code, c.dossier_id).where(c.code.in_(known))
        return {row.code: row.dossier_id for row in self._connection.execute(query)}

    def _leased_to(self, serial: Serial) -> str | None:
        for unit, day, first, last, device_id in self._leases:
            if (unit, day) == (serial.unit, serial.day) and first <= serial.number <= last:
                return device_id
        return None

    def _may_use(self, code: str, device_id: str) -> bool:
        serial = self._serials.get(code)
        return serial is None or self._leased_to(serial) in {None, device_id}

    def _note_unleased(self, code: str) -> None:
        serial = self._serials.get(code)
        if serial is not None and self._leased_to(serial) is None:
            place = (serial.unit, serial.day)
            self._printed[place] = max(serial.number, self._printed.get(place, 0))

    def _never_lease(self) -> None:
        # A serial that was printed without a lease must not be leased to somebody else later.
        printed, self._printed = self._printed, {}
        c = t.number_counters.c
        for (unit, day), number in sorted(printed.items()):
            behind = sa.and_(c.unit.in_(spellings(unit)), c.day == day, c.next <= number)
            self._connection.execute(sa.update(t.number_counters).where(behind).values(next=number + 1))


def _code_named(envelope: Envelope) -> str:
    match envelope.body:
        case contract.Received(code=code) | contract.CodeReplaced(new_code=code):
            return code
        case _:
            return ""


def _serial(code: str, book: CodeBook) -> Serial | None:
    try:
        read = book.read(code)
    except InvalidInput:
        return None
    return Serial(read.unit, read.day.isoformat(), read.serial) if isinstance(read, DossierCode) else None
