"""``POST /v1/acts``, ``GET /v1/changes``, ``GET /v1/dossiers/{name}``, ``POST /v1/number-slices``."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from counter_app.contract.messages import NumberSlicesRequest
from counter_app.contract.problems import ProblemCode
from province_server.acts.intake import Sender
from province_server.callers import RELAY
from province_server.http import Problematic, decode, json_answer, read_body, read_message, whole_number
from province_server.routes.asking import ask, blocking, caller_of, province_of

_ENVELOPE_BYTES = 4096


class _RawBatch(msgspec.Struct, frozen=True):
    """``contract.messages.ActBatch`` whose acts are still bytes: one that is unreadable spoils no other."""

    acts: list[msgspec.Raw]


async def take_acts(request: Request) -> Response:
    caller = await caller_of(request)
    limits = province_of(request).settings.limits
    body = await read_body(request, limits.body_bytes)
    batch = decode(body, _RawBatch).acts
    if len(batch) > limits.batch_acts or (len(batch) > 1 and len(body) > limits.batch_bytes + _ENVELOPE_BYTES):
        raise Problematic(
            ProblemCode.TOO_LARGE, 413, f"at most {limits.batch_acts} acts or {limits.batch_bytes} bytes"
        )
    sender = Sender(caller.device_id, caller.epoch, carries_for_others=caller.role == RELAY)
    province = province_of(request)
    answer = await blocking(request, province.intake.take, sender, [bytes(raw) for raw in batch])
    province.metrics.count_answers([one.outcome for one in answer.answers])
    return json_answer(answer)


async def read_changes(request: Request) -> Response:
    """The feed after a cursor; with ``wait`` the answer comes when there is something, or at the latest then."""
    limits = province_of(request).settings.limits
    position = whole_number(request, "after", 0)
    limit = whole_number(request, "limit", limits.changes_page)
    wait_s = min(float(whole_number(request, "wait", 0)), limits.wait_s)
    changes = province_of(request).changes
    if wait_s <= 0:
        return json_answer(await ask(request, lambda caller: changes.after(caller, position, limit)))
    caller = await caller_of(request)
    # Over the watch before the first look: what comes between the two wakes us.
    with province_of(request).watch.over(changes.audiences(caller)) as news:
        answer = await blocking(request, changes.after, caller, position, limit)
        with suppress(TimeoutError):
            async with asyncio.timeout(wait_s):
                while not answer.changes:
                    await news.wait()
                    news.clear()
                    answer = await blocking(request, changes.after, caller, position, limit)
    return json_answer(answer if answer.changes else changes.still_nothing(answer))


async def follow_dossier(request: Request) -> Response:
    caller = await caller_of(request)
    changes = province_of(request).changes
    return json_answer(await blocking(request, changes.follow, caller, request.path_params["name"]))


async def lease_numbers(request: Request) -> Response:
    caller = await caller_of(request)
    message = await read_message(request, NumberSlicesRequest, _ENVELOPE_BYTES * 4)
    province = province_of(request)
    if message.device_id and message.device_id != caller.device_id:
        if caller.role != RELAY:
            raise Problematic(ProblemCode.NOT_IN_SCOPE, 403, "only a relay asks for other devices")
        caller = await blocking(request, province.devices.window, message.device_id, caller.units)
    return json_answer(await blocking(request, province.numbers.lease, caller, message))


async def list_windows(request: Request) -> Response:
    """The windows that a relay serves, for its side of recognising them."""
    caller = await caller_of(request)
    if caller.role != RELAY:
        raise Problematic(ProblemCode.NOT_IN_SCOPE, 403, "for relays")
    return json_answer(await blocking(request, province_of(request).devices.lives, caller.units))
