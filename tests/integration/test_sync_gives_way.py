"""Over real connections: a queue on the line slows deliveries down; a province that is slow does not."""

from __future__ import annotations

import ctypes
import socket
import statistics
import struct
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

import pytest
from typing_extensions import override

from counter_app.sync.room import TARGET_S
from counter_app.sync.shared_line import SharedPace
from counter_app.sync.transport import LinkSettings, Transport
from counter_app.sync.travel import Travel, WindowsTcpInfo, from_linux, from_windows, travel_of
from tests.rigs.crowded_line import Course, can_make_networks, in_network_of_its_own

BODY = bytes(300_000)
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="another system tells it in another way")


class SlowProvince(ThreadingHTTPServer):
    """Works for a while before it reads a body, and again before it answers."""

    daemon_threads = True

    def __init__(self) -> None:
        self.never = threading.Event()
        self.received = 0
        super().__init__(("127.0.0.1", 0), _Handler)

    def work(self) -> None:
        self.never.wait(0.1)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: SlowProvince

    def do_PATCH(self) -> None:
        self.server.work()
        self.server.received += len(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.work()
        self.send_response(204)
        self.send_header("Counter-Protocol", "1")
        self.end_headers()

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def province() -> Iterator[SlowProvince]:
    with SlowProvince() as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        yield server
        server.shutdown()
        serving.join()


def deliver(province: SlowProvince, pace: SharedPace) -> None:
    """Some files, by a program that goes with this pace."""
    settings = LinkSettings(f"http://127.0.0.1:{province.server_port}")
    with closing(Transport(settings, pace=pace)) as transport:
        for _ in range(8):
            transport.exchange("PATCH", "/v1/files/uploads/1", body=BODY)


@on_linux
def test_a_province_that_is_slow_does_not_slow_deliveries_down(province: SlowProvince) -> None:
    # Time flies, so that each look is a period of its own.
    seconds, slept = count(0.0, 1.0), list[float]()
    seen = list[Travel | None]()

    def noted(connection: object) -> Travel | None:
        seen.append(travel_of(connection))
        return seen[-1]

    deliver(province, SharedPace(0.0, lambda: next(seconds), slept.append, noted))

    assert len([one for one in seen if one]) > 8
    assert slept == []
    assert province.received == 8 * len(BODY)


def test_packets_that_wait_slow_deliveries_down(province: SlowProvince) -> None:
    seconds, slept, looks = count(0.0, 0.1), list[float](), count(1)

    def late(connection: object) -> Travel:
        del connection
        return Travel(2.0, 0.02, next(looks) * 2_000)

    deliver(province, SharedPace(0.0, lambda: next(seconds), slept.append, late))

    assert sum(slept) > 10
    assert province.received == 8 * len(BODY)


@pytest.mark.parametrize("leave_room", [True, False])
def test_it_may_be_switched_off(leave_room: bool) -> None:
    with closing(Transport(LinkSettings("http://127.0.0.1:9", leave_room=leave_room))) as transport:
        leaves = isinstance(transport.pace, SharedPace)

    assert leaves is leave_room


@on_linux
def test_the_system_tells_what_has_arrived_and_how_long_it_travelled() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        socket.create_connection(listener.getsockname()) as near,
    ):
        far, _ = listener.accept()
        with far:
            near.sendall(bytes(10_000))
            far.recv(10_000, socket.MSG_WAITALL)
            far.sendall(b"!")
            near.recv(1)

            travel = travel_of(near)

    assert travel is not None
    assert 10_000 <= travel.arrived_bytes <= 10_001
    assert 0 < travel.shortest_s <= travel.round_trip_s + 0.001


def test_a_connection_of_which_nothing_is_known_is_left_alone() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        told = [travel_of(datagrams), travel_of(object()), from_linux(bytes(104))]

    assert told == [None, None, None]


def test_windows_figures_are_read_where_they_stand() -> None:
    info = bytearray(88)
    struct.pack_into("<II", info, 20, 45_000, 12_000)
    struct.pack_into("<I", info, 28, 3_000)
    struct.pack_into("<Q", info, 48, 100_000)
    struct.pack_into("<I", info, 68, 7_000)

    travel = from_windows(WindowsTcpInfo.from_buffer(info))

    assert ctypes.sizeof(WindowsTcpInfo) == len(info)
    assert travel == Travel(pytest.approx(0.045), pytest.approx(0.012), 90_000)


# --- on a line of the kernel's own ----------------------------------------------------------------------------

on_a_real_line = pytest.mark.skipif(not can_make_networks(), reason="this system lets us make no networks")


def later(figures: list[float]) -> list[float]:
    """When it has found its way."""
    return figures[len(figures) // 2 :]


@pytest.mark.long
@on_a_real_line
def test_a_call_beside_a_delivery_does_not_wait_for_it() -> None:
    beside = {"seconds": 30, "call_kbit_s": 1000, "call_until": 30}

    ours = in_network_of_its_own(Course(**beside))
    greedy = in_network_of_its_own(Course(**beside, greedy=True))

    assert statistics.median(later(ours["waits"])) < 2 * TARGET_S
    assert statistics.median(later(greedy["waits"])) > 3 * statistics.median(later(ours["waits"]))
    assert statistics.mean(later(ours["shares"])) > 0.3


@pytest.mark.long
@on_a_real_line
@pytest.mark.parametrize(("kbit_s", "chunk_kb", "seconds"), [(64, 64, 60), (2000, 256, 20), (20_000, 1024, 15)])
def test_alone_on_a_line_a_delivery_has_most_of_it(kbit_s: int, chunk_kb: int, seconds: int) -> None:
    alone = in_network_of_its_own(Course(kbit_s=kbit_s, chunk_kb=chunk_kb, seconds=seconds))

    assert statistics.mean(later(alone["shares"])) > 0.8


@pytest.mark.long
@on_a_real_line
def test_what_a_call_had_is_taken_when_it_ends() -> None:
    told = in_network_of_its_own(Course(seconds=45, call_kbit_s=1000, call_from=5, call_until=20))

    assert statistics.mean(told["shares"][15:20]) < 0.6
    assert statistics.mean(told["shares"][-10:]) > 0.8
