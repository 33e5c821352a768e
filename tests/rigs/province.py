"""A provincial server that runs inside the test process.

It is the real one under the real web server; given are only its clock and its folder.
"""

from __future__ import annotations

import asyncio
import itertools
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import requests
import uvicorn
from starlette.applications import Starlette

from counter_app.contract.acts import Body, body_to_wire, kind_of
from counter_app.contract.messages import ActAnswer, ClerkRecord
from province_server.app import build_app
from province_server.devices import Invitation
from province_server.patience import PatientProtocol
from province_server.province import THREADS, Province, open_province
from province_server.serving import listen
from province_server.settings import Limits, Settings, settings_for
from province_server.world import RealWorld
from tests.rigs.bare_counter import Counter

UNIT = "H09.01"
OTHER_UNIT = "H09.02"
COMPETENT = "H09.9"
PASSWORD = "một mật khẩu dài"
ADMIN_TOKEN = "admin-token-of-the-tests"

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


def settings_in(folder: Path, database_url: str = "") -> Settings:
    generous = Limits(
        device_requests_per_s=1e6, device_burst=10**6, stranger_requests_per_s=1e6, stranger_burst=10**6
    )
    settings = settings_for(folder, database_url=database_url, admin_token=ADMIN_TOKEN)
    return replace(settings, limits=generous)
