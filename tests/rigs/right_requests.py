"""A right request for every operation of the protocol, made anew each time it is asked for.

What the request needs is there: a code that nobody has used, an assertion of now, bytes that are what their digest
says, an upload that waits at this offset. What is signed can be twisted first and then signed, so that something
strange reaches what stands behind the signature.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import jwt
import msgspec

from counter_app.contract import acts as contract
from counter_app.contract.acts import body_to_wire, kind_of
from counter_app.contract.canonical import canonical, digest
from counter_app.contract.moves import State
from province_server.assertions import AUDIENCE
from province_server.devices import Invitation
from province_server.keys import to_text
from province_server.openapi import OPERATIONS
from province_server.routes.uploads import CHUNK_TYPE
from province_server.tokens import GRANT_TYPE
from province_server.world import local_day
from tests.rigs.bare_counter import TUS, Counter, checksum_of
from tests.rigs.cases import Case, case, new_id
from tests.rigs.province import ADMIN_TOKEN, COMPETENT, PASSWORD, UNIT, RunningProvince

JSON = "application/json"
BYTES = "application/octet-stream"
LOGIN = "lan"
BEARER = {operation.name: operation.bearer for operation in OPERATIONS}


@dataclass(frozen=True)
class Asked:
    """What one request says. ``body``: bytes go as they are, anything else as JSON; None is no body."""

    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: object = None
    media_type: str = JSON

    def saying(self, **headers: str) -> Asked:
        """The same with these headers, whose names have underscores for hyphens."""
        return replace(
            self, headers=self.headers | {name.replace("_", "-"): text for name, text in headers.items()}
        )

    def with_body(self, **fields: object) -> Asked:
        """The same with these fields of its JSON."""
        assert isinstance(self.body, dict)
        return replace(self, body=self.body | fields)


Making = Callable[[], Asked]
Twisting = Callable[[str, Sequence[object]], Asked]


class RightRequests:
    """Makes them for one province, in the name of a counter, of a relay or of nobody yet."""

    def __init__(self, running: RunningProvince) -> None:
        self.running = running
        self.counter, self.relay = running.counter(), running.counter(role="relay")
        for one in (self.counter, self.relay):
            one.sign_in(LOGIN, PASSWORD)
        self.delivered = self._delivered()
        self._ways: Mapping[str, tuple[Making, ...]] = {
            "greet": (Asked,),
            "enrol": (self.enrolment, self.renewal),
            "issueToken": (self.token, self.token_in_a_clerks_name),
            "sendActs": (self.acts,),
            "readChanges": (lambda: Asked(query={"after": 0}), lambda: Asked(query={"after": 1, "limit": 3})),
            "followDossier": (lambda: Asked({"name": self.delivered.body.code}),),
            "leaseNumbers": (self.lease,),
            "listWindows": (Asked,),
            "askMissing": (lambda: Asked(body={"digests": [self.delivered.paper.file, digest(b"?")]}),),
            "askAbilities": (Asked,),
            "beginUpload": (self.announcement, self.whole_file, self.file_that_is_here),
            "lookAtUpload": (self.upload,),
            "appendChunk": (self.first_chunk, self.last_chunk),
            "endUpload": (self.upload,),
            "tunnel": (
                lambda: self.first_chunk().saying(X_HTTP_Method_Override="PATCH"),
                lambda: replace(self.upload(), body=b"", media_type=CHUNK_TYPE).saying(
                    X_HTTP_Method_Override="DELETE"
                ),
            ),
            "download": (
                lambda: Asked({"digest": self.delivered.paper.file}),
                lambda: Asked({"digest": self.delivered.paper.file}, headers={"Range": "bytes=1-3"}),
            ),
            "showPapers": (
                lambda: Asked({"id_number": self._id_number}, headers={"Counter-Purpose": "khai%20sinh"}),
            ),
            "certify": (self.figures,),
            "sayHealth": (Asked,),
            "sayMetrics": (Asked,),
            "listDossiers": (Asked, lambda: Asked(query={"state": State.SEALED.value})),
            "showDossier": (lambda: Asked({"name": self.delivered.dossier_id}),),
            "actOnDossier": (self.act_of_the_province,),
            "shelveFile": (lambda: Asked(body=self._bytes(), media_type=BYTES),),
            "inviteDevice": (lambda: Asked(body={"unit": UNIT, "window": "Q01"}),),
            "withdrawDevice": (lambda: Asked({"device_id": self.running.counter().device_id}),),
            "putClerk": (self.clerk,),
        }
        self.twists: Mapping[str, Twisting] = {
            "enrol": self.twisted_renewal,
            "issueToken": self.twisted_token,
            "sendActs": self.twisted_act,
        }
        """What is signed, with one part that is strange."""

    def ways(self, operation: str) -> tuple[Making, ...]:
        """The right requests of this operation, each made when it is called, with its caller's token."""
        return tuple(lambda make=make: self.in_its_name(operation, make()) for make in self._ways[operation])

    def twisted(self, operation: str, chosen: str, strange: Sequence[object]) -> Asked:
        """What is signed, with one part that is one of these values; ``chosen`` decides which part and value."""
        return self.in_its_name(operation, self.twists[operation](chosen, strange))

    def in_its_name(self, operation: str, asked: Asked) -> Asked:
        """With the token of whoever may ask this, unless it has one."""
        caller = self.relay if operation == "listWindows" else self.counter
        token = {"device": caller.token, "admin": ADMIN_TOKEN}.get(BEARER[operation], "")
        if not token or "Authorization" in asked.headers:
            return asked
        return asked.saying(Authorization=f"Bearer {token}")

    # --- devices and clerks ------------------------------------------------------------------------------------

    def code(self) -> str:
        """One that nobody has used."""
        code = new_id()
        self.running.province.devices.invite(Invitation(UNIT, "Q01"), code=code, valid_for=timedelta(days=1))
        return code

    def enrolment(self) -> Asked:
        stranger = self._stranger()
        return Asked(body={"code": self.code(), "public_key": stranger.public_key, "title": "máy thử"})

    def renewal(self) -> Asked:
        return self.renewal_of(self.running.counter())

    def twisted_renewal(self, chosen: str, strange: Sequence[object]) -> Asked:
        return self.renewal_of(self.running.counter(), chosen=chosen, strange=strange)

    def renewal_of(self, device: Counter, chosen: str = "", strange: Sequence[object] = ()) -> Asked:
        fresh = self._stranger().public_key
        proof = assertion(device, chosen, strange, public_key=fresh)
        body = {"public_key": fresh, "device_id": device.device_id, "epoch": device.epoch, "assertion": proof}
        return Asked(body=body)

    def token(self) -> Asked:
        return Asked(body={"grant_type": GRANT_TYPE, "assertion": assertion(self.counter)})

    def twisted_token(self, chosen: str, strange: Sequence[object]) -> Asked:
        proof = assertion(self.counter, chosen, strange, nbf=0)
        return Asked(body={"grant_type": GRANT_TYPE, "assertion": proof})

    def token_in_a_clerks_name(self) -> Asked:
        return self.token().with_body(clerk=LOGIN, password=PASSWORD)

    def clerk(self) -> Asked:
        name = new_id()
        return Asked(body={"record": {"clerk_id": name, "login": name, "name": "Lan", "roles": {UNIT: ["clerk"]}}})

    # --- acts --------------------------------------------------------------------------------------------------

    def acts(self) -> Asked:
        """A dossier's first act, of a device that has made no other."""
        device = self.running.counter()
        return self._batch(device, msgspec.to_builtins(case(device).receive()))

    def twisted_act(self, chosen: str, strange: Sequence[object]) -> Asked:
        """The same with another value in its envelope or body, signed as it is."""
        device = self.running.counter()
        act: dict[str, Any] = msgspec.to_builtins(case(device).receive())
        twist(act["body"] if hash_of(chosen) % 2 else act, chosen, strange)
        act["signature"] = ""
        with suppress(ValueError):  # a number that has no canonical spelling cannot be signed
            act["signature"] = to_text(device.key.sign(digest(canonical(act)).encode("ascii")))
        return self._batch(device, act)

    def _batch(self, device: Counter, *acts: object) -> Asked:
        return Asked(body={"acts": list(acts)}).saying(**device.headers())

    def act_of_the_province(self) -> Asked:
        body = contract.ProcessingStarted(unit=COMPETENT)
        message = {"kind": kind_of(body), "body": body_to_wire(body), "actor": "officer", "unit": COMPETENT}
        return Asked({"name": self._delivered().dossier_id}, body=message)

    def lease(self) -> Asked:
        day = local_day(self.running.world.now())
        return Asked(body={"days": [day], "count": 1, "request_id": new_id()})

    def figures(self) -> Asked:
        return Asked(
            body={"day": "2026-11-23", "dossiers": 1, "pages": 1, "acts": 3, "rolling_digest": digest(b"ours")}
        )

    def _delivered(self) -> Case:
        made = case(self.counter)
        made.deliver()
        return made

    @property
    def _id_number(self) -> str:
        return self.delivered.body.applicant.id_number

    # --- files -------------------------------------------------------------------------------------------------

    def announcement(self) -> Asked:
        return announcement(self._bytes())

    def whole_file(self) -> Asked:
        content = self._bytes()
        asked = replace(announcement(content), body=content, media_type=CHUNK_TYPE)
        return asked.saying(Upload_Checksum=checksum_of(content))

    def file_that_is_here(self) -> Asked:
        return announcement(self.delivered.content)

    def upload(self) -> Asked:
        """One that waits for its bytes."""
        return self._upload_of(self._bytes())

    def first_chunk(self) -> Asked:
        content = self._bytes()
        return chunk(self._upload_of(content), 0, content[:9])

    def last_chunk(self) -> Asked:
        content = self._bytes()
        return chunk(self._upload_of(content), 0, content)

    def _upload_of(self, content: bytes) -> Asked:
        begun = self.counter.begin(content)
        return Asked({"upload_id": begun.headers["Location"].rpartition("/")[2]}, headers=TUS)

    def _bytes(self) -> bytes:
        return f"%PDF-1.4 {new_id()}".encode()

    def _stranger(self) -> Counter:
        return Counter(self.running.url, UNIT)


def announcement(content: bytes) -> Asked:
    metadata = "sha256 " + base64.b64encode(digest(content).encode()).decode()
    return Asked(headers={**TUS, "Upload-Length": str(len(content)), "Upload-Metadata": metadata})


def chunk(upload: Asked, offset: int, content: bytes) -> Asked:
    asked = replace(upload, body=content, media_type=CHUNK_TYPE)
    return asked.saying(Upload_Offset=str(offset), Upload_Checksum=checksum_of(content))


def assertion(device: Counter, chosen: str = "", strange: Sequence[object] = (), **more: object) -> str:
    """The device's own, with these claims too; where something strange is given, one of its claims is that."""
    now = int(device.now().timestamp())
    claims: dict[str, object] = {
        "iss": device.device_id, "sub": device.device_id, "aud": AUDIENCE, "epoch": device.epoch, "iat": now,
        "exp": now + 120, "jti": new_id(), **more,
    }  # fmt: skip
    if strange:
        twist(claims, chosen, strange)
    return jwt.PyJWS().encode(json.dumps(claims).encode(), device.key, algorithm="EdDSA")


def twist(said: dict[str, Any], chosen: str, strange: Sequence[object]) -> None:
    """Put one of the strange values in the place of one that is said: of its own kind, if there is one of that."""
    numbers = hash_of(chosen)
    name = sorted(said)[numbers // 2 % len(said)]
    alike = [value for value in strange if type(value) is type(said[name])] or strange
    said[name] = alike[numbers // 64 % len(alike)]


def hash_of(chosen: str) -> int:
    """A number that is the same in every run."""
    return int(digest(chosen.encode("utf-8", "surrogatepass"))[:8], 16)
