"""Tells an applied act to everybody who follows its dossier, and a newcomer everything from before.

The receiving and the competent unit follow a dossier from its first act; a unit that gets custody or makes an act
joins. Whoever joins is sent the dossier's earlier acts first, so that its feed alone makes the dossier whole.

An act that was turned down is told to its own unit, once, with the reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Protocol

import msgspec
import sqlalchemy as sa

from counter_app.contract import acts as contract
from counter_app.contract.acts import Act, Body
from counter_app.contract.messages import ChangeKind, TurnedDown
from counter_app.contract.moves import PROVINCE
from province_server import feed
from province_server.acts.judge import Standing
from province_server.store import tables as t
from province_server.store.writes import Writes


class Flushing(Protocol):
    def flush(self) -> None:
        """Write what is only in memory, so that a query sees it."""


class Publication:
    """Collects the feed entries of one transaction and writes them in order."""

    def __init__(self, connection: sa.Connection, known: Collection[str]) -> None:
        """``known`` are those dossiers of this transaction that may have had followers before it."""
        self._connection = connection
        self._unread = set(known)
        self._entries: list[feed.Entry] = []
        self._joined: list[dict[str, object]] = []
        self._followers: defaultdict[str, set[str]] = defaultdict(set)

    def _followers_of(self, dossier_id: str) -> set[str]:
        if dossier_id in self._unread:
            c = t.dossier_scope.c
            query = sa.select(c.dossier_id, c.unit).where(c.dossier_id.in_(sorted(self._unread)))
            for known, unit in self._connection.execute(query):
                self._followers[known].add(unit)
            self._unread.clear()
        return self._followers[dossier_id]

    def tell(self, act: Act, body: Body, standing: Standing, written: Flushing) -> None:
        """Address the act to the dossier's followers, after making followers of those whom it concerns."""
        for unit in _concerned(act, body, standing):
            self.join(standing.dossier_id, unit, below=standing.version, written=written)
        for unit in sorted(self._followers_of(standing.dossier_id)):
            self._entries.append(_entry(unit, act.act_id, standing.dossier_id, standing.version))

    def tell_unit(self, act: Act) -> None:
        """Address an act without a dossier to the unit in which it was made: any of its windows may be asked."""
        self._entries.append(_entry(act.unit, act.act_id, "", 0))

    def tell_turned_down(self, act: Act, told: TurnedDown, version: int) -> None:
        """Address to the act's unit that it was not taken: whoever supervises there sits at another window.

        The act itself is no part of the entry, for it is no part of the dossier.
        """
        body = msgspec.json.encode(told).decode()
        kind, dossier_id = ChangeKind.TURNED_DOWN, act.dossier_id
        self._entries.append(feed.Entry(act.unit, kind, body=body, dossier_id=dossier_id, version=version))

    def join(self, dossier_id: str, unit: str, *, below: int, written: Flushing | None = None) -> None:
        """The unit follows the dossier from now on, and gets its acts below this version."""
        followers = self._followers_of(dossier_id)
        if unit in followers:
            return
        followers.add(unit)
        self._joined.append({"dossier_id": dossier_id, "unit": unit})
        if below > 1:
            if written is not None:
                written.flush()
            c = t.acts.c
            former = (
                sa.select(c.act_id, c.version)
                .where(c.dossier_id == dossier_id, c.version < below)
                .order_by(c.version)
            )
            self._entries += [
                _entry(unit, act_id, dossier_id, version) for act_id, version in self._connection.execute(former)
            ]

    def close(self, writes: Writes) -> None:
        """Add all of it to what the transaction writes."""
        writes.insert(self._connection, t.dossier_scope, self._joined)
        writes.insert(self._connection, t.changes, feed.rows(self._entries))


def _entry(unit: str, act_id: str, dossier_id: str, version: int) -> feed.Entry:
    return feed.Entry(unit, ChangeKind.ACT, act_id=act_id, dossier_id=dossier_id, version=version)


def _concerned(act: Act, body: Body, standing: Standing) -> list[str]:
    units = [standing.receiving_unit, standing.competent_unit, act.unit, standing.holder]
    if isinstance(body, contract.Reassigned):
        units.append(body.unit)
    return [unit for unit in dict.fromkeys(units) if unit and unit != PROVINCE]
