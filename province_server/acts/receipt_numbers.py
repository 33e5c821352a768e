"""Numbers of fee receipts: each written once in its unit, for one dossier.

All numbers that a batch may use are claimed at once, before anything is judged: whoever wants one of them at the
same moment waits for this batch to end. What turned out not to be used is let go again.
"""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from counter_app.contract.acts import FeeReceiptGiven
from counter_app.contract.codes import canonical_unit
from counter_app.contract.fee_forms import form_key
from province_server.acts.envelope import Envelope
from province_server.store import tables as t
from province_server.store.bulk import insert_claims, update_rows


class ReceiptNumbers:
    """The numbers that one batch may use."""

    def __init__(self, connection: sa.Connection, envelopes: Iterable[Envelope]) -> None:
        self._connection = connection
        self._first_asker: dict[str, str] = {}
        for one in envelopes:
            if isinstance(one.body, FeeReceiptGiven):
                self._first_asker.setdefault(_name(one.body, one.act.unit), one.act.dossier_id)
        rows = [{"number": name, "dossier_id": self._first_asker[name]} for name in sorted(self._first_asker)]
        self._fresh = insert_claims(connection, t.receipt_numbers, rows, "number")
        self._owners = self._read_owners(self._first_asker.keys() - self._fresh)

    def claim(self, form: FeeReceiptGiven, dossier_id: str, unit: str) -> bool:
        """The number is the dossier's from now on; False when it is another's."""
        name = _name(form, unit)
        if name in self._fresh:
            self._owners.setdefault(name, dossier_id)
        return self._owners.get(name) == dossier_id

    def close(self) -> None:
        """Let go what was claimed and not used."""
        used = self._fresh & self._owners.keys()
        unused = sorted(self._fresh - used)
        if unused:
            self._connection.execute(sa.delete(t.receipt_numbers).where(t.receipt_numbers.c.number.in_(unused)))
        moved = [name for name in sorted(used) if self._owners[name] != self._first_asker[name]]
        rows = [{"number": name, "dossier_id": self._owners[name]} for name in moved]
        update_rows(self._connection, t.receipt_numbers, rows, "number")
        self._fresh = set()

    def _read_owners(self, names: Iterable[str]) -> dict[str, str]:
        known = sorted(names)
        if not known:
            return {}
        c = t.receipt_numbers.c
        query = sa.select(c.number, c.dossier_id).where(c.number.in_(known))
        return {row.number: row.dossier_id for row in self._connection.execute(query)}


def _name(form: FeeReceiptGiven, unit: str) -> str:
    """A form of a unit; units have books of their own."""
    return f"{canonical_unit(unit)}|{form_key(form.model, form.series, form.serial)}"
