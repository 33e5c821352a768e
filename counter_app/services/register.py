"""Take a dossier in: code, appointment and the first act, in one transaction.

What the citizen's receipt will say is fixed here. The code comes from this window's own numbers, the appointment
from the same rules that the province applies, so that a window without a link prints the same receipt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from counter_app.contract.acts import Applicant, Received
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import IllegalMove, InvalidInput
from counter_app.domain.ids import DossierId
from counter_app.domain.procedure import Case, Place, Procedure
from counter_app.services.catalogue import Catalogue
from counter_app.services.clock import province_now
from counter_app.services.competence import Competence, FindCompetent
from counter_app.services.numbers import Numbers
from counter_app.services.ports import Chance, Clock, OpenWork, Session
from counter_app.services.recording import Recorder, changed


@dataclass(frozen=True, slots=True)
class Intake:
    """What the clerk has entered.

    ``competent_unit`` is empty unless the clerk chose it. Where it depends on residence, land or business,
    ``area`` is the commune's code that the clerk chose; else ``place`` is the address of the land or the business,
    and the applicant's own address that of the residence.
    """

    applicant: Applicant
    procedure: str
    case: str
    submitted_by: Applicant | None = None
    competent_unit: str = ""
    area: str = ""
    place: str = ""
    result_by: str = "window"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What the receipt would say if the dossier were taken in now."""

    code: str
    due_at: datetime | None
    procedure: Procedure
    case: Case
    provisional: bool = False
    competent: Competence | None = None


class Register:
    """Registers dossiers of this window."""

    def __init__(
        self,
        open_work: OpenWork,
        catalogue: Catalogue,
        numbers: Numbers,
        recorder: Recorder,
        clock: Clock,
        chance: Chance,
    ) -> None:
        self._open_work = open_work
        self._catalogue = catalogue
        self._numbers = numbers
        self._recorder = recorder
        self._clock = clock
        self._chance = chance
        self._find_competent = FindCompetent(catalogue)

    def begin(self) -> DossierId:
        """An id for a dossier to come: pages may be captured under it before it is registered."""
        return DossierId(self._chance.new_id())

    def preview(
        self,
        dossier_id: DossierId,
        procedure: str,
        case: str,
        session: Session,
        *,
        address: str = "",
        area: str = "",
    ) -> Preview:
        """Code, appointment, papers, fees and who decides as they stand this minute; nothing is used up.

        ``address`` and ``area`` as ``FindCompetent`` takes them.
        """
        with self._open_work() as work:
            now = province_now(work, self._clock)
            code, provisional = self._numbers.peek(work, session.unit, now.date(), dossier_id)
        found = self._catalogue.procedure(procedure, on=now.date())
        competent = self._find_competent(found, session.unit, now.date(), address=address, area=area)
        return Preview(
            code=code,
            provisional=provisional,
            due_at=self._catalogue.appointment(procedure, case, session.unit, now, competent_unit=competent.unit),
            procedure=found,
            case=self._catalogue.case(procedure, case, on=now.date()),
            competent=competent,
        )

    def __call__(self, dossier_id: DossierId, intake: Intake, session: Session) -> Dossier:
        """The registered dossier.

        Registering the same id again gives the dossier as it was registered: a repeated key press or a start
        after a crash takes in nothing twice.

        Raises:
            InvalidInput: the applicant has no name.
            NotFound: the procedure or case is not in force today.
        """
        if not intake.applicant.name.strip():
            raise InvalidInput("name_needed")
        with self._open_work() as work:
            now = province_now(work, self._clock)
        self._catalogue.case(intake.procedure, intake.case, on=now.date())
        procedure = self._catalogue.procedure(intake.procedure, on=now.date())
        competent = intake.competent_unit or self._competent(procedure, intake, session, now.date()).unit
        due_at = self._catalogue.appointment(
            intake.procedure, intake.case, session.unit, now, competent_unit=competent
        )
        with self._open_work() as work:
            known = work.dossiers.get(dossier_id)
            if known is not None:
                return _same(known, intake)
            code, provisional = self._numbers.take(work, session.unit, now.date(), dossier_id)
            body = Received(
                code=code,
                provisional=provisional,
                procedure=intake.procedure,
                case=intake.case,
                receiving_unit=session.unit,
                competent_unit=competent,
                window=session.window,
                applicant=intake.applicant,
                received_at=now.isoformat(),
                due_at=due_at.isoformat() if due_at else None,
                submitted_by=intake.submitted_by,
                result_by=intake.result_by,
                note=intake.note,
            )
            after = changed(self._recorder.record(work, body, session=session, dossier_id=dossier_id))
            work.commit()
        return after

    def _competent(self, procedure: Procedure, intake: Intake, session: Session, on: date) -> Competence:
        address = intake.applicant.address if procedure.place is Place.RESIDENCE else intake.place
        return self._find_competent(procedure, session.unit, on, address=address, area=intake.area)


def _same(known: Dossier, intake: Intake) -> Dossier:
    if known.procedure != intake.procedure or known.applicant.name != intake.applicant.name:
        raise IllegalMove("already_registered", code=known.code)
    return known
