"""``/v1/files``: what is missing, and downloads with ranges. How files come is ``routes.uploads``'s."""

from __future__ import annotations

import base64
import re
from collections.abc import AsyncIterator, Iterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from counter_app.contract.messages import PROTOCOL_HEADER, PROTOCOL_VERSION, MissingAnswer, MissingRequest
from counter_app.contract.problems import ProblemCode
from province_server.http import Problematic, json_answer, read_message
from province_server.routes.asking import blocking, caller_of, province_of

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


async def ask_missing(request: Request) -> Response:
    await caller_of(request)
    limits = province_of(request).settings.limits
    message = await read_message(request, MissingRequest, 128 * 1024)
    if len(message.digests) > limits.missing_digests:
        raise Problematic(ProblemCode.TOO_LARGE, 413, f"at most {limits.missing_digests} digests")
    missing = await blocking(request, province_of(request).shelf.missing, message.digests)
    return json_answer(MissingAnswer(missing=missing))


async def download(request: Request) -> Response:
    """The file's bytes, or a range of them. A file that the caller may not see looks like one that is not here."""
    caller = await caller_of(request)
    shelf = province_of(request).shelf
    digest = request.path_params["digest"]
    file = await blocking(request, shelf.find, digest)
    if file is None or not await blocking(
        request, shelf.may_fetch, digest, device_id=caller.device_id, units=caller.units
    ):
        raise Problematic(ProblemCode.NOT_FOUND, 404, "no such file for this device")
    whole_digest = base64.b64encode(bytes.fromhex(digest)).decode()
    headers = {
        "Accept-Ranges": "bytes",
        "ETag": f'"{digest}"',
        "Repr-Digest": f"sha-256=:{whole_digest}:",
        "Cache-Control": "private, immutable",
        PROTOCOL_HEADER: PROTOCOL_VERSION,
    }
    start, end, status = _wanted_range(request, file.size_bytes)
    if status == 416:  # noqa: PLR2004 - Range Not Satisfiable
        raise _unsatisfiable(file.size_bytes)
    if status == 206:  # noqa: PLR2004 - Partial Content
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{file.size_bytes}"
    headers["Content-Length"] = str(end - start)
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers, media_type="application/octet-stream")
    pieces = _pieces(request, shelf.read(file, start, end))
    return StreamingResponse(pieces, status, headers, media_type="application/octet-stream")


async def _pieces(request: Request, pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    while piece := await blocking(request, next, pieces, b""):
        yield piece


def _wanted_range(request: Request, size: int) -> tuple[int, int, int]:
    """First byte, byte after the last, and the status: one range is served, anything else gets the whole."""
    asked = _RANGE.fullmatch(request.headers.get("range", ""))
    condition = request.headers.get("if-range")
    if asked is None or (condition and condition.strip('"') != request.path_params["digest"]):
        return 0, size, 200
    first, last = asked[1], asked[2]
    if not first and not last:
        return 0, size, 200
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(size, int(last) + 1) if last else size
    return (start, end, 206) if start < end else (0, 0, 416)


def _unsatisfiable(size: int) -> Problematic:
    refusal = Problematic(ProblemCode.MALFORMED, 416, "no such range")
    refusal.headers["Content-Range"] = f"bytes */{size}"
    return refusal
