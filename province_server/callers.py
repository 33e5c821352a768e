"""Whose request it is: a device enrolled, in its present life, with the units whose business it may see."""

from __future__ import annotations

import json
from dataclasses import dataclass

import sqlalchemy as sa

from counter_app.contract.problems import ProblemCode
from province_server.http import Problematic
from province_server.store import tables as t

RELAY = "relay"
"""The role of a branch's relay: the only device that may carry acts of others."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose request this is. ``clerk_id`` is empty unless a clerk signed in for the token."""

    device_id: str
    epoch: int
    role: str
    unit: str
    window: str
    units: frozenset[str]
    clerk_id: str = ""


_D = t.devices.c
_DEVICE = sa.select(_D.epoch, _D.role, _D.unit, _D.window, _D.scope, _D.withdrawn_at).where(
    _D.device_id == sa.bindparam("name")
)


def caller_in(connection: sa.Connection, device_id: str, epoch: int) -> Caller:
    """The device as it stands now. Raises ``Problematic`` for one that may not speak or lives in another epoch."""
    row = connection.execute(_DEVICE, {"name": device_id}).first()
    if row is None or row.withdrawn_at:
        raise Problematic(ProblemCode.UNKNOWN_DEVICE, 401, "not enrolled, or withdrawn")
    if row.epoch != epoch:
        raise Problematic(ProblemCode.CLONED_DEVICE, 401, f"the device lives in epoch {row.epoch}")
    units = frozenset({row.unit, *json.loads(row.scope)})
    return Caller(device_id, epoch, row.role, row.unit, row.window, units)
