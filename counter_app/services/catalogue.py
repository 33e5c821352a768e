"""The law as data that is in force at this window: procedures, calendars, deadline rules.

Held in memory, replaced as a whole when the province distributes a new version; a dossier is judged by what was
in force on its day of receipt.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from counter_app.contract.calendars import CalendarBook
from counter_app.domain import slips
from counter_app.domain.calendars import SiteCalendar, rules_on, site_calendar
from counter_app.domain.deadlines import due_at
from counter_app.domain.errors import NotFound
from counter_app.domain.ids import UnitCode
from counter_app.domain.organisation import Organisation
from counter_app.domain.procedure import Case, Procedure, ProcedureBook, case_of, limit_for


@dataclass(eq=False)
class Catalogue:
    """What the use cases ask about procedures and time. Only ``take_over`` changes it."""

    procedures: ProcedureBook
    calendars: CalendarBook
    load_organisation: Callable[[], Organisation]
    """Reads the units when they are first asked for: a province has hundreds, and a window starts without."""

    def take_over(self, newer: Catalogue) -> None:
        """From now on this law is asked, all of it at once, on every thread."""
        self.__dict__ = dict(newer.__dict__)

    @cached_property
    def organisation(self) -> Organisation:
        """Units, windows and staff by day."""
        return self.load_organisation()

    def unit_title(self, unit: UnitCode, on: date) -> str:
        """What people call the unit; its code when the data do not know it."""
        try:
            return self.organisation.unit(unit, on).title
        except NotFound:
            return unit

    def letterhead(self, unit: UnitCode, on: date) -> slips.Letterhead:
        """What stands at the head of a unit's slips. Raises ``NotFound("letterhead_unknown")``."""
        head = self.organisation.letterhead(unit, on)
        return slips.Letterhead(
            parent=head.parent_line,
            unit=head.unit_line,
            place=head.place,
            mark=head.number_suffix,
            hotline=head.phone,
            website=head.website,
        )

    def competent_unit(self, procedure: Procedure, unit: UnitCode, on: date, *, area: str = "") -> UnitCode:
        """Who decides a dossier that this unit receives.

        Where that depends on the commune and the commune is not known, the receiving unit keeps the dossier
        and finds out: nobody is sent to another place for it.
        """
        try:
            found = self.organisation.competent_unit(procedure, on=on, receiving_unit=unit, area=area)
        except NotFound:
            return unit
        return UnitCode(found.code)

    def in_force(self, on: date) -> Sequence[Procedure]:
        """Everything that may be applied for on that day."""
        return self.procedures.procedures(on)

    def procedure(self, code: str, *, on: date) -> Procedure:
        """The version in force on that day. Raises ``NotFound``."""
        return self.procedures.procedure(code, on)

    def case(self, procedure: str, case: str, *, on: date) -> Case:
        """The case of the procedure as in force on that day. Raises ``NotFound``."""
        return case_of(self.procedure(procedure, on=on), case)

    def calendar(self, unit: UnitCode, on: date) -> SiteCalendar:
        """The working hours and days of a site: its own, else those of the nearest unit above it."""
        try:
            nearest_first = self.organisation.calendar_path(unit, on)
        except NotFound:
            nearest_first = (unit,)
        return site_calendar(self.calendars, *nearest_first)

    def appointment(
        self, procedure: str, case: str, unit: UnitCode, received_at: datetime, *, online: bool = False
    ) -> datetime | None:
        """When the result is due for a dossier received now; None where no appointment is given."""
        on = received_at.date()
        limit = limit_for(self.case(procedure, case, on=on), online=online)
        return due_at(limit, received_at, self.calendar(unit, on), rules_on(self.calendars, on))
