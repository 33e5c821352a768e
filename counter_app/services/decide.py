"""What a window may do to a dossier after its receipt: refuse, withdraw, take papers in, note a duty met, mend.

Each is one act. Where a stopped clock runs again, the new appointment follows from the rule that held on the day
of receipt, so that the citizen is told it at once, with or without a link.
"""

from __future__ import annotations

from datetime import datetime

from counter_app.contract.acts import (
    Applicant,
    Body,
    Corrected,
    FinancialDutyMet,
    Refused,
    SupplementReceived,
    Withdrawn,
    kind_of,
)
from counter_app.contract.working_time import rules_on
from counter_app.domain.deadlines import DeadlineClock, StopReason, resume
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import InvalidInput, NotFound
from counter_app.domain.ids import DossierId
from counter_app.domain.lifecycle import require_move
from counter_app.domain.procedure import limit_for
from counter_app.services.catalogue import Catalogue
from counter_app.services.clock import province_now
from counter_app.services.ports import Clock, OpenWork, Session, UnitOfWork
from counter_app.services.recording import Recorder, changed
from counter_app.services.review import roles_of


class Decide:
    """Writes the acts of a window on a dossier that exists.

    Every method gives the dossier after the act and raises ``IllegalMove`` or ``NotAllowed`` where the table of
    moves forbids it.
    """

    def __init__(self, open_work: OpenWork, catalogue: Catalogue, recorder: Recorder, clock: Clock) -> None:
        self._open_work = open_work
        self._catalogue = catalogue
        self._recorder = recorder
        self._clock = clock

    def refuse(self, dossier_id: DossierId, reason: str, session: Session, *, ground: str = "") -> Dossier:
        """Not taken on, with the reason that the slip will say and the provision that it rests on."""
        return self._record(dossier_id, Refused(reason=_given(reason), ground=ground.strip()), session)

    def withdraw(self, dossier_id: DossierId, reason: str, session: Session) -> Dossier:
        """The citizen takes the dossier back."""
        return self._record(dossier_id, Withdrawn(reason=reason.strip()), session)

    def receive_supplement(self, dossier_id: DossierId, session: Session) -> Dossier:
        """The papers that were asked for are here: the dossier is open at this window again."""
        with self._open_work() as work:
            due = self._resumed(work, dossier_id, StopReason.SUPPLEMENT)
        return self._record(dossier_id, SupplementReceived(unit=session.unit, due_at=due), session)

    def meet_duty(self, dossier_id: DossierId, evidence: str, session: Session) -> Dossier:
        """The citizen has paid what the tax office asked for; ``evidence`` names the receipt."""
        with self._open_work() as work:
            due = self._resumed(work, dossier_id, StopReason.FINANCIAL_DUTY)
        return self._record(dossier_id, FinancialDutyMet(due_at=due, evidence=_given(evidence)), session)

    def correct(self, dossier_id: DossierId, applicant: Applicant, reason: str, session: Session) -> Dossier:
        """A slip of the pen in the applicant's particulars; the former value stays in the log."""
        if not applicant.name.strip():
            raise InvalidInput("name_needed")
        return self._record(dossier_id, Corrected(applicant=applicant, reason=_given(reason)), session)

    def _record(self, dossier_id: DossierId, body: Body, session: Session) -> Dossier:
        with self._open_work() as work:
            dossier = _known(work, dossier_id)
            require_move(dossier, kind_of(body), unit=session.unit, roles=roles_of(session))
            after = changed(self._recorder.record(work, body, session=session, dossier=dossier))
            work.commit()
        return after

    def _resumed(self, work: UnitOfWork, dossier_id: DossierId, reason: StopReason) -> str | None:
        """The appointment after the stop, as it travels; None where there is none or the clock never stopped."""
        dossier = _known(work, dossier_id)
        stopped_at = dossier.stopped_clock_at
        if stopped_at is None or dossier.due_at is None:
            return None
        now = max(province_now(work, self._clock), stopped_at)
        due = self._clock_of(dossier, dossier.due_at, stopped_at, reason, now)
        return due.isoformat() if due is not None else None

    def _clock_of(
        self, dossier: Dossier, due: datetime, stopped_at: datetime, reason: StopReason, now: datetime
    ) -> datetime | None:
        on = dossier.received_at.date()
        case = self._catalogue.case(dossier.procedure, dossier.case, on=on)
        clock = DeadlineClock(
            limit=limit_for(case, online=dossier.channel == "online"),
            rules=rules_on(self._catalogue.calendars, on),
            started_at=dossier.received_at,
            due_at=due,
            first_due_at=due,
            stopped_at=stopped_at,
            stop_reason=reason,
            re_appointments=int(dossier.extended),
        )
        return resume(clock, now, self._catalogue.calendar(dossier.receiving_unit, on)).due_at


def _given(reason: str) -> str:
    if not reason.strip():
        raise InvalidInput("reason_needed")
    return reason.strip()


def _known(work: UnitOfWork, dossier_id: DossierId) -> Dossier:
    dossier = work.dossiers.get(dossier_id)
    if dossier is None:
        raise NotFound("dossier_unknown")
    return dossier
