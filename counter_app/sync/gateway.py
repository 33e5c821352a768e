"""The province over HTTP: every request of the protocol, one method each.

Each may be repeated without harm: acts are named by id, files by digest, uploads by offset.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TypeVar

import msgspec

from counter_app.contract.acts import Act
from counter_app.contract.canonical import digest as digest_of
from counter_app.contract.messages import (
    ActBatch,
    ActsAnswer,
    Certificate,
    CertificateRequest,
    ChangesAnswer,
    EnrolAnswer,
    EnrolRequest,
    MissingAnswer,
    MissingRequest,
    NumberSlicesAnswer,
    NumberSlicesRequest,
    PersonPapersAnswer,
)
from counter_app.contract.problems import ProblemCode
from counter_app.domain.errors import Damaged, LinkDown, NotFound, Refused, TryLater
from counter_app.services.ports import DeviceIdentity, DeviceKey
from counter_app.sync.assertions import Token, request_token
from counter_app.sync.transport import Answer, Transport

T = TypeVar("T")

TUS = {"Tus-Resumable": "1.0.0"}
CHECKSUM_MISMATCH = 460


class HttpGateway:
    """The provincial server, as one enrolled device sees it.

    Args:
        transport: Sends the requests.
        key: Signs the assertions for tokens.
        identity: Who this device is; None until enrolled.
        now: The device's clock.
        told_offset: Told the server's clock minus ours, in milliseconds, whenever an answer carries it.
    """

    def __init__(
        self,
        transport: Transport,
        key: DeviceKey,
        identity: Callable[[], DeviceIdentity | None],
        now: Callable[[], datetime],
        told_offset: Callable[[int], None],
    ) -> None:
        self._transport = transport
        self._key = key
        self._identity = identity
        self._now = now
        self._told_offset = told_offset
        self._token: Token | None = None

    def reach(self) -> None:
        """Return when the other end is the province. Raises ``LinkDown`` otherwise."""
        answer = self._transport.exchange("HEAD", "/v1")
        if answer.status != HTTPStatus.NO_CONTENT:
            raise LinkDown("not_the_province", status=answer.status)

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Become a device of the province."""
        answer = self._post("/v1/devices", request, EnrolAnswer, signed_in=False)
        self._token = None
        self._time_told(answer.server_time)
        return answer

    def send_acts(self, acts: Sequence[Act]) -> ActsAnswer:
        answer = self._post("/v1/acts", ActBatch(acts=tuple(acts)), ActsAnswer)
        self._time_told(answer.server_time)
        return answer

    def missing(self, digests: Sequence[str]) -> frozenset[str]:
        answer = self._post("/v1/files/missing", MissingRequest(digests=tuple(digests)), MissingAnswer)
        return frozenset(answer.missing)

    def begin_upload(self, digest: str, size_bytes: int) -> str | None:
        """The upload's address; None when the province has the file meanwhile."""
        name = base64.b64encode(digest.encode("ascii")).decode("ascii")
        answer = self._authorised(
            "POST",
            "/v1/files",
            headers={**TUS, "Upload-Length": str(size_bytes), "Upload-Metadata": f"sha256 {name}"},
        )
        if answer.status == HTTPStatus.CREATED and "location" in answer.headers:
            return answer.headers["location"]
        return None

    def upload_offset(self, url: str) -> int | None:
        answer = self._authorised(
            "HEAD", url, headers=TUS, accept=frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
        )
        if answer.status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
            return None
        return _offset(answer)

    def send_chunk(self, url: str, offset: int, chunk: bytes) -> int:
        checksum = base64.b64encode(hashlib.sha256(chunk).digest()).decode("ascii")
        answer = self._authorised(
            "PATCH",
            url,
            body=chunk,
            headers={
                **TUS,
                "Upload-Offset": str(offset),
                "Upload-Checksum": f"sha256 {checksum}",
                "Content-Type": "application/offset+octet-stream",
            },
            accept=frozenset(
                {
                    HTTPStatus.CONFLICT,
                    HTTPStatus.LOCKED,
                    HTTPStatus.NOT_FOUND,
                    HTTPStatus.GONE,
                    CHECKSUM_MISMATCH,
                }
            ),
        )
        if answer.status != HTTPStatus.NO_CONTENT:
            # The offset moved, the upload is gone, or the chunk was mangled on the way: ask and go on.
            raise TryLater("upload_out_of_step", status=answer.status)
        return _offset(answer)

    def changes(self, after: int) -> ChangesAnswer:
        answer = self._authorised("GET", f"/v1/changes?after={after}")
        changes = _decoded(answer, ChangesAnswer)
        self._time_told(changes.server_time)
        return changes

    def lease_numbers(self, request: NumberSlicesRequest) -> NumberSlicesAnswer:
        return self._post("/v1/number-slices", request, NumberSlicesAnswer)

    def download(self, digest: str) -> bytes:
        answer = self._authorised("GET", f"/v1/files/{digest}", accept=frozenset({HTTPStatus.NOT_FOUND}))
        if answer.status == HTTPStatus.NOT_FOUND:
            raise NotFound("file_not_at_province")
        if digest_of(answer.body) != digest:
            raise Damaged("download_damaged")
        return answer.body

    def person_papers(self, id_number: str) -> PersonPapersAnswer:
        answer = self._authorised("GET", f"/v1/people/{id_number}/papers")
        return _decoded(answer, PersonPapersAnswer)

    def certify(self, request: CertificateRequest) -> Certificate:
        return self._post("/v1/certificates", request, Certificate)

    # --- the way there -----------------------------------------------------------------------------------------

    def _post(self, path: str, message: object, kind: type[T], *, signed_in: bool = True) -> T:
        body = msgspec.json.encode(message)
        headers = {"Content-Type": "application/json"}
        if signed_in:
            answer = self._authorised("POST", path, body=body, headers=headers)
        else:
            answer = self._transport.exchange("POST", path, body=body, headers=headers)
        return _decoded(answer, kind)

    def _authorised(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        accept: frozenset[int] = frozenset(),
    ) -> Answer:
        """With a token; one that the province no longer takes is replaced once."""
        for again in (True, False):
            bearer = {"Authorization": f"Bearer {self._valid_token()}"}
            try:
                return self._transport.exchange(
                    method, path, body=body, headers={**(headers or {}), **bearer}, accept=accept
                )
            except Refused as error:
                self._token = None
                if not again or error.code != ProblemCode.TOKEN_INVALID:
                    raise
        raise LinkDown("no_token")

    def _valid_token(self) -> str:
        now = self._now()
        if self._token is None or self._token.expires_at <= now:
            identity = self._identity()
            if identity is None:
                raise TryLater("not_enrolled")
            self._token, answer = request_token(self._transport, self._key, identity, now)
            self._time_told(answer.server_time)
        return self._token.text

    def _time_told(self, text: str) -> None:
        offset: timedelta = datetime.fromisoformat(text) - self._now()
        self._told_offset(round(offset.total_seconds() * 1000))


def _decoded(answer: Answer, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(answer.body, type=kind)
    except msgspec.MsgspecError as error:
        raise LinkDown("answer_unreadable") from error


def _offset(answer: Answer) -> int:
    try:
        return int(answer.headers["upload-offset"])
    except (KeyError, ValueError) as error:
        raise LinkDown("answer_unreadable") from error
