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
EVERYWHERE = "*"
"""In place of a unit: a clerk who has the role in every one, as those who step in for others do."""

Place = tuple[str, int, int]
"""Device, epoch and number: where an act stands in a chain."""


@dataclass(slots=True)
class Line:
    """One life of a device: its key, and how far its chain has come.

    Of a life that is over acts up to ``open_to`` are taken: a database that was restored had lost them.
    """

    device_id: str
    epoch: int
    public_key: str
    last_seq: int
    last_digest: str
    current_epoch: int
    units: frozenset[str]
    open_to: int = 0
    window: str = ""
    has_moved: bool = False

    def move_to(self, seq: int, digest: str) -> None:
        """The chain has come to this number, if it was not further."""
        if seq > self.last_seq:
            self.last_seq, self.last_digest, self.has_moved = seq, digest, True


_E, _D = t.device_epochs.c, t.devices.c
_LINES = (
    sa.select(
        _E.device_id,
        _E.epoch,
        _E.public_key,
        _E.last_seq,
        _E.last_digest,
        _D.epoch,
        _D.unit,
        _D.scope,
        _E.open_to,
        _D.window,
    )
    .join(t.devices, _D.device_id == _E.device_id)
    .where(sa.tuple_(_E.device_id, _E.epoch).in_(sa.bindparam("lives", expanding=True)))
    .order_by(_E.device_id, _E.epoch)
    .with_for_update(of=t.device_epochs)
)


def lock_lines(connection: sa.Connection, lives: Collection[DeviceLife]) -> dict[DeviceLife, Line]:
    """These lives, as far as they are known, locked in the order of their names."""
    lines = {}
    found = connection.execute(_LINES, {"lives": sorted(lives)})
    for device_id, epoch, key, seq, last, current, unit, scope, open_to, window in found:
        units = frozenset({unit, *json.loads(scope)})
        lines[device_id, epoch] = Line(device_id, epoch, key, seq, last, current, units, open_to, window)
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


def line_rows(lines: Iterable[Line]) -> list[dict[str, object]]:
    """How far the chains have come that have moved on."""
    return [
        {"device_id": one.device_id, "epoch": one.epoch, "last_seq": one.last_seq, "last_digest": one.last_digest}
        for one in lines
        if one.has_moved
    ]


class ClerkUnits:
    """Which clerks may act where, remembered between batches: units are only ever added to a clerk."""

    def __init__(self) -> None:
        self._known: dict[str, frozenset[str]] = {}

    def may_act_in(self, connection: sa.Connection, clerk_id: str, unit: str) -> bool:
        if self._known.get(clerk_id, frozenset()) & {unit, EVERYWHERE}:
            return True
        query = sa.select(t.clerks.c.units).where(t.clerks.c.clerk_id == clerk_id)
        self._known[clerk_id] = frozenset(json.loads(connection.scalar(query) or "[]"))
        return bool(self._known[clerk_id] & {unit, EVERYWHERE})
