"""How long a connection may take over a request: a slow line gets on, one that only holds a place is let go.

The web server waits for ever for a head that does not end and for a body that does not come, and each such
connection keeps a file open: a few thousand, from one machine, and nobody else is served. A head has to be whole
after a minute; a body may take hours as long as it gets on (the protocol, section 7); a connection on which
nothing is asked is kept as long as one between two requests. Requests in one piece, nearly all, are not timed.
"""

from __future__ import annotations

import asyncio
from enum import Enum, auto

from typing_extensions import override
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

KEPT_S = 75.0
"""So long a connection is kept without a request: longer than windows pause between polls and than proxies keep
theirs, so that neither has to shake hands anew each time or meets a connection that is just being closed."""

HEAD_S = 60.0
"""A head of a few hundred bytes, on the slowest line with all that else goes over it."""

STALL_S = 60.0
"""Without a byte of a body that was announced."""


class _Stage(Enum):
    BETWEEN = auto()
    HEAD = auto()
    BODY = auto()


class PatientProtocol(HttpToolsProtocol):
    """One connection, which closes itself when it has waited long enough. What came of a body its route keeps."""

    kept_s, head_s, stall_s = KEPT_S, HEAD_S, STALL_S

    _stage = _Stage.BETWEEN
    _heads = 0
    _ends = 0
    _deadline: asyncio.TimerHandle | None = None

    @override
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn narrows it
        super().connection_made(transport)
        self._wait(self.kept_s)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    @override
    def data_received(self, data: bytes) -> None:
        heads, ends = self._heads, self._ends
        super().data_received(data)
        if self.transport.is_closing():
            return
        match self._stage:
            case _Stage.HEAD if heads < self._heads:
                self._wait(self.head_s)
            case _Stage.HEAD:
                pass  # a head that comes byte by byte wins no time
            case _Stage.BODY:
                self._wait(self.stall_s)
            case _Stage.BETWEEN if ends < self._ends:
                self._stop_waiting()
            case _Stage.BETWEEN if self._deadline is None:
                self._wait(self.kept_s)  # empty lines are no request
            case _Stage.BETWEEN:
                pass

    @override
    def on_message_begin(self) -> None:
        self._stage, self._heads = _Stage.HEAD, self._heads + 1
        super().on_message_begin()

    @override
    def on_headers_complete(self) -> None:
        self._stage = _Stage.BODY
        super().on_headers_complete()

    @override
    def on_message_complete(self) -> None:
        self._stage, self._ends = _Stage.BETWEEN, self._ends + 1
        super().on_message_complete()

    def _wait(self, seconds: float) -> None:
        self._stop_waiting()
        self._deadline = self.loop.call_later(seconds, self._let_go, seconds)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _let_go(self, waited_s: float) -> None:
        if self.flow.read_paused:
            self._wait(waited_s)  # it is we who do not read on
        else:
            self.transport.close()
