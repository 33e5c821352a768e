"""A real line with one real queue, which a delivery and a call share: three networks of the kernel's own.

A window here, a province there, and between them a router that lets so many bits per second towards the province
and keeps what is too much; the way back is free. The call is small packets at an even pace, each with its time.
Needs the right to make networks, so all of it runs in one of its own.
"""

from __future__ import annotations

import json
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import asdict, dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from typing_extensions import override
from urllib3.connection import HTTPConnection

from counter_app.domain.errors import LinkDown
from counter_app.sync.transport import LinkSettings, Transport
from tests.rigs.tls import NOW, YEAR, Authority

ROOT = Path(__file__).parents[2]
_UNSHARED = ["unshare", "--map-root-user", "--net"]
HERE, THERE = "10.77.0.1", "10.77.0.2"
PROVINCE_PORT, CALL_PORT = 8001, 8002
QUEUE_S = 1.5
"""So long a full queue takes; a cheap router keeps as much."""

CALL_PACKET_BYTES = 200
HEADERS_BYTES = 28
STAMP = struct.Struct("=d")
MTU = 1500


class _Province(BaseHTTPRequestHandler):
    """Takes everything, counts it as it comes."""

    protocol_version = "HTTP/1.1"
    received = 0
    began = threading.Event()

    def do_PATCH(self) -> None:
        left = int(self.headers["Content-Length"])
        while left and (part := self.rfile.read1(min(left, 65536))):  # type: ignore[attr-defined]
            left -= len(part)
            _Province.received += len(part)
            self.began.set()
        self.send_response(204)
        self.send_header("Counter-Protocol", "1")
        self.end_headers()

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


def other_end(folder: Path) -> None:
    """The province and whoever is called. Asked by lines: ``received`` bytes, the call's ``waits``.

    Asked whether it ``began``, it answers as soon as a first byte was received.
    """
    _say(sys.stdin.readline().strip())
    sys.stdin.readline()  # now it is connected
    context, _ = Authority(folder).server(NOW - YEAR, NOW + 9 * YEAR, THERE)
    waits: list[float] = []
    call = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    call.bind((THERE, CALL_PORT))

    def hear() -> None:
        while True:
            (sent,) = STAMP.unpack_from(call.recv(2048))
            waits.append(time.monotonic() - sent)

    server = ThreadingHTTPServer((THERE, PROVINCE_PORT), _Province)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.daemon_threads = True
    for run in (hear, server.serve_forever):
        threading.Thread(target=run, daemon=True).start()
    _say("ready")
    for question in sys.stdin:
        if question.strip() == "began":
            _Province.began.wait()
        _say(json.dumps(waits if question.strip() == "waits" else _Province.received))


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


class CrowdedLine:
    """The three networks; ended with the processes that hold them."""

    def __init__(self, kbit_s: int, folder: Path) -> None:
        self._open = ExitStack()
        self._turn = threading.Lock()
        me = [sys.executable, "-m", "tests.rigs.crowded_line"]
        self._router = self._started(["cat"])
        self._there = self._started([*me, "--other-end", str(folder)])
        queue = max(8 * MTU, int(kbit_s * 1000 / 8 * QUEUE_S))
        router, there = self._router.pid, self._there.pid
        for process in (self._router, self._there):
            self._ask(process, "")  # answers from within its network
        for where, line in (
            (0, "link set lo up"),
            (0, f"link add name near mtu {MTU} type veth peer name this netns {router}"),
            (router, f"link add name that mtu {MTU} type veth peer name far netns {there}"),
            # Packets as they travel, not as a program hands them over.
            (0, "link set near gso_max_segs 1 up"),
            (0, f"addr add {HERE}/24 dev near"),
            (there, f"addr add {THERE}/24 dev far"),
            (there, "link set far gso_max_segs 1 up"),
            (router, "link add bridge type bridge"),
            (router, "link set this master bridge up"),
            (router, "link set that master bridge up"),
            (router, "link set bridge up"),
        ):
            _in(where, ["ip", *line.split()])
        _in(router, f"tc qdisc add dev that root tbf rate {kbit_s}kbit burst {2 * MTU} limit {queue}".split())
        self._ask(self._there, "")

    def close(self) -> None:
        self._open.close()

    @property
    def received_bytes(self) -> int:
        return int(self._ask(self._there, "received"))

    def wait_until_it_began(self) -> None:
        """Return when the first byte of the delivery was received."""
        self._ask(self._there, "began")

    def waits(self) -> Sequence[float]:
        """How long each of the call's packets took so far."""
        return list(json.loads(self._ask(self._there, "waits")))

    def _started(self, command: list[str]) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            ["unshare", "--net", *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        self._open.callback(process.wait)
        self._open.callback(process.kill)
        return process

    def _ask(self, process: subprocess.Popen[str], question: str) -> str:
        assert process.stdin is not None
        assert process.stdout is not None
        with self._turn:
            print(question, file=process.stdin, flush=True)
            return process.stdout.readline()


def _in(process: int, command: list[str]) -> None:
    """Run it in the network of this process; 0 for our own."""
    subprocess.run([*(["nsenter", f"--net=/proc/{process}/ns/net"] if process else []), *command], check=True)


def speak(kbit_s: int, ended: threading.Event) -> None:
    """A call until it is ended."""
    said, every_s = 0, CALL_PACKET_BYTES * 8 / (kbit_s * 1000)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        began = time.monotonic()
        while not ended.wait(max(0.0, began + said * every_s - time.monotonic())):
            packet = STAMP.pack(time.monotonic()).ljust(CALL_PACKET_BYTES - HEADERS_BYTES)
            out.sendto(packet, (THERE, CALL_PORT))
            said += 1


@dataclass(frozen=True, slots=True)
class Course:
    """What is tried: a delivery for ``seconds``; beside it, from one second to another, a call of so many bits."""

    kbit_s: int = 2000
    seconds: int = 20
    call_kbit_s: int = 0
    call_from: int = 0
    call_until: int = 0
    chunk_kb: int = 256
    greedy: bool = False


def run(course: Course, folder: Path) -> dict[str, object]:
    """Shares of the line that the delivery had in each second, and the time of each of the call's packets."""
    line = CrowdedLine(course.kbit_s, folder)
    address = f"https://{THERE}:{PROVINCE_PORT}"
    settings = LinkSettings(address, ca_file=str(folder / "ca.pem"), leave_room=not course.greedy)
    with closing(line), closing(Transport(settings)) as transport:

        def upload() -> None:
            with suppress(LinkDown):  # at the end there is no line any more
                while True:
                    transport.exchange("PATCH", "/v1/files/uploads/1", body=bytes(course.chunk_kb * 1024))

        threading.Thread(target=upload, daemon=True).start()
        line.wait_until_it_began()
        ended = threading.Event()
        shares, before = [], line.received_bytes
        for second in range(course.seconds):
            if second == course.call_from and course.call_kbit_s:
                threading.Thread(target=speak, args=(course.call_kbit_s, ended), daemon=True).start()
            if second == course.call_until:
                ended.set()
            time.sleep(1.0)  # what is measured is what comes in a second
            before, now = line.received_bytes, before
            shares.append((before - now) * 8 / 1000 / course.kbit_s)
        ended.set()
        return {"shares": shares, "waits": line.waits()}


def in_network_of_its_own(course: Course) -> dict[str, Any]:
    """As ``run``, by a process that may make networks."""
    command = [*_UNSHARED, sys.executable, "-m", "tests.rigs.crowded_line", json.dumps(asdict(course))]
    told = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, timeout=course.seconds + 60)
    return dict(json.loads(told.stdout))


def can_make_networks() -> bool:
    """Whether this system lets us, and has the means."""
    tools = all(shutil.which(tool) for tool in ("unshare", "nsenter", "ip", "tc"))
    return tools and not subprocess.run([*_UNSHARED, "true"], capture_output=True, check=False).returncode


def main() -> None:
    if sys.argv[1] == "--other-end":
        other_end(Path(sys.argv[2]))
        return
    # As Windows and most systems do it, whatever this kernel's own choice is.
    HTTPConnection.default_socket_options += [(socket.IPPROTO_TCP, socket.TCP_CONGESTION, b"cubic")]
    with tempfile.TemporaryDirectory() as folder:
        _say(json.dumps(run(Course(**json.loads(sys.argv[1])), Path(folder))))


if __name__ == "__main__":
    main()
