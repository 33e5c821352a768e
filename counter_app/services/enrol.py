"""Make this installation a device of the province, once, with a one-time code from IT."""

from __future__ import annotations

from counter_app.contract.messages import EnrolRequest
from counter_app.services.clock import note_time
from counter_app.services.lives import identity_of
from counter_app.services.ports import Clock, DeviceIdentity, DeviceKeys, Gateway, OpenWork
from counter_app.services.relays import relays_at_enrolment


class Enrol:
    """Enrols the device; afterwards it can sign acts and lease numbers."""

    def __init__(self, open_work: OpenWork, gateway: Gateway, keys: DeviceKeys, clock: Clock) -> None:
        self._open_work = open_work
        self._gateway = gateway
        self._keys = keys
        self._clock = clock

    def identity(self) -> DeviceIdentity | None:
        """Who this installation is; None before enrolment."""
        with self._open_work() as work:
            return work.observations.device()

    def __call__(self, code: str, *, title: str = "") -> DeviceIdentity:
        """Who this installation is from now on; an enrolled one stays what it is.

        Raises:
            LinkDown: enrolling is the one thing that needs the province.
            Refused: the code is wrong, used or too old.
        """
        known = self.identity()
        if known is not None:
            return known
        key = self._keys.prepare(unlike="")
        answer = self._gateway.enrol(EnrolRequest(code=code.strip(), public_key=key.public_key, title=title))
        identity = identity_of(answer, key)
        with self._open_work() as work:
            relays_at_enrolment(work, None, answer)
            work.observations.put_device(identity)
            # The window may be without a link from here on, and its battery dead tomorrow.
            note_time(work, self._clock)
            work.commit()
        return identity
