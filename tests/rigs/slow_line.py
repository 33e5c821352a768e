"""A line of so many bits per second each way, cut now and then, that counts what was sent over it.

Bytes are taken from the sender no faster than they pass, so what a cut loses is what really was under way.
"""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress

PIECE_BYTES = 1024
BUFFER_BYTES = 4096
"""As little as the system allows: a fat buffer would hide how slow the line is."""


class SlowLine:
    """Passes connections on to a port of this machine.

    Args:
        upstream: The port.
        kbit_s: How fast, each way; 0 for as fast as it goes.
        cut_every_s: After how long all connections are cut, again and again; 0 for never.
    """

    def __init__(self, upstream: int, *, kbit_s: float = 0, cut_every_s: float = 0) -> None:
        self._upstream = upstream
        self._bytes_s = kbit_s * 1000 / 8
        self._cut_every_s = cut_every_s
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._ending = threading.Event()
        self._open: set[socket.socket] = set()
        self.sent_bytes = 0
        self.cuts = 0
        self._threads = [threading.Thread(target=run, daemon=True) for run in (self._accept, self._cut)]
        for thread in self._threads:
            thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def close(self) -> None:
        self._ending.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._hang_up()

    def _accept(self) -> None:
        while not self._ending.is_set():
            try:
                near, _ = self._listener.accept()
                near.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER_BYTES)
                far = socket.create_connection(("127.0.0.1", self._upstream))
            except OSError:
                continue
            self._open |= {near, far}
            for source, target, counted in ((near, far, True), (far, near, False)):
                threading.Thread(target=self._pump, args=(source, target, counted), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket, counted: bool) -> None:
        free_at = time.monotonic()
        with suppress(OSError):
            while piece := source.recv(PIECE_BYTES if self._bytes_s else 1 << 18):
                if self._bytes_s:
                    free_at = max(free_at, time.monotonic()) + len(piece) / self._bytes_s
                    self._ending.wait(max(0.0, free_at - time.monotonic()))
                self.sent_bytes += len(piece) if counted else 0
                target.sendall(piece)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
            self._open.discard(end)

    def _cut(self) -> None:
        while self._cut_every_s and not self._ending.wait(self._cut_every_s):
            self.cuts += bool(self._open)
            self._hang_up()

    def _hang_up(self) -> None:
        for end in list(self._open):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
