"""The citizen's receipt: composed from the dossier and the law in force on its day, printed, remembered.

What was printed is kept by its digest, so that a copy printed later is the same paper, marked as a copy.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from counter_app.contract.acts import Applicant
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import NotFound
from counter_app.domain.identity import phone_text
from counter_app.domain.ids import DossierId
from counter_app.domain.procedure import Case, PaperNeed
from counter_app.domain.slips import FeeLine, PaperCount, Party, ReceiptSlip, SlipHead
from counter_app.services.catalogue import Catalogue
from counter_app.services.ports import Clock, OpenWork, Session, Vault

PRINTED = "receipt_printed"
SYSTEM = "Hệ thống thông tin giải quyết thủ tục hành chính tỉnh"
CHANNELS = {"window": "Trực tiếp tại quầy", "online": "Trực tuyến", "post": "Bưu chính công ích"}
RESULT_BY = {
    "window": "Trung tâm, chi nhánh hoặc điểm tiếp nhận",
    "post": "Bưu chính công ích",
    "electronic": "Bản điện tử",
}


class ReceiptPrinter(Protocol):
    """Makes the paper."""

    def receipt(self, slip: ReceiptSlip) -> bytes:
        """The PDF by the form in force on the day of issue; equal slips give equal bytes."""


class PrintReceipt:
    """Prints the receipt of a registered dossier."""

    def __init__(
        self,
        open_work: OpenWork,
        vault: Vault,
        catalogue: Catalogue,
        printer: ReceiptPrinter,
        clock: Clock,
    ) -> None:
        self._open_work = open_work
        self._vault = vault
        self._catalogue = catalogue
        self._printer = printer
        self._clock = clock

    def __call__(self, dossier_id: DossierId, session: Session) -> bytes:
        """The PDF to print. The first is the original; each later one says that it is a copy.

        Raises:
            NotFound: the dossier is not registered.
        """
        with self._open_work() as work:
            dossier = work.dossiers.get(dossier_id)
            printed = int((work.observations.get(f"{PRINTED}:{dossier_id}") or "0").split(" ")[0])
        if dossier is None:
            raise NotFound("dossier_unknown")
        pdf = self._printer.receipt(self.slip(dossier, session, reprint=printed, at=self._clock.now()))
        digest = self._vault.put(pdf)
        with self._open_work() as work:
            work.observations.put(f"{PRINTED}:{dossier_id}", f"{printed + 1} {digest}")
            work.commit()
        return pdf

    def slip(self, dossier: Dossier, session: Session, *, reprint: int, at: datetime) -> ReceiptSlip:
        """What stands on the receipt."""
        on = dossier.received_at.date()
        procedure = self._catalogue.procedure(dossier.procedure, on=on)
        case = self._catalogue.case(dossier.procedure, dossier.case, on=on)
        return ReceiptSlip(
            head=SlipHead(
                letterhead=self._catalogue.letterhead(dossier.receiving_unit, on),
                issued_at=at if reprint else dossier.received_at,
                dossier_code=dossier.code,
                procedure_code=dossier.procedure,
                procedure=procedure.title,
                holder=party_of(dossier.applicant),
                system=SYSTEM,
                provisional=dossier.provisional,
                reprint=reprint,
            ),
            request=procedure.title if len(procedure.cases) == 1 else f"{procedure.title} ({case.title})",
            papers=_papers(case),
            time_limit=case.limit.text,
            received_at=dossier.received_at,
            due_at=dossier.due_at,
            result_at=RESULT_BY.get(dossier.result_by, dossier.result_by),
            clerk=session.name,
            submitter=party_of(dossier.submitted_by) if dossier.submitted_by else None,
            channel=CHANNELS.get(dossier.channel, dossier.channel),
            fees=tuple(FeeLine(fee.title, fee.amount_vnd, paid=fee.paid) for fee in dossier.fees),
        )


def party_of(applicant: Applicant) -> Party:
    """A person as slips name them."""
    return Party(
        name=applicant.name,
        id_number=applicant.id_number or applicant.old_id_number,
        address=applicant.address,
        phone=phone_of(applicant),
        email=applicant.email,
    )


def phone_of(applicant: Applicant) -> str:
    """The telephone as people here write it; a number from abroad as it is."""
    return phone_text(applicant.phone) if applicant.phone.startswith("+84") else applicant.phone


def _papers(case: Case) -> tuple[PaperCount, ...]:
    """The papers that are handed in; what is only shown is given back at once and not listed."""
    handed_in = [paper for paper in case.papers if paper.need in {PaperNeed.REQUIRED, PaperNeed.MUST_NOT_SCAN}]
    return tuple(PaperCount(paper.title, originals=paper.originals, copies=paper.copies) for paper in handed_in)
