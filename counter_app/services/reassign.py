"""A supervisor gives a dossier to another clerk: an act with its reason, so that both can see who decided it."""

from __future__ import annotations

from counter_app.contract.acts import Kind, Reassigned
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import InvalidInput, NotFound
from counter_app.domain.ids import DossierId
from counter_app.domain.lifecycle import require_move
from counter_app.services.ports import OpenWork, Session
from counter_app.services.recording import Recorder, changed
from counter_app.services.review import roles_of


class Reassign:
    """Gives a dossier to a clerk of the supervisor's unit."""

    def __init__(self, open_work: OpenWork, recorder: Recorder) -> None:
        self._open_work = open_work
        self._recorder = recorder

    def __call__(self, dossier_id: DossierId, clerk_id: str, reason: str, session: Session) -> Dossier:
        """The dossier, with the clerk who has it from now on.

        Raises:
            InvalidInput: ``reason_needed``, or ``clerk_needed`` when nobody is named.
            NotAllowed: ``needs_supervisor``.
            IllegalMove: the dossier has ended.
        """
        if not clerk_id:
            raise InvalidInput("clerk_needed")
        if not reason.strip():
            raise InvalidInput("reason_needed")
        with self._open_work() as work:
            dossier = work.dossiers.get(dossier_id)
            if dossier is None:
                raise NotFound("dossier_unknown")
            require_move(dossier, Kind.REASSIGNED, unit=session.unit, roles=roles_of(session))
            body = Reassigned(unit=session.unit, clerk=clerk_id, reason=reason.strip())
            after = changed(self._recorder.record(work, body, session=session, dossier=dossier))
            work.commit()
        return after
