"""Which relays serve a unit, and the province's signed word on it.

A window believes a receipt that says "at the branch" only under a key that the province named. So a relay may be
replaced, or withdrawn, without a visit at its windows: they hear of it with their next token, or from the new
relay, which has the same word to show and cannot change it.
"""

from __future__ import annotations

import json
from collections.abc import Collection

import sqlalchemy as sa

from counter_app.contract.messages import RelayWord
from province_server.callers import RELAY
from province_server.keys import ServerKey
from province_server.store import tables as t
from province_server.world import World, stamp

_D, _E = t.devices.c, t.device_epochs.c
_RELAYS = (
    sa.select(_D.unit, _D.scope, _E.public_key)
    .join(t.device_epochs, sa.and_(_E.device_id == _D.device_id, _E.epoch == _D.epoch))
    .where(_D.role == RELAY, _D.withdrawn_at == "")
    .order_by(_E.enrolled_at.desc(), _D.device_id.desc())
)


def keys_of_relays(connection: sa.Connection, units: Collection[str]) -> dict[str, tuple[str, ...]]:
    """For each of the units the keys of the relays that serve it and may speak, the newest first."""
    found: dict[str, list[str]] = {unit: [] for unit in sorted(units)}
    for unit, scope, key in connection.execute(_RELAYS):
        for served in {unit, *json.loads(scope)} & found.keys():
            found[served].append(key)
    return {unit: tuple(keys) for unit, keys in found.items()}


def relay_word(
    connection: sa.Connection, key: ServerKey, world: World, units: Collection[str], *, asked: str
) -> RelayWord:
    """What the province says now of these units' relays, to whoever asked with that assertion."""
    keys = keys_of_relays(connection, units)
    return key.sign(RelayWord(keys=keys, asked=asked, issued_at=stamp(world.now())))
