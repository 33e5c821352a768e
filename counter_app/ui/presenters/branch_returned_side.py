"""The side "Bị trả lại" of the supervisor's screen: what was turned down at the windows of the unit.

It reads what the province told of other windows, says it, and keeps the entries that are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from counter_app.domain.dossier import Dossier
from counter_app.domain.ids import DossierId, UnitCode
from counter_app.services.elsewhere import told_elsewhere
from counter_app.services.review import roles_of
from counter_app.ui.presenters.branch_returned import (
    ReturnedEntry,
    can_be_taken_back,
    in_entries,
    number_here,
    returned_row,
    returned_screen,
)
from counter_app.ui.presenters.branch_screen import Returned, ReturnedRow
from counter_app.ui.presenters.branch_services import BranchServices
from counter_app.ui.presenters.desk import Desk


@dataclass(frozen=True, slots=True)
class ReadReturned:
    """What was found: the entries of other windows, and how many stand on this window's own list."""

    entries: tuple[ReturnedEntry, ...]
    here: int

    @property
    def count(self) -> int:
        return len(self.entries) + self.here


def read_returned(
    services: BranchServices, unit: UnitCode, dossier_of: Callable[[str], Dossier | None]
) -> ReadReturned:
    """What was turned down in the unit, as it stands in the store now."""
    told = map(told_elsewhere, services.elsewhere())
    return ReadReturned(in_entries(told, unit, dossier_of), number_here(services.troubles(), services.act))


class ReturnedSide:
    """What the unit was refused. ``read`` asks the store, in the pool."""

    def __init__(self, services: BranchServices, desk: Desk) -> None:
        self._services = services
        self._desk = desk
        self._entries: tuple[ReturnedEntry, ...] = ()

    def read(self) -> ReadReturned:
        """The same with the dossiers that it is about."""
        services = self._services
        return read_returned(services, self._desk.session.unit, lambda name: services.dossier(DossierId(name)))

    def take(self, read: ReadReturned, names: Mapping[str, str]) -> Returned:
        """From now on these are the entries; what is shown of them, with the names of the staff."""
        self._entries = read.entries
        services, session = self._services, self._desk.session
        now, roles = services.now(), roles_of(session)

        def shown(entry: ReturnedEntry) -> ReturnedRow:
            row = returned_row(entry, now, services.title_of, services.unit_title, lambda one: names.get(one, one))
            return replace(row, taken_back=can_be_taken_back(entry, session.unit, roles))

        return returned_screen(tuple(map(shown, read.entries)), read.here)

    def entry(self, key: str) -> ReturnedEntry | None:
        """The entry of this row, if it is shown still."""
        return next((one for one in self._entries if one.first.key == key), None)
