"""The one tree of errors: a caller decides on the second level, a person reads the third.

    CounterError
      RuleBroken        the clerk asked for something the rules forbid        -> say why, offer what is allowed
        IllegalMove  NotReady  InvalidInput  NotAllowed
      TryLater          the world is not ready; the same call may work later  -> wait, tell quietly
        LinkDown  DeviceBusy  DeviceTrouble
      NeedsAttention    a person has to act; repeating will not help          -> list it, say the next step
        Refused  Damaged  NotFound

Each error carries a stable ``code`` and its ``facts``; the sentence in the clerk's language is made from
them by ``ui.problems`` (window) and ``services.wording`` (command line, slips). ``str(error)`` is English
and meant for the log.
"""

from __future__ import annotations

from typing_extensions import override

from counter_app.contract.errors import CounterError, InvalidInput, RuleBroken

__all__ = [
    "CounterError",
    "Damaged",
    "DeviceBusy",
    "DeviceTrouble",
    "IllegalMove",
    "InvalidInput",
    "LinkDown",
    "NeedsAttention",
    "NotAllowed",
    "NotFound",
    "NotReady",
    "Refused",
    "RuleBroken",
    "TryLater",
]


class IllegalMove(RuleBroken):
    """The dossier's state does not allow this act."""


class NotReady(RuleBroken):
    """Something that must come first is missing; ``findings`` lists what, one code each."""

    def __init__(self, code: str, /, findings: tuple[str, ...] = (), **facts: str | int) -> None:
        self.findings = findings
        super().__init__(code, **facts)

    @override
    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild_not_ready, (self.code, self.findings, dict(self.facts)))


def _rebuild_not_ready(code: str, findings: tuple[str, ...], facts: dict[str, str | int]) -> NotReady:
    return NotReady(code, findings, **facts)


class NotAllowed(RuleBroken):
    """This person may not do this (role, unit, lock-out, wrong password)."""


class TryLater(CounterError):
    """The world is not ready; the same call may work later."""


class LinkDown(TryLater):
    """No answer from the province, or an answer that is not the province's."""


class DeviceBusy(TryLater):
    """The scanner is in use or still warming up."""


class DeviceTrouble(TryLater):
    """The scanner stopped: feeder empty, jam, double feed, cover open, offline, driver crashed."""


class NeedsAttention(CounterError):
    """A person has to act; repeating will not help."""


class Refused(NeedsAttention):
    """The province refused an act or a file and said why."""


class Damaged(NeedsAttention):
    """Bytes are not what their digest, format or signature says."""


class NotFound(NeedsAttention):
    """Something that was named does not exist here."""
