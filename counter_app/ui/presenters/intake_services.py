"""What the intake screen asks of the program, and the one piece of work that takes a dossier in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Event as StopSign
from typing import Protocol

from counter_app.domain.addresses import Area
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import CounterError
from counter_app.domain.id_card import CardReading
from counter_app.domain.ids import ActId, DossierId
from counter_app.domain.procedure import Procedure
from counter_app.services.capture import CaptureOutcome
from counter_app.services.held_papers import Holdings
from counter_app.services.ports import Session
from counter_app.services.queries import QueueRow
from counter_app.services.reception_slips import GivenSlip, Visitor
from counter_app.services.register import Intake, Preview
from counter_app.ui.presenters.intake_papers import Decided, Grant, TakeOver


class RegisterDossier(Protocol):
    """The use case that takes a dossier in."""

    def begin(self) -> DossierId: ...

    def preview(
        self,
        dossier_id: DossierId,
        procedure: str,
        case: str,
        session: Session,
        *,
        address: str = "",
        area: str = "",
    ) -> Preview: ...

    def __call__(self, dossier_id: DossierId, intake: Intake, session: Session) -> Dossier: ...


class RecordFee(Protocol):
    """Writes one fee line."""

    def __call__(
        self, dossier_id: DossierId, fee: str, amount_vnd: int, session: Session, *, paid: bool
    ) -> object: ...


class GiveSlips(Protocol):
    """Gives slips for papers that are not taken in."""

    def ask_for_more(
        self, visitor: Visitor, papers: Sequence[str], reason: str, session: Session
    ) -> GivenSlip: ...

    def refuse(self, visitor: Visitor, reason: str, session: Session, *, ground: str = "") -> GivenSlip: ...

    def pdf(self, act_id: ActId) -> bytes: ...

    def given(self, act_id: ActId) -> GivenSlip: ...

    def of_person(self, id_number: str, session: Session) -> tuple[GivenSlip, ...]: ...

    def request_of(self, given: GivenSlip) -> str: ...


@dataclass(frozen=True)
class IntakeServices:
    """What intake asks of the program.

    ``render`` makes pictures (PNG, 300 dpi) of the pages of a PDF; ``earlier`` finds a person's dossiers and
    ``look_up`` what the state holds about them, for the purpose given. ``scan_original`` scans into a dossier that
    may still be to come and ``written_pages`` counts its pages that are not blank; ``seal_when_ready`` seals it if
    nothing is open, and gives None otherwise. ``communes`` finds them by how their names begin, ``full_title``
    says where one lies. ``open_held`` fetches the file of a held paper (number of the person, digest, purpose) and
    records the look.
    """

    register: RegisterDossier
    procedures: Callable[[], tuple[Procedure, ...]]
    read_card_text: Callable[[str], CardReading]
    read_card_picture: Callable[[bytes], CardReading]
    scan_card: Callable[[StopSign], CardReading]
    record_fee: RecordFee
    receipt: Callable[[DossierId, Session], bytes]
    render: Callable[[bytes], tuple[bytes, ...]]
    earlier: Callable[[str], list[QueueRow]]
    look_up: Callable[[str, str], Holdings]
    reuse: TakeOver
    grant: Grant
    scan_original: Callable[[DossierId, str, str, StopSign], CaptureOutcome]
    written_pages: Callable[[DossierId], int]
    seal_when_ready: Callable[[DossierId, Session], Dossier | None]
    slips: GiveSlips
    communes: Callable[[str], tuple[Area, ...]]
    full_title: Callable[[Area], str]
    open_held: Callable[[str, str, str], bytes]
    title_of: Callable[[str], str]
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Registered:
    """A dossier that was taken in, with its receipt; ``problem`` says what of the rest did not work."""

    dossier: Dossier
    pages: tuple[bytes, ...]
    problem: CounterError | None


@dataclass(frozen=True, slots=True)
class Order:
    """Everything that one key press takes in. ``fees`` are lines with their amounts."""

    dossier_id: DossierId
    intake: Intake
    fees: tuple[tuple[str, int], ...]
    paid: bool
    decided: Decided

    def carry_out(self, services: IntakeServices, session: Session) -> Registered:
        """Register, record and make the receipt; to be called off the window's thread, and again without harm."""
        dossier = services.register(self.dossier_id, self.intake, session)
        try:
            recorded = {fee.title for fee in dossier.fees}
            for title, amount in self.fees:
                if title not in recorded:
                    services.record_fee(self.dossier_id, title, amount, session, paid=self.paid)
            self.decided.record(dossier, session, reuse=services.reuse, grant=services.grant)
            pages = services.render(services.receipt(self.dossier_id, session))
        except CounterError as error:
            return Registered(dossier, (), error)
        return Registered(dossier, pages, None)
