"""Answers requests on a socket, in this process or in several, and says on which port once it does."""

from __future__ import annotations

import asyncio
import socket
import ssl
import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from typing_extensions import override

from province_server.app import build_app
from province_server.patience import KEPT_S, PatientProtocol
from province_server.province import Province
from province_server.settings import Tls

BACKLOG = 2048


def listen(host: str, port: int) -> socket.socket:
    """A socket whose connections send at once what is written to them.

    An answer is written in two parts, head and body. Left to itself the system keeps the second back until the
    first is acknowledged, which a client that waits for the rest puts off for 40 ms. The event loop switches that
    off only for sockets that name their protocol, and these do not.
    """
    listener = socket.create_server((host, port), backlog=BACKLOG)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def announce(listener: socket.socket, port_file: Path | None) -> None:
    """Write the port where whoever started us looks for it."""
    port = listener.getsockname()[1]
    if port_file is not None:
        draft = port_file.with_name(f"{port_file.name}.new")
        draft.write_text(f"{port}\n", encoding="ascii")
        draft.replace(port_file)
    sys.stderr.write(f"province_server: serving on port {port}\n")
    sys.stderr.flush()


class _Announcing(uvicorn.Server):
    """Says its port once requests are served, unless somebody else does."""

    def __init__(self, config: uvicorn.Config, port_file: Path | None, *, quiet: bool) -> None:
        super().__init__(config)
        self._port_file = port_file
        self._quiet = quiet

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and sockets and not self._quiet:
            announce(sockets[0], self._port_file)


def serve_here(
    province: Province, listener: socket.socket, port_file: Path | None, *, quiet: bool = False
) -> None:
    """Answer for the province until a signal ends it."""
    serve_app(build_app(province), listener, port_file, quiet=quiet, tls=province.settings.tls)


def serve_app(
    app: Starlette, listener: socket.socket, port_file: Path | None, *, quiet: bool = False, tls: Tls | None = None
) -> None:
    """Answer for this application until a signal ends it; over TLS 1.2 or newer where ``tls`` is told."""
    config = uvicorn.Config(
        app,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=5,
        http=PatientProtocol,
        timeout_keep_alive=round(KEPT_S),
        server_header=False,
        ssl_certfile=tls.certificate if tls else None,
        ssl_keyfile=tls.key if tls else None,
    )
    config.load()
    if config.ssl is not None:
        config.ssl.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
            runner.run(_Announcing(config, port_file, quiet=quiet).serve(sockets=[listener]))
    finally:
        listener.close()
