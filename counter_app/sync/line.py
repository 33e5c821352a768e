"""One connection to the province: paced to leave room for others, given up on a stall, pinned to the right key.

What the HTTP library calls a socket is wrapped once, where it was connected. So a limit on bytes per second, a
line that has gone quiet and a key that is not the province's are seen for what they are, whatever is being sent.
"""

from __future__ import annotations

import base64
import hashlib
import io
import socket
import ssl
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from requests.adapters import HTTPAdapter
from typing_extensions import override
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util.ssl_ import create_urllib3_context

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

STALL_S = 60.0
"""Given up when hardly a byte comes or goes for this long, not after a total time: a slow link is still a link."""

TRICKLE_BYTES = 512
"""Fewer bytes than this within ``STALL_S`` are no answer in the making."""

PIECE_BYTES = 16 * 1024
LARGE_PIECE_BYTES = 256 * 1024
QUICK_S = 0.05
"""A line that takes a piece so quickly is given larger ones, unless a pace is kept."""

SEND_BUFFER_BYTES = 128 * 1024
"""What the system may take from us ahead of the line; more of it would only be lost with a cut."""

NO_CHECK_TIME = 0x200000
"""OpenSSL's ``X509_V_FLAG_NO_CHECK_TIME``."""


class Pace:
    """At most so many bytes per second, in small steps; 0 means as fast as the line goes."""

    def __init__(self, bytes_per_s: float, steady: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._bytes_per_s = bytes_per_s
        self._steady = steady
        self._sleep = sleep
        self._free_at = 0.0
        self._turn = threading.Lock()

    @property
    def is_kept(self) -> bool:
        """Whether there is a limit at all."""
        return self.rate() > 0

    @property
    def gives_way(self) -> bool:
        """Whether others on the line make deliveries slower than they have been."""
        return False

    def rate(self) -> float:
        """Bytes per second now; 0 for no limit."""
        return self._bytes_per_s

    def piece_bytes(self, most: int) -> int:
        """How much may go at once."""
        return most

    def watched(self, raw: Connected) -> Callable[[], None]:  # noqa: ARG002 - of use to paces that follow the line
        """To be called whenever this connection may have carried something."""
        return lambda: None

    def take(self, size_bytes: int) -> bool:
        """Return when these bytes may go: whether that took waiting."""
        rate = self.rate()
        if rate <= 0:
            return False
        with self._turn:
            now = self._steady()
            begins = max(self._free_at, now)
            self._free_at = begins + size_bytes / rate
        if begins > now:
            self._sleep(begins - now)
        return begins > now


class Connected(Protocol):
    """What is used of a socket, plain or secured."""

    def send(self, data: memoryview, /) -> int: ...

    def settimeout(self, value: float | None, /) -> None: ...

    def makefile(self, mode: str, buffering: int) -> io.RawIOBase: ...


class WatchedSocket:
    """A connected socket under a pace and a watch. Everything else is the socket's own."""

    def __init__(self, raw: Connected, pace: Pace, steady: Callable[[], float]) -> None:
        self._raw = raw
        self._pace = pace
        self._steady = steady
        self._look = pace.watched(raw)
        raw.settimeout(STALL_S)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a socket has
        return getattr(self._raw, name)

    def settimeout(self, value: float | None) -> None:
        """The watch decides when a line is dead, not the library."""

    def sendall(self, content: bytes, flags: int = 0) -> None:  # noqa: ARG002 - the socket's signature
        """Send everything. Raises ``TimeoutError`` when the line takes nothing for ``STALL_S``."""
        left = memoryview(content).cast("B")
        most = PIECE_BYTES
        while left:
            self._look()
            piece = left[: self._pace.piece_bytes(most)]
            self._pace.take(len(piece))
            began = self._steady()
            left = left[self._raw.send(piece) :]
            is_quick = self._steady() - began < QUICK_S and not self._pace.is_kept
            most = min(most * 2, LARGE_PIECE_BYTES) if is_quick else PIECE_BYTES

    def makefile(self, mode: str = "rb", *_buffering: object, **_more: object) -> io.BufferedReader:
        """The stream from which an answer is read."""
        return io.BufferedReader(_WatchedStream(self._raw.makefile(mode, buffering=0), self._steady, self._look))


class _WatchedStream(io.RawIOBase):
    """Bytes as they come; a trickle that would never end is a stall."""

    def __init__(self, raw: io.RawIOBase, steady: Callable[[], float], look: Callable[[], None]) -> None:
        super().__init__()
        self._raw = raw
        self._steady = steady
        self._look = look
        self._since: float | None = None
        self._got = 0

    @override
    def readable(self) -> bool:
        return True

    @override
    def readinto(self, buffer: WriteableBuffer, /) -> int | None:
        got = self._raw.readinto(buffer)
        # What was sent has arrived by now, also what the system had taken from us at once.
        self._look()
        now = self._steady()
        if self._since is None:
            self._since = now
        self._got += got or 0
        if now - self._since >= STALL_S:
            if self._got < TRICKLE_BYTES:
                raise TimeoutError("the answer trickles")
            self._since, self._got = now, 0
        return got

    @override
    def close(self) -> None:
        self._raw.close()
        super().close()


class PinDiffers(ssl.SSLError):
    """The certificate is valid, but its key is not one of those that this installation was told."""


def pins_of(text: str) -> frozenset[str]:
    """The pins in a setting: ``sha256//<base64>`` of the public key, several separated by ``;``."""
    return frozenset(part.strip() for part in text.split(";") if part.strip())


def pin_of(certificate: bytes) -> str:
    """The pin of a certificate (DER)."""
    key = x509.load_der_x509_certificate(certificate).public_key()
    info = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return "sha256//" + base64.b64encode(hashlib.sha256(info).digest()).decode("ascii")


class LineAdapter(HTTPAdapter):
    """Opens connections that are watched, paced and, where pins are given, pinned.

    A pin proves more than the dates in a certificate do, so with a pin those dates are not looked at: a window
    whose clock is years off still reaches its province and learns the time from it.
    """

    def __init__(self, pace: Pace, pins: frozenset[str], steady: Callable[[], float]) -> None:
        self._pace = pace
        self._pins = pins
        self._steady = steady
        super().__init__(max_retries=0)

    @override
    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **more: Any) -> None:
        super().init_poolmanager(connections, maxsize, block, **more, ssl_context=self._context())
        self.poolmanager.pool_classes_by_scheme = self._pools()

    @override
    def proxy_manager_for(self, proxy: str, **more: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **more, ssl_context=self._context())
        manager.pool_classes_by_scheme = self._pools()
        return manager

    def _context(self) -> ssl.SSLContext:
        context = create_urllib3_context()
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if self._pins:
            context.verify_flags |= ssl.VerifyFlags(NO_CHECK_TIME)
        return context

    def _take_over(self, raw: Any) -> WatchedSocket:  # noqa: ANN401 - a socket, as the library hands it out
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
        return WatchedSocket(raw, self._pace, self._steady)

    def _require_pin(self, raw: ssl.SSLSocket) -> None:
        certificate = raw.getpeercert(binary_form=True)
        if self._pins and (certificate is None or pin_of(certificate) not in self._pins):
            raise PinDiffers("the province's key is not the one that was pinned")

    def _pools(self) -> dict[str, type[HTTPConnectionPool]]:
        adapter = self

        class PlainConnection(HTTPConnection):
            @override
            def connect(self) -> None:
                super().connect()
                self.sock = adapter._take_over(self.sock)

        class SecureConnection(HTTPSConnection):
            @override
            def connect(self) -> None:
                super().connect()
                adapter._require_pin(self.sock)  # type: ignore[arg-type]
                self.sock = adapter._take_over(self.sock)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = PlainConnection

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = SecureConnection

        return {"http": PlainPool, "https": SecurePool}
