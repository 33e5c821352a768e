"""JSON over HTTP, both ways: bounded bodies, checked digests, problem details, nothing else.

Every answer with a body carries ``Content-Digest`` (RFC 9530), and a request may: a byte that flipped on the way
is noticed on either side without asking what it meant.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Mapping
from typing import TypeVar

import msgspec
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from counter_app.contract.messages import PROTOCOL_HEADER, PROTOCOL_VERSION
from counter_app.contract.problems import Problem, ProblemCode, problem

T = TypeVar("T")

PROBLEM_TYPE = "application/problem+json"
_ENCODER = msgspec.json.Encoder()
_LONGEST_NUMBER = 16
_GZIP = 16 + zlib.MAX_WBITS


class Problematic(Exception):
    """Ends a request with this problem."""

    def __init__(self, code: ProblemCode, status: int, detail: str = "", **facts: str) -> None:
        super().__init__(detail or code)
        self.problem = problem(code, status, detail=detail, **facts)
        self.headers: dict[str, str] = {}


def content_digest(content: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode()}:"


def json_answer(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """The value as JSON with its digest."""
    return _answer(_ENCODER.encode(value), status, "application/json", headers)


def problem_answer(what: Problem, headers: Mapping[str, str] | None = None) -> Response:
    extra = dict(headers or {})
    if what.retry_after_s is not None:
        extra["Retry-After"] = str(what.retry_after_s)
    return _answer(_ENCODER.encode(what), what.status, PROBLEM_TYPE, extra)


def empty_answer(status: int = 204, headers: Mapping[str, str] | None = None) -> Response:
    answer = Response(status_code=status, headers=dict(headers or {}))
    answer.headers[PROTOCOL_HEADER] = PROTOCOL_VERSION
    return answer


def _answer(content: bytes, status: int, media_type: str, headers: Mapping[str, str] | None) -> Response:
    answer = Response(content, status_code=status, media_type=media_type, headers=dict(headers or {}))
    answer.headers["Content-Digest"] = content_digest(content)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers[PROTOCOL_HEADER] = PROTOCOL_VERSION
    return answer


async def read_body(request: Request, limit_bytes: int) -> bytes:
    """The whole body.

    Raises:
        Problematic: it is larger than the limit, was cut, or is not what its ``Content-Digest`` says.
    """
    declared = request.headers.get("content-length", "0")
    if declared.isdigit() and int(declared) > limit_bytes:
        raise Problematic(ProblemCode.TOO_LARGE, 413, f"at most {limit_bytes} bytes")
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > limit_bytes:
                raise Problematic(ProblemCode.TOO_LARGE, 413, f"at most {limit_bytes} bytes")
    except ClientDisconnect as error:
        raise Problematic(ProblemCode.MALFORMED, 400, "the body was cut") from error
    content = bytes(body)
    named = request.headers.get("content-digest", "")
    if "sha-256=" in named and content_digest(content) not in named:
        raise Problematic(ProblemCode.CHECKSUM_MISMATCH, 400, "the body is not what Content-Digest says")
    return _unpacked(content, request.headers.get("content-encoding", ""), limit_bytes)


def _unpacked(content: bytes, coding: str, limit_bytes: int) -> bytes:
    """What was sent, before it was made small for the way. The limit holds for it too."""
    if coding in {"", "identity"}:
        return content
    if coding != "gzip":
        refusal = Problematic(ProblemCode.MALFORMED, 415, "bodies come as they are or with gzip")
        refusal.headers["Accept-Encoding"] = "gzip"
        raise refusal
    unpacking = zlib.decompressobj(_GZIP)
    try:
        unpacked = unpacking.decompress(content, limit_bytes + 1)
    except zlib.error as error:
        raise Problematic(ProblemCode.MALFORMED, 400, "the body is no gzip") from error
    if len(unpacked) > limit_bytes:
        raise Problematic(ProblemCode.TOO_LARGE, 413, f"at most {limit_bytes} bytes")
    if not unpacking.eof:
        raise Problematic(ProblemCode.MALFORMED, 400, "the gzip of the body was cut")
    return unpacked


def decode(content: bytes, kind: type[T]) -> T:
    """The body as a message of the contract. Raises ``Problematic`` when it is none."""
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Problematic(ProblemCode.MALFORMED, 400, str(error)) from error


async def read_message(request: Request, kind: type[T], limit_bytes: int) -> T:
    return decode(await read_body(request, limit_bytes), kind)


def whole_number(request: Request, name: str, default: int, *, most: int = 2**53) -> int:
    """A number in the query. Raises ``Problematic`` when it is none or out of range."""
    text = request.query_params.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit()) or len(text) > _LONGEST_NUMBER or int(text) > most:
        raise Problematic(ProblemCode.MALFORMED, 400, f"{name} is a whole number from 0 to {most}")
    return int(text)
