"""Dossier codes at the window: from the leased slices, provisional when none is left, leased again ahead of time.

A code is taken in the same transaction as the act that carries it, so that no crash gives it twice or loses it
together with its dossier. Gaps are allowed, twins are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from counter_app.contract.acts import CodeReplaced, Kind
from counter_app.contract.messages import NumberSlicesRequest
from counter_app.domain import codes
from counter_app.domain.dossier import Dossier
from counter_app.domain.ids import DossierId, UnitCode
from counter_app.domain.lifecycle import require_move
from counter_app.services.ports import Chance, Clock, Gateway, OpenWork, Session, UnitOfWork
from counter_app.services.recording import Recorder, changed
from counter_app.services.review import roles_of

DAYS_AHEAD = 15
"""Today and the two weeks after it: as long as a window may be without a link and still give legal codes."""

FLOOR = 10
"""A day with fewer free numbers than this is leased again."""

LEASE = 50


class Numbers:
    """Gives dossier codes of this window's unit."""

    def __init__(self, open_work: OpenWork, gateway: Gateway, clock: Clock, chance: Chance) -> None:
        self._open_work = open_work
        self._gateway = gateway
        self._clock = clock
        self._chance = chance

    def peek(self, work: UnitOfWork, unit: UnitCode, day: date, dossier_id: DossierId) -> str:
        """The code that ``take`` would give now."""
        code = self._next(work, unit, day)
        return codes.write(code or codes.provisional_code(unit, day, dossier_id))

    def take(self, work: UnitOfWork, unit: UnitCode, day: date, dossier_id: DossierId) -> tuple[str, bool]:
        """A code for this dossier and whether it is provisional; used up with the caller's commit."""
        code = self._next(work, unit, day)
        if code is None:
            return codes.write(codes.provisional_code(unit, day, dossier_id)), True
        work.numbers.use(unit, day, code.serial)
        return codes.write(code), False

    def wanted(self, work: UnitOfWork) -> tuple[str, ...]:
        """The days (``yyyy-mm-dd``) for which too few numbers are left; empty before enrolment."""
        identity = work.observations.device()
        if identity is None:
            return ()
        today = self._clock.now().date()
        days = [today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD)]
        return tuple(day.isoformat() for day in days if codes_left_on(work, identity.unit, day) < FLOOR)

    def lease(self, days: Sequence[str]) -> None:
        """Ask the province for numbers of these days and store what it gives."""
        request = NumberSlicesRequest(days=tuple(days), count=LEASE, request_id=self._chance.new_id())
        answer = self._gateway.lease_numbers(request)
        with self._open_work() as work:
            for leased in answer.slices:
                work.numbers.add_slice(leased)
            work.commit()

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


class ReplaceProvisional:
    """Gives a dossier with a provisional code a legal one of its day of receipt, once numbers are there."""

    def __init__(self, open_work: OpenWork, numbers: Numbers, recorder: Recorder) -> None:
        self._open_work = open_work
        self._numbers = numbers
        self._recorder = recorder

    def __call__(self, dossier_id: DossierId, session: Session) -> Dossier | None:
        """The dossier with its legal code, or None while no number of that day is left."""
        with self._open_work() as work:
            dossier = work.dossiers.get(dossier_id)
            if dossier is None or not dossier.provisional:
                return dossier
            require_move(dossier, Kind.CODE_REPLACED, unit=session.unit, roles=roles_of(session))
            code, provisional = self._numbers.take(
                work, dossier.receiving_unit, dossier.received_at.date(), dossier_id
            )
            if provisional:
                return None
            body = CodeReplaced(old_code=dossier.code, new_code=code)
            after = changed(self._recorder.record(work, body, session=session, dossier=dossier))
            work.commit()
        return after
