"""Prove the act log: walk the chain of each life of this device, check every signature and every receipt.

Nothing is changed. The first thing that does not hold is named, with the act at which it shows. What was cut off
at the end cannot show here: the province knows the last number it has heard, and says so at the next contact.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from counter_app.contract.acts import Act, act_digest
from counter_app.contract.messages import signed_bytes
from counter_app.contract.moves import PROVINCE
from counter_app.domain.audit import BreakKind, first_break, new_life
from counter_app.domain.ids import ActId
from counter_app.services.ports import DeviceIdentity, OpenWork, SignatureCheck, StoredAct
from counter_app.services.recording import enrolled
from counter_app.services.relays import relays_known


class Fault(StrEnum):
    """What can be wrong with a log."""

    GAP = "gap"
    REWRITTEN = "rewritten"
    OTHER_DEVICE = "other_device"
    BAD_SIGNATURE = "bad_signature"
    BAD_RECEIPT = "bad_receipt"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far the log holds. ``fault`` is None when it holds whole.

    ``at`` is the number of the first bad act in the life ``epoch`` of the device.
    """

    acts: int
    receipts: int
    fault: Fault | None = None
    at: int = 0
    act_id: str = ""
    epoch: int = 0


class VerifyLog:
    """Walks the log of this installation.

    Args:
        open_work: The store.
        public_keys: The keys of the device's lives as far as they are kept; one of them is the present life's.
        verifier: Ed25519.
    """

    def __init__(self, open_work: OpenWork, public_keys: Collection[str], verifier: SignatureCheck) -> None:
        self._open_work = open_work
        self._public_keys = public_keys
        self._verifier = verifier

    def __call__(self) -> Verdict:
        """The verdict on every life of this device. Raises ``NotReady`` before enrolment."""
        acts = receipts = 0
        with self._open_work() as work:
            identity = enrolled(work)
            for epoch in range(1, identity.epoch + 1):
                links = [
                    (act, work.acts.get(ActId(act.act_id))) for act in work.acts.chain(identity.device_id, epoch)
                ]
                if epoch < identity.epoch:
                    # What came back from the province after a disk was restored has gaps: sign-ins do not return.
                    links = [(act, kept) for act, kept in links if kept is not None and kept.own]
                chain, stored = [act for act, _ in links], [kept for _, kept in links]
                acts += len(chain)
                receipts += sum(1 for one in stored if one is not None and one.receipt is not None)
                broken = first_break(chain, after=new_life(epoch), device_id=identity.device_id)
                # What stands before the break was checked by nobody else: the first fault is the one that counts.
                whole = chain if broken is None else [act for act in chain if act.device_seq < broken.device_seq]
                names = [work.acts.digests(ActId(act.act_id)) for act in whole]
                relays = relays_known(work, identity)
                at_branch = (*relays.keys, *relays.former) or (identity.server_key,)
                for fault, act in self._faults(whole, stored, names, identity, at_branch):
                    return Verdict(acts, receipts, fault, act.device_seq, act.act_id, epoch)
                if broken is not None:
                    return Verdict(acts, receipts, _FAULTS[broken.kind], broken.device_seq, broken.act_id, epoch)
        return Verdict(acts, receipts)

    def _faults(
        self,
        chain: Sequence[Act],
        stored: Sequence[StoredAct | None],
        names: Sequence[Collection[str]],
        identity: DeviceIdentity,
        at_branch: Collection[str],
    ) -> Iterator[tuple[Fault, Act]]:
        for act, kept, known_as in zip(chain, stored, names, strict=False):
            name = act_digest(act)
            if not self._is_signed(act, name, identity):
                yield Fault.BAD_SIGNATURE, act
            receipt = kept.receipt if kept else None
            if receipt is None:
                continue
            keys = (identity.server_key,) if receipt.place == PROVINCE else at_branch
            signed = any(self._verifier.holds(key, receipt.signature, signed_bytes(receipt)) for key in keys)
            # The province confirms the first envelope in which an act reached it: that may be a former life's.
            if not signed or receipt.act_id != act.act_id or receipt.act_digest not in {name, *known_as}:
                yield Fault.BAD_RECEIPT, act

    def _is_signed(self, act: Act, name: str, identity: DeviceIdentity) -> bool:
        of_this_life = {identity.public_key} if act.epoch == identity.epoch and identity.public_key else set()
        keys = of_this_life or set(self._public_keys)
        if not of_this_life and act.epoch <= identity.epoch - len(self._public_keys):
            return True  # the key of a life so long ago is not kept: its chain has to do
        return any(self._verifier.holds(key, act.signature, name.encode("ascii")) for key in keys)


_FAULTS = {
    BreakKind.GAP: Fault.GAP,
    BreakKind.REWRITTEN: Fault.REWRITTEN,
    BreakKind.OTHER_DEVICE: Fault.OTHER_DEVICE,
}
