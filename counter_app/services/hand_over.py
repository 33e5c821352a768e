"""Results: fetch the file, give it to the citizen at any branch, take the rating."""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.contract.acts import FeeRecorded, HandedOver, Kind, Rated
from counter_app.domain.dossier import Dossier, Result
from counter_app.domain.errors import InvalidInput, NotFound
from counter_app.domain.ids import DossierId
from counter_app.domain.lifecycle import require_move
from counter_app.services.ports import Clock, Gateway, OpenWork, Session, UnitOfWork, Vault
from counter_app.services.recording import Recorder, changed
from counter_app.services.review import roles_of

RATINGS = ("very_satisfied", "satisfied", "dissatisfied")


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who takes the result. ``relation`` is empty when it is the applicant."""

    name: str
    id_number: str = ""
    relation: str = ""
    by: str = "window"


class HandOver:
    """Gives a result to a person and records it."""

    def __init__(
        self, open_work: OpenWork, vault: Vault, gateway: Gateway, recorder: Recorder, clock: Clock
    ) -> None:
        self._open_work = open_work
        self._vault = vault
        self._gateway = gateway
        self._recorder = recorder
        self._clock = clock

    def fetch_result(self, dossier_id: DossierId) -> tuple[Result, bytes]:
        """The result and its file: from the vault when it is here, else from the province, and then kept.

        Raises:
            NotFound: the dossier has no digital result yet, or the province has not got the file.
            LinkDown: the file is not here and the province is out of reach.
        """
        with self._open_work() as work:
            dossier = _known(work, dossier_id)
        if dossier.result is None:
            raise NotFound("no_result_yet", code=dossier.code)
        if not self._vault.has(dossier.result.file):
            self._vault.put(self._gateway.download(dossier.result.file))
        return dossier.result, self._vault.get(dossier.result.file)

    def __call__(
        self, dossier_id: DossierId, receiver: Receiver, session: Session, *, signature: bytes = b""
    ) -> Dossier:
        """The dossier, returned. ``signature`` is the picture of the receiver's signature, kept in the vault.

        Raises:
            InvalidInput: nobody is named.
            IllegalMove: there is nothing to hand over, or it was handed over before.
        """
        if not receiver.name.strip():
            raise InvalidInput("receiver_needed")
        signed = self._vault.put(signature) if signature else ""
        with self._open_work() as work:
            dossier = _known(work, dossier_id)
            require_move(dossier, Kind.HANDED_OVER, unit=session.unit, roles=roles_of(session))
            body = HandedOver(
                unit=session.unit,
                receiver_name=receiver.name.strip(),
                receiver_id_number=receiver.id_number,
                relation=receiver.relation,
                by=receiver.by,
                signature=signed,
                handed_over_at=self._clock.now().isoformat(),
            )
            after = changed(self._recorder.record(work, body, session=session, dossier=dossier))
            work.commit()
        return after

    def rate(self, dossier_id: DossierId, rating: str, session: Session, *, comment: str = "") -> Dossier:
        """The citizen's rating, once per dossier. Raises ``IllegalMove("already_rated")``."""
        if rating not in RATINGS:
            raise InvalidInput("rating_unknown", rating=rating)
        with self._open_work() as work:
            dossier = _known(work, dossier_id)
            require_move(dossier, Kind.RATED, unit=session.unit, roles=roles_of(session))
            body = Rated(rating=rating, comment=comment.strip())
            after = changed(self._recorder.record(work, body, session=session, dossier=dossier))
            work.commit()
        return after

    def record_fee(
        self, dossier_id: DossierId, fee: str, amount_vnd: int, session: Session, *, paid: bool
    ) -> Dossier:
        """One fee line. Raises ``InvalidInput`` for a negative amount."""
        if amount_vnd < 0:
            raise InvalidInput("amount_negative")
        with self._open_work() as work:
            dossier = _known(work, dossier_id)
            require_move(dossier, Kind.FEE_RECORDED, unit=session.unit, roles=roles_of(session))
            body = FeeRecorded(fee=fee, amount_vnd=amount_vnd, paid=paid)
            after = changed(self._recorder.record(work, body, session=session, dossier=dossier))
            work.commit()
        return after


def _known(work: UnitOfWork, dossier_id: DossierId) -> Dossier:
    dossier = work.dossiers.get(dossier_id)
    if dossier is None:
        raise NotFound("dossier_unknown")
    return dossier
