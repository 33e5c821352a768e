"""HTTP to one eSCL scanner: short requests, and the one long wait for the next page.

Certificates are not checked: scanners make their own, and an encrypted way to an unknown scanner is better
than the open one that is the alternative. Redirects are not followed, and a job is looked for on the machine
that it was sent to, whatever host the scanner calls itself.
"""

from __future__ import annotations

import http.client
import select
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import SplitResult, urlsplit

_ANSWER_LIMIT: Final = 1024 * 1024
_PIECE: Final = 64 * 1024
_LOOK_S: Final = 0.1
_UNAVAILABLE: Final = frozenset({http.client.SERVICE_UNAVAILABLE, http.client.CONFLICT})


class LinkBroken(Exception):
    """No answer, half an answer, or one that is no HTTP. ``was_reached``: the scanner took the request."""

    def __init__(self, detail: str, *, was_reached: bool = False) -> None:
        self.was_reached = was_reached
        super().__init__(detail)


class StopWanted(Exception):
    """``stop`` was set while waiting for the scanner."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer."""

    status: int
    body: bytes
    location: str
    retry_after_s: float | None

    @property
    def is_busy(self) -> bool:
        return self.status in _UNAVAILABLE


class EsclLink:
    """``base`` is the scanner's eSCL address; every answer may take ``timeout_s``."""

    def __init__(self, base: str, timeout_s: float) -> None:
        self._base: SplitResult = urlsplit(base)
        if self._base.scheme not in {"http", "https"} or not self._base.hostname:
            raise LinkBroken(f"{base} is no address of a scanner")
        self._path = self._base.path.rstrip("/")
        self._timeout_s = timeout_s

    def get(self, name: str) -> Reply:
        return self._ask("GET", f"{self._path}/{name}")

    def post(self, name: str, document: bytes) -> Reply:
        return self._ask("POST", f"{self._path}/{name}", document)

    def delete(self, path: str) -> None:
        """Best effort: a scanner that is gone needs no cancelling."""
        with suppress(LinkBroken):
            self._ask("DELETE", path)

    def job_path(self, location: str) -> str:
        """The path of a new job, whether the scanner gave a whole address or a path."""
        return urlsplit(location).path.rstrip("/")

    def fetch(
        self, path: str, *, limit: int, begin_s: float, stop: threading.Event, alive: Callable[[], None]
    ) -> Reply:
        """One page. ``alive`` is called while the paper moves; ``begin_s`` is how long that may take.

        A request that broke off is never repeated: the scanner counts the page as delivered.
        """
        with _Exchange(self._connect()) as exchange:
            exchange.send("GET", path)
            exchange.wait(begin_s, stop, alive)
            return exchange.receive(limit, stop, alive)

    def _ask(self, method: str, path: str, document: bytes | None = None) -> Reply:
        with _Exchange(self._connect()) as exchange:
            exchange.send(method, path, document)
            return exchange.receive(_ANSWER_LIMIT)

    def _connect(self) -> http.client.HTTPConnection:
        host, port = self._base.hostname or "", self._base.port
        if self._base.scheme == "http":
            return http.client.HTTPConnection(host, port, timeout=self._timeout_s)
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return http.client.HTTPSConnection(host, port, timeout=self._timeout_s, context=context)


class _Exchange:
    """One request and its answer on a connection of its own; what goes wrong is :class:`LinkBroken`."""

    def __init__(self, connection: http.client.HTTPConnection) -> None:
        self._connection = connection

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def send(self, method: str, path: str, document: bytes | None = None) -> None:
        headers = {"Connection": "close"}
        if document is not None:
            headers["Content-Type"] = "text/xml"
        try:
            self._connection.request(method, path, document, headers)
        except (OSError, http.client.HTTPException) as error:
            raise LinkBroken(f"{type(error).__name__}: {error}") from error

    def wait(self, at_most_s: float, stop: threading.Event, alive: Callable[[], None]) -> None:
        """Until the answer begins to arrive."""
        begun = time.monotonic()
        while not select.select([self._connection.sock], [], [], _LOOK_S)[0]:
            if stop.is_set():
                raise StopWanted
            if time.monotonic() - begun > at_most_s:
                raise LinkBroken(f"no page within {at_most_s:.0f} s", was_reached=True)
            alive()

    def receive(
        self, limit: int, stop: threading.Event | None = None, alive: Callable[[], None] | None = None
    ) -> Reply:
        """The whole answer, of at most ``limit`` bytes."""
        try:
            response = self._connection.getresponse()
            body = bytearray()
            while piece := response.read1(_PIECE):
                body += piece
                if len(body) > limit:
                    raise LinkBroken(f"an answer of more than {limit} bytes", was_reached=True)
                if stop is not None and stop.is_set():
                    raise StopWanted
                if alive is not None:
                    alive()
            if response.length:
                raise LinkBroken(f"{response.length} bytes of the answer are missing", was_reached=True)
        except (OSError, http.client.HTTPException) as error:
            raise LinkBroken(f"{type(error).__name__}: {error}", was_reached=True) from error
        return Reply(
            response.status,
            bytes(body),
            response.getheader("Location", ""),
            _seconds(response.getheader("Retry-After")),
        )


def _seconds(text: str | None) -> float | None:
    return float(text) if text is not None and text.isdecimal() else None
