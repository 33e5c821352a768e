"""What is asked of the server under measurement: acts, empty polls, files; and what it costs in processor time.

Acts are signed and files are hashed beforehand, and requests are written by hand onto kept connections: the load
shares two cores with the server and its database, so it has to cost little of them.
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import itertools
import os
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec

from counter_app.contract.messages import ActBatch, ClerkRecord, EnrolRequest, TokenRequest
from province_server.devices import Invitation
from province_server.province import Province
from province_server.tokens import GRANT_TYPE
from tests.rigs.bare_counter import CLERK, Counter
from tests.rigs.cases import case
from tests.rigs.province import UNIT

T = TypeVar("T")
_codes = itertools.count(time.time_ns())
"""No store that was kept has seen one of them before."""

LATE_S = 30
"""How much later than asked an answer may come."""

MOST_BATCHES_PER_S = 120
MOST_ACTS_PER_S = 8000
"""More than this no server of ours takes: what is signed beforehand and never sent only costs time."""

TICKS = os.sysconf("SC_CLK_TCK")
TUS = {"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream"}


@dataclass(frozen=True)
class Measured:
    """How many were done in how long, and the time each took, sorted."""

    number: int
    seconds: float
    took: tuple[float, ...]

    @property
    def per_s(self) -> float:
        return self.number / self.seconds

    def percentile_ms(self, share: float) -> float:
        return round(1000 * self.took[min(len(self.took) - 1, int(len(self.took) * share))], 1)


class Line:
    """One kept connection of one window."""

    def __init__(self, counter: Counter) -> None:
        place = urlsplit(counter.url)
        self.token = {"Authorization": f"Bearer {counter.token}"}
        self._http = http.client.HTTPConnection(place.hostname or "", place.port or 0, timeout=120)

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            self._http.request(method, path, body, {**self.token, **named})
            answer = self._http.getresponse()
        except http.client.RemoteDisconnected:  # kept too long while this machine had other things to do
            self._http.request(method, path, body, {**self.token, **named})
            answer = self._http.getresponse()
        self.place = answer.headers.get("Location", "")
        return answer.status, answer.read()


def prepare(province: Province, url: str, count: int, unit: str = UNIT) -> list[Counter]:
    """Enrolled counters, each with a token."""
    province.clerks.put(ClerkRecord(clerk_id=CLERK, login="lan", name="Lan", roles={UNIT: ("clerk",)}))

    def one(_: int) -> Counter:
        code = province.world.secret(9)
        province.devices.invite(Invitation(unit, "Q"), code=code, valid_for=timedelta(hours=1))
        counter = Counter(url, unit)
        # Not over the network, where one address may not enrol a thousand windows in a few seconds.
        counter.become(province.devices.enrol(EnrolRequest(code=code, public_key=counter.public_key)))
        proven = TokenRequest(grant_type=GRANT_TYPE, assertion=counter.assertion())
        counter.token = province.tokens.issue(proven).access_token
        return counter

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(one, range(count)))


def new_code() -> str:
    return f"{UNIT}-261123-{next(_codes):x}"


class ActLoad:
    """Each counter sends one signed batch after the other; every act has to be applied."""

    def __init__(self, counters: Sequence[Counter], seconds: float, size: int) -> None:
        self._seconds = seconds
        self._size = size
        per_s = MOST_BATCHES_PER_S if size == 1 else MOST_ACTS_PER_S / size / len(counters)
        batches = max(4, int(seconds * per_s))
        self._ready = {
            counter: [
                msgspec.json.encode(
                    ActBatch(acts=tuple(case(counter, code=new_code()).receive() for _ in range(size)))
                )
                for _ in range(batches)
            ]
            for counter in counters
        }

    def run(self) -> Measured:
        """Send until the time is over."""
        measured = _at_once(list(self._ready), self._seconds, self._send)
        return Measured(measured.number * self._size, measured.seconds, measured.took)

    def _send(self, counter: Counter) -> Iterator[Callable[[], None]]:
        line = Line(counter)

        def post(body: bytes) -> None:
            status, answer = line.ask("POST", "/v1/acts", body)
            assert (status, answer.count(b'"applied"')) == (200, self._size), answer[:500]

        for body in self._ready[counter]:
            yield lambda body=body: post(body)  # type: ignore[misc]


def poll(windows: Sequence[Counter], seconds: float, connections: int, *, rounds: int = 10**9) -> Measured:
    """So many windows ask in turn for what is new, and nothing is; at most so often each."""
    cursor = windows[0].changes().next
    windows[0].http.close()
    shares = [windows[place::connections] for place in range(connections)]

    def ask(share: Sequence[Counter]) -> Iterator[Callable[[], None]]:
        line = Line(share[0])

        def look(counter: Counter) -> None:
            line.token = {"Authorization": f"Bearer {counter.token}"}
            status, _ = line.ask("GET", f"/v1/changes?after={cursor}")
            assert status == 200, status

        for _ in range(rounds):
            for counter in share:
                yield lambda counter=counter: look(counter)  # type: ignore[misc]

    return _at_once(shares, seconds, ask)


def _first(answers: DefaultSelector, at_most_s: float) -> None:
    if not answers.select(at_most_s):
        raise TimeoutError


@contextmanager
def waiting(windows: Sequence[Counter], wait_s: int, connections: int) -> Iterator[Callable[[], None]]:
    """Each window has asked what is new and is left without an answer for so long, for nothing is.

    What is given returns when the first of them gets its empty answer.
    """
    cursor = windows[0].changes().next
    windows[0].http.close()
    with ExitStack() as lines, DefaultSelector() as answers:
        for window in windows:
            place = urlsplit(window.url)
            line = lines.enter_context(socket.create_connection((place.hostname or "", place.port or 0)))
            asked = f"GET /v1/changes?after={cursor}&wait={wait_s} HTTP/1.1"
            line.sendall(
                f"{asked}\r\nHost: {place.netloc}\r\nAuthorization: Bearer {window.token}\r\n\r\n".encode()
            )
            answers.register(line, EVENT_READ)
        # The server takes up what it is asked in order: who asks after them, at any of its processes, is answered
        # when it has looked at them for the first time.
        poll(windows[: 4 * connections], 600, connections, rounds=1)
        yield lambda: _first(answers, wait_s + LATE_S)


def bring_files(counters: Sequence[Counter], seconds: float, size_bytes: int) -> Measured:
    """Each counter brings one file after the other in chunks of 4 MiB with checksums, and then its act."""
    files = max(2, int(seconds))
    contents = {counter: [os.urandom(size_bytes) for _ in range(files)] for counter in counters}

    def bring(counter: Counter) -> Iterator[Callable[[], None]]:
        line = Line(counter)

        def upload(content: bytes) -> None:
            name = base64.b64encode(hashlib.sha256(content).hexdigest().encode()).decode()
            new = {"Upload_Length": str(len(content)), "Upload_Metadata": f"sha256 {name}"}
            status, said = line.ask("POST", "/v1/files", b"", Tus_Resumable="1.0.0", **new)
            assert status == 201, said
            place = line.place
            for start in range(0, len(content), 4 << 20):
                chunk = content[start : start + (4 << 20)]
                checksum = base64.b64encode(hashlib.sha256(chunk).digest()).decode()
                headers = {name.replace("-", "_"): value for name, value in TUS.items()}
                status, said = line.ask(
                    "PATCH",
                    place,
                    chunk,
                    Upload_Offset=str(start),
                    Upload_Checksum=f"sha256 {checksum}",
                    **headers,
                )
                assert status == 204, said
            body = msgspec.json.encode(ActBatch(acts=(case(counter, code=new_code()).receive(),)))
            status, said = line.ask("POST", "/v1/acts", body)
            assert (status, said.count(b'"applied"')) == (200, 1), said[:500]

        for content in contents[counter]:
            yield lambda content=content: upload(content)  # type: ignore[misc]

    return _at_once(counters, seconds, bring)


def _at_once(givers: Sequence[T], seconds: float, calls: Callable[[T], Iterator[Callable[[], None]]]) -> Measured:
    """Everybody makes one call after the other until the time is over or there are no more."""

    def run(giver: T) -> tuple[float, list[float]]:
        took, began = [], 0.0
        for call in calls(giver):
            at = time.perf_counter()
            began = began or at
            call()
            took.append(time.perf_counter() - at)
            if time.perf_counter() - began > seconds:
                break
        return began, took

    with ThreadPoolExecutor(len(givers)) as pool:
        done = list(pool.map(run, givers))
    spent = time.perf_counter() - min(began for began, _ in done)
    took = sorted(one for _, times in done for one in times)
    return Measured(len(took), spent, tuple(took))


@dataclass
class Cost:
    """Processor seconds that some processes used while something ran."""

    seconds: float = 0.0


@contextmanager
def processor_time(*roots: int) -> Iterator[Cost]:
    """What these processes and all below them use until the block ends."""
    cost, before = Cost(), sum(map(_used, _family(roots)))
    yield cost
    cost.seconds = sum(map(_used, _family(roots))) - before


def _family(roots: Sequence[int]) -> set[int]:
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
    family = set(roots)
    while grown := {child for child, parent in parents.items() if parent in family} - family:
        family |= grown
    return family


def _used(process: int) -> float:
    """Seconds of the process and of its children that have ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return sum(map(int, fields[11:15])) / TICKS
