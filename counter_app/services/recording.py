"""Writes one act: envelope, chain, signature and projection, inside the caller's transaction.

Everything that a clerk does to a dossier passes through ``Recorder.record``; there is no other way to change
one. After the caller's commit the act is part of the outbox, simply by having no receipt yet.
"""

from __future__ import annotations

from datetime import datetime
from itertools import count

import msgspec

from counter_app.contract.acts import Act, Body, Kind, act_digest, body_to_wire, kind_of, schema_of
from counter_app.domain.dossier import Dossier, fold
from counter_app.domain.errors import NotReady
from counter_app.domain.ids import DossierId
from counter_app.domain.lifecycle import require_role
from counter_app.services.clock import LAST_ACT_TIME, is_doubtful, known_offset_ms
from counter_app.services.events import DeliveryChanged, DossierChanged
from counter_app.services.ports import Chance, Clock, DeviceIdentity, DeviceKeys, Session, StoredAct, UnitOfWork
from counter_app.services.troubles import note_trouble

CLOCK_DOUBTFUL = "clock_doubtful"


class Recorder:
    """Builds and appends acts of this installation."""

    def __init__(self, clock: Clock, chance: Chance, keys: DeviceKeys) -> None:
        self._clock = clock
        self._chance = chance
        self._keys = keys

    def record(
        self,
        work: UnitOfWork,
        body: Body,
        *,
        session: Session,
        dossier: Dossier | None = None,
        dossier_id: DossierId | None = None,
        at: datetime | None = None,
    ) -> Dossier | None:
        """Append one act and return the dossier after it (None for an act without a dossier).

        Args:
            work: The open transaction; the caller commits.
            body: What was done.
            session: Who did it, for which unit.
            dossier: The dossier that the clerk saw; None for the first act or one without a dossier.
            dossier_id: The new dossier's id when ``dossier`` is None.
            at: The time of the act when it is not now (a receipt's printed time).

        Raises:
            IllegalMove: the table of moves does not allow the act.
            NotAllowed: the session's roles do not allow it, whatever the window offered.
            NotReady: the device was never enrolled.
        """
        identity = enrolled(work)
        received_by = dossier.received_by if dossier else session.clerk_id
        require_role(body, session.roles, clerk_id=session.clerk_id, received_by=received_by)
        now = at or self._clock.now()
        target = dossier.dossier_id if dossier else (dossier_id or DossierId(""))
        tail = work.acts.tail(identity.device_id, identity.epoch)
        unsigned = Act(
            act_id=self._chance.new_id(),
            device_id=identity.device_id,
            epoch=identity.epoch,
            device_seq=tail.device_seq + 1,
            prev_digest=tail.digest,
            dossier_id=target,
            base_version=_seen_version(work, dossier),
            kind=(kind := kind_of(body)),
            schema_version=schema_of(kind),
            body=body_to_wire(body),
            actor=session.clerk_id,
            unit=session.unit,
            device_time=now.isoformat(),
            server_offset_ms=known_offset_ms(work, self._clock),
            clock_doubtful=is_doubtful(work, self._clock, now),
        )
        name = act_digest(unsigned)
        key = self._keys.of(identity.public_key)
        act = msgspec.structs.replace(unsigned, signature=key.sign(name.encode("ascii")))
        after = fold(dossier, act) if target else None
        work.acts.append(StoredAct(act=act, digest=name, own=True))
        work.observations.put(LAST_ACT_TIME, act.device_time)
        if act.clock_doubtful and act.kind == Kind.RECEIVED and self._clock.server_offset_ms() is None:
            # The date on the receipt is a guess: nobody has told the true time since the program began.
            note_trouble(work, CLOCK_DOUBTFUL, act=act, since=now, chance=self._chance)
        if after is not None:
            work.dossiers.put(after)
            work.publish(DossierChanged(after.dossier_id))
        work.publish(DeliveryChanged())
        return after


def _seen_version(work: UnitOfWork, dossier: Dossier | None) -> int:
    """The province's version that this decision rests on: the highest up to which every act is here.

    An own act may have been applied above acts of others that have not been pulled yet: those were not seen.
    """
    if dossier is None:
        return 0
    known = {stored.version for stored in work.acts.of_dossier(dossier.dossier_id)}
    return next(version for version in count() if version + 1 not in known)


def enrolled(work: UnitOfWork) -> DeviceIdentity:
    """Who this installation is. Raises ``NotReady("not_enrolled")`` before the first enrolment."""
    identity = work.observations.device()
    if identity is None:
        raise NotReady("not_enrolled")
    return identity


def changed(dossier: Dossier | None) -> Dossier:
    """The dossier that an act on an existing dossier always leaves behind."""
    if dossier is None:
        raise NotReady("no_dossier")
    return dossier
