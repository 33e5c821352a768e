"""``GET /v1/people/{id_number}/papers`` and ``POST /v1/certificates``."""

from __future__ import annotations

from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import Response

from counter_app.contract.messages import CertificateRequest
from province_server.http import json_answer, read_message
from province_server.routes.asking import blocking, caller_of, province_of

_SMALL = 16 * 1024


async def show_papers(request: Request) -> Response:
    caller = await caller_of(request)
    purpose = unquote(request.headers.get("counter-purpose", ""))
    people = province_of(request).people
    number = request.path_params["id_number"]
    return json_answer(await blocking(request, people.papers, caller, number, purpose))


async def certify(request: Request) -> Response:
    caller = await caller_of(request)
    message = await read_message(request, CertificateRequest, _SMALL)
    return json_answer(await blocking(request, province_of(request).certificates.certify, caller, message))
