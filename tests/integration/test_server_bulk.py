"""Many rows in one statement: what goes in comes out, on each database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from province_server.store import tables as t
from province_server.store.bulk import insert_claims, insert_new, insert_rows, update_rows
from province_server.store.engine import open_database, writing
from tests.rigs.postgres import Postgres

STRANGE = ("", "Nguyễn Thị Ánh", 'a"b\\c,{}', "x\ny\t", "NULL", "%s %%", "\U0001f600")


@pytest.fixture(params=["sqlite", "postgresql"])
def connection(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Connection]:
    url = f"sqlite:///{tmp_path / 'x.sqlite3'}"
    if request.param == "postgresql":
        cluster: Postgres = request.getfixturevalue("postgres_cluster")
        url = cluster.new_database()
    engine = open_database(url)
    t.metadata.create_all(engine)
    with writing(engine) as open_connection:
        yield open_connection
    engine.dispose()


def code(name: str, dossier_id: str = "d") -> dict[str, object]:
    return {"code": name, "dossier_id": dossier_id}


def codes_in(connection: sa.Connection) -> dict[str, str]:
    found = connection.execute(sa.select(t.dossier_codes.c.code, t.dossier_codes.c.dossier_id))
    return {row.code: row.dossier_id for row in found}


def test_texts_of_every_kind_are_kept(connection: sa.Connection) -> None:
    insert_rows(connection, t.dossier_codes, [code(text, text) for text in STRANGE])

    assert codes_in(connection) == dict(zip(STRANGE, STRANGE, strict=True))


def test_numbers_truths_and_nothing_are_kept(connection: sa.Connection) -> None:
    whole: dict[str, object] = {"length": 5 * 2**40, "whole": True, "doubtful_from": None, "expires_at": "x"}
    begun: dict[str, object] = {"length": 1, "whole": False, "doubtful_from": 7, "expires_at": "y"}
    rows = [{"upload_id": name, "digest": name, **row} for name, row in (("a", whole), ("b", begun))]

    insert_rows(connection, t.uploads, rows)

    c = t.uploads.c
    found = connection.execute(sa.select(c.length, c.whole, c.doubtful_from).order_by(c.upload_id)).all()
    assert [tuple(row) for row in found] == [(5 * 2**40, True, None), (1, False, 7)]


def test_rows_that_are_there_already_or_come_twice_are_counted_once(connection: sa.Connection) -> None:
    insert_rows(connection, t.dossier_codes, [code("old", "first")])

    new = insert_new(connection, t.dossier_codes, [code("old"), code("a"), code("a"), code("b")])

    assert new == 2
    assert codes_in(connection) == {"old": "first", "a": "d", "b": "d"}


def test_a_claim_says_which_rows_are_ours(connection: sa.Connection) -> None:
    insert_rows(connection, t.dossier_codes, [code("old", "first")])

    claimed = insert_claims(connection, t.dossier_codes, [code("old"), code("new")], "code")

    assert claimed == {"new"}


def test_an_update_changes_the_rows_it_names_and_no_other(connection: sa.Connection) -> None:
    insert_rows(connection, t.dossier_codes, [code(name) for name in "abc"])

    update_rows(connection, t.dossier_codes, [code("a", "x"), code("c", "z"), code("none", "y")], "code")

    assert codes_in(connection) == {"a": "x", "b": "d", "c": "z"}


def test_no_rows_are_no_statement(connection: sa.Connection) -> None:
    insert_rows(connection, t.dossier_codes, [])
    update_rows(connection, t.dossier_codes, [], "code")

    counts = insert_new(connection, t.dossier_codes, []), insert_claims(connection, t.dossier_codes, [], "code")

    assert (counts, codes_in(connection)) == ((0, set()), {})
