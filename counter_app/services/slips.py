"""The papers that a window prints about one dossier after its receipt, composed from its acts and the law.

Each is a picture of what is recorded: a slip about something that never happened is refused. What stands in the
act (reason, papers, date) is what stands on the paper, whoever prints it and wherever.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final, Protocol, TypeVar

from counter_app.contract import acts as contract
from counter_app.contract.acts import Body, Kind, body_of, known_kind
from counter_app.contract.working_time import local
from counter_app.domain.dossier import Dossier, FeeForm, parse_time
from counter_app.domain.errors import NotFound
from counter_app.domain.ids import DossierId, UnitCode
from counter_app.domain.procedure import FeeKind
from counter_app.domain.slips import (
    ApologySlip,
    ControlSlip,
    ControlStep,
    FeeLine,
    FeeReceiptSlip,
    Leader,
    PaperCount,
    Punctuality,
    RefusalSlip,
    SlipHead,
    StopSlip,
    SupplementSlip,
)
from counter_app.services.catalogue import Catalogue
from counter_app.services.ports import Clock, OpenWork, Session, StoredAct, UnitOfWork
from counter_app.services.projection import TURNED_DOWN
from counter_app.services.receipt import SYSTEM, party_of

LEADER: Final = Leader(("THỦ TRƯỞNG CƠ QUAN",))
"""Signs for the unit that decides; who that is on the day is written by hand or by the seal."""

ARCHIVE: Final = "Lưu: VT, hồ sơ"

Act = TypeVar("Act", bound=Body)


class SlipPrinter(Protocol):
    """Makes the papers by the forms in force on the day of issue."""

    def supplement(self, slip: SupplementSlip) -> bytes: ...

    def refusal(self, slip: RefusalSlip) -> bytes: ...

    def apology(self, slip: ApologySlip) -> bytes: ...

    def stop(self, slip: StopSlip) -> bytes: ...

    def control(self, slip: ControlSlip) -> bytes: ...

    def fee_receipt(self, slip: FeeReceiptSlip) -> bytes: ...


class PrintSlips:
    """Prints slips about one dossier. Every method gives a PDF; ``NotFound`` where there is no ground for it."""

    def __init__(self, open_work: OpenWork, catalogue: Catalogue, printer: SlipPrinter, clock: Clock) -> None:
        self._open_work = open_work
        self._catalogue = catalogue
        self._printer = printer
        self._clock = clock

    def grounds(self, dossier_id: DossierId) -> frozenset[Kind]:
        """The kinds of act that stand in the dossier: what there can be a slip about."""
        with self._open_work() as work:
            _known(work, dossier_id)
            return frozenset(filter(None, (known_kind(stored.act) for stored in _standing(work, dossier_id))))

    # --- what the window hands out ------------------------------------------------------------------------------

    def supplement(self, dossier_id: DossierId, session: Session) -> bytes:
        """The one written request for everything that is missing, as the competent unit made it."""
        dossier, asked, at = self._last(dossier_id, contract.SupplementAsked)
        until = at.date() + timedelta(days=asked.limit_days) if asked.limit_days else None
        slip = SupplementSlip(
            head=self._head(dossier, dossier.receiving_unit, at),
            request=self._request(dossier),
            papers=self._papers(dossier, asked.papers),
            reason=asked.reason,
            clerk=session.name,
            until=until,
        )
        return self._printer.supplement(slip)

    def refusal(self, dossier_id: DossierId, session: Session) -> bytes:
        """Why a registered dossier was not taken on."""
        dossier, refused, at = self._last(dossier_id, contract.Refused)
        slip = RefusalSlip(
            head=self._head(dossier, dossier.receiving_unit, at),
            request=self._request(dossier),
            reason=refused.reason,
            ground=refused.ground,
            clerk=session.name,
        )
        return self._printer.refusal(slip)

    def fee_receipt(self, dossier_id: DossierId, form: FeeForm, session: Session, *, payment: str = "") -> bytes:
        """For what was paid; ``NotFound("nothing_paid")`` when nothing was."""
        with self._open_work() as work:
            dossier = _known(work, dossier_id)
        paid = tuple(fee for fee in dossier.fees if fee.paid and fee.amount_vnd)
        if not paid:
            raise NotFound("nothing_paid", code=dossier.code)
        duties = self._duties(dossier)
        slip = FeeReceiptSlip(
            head=self._head(dossier, dossier.receiving_unit, self._clock.now()),
            payer=party_of(dossier.submitted_by or dossier.applicant),
            fees=tuple(FeeLine(fee.title, fee.amount_vnd, paid=True, duty=fee.title in duties) for fee in paid),
            cashier=session.name,
            model=form.model,
            series=form.series,
            serial=form.serial,
            payment=payment,
        )
        return self._printer.fee_receipt(slip)

    # --- what goes with the dossier, and what the competent unit signs ------------------------------------------

    def control(self, dossier_id: DossierId) -> bytes:
        """The slip that goes with the dossier from desk to desk, with the steps that are recorded."""
        with self._open_work() as work:
            dossier = _known(work, dossier_id)
            acts = _standing(work, dossier_id)
        slip = ControlSlip(
            head=self._head(dossier, dossier.receiving_unit, self._clock.now()),
            resolving_unit=self._title(dossier.competent_unit),
            received_at=dossier.received_at,
            due_at=dossier.due_at,
            steps=tuple(self._steps(dossier, acts)),
        )
        return self._printer.control(slip)

    def apology(self, dossier_id: DossierId) -> bytes:
        """The apology with the new appointment that the competent unit gave."""
        dossier, extended, at = self._last(dossier_id, contract.DeadlineExtended)
        before = self._due_before(dossier_id, extended, at)
        slip = ApologySlip(
            head=self._head(dossier, dossier.competent_unit, at),
            unit=self._title(dossier.competent_unit),
            received_at=dossier.received_at,
            due_at=before or dossier.received_at,
            new_due_at=local(parse_time(extended.due_at)),
            reason=extended.reason,
            leader=LEADER,
            recipients=self._recipients(dossier),
        )
        return self._printer.apology(slip)

    def stop(self, dossier_id: DossierId) -> bytes:
        """Why the competent unit works on it no longer, and what is given back."""
        dossier, stopped, at = self._last(dossier_id, contract.Stopped)
        originals = tuple(paper for paper in self._case_papers(dossier) if paper.originals)
        slip = StopSlip(
            head=self._head(dossier, dossier.competent_unit, at),
            unit=self._title(dossier.competent_unit),
            received_at=dossier.received_at,
            reason=stopped.reason,
            ground=stopped.ground,
            leader=LEADER,
            returned=originals,
            recipients=self._recipients(dossier),
        )
        return self._printer.stop(slip)

    # --- the parts ----------------------------------------------------------------------------------------------

    def _last(self, dossier_id: DossierId, kind: type[Act]) -> tuple[Dossier, Act, datetime]:
        """The dossier with its last act of this kind and when that was."""
        with self._open_work() as work:
            dossier = _known(work, dossier_id)
            acts = _standing(work, dossier_id)
        for stored in reversed(acts):
            body = body_of(stored.act)
            if isinstance(body, kind):
                return dossier, body, _at(stored)
        raise NotFound("slip_without_ground", code=dossier.code)

    def _due_before(
        self, dossier_id: DossierId, extended: contract.DeadlineExtended, at: datetime
    ) -> datetime | None:
        """What the citizen had been told before that act."""
        with self._open_work() as work:
            acts = _standing(work, dossier_id)
        told = None
        for stored in acts:
            body = body_of(stored.act)
            if body != extended and _at(stored) <= at:
                told = getattr(body, "due_at", None) or told
        return local(parse_time(told)) if told else None

    def _head(self, dossier: Dossier, unit: UnitCode, at: datetime) -> SlipHead:
        on = at.date()
        return SlipHead(
            letterhead=self._catalogue.letterhead_of(unit, dossier.receiving_unit, on),
            issued_at=at,
            dossier_code=dossier.code,
            procedure_code=dossier.procedure,
            procedure=self._catalogue.procedure(dossier.procedure, on=dossier.received_at.date()).title,
            holder=party_of(dossier.applicant),
            system=SYSTEM,
            provisional=dossier.provisional,
        )

    def _request(self, dossier: Dossier) -> str:
        return self._catalogue.procedure(dossier.procedure, on=dossier.received_at.date()).title

    def _papers(self, dossier: Dossier, paper_types: tuple[str, ...]) -> tuple[PaperCount, ...]:
        case = self._catalogue.case(dossier.procedure, dossier.case, on=dossier.received_at.date())
        known = {paper.paper_type: paper for paper in case.papers}
        return tuple(
            PaperCount(known[one].title, originals=known[one].originals or 1, copies=known[one].copies)
            if one in known
            else PaperCount(one, originals=1)
            for one in paper_types
        )

    def _case_papers(self, dossier: Dossier) -> tuple[PaperCount, ...]:
        handed_in = {paper.paper_type for paper in dossier.papers}
        case = self._catalogue.case(dossier.procedure, dossier.case, on=dossier.received_at.date())
        return tuple(
            PaperCount(paper.title, originals=paper.originals, copies=paper.copies)
            for paper in case.papers
            if paper.paper_type in handed_in
        )

    def _duties(self, dossier: Dossier) -> frozenset[str]:
        case = self._catalogue.case(dossier.procedure, dossier.case, on=dossier.received_at.date())
        return frozenset(fee.title for fee in case.fees if fee.kind is FeeKind.DUTY)

    def _title(self, unit: UnitCode) -> str:
        return self._catalogue.unit_title(unit, self._clock.now().date())

    def _recipients(self, dossier: Dossier) -> tuple[str, ...]:
        return ("Như trên", f"{self._title(dossier.receiving_unit)} (để theo dõi)", ARCHIVE)

    def _steps(self, dossier: Dossier, acts: list[StoredAct]) -> list[ControlStep]:
        window, decides = self._title(dossier.receiving_unit), self._title(dossier.competent_unit)
        ways: dict[Kind, Callable[[datetime], ControlStep]] = {
            Kind.DOSSIER_SEALED: lambda at: ControlStep(window, decides, at),
            Kind.SUPPLEMENT_ASKED: lambda at: ControlStep(decides, window, at, note="yêu cầu bổ sung"),
            Kind.SUPPLEMENT_RECEIVED: lambda at: ControlStep("Công dân", window, at, note="đã bổ sung"),
            Kind.RESULT_DIGITISED: lambda at: ControlStep(decides, window, at, punctuality(at, dossier.due_at)),
            Kind.HANDED_OVER: lambda at: ControlStep(window, dossier.receiver_name, at),
        }
        steps = []
        for stored in acts:
            way = ways.get(known_kind(stored.act) or Kind.RATED)
            if way is not None:
                steps.append(way(_at(stored)))
        return steps


def punctuality(at: datetime, due: datetime | None) -> Punctuality | None:
    """By the day, as supervisors are measured; None without an appointment."""
    if due is None:
        return None
    done, wanted = _day(at, due), due.date()
    if done == wanted:
        return Punctuality.ON_TIME
    return Punctuality.EARLY if done < wanted else Punctuality.LATE


def _day(at: datetime, like: datetime) -> date:
    return at.astimezone(like.tzinfo).date()


def _standing(work: UnitOfWork, dossier_id: DossierId) -> list[StoredAct]:
    """The acts that hold, in the order in which they were done; those that were turned down are no part of it."""
    acts = [
        stored
        for stored in work.acts.of_dossier(dossier_id)
        if stored.outcome not in TURNED_DOWN and known_kind(stored.act) is not None
    ]
    return sorted(acts, key=_at)


def _at(stored: StoredAct) -> datetime:
    return local(parse_time(stored.act.device_time))


def _known(work: UnitOfWork, dossier_id: DossierId) -> Dossier:
    dossier = work.dossiers.get(dossier_id)
    if dossier is None:
        raise NotFound("dossier_unknown")
    return dossier
