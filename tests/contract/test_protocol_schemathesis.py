"""Schemathesis sends what ``docs/openapi.yaml`` allows and what it forbids.

The server never answers 5xx, nor anything that the file does not describe.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
import schemathesis
import yaml
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from province_server.openapi import OPERATIONS
from province_server.routes.uploads import CHUNK_TYPE
from province_server.settings import Settings
from tests.rigs.openapi_file import FILE
from tests.rigs.postgres import postgres
from tests.rigs.province import ADMIN_TOKEN, TUS, Counter, RunningProvince, case, run_province, settings_in

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
NAME = re.compile(r"[A-Za-z0-9-]+")
VALUE = re.compile(r"[!-~]([ -~]*[!-~])?")
schema = schemathesis.openapi.from_dict(yaml.safe_load(FILE.read_text(encoding="utf-8")))
schema.config.generation.update(modes=list(schemathesis.GenerationMode))


@schema.hook("filter_headers")
def are_http(_context: object, headers: dict[str, object] | None) -> bool:
    """What is no HTTP at all is the web server's to turn away, and it does so before the protocol begins."""
    pairs = [(str(name), str(value)) for name, value in (headers or {}).items()]
    return all(NAME.fullmatch(name) and VALUE.fullmatch(value) for name, value in pairs)


@schemathesis.serializer(CHUNK_TYPE)
def as_bytes(_context: object, value: object) -> bytes:
    return str(value).encode()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProvince]:
    # PostgreSQL is the stricter of the two: some texts and numbers it will not keep.
    with postgres() as cluster:
        yield from served_by(settings_in(tmp_path_factory.mktemp("province"), cluster.new_database()))


def served_by(settings: Settings) -> Iterator[RunningProvince]:
    """The province, whose longest wait is short."""
    yield from run_province(replace(settings, limits=replace(settings.limits, wait_s=0.01)))


REAL: dict[str, str] = {}
"""Names of things that are there, by the parameter that may name them: not every question is about nothing."""

RELAYS = "/v1/relay/"


@schema.hook("map_path_parameters")
def often_real(_context: object, given: dict[str, object] | None) -> dict[str, object] | None:
    """Two of three questions are about what is there."""
    if not given:
        return given
    return {name: REAL[name] if name in REAL and len(str(value)) % 3 else value for name, value in given.items()}


@dataclass(frozen=True)
class Callers:
    """Everybody who may ask, each signed in, and what each operation answered so far."""

    counter: Counter
    relay: Counter
    answered: dict[str, set[int]]

    def token_for(self, path: str) -> str:
        if path.startswith("/v1/admin"):
            return ADMIN_TOKEN
        return (self.relay if path.startswith(RELAYS) else self.counter).token


@pytest.fixture(scope="module")
def callers(running: RunningProvince) -> Iterator[Callers]:
    """Everybody who may ask. No operation turned everybody away, as it would a stranger."""
    counter, relay = running.counter(), running.counter(role="relay")
    for one in (counter, relay):
        one.sign_in("lan", "một mật khẩu dài")
    delivered = case(counter)
    delivered.deliver()
    begun = counter.begin(b"%PDF-1.4 begun and never sent")
    REAL.update(
        name=delivered.dossier_id,
        digest=delivered.paper.file,
        id_number=delivered.body.applicant.id_number,
        upload_id=begun.headers["Location"].rpartition("/")[2],
    )
    asked: dict[str, set[int]] = defaultdict(set)
    yield Callers(counter, relay, asked)
    shut_out = [label for label, statuses in asked.items() if statuses <= {401, 403}]
    assert shut_out == []


@schema.parametrize()
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_server_answers_only_what_the_file_describes(case: Case, callers: Callers) -> None:
    headers = {"Authorization": f"Bearer {callers.token_for(case.path)}"}
    headers |= TUS if "/v1/files" in case.path else {}
    headers |= {"Counter-Purpose": "thu"} if "/v1/people" in case.path else {}

    response = case.call(base_url=callers.counter.url, headers=headers)

    callers.answered[f"{case.method} {case.path}"].add(response.status_code)
    case.validate_response(response, checks=CHECKS)


def test_every_operation_of_the_server_is_asked() -> None:
    asked = {(result.ok().method.upper(), result.ok().path) for result in schema.get_all_operations()}

    assert asked == {(operation.method.upper(), operation.path) for operation in OPERATIONS}
