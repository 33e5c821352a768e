"""The acts that the province has, with the answers they got, and an act with its answer as a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

import msgspec
import sqlalchemy as sa

from counter_app.contract.acts import Act
from counter_app.contract.messages import Outcome, Receipt
from counter_app.contract.problems import Problem
from province_server.acts.envelope import Envelope
from province_server.store import tables as t


@dataclass(frozen=True, slots=True)
class Recorded:
    """An act that the province has, with the answer it got."""

    act_id: str
    digest: str
    kind: str
    dossier_id: str
    outcome: Outcome
    problem: Problem | None
    receipt: Receipt | None
    document: str


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An act that is held, by its life and number."""

    place: tuple[int, int]
    kind: str


_C = t.acts.c
_HELD: sa.ColumnElement[str] = sa.literal_column("'held'")  # spelt out, so that the index of what is held is used
_KNOWN = sa.select(
    _C.act_id, _C.digest, _C.kind, _C.dossier_id, _C.outcome, _C.problem, _C.receipt, _C.document,
    _C.device_id, _C.epoch, _C.device_seq,
).where(
    sa.or_(
        _C.act_id.in_(sa.bindparam("act_ids", expanding=True)),
        sa.and_(_C.outcome == _HELD, _C.device_id.in_(sa.bindparam("devices", expanding=True))),
    )
)  # fmt: skip


class Records:
    """What is recorded of a batch's acts, and which acts of its devices are held."""

    def __init__(self, connection: sa.Connection, act_ids: Collection[str], devices: Collection[str]) -> None:
        """Read the acts of these ids and, with the same look, every act that the devices have in suspense."""
        self._known: dict[str, Recorded] = {}
        self._held: dict[tuple[str, str], dict[str, _Waiting]] = defaultdict(dict)
        asked = {"act_ids": sorted(act_ids), "devices": sorted(devices)}
        for *answer, device_id, epoch, seq in connection.execute(_KNOWN, asked):
            recorded = _recorded(*answer)
            self._known[recorded.act_id] = recorded
            if recorded.outcome is Outcome.HELD:
                waiting = _Waiting((epoch, seq), recorded.kind)
                self._held[device_id, recorded.dossier_id][recorded.act_id] = waiting

    def find(self, act_id: str) -> Recorded | None:
        return self._known.get(act_id)

    def keep(self, envelope: Envelope, outcome: Outcome, problem: Problem | None, receipt: Receipt | None) -> None:
        """From now on this is the act's answer."""
        act = envelope.act
        self._known[act.act_id] = Recorded(
            act.act_id, envelope.digest, act.kind, act.dossier_id, outcome, problem, receipt, envelope.document
        )
        held = self._held[act.device_id, act.dossier_id]
        if outcome is Outcome.HELD:
            held[act.act_id] = _Waiting((act.epoch, act.device_seq), act.kind)
        else:
            held.pop(act.act_id, None)

    def held_before(self, act: Act) -> list[str]:
        """Kinds of the device's earlier acts on the dossier that are held.

        Never the act itself, which in a life of its device that is over had another place.
        """
        held = self._held.get((act.device_id, act.dossier_id), {})
        place = act.epoch, act.device_seq
        return [one.kind for name, one in held.items() if one.place < place and name != act.act_id]


def envelope_row(envelope: Envelope) -> dict[str, object]:
    act = envelope.act
    return {
        "act_id": act.act_id,
        "digest": envelope.digest,
        "kind": act.kind,
        "dossier_id": act.dossier_id,
        "device_id": act.device_id,
        "epoch": act.epoch,
        "device_seq": act.device_seq,
        "unit": act.unit,
        "actor": act.actor,
        "day": act.device_time[:10],
        "document": envelope.document,
    }


def answer_row(
    outcome: Outcome, problem: Problem | None, receipt: Receipt | None, *, version: int | None, now: str
) -> dict[str, object]:
    return {
        "outcome": outcome.value,
        "problem": msgspec.json.encode(problem).decode() if problem else "",
        "receipt": msgspec.json.encode(receipt).decode() if receipt else "",
        "version": version,
        "recorded_at": now,
    }


def _recorded(
    act_id: str, digest: str, kind: str, dossier_id: str, outcome: str, why: str, receipt: str, document: str
) -> Recorded:
    return Recorded(
        act_id,
        digest,
        kind,
        dossier_id,
        Outcome(outcome),
        msgspec.json.decode(why, type=Problem) if why else None,
        msgspec.json.decode(receipt, type=Receipt) if receipt else None,
        document,
    )
