"""The law as data that is in force at this window: procedures, calendars, codes, units, places, indicators.

Held in memory, replaced as a whole when the province distributes a new version; a dossier is judged by what was
in force on its day of receipt.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from counter_app.contract.appointments import AppointmentLaw
from counter_app.contract.calendars import CalendarBook
from counter_app.contract.codes import CodeBook
from counter_app.contract.indicators import Indicator
from counter_app.contract.working_time import SiteCalendar
from counter_app.domain import slips
from counter_app.domain.addresses import AddressBook
from counter_app.domain.errors import NotFound
from counter_app.domain.ids import UnitCode
from counter_app.domain.organisation import Organisation
from counter_app.domain.procedure import Case, Procedure, ProcedureBook, case_of


@dataclass(eq=False)
class Catalogue:
    """What the use cases ask about procedures and time. Only ``take_over`` changes it."""

    procedures: ProcedureBook
    calendars: CalendarBook
    codes: CodeBook
    load_organisation: Callable[[], Organisation]
    """Reads the units when they are first asked for: a province has hundreds, and a window starts without."""
    load_addresses: Callable[[], AddressBook]
    load_indicators: Callable[[], tuple[Indicator, ...]]

    def take_over(self, newer: Catalogue) -> None:
        """From now on this law is asked, all of it at once, on every thread."""
        self.__dict__ = dict(newer.__dict__)

    @cached_property
    def organisation(self) -> Organisation:
        """Units, windows and staff by day."""
        return self.load_organisation()

    @cached_property
    def addresses(self) -> AddressBook:
        """Provinces, districts and communes before and since they were redrawn."""
        return self.load_addresses()

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """What supervisors are measured on."""
        return self.load_indicators()

    @cached_property
    def appointments(self) -> AppointmentLaw:
        """What the province computes appointments by, too."""
        return AppointmentLaw(self.procedures.catalogue, self.calendars, self.organisation.book)

    def read_whole(self) -> None:
        """Read now what is read late, so that a mistake anywhere shows at once. Raises ``InvalidInput``."""
        _ = (self.organisation, self.addresses, self.indicators)

    def unit_title(self, unit: UnitCode, on: date) -> str:
        """What people call the unit, or the one that answers for it by now; its code when nobody is known."""
        try:
            return self.organisation.heir(unit, on).title
        except NotFound:
            return unit

    def letterhead(self, unit: UnitCode, on: date) -> slips.Letterhead:
        """What stands at the head of a unit's slips, or of the one that answers for it by now.

        Raises:
            NotFound: ``letterhead_unknown``, or as ``Organisation.heir``.
        """
        head = self.organisation.letterhead(self.organisation.heir(unit, on).code, on)
        return slips.Letterhead(
            parent=head.parent_line,
            unit=head.unit_line,
            place=head.place,
            mark=head.number_suffix,
            hotline=head.phone,
            website=head.website,
        )

    def letterhead_of(self, unit: UnitCode, otherwise: UnitCode, on: date) -> slips.Letterhead:
        """The letterhead of the one unit, or of the other where the data do not know the first one's.

        Raises:
            NotFound: ``letterhead_unknown`` or ``unit_unknown``: neither is known.
        """
        try:
            return self.letterhead(unit, on)
        except NotFound:
            return self.letterhead(otherwise, on)

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
        return self.appointments.calendar(unit, on)

    def appointment(
        self,
        procedure: str,
        case: str,
        unit: UnitCode,
        received_at: datetime,
        *,
        competent_unit: str = "",
        online: bool = False,
    ) -> datetime | None:
        """When the result is due for a dossier received now; None where no appointment is given.

        Raises:
            NotFound: the procedure or case is not in force that day.
        """
        self.case(procedure, case, on=received_at.date())
        return self.appointments.appointment(
            procedure,
            case,
            received_at,
            receiving_unit=unit,
            competent_unit=competent_unit,
            online=online,
        )
