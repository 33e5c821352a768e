"""``docs/openapi.yaml`` describes the server that we run, and the prose describes the same."""

from __future__ import annotations

import re
from pathlib import Path

from counter_app.contract.acts import Kind
from counter_app.contract.moves import DEPENDS_ON, WRITES
from counter_app.contract.problems import ProblemCode
from province_server.app import ROUTES
from province_server.openapi import OPERATIONS
from tests.rigs import openapi_file

PROTOCOL = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text(encoding="utf-8")


def test_the_file_is_what_the_table_of_operations_says() -> None:
    assert openapi_file.FILE.read_text(encoding="utf-8") == openapi_file.text()


def test_every_route_is_described_and_every_description_has_its_route() -> None:
    served = {
        (route.path, method) for route in ROUTES for method in route.methods or () if route.include_in_schema
    }
    served -= {(path, "HEAD") for path, method in served if method == "GET"}
    described = {(operation.path, operation.method.upper()) for operation in OPERATIONS}

    assert described == served


def test_the_prose_names_every_problem() -> None:
    named = set(re.findall(r"`([a-z_]+)`", PROTOCOL))

    assert {code.value for code in ProblemCode} - named == set()


def test_the_prose_says_for_every_kind_what_it_changes_and_rests_on() -> None:
    table = PROTOCOL.partition("| kind | changes | rests on |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| ((?:`\w+` ?)+)\| ([\w, –]+) \| ([\w, –]+) \|$", table, re.MULTILINE)
    told = {
        kind: tuple(frozenset(cell.split(", ")) - {"–"} for cell in (changes, rests_on))
        for kinds, changes, rests_on in rows
        for kind in re.findall(r"`(\w+)`", kinds)
    }
    ruled = {kind.value: (WRITES[kind], DEPENDS_ON[kind]) for kind in WRITES if kind is not Kind.RECEIVED}

    assert told == ruled
