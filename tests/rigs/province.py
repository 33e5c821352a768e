"""A provincial server that runs inside the test process, and counters that speak to it over real HTTP.

The server is the real one under the real web server; given are only its clock and its folder. A ``Counter`` keeps
its own key, chain and token, so a test says what was done and nothing about envelopes.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import itertools
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
import msgspec
import requests
import uuid_utils
import uvicorn
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.applications import Starlette

from counter_app.contract import acts as contract
from counter_app.contract.acts import Act, Applicant, Body, act_digest, body_to_wire, kind_of, schema_of
from counter_app.contract.canonical import GENESIS, digest
from counter_app.contract.manifest import Manifest, PageEntry, PaperEntry
from counter_app.contract.messages import (
    ActAnswer,
    ActBatch,
    ActsAnswer,
    ChangesAnswer,
    ClerkRecord,
    EnrolAnswer,
    EnrolRequest,
    NumberSlicesAnswer,
    NumberSlicesRequest,
    TokenAnswer,
    TokenRequest,
)
from province_server.app import build_app
from province_server.assertions import AUDIENCE
from province_server.devices import Invitation
from province_server.keys import to_text
from province_server.patience import PatientProtocol
from province_server.province import THREADS, Province, open_province
from province_server.routes.uploads import CHUNK_TYPE
from province_server.serving import listen
from province_server.settings import Limits, Settings, settings_for
from province_server.tokens import GRANT_TYPE
from province_server.world import RealWorld

UNIT = "H09.01"
OTHER_UNIT = "H09.02"
COMPETENT = "H09.9"
CLERK = "clerk-lan"
PASSWORD = "một mật khẩu dài"
ADMIN_TOKEN = "admin-token-of-the-tests"
TUS = {"Tus-Resumable": "1.0.0"}

_numbers = itertools.count(1)


class GivenWorld(RealWorld):
    """The real world, whose clock the test may move."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead  # noqa: TID251 - a clock for tests


class AdminDesk:
    """The competent unit and IT, over the admin requests."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = requests.Session()
        self.http.headers["Authorization"] = f"Bearer {ADMIN_TOKEN}"

    def act(self, dossier_id: str, done: Body) -> ActAnswer:
        message = {"kind": kind_of(done), "body": body_to_wire(done), "actor": "officer", "unit": COMPETENT}
        answer = self.http.post(f"{self.url}/v1/admin/dossiers/{dossier_id}/acts", json=message, timeout=30)
        assert answer.ok, answer.text
        return msgspec.json.decode(answer.content, type=ActAnswer)

    def shelve(self, content: bytes) -> dict[str, Any]:
        return self.http.post(f"{self.url}/v1/admin/files", data=content, timeout=30).json()


@dataclass(frozen=True)
class RunningProvince:
    """A server that answers at ``url``; ``province`` is its inside, for what IT would do there."""

    url: str
    province: Province
    world: GivenWorld

    def counter(self, unit: str = UNIT, *, role: str = "counter", scope: Sequence[str] = ()) -> Counter:
        """A freshly enrolled device with its own clerk's acts."""
        code = f"code-{next(_numbers)}"
        invitation = Invitation(unit, "Q01", role, tuple(scope))
        self.province.devices.invite(invitation, code=code, valid_for=timedelta(days=1))
        counter = Counter(self.url, unit, now=self.world.now)
        counter.enrol(code)
        return counter


def run_province(settings: Settings) -> Iterator[RunningProvince]:
    """Serve until the caller goes on; ends the server and its threads."""
    world = GivenWorld()
    province = open_province(settings, world)
    hire(province)
    start_all_threads(province)
    try:
        with served(build_app(province)) as url:
            yield RunningProvince(url, province, world)
    finally:
        province.close()


@contextmanager
def served(app: Starlette, http: type[PatientProtocol] = PatientProtocol) -> Iterator[str]:
    """Answer for this application on a free port until the block ends."""
    listener = listen("127.0.0.1", 0)
    config = uvicorn.Config(app, http=http, access_log=False, log_config=None, timeout_graceful_shutdown=2)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listener])), name="province")
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def start_all_threads(province: Province) -> None:
    # They start when first needed; a test would then be blamed for them.
    met = threading.Barrier(THREADS)
    list(province.threads.map(lambda _: met.wait(), range(THREADS)))


def hire(province: Province) -> None:
    """One clerk for every unit of the tests, and one who supervises."""
    verifier = province.clerks.verifier(PASSWORD)
    everywhere = (UNIT, OTHER_UNIT, COMPETENT)
    for name, roles in (("lan", ("clerk",)), ("hung", ("clerk", "supervisor"))):
        record = ClerkRecord(
            clerk_id=f"clerk-{name}",
            login=name,
            name=name.title(),
            roles=dict.fromkeys(everywhere, roles),
            verifier=verifier,
        )
        if province.clerks.find(record.clerk_id) is None:
            province.clerks.put(record)


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


# --- a dossier in few words -----------------------------------------------------------------------------------


def new_id() -> str:
    return str(uuid_utils.uuid7())


def received(unit: str = UNIT, **changed: Any) -> contract.Received:
    body = contract.Received(
        code=f"{unit}-261123-{next(_numbers):04}x",
        provisional=False,
        procedure="1.001193",
        case="default",
        receiving_unit=unit,
        competent_unit=COMPETENT,
        window="Q01",
        applicant=Applicant(name="Nguyễn Thị Ánh", id_number="074190000123"),
        received_at="2026-11-23T09:10:00+07:00",
        due_at="2026-11-25T17:00:00+07:00",
    )
    return msgspec.structs.replace(body, **changed)


def paper(content: bytes, paper_type: str = "declaration", **changed: Any) -> PaperEntry:
    page = PageEntry(image="b" * 64, raw="c" * 64, width=1654, height=2339, dpi=200)
    entry = PaperEntry(
        paper_id=new_id(),
        paper_type=paper_type,
        title="Tờ khai",
        file=digest(content),
        size_bytes=len(content),
        pages=(page,),
        signed=True,
    )
    return msgspec.structs.replace(entry, **changed)


@dataclass(frozen=True)
class Case:
    """One dossier at a counter: the acts that a clerk makes, in order, with one paper."""

    counter: Counter
    dossier_id: str
    body: contract.Received
    paper: PaperEntry
    content: bytes

    def receive(self, **more: Any) -> Act:
        return self.counter.act(self.body, self.dossier_id, **more)

    def seal_paper(self, **more: Any) -> Act:
        return self.counter.act(contract.PaperSealed(paper=self.paper), self.dossier_id, **more)

    def seal(self, *papers: PaperEntry, **more: Any) -> Act:
        manifest = self.manifest(*papers)
        body = contract.DossierSealed(manifest=manifest, manifest_digest=manifest.name)
        return self.counter.act(body, self.dossier_id, **more)

    def manifest(self, *papers: PaperEntry, **changed: Any) -> Manifest:
        whole = Manifest(
            dossier_id=self.dossier_id,
            code=self.body.code,
            procedure=self.body.procedure,
            case=self.body.case,
            papers=papers or (self.paper,),
        )
        return msgspec.structs.replace(whole, **changed)

    def deliver(self) -> tuple[ActAnswer, ...]:
        """Everything up to a sealed dossier at the province."""
        self.counter.upload(self.content)
        return self.counter.send(self.receive(), self.seal_paper(), self.seal())


def case(counter: Counter, *, content: bytes | None = None, **changed: Any) -> Case:
    bytes_of_paper = content if content is not None else f"%PDF-1.4 {new_id()}".encode()
    body = received(counter.unit, **changed)
    return Case(counter, new_id(), body, paper(bytes_of_paper), bytes_of_paper)


def settings_in(folder: Path, database_url: str = "") -> Settings:
    generous = Limits(
        device_requests_per_s=1e6, device_burst=10**6, stranger_requests_per_s=1e6, stranger_burst=10**6
    )
    settings = settings_for(folder, database_url=database_url, admin_token=ADMIN_TOKEN)
    return replace(settings, limits=generous)
