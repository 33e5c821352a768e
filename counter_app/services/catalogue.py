"""The law as data that is in force at this window: procedures, calendars, deadline rules.

Held in memory, replaced as a whole when the province distributes a new version; a dossier is judged by what was
in force on its day of receipt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from counter_app.contract.calendars import CalendarBook
from counter_app.domain.calendars import SiteCalendar, rules_on, site_calendar
from counter_app.domain.deadlines import due_at
from counter_app.domain.ids import UnitCode
from counter_app.domain.procedure import Case, Procedure, ProcedureBook, case_of, limit_for


@dataclass(frozen=True)
class Catalogue:
    """What the use cases ask about procedures and time."""

    procedures: ProcedureBook
    calendars: CalendarBook

    def in_force(self, on: date) -> Sequence[Procedure]:
        """Everything that may be applied for on that day."""
        return self.procedures.procedures(on)

    def procedure(self, code: str, *, on: date) -> Procedure:
        """The version in force on that day. Raises ``NotFound``."""
        return self.procedures.procedure(code, on)

    def case(self, procedure: str, case: str, *, on: date) -> Case:
        """The case of the procedure as in force on that day. Raises ``NotFound``."""
        return case_of(self.procedure(procedure, on=on), case)

    def calendar(self, unit: UnitCode) -> SiteCalendar:
        """The working hours and days of a site."""
        return site_calendar(self.calendars, unit)

    def appointment(
        self, procedure: str, case: str, unit: UnitCode, received_at: datetime, *, online: bool = False
    ) -> datetime | None:
        """When the result is due for a dossier received now; None where no appointment is given."""
        on = received_at.date()
        limit = limit_for(self.case(procedure, case, on=on), online=online)
        return due_at(limit, received_at, self.calendar(unit), rules_on(self.calendars, on))
