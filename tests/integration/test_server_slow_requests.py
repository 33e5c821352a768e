"""Requests that do not end: a connection that only holds a place is let go, a slow one that gets on is served."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import repeat
from urllib.parse import urlsplit

import pytest

from province_server.app import build_app
from province_server.patience import PatientProtocol
from tests.rigs.province import RunningProvince, served

LONG_S = 600.0
PACE_S = 0.03
"""A client that sends a byte at a time sends one each time it has heard nothing for so long."""


class NoTimeForHeads(PatientProtocol):
    kept_s, head_s, stall_s = LONG_S, 0.3, LONG_S


class NoTimeForStalls(PatientProtocol):
    kept_s, head_s, stall_s = LONG_S, LONG_S, 1.0


class NoTimeForSilence(PatientProtocol):
    kept_s, head_s, stall_s = 0.3, LONG_S, LONG_S


@contextmanager
def connected(running: RunningProvince, http: type[PatientProtocol]) -> Iterator[socket.socket]:
    with served(build_app(running.province), http) as url:
        port = urlsplit(url).port
        with socket.create_connection(("127.0.0.1", port), timeout=LONG_S) as connection:
            yield connection


def answer_to(connection: socket.socket, drops: Iterator[bytes]) -> bytes:
    """What comes back while this is sent drop by drop; empty when the server hangs up without a word."""
    connection.settimeout(PACE_S)
    for drop in drops:
        try:
            return connection.recv(65536)
        except TimeoutError:
            pass
        except ConnectionError:
            return b""
        try:
            connection.sendall(drop)
        except ConnectionError:
            return b""
    connection.settimeout(LONG_S)
    return connection.recv(65536)


def test_a_head_that_never_ends_is_let_go_however_it_trickles(lone_province: RunningProvince) -> None:
    with connected(lone_province, NoTimeForHeads) as connection:
        connection.sendall(b"GET /v1/health HTTP/1.1\r\nHost: x\r\nX-Slow: ")

        told = answer_to(connection, repeat(b"a"))

    assert told == b""


def test_the_next_head_on_a_connection_has_no_more_time_than_the_first(lone_province: RunningProvince) -> None:
    with connected(lone_province, NoTimeForHeads) as connection:
        connection.sendall(b"GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n")
        first = b""
        while not first.endswith(b"}"):
            first += connection.recv(65536)
        connection.sendall(b"GET /v1/health HTTP/1.1\r\n")

        told = answer_to(connection, repeat(b"X-More: 1\r\n"))

    assert first.startswith(b"HTTP/1.1 200")
    assert told == b""


def test_a_body_that_stops_coming_is_let_go(lone_province: RunningProvince) -> None:
    with connected(lone_province, NoTimeForStalls) as connection:
        connection.sendall(b"POST /v1/devices HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")

        told = connection.recv(65536)

    assert told == b""


def test_a_body_that_comes_slowly_is_waited_for(lone_province: RunningProvince) -> None:
    body = b" " * 58 + b"{}"
    with connected(lone_province, NoTimeForStalls) as connection:
        connection.sendall(b"POST /v1/devices HTTP/1.1\r\nHost: x\r\nContent-Length: 60\r\n\r\n")

        told = answer_to(connection, iter(body[place : place + 1] for place in range(60)))

    assert told.startswith(b"HTTP/1.1 400")
    assert b"counter-protocol: 1" in told


@pytest.mark.parametrize("said", [b"", b"\r\n"], ids=["nothing", "empty lines"])
def test_a_connection_on_which_nothing_is_asked_is_let_go(lone_province: RunningProvince, said: bytes) -> None:
    with connected(lone_province, NoTimeForSilence) as connection:
        told = answer_to(connection, repeat(said))

    assert told == b""


def test_an_answer_that_takes_its_time_is_not_cut(lone_province: RunningProvince) -> None:
    reader = lone_province.counter()
    reader.changes()
    cursor = reader.all_changes()[-1].position
    with served(build_app(lone_province.province), NoTimeForHeads) as url:
        reader.url = url

        answer = reader.changes(cursor, wait=1)

    assert answer.changes == ()
