"""The papers about many dossiers: the register of a stretch of days, and the lists that go with a hand-over.

Both are counted from this window's store. Whatever was received at another window of the unit is in them once its
acts have come back from the province.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol

from counter_app.contract.acts import Kind
from counter_app.contract.working_time import local, moment
from counter_app.domain.dossier import Dossier, parse_time
from counter_app.domain.errors import InvalidInput, NotFound
from counter_app.domain.ids import UnitCode
from counter_app.domain.slips import HandOverList, HandOverOf, HandOverRow, RegisterRow, RegisterSheet
from counter_app.services.catalogue import Catalogue
from counter_app.services.ports import Clock, OpenWork, Session
from counter_app.services.projection import TURNED_DOWN
from counter_app.services.queries import DossierOutcome
from counter_app.services.receipt import RESULT_BY, phone_of
from counter_app.services.reception_slips import REFUSAL, SUPPLEMENT, GivenSlip, given_between


class ListPrinter(Protocol):
    """Makes the papers by the forms in force on the day of issue."""

    def register(self, sheet: RegisterSheet) -> bytes: ...

    def hand_over(self, slip: HandOverList) -> bytes: ...


SLIP_NOTES = {
    SUPPLEMENT: "Phiếu yêu cầu bổ sung: {reason}",
    REFUSAL: "Phiếu từ chối: {reason}",
}
"""What the register says of papers that were not taken in; the slip's number stands in place of a code."""

Outcomes = Callable[[UnitCode, datetime], list[DossierOutcome]]


@dataclass(frozen=True, slots=True)
class PrintedList:
    """One hand-over list: for whom it is, how many lines it has."""

    unit: UnitCode
    rows: int
    pdf: bytes


class PrintLists:
    """Prints registers and hand-over lists of the clerk's unit."""

    def __init__(
        self, open_work: OpenWork, outcomes: Outcomes, catalogue: Catalogue, printer: ListPrinter, clock: Clock
    ) -> None:
        self._open_work = open_work
        self._outcomes = outcomes
        self._catalogue = catalogue
        self._printer = printer
        self._clock = clock

    def register(self, first: date, last: date, session: Session) -> bytes:
        """Sổ theo dõi hồ sơ of these days; numbers go on through the year.

        Raises:
            InvalidInput: ``period_reversed``.
            NotFound: ``nothing_received`` in these days.
        """
        if last < first:
            raise InvalidInput("period_reversed")
        year = self._of_register(session.unit, date(first.year, 1, 1), last)
        before = sum(row.received_at.date() < first for row in year)
        if len(year) == before:
            raise NotFound("nothing_received")
        sheet = RegisterSheet(
            letterhead=self._catalogue.letterhead(session.unit, last),
            issued_at=self._clock.now(),
            book=f"{first.year}",
            first_day=first,
            last_day=last,
            rows=tuple(year[before:]),
            first_number=before + 1,
        )
        return self._printer.register(sheet)

    def hand_over_dossiers(self, day: date, session: Session) -> tuple[PrintedList, ...]:
        """What left this unit on that day, one list for each unit that decides. Empty when nothing did."""
        return self._lists(day, Kind.DOSSIER_SEALED, HandOverOf.DOSSIERS, session)

    def hand_over_results(self, day: date, session: Session) -> tuple[PrintedList, ...]:
        """Which results came to this unit on that day, one list for each unit that they came from."""
        return self._lists(day, Kind.RESULT_DIGITISED, HandOverOf.RESULTS, session)

    def _lists(self, day: date, kind: Kind, of: HandOverOf, session: Session) -> tuple[PrintedList, ...]:
        by_unit: dict[UnitCode, list[Dossier]] = defaultdict(list)
        for found in self._outcomes(session.unit, moment(day, time.min)):
            dossier = found.dossier
            at = self._when(dossier).get(kind)
            if dossier.receiving_unit == session.unit and at is not None and at.date() == day:
                by_unit[dossier.competent_unit].append(dossier)
        here = self._catalogue.unit_title(session.unit, day)
        lists = []
        for unit, dossiers in sorted(by_unit.items()):
            there = self._catalogue.unit_title(unit, day)
            gives = of is HandOverOf.DOSSIERS
            slip = HandOverList(
                letterhead=self._catalogue.letterhead(session.unit, day),
                issued_at=self._clock.now(),
                of=of,
                giver_unit=here if gives else there,
                giver=session.name if gives else "",
                receiver_unit=there if gives else here,
                receiver="" if gives else session.name,
                rows=tuple(self._hand_over_row(dossier) for dossier in sorted(dossiers, key=_by_code)),
            )
            lists.append(PrintedList(unit, len(dossiers), self._printer.hand_over(slip)))
        return tuple(lists)

    def _of_register(self, unit: UnitCode, first: date, last: date) -> list[RegisterRow]:
        """What the unit received in these days and what it did not take in, in the order of time."""
        with self._open_work() as work:
            slips = given_between(work, first, last, unit)
        rows = [self._register_row(dossier) for dossier in self._received(unit, first, last)]
        rows += [self._slip_row(slip) for slip in slips]
        return sorted(rows, key=lambda row: (row.received_at, row.dossier_code))

    def _slip_row(self, given: GivenSlip) -> RegisterRow:
        said = given.said
        wanted = said.request
        if said.procedure:
            wanted = self._catalogue.procedure(said.procedure, on=given.at.date()).title
        return RegisterRow(
            dossier_code=said.number,
            procedure=wanted,
            holder=said.applicant.name,
            contact="; ".join(filter(None, (said.applicant.address, phone_of(said.applicant)))),
            resolving_unit="",
            received_at=given.at,
            note=SLIP_NOTES[said.slip].format(reason=said.reason),
        )

    def _received(self, unit: UnitCode, first: date, last: date) -> list[Dossier]:
        """What the unit received in these days, in the order of reception."""
        found = (one.dossier for one in self._outcomes(unit, moment(first, time.min)))
        here = [one for one in found if one.receiving_unit == unit and first <= one.received_at.date() <= last]
        return sorted(here, key=lambda dossier: (dossier.received_at, dossier.code))

    def _when(self, dossier: Dossier) -> dict[Kind, datetime]:
        """When each kind of act was last done to the dossier."""
        with self._open_work() as work:
            acts = work.acts.of_dossier(dossier.dossier_id)
        return {
            Kind(stored.act.kind): local(parse_time(stored.act.device_time))
            for stored in acts
            if stored.outcome not in TURNED_DOWN and stored.act.kind in set(Kind)
        }

    def _register_row(self, dossier: Dossier) -> RegisterRow:
        when = self._when(dossier)
        person = dossier.applicant
        return RegisterRow(
            dossier_code=dossier.code,
            procedure=self._title(dossier),
            holder=person.name,
            contact="; ".join(filter(None, (person.address, phone_of(person)))),
            resolving_unit=self._catalogue.unit_title(dossier.competent_unit, dossier.received_at.date()),
            received_at=dossier.received_at,
            due_at=dossier.due_at,
            forwarded_at=when.get(Kind.DOSSIER_SEALED),
            result_at=when.get(Kind.RESULT_DIGITISED),
            handed_over_at=dossier.handed_over_at,
            result_by=RESULT_BY.get(dossier.result_by, dossier.result_by),
            note=dossier.ground or dossier.note,
        )

    def _hand_over_row(self, dossier: Dossier) -> HandOverRow:
        return HandOverRow(
            dossier_code=dossier.code,
            content=self._title(dossier),
            holder=dossier.applicant.name,
            received_at=dossier.received_at,
            due_at=dossier.due_at,
        )

    def _title(self, dossier: Dossier) -> str:
        return self._catalogue.procedure(dossier.procedure, on=dossier.received_at.date()).title


def _by_code(dossier: Dossier) -> str:
    return dossier.code
