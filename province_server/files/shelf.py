"""Files as the rest of the province knows them: which are here, whose they are, who may fetch them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from counter_app.contract.canonical import digest as digest_of
from counter_app.contract.moves import PROVINCE
from province_server.files.store import FileStore
from province_server.store import tables as t
from province_server.store.bulk import insert_new
from province_server.store.engine import reading, run_writing
from province_server.world import World, stamp

Audience = Collection[str]


@dataclass(frozen=True, slots=True)
class ShelvedFile:
    digest: str
    size_bytes: int


class Shelf:
    """Whole files. The row in the database makes a file visible; its bytes are there before."""

    def __init__(self, engine: sa.Engine, store: FileStore, world: World) -> None:
        self._engine = engine
        self._store = store
        self._world = world

    def missing(self, digests: Collection[str]) -> tuple[str, ...]:
        """Those of the digests that are not here, each once, in the order given."""
        with reading(self._engine) as connection:
            query = sa.select(t.files.c.digest).where(t.files.c.digest.in_(sorted(set(digests))))
            here = set(connection.scalars(query))
        return tuple(digest for digest in dict.fromkeys(digests) if digest not in here)

    def find(self, digest: str) -> ShelvedFile | None:
        with reading(self._engine) as connection:
            size = connection.scalar(sa.select(t.files.c.size_bytes).where(t.files.c.digest == digest))
        return None if size is None else ShelvedFile(digest, size)

    def add(self, content: bytes, *, open_to_all: bool = False) -> ShelvedFile:
        """Put a file of the province's own on the shelf; the same bytes again change nothing."""
        name = digest_of(content)

        def write(connection: sa.Connection) -> None:
            self.enter(connection, name, len(content), origin=PROVINCE, open_to_all=open_to_all)
            self._store.put(name, content)

        run_writing(self._engine, write)
        return ShelvedFile(name, len(content))

    def enter(
        self, connection: sa.Connection, digest: str, size_bytes: int, *, origin: str, open_to_all: bool = False
    ) -> bool:
        """Make the file visible with the caller's transaction; true when it had been deleted.

        Before the bytes are named: whoever deletes this very file is waited for here, first for its rows and then
        for its bytes. What had been deleted needs its bytes anew, whatever was seen of them before.
        """
        row: dict[str, object] = {
            "digest": digest,
            "size_bytes": size_bytes,
            "origin": origin,
            "open_to_all": open_to_all,
            "stored_at": stamp(self._world.now()),
        }
        if insert_new(connection, t.files, [row]) == 0 and open_to_all:
            connection.execute(sa.update(t.files).where(t.files.c.digest == digest).values(open_to_all=True))
        gone = sa.delete(t.deleted_files).where(t.deleted_files.c.digest == digest)
        return connection.execute(gone).rowcount > 0

    def may_fetch(self, digest: str, *, device_id: str, units: Audience) -> bool:
        """True for law, for files of dossiers that the device's units follow, its own, and those shown to it."""
        f, link, scope, grant = t.files.c, t.file_links, t.dossier_scope, t.file_grants
        followed = sa.exists(
            sa.select(1)
            .select_from(link.join(scope, scope.c.dossier_id == link.c.dossier_id))
            .where(link.c.digest == digest, scope.c.unit.in_(sorted(units)))
        )
        shown = sa.exists(sa.select(1).where(grant.c.digest == digest, grant.c.device_id == device_id))
        query = sa.select(1).where(
            f.digest == digest, sa.or_(f.open_to_all, f.origin == device_id, followed, shown)
        )
        with reading(self._engine) as connection:
            return connection.scalar(query) is not None

    def is_named(self, digest: str, *, units: Audience) -> bool:
        """True when a dossier that these units follow names such a file, whether or not it is here."""
        link, scope = t.file_links, t.dossier_scope
        query = (
            sa.select(1)
            .select_from(link.join(scope, scope.c.dossier_id == link.c.dossier_id))
            .where(link.c.digest == digest, scope.c.unit.in_(sorted(units)))
            .limit(1)
        )
        with reading(self._engine) as connection:
            return connection.scalar(query) is not None

    def read(self, file: ShelvedFile, start: int, end: int) -> Iterator[bytes]:
        return self._store.read(file.digest, start, end)
