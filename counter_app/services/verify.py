"""Prove the act log: walk this device's chain, check every signature and every receipt.

Nothing is changed. The first thing that does not hold is named, with the act at which it shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from counter_app.contract.acts import Act, act_digest
from counter_app.contract.messages import signed_bytes
from counter_app.domain.audit import BreakKind, first_break, new_life
from counter_app.services.ports import OpenWork, SignatureCheck, StoredAct
from counter_app.services.recording import enrolled


class Fault(StrEnum):
    """What can be wrong with a log."""

    GAP = "gap"
    REWRITTEN = "rewritten"
    OTHER_DEVICE = "other_device"
    BAD_SIGNATURE = "bad_signature"
    BAD_RECEIPT = "bad_receipt"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far the log holds. ``fault`` is None when it holds whole; ``at`` is the number of the first bad act."""

    acts: int
    receipts: int
    fault: Fault | None = None
    at: int = 0
    act_id: str = ""


class VerifyLog:
    """Walks the log of this installation."""

    def __init__(self, open_work: OpenWork, public_key: str, verifier: SignatureCheck) -> None:
        self._open_work = open_work
        self._public_key = public_key
        self._verifier = verifier

    def __call__(self) -> Verdict:
        """The verdict on the present life of this device. Raises ``NotReady`` before enrolment."""
        with self._open_work() as work:
            identity = enrolled(work)
            chain = list(work.acts.chain(identity.device_id, identity.epoch))
            stored = [work.acts.get(act.act_id) for act in chain]  # type: ignore[arg-type]
        broken = first_break(chain, after=new_life(identity.epoch), device_id=identity.device_id)
        receipts = sum(1 for one in stored if one is not None and one.receipt is not None)
        if broken is not None:
            return Verdict(len(chain), receipts, _FAULTS[broken.kind], broken.device_seq, broken.act_id)
        for fault, act in self._faults(chain, stored, identity.server_key):
            return Verdict(len(chain), receipts, fault, act.device_seq, act.act_id)
        return Verdict(len(chain), receipts)

    def _faults(
        self, chain: list[Act], stored: list[StoredAct | None], server_key: str
    ) -> Iterator[tuple[Fault, Act]]:
        for act, kept in zip(chain, stored, strict=True):
            name = act_digest(act)
            if not self._verifier.holds(self._public_key, act.signature, name.encode("ascii")):
                yield Fault.BAD_SIGNATURE, act
            receipt = kept.receipt if kept else None
            if receipt is None:
                continue
            signed = self._verifier.holds(server_key, receipt.signature, signed_bytes(receipt))
            if not signed or receipt.act_digest != name:
                yield Fault.BAD_RECEIPT, act


_FAULTS = {
    BreakKind.GAP: Fault.GAP,
    BreakKind.REWRITTEN: Fault.REWRITTEN,
    BreakKind.OTHER_DEVICE: Fault.OTHER_DEVICE,
}
