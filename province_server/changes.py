"""What a device may read of the feed: everything addressed to its units, to itself, and to everybody."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import sqlalchemy as sa

from counter_app.contract.messages import MAX_CHANGES_BYTES
from counter_app.contract.problems import ProblemCode
from province_server import feed
from province_server.acts.publication import Publication
from province_server.callers import RELAY, Caller
from province_server.http import Problematic
from province_server.store import tables as t
from province_server.store.engine import reading, run_writing
from province_server.store.writes import Writes
from province_server.world import World, stamp

READ_AT_ONCE = 64


class WireChange(msgspec.Struct, frozen=True, kw_only=True):
    """``contract.messages.Change`` whose body is passed on as it was stored."""

    position: int
    kind: str
    body: msgspec.Raw
    dossier_id: str
    version: int
    audience: str


class WireChanges(msgspec.Struct, frozen=True, kw_only=True):
    """``contract.messages.ChangesAnswer`` of such changes."""

    changes: list[WireChange]
    next: int
    more: bool
    server_time: str


class WireDossier(msgspec.Struct, frozen=True, kw_only=True):
    """``contract.messages.DossierAnswer`` whose acts are passed on as they were stored."""

    dossier_id: str
    version: int
    acts: list[msgspec.Raw]


class Changes:
    """The feed from a device's side."""

    def __init__(self, engine: sa.Engine, world: World, *, page: int) -> None:
        self._engine = engine
        self._world = world
        self._page = page

    def audiences(self, caller: Caller) -> tuple[str, ...]:
        """To whom entries are addressed that the device may read."""
        return (*sorted(caller.units), feed.to_device(caller.device_id), feed.EVERYBODY)

    def after(self, caller: Caller, position: int, limit: int) -> WireChanges:
        """Up to ``limit`` changes above the position, fewer when they are long; ``next`` is where to go on."""
        feed.place(self._engine)
        most = min(limit, self._page) or self._page
        with reading(self._engine) as connection:
            page, more = _through_a_bad_line(connection, self.audiences(caller), position, most)
        return WireChanges(
            changes=[
                WireChange(
                    position=one.position,
                    kind=one.kind,
                    body=msgspec.Raw(one.body.encode()),
                    dossier_id=one.dossier_id,
                    version=one.version,
                    audience=one.audience if caller.role == RELAY else "",
                )
                for one in page
            ],
            next=page[-1].position if page else position,
            more=more,
            server_time=stamp(self._world.now()),
        )

    def still_nothing(self, answer: WireChanges) -> WireChanges:
        """The same empty answer, told now."""
        return msgspec.structs.replace(answer, server_time=stamp(self._world.now()))

    def follow(self, caller: Caller, name: str) -> WireDossier:
        """The dossier of this code or id, which the caller's unit follows from now on.

        Boundaries do not matter at a window: whoever stands there with a receipt is served.

        Raises:
            Problematic: there is no such dossier.
        """

        def write(connection: sa.Connection) -> WireDossier:
            dossier_id = connection.scalar(
                sa.select(t.dossier_codes.c.dossier_id).where(t.dossier_codes.c.code == name)
            )
            mine = t.dossiers.c.dossier_id == (dossier_id or name)
            row = connection.execute(
                sa.select(t.dossiers.c.dossier_id, t.dossiers.c.version).where(mine).with_for_update()
            ).first()
            if row is None:
                raise Problematic(ProblemCode.NOT_FOUND, 404, "no dossier of this code or id")
            publication = Publication(connection, [row.dossier_id])
            publication.join(row.dossier_id, caller.unit, below=row.version + 1)
            writes = Writes()
            publication.close(writes)
            writes.send(connection)
            c = t.acts.c
            query = (
                sa.select(c.document)
                .where(c.dossier_id == row.dossier_id, c.version.is_not(None))
                .order_by(c.version)
            )
            acts = [msgspec.Raw(document.encode()) for document in connection.scalars(query)]
            return WireDossier(dossier_id=row.dossier_id, version=row.version, acts=acts)

        return run_writing(self._engine, write)


def _through_a_bad_line(
    connection: sa.Connection, audiences: Sequence[str], after: int, most: int
) -> tuple[list[feed.Placed], bool]:
    """The next entries that a line lets through together before it is cut, one however long it is; are there more?

    Read some at a time: a page of the longest acts would be gigabytes, of which a thousandth is sent.
    """
    page: list[feed.Placed] = []
    size = 0
    while True:
        found = feed.read(connection, audiences, after=page[-1].position if page else after, limit=READ_AT_ONCE)
        for one in found:
            size += len(one.body.encode())
            if len(page) == most or (page and size > MAX_CHANGES_BYTES):
                return page, True
            page.append(one)
        if len(found) < READ_AT_ONCE:
            return page, False
