"""Uploads by tus 1.0: creation, creation-with-upload, checksum, expiration and termination on top of the core.

Left out are deferred length and concatenation (a sealed file's length and parts are known) and checksum trailers
(the checksum of a chunk is known before it is sent).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime
from functools import partial
from typing import TypeVar

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from counter_app.contract.problems import ProblemCode
from province_server.callers import Caller
from province_server.files.uploads import DigestDiffers, NoRoom, OffsetDiffers, TooLong, Upload, UploadGone
from province_server.http import Problematic, empty_answer
from province_server.routes.asking import ask, blocking, province_of

T = TypeVar("T")

TUS_VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,checksum,expiration,termination"
CHECKSUMS = {"sha256": hashlib.sha256, "sha1": hashlib.sha1}
CHUNK_TYPE = "application/offset+octet-stream"
CHECKSUM_MISMATCH = 460
_UNCHECKED_PIECE = 4 * 1024 * 1024


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
    _require_tus(request)
    length = _header_number(request, "upload-length")
    digest = _metadata(request).get("sha256", "")
    uploads = province_of(request).uploads
    carries = request.headers.get("content-type") == CHUNK_TYPE
    if carries and _carries_all(request, length):

        def find(caller: Caller) -> tuple[Caller, Upload | None]:
            return caller, _announced(lambda: uploads.find(caller.device_id, digest, length))

        caller, found = await ask(request, find)
        upload = found or await _take_whole(request, caller, digest, length)
        return _begun(upload, here=found is not None)

    def begin(caller: Caller) -> Upload:
        return _announced(lambda: uploads.begin(caller.device_id, digest, length))

    upload = await ask(request, begin)
    if upload.whole or not carries or upload.offset > 0:
        return _begun(upload, here=upload.whole)
    return _begun(await _receive(request, upload), here=False)


async def look_at_upload(request: Request) -> Response:
    _require_tus(request)
    upload = await _look(request)
    headers = {**_state(upload), "Upload-Length": str(upload.length), "Cache-Control": "no-store"}
    return empty_answer(200, headers)


async def append_chunk(request: Request) -> Response:
    _require_tus(request)
    if request.headers.get("content-type") != CHUNK_TYPE:
        raise Problematic(ProblemCode.MALFORMED, 415, f"the body is {CHUNK_TYPE}")
    offset = _header_number(request, "upload-offset")
    upload = await _look(request)
    if upload.offset != offset:
        raise _elsewhere(upload.offset)
    return empty_answer(204, _state(await _receive(request, upload)))


async def end_upload(request: Request) -> Response:
    _require_tus(request)
    uploads, upload_id = province_of(request).uploads, request.path_params["upload_id"]
    try:
        await ask(request, lambda caller: uploads.end(upload_id, caller.device_id))
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


# --- what is asked ------------------------------------------------------------------------------------------


def _require_tus(request: Request) -> None:
    if request.headers.get("tus-resumable") != TUS_VERSION:
        refusal = Problematic(ProblemCode.MALFORMED, 412, f"this is tus {TUS_VERSION}")
        refusal.headers["Tus-Version"] = TUS_VERSION
        raise refusal


def _carries_all(request: Request, length: int) -> bool:
    """Whether the announced file comes whole in this request, and small enough to be held in memory."""
    most = province_of(request).settings.limits.chunk_bytes
    return request.headers.get("content-length") == str(length) and 0 < length <= most


def _announced(do: Callable[[], T]) -> T:
    """What is found of a file that is announced. Raises ``Problematic`` for one that cannot be."""
    try:
        return do()
    except TooLong as error:
        raise Problematic(ProblemCode.TOO_LARGE, 413, "larger than Tus-Max-Size") from error
    except NoRoom as error:
        raise _no_room() from error
    except DigestDiffers as error:
        raise _not_announced(error) from error
    except ValueError as error:
        raise Problematic(ProblemCode.MALFORMED, 400, str(error)) from error


async def _look(request: Request) -> Upload:
    uploads, upload_id = province_of(request).uploads, request.path_params["upload_id"]
    try:
        return await ask(request, lambda caller: uploads.look(upload_id, caller.device_id))
    except UploadGone as error:
        raise _gone() from error


# --- what comes ---------------------------------------------------------------------------------------------


async def _take_whole(request: Request, caller: Caller, digest: str, length: int) -> Upload:
    """A file in one request needs no upload. What comes of one that is cut or another is kept as an upload."""
    uploads = province_of(request).uploads
    checksum = _checksum(request)
    body, cut = await _read(request, length)

    def keep() -> Upload:
        _require_fit(checksum, body, cut=cut)
        named = digest if checksum is not None and checksum.names(digest) else hashlib.sha256(body).hexdigest()
        whole = uploads.take_whole(caller.device_id, digest, body) if named == digest and not cut else None
        begun = whole or _announced(lambda: uploads.begin(caller.device_id, digest, length))
        return begun if begun.whole else uploads.append(begun, body, checked=checksum is not None and not cut)

    return await _kept(request, keep, body)


async def _receive(request: Request, upload: Upload) -> Upload:
    """The upload with this request's bytes: with a checksum whole or not at all, without one as they come."""
    province = province_of(request)
    checksum = _checksum(request)
    if checksum is not None:
        body, cut = await _read(request, min(province.settings.limits.chunk_bytes, upload.length - upload.offset))

        def keep() -> Upload:
            _require_fit(checksum, body, cut=cut)
            return province.uploads.append(upload, body, checked=not cut)

        return await _kept(request, keep, body)
    return await _receive_unchecked(request, upload)


async def _receive_unchecked(request: Request, upload: Upload) -> Upload:
    append = province_of(request).uploads.append
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if upload.offset + len(body) > upload.length:
                raise _too_long()
            if len(body) >= _UNCHECKED_PIECE:
                held, body = body, bytearray()
                upload = await _kept(request, partial(append, upload, held, checked=False), held)
    except ClientDisconnect:
        pass  # what arrived is worth keeping: the line is slow
    return await _kept(request, partial(append, upload, body, checked=False), body)


async def _read(request: Request, most: int) -> tuple[bytearray, bool]:
    """The body, and whether it was cut. What arrived then is worth keeping: the line is slow."""
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > most:
                raise _too_long()
    except ClientDisconnect:
        return body, True
    return body, False


async def _kept(request: Request, keep: Callable[[], Upload], body: bytearray) -> Upload:
    """What becomes of the upload with these bytes, found out on a thread that may wait for the disk."""
    try:
        upload = await blocking(request, keep)
    except UploadGone as error:
        raise _gone() from error
    except OffsetDiffers as error:
        raise _elsewhere(error.offset) from error
    except TooLong as error:
        raise _too_long() from error
    except NoRoom as error:
        raise _no_room() from error
    except DigestDiffers as error:
        raise _not_announced(error) from error
    province_of(request).metrics.file_bytes.inc(len(body))
    return upload


def _require_fit(checksum: _Checksum | None, body: bytearray, *, cut: bool) -> None:
    if checksum is not None and not cut and not checksum.fits(body):
        raise Problematic(ProblemCode.CHECKSUM_MISMATCH, CHECKSUM_MISMATCH, "the chunk was dropped")


class _Checksum:
    """What the device says its chunk hashes to."""

    def __init__(self, algorithm: str, expected: bytes) -> None:
        self._algorithm = algorithm
        self._expected = expected

    def names(self, digest: str) -> bool:
        """Whether what fits it is the file of this name."""
        return self._algorithm == "sha256" and self._expected.hex() == digest

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


# --- what is answered ---------------------------------------------------------------------------------------


def _begun(upload: Upload, *, here: bool) -> Response:
    place = f"uploads/{upload.upload_id}" if upload.upload_id else upload.digest
    headers = {**_state(upload), "Location": f"/v1/files/{place}"}
    return empty_answer(204 if here and upload.whole else 201, headers)


def _state(upload: Upload) -> dict[str, str]:
    expires = datetime.fromisoformat(upload.expires_at)
    return {
        "Upload-Offset": str(upload.offset),
        "Upload-Expires": format_datetime(expires, usegmt=True),
    }


def _gone() -> Problematic:
    return Problematic(ProblemCode.UPLOAD_GONE, 404, "no such upload of this device, or no more")


def _elsewhere(offset: int) -> Problematic:
    refusal = Problematic(ProblemCode.OFFSET_DIFFERS, 409, f"the upload is at {offset}", offset=str(offset))
    refusal.headers["Upload-Offset"] = str(offset)
    return refusal


def _too_long() -> Problematic:
    return Problematic(ProblemCode.TOO_LARGE, 413, "more bytes than announced, or than a chunk may have")


def _no_room() -> Problematic:
    return Problematic(ProblemCode.DISK_FULL, 507, "the province's disk is full")


def _not_announced(error: DigestDiffers) -> Problematic:
    refusal = Problematic(
        ProblemCode.CHECKSUM_MISMATCH, CHECKSUM_MISMATCH, "the whole is not the file announced",
        offset=str(error.offset),
    )  # fmt: skip
    refusal.headers["Upload-Offset"] = str(error.offset)
    return refusal
