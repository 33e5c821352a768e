"""A counter that has nothing but the protocol: it speaks to a province over real HTTP.

It keeps its own key, chain and token, so a test says what was done and nothing about envelopes.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime
from typing import Any

import jwt
import msgspec
import requests
import uuid_utils
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.contract.acts import Act, Body, act_digest, body_to_wire, kind_of, schema_of
from counter_app.contract.canonical import GENESIS, digest
from counter_app.contract.messages import (
    ActAnswer,
    ActBatch,
    ActsAnswer,
    ChangesAnswer,
    EnrolAnswer,
    EnrolRequest,
    NumberSlicesAnswer,
    NumberSlicesRequest,
    TokenAnswer,
    TokenRequest,
)
from province_server.assertions import AUDIENCE
from province_server.keys import to_text
from province_server.routes.uploads import CHUNK_TYPE
from province_server.tokens import GRANT_TYPE

CLERK = "clerk-lan"
TUS = {"Tus-Resumable": "1.0.0"}


class Counter:
    """One device: its key, its chain, its token."""

    def __init__(self, url: str, unit: str, *, now: Any = lambda: datetime.now(UTC)) -> None:  # noqa: TID251
        self.url = url
        self.unit = unit
        self.now = now
        self.key = Ed25519PrivateKey.generate()
        self.device_id = ""
        self.epoch = 0
        self.seq = 0
        self.tail = GENESIS
        self.token = ""
        self.http = requests.Session()

    # --- who it is ---

    @property
    def public_key(self) -> str:
        return to_text(self.key.public_key().public_bytes_raw())

    def enrol(self, code: str, **more: Any) -> EnrolAnswer:
        request = EnrolRequest(code=code, public_key=self.public_key, title="máy thử", **more)
        answer = self.read(self.post("/v1/devices", request, token=""), EnrolAnswer)
        self.become(answer)
        return answer

    def renew(self) -> EnrolAnswer:
        """Begin a new epoch with a new key, proven by the present one."""
        fresh = Ed25519PrivateKey.generate()
        public = to_text(fresh.public_key().public_bytes_raw())
        proof = self.assertion(public_key=public)
        request = EnrolRequest(public_key=public, device_id=self.device_id, epoch=self.epoch, assertion=proof)
        self.key = fresh
        answer = self.read(self.post("/v1/devices", request, token=""), EnrolAnswer)
        self.become(answer)
        return answer

    def become(self, answer: EnrolAnswer) -> None:
        self.device_id, self.epoch, self.server_key = answer.device_id, answer.epoch, answer.server_key
        self.seq, self.tail, self.token = 0, GENESIS, ""

    def assertion(self, **changed: Any) -> str:
        now = int(self.now().timestamp())
        claims = {
            "iss": self.device_id,
            "sub": self.device_id,
            "aud": AUDIENCE,
            "epoch": self.epoch,
            "iat": now,
            "exp": now + 120,
            "jti": str(uuid_utils.uuid7()),
            **changed,
        }
        return jwt.encode(claims, self.key, algorithm="EdDSA")

    def ask_token(self, clerk: str = "", password: str = "", **changed: Any) -> requests.Response:
        request = TokenRequest(
            grant_type=GRANT_TYPE, assertion=self.assertion(**changed), clerk=clerk, password=password
        )
        return self.post("/v1/tokens", request, token="")

    def sign_in(self, clerk: str = "", password: str = "") -> TokenAnswer:
        answer = self.read(self.ask_token(clerk, password), TokenAnswer)
        self.token = answer.access_token
        return answer

    # --- requests ---

    def headers(self, token: str | None = None) -> dict[str, str]:
        if token is None:
            if not self.token:
                self.sign_in()
            token = self.token
        return {"Authorization": f"Bearer {token}"} if token else {}

    def post(self, path: str, message: object, *, token: str | None = None) -> requests.Response:
        body = message if isinstance(message, bytes) else msgspec.json.encode(message)
        return self.http.post(self.url + path, data=body, headers=self.headers(token), timeout=30)

    def get(self, path: str, **more: Any) -> requests.Response:
        headers = {**self.headers(), **more.pop("headers", {})}
        return self.http.get(self.url + path, headers=headers, timeout=30, **more)

    def read(self, response: requests.Response, kind: Any) -> Any:
        assert response.ok, response.text
        return msgspec.json.decode(response.content, type=kind)

    # --- acts ---

    def act(self, done: Body, dossier_id: str = "", *, base: int = 0, **changed: Any) -> Act:
        """The device's next act, chained and signed; it counts as made whether or not it is sent."""
        unsigned = Act(
            act_id=str(uuid_utils.uuid7()),
            device_id=self.device_id,
            epoch=self.epoch,
            device_seq=self.seq + 1,
            prev_digest=self.tail,
            dossier_id=dossier_id,
            base_version=base,
            kind=kind_of(done),
            schema_version=schema_of(kind_of(done)),
            body=body_to_wire(done),
            actor=CLERK,
            unit=self.unit,
            device_time=self.now().astimezone().isoformat(),
        )
        act = self.sign(msgspec.structs.replace(unsigned, **changed))
        self.seq, self.tail = act.device_seq, act_digest(act)
        return act

    def sign(self, act: Act) -> Act:
        signature = to_text(self.key.sign(act_digest(act).encode("ascii")))
        return msgspec.structs.replace(act, signature=signature)

    def send(self, *acts: Act) -> tuple[ActAnswer, ...]:
        return self.read(self.post("/v1/acts", ActBatch(acts=acts)), ActsAnswer).answers

    def do(self, done: Body, dossier_id: str = "", **more: Any) -> ActAnswer:
        """Make one act and send it."""
        return self.send(self.act(done, dossier_id, **more))[0]

    def changes(self, after: int = 0, **query: int) -> ChangesAnswer:
        return self.read(self.get("/v1/changes", params={"after": after, **query}), ChangesAnswer)

    def all_changes(self, after: int = 0) -> list[Any]:
        found: list[Any] = []
        while True:
            page = self.changes(after)
            found += page.changes
            after = page.next
            if not page.more:
                return found

    def lease(self, **asked: Any) -> NumberSlicesAnswer:
        return self.read(self.post("/v1/number-slices", NumberSlicesRequest(**asked)), NumberSlicesAnswer)

    # --- files ---

    def begin(self, content: bytes, **headers: str) -> requests.Response:
        return self.begin_named(digest(content), len(content), **headers)

    def begin_named(self, name: str, length: int, body: bytes = b"", **headers: str) -> requests.Response:
        metadata = "sha256 " + base64.b64encode(name.encode()).decode()
        asked = {**self.headers(), **TUS, "Upload-Length": str(length), "Upload-Metadata": metadata, **headers}
        return self.http.post(f"{self.url}/v1/files", data=body, headers=asked, timeout=30)

    def patch(self, place: str, offset: int, chunk: bytes, *, checksum: str | None = "") -> requests.Response:
        """Send one chunk; ``checksum`` empty: the right one; None: none at all."""
        headers = {**self.headers(), **TUS, "Upload-Offset": str(offset), "Content-Type": CHUNK_TYPE}
        if checksum is not None:
            headers["Upload-Checksum"] = checksum or checksum_of(chunk)
        return self.http.patch(self.url + place, data=chunk, headers=headers, timeout=30)

    def offset(self, place: str) -> requests.Response:
        return self.http.head(self.url + place, headers={**self.headers(), **TUS}, timeout=30)

    def upload(self, content: bytes, *, chunk: int = 1 << 20) -> str:
        """The whole file, chunk by chunk; its digest."""
        begun = self.begin(content)
        assert begun.status_code in {201, 204}, begun.text
        for start in range(0, len(content), chunk) if begun.status_code == 201 else ():
            sent = self.patch(begun.headers["Location"], start, content[start : start + chunk])
            assert sent.status_code == 204, sent.text
        return digest(content)


def checksum_of(chunk: bytes) -> str:
    return "sha256 " + base64.b64encode(hashlib.sha256(chunk).digest()).decode()
