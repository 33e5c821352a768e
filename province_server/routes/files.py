"""``/v1/files``: what is missing, uploads by tus 1.0, downloads with ranges.

Of tus there is the core with creation, creation-with-upload, checksum, expiration and termination. Left out are
deferred length and concatenation (a sealed file's length and parts are known) and checksum trailers (the checksum
of a chunk is known before it is sent).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from email.utils import format_datetime

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from counter_app.contract.messages import PROTOCOL_HEADER, PROTOCOL_VERSION, MissingAnswer, MissingRequest
from counter_app.contract.problems import ProblemCode
from province_server.devices import Caller
from province_server.files.uploads import DigestDiffers, NoRoom, OffsetDiffers, TooLong, Upload, UploadGone
from province_server.http import Problematic, empty_answer, json_answer, read_message
from province_server.routes.asking import blocking, caller_of, province_of

TUS_VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,checksum,expiration,termination"
CHECKSUMS = {"sha256": hashlib.sha256, "sha1": hashlib.sha1}
CHUNK_TYPE = "application/offset+octet-stream"
CHECKSUM_MISMATCH = 460
_UNCHECKED_PIECE = 1024 * 1024
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class SaysTusVersion:
    """ASGI middleware: every answer about an upload says which tus it is, whoever gives it (tus 1.0, 3.2)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if path != "/v1/files" and not path.startswith("/v1/files/uploads/"):
            await self._app(scope, receive, send)
            return

        async def say(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).setdefault("Tus-Resumable", TUS_VERSION)
            await send(message)

        await self._app(scope, receive, say)


async def ask_missing(request: Request) -> Response:
    await caller_of(request)
    limits = province_of(request).settings.limits
    message = await read_message(request, MissingRequest, 128 * 1024)
    if len(message.digests) > limits.missing_digests:
        raise Problematic(ProblemCode.TOO_LARGE, 413, f"at most {limits.missing_digests} digests")
    missing = await blocking(request, province_of(request).shelf.missing, message.digests)
    return json_answer(MissingAnswer(missing=missing))


# --- tus ----------------------------------------------------------------------------------------------------


async def say_abilities(request: Request) -> Response:
    headers = {
        "Tus-Version": TUS_VERSION,
        "Tus-Extension": EXTENSIONS,
        "Tus-Max-Size": str(province_of(request).settings.limits.file_bytes),
        "Tus-Checksum-Algorithm": ",".join(CHECKSUMS),
    }
    return empty_answer(204, headers)


async def begin_upload(request: Request) -> Response:
    """201 with the upload's place, or 204 when the file is here already. May carry the first bytes."""
    caller = await _tus_caller(request)
    length = _header_number(request, "upload-length")
    digest = _metadata(request).get("sha256", "")
    uploads = province_of(request).uploads
    try:
        upload = await blocking(request, uploads.begin, caller.device_id, digest, length)
    except TooLong as error:
        raise Problematic(ProblemCode.TOO_LARGE, 413, "larger than Tus-Max-Size") from error
    except NoRoom as error:
        raise _no_room() from error
    except DigestDiffers as error:
        raise _not_announced(error) from error
    except ValueError as error:
        raise Problematic(ProblemCode.MALFORMED, 400, str(error)) from error
    if upload.whole:
        return empty_answer(204, {**_state(upload), "Location": f"/v1/files/{digest}"})
    if request.headers.get("content-type") == CHUNK_TYPE and upload.offset == 0:
        upload = await _receive(request, caller, upload.upload_id, 0)
    return empty_answer(201, {**_state(upload), "Location": f"/v1/files/uploads/{upload.upload_id}"})


async def look_at_upload(request: Request) -> Response:
    caller = await _tus_caller(request)
    uploads = province_of(request).uploads
    try:
        upload = await blocking(request, uploads.look, request.path_params["upload_id"], caller.device_id)
    except UploadGone as error:
        raise _gone() from error
    headers = {**_state(upload), "Upload-Length": str(upload.length), "Cache-Control": "no-store"}
    return empty_answer(200, headers)


async def append_chunk(request: Request) -> Response:
    caller = await _tus_caller(request)
    if request.headers.get("content-type") != CHUNK_TYPE:
        raise Problematic(ProblemCode.MALFORMED, 415, f"the body is {CHUNK_TYPE}")
    offset = _header_number(request, "upload-offset")
    upload = await _receive(request, caller, request.path_params["upload_id"], offset)
    return empty_answer(204, _state(upload))


async def end_upload(request: Request) -> Response:
    caller = await _tus_caller(request)
    try:
        await blocking(
            request, province_of(request).uploads.end, request.path_params["upload_id"], caller.device_id
        )
    except UploadGone as error:
        raise _gone() from error
    return empty_answer(204)


async def tunnel(request: Request) -> Response:
    """``POST`` for clients whose proxies let nothing else through (``X-HTTP-Method-Override``)."""
    match request.headers.get("x-http-method-override", "").upper():
        case "PATCH":
            return await append_chunk(request)
        case "DELETE":
            return await end_upload(request)
        case _:
            raise Problematic(ProblemCode.MALFORMED, 405, "POST needs X-HTTP-Method-Override here")


async def _tus_caller(request: Request) -> Caller:
    if request.headers.get("tus-resumable") != TUS_VERSION:
        refusal = Problematic(ProblemCode.MALFORMED, 412, f"this is tus {TUS_VERSION}")
        refusal.headers["Tus-Version"] = TUS_VERSION
        raise refusal
    return await caller_of(request)


async def _receive(request: Request, caller: Caller, upload_id: str, offset: int) -> Upload:
    try:
        return await _receive_bytes(request, caller, upload_id, offset)
    except UploadGone as error:
        raise _gone() from error
    except OffsetDiffers as error:
        refusal = Problematic(ProblemCode.OFFSET_DIFFERS, 409, str(error), offset=str(error.offset))
        refusal.headers["Upload-Offset"] = str(error.offset)
        raise refusal from error
    except TooLong as error:
        raise Problematic(ProblemCode.TOO_LARGE, 413, "more bytes than announced") from error
    except NoRoom as error:
        raise _no_room() from error
    except DigestDiffers as error:
        raise _not_announced(error) from error


async def _receive_bytes(request: Request, caller: Caller, upload_id: str, offset: int) -> Upload:
    uploads = province_of(request).uploads
    checksum = _checksum(request)
    most = province_of(request).settings.limits.chunk_bytes
    upload = await blocking(request, uploads.look, upload_id, caller.device_id)
    if upload.offset != offset:
        raise OffsetDiffers(upload.offset)
    buffer = bytearray()
    cut = False
    try:
        async for piece in request.stream():
            buffer += piece
            if checksum is not None and len(buffer) > most:
                raise Problematic(ProblemCode.TOO_LARGE, 413, f"a chunk with a checksum has at most {most} bytes")
            if upload.offset + len(buffer) > upload.length:
                raise TooLong
            if checksum is None and len(buffer) >= _UNCHECKED_PIECE:
                held, buffer = bytes(buffer), bytearray()
                upload = await blocking(
                    request, uploads.append, upload_id, caller.device_id, upload.offset, held, checked=False
                )
    except ClientDisconnect:
        cut = True  # what arrived is worth keeping: the line is slow
    if checksum is not None and not cut and not checksum.fits(buffer):
        raise Problematic(ProblemCode.CHECKSUM_MISMATCH, CHECKSUM_MISMATCH, "the chunk was dropped")
    checked = checksum is not None and not cut
    province_of(request).metrics.file_bytes.inc(len(buffer))
    return await blocking(
        request, uploads.append, upload_id, caller.device_id, upload.offset, bytes(buffer), checked=checked
    )


class _Checksum:
    """What the device says its chunk hashes to."""

    def __init__(self, algorithm: str, expected: bytes) -> None:
        self._algorithm = algorithm
        self._expected = expected

    def fits(self, chunk: bytes | bytearray) -> bool:
        return hmac.compare_digest(CHECKSUMS[self._algorithm](chunk).digest(), self._expected)


def _checksum(request: Request) -> _Checksum | None:
    header = request.headers.get("upload-checksum")
    if header is None:
        return None
    algorithm, _, encoded = header.partition(" ")
    try:
        expected = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Problematic(ProblemCode.MALFORMED, 400, "Upload-Checksum is no base64") from error
    if algorithm not in CHECKSUMS:
        raise Problematic(ProblemCode.MALFORMED, 400, f"checksums are {', '.join(CHECKSUMS)}")
    return _Checksum(algorithm, expected)


def _metadata(request: Request) -> dict[str, str]:
    pairs = {}
    for pair in filter(None, request.headers.get("upload-metadata", "").split(",")):
        key, _, encoded = pair.strip().partition(" ")
        try:
            pairs[key] = base64.b64decode(encoded, validate=True).decode()
        except (binascii.Error, ValueError) as error:
            raise Problematic(ProblemCode.MALFORMED, 400, "Upload-Metadata is no base64") from error
    return pairs


def _header_number(request: Request, name: str) -> int:
    text = request.headers.get(name, "")
    if not (text.isascii() and text.isdigit()) or len(text) > 15:  # noqa: PLR2004 - far above any file
        raise Problematic(ProblemCode.MALFORMED, 400, f"{name} is a whole number")
    return int(text)


def _state(upload: Upload) -> dict[str, str]:
    expires = datetime.fromisoformat(upload.expires_at)
    return {
        "Upload-Offset": str(upload.offset),
        "Upload-Expires": format_datetime(expires, usegmt=True),
    }


def _gone() -> Problematic:
    return Problematic(ProblemCode.UPLOAD_GONE, 404, "no such upload of this device, or no more")


def _no_room() -> Problematic:
    return Problematic(ProblemCode.DISK_FULL, 507, "the province's disk is full")


def _not_announced(error: DigestDiffers) -> Problematic:
    refusal = Problematic(
        ProblemCode.CHECKSUM_MISMATCH, CHECKSUM_MISMATCH, "the whole is not the file announced",
        offset=str(error.offset),
    )  # fmt: skip
    refusal.headers["Upload-Offset"] = str(error.offset)
    return refusal


# --- downloads ----------------------------------------------------------------------------------------------


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
