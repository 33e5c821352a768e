"""The law as data: what the province distributes to every window, each file under its name and version."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
import sqlalchemy as sa

from counter_app.contract.canonical import digest
from counter_app.contract.catalogue import Case, PaperNeed, Procedure, check_catalogue
from counter_app.contract.catalogue import Catalogue as LawBook
from counter_app.contract.messages import CatalogueVersion, ChangeKind
from counter_app.contract.organisation import check_organisation
from province_server import feed
from province_server.files.shelf import Shelf
from province_server.store import tables as t
from province_server.store.bulk import insert_new
from province_server.store.engine import reading, run_writing
from province_server.world import World, local_day

DISTRIBUTED = ("addresses", "calendars", "codes", "forms", "indicators", "organisation", "procedures")
"""Folders of ``resources`` that hold law; the rest belongs to the program."""

DISTRIBUTED_SUFFIXES = frozenset({".toml", ".tsv"})


class BadLaw(Exception):
    """Files of the law that contradict themselves or cannot be read; one line per mistake."""


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
        """Publish everything in ``resources`` that is law, under its path.

        Raises:
            BadLaw: a procedure file has mistakes; nothing is published then.
        """
        found = (path for part in DISTRIBUTED for path in (resources / part).rglob("*"))
        paths = sorted(path for path in found if path.suffix in DISTRIBUTED_SUFFIXES)
        procedures = {
            path.name: path.read_text(encoding="utf-8") for path in paths if path.parent.name == "procedures"
        }
        book, mistakes = check_catalogue(procedures)
        if book is None:
            raise BadLaw([str(mistake) for mistake in mistakes])
        self._name(_titles_of(book, paths))
        rows = [_requirement(procedure, case) for procedure in book.procedures for case in procedure.cases]
        if rows:
            run_writing(self._engine, lambda connection: insert_new(connection, t.required_papers, rows))
        return [self.publish(path.relative_to(resources).as_posix(), path.read_bytes()) for path in paths]

    def titles(self) -> dict[str, str]:
        """What procedures and units are called, by their codes."""
        with reading(self._engine) as connection:
            rows = connection.execute(sa.select(t.titles.c.code, t.titles.c.title))
            return {row.code: row.title for row in rows}

    def _name(self, titles: dict[str, str]) -> None:
        def write(connection: sa.Connection) -> None:
            insert_new(connection, t.titles, [{"code": code, "title": title} for code, title in titles.items()])
            for code, title in titles.items():
                mine = sa.and_(t.titles.c.code == code, t.titles.c.title != title)
                connection.execute(sa.update(t.titles).where(mine).values(title=title))

        if titles:
            run_writing(self._engine, write)


def _titles_of(book: LawBook, paths: Sequence[Path]) -> dict[str, str]:
    texts = {path.name: path.read_text(encoding="utf-8") for path in paths if path.parent.name == "organisation"}
    organisation, mistakes = check_organisation(texts)
    if organisation is None:
        raise BadLaw([str(mistake) for mistake in mistakes])
    units = {unit.code: unit.title for unit in organisation.units}
    return {**units, **{procedure.code: procedure.title for procedure in book.procedures}}


def _requirement(procedure: Procedure, case: Case) -> dict[str, object]:
    papers = [[paper.paper_type, *paper.alternatives] for paper in case.papers if paper.need is PaperNeed.REQUIRED]
    text = msgspec.json.encode(papers)
    return {
        "procedure": procedure.code,
        "case_code": case.code,
        "valid_from": procedure.valid_from.isoformat(),
        "valid_to": procedure.valid_to.isoformat() if procedure.valid_to else "",
        "papers_digest": digest(text + case.result_type.encode()),
        "result_type": case.result_type,
        "papers": text.decode(),
    }
