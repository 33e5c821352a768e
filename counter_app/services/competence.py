"""Who decides a dossier: found from the address of the person, or of the land or business, where that matters.

A place is looked up in the list of administrative units of the day, so an address as an old card prints it leads
to the commune that took the place over. Where a commune was divided, or the text names none, nothing is guessed:
the communes that come into question are told, and until one is chosen the receiving unit keeps the dossier.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter_app.domain.addresses import Area, Era
from counter_app.domain.errors import NotFound
from counter_app.domain.ids import UnitCode
from counter_app.domain.procedure import Procedure
from counter_app.services.catalogue import Catalogue

SUGGESTIONS = 12


@dataclass(frozen=True, slots=True)
class Competence:
    """Who decides. ``area`` is the commune that this follows from, empty where it depends on none.

    ``choices`` are communes of which the clerk has to name one: a place is needed and not certain.
    """

    unit: UnitCode
    title: str
    beyond: bool = False
    """The dossier goes to another unit than the one behind this window."""
    area: str = ""
    area_title: str = ""
    needs_area: bool = False
    choices: tuple[Area, ...] = ()


class FindCompetent:
    """Answers who decides a dossier that this unit receives."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def __call__(
        self, procedure: Procedure, receiving_unit: UnitCode, on: date, *, address: str = "", area: str = ""
    ) -> Competence:
        """Who decides.

        Args:
            procedure: The version of that day.
            receiving_unit: Where it is handed in.
            on: The day of receipt.
            address: Of the applicant where residence decides, else of the land or the business, as typed.
            area: The commune's code, when the clerk has chosen one: it goes before the address.
        """
        organisation = self._catalogue.organisation
        try:
            found = organisation.competent_unit(procedure, on=on, receiving_unit=receiving_unit)
            return self._told(UnitCode(found.code), receiving_unit, on)
        except NotFound as missing:
            if missing.code != "area_needed":
                return self._told(receiving_unit, receiving_unit, on)
        places = (area,) if area else tuple(one.code for one in self._communes(address, on))
        units = {self._unit_of(procedure, receiving_unit, on, place) for place in places}
        if len(units) == 1 and (unit := units.pop()) is not None:
            return self._told(unit, receiving_unit, on, area=places[0])
        choices = self._communes(address, on) or self.suggest(address, on)
        told = self._told(receiving_unit, receiving_unit, on)
        return Competence(told.unit, told.title, needs_area=True, choices=choices)

    def suggest(self, typed: str, on: date) -> tuple[Area, ...]:
        """Communes of that day that may be meant, for the clerk to pick from; those of this province first."""
        ours = {area for unit in self._catalogue.organisation.units(on) for area in unit.areas}
        found = self._catalogue.addresses.suggest(typed.split(",", maxsplit=1)[0], on, limit=SUGGESTIONS * 4)
        return tuple(sorted(found, key=lambda area: area.code not in ours))[:SUGGESTIONS]

    def _communes(self, address: str, on: date) -> tuple[Area, ...]:
        book = self._catalogue.addresses
        return book.communes_on(book.read(address), on) if address.strip() else ()

    def _unit_of(self, procedure: Procedure, receiving: UnitCode, on: date, area: str) -> UnitCode | None:
        """Who decides there; None where nobody is known to."""
        try:
            found = self._catalogue.organisation.competent_unit(
                procedure, on=on, receiving_unit=receiving, area=area
            )
        except NotFound:
            return None
        return UnitCode(found.code)

    def _told(self, unit: UnitCode, receiving: UnitCode, on: date, *, area: str = "") -> Competence:
        title = ""
        if area:
            era = Era.OLD if on < self._catalogue.addresses.redrawn_on else Era.NEW
            title = self._catalogue.addresses.commune(area, era).title
        beyond = not self._catalogue.appointments.decides(receiving, unit, on)
        return Competence(unit, self._catalogue.unit_title(unit, on), beyond=beyond, area=area, area_title=title)
