"""Whose receipts count as the branch's: the relays that the province named, and those that it named before.

A branch's relay that burnt is replaced by one with another key. The province says so with its signature, and this
window takes the new key over wherever the word comes from: from the province itself, or passed on by the relay. It
counts when it answers our own question, or when it is newer than what is known, so that nobody brings a relay back
that was withdrawn. What a former relay confirmed stays provable.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Final

import msgspec

from counter_app.contract.messages import EnrolAnswer, RelayWord, signed_bytes
from counter_app.services.ports import Clock, DeviceIdentity, OpenWork, SignatureCheck, UnitOfWork
from counter_app.services.troubles import solve_troubles

_log = logging.getLogger(__name__)

RELAY_UNKNOWN: Final = "relay_unknown"
"""Somebody confirmed acts for the branch whom the province did not name."""

RELAYS: Final = "relays"
"""The observation that holds what the province said of this branch's relays."""


class Known(msgspec.Struct, frozen=True):
    """Keys of the relays that count now, of those that did, and when the province said so."""

    keys: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    told_at: str = ""


def relays_known(work: UnitOfWork, identity: DeviceIdentity) -> Known:
    """What the province said last; a window of an older release has what it was told when it enrolled."""
    text = work.observations.get(RELAYS)
    if text:
        return msgspec.json.decode(text, type=Known)
    return Known(keys=(identity.relay_key,) if identity.relay_key else ())


def relays_at_enrolment(work: UnitOfWork, before: DeviceIdentity | None, answer: EnrolAnswer) -> None:
    """Take over what the answer to an enrolment says, in the caller's transaction."""
    former = relays_known(work, before) if before else Known()
    _put(work, former, (answer.relay_key,) if answer.relay_key else (), answer.server_time)


def _put(work: UnitOfWork, before: Known, keys: tuple[str, ...], told_at: str) -> None:
    gone = tuple(key for key in dict.fromkeys((*before.former, *before.keys)) if key not in keys)
    work.observations.put(RELAYS, msgspec.json.encode(Known(keys, gone, told_at)).decode())


class LearnRelays:
    """Takes the province's word on relays over."""

    def __init__(self, open_work: OpenWork, check: SignatureCheck, clock: Clock) -> None:
        self._open_work = open_work
        self._check = check
        self._clock = clock

    def told(self, word: RelayWord, asked: str) -> None:
        """What came with a token that we asked for by the assertion ``asked``."""
        with self._open_work() as work:
            identity = work.observations.device()
            if identity is None or identity.unit not in word.keys:
                return
            known = relays_known(work, identity)
            if word.asked != asked and not _is_newer(word.issued_at, known.told_at):
                return
            if not self._check.holds(identity.server_key, word.signature, signed_bytes(word)):
                _log.info("the word on this branch's relays is not the province's")
                return
            keys = word.keys[identity.unit]
            _put(work, known, keys, word.issued_at)
            if set(keys) != set(known.keys):
                _log.info("the province named other relays of this branch: %s now", len(keys))
                solve_troubles(work, {RELAY_UNKNOWN}, self._clock.now())
            work.commit()


def _is_newer(told_at: str, than: str) -> bool:
    try:
        return not than or datetime.fromisoformat(told_at) > datetime.fromisoformat(than)
    except (ValueError, TypeError):
        return False
