"""A line between one counter and the province that does to requests and answers whatever lines have done.

It speaks just enough HTTP to know where a request ends, so that each fault hits where it hurts: an answer lost
after the commit, half a body, a request that arrives twice or long after its time. Chance is given by a seed;
what happened is counted, so that a run can show that its faults were reached.
"""

from __future__ import annotations

import socket
import threading
from collections import Counter as Tally
from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from random import Random

PATIENCE_S = 20.0
CALLERS = 3
"""Connections served at once; one window has one, and a new one when it gave that up."""

LATE_BY = 2
"""A twin that comes late arrives after this many others."""


class Fault(StrEnum):
    """What can happen to one request."""

    NO_CONNECTION = "no_connection"
    BODY_CUT = "body_cut"
    ANSWER_LOST = "answer_lost"
    ANSWER_CUT = "answer_cut"
    HALF_CLOSED = "half_closed"
    TWICE = "twice"
    LATE_TWIN = "late_twin"
    PORTAL = "portal"
    BUSY = "busy"
    REQUEST_FLIPPED = "request_flipped"
    ANSWER_FLIPPED = "answer_flipped"
    TRICKLE = "trickle"
    DELAYED = "delayed"


PORTAL = b"<html><body>Xin moi dang nhap Wi-Fi</body></html>"
PORTAL_ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b"
    % (
        len(PORTAL),
        PORTAL,
    )
)
BUSY_ANSWER = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class _Hung(Exception):
    """This connection ends here."""


class BadLine:
    """Listens on a port of its own and passes requests on to the province, or does not.

    Args:
        upstream: The province's port on this machine.
        seed: Of the chance by which faults come.
    """

    def __init__(self, upstream: int, seed: int = 0) -> None:
        self.upstream = upstream
        self.is_down = False
        self.faults: Mapping[Fault, float] = {}
        self.met: Tally[Fault] = Tally()
        self._chance = Random(seed)  # noqa: S311 - chance of a test
        self._turn = threading.Lock()
        self._late: list[tuple[int, bytes]] = []
        self._served = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._ending = False
        self._open: set[socket.socket] = set()
        self._threads = [threading.Thread(target=self._accept, name="bad line") for _ in range(CALLERS)]
        for thread in self._threads:
            thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def reseed(self, seed: int) -> None:
        """From here on chance is that of this seed."""
        self._chance = Random(seed)  # noqa: S311 - chance of a test

    def mend(self) -> None:
        """No faults any more; a late twin that still is on its way arrives."""
        self.is_down, self.faults = False, {}
        with self._turn:
            late, self._late = self._late, []
        for _, request in late:
            with suppress(_Hung):
                self._pass_on(request)

    def close(self) -> None:
        self._ending = True
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    # --- connections -------------------------------------------------------------------------------------------

    def _accept(self) -> None:
        while not self._ending:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._serve(connection)

    def _serve(self, connection: socket.socket) -> None:
        self._open.add(connection)
        try:
            with connection:
                connection.settimeout(PATIENCE_S)
                rest = b""
                while not self.is_down:
                    request, rest = read_request(connection, rest)
                    if self.is_down:
                        return
                    self._one(connection, request)
        except (_Hung, OSError):
            pass
        finally:
            self._open.discard(connection)

    def _one(self, connection: socket.socket, request: bytes) -> None:
        fault = self._fate()
        for late in self._arriving():
            with suppress(_Hung):
                self._pass_on(late)
        match fault:
            case Fault.NO_CONNECTION:
                raise _Hung
            case Fault.PORTAL | Fault.BUSY:
                connection.sendall(PORTAL_ANSWER if fault is Fault.PORTAL else BUSY_ANSWER)
                raise _Hung
            case Fault.BODY_CUT:
                self._pass_on(request[: max(1, len(request) - max(1, body_length(request) // 2))], whole=False)
                raise _Hung
            case Fault.REQUEST_FLIPPED:
                request = self._flipped(request, body_length(request))
            case Fault.TWICE:
                self._pass_on(request)
            case Fault.LATE_TWIN:
                with self._turn:
                    self._late.append((self._served + LATE_BY, request))
            case Fault.DELAYED:
                threading.Event().wait(self._chance.random() * 0.1)
            case _:
                pass
        answer = self._pass_on(request, half_close=fault is Fault.HALF_CLOSED)
        self._tell(connection, answer, fault)

    def _tell(self, connection: socket.socket, answer: bytes, fault: Fault | None) -> None:
        match fault:
            case Fault.ANSWER_LOST:
                raise _Hung
            case Fault.ANSWER_CUT:
                connection.sendall(answer[: len(answer) // 2])
                raise _Hung
            case Fault.ANSWER_FLIPPED:
                connection.sendall(self._flipped(answer, body_length(answer)))
            case Fault.TRICKLE:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                for at in range(len(answer)):
                    connection.sendall(answer[at : at + 1])
            case _:
                connection.sendall(answer)

    # --- chance ------------------------------------------------------------------------------------------------

    def _fate(self) -> Fault | None:
        with self._turn:
            self._served += 1
            drawn = self._chance.random()
            for fault, share in self.faults.items():
                drawn -= share
                if drawn < 0:
                    self.met[fault] += 1
                    return fault
        return None

    def _arriving(self) -> list[bytes]:
        with self._turn:
            due = [request for at, request in self._late if at <= self._served]
            self._late = [(at, request) for at, request in self._late if at > self._served]
        return due

    def _flipped(self, message: bytes, body: int) -> bytes:
        """One bit of the body is another; a message without one stays as it is."""
        if body == 0:
            return message
        at = len(message) - 1 - self._chance.randrange(body)
        return message[:at] + bytes([message[at] ^ (1 << self._chance.randrange(8))]) + message[at + 1 :]

    # --- the province ------------------------------------------------------------------------------------------

    def _pass_on(self, request: bytes, *, whole: bool = True, half_close: bool = False) -> bytes:
        """The province's answer; empty for a request that is not sent to its end."""
        try:
            with socket.create_connection(("127.0.0.1", self.upstream), PATIENCE_S) as province:
                province.settimeout(PATIENCE_S)
                province.sendall(request)
                if half_close:
                    province.shutdown(socket.SHUT_WR)
                return read_answer(province, request) if whole else b""
        except OSError as error:
            raise _Hung from error


def read_request(connection: socket.socket, rest: bytes) -> tuple[bytes, bytes]:
    """The next whole request, and what was read behind it."""
    message = _until_body(connection, rest)
    length = message.index(b"\r\n\r\n") + 4 + stated_length(message)
    message = _filled(connection, message, length)
    return message[:length], message[length:]


def read_answer(connection: socket.socket, request: bytes) -> bytes:
    """The whole answer to this request."""
    message = _until_body(connection, b"")
    head = message.index(b"\r\n\r\n") + 4
    if request.startswith(b"HEAD ") or message.split(b" ", 2)[1] in {b"204", b"304"}:
        return message[:head]
    if b"transfer-encoding: chunked" in message[:head].lower():
        while not message.endswith(b"\r\n0\r\n\r\n"):
            message += _more(connection)
        return message
    return _filled(connection, message, head + stated_length(message))


def stated_length(message: bytes) -> int:
    """What ``Content-Length`` says; 0 without one."""
    head = message[: message.index(b"\r\n\r\n")].lower()
    for line in head.split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.split(b":", 1)[1])
    return 0


def body_length(message: bytes) -> int:
    """How many bytes behind the head there really are."""
    return len(message) - message.index(b"\r\n\r\n") - 4


def _until_body(connection: socket.socket, message: bytes) -> bytes:
    while b"\r\n\r\n" not in message:
        message += _more(connection)
    return message


def _filled(connection: socket.socket, message: bytes, length: int) -> bytes:
    while len(message) < length:
        message += _more(connection)
    return message


def _more(connection: socket.socket) -> bytes:
    got = connection.recv(65536)
    if not got:
        raise _Hung
    return got
