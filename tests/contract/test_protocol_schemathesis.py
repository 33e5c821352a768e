"""Schemathesis sends what ``docs/openapi.yaml`` allows and what it forbids.

The server never answers 5xx, nor anything that the file does not describe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

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

from province_server.routes.uploads import CHUNK_TYPE
from province_server.settings import Settings
from tests.rigs.openapi_file import FILE
from tests.rigs.postgres import postgres
from tests.rigs.province import ADMIN_TOKEN, TUS, Counter, RunningProvince, run_province, settings_in

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


@pytest.fixture(scope="module")
def counter(running: RunningProvince) -> Counter:
    counter = running.counter()
    counter.sign_in("lan", "một mật khẩu dài")
    return counter


@schema.parametrize()
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_server_answers_only_what_the_file_describes(case: Case, counter: Counter) -> None:
    admin = case.path.startswith("/v1/admin")
    token = ADMIN_TOKEN if admin else counter.token
    headers = {"Authorization": f"Bearer {token}"} | (TUS if "uploads" in case.path else {})

    response = case.call(base_url=counter.url, headers=headers)

    case.validate_response(response, checks=CHECKS)
