"""A person takes an entry off the list "Cần xử lý", or off that of the other windows' refusals.

Where the entry is of an act that the province turned down, an act of its own says so: the other windows of the
unit were told of the refusal, and hear in this way that nothing is left to be done. It waits in the outbox as any.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from counter_app.contract.acts import ActSettled, Kind
from counter_app.contract.messages import content_of
from counter_app.contract.organisation import Role
from counter_app.domain.errors import NotAllowed
from counter_app.domain.ids import ActId, DossierId
from counter_app.services.events import TroublesChanged
from counter_app.services.ports import ELSEWHERE, Clock, OpenWork, Session, Trouble, UnitOfWork
from counter_app.services.projection import TURNED_DOWN
from counter_app.services.recording import Recorder


class SolveTrouble:
    """Takes an entry off the list once a person has dealt with it."""

    def __init__(
        self,
        open_work: OpenWork,
        clock: Clock,
        recorder: Recorder,
        accepted: Callable[[UnitOfWork, Trouble, Session], None] = lambda _work, _trouble, _session: None,
    ) -> None:
        """``accepted`` hears of each entry, and whose word it is, in the same transaction."""
        self._open_work = open_work
        self._clock = clock
        self._recorder = recorder
        self._accepted = accepted

    def __call__(self, trouble_id: str, session: Session) -> None:
        """The entry stays in the store with the time at which it was solved.

        What another window of the unit was refused leaves the lists of all others; that window's own entry stays,
        for the act and its papers are there.

        Raises:
            NotAllowed: ``needs_supervisor``, of the unit, for what another window was refused.
        """
        with self._open_work() as work:
            found = [*work.troubles.open(), *work.troubles.elsewhere()]
            trouble = next((one for one in found if one.trouble_id == trouble_id), None)
            if trouble is not None:
                self._accepted(work, trouble, session)
                for act_id in _given_up(work, trouble, session):
                    self._recorder.record(work, ActSettled(act_id=act_id), session=session)
            work.troubles.solve(trouble_id, self._clock.now())
            work.publish(TroublesChanged())
            work.commit()


def _given_up(work: UnitOfWork, trouble: Trouble, session: Session) -> Sequence[str]:
    """The refused act, and those before it that said the same: each try was told of, the last alone is listed."""
    if not _was_refused(work, trouble, session):
        return ()
    stored = work.acts.get(ActId(trouble.act_id))
    if trouble.code == ELSEWHERE or stored is None or not stored.act.dossier_id:
        return (trouble.act_id,)
    listed = {one.act_id for one in work.troubles.open()}
    said = content_of(stored.act)
    earlier = [
        one.act.act_id
        for one in work.acts.of_dossier(DossierId(stored.act.dossier_id))
        if one.own and one.outcome in TURNED_DOWN and one.act.unit == session.unit
        if content_of(one.act) == said and one.act.act_id not in listed
        if not work.acts.is_settled(ActId(one.act.act_id), session.unit)
    ]
    return (*earlier, trouble.act_id)


def _was_refused(work: UnitOfWork, trouble: Trouble, session: Session) -> bool:
    """Whether windows of the session's unit were told of the act: each unit hears of its own acts alone."""
    if trouble.code == ELSEWHERE:
        if Role.SUPERVISOR not in session.roles or trouble.facts["unit"] != session.unit:
            raise NotAllowed("needs_supervisor", kind=Kind.ACT_SETTLED)
        return True
    stored = work.acts.get(ActId(trouble.act_id)) if trouble.act_id else None
    if stored is None or not stored.own or stored.act.kind == Kind.ACT_SETTLED:
        return False
    return stored.outcome in TURNED_DOWN and stored.act.unit == session.unit
