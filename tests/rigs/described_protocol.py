"""``docs/openapi.yaml`` as Schemathesis reads it, and requests of ours put as its cases."""

from __future__ import annotations

import re
from dataclasses import replace

import requests
import schemathesis
import yaml
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.core import NOT_SET
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from province_server.openapi import Operation
from province_server.routes.uploads import CHUNK_TYPE
from province_server.settings import Settings
from tests.rigs.openapi_file import FILE
from tests.rigs.right_requests import Asked
from tests.rigs.spoiled_requests import LARGER_BYTES

AS_DESCRIBED = [status_code_conformance, content_type_conformance, response_schema_conformance]
NEVER_BROKEN = [not_a_server_error, *AS_DESCRIBED]
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
    return value if isinstance(value, bytes) else str(value).encode()


def bounded(settings: Settings) -> Settings:
    """A province whose longest wait is short and whose largest message is small."""
    least = LARGER_BYTES - 1
    limits = replace(
        settings.limits, wait_s=0.01, body_bytes=least, file_bytes=least, sign_ins_per_s=1e6, sign_in_burst=10**6
    )
    return replace(settings, limits=limits)


def statuses_of(operation: Operation) -> tuple[int, ...]:
    """Every status that it may answer, as the file says."""
    return (*operation.gives, *operation.problems)


def put(operation: Operation, asked: Asked) -> Case:
    """The request as a case of this operation."""
    described = schema[operation.path][operation.method.upper()]
    return described.Case(
        path_parameters=dict(asked.path),
        query=dict(asked.query),
        headers=dict(asked.headers),
        body=NOT_SET if asked.body is None else asked.body,
        media_type=None if asked.body is None else asked.media_type,
    )


def answer_to(case: Case, url: str, session: requests.Session, *, in_need: bool = False) -> Response:
    """What the server says, which is among what the file describes; a 5xx only where it is in need."""
    answer = case.call(base_url=url, session=session)
    case.validate_response(answer, checks=AS_DESCRIBED if in_need else NEVER_BROKEN)
    return answer
