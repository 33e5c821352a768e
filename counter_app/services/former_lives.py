"""Former lives of this device: shown to a province that came back from a backup, and brought there once more.

A window that began lives after the backup brings each of them again as it was, the oldest first: what a later life
did rests on them. Its acts keep the envelopes that the province had answered in that life, so that numbers, chains
and receipts hold; only then does the present life go on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Final

import msgspec

from counter_app.contract.acts import Act, act_digest
from counter_app.contract.canonical import canonical
from counter_app.contract.messages import FormerLife, Receipt
from counter_app.contract.moves import PROVINCE
from counter_app.domain.delivery import BATCH_ACTS, BATCH_BYTES
from counter_app.domain.ids import ActId
from counter_app.services.ports import DeviceIdentity, DeviceKeys, StoredAct, UnitOfWork

FORMER_LIVES: Final = "former_lives"
"""The observation that holds which lives are to be brought, each with the last number that was."""

SHOWN_BYTES: Final = 14 * 1024
"""So large are the present and all former lives together in an enrolment, whose body has at most 16 KiB."""

SHORT: Final = 8 * 1024
"""An act of the present life that fits into an enrolment."""

SHORT_OF_FORMER: Final = 2 * 1024
"""An act of a former life that leaves room for others."""

LOOKED_AT: Final = 40
"""Among so many delivered acts of a life the shortest is shown: a sign-in, with which most days begin."""


def delivered(work: UnitOfWork, device_id: str, epoch: int, most_bytes: int) -> tuple[Act, Receipt] | None:
    """A short act of a life with the province's receipt for it as it stands; None without one."""
    found = islice(_delivered(work, device_id, epoch, most_bytes), LOOKED_AT)
    _, act, receipt = min(found, key=lambda one: one[0], default=(0, None, None))
    return (act, receipt) if act is not None and receipt is not None else None


def _delivered(
    work: UnitOfWork, device_id: str, epoch: int, most_bytes: int
) -> Iterator[tuple[int, Act, Receipt]]:
    for act in work.acts.chain(device_id, epoch):
        stored = work.acts.get(ActId(act.act_id))
        if stored is None or stored.receipt is None or stored.receipt.place != PROVINCE:
            continue
        size = len(canonical(act))
        if stored.receipt.act_digest == act_digest(act) and size <= most_bytes:
            yield size, act, stored.receipt


def former_lives(
    work: UnitOfWork, present: DeviceIdentity, keys: DeviceKeys, shown_already: tuple[Act, Receipt] | None = None
) -> tuple[FormerLife, ...]:
    """What proves the lives before this one, as far as their keys are kept and there is room; the newest first."""
    found: list[FormerLife] = []
    room = SHOWN_BYTES - len(msgspec.json.encode(shown_already))
    for epoch in range(present.epoch - 1, 0, -1):
        links = _answered_in(work, present.device_id, epoch)
        shown = delivered(work, present.device_id, epoch, SHORT_OF_FORMER) if links else None
        public_key = keys.signer(act_digest(shown[0]).encode("ascii"), shown[0].signature) if shown else ""
        if shown is None or not public_key:
            continue
        act, receipt = shown
        life = FormerLife(public_key=public_key, act=act, receipt=receipt, last_seq=links[-1].device_seq)
        room -= len(msgspec.json.encode(life))
        if room < 0:
            break
        found.append(life)
    return tuple(found)


def note_reopened(work: UnitOfWork, epochs: Collection[int]) -> None:
    """The province takes acts of these lives again."""
    _keep(work, dict.fromkeys(sorted(epochs), 0))


def to_be_brought(work: UnitOfWork) -> Sequence[Act]:
    """The next acts of the oldest life that is to be brought, one batch at most; empty when none is left."""
    identity, waiting = work.observations.device(), _waiting(work)
    if identity is None:
        return ()
    for epoch in sorted(waiting):
        links = [one for one in _answered_in(work, identity.device_id, epoch) if one.device_seq > waiting[epoch]]
        batch: list[Act] = []
        size = 0
        for act in links[:BATCH_ACTS]:
            size += len(canonical(act))
            if batch and size > BATCH_BYTES // 2:
                break
            batch.append(act)
        if batch:
            return batch
    return ()


def brought(work: UnitOfWork, acts: Sequence[Act]) -> None:
    """These acts of one life have their answers."""
    waiting = _waiting(work)
    last, epoch = acts[-1].device_seq, acts[-1].epoch
    identity = work.observations.device()
    links = _answered_in(work, identity.device_id, epoch) if identity is not None else []
    if any(act.device_seq > last for act in links):
        waiting[epoch] = last
    else:
        waiting.pop(epoch, None)
    _keep(work, waiting)


def _answered_in(work: UnitOfWork, device_id: str, epoch: int) -> list[Act]:
    """The acts that the province answered in this life, in order, one for each number.

    What went over into a later life without an answer stands behind them and belongs to that one.
    """
    by_number: dict[int, tuple[Act, bool]] = {}
    last = 0
    for act in work.acts.chain(device_id, epoch):
        stored = work.acts.get(ActId(act.act_id))
        stayed = stored is not None and stored.act.epoch == epoch
        if act.device_seq not in by_number or stayed:
            by_number[act.device_seq] = act, stayed
        if stayed and _was_answered(stored):
            last = max(last, act.device_seq)
    return [act for number, (act, _) in sorted(by_number.items()) if number <= last]


def _was_answered(stored: StoredAct | None) -> bool:
    return stored is not None and (stored.receipt is not None or stored.outcome is not None or not stored.own)


def _waiting(work: UnitOfWork) -> dict[int, int]:
    text = work.observations.get(FORMER_LIVES)
    return msgspec.json.decode(text, type=dict[int, int]) if text else {}


def _keep(work: UnitOfWork, waiting: dict[int, int]) -> None:
    work.observations.put(FORMER_LIVES, msgspec.json.encode(waiting).decode() if waiting else "")
