"""The lives of a device: when a disk was restored or copied, the old one ends and a new one begins.

A life is an epoch: the acts of one are numbered without a gap and chained. A device whose numbers are behind what
the province has heard, or whose act is answered with another act's number, has come back from an older disk. It
begins a new life with a new key and keeps every act that the province has not taken: with its id, body, actor and
time, under a new number, in a new chain, signed anew. What had arrived after all is recognised by its id.
"""

from __future__ import annotations

import logging
from typing import Final

import msgspec

from counter_app.contract.acts import act_digest
from counter_app.contract.messages import (
    EnrolAnswer,
    EnrolRequest,
    Outcome,
    PresentLife,
    bytes_of_present_life,
)
from counter_app.contract.problems import OF_THE_ENVELOPE, ProblemCode, problem
from counter_app.domain.errors import NeedsAttention, NotReady, Refused
from counter_app.domain.ids import ActId, DossierId, UnitCode
from counter_app.services.events import DossierChanged
from counter_app.services.former_lives import SHORT, delivered, former_lives, note_reopened
from counter_app.services.link_memory import afresh, recall, remember
from counter_app.services.ports import (
    Chance,
    Clock,
    DeviceIdentity,
    DeviceKey,
    DeviceKeys,
    Gateway,
    OpenWork,
    UnitOfWork,
)
from counter_app.services.pull import PROVINCE_RESTORED, Integrate
from counter_app.services.relays import relays_at_enrolment
from counter_app.services.troubles import note_trouble, solve_troubles

_log = logging.getLogger(__name__)

LIFE_OVER: Final = "life_over"
"""The observation that holds why this life is over; empty while it lasts."""

FINAL: Final = frozenset({Outcome.APPLIED, Outcome.REFUSED, Outcome.CONFLICT})

STORE_RESTORED: Final = "store_restored"


class Lives:
    """Ends and begins lives of this installation."""

    def __init__(
        self,
        open_work: OpenWork,
        gateway: Gateway,
        keys: DeviceKeys,
        integrate: Integrate,
        clock: Clock,
        chance: Chance,
    ) -> None:
        self._open_work = open_work
        self._gateway = gateway
        self._keys = keys
        self._integrate = integrate
        self._clock = clock
        self._chance = chance

    def told_last_number(self, epoch: int, last_seq: int) -> bool:
        """How far the province has this life's chain; false, and the life is over, when we know of less."""
        with self._open_work() as work:
            identity = work.observations.device()
            if identity is None or identity.epoch != epoch:
                return True
            known = work.acts.tail(identity.device_id, epoch).device_seq
            if last_seq <= known:
                if self.offer_again(work, last_seq):
                    work.commit()
                return True
            _log.info("the province has act %s of this device, the store ends at %s", last_seq, known)
            self.end(work, ProblemCode.CLONED_DEVICE)
            work.commit()
        return False

    def offer_again(self, work: UnitOfWork, last_seq: int) -> bool:
        """After the province was restored: acts above its last number are not there, whatever it said of them.

        True when there was something to be compared; the caller commits.
        """
        identity = work.observations.device()
        if identity is None or not work.observations.get(PROVINCE_RESTORED):
            return False
        told = problem(ProblemCode.PREDECESSOR_MISSING, 409, detail="the province was restored from a backup")
        for act in list(work.acts.chain(identity.device_id, identity.epoch)):
            stored = work.acts.get(ActId(act.act_id))
            if act.device_seq > last_seq and stored is not None and stored.outcome in FINAL:
                work.acts.unconfirm(ActId(act.act_id), Outcome.HELD, told)
        work.observations.put(PROVINCE_RESTORED, "")
        return True

    def end(self, work: UnitOfWork, why: str) -> None:
        """This life is over; the next request begins a new one."""
        work.observations.put(LIFE_OVER, why)

    def begin(self) -> DeviceIdentity:
        """A new life, proven by the key of the present one. Unsent acts go over into it.

        Raises:
            Refused: ``cloned_device``: another copy of this disk was first; only a code from IT helps.
        """
        with self._open_work() as work:
            present = _present(work)
            tail = work.acts.tail(present.device_id, present.epoch)
        key = self._keys.prepare(unlike=present.public_key or self._keys.of("").public_key)
        request = EnrolRequest(
            public_key=key.public_key,
            device_id=present.device_id,
            epoch=present.epoch,
            device_seq=tail.device_seq,
        )
        try:
            answer = self._gateway.renew(request)
        except Refused as error:
            self._list(error)
            raise
        return self._live(answer, key)

    def begin_with_code(self, code: str) -> DeviceIdentity:
        """A new life by a one-time code: for a device that was withdrawn, or the second copy of a disk.

        The second copy becomes a device of its own, and what it has not sent goes over into that.

        A province that was restored and has lost this device takes the present life back instead: its acts are
        offered again as they are, in their order, under the numbers and signatures that they have.

        Raises:
            LinkDown: the province is out of reach.
            Refused: the code is wrong, used or too old.
        """
        with self._open_work() as work:
            present = _present(work)
            proof = delivered(work, present.device_id, present.epoch, SHORT)
            former = former_lives(work, present, self._keys, proof)
            is_copy = any(one.code == ProblemCode.CLONED_DEVICE for one in work.troubles.open())
        key = self._keys.prepare(unlike=present.public_key or self._keys.of("").public_key)
        request = EnrolRequest(code=code.strip(), public_key=key.public_key)
        if is_copy:
            # The other copy lives. As the same device the two would end each other's lives for ever.
            return self._live(self._gateway.enrol(request), key)
        request = msgspec.structs.replace(request, device_id=present.device_id, epoch=present.epoch, former=former)
        own = self._own_key(present) if proof else None
        if own is not None and proof is not None:
            act, receipt = proof
            signature = own.sign(bytes_of_present_life(request))
            life = PresentLife(public_key=own.public_key, act=act, receipt=receipt, signature=signature)
            request = msgspec.structs.replace(request, present=life)
        answer = self._gateway.enrol(request)
        if own is not None and (answer.device_id, answer.epoch) == (present.device_id, present.epoch):
            return self._go_on(answer, own)
        return self._live(answer, key)

    def _own_key(self, present: DeviceIdentity) -> DeviceKey | None:
        """The key of the present life; None where it was lost with a part of the disk."""
        try:
            return self._keys.of(present.public_key)
        except NeedsAttention:
            return None

    def _go_on(self, answer: EnrolAnswer, key: DeviceKey) -> DeviceIdentity:
        """The same life goes on: what the province lost of it is found out at the next token."""
        identity = identity_of(answer, key)
        with self._open_work() as work:
            relays_at_enrolment(work, work.observations.device(), answer)
            work.observations.put_device(identity)
            work.observations.put(LIFE_OVER, "")
            note_reopened(work, answer.former)
            work.observations.put(PROVINCE_RESTORED, str(answer.epoch))
            solve_troubles(work, OF_THE_ENVELOPE, self._clock.now())
            remember(work, afresh(recall(work)), self._clock)
            work.commit()
        _log.info("the province took epoch %s of %s back", answer.epoch, answer.device_id)
        return identity

    def _live(self, answer: EnrolAnswer, key: DeviceKey) -> DeviceIdentity:
        identity = identity_of(answer, key)
        with self._open_work() as work:
            before = _present(work)
            relays_at_enrolment(work, before, answer)
            note_reopened(work, answer.former)
            work.observations.put_device(identity)
            moved = self._take_over(work, identity, key)
            behind = work.observations.get(LIFE_OVER)
            work.observations.put(LIFE_OVER, "")
            solve_troubles(work, OF_THE_ENVELOPE, self._clock.now())
            if behind:
                note_trouble(work, STORE_RESTORED, since=self._clock.now(), chance=self._chance)
            remember(work, afresh(recall(work)), self._clock)
            work.commit()
        _log.info(
            "epoch %s of %s follows epoch %s; %s acts went over",
            answer.epoch,
            answer.device_id,
            before.epoch,
            moved,
        )
        return identity

    def _take_over(self, work: UnitOfWork, identity: DeviceIdentity, key: DeviceKey) -> int:
        tail = work.acts.tail(identity.device_id, identity.epoch)
        number, previous = tail.device_seq, tail.digest
        touched: dict[str, None] = {}
        unrecorded = work.acts.unrecorded()
        for act_id in unrecorded:
            stored = work.acts.get(act_id)
            if stored is None:
                continue
            number += 1
            unsigned = msgspec.structs.replace(
                stored.act,
                device_id=identity.device_id,
                epoch=identity.epoch,
                device_seq=number,
                prev_digest=previous,
                signature="",
            )
            previous = act_digest(unsigned)
            signature = key.sign(previous.encode("ascii"))
            work.acts.enter_life(msgspec.structs.replace(unsigned, signature=signature), previous)
            touched[stored.act.dossier_id] = None
        for name in filter(None, touched):
            self._integrate.refold(work, DossierId(name))
            work.publish(DossierChanged(DossierId(name)))
        return len(unrecorded)

    def _list(self, error: Refused) -> None:
        with self._open_work() as work:
            note_trouble(work, error.code, since=self._clock.now(), chance=self._chance)
            work.commit()


def identity_of(answer: EnrolAnswer, key: DeviceKey) -> DeviceIdentity:
    """Who the province says this installation is, with the key that it was told."""
    return DeviceIdentity(
        device_id=answer.device_id,
        epoch=answer.epoch,
        unit=UnitCode(answer.unit),
        window=answer.window,
        server_key=answer.server_key,
        public_key=key.public_key,
        relay_key=answer.relay_key,
        courier_key=answer.courier_key,
        seat=answer.seat,
    )


def _present(work: UnitOfWork) -> DeviceIdentity:
    identity = work.observations.device()
    if identity is None:
        raise NotReady("not_enrolled")
    return identity
