"""Receive a dossier again under another code, when the province found that its code was given before.

The dossier keeps its id, its day and everything that was done to it; what waits for the first act applies after
the new one. The citizen needs a new receipt, which the list says.
"""

from __future__ import annotations

import msgspec

from counter_app.contract.acts import Kind, Received, body_of
from counter_app.contract.messages import Outcome
from counter_app.contract.problems import ProblemCode
from counter_app.domain.dossier import Dossier
from counter_app.domain.errors import IllegalMove, NotFound
from counter_app.domain.ids import DossierId
from counter_app.services.numbers import Numbers
from counter_app.services.ports import OpenWork, Session, StoredAct, UnitOfWork
from counter_app.services.pull import Integrate
from counter_app.services.recording import Recorder


class ReceiveAgain:
    """The cure for ``code_taken``."""

    def __init__(self, open_work: OpenWork, numbers: Numbers, recorder: Recorder, integrate: Integrate) -> None:
        self._open_work = open_work
        self._numbers = numbers
        self._recorder = recorder
        self._integrate = integrate

    def __call__(self, dossier_id: DossierId, session: Session) -> Dossier:
        """The dossier under its new code; done before, it stays as it is.

        Raises:
            NotFound: there is no such dossier.
            IllegalMove: its code was not turned down.
        """
        with self._open_work() as work:
            dossier = work.dossiers.get(dossier_id)
            if dossier is None:
                raise NotFound("dossier_unknown")
            openings = [one for one in work.acts.of_dossier(dossier_id) if one.act.kind == Kind.RECEIVED]
            if any(not _was_taken(one) for one in openings):
                return dossier
            if not openings:
                raise IllegalMove("code_is_final", code=dossier.code)
            after = self._receive(work, dossier, openings[-1], session)
            work.commit()
        return after

    def _receive(self, work: UnitOfWork, dossier: Dossier, turned_down: StoredAct, session: Session) -> Dossier:
        body = body_of(turned_down.act)
        if not isinstance(body, Received):
            raise IllegalMove("not_registered", kind=turned_down.act.kind)
        code, provisional = self._numbers.take(
            work, dossier.receiving_unit, self._numbers.day_of(work, dossier), dossier.dossier_id
        )
        again = msgspec.structs.replace(body, code=code, provisional=provisional)
        self._recorder.record(work, again, session=session, dossier_id=dossier.dossier_id)
        return self._integrate.refold(work, dossier.dossier_id) or dossier


def _was_taken(stored: StoredAct) -> bool:
    taken = stored.problem is not None and stored.problem.code == ProblemCode.CODE_TAKEN
    return stored.outcome is Outcome.REFUSED and taken
