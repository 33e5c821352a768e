"""Dossier codes at the window: from the leased slices, provisional when none is left, leased again ahead of time.

A code is taken in the same transaction as the act that carries it, so that no crash gives it twice or loses it
together with its dossier. Gaps are allowed, twins are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from counter_app.contract.acts import CodeReplaced, Kind
from counter_app.contract.messages import NumberSlice, NumberSlicesRequest
from counter_app.contract.problems import ProblemCode
from counter_app.domain import codes
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import Refused
from counter_app.domain.ids import DossierId, UnitCode
from counter_app.domain.lifecycle import require_move
from counter_app.services.catalogue import Catalogue
from counter_app.services.clock import province_now
from counter_app.services.ports import Chance, Clock, DeviceIdentity, Gateway, OpenWork, Session, UnitOfWork
from counter_app.services.recording import Recorder, changed
from counter_app.services.review import roles_of
from counter_app.services.troubles import note_trouble

DAYS_AHEAD = 15
"""Today and the two weeks after it: as long as a window may be without a link and still give legal codes."""

FLOOR = 10
"""A day with fewer free numbers than this is leased again."""

LEASE = 50

TRIAL = 1
"""So many are asked for after numbers that nobody can use: each such answer costs the unit what was asked for."""

LOOKING_BACK = timedelta(days=45)
"""A dossier keeps the day of its receipt in its legal code, unless that day is this far off: then it was no day
but a wrong clock."""

PROVISIONAL_AT_ONCE = 50

CODE_REPLACED = "code_replaced"


class Numbers:
    """Gives dossier codes of this window's unit."""

    def __init__(
        self, open_work: OpenWork, gateway: Gateway, catalogue: Catalogue, clock: Clock, chance: Chance
    ) -> None:
        self._open_work = open_work
        self._gateway = gateway
        self._catalogue = catalogue
        self._clock = clock
        self._chance = chance
        self._count = LEASE

    def peek(self, work: UnitOfWork, unit: UnitCode, day: date, dossier_id: DossierId) -> tuple[str, bool]:
        """What ``take`` would give now."""
        code = self._next(work, unit, day)
        written = self._catalogue.codes.write(code or codes.provisional_code(unit, day, dossier_id))
        return written, code is None

    def take(self, work: UnitOfWork, unit: UnitCode, day: date, dossier_id: DossierId) -> tuple[str, bool]:
        """A code for this dossier and whether it is provisional; used up with the caller's commit."""
        code = self._next(work, unit, day)
        if code is not None:
            work.numbers.use(unit, day, code.serial)
        written = self._catalogue.codes.write(code or codes.provisional_code(unit, day, dossier_id))
        return written, code is None

    def wanted(self, work: UnitOfWork) -> tuple[str, ...]:
        """The days (``yyyy-mm-dd``) for which too few numbers are left; empty before enrolment.

        Beside the days ahead these are days gone by on which a dossier got a provisional code.
        """
        identity = work.observations.device()
        if identity is None:
            return ()
        today = province_now(work, self._clock).date()
        ahead = [today + timedelta(days=days) for days in range(DAYS_AHEAD)]
        days = [day for day in ahead if codes_left_on(work, identity.unit, day) < FLOOR]
        for dossier in provisional_here(work, identity):
            day = self.day_of(work, dossier)
            if day not in days and not codes_left_on(work, identity.unit, day):
                days.append(day)
        return tuple(day.isoformat() for day in days)

    def day_of(self, work: UnitOfWork, dossier: Dossier) -> date:
        """The day in a dossier's legal code: that of its receipt, today where a wrong clock made that one up."""
        today, received = province_now(work, self._clock).date(), dossier.received_at.date()
        return received if abs(received - today) <= LOOKING_BACK else today

    def lease(self, days: Sequence[str]) -> None:
        """Ask the province for numbers of these days and store what it gives.

        Where it turns down one of several days the others are asked for one by one.

        Raises:
            Refused: it has none for any of them, or none that this window can use.
        """
        try:
            is_of_use = self._lease(days)
        except Refused:
            leased = [self._lease_day(day) for day in days] if len(days) > 1 else []
            if not any(leased):
                raise
            return
        if not is_of_use:
            raise Refused(ProblemCode.NO_NUMBERS_LEFT, days=" ".join(days))

    def _lease_day(self, day: str) -> bool:
        try:
            return self._lease([day])
        except Refused:
            return False

    def _lease(self, days: Sequence[str]) -> bool:
        """Whether more codes can be given than before: slices may be of another unit or life, or used up here."""
        request = NumberSlicesRequest(days=tuple(days), count=self._count, request_id=self._chance.new_id())
        answer = self._gateway.lease_numbers(request)
        with self._open_work() as work:
            before = _left_on(work, days)
            for leased in answer.slices:
                work.numbers.add_slice(leased)
            is_of_use = _left_on(work, days) > before
            # Serials that were used here cost nobody anything, and those that follow them may be free.
            spent = [leased.day in days and _is_used_up(work, leased) for leased in answer.slices]
            costs_nothing = is_of_use or (bool(spent) and all(spent))
            self._count = LEASE if costs_nothing else TRIAL
            work.commit()
        return is_of_use

    def _next(self, work: UnitOfWork, unit: UnitCode, day: date) -> codes.DossierCode | None:
        return codes.next_code_from(leased_on(work, unit, day), unit, day, work.numbers.used(unit, day))


def leased_on(work: UnitOfWork, unit: UnitCode, day: date) -> list[codes.NumberSlice]:
    """The slices of a unit's day in the words of the domain."""
    return [
        codes.NumberSlice(one.unit, date.fromisoformat(one.day), one.first, one.last, one.device_id, one.slice_id)
        for one in work.numbers.slices(unit, day)
    ]


def codes_left_on(work: UnitOfWork, unit: UnitCode, day: date) -> int:
    """How many legal codes this window can still give for that day."""
    return codes.codes_left(leased_on(work, unit, day), unit, day, work.numbers.used(unit, day))


def _left_on(work: UnitOfWork, days: Sequence[str]) -> int:
    """How many legal codes this window can give on all these days together."""
    identity = work.observations.device()
    if identity is None:
        return 0
    return sum(codes_left_on(work, identity.unit, date.fromisoformat(day)) for day in days)


def _is_used_up(work: UnitOfWork, leased: NumberSlice) -> bool:
    used = work.numbers.used(UnitCode(leased.unit), date.fromisoformat(leased.day))
    return sum(leased.first <= serial <= leased.last for serial in used) > leased.last - leased.first


def provisional_here(work: UnitOfWork, identity: DeviceIdentity) -> list[Dossier]:
    """Dossiers that this window received under a provisional code, oldest first."""
    here = (identity.unit, identity.window)
    waiting = work.dossiers.provisional(PROVISIONAL_AT_ONCE)
    return [dossier for dossier in waiting if (dossier.receiving_unit, dossier.window) == here]


class ReplaceProvisional:
    """Gives a dossier with a provisional code a legal one of its day of receipt, once numbers are there."""

    def __init__(
        self, open_work: OpenWork, numbers: Numbers, recorder: Recorder, clock: Clock, chance: Chance
    ) -> None:
        self._open_work = open_work
        self._numbers = numbers
        self._recorder = recorder
        self._clock = clock
        self._chance = chance

    def __call__(self, dossier_id: DossierId, session: Session) -> Dossier | None:
        """The dossier with its legal code, or None while no number of that day is left.

        The list then asks for a new receipt: the one in the citizen's hands bears the provisional code.
        """
        with self._open_work() as work:
            dossier = work.dossiers.get(dossier_id)
            if dossier is None or not dossier.provisional:
                return dossier
            require_move(dossier, Kind.CODE_REPLACED, unit=session.unit, roles=roles_of(session))
            code, provisional = self._numbers.take(
                work, dossier.receiving_unit, self._numbers.day_of(work, dossier), dossier_id
            )
            if provisional:
                return None
            body = CodeReplaced(old_code=dossier.code, new_code=code)
            after = changed(self._recorder.record(work, body, session=session, dossier=dossier))
            note_trouble(
                work,
                CODE_REPLACED,
                dossier_id=dossier_id,
                since=self._clock.now(),
                chance=self._chance,
                facts={"old": dossier.code, "new": code},
            )
            work.commit()
        return after

    def all(self, session: Session) -> int:
        """Do so for every dossier that this window received; how many have a legal code now."""
        with self._open_work() as work:
            identity = work.observations.device()
            waiting = [] if identity is None else provisional_here(work, identity)
        done = [self(dossier.dossier_id, session) for dossier in waiting]
        return sum(dossier is not None and not dossier.provisional for dossier in done)
