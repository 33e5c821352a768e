"""The web application: which request goes where, and what every answer has in common."""

from __future__ import annotations

import errno
import logging
from collections.abc import Sequence

import msgspec
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from counter_app.contract.problems import Problem, ProblemCode, problem
from province_server.http import Problematic, empty_answer, problem_answer
from province_server.metrics import Measured
from province_server.province import Province
from province_server.routes import acts, admin, devices, files, health, people, uploads
from province_server.web.pages import PAGES

_log = logging.getLogger(__name__)

ROUTES = [
    Route("/v1", devices.greet, methods=["HEAD"]),
    Route("/v1/devices", devices.enrol, methods=["POST"]),
    Route("/v1/tokens", devices.issue_token, methods=["POST"]),
    Route("/v1/acts", acts.take_acts, methods=["POST"]),
    Route("/v1/changes", acts.read_changes, methods=["GET"]),
    Route("/v1/dossiers/{name}", acts.follow_dossier, methods=["GET"]),
    Route("/v1/number-slices", acts.lease_numbers, methods=["POST"]),
    Route("/v1/relay/devices", acts.list_windows, methods=["GET"]),
    Route("/v1/files/missing", files.ask_missing, methods=["POST"]),
    Route("/v1/files", uploads.say_abilities, methods=["OPTIONS"]),
    Route("/v1/files", uploads.begin_upload, methods=["POST"]),
    Route("/v1/files/uploads/{upload_id}", uploads.look_at_upload, methods=["HEAD"]),
    Route("/v1/files/uploads/{upload_id}", uploads.append_chunk, methods=["PATCH"]),
    Route("/v1/files/uploads/{upload_id}", uploads.end_upload, methods=["DELETE"]),
    Route("/v1/files/uploads/{upload_id}", uploads.tunnel, methods=["POST"]),
    Route("/v1/files/{digest}", files.download, methods=["GET"]),
    Route("/v1/people/{id_number}/papers", people.show_papers, methods=["GET"]),
    Route("/v1/certificates", people.certify, methods=["POST"]),
    Route("/metrics", health.say_metrics, methods=["GET"]),
    Route("/v1/health", health.say_health, methods=["GET"]),
    Route("/v1/admin/dossiers", admin.list_dossiers, methods=["GET"]),
    Route("/v1/admin/dossiers/{name}", admin.show_dossier, methods=["GET"]),
    Route("/v1/admin/dossiers/{name}/acts", admin.act_on_dossier, methods=["POST"]),
    Route("/v1/admin/files", admin.shelve_file, methods=["POST"]),
    Route("/v1/admin/invitations", admin.invite_device, methods=["POST"]),
    Route("/v1/admin/devices/{device_id}", admin.withdraw_device, methods=["DELETE"]),
    Route("/v1/admin/clerks", admin.put_clerk, methods=["PUT"]),
    *PAGES,
]


def build_app(province: Province, routes: Sequence[Route] = ROUTES) -> Starlette:
    """The application that answers these requests for this province."""
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Measured, metrics=province.metrics), Middleware(uploads.SaysTusVersion)],
        exception_handlers={
            Problematic: _say_problem,
            HTTPException: _say_http_problem,
            OperationalError: _say_busy,
            PoolTimeout: _say_busy,
            DataError: _say_unkeepable,
            OSError: _say_disk_trouble,
            ClientDisconnect: _say_nothing,
            Exception: _say_defect,
        },
    )
    app.state.province = province
    return app


async def _say_problem(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Problematic)  # noqa: S101 - Starlette calls it for nothing else
    return problem_answer(error.problem, error.headers)


async def _say_http_problem(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - Starlette calls it for nothing else
    code = ProblemCode.NOT_FOUND if error.status_code == 404 else ProblemCode.MALFORMED  # noqa: PLR2004
    return problem_answer(problem(code, error.status_code, detail=error.detail), error.headers)


async def _say_busy(_request: Request, error: Exception) -> Response:
    _log.error("the database does not serve: %s", error)
    busy: Problem = problem(ProblemCode.BUSY, 503, detail="try again")
    return problem_answer(msgspec.structs.replace(busy, retry_after_s=5))


async def _say_unkeepable(_request: Request, _error: Exception) -> Response:
    return problem_answer(problem(ProblemCode.MALFORMED, 400, detail="a value that no database keeps"))


async def _say_disk_trouble(_request: Request, error: Exception) -> Response:
    _log.error("the store of files does not serve: %s", error)
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return problem_answer(problem(ProblemCode.DISK_FULL, 507, detail="the province's disk is full"))
    busy: Problem = problem(ProblemCode.BUSY, 503, detail="try again")
    return problem_answer(msgspec.structs.replace(busy, retry_after_s=5))


async def _say_nothing(_request: Request, _error: Exception) -> Response:
    return empty_answer(400)  # nobody is there to read it


async def _say_defect(_request: Request, _error: Exception) -> Response:
    # Starlette logs the traceback; the counter is told to try again later.
    return problem_answer(problem(ProblemCode.BUSY, 500, detail="a defect of the server"))
