"""``HEAD /v1``, ``POST /v1/devices``, ``POST /v1/tokens``: before a device may say anything else."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from counter_app.contract.messages import EnrolRequest, TokenRequest
from province_server.http import empty_answer, json_answer, read_message
from province_server.routes.asking import admit_stranger, blocking, province_of

_SMALL = 16 * 1024


async def greet(request: Request) -> Response:
    """204 with the protocol's header: no captive portal answers like that."""
    admit_stranger(request)
    return empty_answer(204)


async def enrol(request: Request) -> Response:
    admit_stranger(request)
    message = await read_message(request, EnrolRequest, _SMALL)
    return json_answer(await blocking(request, province_of(request).devices.enrol, message), 201)


async def issue_token(request: Request) -> Response:
    admit_stranger(request)
    message = await read_message(request, TokenRequest, _SMALL)
    return json_answer(await blocking(request, province_of(request).tokens.issue, message))
