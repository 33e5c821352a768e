"""Schemathesis sends what ``docs/openapi.yaml`` allows and what it forbids.

The server never answers 5xx, nor anything that the file does not describe.
"""

from __future__ import annotations

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

from province_server.routes.files import CHUNK_TYPE
from tests.rigs.openapi_file import FILE
from tests.rigs.province import ADMIN_TOKEN, TUS, Counter, RunningProvince, run_province, settings_in

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
schema = schemathesis.openapi.from_dict(yaml.safe_load(FILE.read_text(encoding="utf-8")))
schema.config.generation.update(modes=list(schemathesis.GenerationMode))


@schemathesis.serializer(CHUNK_TYPE)
def as_bytes(_context: object, value: object) -> bytes:
    return str(value).encode()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProvince]:
    settings = settings_in(tmp_path_factory.mktemp("province"))
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
