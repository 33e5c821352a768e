"""The province as a relay sees it: over HTTP, as one enrolled device with the role ``relay``; all repeatable."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence
from typing import TypeVar
from urllib.parse import urlsplit

import jwt
import msgspec
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.contract.messages import (
    PROTOCOL_HEADER,
    PROTOCOL_VERSION,
    ActsAnswer,
    ChangesAnswer,
    DeviceLife,
    EnrolAnswer,
    EnrolRequest,
    MissingAnswer,
    MissingRequest,
    NumberSlicesAnswer,
    NumberSlicesRequest,
    RelayWord,
    TokenAnswer,
    TokenRequest,
)
from province_server.assertions import AUDIENCE
from province_server.http import content_digest
from province_server.keys import ServerKey
from province_server.tokens import GRANT_TYPE
from province_server.world import World

T = TypeVar("T")

CHUNK_BYTES = 1024 * 1024
_TIMEOUT_S = (5, 60)
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_TUS = {"Tus-Resumable": "1.0.0"}


class OutOfReach(Exception):
    """No answer, not the province's, or one that says to try later."""


def _require_privacy(url: str) -> None:
    """In clear, nothing is said to another machine."""
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        raise OutOfReach(f"{url} is not an address of https")


class Upstream:
    """The way to the province. ``device_id`` is empty until enrolled; ``ca_file`` is a private CA."""

    def __init__(self, url: str, key: ServerKey, world: World, *, ca_file: str = "") -> None:
        self.url = url.rstrip("/")
        self._key = key
        self._world = world
        self._http = requests.Session()
        self._verify: str | bool = ca_file or True
        self._token = ""
        self._token_ends = 0.0
        self.device_id = ""
        self.epoch = 0
        self.relays: RelayWord | None = None
        """The province's latest word on whose receipts count as the branch's, ours among them."""

    def close(self) -> None:
        self._http.close()

    def enrol(self, code: str) -> EnrolAnswer:
        """Become the province's device; the same code and key get the same answer again."""
        request = EnrolRequest(code=code, public_key=self._key.public_text, title="relay")
        return self._read(self._send("POST", "/v1/devices", msgspec.json.encode(request), token=""), EnrolAnswer)

    def devices(self) -> list[DeviceLife]:
        """The windows that this relay serves, each with its present key."""
        return self._read(self._send("GET", "/v1/relay/devices"), list[DeviceLife])

    def changes(self, after: int) -> ChangesAnswer:
        return self._read(self._send("GET", f"/v1/changes?after={after}"), ChangesAnswer)

    def send_acts(self, documents: Sequence[str]) -> ActsAnswer:
        """Acts of other devices, as they were signed."""
        body = b'{"acts":[' + ",".join(documents).encode() + b"]}"
        return self._read(self._send("POST", "/v1/acts", body), ActsAnswer)

    def lease(self, request: NumberSlicesRequest) -> NumberSlicesAnswer:
        """Serials for the window that the request names."""
        return self._read(
            self._send("POST", "/v1/number-slices", msgspec.json.encode(request)), NumberSlicesAnswer
        )

    def missing(self, digests: Sequence[str]) -> tuple[str, ...]:
        body = msgspec.json.encode(MissingRequest(digests=tuple(digests)))
        return self._read(self._send("POST", "/v1/files/missing", body), MissingAnswer).missing

    def bring_file(self, digest: str, size: int, read: Callable[[int, int], bytes]) -> None:
        """Upload a file from where the province has it to its end."""
        name = base64.b64encode(digest.encode("ascii")).decode()
        announced = {**_TUS, "Upload-Length": str(size), "Upload-Metadata": f"sha256 {name}"}
        begun = self._send("POST", "/v1/files", headers=announced)
        if begun.status_code == requests.codes.no_content:
            return
        place, offset = begun.headers["Location"], int(begun.headers["Upload-Offset"])
        while offset < size:
            chunk = read(offset, min(size, offset + CHUNK_BYTES))
            checksum = base64.b64encode(hashlib.sha256(chunk).digest()).decode()
            headers = {
                **_TUS,
                "Upload-Offset": str(offset),
                "Upload-Checksum": f"sha256 {checksum}",
                "Content-Type": "application/offset+octet-stream",
            }
            offset = int(self._send("PATCH", place, chunk, headers=headers).headers["Upload-Offset"])

    def fetch(self, digest: str) -> bytes:
        """A whole file of the province, its digest checked."""
        content = self._send("GET", f"/v1/files/{digest}").content
        if hashlib.sha256(content).hexdigest() != digest:
            raise OutOfReach("the file arrived damaged")
        return content

    # --- the way there ---

    def _send(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        headers: dict[str, str] | None = None,
        token: str | None = None,
    ) -> requests.Response:
        bearer = self._valid_token() if token is None else token
        given = {**(headers or {}), **({"Authorization": f"Bearer {bearer}"} if bearer else {})}
        _require_privacy(self.url)
        try:
            answer = self._http.request(
                method,
                self.url + path,
                data=body,
                headers=given,
                timeout=_TIMEOUT_S,
                allow_redirects=False,
                verify=self._verify,
            )
        except requests.RequestException as error:
            raise OutOfReach(str(error)) from error
        if answer.status_code == requests.codes.unauthorized:
            self._token = ""
        if not answer.ok or answer.headers.get(PROTOCOL_HEADER) != PROTOCOL_VERSION:
            raise OutOfReach(f"{method} {path}: {answer.status_code} {answer.text[:200]}")
        return answer

    def _valid_token(self) -> str:
        now = int(self._world.now().timestamp())
        if self._token and now < self._token_ends:
            return self._token
        claims = {
            "iss": self.device_id,
            "sub": self.device_id,
            "aud": AUDIENCE,
            "epoch": self.epoch,
            "iat": now,
            "exp": now + 120,
            "jti": self._world.new_id(),
        }
        private: Ed25519PrivateKey = self._key.private
        request = TokenRequest(grant_type=GRANT_TYPE, assertion=jwt.encode(claims, private, algorithm="EdDSA"))
        answer = self._read(self._send("POST", "/v1/tokens", msgspec.json.encode(request), token=""), TokenAnswer)
        self.relays = answer.relays or self.relays
        self._token, self._token_ends = answer.access_token, now + answer.expires_in - 30
        return self._token

    def _read(self, answer: requests.Response, kind: type[T]) -> T:
        if answer.headers.get("Content-Digest") != content_digest(answer.content):
            raise OutOfReach("the answer arrived damaged")
        try:
            return msgspec.json.decode(answer.content, type=kind)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise OutOfReach("the answer is not the province's") from error
