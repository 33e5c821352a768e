"""The relay's side of the protocol: what it can do alone, what it asks the province for, what it cannot."""

from __future__ import annotations

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from counter_app.contract.messages import NumberSlicesRequest, TokenAnswer, TokenRequest
from counter_app.contract.problems import ProblemCode
from province_server.app import build_app
from province_server.http import Problematic, json_answer, read_message
from province_server.province import Province
from province_server.relay.relay import Relay
from province_server.relay.upstream import OutOfReach
from province_server.routes import acts, devices, files, health, uploads
from province_server.routes.asking import admit_stranger, blocking, caller_of, province_of

_SMALL = 16 * 1024


def relay_of(request: Request) -> Relay:
    relay: Relay = request.app.state.relay
    return relay


def _only_the_province(why: str) -> Problematic:
    refusal = Problematic(ProblemCode.BUSY, 503, why)
    refusal.problem = msgspec.structs.replace(refusal.problem, retry_after_s=30)
    return refusal


async def issue_token(request: Request) -> Response:
    """A token for a window. One that the branch has not heard of is no stranger before the province says so."""
    admit_stranger(request)
    message = await read_message(request, TokenRequest, _SMALL)
    tokens = province_of(request).tokens
    relay = relay_of(request)

    def issued() -> TokenAnswer:
        # Whose receipts count is the province's to say: ours would be signed by the one whom it is about.
        return msgspec.structs.replace(tokens.issue(message), relays=relay.word())

    try:
        return json_answer(await blocking(request, issued))
    except Problematic as refusal:
        if refusal.problem.code != ProblemCode.UNKNOWN_DEVICE:
            raise
    try:
        await blocking(request, relay.ask_windows)
    except OutOfReach as error:
        raise _only_the_province("the branch has not heard of this window") from error
    return json_answer(await blocking(request, issued))


async def lease_numbers(request: Request) -> Response:
    caller = await caller_of(request)
    message = await read_message(request, NumberSlicesRequest, _SMALL)
    asked = msgspec.structs.replace(message, device_id=caller.device_id)
    try:
        return json_answer(await blocking(request, relay_of(request).lease, asked))
    except OutOfReach as error:
        raise _only_the_province("serials are the province's to lease") from error


async def download(request: Request) -> Response:
    """A file that is here, or that the province has and the caller may see."""
    caller = await caller_of(request)
    province = province_of(request)
    digest = request.path_params["digest"]
    if await blocking(request, province.shelf.find, digest) is None and await blocking(
        request, province.shelf.is_named, digest, units=caller.units
    ):
        try:
            await blocking(request, relay_of(request).fetch, digest)
        except OutOfReach as error:
            raise _only_the_province("the file is at the province") from error
    return await files.download(request)


async def ask_the_province(request: Request) -> Response:
    await caller_of(request)
    raise _only_the_province("the province itself has to be asked")


ROUTES = [
    Route("/v1", devices.greet, methods=["HEAD"]),
    Route("/v1/tokens", issue_token, methods=["POST"]),
    Route("/v1/acts", acts.take_acts, methods=["POST"]),
    Route("/v1/changes", acts.read_changes, methods=["GET"]),
    Route("/v1/number-slices", lease_numbers, methods=["POST"]),
    Route("/v1/files/missing", files.ask_missing, methods=["POST"]),
    Route("/v1/files", uploads.say_abilities, methods=["OPTIONS"]),
    Route("/v1/files", uploads.begin_upload, methods=["POST"]),
    Route("/v1/files/uploads/{upload_id}", uploads.look_at_upload, methods=["HEAD"]),
    Route("/v1/files/uploads/{upload_id}", uploads.append_chunk, methods=["PATCH"]),
    Route("/v1/files/uploads/{upload_id}", uploads.end_upload, methods=["DELETE"]),
    Route("/v1/files/uploads/{upload_id}", uploads.tunnel, methods=["POST"]),
    Route("/v1/files/{digest}", download, methods=["GET"]),
    Route("/v1/dossiers/{name}", ask_the_province, methods=["GET"]),
    Route("/v1/people/{id_number}/papers", ask_the_province, methods=["GET"]),
    Route("/v1/certificates", ask_the_province, methods=["POST"]),
    Route("/v1/health", health.say_health, methods=["GET"]),
    Route("/metrics", health.say_metrics, methods=["GET"]),
]


def build_relay_app(province: Province, relay: Relay) -> Starlette:
    """The application that a branch's windows speak to."""
    app = build_app(province, ROUTES)
    app.state.relay = relay
    return app
