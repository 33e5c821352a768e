"""Who speaks in a batch: the life of each device, its key, how far its chain has come; and where clerks may act.

The row of a life is locked until the batch ends: the acts of one device are taken in one batch at a time.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from counter_app.contract.acts import Act
from province_server.store import tables as t

DeviceLife = tuple[str, int]
Place = tuple[str, int, int]
"""Device, epoch and number: where an act stands in a chain."""


@dataclass(slots=True)
class Line:
    """One life of a device: its key, and how far its chain has come."""

    device_id: str
    epoch: int
    public_key: str
    last_seq: int
    last_digest: str
    current_epoch: int
    units: frozenset[str]


def lock_lines(connection: sa.Connection, lives: Collection[DeviceLife]) -> dict[DeviceLife, Line]:
    """These lives, as far as they are known, locked in the order of their names."""
    e, d = t.device_epochs.c, t.devices.c
    query = (
        sa.select(e.device_id, e.epoch, e.public_key, e.last_seq, e.last_digest, d.epoch, d.unit, d.scope)
        .join(t.devices, d.device_id == e.device_id)
        .where(sa.tuple_(e.device_id, e.epoch).in_(sorted(lives)))
        .order_by(e.device_id, e.epoch)
        .with_for_update(of=t.device_epochs)
    )
    lines = {}
    for device_id, epoch, key, seq, last, current, unit, scope in connection.execute(query):
        units = frozenset({unit, *json.loads(scope)})
        lines[device_id, epoch] = Line(device_id, epoch, key, seq, last, current, units)
    return lines


def load_chain(
    connection: sa.Connection, lines: Mapping[DeviceLife, Line], acts: Sequence[Act]
) -> dict[Place, tuple[str, str]]:
    """Digest and act id at those of the acts' numbers that are used already; mostly there are none."""
    places = sorted(
        {
            (act.device_id, act.epoch, act.device_seq)
            for act in acts
            if (line := lines.get((act.device_id, act.epoch))) and act.device_seq <= line.last_seq
        }
    )
    if not places:
        return {}
    c = t.chain.c
    query = sa.select(c.device_id, c.epoch, c.device_seq, c.digest, c.act_id).where(
        sa.tuple_(c.device_id, c.epoch, c.device_seq).in_(places)
    )
    return {(d, e, s): (digest, act_id) for d, e, s, digest, act_id in connection.execute(query)}


def save_lines(connection: sa.Connection, lines: Iterable[Line]) -> None:
    """How far each chain has come, unless somebody was further."""
    c = t.device_epochs.c
    for line in lines:
        connection.execute(
            sa.update(t.device_epochs)
            .where(c.device_id == line.device_id, c.epoch == line.epoch, c.last_seq < line.last_seq)
            .values(last_seq=line.last_seq, last_digest=line.last_digest)
        )


class ClerkUnits:
    """Which clerks may act where, remembered between batches: units are only ever added to a clerk."""

    def __init__(self) -> None:
        self._known: dict[str, frozenset[str]] = {}

    def may_act_in(self, connection: sa.Connection, clerk_id: str, unit: str) -> bool:
        if unit in self._known.get(clerk_id, ()):
            return True
        query = sa.select(t.clerks.c.units).where(t.clerks.c.clerk_id == clerk_id)
        self._known[clerk_id] = frozenset(json.loads(connection.scalar(query) or "[]"))
        return unit in self._known[clerk_id]
