"""What every route needs: the province, who asks, and blocking work off the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

from starlette.requests import Request

from counter_app.contract.problems import ProblemCode
from province_server.callers import Caller
from province_server.http import Problematic
from province_server.people import too_many
from province_server.province import Province

P = ParamSpec("P")
T = TypeVar("T")


def province_of(request: Request) -> Province:
    province: Province = request.app.state.province
    return province


async def blocking(request: Request, do: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run it in one of the province's threads: database and disk never hold up the other requests."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(province_of(request).threads, partial(do, *args, **kwargs))


def bearer_token(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.casefold() != "bearer" or not token:
        refusal = Problematic(ProblemCode.TOKEN_INVALID, 401, "a bearer token is needed")
        refusal.headers["WWW-Authenticate"] = "Bearer"
        raise refusal
    return token


async def caller_of(request: Request) -> Caller:
    """The device that asks.

    Raises:
        Problematic: no valid token, or too many requests.
    """
    return await blocking(request, _admitted, province_of(request), bearer_token(request))


async def ask(request: Request, do: Callable[[Caller], T]) -> T:
    """What ``do`` answers to the device that asks, on one thread from the token to the answer. Raises the same."""
    province, token = province_of(request), bearer_token(request)
    return await blocking(request, lambda: do(_admitted(province, token)))


def _admitted(province: Province, token: str) -> Caller:
    caller = province.tokens.recognise(token)
    wait_s = province.by_device.wait_s(caller.device_id)
    if wait_s:
        raise too_many(wait_s)
    return caller


def admit_stranger(request: Request) -> None:
    """Count a request that nobody has signed yet against its address."""
    address = request.client.host if request.client else ""
    wait_s = province_of(request).by_stranger.wait_s(address)
    if wait_s:
        raise too_many(wait_s)
