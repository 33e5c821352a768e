"""Which papers an applied act adds to what the state holds about a person, and which it puts in another's place.

Nothing is taken out: the file that was replaced is still known, with its successor, and only no longer offered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec
import sqlalchemy as sa

from counter_app.contract import acts as contract
from counter_app.contract.acts import Body
from counter_app.contract.messages import PersonPaper
from province_server.acts.judge import Standing
from province_server.store import tables as t
from province_server.store.bulk import insert_new

CLERK_SCAN = "clerk_signed_scan"
UNSIGNED_SCAN = "unsigned_scan"
SIGNED_RESULT = "born_digital_signed"


def enter(connection: sa.Connection, person: str, papers: Iterable[PersonPaper]) -> None:
    """Add the papers in the caller's transaction; a file that is known about the person stays as it is."""
    insert_new(connection, t.people_papers, rows(person, papers))


def rows(person: str, papers: Iterable[PersonPaper]) -> list[dict[str, object]]:
    """Those of the papers that somebody can be shown, as rows about a person who is known."""
    return [
        {"person_digest": person, "file": paper.file, "document": msgspec.json.encode(paper).decode()}
        for paper in papers
        if person and paper.file
    ]


def versions_from(body: Body, dossier_id: str) -> list[dict[str, object]]:
    """As a row, the file that takes an earlier one's place from this act on.

    The act may be applied before the one that enters the earlier file, so this is kept by itself.
    """
    if isinstance(body, contract.PaperSigned):
        return [{"former": body.former, "file": body.file, "dossier_id": dossier_id}]
    return []


def offered_about(person: str) -> sa.Select[str]:
    """The documents of the papers about this person, without those that a later version replaces."""
    paper = t.people_papers.c
    replaced = _versions_about(person).with_only_columns(t.paper_versions.c.former)
    query = sa.select(paper.document).where(paper.person_digest == person, paper.file.not_in(replaced))
    return query.order_by(paper.file)


def replaced_by(connection: sa.Connection, person: str) -> dict[str, str]:
    """Which files about this person have a later version, and which that is."""
    found = connection.execute(_versions_about(person).order_by(t.paper_versions.c.file))
    return {row.former: row.file for row in found}


def _versions_about(person: str) -> sa.Select[str, str]:
    """An earlier file gives way only to one that is held about the same person. Found by keys alone."""
    earlier, later = t.people_papers.alias("earlier").c, t.people_papers.alias("later").c
    version = t.paper_versions.c
    return sa.select(version.former, version.file).where(
        earlier.person_digest == person,
        version.former == earlier.file,
        later.person_digest == person,
        later.file == version.file,
    )


def papers_from(body: Body, standing: Standing, result_type: Callable[[Standing], str]) -> tuple[PersonPaper, ...]:
    """The papers that an applied act adds to what is known about the dossier's person."""
    match body:
        case contract.DossierSealed(manifest=manifest):
            return tuple(
                PersonPaper(
                    paper_type=paper.paper_type,
                    title=paper.title,
                    file=paper.file,
                    size_bytes=paper.size_bytes,
                    source=standing.code,
                    trust_level=CLERK_SCAN if paper.signed else UNSIGNED_SCAN,
                )
                for paper in manifest.papers
            )
        case contract.PaperSigned():
            signed = PersonPaper(
                paper_type=body.paper_type,
                title=body.title,
                file=body.file,
                size_bytes=body.size_bytes,
                source=standing.code,
                trust_level=CLERK_SCAN,
            )
            return (signed,)
        case contract.ResultDigitised():
            result = PersonPaper(
                paper_type=result_type(standing),
                title=body.title,
                file=body.file,
                size_bytes=body.size_bytes,
                source=body.result_code,
                trust_level=SIGNED_RESULT if body.signed else UNSIGNED_SCAN,
            )
            return (result,)
        case _:
            return ()
