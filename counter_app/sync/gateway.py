"""The province over HTTP: every request of the protocol, one method each.

Each may be repeated without harm: acts are named by id, files by digest, uploads by offset.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Protocol, TypeVar
from urllib.parse import quote

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
    RelayWord,
    TokenAnswer,
    TokenRequest,
)
from counter_app.contract.problems import ProblemCode
from counter_app.domain.errors import CounterError, Damaged, LinkDown, NotFound, Refused, TryLater
from counter_app.services.clock import corrected_now
from counter_app.services.ports import Begun, Chance, ClerkProof, Clock, DeviceIdentity, DeviceKeys, WholeFile
from counter_app.sync.assertions import EARLY, GRANT, Token, assertion
from counter_app.sync.pieces import Downloads, Portion
from counter_app.sync.transport import Answer, Transport, content_digest

T = TypeVar("T")

TUS = {"Tus-Resumable": "1.0.0"}
CHECKSUM_MISMATCH = 460
GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
LANES = 4
"""So many files travel at once."""

WORTH_PACKING_BYTES = 1024
"""Acts and manifests repeat themselves; on a slow line a third of their bytes is felt."""

NO_PIECE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE})

LEAST_CHANGES, MOST_CHANGES = 1, 500
"""So many entries of the feed at once: few where the line lets no more through, all that the province gives."""

ELSEWHERE = frozenset({HTTPStatus.CONFLICT, CHECKSUM_MISMATCH})
"""The upload stands at another offset than we thought; the answer says at which."""


class LinkListener(Protocol):
    """Who is told what answers show beside what was asked."""

    def told_offset(self, offset_ms: int) -> None:
        """The province's clock minus ours."""

    def told_last_number(self, epoch: int, last_seq: int) -> bool:
        """How far the province has this device's chain; false when that is further than we do."""

    def told_relays(self, word: RelayWord, asked: str) -> None:
        """Whose receipts count as the branch's, told for the assertion ``asked``; its signature is unchecked."""


class HttpGateway:
    """The provincial server, as one enrolled device sees it.

    Args:
        transport: Sends the requests.
        keys: Sign the assertions for tokens.
        identity: Who this device is; None until enrolled.
        clock: The device's.
        chance: Names assertions.
        listener: Is told what answers show.
        steady: A clock that never jumps, in seconds.
    """

    def __init__(
        self,
        transport: Transport,
        keys: DeviceKeys,
        identity: Callable[[], DeviceIdentity | None],
        clock: Clock,
        chance: Chance,
        listener: LinkListener,
        steady: Callable[[], float],
    ) -> None:
        self._transport = transport
        self._keys = keys
        self._identity = identity
        self._clock = clock
        self._chance = chance
        self._listener = listener
        self._tokens: dict[ClerkProof | None, Token] = {}
        self._downloads = Downloads(steady)
        self._page = Portion(LEAST_CHANGES, MOST_CHANGES, steady, first=MOST_CHANGES)

    # --- who we are --------------------------------------------------------------------------------------------

    def reach(self) -> None:
        """Return when the other end is the province. Raises ``LinkDown`` otherwise."""
        answer = self._transport.exchange("HEAD", "/v1")
        if answer.status != HTTPStatus.NO_CONTENT:
            raise LinkDown("not_the_province", status=answer.status)

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Become a device of the province."""
        answer = self._post("/v1/devices", request, EnrolAnswer, signed_in=False)
        self._tokens.clear()
        self._time_told(answer.server_time)
        return answer

    def sign_in(self, asked: Callable[[str], str]) -> ClerkProof:
        """The clerk who signed in at the identity provider for an assertion of this device."""
        name = self._chance.new_id()
        id_token = asked(digest_of(name.encode("ascii")))

        def told(name: str) -> TokenAnswer:
            request = TokenRequest(grant_type=GRANT, assertion=self._assertion(name), id_token=id_token)
            return self._post(self._transport.at_province("/v1/tokens"), request, TokenAnswer, signed_in=False)

        answer = self._on_time(lambda: told(name))
        self._time_told(answer.server_time)
        return ClerkProof(answer.login, sign_in=answer.sign_in)

    def renew(self, request: EnrolRequest) -> EnrolAnswer:
        """Begin a new life of the device, proven by the key of the present one."""

        def signed() -> EnrolAnswer:
            proof = self._assertion(next_key=request.public_key)
            return self.enrol(msgspec.structs.replace(request, assertion=proof))

        return self._on_time(signed)

    # --- acts and changes --------------------------------------------------------------------------------------

    def send_acts(self, acts: Sequence[Act]) -> ActsAnswer:
        answer = self._post("/v1/acts", ActBatch(acts=tuple(acts)), ActsAnswer)
        self._time_told(answer.server_time)
        return answer

    def changes(self, after: int) -> ChangesAnswer:
        with self._page.asked() as most:
            answer = self._authorised("GET", f"/v1/changes?after={after}&limit={most}")
        changes = _decoded(answer, ChangesAnswer)
        self._time_told(changes.server_time)
        return changes

    def lease_numbers(self, request: NumberSlicesRequest) -> NumberSlicesAnswer:
        return self._post("/v1/number-slices", request, NumberSlicesAnswer)

    def person_papers(self, id_number: str, proof: ClerkProof, purpose: str) -> PersonPapersAnswer:
        # No relay gets to hear what proves a clerk, nor whom the clerk asks about.
        path = self._transport.at_province(f"/v1/people/{quote(id_number, safe='')}/papers")
        answer = self._authorised("GET", path, headers={"Counter-Purpose": quote(purpose)}, proof=proof)
        return _decoded(answer, PersonPapersAnswer)

    def certify(self, request: CertificateRequest) -> Certificate:
        return self._post("/v1/certificates", request, Certificate)

    # --- files -------------------------------------------------------------------------------------------------

    def missing(self, digests: Sequence[str]) -> frozenset[str]:
        answer = self._post("/v1/files/missing", MissingRequest(digests=tuple(digests)), MissingAnswer)
        return frozenset(answer.missing)

    def begin_upload(self, digest: str, size_bytes: int, first: bytes = b"") -> Begun | None:
        name = base64.b64encode(digest.encode("ascii")).decode("ascii")
        headers = {**TUS, "Upload-Length": str(size_bytes), "Upload-Metadata": f"sha256 {name}"}
        answer = self._authorised(
            "POST",
            "/v1/files",
            body=first or None,
            headers={
                **headers,
                **(_chunk_headers(first, digest if len(first) == size_bytes else "") if first else {}),
            },
        )
        if answer.status == HTTPStatus.CREATED and "location" in answer.headers:
            return Begun(answer.headers["location"], _offset(answer))
        return None

    def begin_uploads(self, files: Sequence[WholeFile]) -> Sequence[Begun | CounterError | None]:
        self._valid_token(None)  # once, before several need it

        def begin(file: WholeFile) -> Begun | CounterError | None:
            try:
                return self.begin_upload(file.digest, len(file.content), file.content)
            except CounterError as error:
                return error

        # The link's own thread waits for these, which do nothing else and are gone when it goes on.
        with ThreadPoolExecutor(LANES, thread_name_prefix="lane") as lanes:
            return list(lanes.map(begin, files))

    def upload_offset(self, url: str) -> int | None:
        answer = self._authorised("HEAD", url, headers=TUS, accept=GONE)
        return None if answer.status in GONE else _offset(answer)

    def send_chunk(self, url: str, offset: int, chunk: bytes) -> int | None:
        headers = {**TUS, **_chunk_headers(chunk), "Upload-Offset": str(offset)}
        answer = self._authorised("PATCH", url, body=chunk, headers=headers, accept=GONE | ELSEWHERE)
        if answer.status in GONE:
            return None
        if answer.status == CHECKSUM_MISMATCH and "upload-offset" not in answer.headers:
            return offset  # the chunk was mangled on the way and dropped
        return _offset(answer)

    def download(self, digest: str) -> bytes:
        def ask(headers: dict[str, str]) -> Answer:
            return self._authorised("GET", f"/v1/files/{digest}", headers=headers, accept=NO_PIECE)

        content = self._downloads.fetch(digest, ask)
        if content is None:
            raise NotFound("file_not_at_province")
        if digest_of(content) != digest:
            raise Damaged("download_damaged")
        return content

    # --- the way there -----------------------------------------------------------------------------------------

    def _post(self, path: str, message: object, kind: type[T], *, signed_in: bool = True) -> T:
        body = msgspec.json.encode(message)
        headers = {"Content-Type": "application/json"}
        if len(body) >= WORTH_PACKING_BYTES:
            body = gzip.compress(body, mtime=0)
            headers["Content-Encoding"] = "gzip"
        headers["Content-Digest"] = content_digest(body)
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
        proof: ClerkProof | None = None,
    ) -> Answer:
        """With a token, the clerk's where there is a proof; one that is no longer taken is replaced once."""
        for again in (True, False):
            bearer = {"Authorization": f"Bearer {self._valid_token(proof)}"}
            try:
                return self._transport.exchange(
                    method, path, body=body, headers={**(headers or {}), **bearer}, accept=accept
                )
            except Refused as error:
                self._tokens.pop(proof, None)
                if not again or error.code != ProblemCode.TOKEN_INVALID:
                    raise
        raise LinkDown("no_token")

    def _valid_token(self, proof: ClerkProof | None) -> str:
        token = self._tokens.get(proof)
        if token is None or token.expires_at <= self._clock.now():
            token = self._on_time(lambda: self._new_token(proof))
            for other in [who for who in self._tokens if who is not None]:
                del self._tokens[other]  # of clerks, only the one at the window now is remembered
            self._tokens[proof] = token
        return token.text

    def _new_token(self, proof: ClerkProof | None) -> Token:
        name, path = self._chance.new_id(), "/v1/tokens"
        told = self._post(
            self._transport.at_province(path) if proof else path,
            TokenRequest(
                grant_type=GRANT,
                assertion=self._assertion(name),
                clerk=proof.login if proof else "",
                password=proof.password if proof else "",
                sign_in=proof.sign_in if proof else "",
            ),
            TokenAnswer,
            signed_in=False,
        )
        self._time_told(told.server_time)
        if not self._listener.told_last_number(told.epoch, told.last_seq):
            # An older disk than the province has heard of: nothing more is said in this life's name.
            raise Refused(ProblemCode.CLONED_DEVICE, last_seq=told.last_seq)
        if told.relays is not None:
            self._listener.told_relays(told.relays, name)
        return Token(told.access_token, self._clock.now() + timedelta(seconds=told.expires_in) - EARLY)

    def _on_time(self, signed: Callable[[], T]) -> T:
        """Do what needs a timely assertion; told that it is not of now, take over the province's time."""
        try:
            return signed()
        except Refused as error:
            told = error.facts.get("server_time")
            if error.code != ProblemCode.TOKEN_INVALID or not isinstance(told, str):
                raise
            self._time_told(told)
            return signed()

    def _assertion(self, name: str = "", *, next_key: str = "") -> str:
        identity = self._identity()
        if identity is None:
            raise TryLater("not_enrolled")
        key = self._keys.of(identity.public_key)
        name = name or self._chance.new_id()
        return assertion(key, identity, corrected_now(self._clock), name, next_key=next_key)

    def _time_told(self, text: str) -> None:
        try:
            offset = datetime.fromisoformat(text) - self._clock.now()
        except (ValueError, TypeError) as error:
            raise LinkDown("answer_unreadable") from error
        self._listener.told_offset(round(offset.total_seconds() * 1000))


def _chunk_headers(chunk: bytes, digest: str = "") -> dict[str, str]:
    """With its checksum, which a whole file has in its name already."""
    name = bytes.fromhex(digest) if digest else hashlib.sha256(chunk).digest()
    checksum = base64.b64encode(name).decode("ascii")
    return {"Upload-Checksum": f"sha256 {checksum}", "Content-Type": "application/offset+octet-stream"}


def _decoded(answer: Answer, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(answer.body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise LinkDown("answer_unreadable") from error


def _offset(answer: Answer) -> int:
    try:
        offset = int(answer.headers["upload-offset"])
    except (KeyError, ValueError) as error:
        raise LinkDown("answer_unreadable") from error
    if offset < 0:
        raise LinkDown("answer_unreadable")
    return offset
