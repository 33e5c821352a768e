"""``/v1/admin``: the competent unit's and IT's side, under the admin token."""

from __future__ import annotations

import hmac
from datetime import timedelta
from typing import Annotated, Literal

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from counter_app.contract.acts import BODIES, WITHOUT_DOSSIER, Body, Kind
from counter_app.contract.messages import ClerkRecord
from counter_app.contract.moves import State
from counter_app.contract.problems import ProblemCode
from province_server.devices import Invitation
from province_server.files.shelf import ShelvedFile
from province_server.files.uploads import NoRoom
from province_server.http import Problematic, decode, empty_answer, json_answer, read_body, read_message
from province_server.routes.asking import admit_stranger, bearer_token, blocking, province_of

_SMALL = 64 * 1024


class ProvinceAct(msgspec.Struct, frozen=True, kw_only=True):
    """What the competent unit does to a dossier."""

    kind: str
    body: dict[str, object]
    actor: str
    unit: str


class InvitationRequest(msgspec.Struct, frozen=True, kw_only=True):
    unit: str
    window: str
    role: Literal["counter", "relay"] = "counter"
    scope: tuple[str, ...] = ()
    valid_hours: Annotated[int, msgspec.Meta(ge=1, le=8760)] = 72


class InvitationAnswer(msgspec.Struct, frozen=True, kw_only=True):
    code: str


def require_admin(request: Request) -> None:
    """Return only for the admin token. Raises ``Problematic`` otherwise, or when the server has none."""
    admit_stranger(request)
    expected = province_of(request).settings.admin_token
    if not expected or not hmac.compare_digest(bearer_token(request).encode(), expected.encode()):
        raise Problematic(ProblemCode.TOKEN_INVALID, 401, "the admin token is needed")


def body_for(kind: str, wire: dict[str, object]) -> Body:
    """The typed body of an act on a dossier. Raises ``Problematic`` when it does not fit."""
    try:
        known = Kind(kind)
        if known in WITHOUT_DOSSIER or known is Kind.RECEIVED:
            raise Problematic(ProblemCode.MALFORMED, 400, f"the province does not make {kind}")
        return msgspec.convert(wire, BODIES[known])
    except ValueError as error:
        raise Problematic(ProblemCode.MALFORMED, 400, str(error)) from error


async def list_dossiers(request: Request) -> Response:
    require_admin(request)
    text = request.query_params.get("state")
    try:
        state = State(text) if text else None
    except ValueError as error:
        raise Problematic(ProblemCode.MALFORMED, 400, f"no such state: {text}") from error
    return json_answer(await blocking(request, province_of(request).desk.dossiers, state))


async def show_dossier(request: Request) -> Response:
    require_admin(request)
    return json_answer(await blocking(request, province_of(request).desk.find, request.path_params["name"]))


async def act_on_dossier(request: Request) -> Response:
    require_admin(request)
    message = await read_message(request, ProvinceAct, _SMALL)
    body = body_for(message.kind, message.body)
    desk = province_of(request).desk
    dossier = await blocking(request, desk.find, request.path_params["name"])
    answer = await blocking(request, desk.act, dossier.dossier_id, body, actor=message.actor, unit=message.unit)
    return json_answer(answer)


async def shelve_file(request: Request) -> Response:
    """The body's bytes become a file of the province; the answer names it."""
    require_admin(request)
    province = province_of(request)
    content = await read_body(request, province.settings.limits.file_bytes)

    def shelve() -> ShelvedFile:
        province.uploads.require_room(len(content))
        return province.desk.shelve(content)

    try:
        return json_answer(await blocking(request, shelve), 201)
    except NoRoom as error:
        raise Problematic(ProblemCode.DISK_FULL, 507, "the province's disk is full") from error


async def invite_device(request: Request) -> Response:
    require_admin(request)
    message = await read_message(request, InvitationRequest, _SMALL)
    province = province_of(request)
    code = province.world.secret(9)
    invitation = Invitation(message.unit, message.window, message.role, message.scope)
    valid_for = timedelta(hours=message.valid_hours)
    await blocking(request, province.devices.invite, invitation, code=code, valid_for=valid_for)
    return json_answer(InvitationAnswer(code=code), 201)


async def withdraw_device(request: Request) -> Response:
    require_admin(request)
    await blocking(request, province_of(request).devices.withdraw, request.path_params["device_id"])
    return empty_answer(204)


class ClerkEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A clerk's record; with ``password`` the verifier is made here."""

    record: ClerkRecord
    password: str = ""


async def put_clerk(request: Request) -> Response:
    require_admin(request)
    entry = decode(await read_body(request, _SMALL), ClerkEntry)
    clerks = province_of(request).clerks
    record = entry.record
    if entry.password:
        verifier = await blocking(request, clerks.verifier, entry.password)
        record = msgspec.structs.replace(record, verifier=verifier)
    await blocking(request, clerks.put, record)
    return empty_answer(204)
