"""The chain of acts of one device: each names the digest of the one before, numbers have no gap.

``first_break`` walks a chain and names the first act that does not fit, so that a rewritten, lost or inserted
act is found on either side.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from counter_app.contract.acts import Act, act_digest, chain_start


class BreakKind(StrEnum):
    GAP = "gap"
    REWRITTEN = "rewritten"
    OTHER_DEVICE = "other_device"


@dataclass(frozen=True, slots=True)
class Break:
    """The first act that does not continue the chain, and how."""

    kind: BreakKind
    device_seq: int
    act_id: str


@dataclass(frozen=True, slots=True)
class Tail:
    """Where a device's chain ends: the number and digest of its last act (0 and genesis before the first)."""

    epoch: int
    device_seq: int
    digest: str


def new_life(epoch: int) -> Tail:
    """The tail of a device that has not acted yet in this epoch."""
    return Tail(epoch, 0, chain_start())


def first_break(acts: Iterable[Act], *, after: Tail, device_id: str) -> Break | None:
    """The first act that does not follow; None when the whole chain holds.

    Args:
        acts: One epoch's acts in order of ``device_seq``.
        after: The tail that the first act has to continue.
        device_id: Whose chain this is.
    """
    tail = after
    for act in acts:
        if act.device_id != device_id or act.epoch != tail.epoch:
            return Break(BreakKind.OTHER_DEVICE, act.device_seq, act.act_id)
        if act.device_seq != tail.device_seq + 1:
            return Break(BreakKind.GAP, act.device_seq, act.act_id)
        if act.prev_digest != tail.digest:
            return Break(BreakKind.REWRITTEN, act.device_seq, act.act_id)
        tail = Tail(act.epoch, act.device_seq, act_digest(act))
    return None
