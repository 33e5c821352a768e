"""Hosts that answer in every way but the province's: a TCP listener that says to each caller what it is told.

Nothing here knows HTTP: an answer is the bytes given, cut where it is told to be cut.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Talk = Callable[[socket.socket, bytes], None]
"""What the host does once a request has arrived."""


@dataclass
class Host:
    """Where it listens, and what was asked of it."""

    port: int
    requests: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def says(answer: bytes) -> Talk:
    """The host sends this and hangs up."""

    def talk(connection: socket.socket, _request: bytes) -> None:
        connection.sendall(answer)

    return talk


def http(status: str, body: bytes = b"", **headers: str) -> bytes:
    """An HTTP answer; header names with underscores."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


@contextmanager
def host(talk: Talk, context: ssl.SSLContext | None = None) -> Iterator[Host]:
    """Listen until the block ends; every connection gets the same talk."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.05)
    heard = Host(listener.getsockname()[1])
    ending = threading.Event()

    def serve() -> None:
        while not ending.is_set():
            with suppress(TimeoutError):
                _answer(*listener.accept()[:1], talk, heard, context)

    thread = threading.Thread(target=serve, name="strange host")
    thread.start()
    try:
        yield heard
    finally:
        ending.set()
        thread.join()
        listener.close()


def _answer(connection: socket.socket, talk: Talk, heard: Host, context: ssl.SSLContext | None) -> None:
    with suppress(OSError), connection:
        connection.settimeout(5)
        spoken = context.wrap_socket(connection, server_side=True) if context else connection
        with spoken:
            request = spoken.recv(65536)
            heard.requests.append(request)
            if request:
                talk(spoken, request)
