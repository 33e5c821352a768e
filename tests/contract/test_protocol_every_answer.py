"""Every answer that ``docs/openapi.yaml`` describes can be had, and looks as it is described.

A status that nobody can get would promise a client author something to handle that never comes; one that
somebody gets and that is not described is found by asking in every way that we know.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from http.client import HTTPResponse
from pathlib import Path

import msgspec
import pytest
import requests

from counter_app.contract.problems import Problem
from province_server.app import build_app
from province_server.openapi import OPERATIONS, Operation
from province_server.province import open_province
from province_server.settings import Settings
from tests.conftest import WarningsLogged
from tests.rigs.described_protocol import answer_to, bounded, put, statuses_of
from tests.rigs.postgres import Postgres, postgres
from tests.rigs.province import RunningProvince, run_province, served, settings_in, start_all_threads
from tests.rigs.right_requests import CHUNK_TYPE, RightRequests, announcement
from tests.rigs.spoiled_requests import SpoiledRequests

ASKED_AT_MOST = 25
"""So often it takes to lease all the serials of a day; everything else comes the first or second time."""

THROTTLED, WITHOUT_DATABASE, FULL = 429, 503, 507
RACED = {("beginUpload", 404), ("beginUpload", 409)}
"""What only two requests at once can bring about; they have a test of their own below."""


@dataclass(frozen=True)
class Places:
    """The province, and the same where it is in need: by the status that one gets there."""

    running: RunningProvince
    spoiled: SpoiledRequests
    right: RightRequests
    session: requests.Session
    in_need: dict[int, str]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    with postgres() as cluster, ExitStack() as open_until_the_end:
        settings = bounded(settings_in(tmp_path_factory.mktemp("province"), cluster.new_database()))
        serving = run_province(settings)
        running = next(serving)
        right = RightRequests(running)
        throttled = replace(
            settings.limits, device_requests_per_s=1e-6, device_burst=1, stranger_requests_per_s=1e-6,
            stranger_burst=1,
        )  # fmt: skip
        full = replace(settings.limits, free_disk_bytes=2**60)
        in_need = {
            THROTTLED: one_more(replace(settings, limits=throttled)),
            WITHOUT_DATABASE: without_database(settings, cluster, tmp_path_factory.mktemp("lost")),
            FULL: one_more(replace(settings, limits=full)),
        }
        urls = {status: open_until_the_end.enter_context(place) for status, place in in_need.items()}
        with requests.Session() as session:
            yield Places(running, SpoiledRequests(right), right, session, urls)
        open_until_the_end.close()
        for _ in serving:
            pass


@contextmanager
def one_more(settings: Settings) -> Iterator[str]:
    """Another process' worth of the same province, with limits of its own."""
    province = open_province(settings)
    start_all_threads(province)
    try:
        with served(build_app(province)) as url:
            yield url
    finally:
        province.close()


@contextmanager
def without_database(settings: Settings, cluster: Postgres, folder: Path) -> Iterator[str]:
    """A province with the same key whose database is gone since it began."""
    database_url = cluster.new_database()
    with one_more(replace(settings, folder=folder, database_url=database_url)) as url:
        cluster.sql("postgres", f"DROP DATABASE {database_url.rpartition('/')[2]} WITH (FORCE)")
        yield url


def status_got(places: Places, operation: Operation, status: int) -> int:
    """What the operation answers to what should get this status; every answer is one that is described."""
    in_need = status in places.in_need
    url = places.in_need.get(status, places.running.url)
    got = 0
    for _ in range(ASKED_AT_MOST):
        case = put(operation, places.spoiled.of(operation, status))
        got = answer_to(case, url, places.session, in_need=in_need).status_code
        if got == status:
            break
    return got


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_every_answer_that_is_described_is_given(
    operation: Operation, places: Places, expect_log: WarningsLogged
) -> None:
    described = [status for status in statuses_of(operation) if (operation.name, status) not in RACED]
    if WITHOUT_DATABASE in described and operation.name != "sayHealth":
        expect_log("the database does not serve")

    given = [status_got(places, operation, status) for status in described]

    assert given == described


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_what_is_spoiled_in_any_known_way_gets_an_answer_that_is_described(
    operation: Operation, places: Places
) -> None:
    url = places.running.url

    given = [
        answer_to(put(operation, asked), url, places.session).status_code
        for asked in places.spoiled.in_every_way(operation)
    ]

    assert set(given) <= set(statuses_of(operation))


@pytest.mark.parametrize("status", [status for _, status in sorted(RACED)])
def test_an_upload_that_changes_while_its_first_bytes_come_is_told(status: int, places: Places) -> None:
    """The server asks for the bytes only when the upload is begun: there it is overtaken."""
    counter = places.right.counter
    content = b"%PDF-1.4 " + str(status).encode() * 99

    def overtake() -> None:
        place = counter.begin(content).headers["Location"]
        if status == 409:
            counter.patch(place, 0, content[:7])
        else:
            asked = counter.headers() | {"Tus-Resumable": "1.0.0"}
            counter.http.delete(counter.url + place, headers=asked, timeout=30)

    got, told = begun_and_overtaken(places, content, content[:50], overtake)

    assert (got, told.status) == (status, status)


def begun_and_overtaken(
    places: Places, content: bytes, first: bytes, overtake: Callable[[], None]
) -> tuple[int, Problem]:
    """The answer to a creation that carries the first bytes of its file, and is overtaken before they come."""
    asked = places.right.in_its_name("beginUpload", announcement(content))
    headers = {**asked.headers, "Host": "province", "Content-Type": CHUNK_TYPE, "Content-Length": str(len(first))}
    head = "".join(f"{name}: {value}\r\n" for name, value in (headers | {"Expect": "100-continue"}).items())
    address = ("127.0.0.1", int(places.running.url.rpartition(":")[2]))
    with socket.create_connection(address, 30) as line:
        line.sendall(f"POST /v1/files HTTP/1.1\r\n{head}\r\n".encode())
        assert line.recv(1000).startswith(b"HTTP/1.1 100")
        overtake()
        line.sendall(first)
        answer = HTTPResponse(line, method="POST")
        answer.begin()
        return answer.status, msgspec.json.decode(answer.read(), type=Problem)
