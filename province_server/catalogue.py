"""The law as data: what the province distributes to every window, each file under its name and version."""

from __future__ import annotations

from pathlib import Path

import msgspec
import sqlalchemy as sa

from counter_app.contract.messages import CatalogueVersion, ChangeKind
from province_server import feed
from province_server.files.shelf import Shelf
from province_server.store import tables as t
from province_server.store.engine import run_writing
from province_server.world import World, local_day

DISTRIBUTED = ("calendars", "forms", "organisation", "procedures")
"""Folders of ``resources`` that hold law; the rest belongs to the program."""


class Catalogue:
    """Publishes files as versions; equal content is no new version."""

    def __init__(self, engine: sa.Engine, shelf: Shelf, world: World) -> None:
        self._engine = engine
        self._shelf = shelf
        self._world = world

    def publish(self, name: str, content: bytes, *, valid_from: str = "") -> CatalogueVersion:
        """Make this the newest version of the named file and tell every window."""
        file = self._shelf.add(content, open_to_all=True)

        def write(connection: sa.Connection) -> CatalogueVersion:
            c = t.catalogue.c
            newest = connection.execute(
                sa.select(c.version, c.valid_from, c.file, c.size_bytes)
                .where(c.name == name)
                .order_by(c.version.desc())
                .limit(1)
            ).first()
            if newest is not None and newest.file == file.digest:
                return CatalogueVersion(name=name, **dict(newest._mapping))  # noqa: SLF001 - SQLAlchemy's public name
            entry = CatalogueVersion(
                name=name,
                version=(newest.version if newest else 0) + 1,
                valid_from=valid_from or local_day(self._world.now()),
                file=file.digest,
                size_bytes=file.size_bytes,
            )
            connection.execute(sa.insert(t.catalogue).values(msgspec.structs.asdict(entry)))
            body = msgspec.json.encode(entry).decode()
            feed.publish(connection, [feed.Entry(feed.EVERYBODY, ChangeKind.CATALOGUE, body=body)])
            return entry

        return run_writing(self._engine, write)

    def publish_folder(self, resources: Path) -> list[CatalogueVersion]:
        """Publish everything in ``resources`` that is law, under its path."""
        paths = sorted(path for part in DISTRIBUTED for path in (resources / part).rglob("*") if path.is_file())
        return [self.publish(path.relative_to(resources).as_posix(), path.read_bytes()) for path in paths]
