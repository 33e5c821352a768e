"""``GET /v1/health`` and ``GET /metrics``: whether and how this process serves, for proxies and operators."""

from __future__ import annotations

import msgspec
import sqlalchemy as sa
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response

from counter_app.contract.messages import PROTOCOL_VERSION
from counter_app.contract.problems import ProblemCode
from province_server.http import Problematic, json_answer
from province_server.province import Province
from province_server.routes.asking import admit_stranger, blocking, province_of
from province_server.store.engine import reading
from province_server.world import stamp


class Health(msgspec.Struct, frozen=True, kw_only=True):
    status: str
    protocol: str
    place: str
    server_time: str


async def say_health(request: Request) -> Response:
    return json_answer(await blocking(request, _health, province_of(request)))


def _health(province: Province) -> Health:
    try:
        with reading(province.engine) as connection:
            connection.execute(sa.select(1))
    except SQLAlchemyError as error:
        raise Problematic(ProblemCode.BUSY, 503, "the database does not answer") from error
    return Health(
        status="ok",
        protocol=PROTOCOL_VERSION,
        place=province.settings.place,
        server_time=stamp(province.world.now()),
    )


async def say_metrics(request: Request) -> Response:
    """Prometheus' text format. Whoever may connect may read it: it names routes and counts, no person."""
    admit_stranger(request)
    content = await blocking(request, province_of(request).metrics.text)
    return Response(content, media_type=CONTENT_TYPE_LATEST)
