"""Several serving processes on one port: the parent holds the socket, children answer, one that dies is replaced.

Nothing is shared but the socket, the database, the folder of files and the operator's figures. The parent serves
nothing itself, so that it lives when a child does not.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from province_server.serving import announce

TOO_SOON_S = 5.0
"""A child that ends earlier than this after its start is a misconfiguration, not an accident."""


class Workers:
    """Starts, watches and ends the children."""

    def __init__(self, count: int, arguments: Sequence[str], listener: socket.socket) -> None:
        self._command = [
            sys.executable, "-m", "province_server", *arguments, "--listener", str(listener.fileno()),
        ]  # fmt: skip
        self._listener = listener
        self._count = count
        self._children: list[subprocess.Popen[bytes]] = []
        self._ending = threading.Event()
        self._figures = tempfile.TemporaryDirectory(prefix="province-metrics-")

    def run(self, port_file: Path | None) -> None:
        """Return when a signal asks for it, or when all children end as soon as they start."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._asked_to_end)
        self._children = [self._start() for _ in range(self._count)]
        announce(self._listener, port_file)
        try:
            while not self._ending.wait(TOO_SOON_S):
                if all(child.poll() is not None for child in self._children):
                    return
                self._children = [child if child.poll() is None else self._start() for child in self._children]
        finally:
            self._end()

    def _start(self) -> subprocess.Popen[bytes]:
        # prometheus_client looks for its folder nowhere else, and before anything is imported.
        shared = {"PROMETHEUS_MULTIPROC_DIR": self._figures.name}
        environment = {**os.environ, **shared}  # noqa: TID251 - the children's, passed on as it is
        return subprocess.Popen(self._command, pass_fds=[self._listener.fileno()], env=environment)

    def _asked_to_end(self, _number: int, _frame: FrameType | None) -> None:
        self._ending.set()

    def _end(self) -> None:
        for child in self._children:
            child.terminate()
        for child in self._children:
            child.wait()
        self._listener.close()
        self._figures.cleanup()
