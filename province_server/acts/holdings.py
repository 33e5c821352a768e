"""Which papers an applied act adds to what the state holds about a person."""

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
