"""The day's certificate: both sides compare what of a day is at the province, the province signs the agreement.

A day is certified once nothing waits any more, and again when one of its acts arrives later. What was agreed lies
in the store with the province's signature, so that it can be shown and proven in ten years.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

import msgspec

from counter_app.contract.messages import Certificate, CertificateRequest, signed_bytes
from counter_app.domain.errors import NeedsAttention
from counter_app.services.clock import province_now
from counter_app.services.ports import Clock, Gateway, OpenWork, Session, SignatureCheck, Trouble, UnitOfWork
from counter_app.services.recording import enrolled
from counter_app.services.troubles import solve_troubles

UNCERTIFIED: Final = "uncertified_days"
"""The observation that holds the days with acts that no certificate covers, a JSON list."""

LAST_CERTIFICATE: Final = "last_certificate"
"""The observation that holds the newest agreement."""

OF_A_CERTIFICATE: Final = frozenset({"certificate_differs", "certificate_forged"})
TODAY_AGAIN_AFTER: Final = timedelta(minutes=15)
DAYS_AT_ONCE: Final = 31


def certificate_of(day: str) -> str:
    """The name of the observation that holds a day's certificate."""
    return f"certificate:{day}"


def mark_uncertified(work: UnitOfWork, day: str) -> None:
    """An act of this day is at the province: what was agreed about the day is not the whole any more."""
    days = _uncertified(work)
    if day not in days:
        _keep(work, {*days, day})


def accept_difference(work: UnitOfWork, trouble: Trouble, _session: Session) -> None:
    """A person compared the figures of a day: it is not asked about again, unless something is added to it.

    A disk that was put back to an older day has lost who signed in since, which nothing brings back.
    """
    if trouble.code == "certificate_differs":
        _keep(work, _uncertified(work) - {trouble.facts.get("day", "")})


class CertifyDays:
    """Asks for certificates and checks that they are the province's."""

    def __init__(
        self,
        open_work: OpenWork,
        gateway: Gateway,
        figures: Callable[[date], CertificateRequest],
        check: SignatureCheck,
        clock: Clock,
    ) -> None:
        self._open_work = open_work
        self._gateway = gateway
        self._figures = figures
        self._check = check
        self._clock = clock

    def wanted(self, work: UnitOfWork) -> tuple[str, ...]:
        """Days to be certified now, the oldest first; none while anything still waits to be sent."""
        days = sorted(_uncertified(work))
        if not days or work.acts.unsent(1) or work.files.undelivered(1):
            return ()
        today = self._clock.now().date().isoformat()
        return tuple(day for day in days if day != today or self._is_due(work, day))[:DAYS_AT_ONCE]

    def __call__(self, day: str) -> Certificate:
        """The certificate of this day, stored.

        Raises:
            NeedsAttention: ``certificate_differs`` with both figures; ``certificate_forged``.
        """
        with self._open_work() as work:
            identity = enrolled(work)
        ours = self._figures(date.fromisoformat(day))
        told = self._gateway.certify(ours)
        genuine = self._check.holds(identity.server_key, told.signature, signed_bytes(told))
        if not genuine or (told.device_id, told.day) != (identity.device_id, day):
            raise NeedsAttention("certificate_forged", day=day)
        with self._open_work() as work:
            text = msgspec.json.encode(told).decode()
            work.observations.put(certificate_of(day), text)
            if told.agreed:
                work.observations.put(LAST_CERTIFICATE, text)
                if self._figures(date.fromisoformat(day)) == ours:
                    _keep(work, _uncertified(work) - {day})
                solve_troubles(work, OF_A_CERTIFICATE, self._clock.now(), facts={"day": day})
            work.commit()
        if not told.agreed:
            raise NeedsAttention("certificate_differs", day=day, here=ours.acts, there=told.acts)
        return told

    def of(self, day: date) -> Certificate | None:
        """What the province last said of this day; ``agreed`` tells whether both had the same."""
        with self._open_work() as work:
            return _certificate(work, certificate_of(day.isoformat()))

    def latest(self) -> Certificate | None:
        """The newest agreement."""
        with self._open_work() as work:
            return _certificate(work, LAST_CERTIFICATE)

    def _is_due(self, work: UnitOfWork, day: str) -> bool:
        known = _certificate(work, certificate_of(day))
        if known is None or not known.agreed:
            return True
        passed = province_now(work, self._clock) - datetime.fromisoformat(known.issued_at)
        return abs(passed) >= TODAY_AGAIN_AFTER


def _certificate(work: UnitOfWork, name: str) -> Certificate | None:
    text = work.observations.get(name)
    return msgspec.json.decode(text, type=Certificate) if text else None


def _uncertified(work: UnitOfWork) -> frozenset[str]:
    text = work.observations.get(UNCERTIFIED)
    return msgspec.json.decode(text, type=frozenset[str]) if text else frozenset()


def _keep(work: UnitOfWork, days: frozenset[str] | set[str]) -> None:
    work.observations.put(UNCERTIFIED, msgspec.json.encode(sorted(days)).decode())
