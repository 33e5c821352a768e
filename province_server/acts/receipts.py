"""The signed word on an act: the province's once it is applied, the branch's once a relay has it.

Made once for each act and stored with it, so that the same act always gets the same receipt.
"""

from __future__ import annotations

from counter_app.contract.messages import Receipt
from province_server.keys import ServerKey
from province_server.world import World, stamp


def signed_receipt(
    key: ServerKey, world: World, *, place: str, act_id: str, act_digest: str, version: int = 0
) -> Receipt:
    """A new receipt; ``version`` is the dossier's after the act, 0 without one and at a relay."""
    return key.sign(
        Receipt(
            receipt_id=world.new_id(),
            act_id=act_id,
            act_digest=act_digest,
            place=place,
            version=version,
            issued_at=stamp(world.now()),
        )
    )
