"""Slips for papers that are looked at and not taken in: recorded, numbered, printed, found again.

Nothing is registered and no clock runs, but what the citizen was told is an act like any other: it stands in the
register of its day, every window of the unit knows it when the person comes back, and the same paper is printed
from it again. Circular 03/2025/TT-VPCP, forms 02 and 03.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from counter_app.contract.acts import Applicant, Kind, SlipGiven, body_of
from counter_app.contract.working_time import local
from counter_app.domain.dossier import parse_time
from counter_app.domain.errors import InvalidInput, NotFound
from counter_app.domain.ids import ActId, UnitCode
from counter_app.domain.slips import PaperCount, RefusalSlip, SlipHead, SupplementSlip
from counter_app.services.catalogue import Catalogue
from counter_app.services.clock import province_now
from counter_app.services.ports import Clock, DeviceIdentity, OpenWork, Session, StoredAct, UnitOfWork
from counter_app.services.projection import TURNED_DOWN
from counter_app.services.receipt import SYSTEM, party_of
from counter_app.services.recording import Recorder

SUPPLEMENT, REFUSAL = "supplement", "refusal"
PRINTED = "reception_slip_printed"
REMEMBERED_YEARS = 1
"""How many years back a person's slips are looked for, besides the present one."""


class ReceptionPrinter(Protocol):
    """Makes the papers by the forms in force on the day of issue."""

    def supplement(self, slip: SupplementSlip) -> bytes: ...

    def refusal(self, slip: RefusalSlip) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who stands at the window with papers that cannot be taken in.

    ``procedure`` and ``case`` are empty where the catalogue has none for it: ``request`` says then what is wanted.
    """

    applicant: Applicant
    procedure: str = ""
    case: str = ""
    request: str = ""


@dataclass(frozen=True, slots=True)
class GivenSlip:
    """A slip that somebody got at reception."""

    act_id: ActId
    at: datetime
    actor: str
    said: SlipGiven


class ReceptionSlips:
    """Gives slips at reception and finds those that were given."""

    def __init__(
        self,
        open_work: OpenWork,
        catalogue: Catalogue,
        printer: Callable[[], ReceptionPrinter],
        recorder: Recorder,
        clock: Clock,
        name_of: Callable[[str], str],
    ) -> None:
        """``printer`` is asked for with the first slip; ``name_of`` gives a clerk's name by the id in an act."""
        self._open_work = open_work
        self._catalogue = catalogue
        self._printer = printer
        self._recorder = recorder
        self._clock = clock
        self._name_of = name_of

    # --- giving ------------------------------------------------------------------------------------------------

    def ask_for_more(self, visitor: Visitor, papers: Sequence[str], reason: str, session: Session) -> GivenSlip:
        """Record the one written request for everything that is missing.

        Raises:
            InvalidInput: no name, or neither a procedure nor words for what is wanted, or no reason.
            NotFound: the procedure or case is not in force today.
        """
        return self._give(SUPPLEMENT, visitor, reason, session, papers=tuple(papers))

    def refuse(self, visitor: Visitor, reason: str, session: Session, *, ground: str = "") -> GivenSlip:
        """Record that the papers are not taken in at all; raises as ``ask_for_more``."""
        return self._give(REFUSAL, visitor, reason, session, ground=ground)

    def _give(
        self,
        slip: str,
        visitor: Visitor,
        reason: str,
        session: Session,
        *,
        ground: str = "",
        papers: tuple[str, ...] = (),
    ) -> GivenSlip:
        if not visitor.applicant.name.strip():
            raise InvalidInput("name_needed")
        if not reason.strip():
            raise InvalidInput("reason_needed")
        if not visitor.procedure and not visitor.request.strip():
            raise InvalidInput("request_needed")
        with self._open_work() as work:
            now = province_now(work, self._clock)
            if visitor.procedure:
                self._catalogue.case(visitor.procedure, visitor.case, on=now.date())
            body = SlipGiven(
                slip=slip,
                number=_next_number(work, session, now.date()),
                procedure=visitor.procedure,
                case=visitor.case,
                window=session.window,
                applicant=visitor.applicant,
                reason=reason.strip(),
                ground=ground.strip(),
                papers=papers,
                request=visitor.request.strip(),
            )
            self._recorder.record(work, body, session=session, at=now)
            written = work.acts.numbered(Kind.SLIP_GIVEN, session.unit, now.date(), now.date())
            given = next(one for one in map(_given, written) if one.said == body)
            work.commit()
        return given

    # --- printing ----------------------------------------------------------------------------------------------

    def pdf(self, act_id: ActId) -> bytes:
        """The paper. The first print is the original; each later one says that it is a copy.

        Raises:
            NotFound: no such slip was given.
        """
        with self._open_work() as work:
            stored = _stored(work, act_id)
            name = f"{PRINTED}:{act_id}"
            printed = int(work.observations.get(name) or "0")
            work.observations.put(name, str(printed + 1))
            work.commit()
        return self._compose(_given(stored), UnitCode(stored.act.unit), printed)

    def _compose(self, given: GivenSlip, unit: UnitCode, printed: int) -> bytes:
        said, on = given.said, given.at.date()
        head = SlipHead(
            letterhead=self._catalogue.letterhead(unit, on),
            issued_at=given.at,
            dossier_code="",
            procedure_code=said.procedure,
            procedure=self.request_of(given),
            holder=party_of(said.applicant),
            system=SYSTEM,
            number=said.number,
            reprint=printed,
        )
        clerk = self._name_of(given.actor)
        if said.slip == REFUSAL:
            refusal = RefusalSlip(
                head=head, request=head.procedure, reason=said.reason, ground=said.ground, clerk=clerk
            )
            return self._printer().refusal(refusal)
        slip = SupplementSlip(
            head=head, request=head.procedure, papers=self._papers(given), reason=said.reason, clerk=clerk
        )
        return self._printer().supplement(slip)

    def _papers(self, given: GivenSlip) -> tuple[PaperCount, ...]:
        said = given.said
        known = {}
        if said.procedure:
            case = self._catalogue.case(said.procedure, said.case, on=given.at.date())
            known = {paper.paper_type: paper for paper in case.papers}
        return tuple(
            PaperCount(known[one].title, originals=known[one].originals or 1, copies=known[one].copies)
            if one in known
            else PaperCount(one, originals=1)
            for one in said.papers
        )

    # --- finding -----------------------------------------------------------------------------------------------

    def given(self, act_id: ActId) -> GivenSlip:
        """The slip that this act gave.

        Raises:
            NotFound: no such slip was given.
        """
        with self._open_work() as work:
            return _given(_stored(work, act_id))

    def request_of(self, given: GivenSlip) -> str:
        """What the citizen wanted, as slips and the register name it."""
        if not given.said.procedure:
            return given.said.request
        try:
            return self._catalogue.procedure(given.said.procedure, on=given.at.date()).title
        except NotFound:
            return given.said.procedure

    def of_person(self, id_number: str, session: Session) -> tuple[GivenSlip, ...]:
        """What the person with this number was given at any window of the unit, the newest first."""
        if not id_number:
            return ()
        today = self._clock.now().date()
        found = self.between(date(today.year - REMEMBERED_YEARS, 1, 1), today, session.unit)
        mine = [one for one in found if id_number in _numbers(one.said.applicant)]
        return tuple(reversed(mine))

    def between(self, first: date, last: date, unit: UnitCode) -> tuple[GivenSlip, ...]:
        """What the unit gave on these days, in the order of time; what the province turned down is no part."""
        with self._open_work() as work:
            return given_between(work, first, last, unit)


def given_between(work: UnitOfWork, first: date, last: date, unit: UnitCode) -> tuple[GivenSlip, ...]:
    """As ``ReceptionSlips.between``, inside a transaction."""
    written = work.acts.numbered(Kind.SLIP_GIVEN, unit, first, last)
    return tuple(_given(one) for one in written if one.outcome not in TURNED_DOWN)


def _stored(work: UnitOfWork, act_id: ActId) -> StoredAct:
    stored = work.acts.get(act_id)
    if stored is None or stored.act.kind != Kind.SLIP_GIVEN:
        raise NotFound("slip_unknown")
    return stored


def _given(stored: StoredAct) -> GivenSlip:
    said = body_of(stored.act)
    if not isinstance(said, SlipGiven):  # pragma: no cover - the store was asked for this kind alone
        raise NotFound("slip_unknown")
    return GivenSlip(ActId(stored.act.act_id), local(parse_time(stored.act.device_time)), stored.act.actor, said)


def _numbers(person: Applicant) -> tuple[str, ...]:
    return tuple(filter(None, (person.id_number, person.old_id_number)))


def _next_number(work: UnitOfWork, session: Session, today: date) -> str:
    """One series for each window and year; the window stands in it, so that no two windows need to agree.

    Where several devices ever had this window's name, or this one's disk was put back, the later ones say so: what
    the other gave without a link nobody knows here.
    """
    year = work.acts.numbered(Kind.SLIP_GIVEN, session.unit, date(today.year, 1, 1), date(today.year, 12, 31))
    numbers = [str(one.act.body.get("number", "")) for one in year if one.act.body.get("window") == session.window]
    given = [int(serial) for serial, _, _ in (number.partition("-") for number in numbers) if serial.isdigit()]
    serial = f"{max(given, default=0) + 1:04d}"
    place = session.window + _mark(work.observations.device())
    return f"{serial}-{place}" if place else serial


def _mark(identity: DeviceIdentity | None) -> str:
    """Which device, and which life of it, gives the number; nothing for the first life of the first device."""
    if identity is None or (identity.seat, identity.epoch) == (1, 1):
        return ""
    return f".{identity.seat}" + (f".{identity.epoch}" if identity.epoch > 1 else "")
