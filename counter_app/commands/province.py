"""The demo province: the reference server as a process of its own, on loopback, with its own folder."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from typing_extensions import override

from counter_app.domain.errors import NeedsAttention

# A process that has ended is noticed at once: this is for a machine that has a lot to do.
START_S = 120.0
TOLD = "demo.json"
PORT = "port"
POLL_S = 0.05
STOP_S = 10.0


class DemoStaff(msgspec.Struct, frozen=True, kw_only=True):
    """A member of the demo's staff."""

    login: str
    password: str
    name: str
    roles: tuple[str, ...]


class DemoWindow(msgspec.Struct, frozen=True, kw_only=True):
    """A window that may be enrolled with ``code``."""

    unit: str
    window: str
    code: str


class DemoTold(msgspec.Struct, frozen=True, kw_only=True):
    """What the demo server writes down for whoever tries it."""

    staff: tuple[DemoStaff, ...]
    windows: tuple[DemoWindow, ...]


class RunningProvince:
    """A demo province that somebody else started, found by its folder. Leaving the ``with`` leaves it running."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.url = ""

    def __enter__(self) -> Self:
        try:
            self.url = f"http://127.0.0.1:{(self._folder / PORT).read_text(encoding='ascii').strip()}"
        except OSError as error:
            raise NeedsAttention("province_not_started", reason=str(self._folder)) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None

    def told(self) -> DemoTold:
        """What somebody who tries the demo has to know: staff with passwords, codes for windows."""
        return msgspec.json.decode((self._folder / TOLD).read_bytes(), type=DemoTold)

    @property
    def enrol_code(self) -> str:
        """A one-time code that makes this counter the first window of the demo branch."""
        return self.told().windows[0].code


class DemoProvince(RunningProvince):
    """A running provincial server. Leaving the ``with`` stops it; what it stored stays in its folder.

    Args:
        folder: The server's store and files.
        resources: Procedures and organisation that it distributes.
        environment: What the process gets as its environment.
        process: Whether the province works through sealed dossiers by itself, as a demo needs it.
    """

    def __init__(
        self, folder: Path, resources: Path, environment: Mapping[str, str], *, process: bool = True
    ) -> None:
        super().__init__(folder)
        self._port_file = folder / PORT
        self._resources = resources
        self._environment = dict(environment)
        self._process = process
        self._running: subprocess.Popen[bytes] | None = None

    @override
    def __enter__(self) -> Self:
        self.start()
        return self

    @override
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Return when the server answers; ``url`` is set then.

        Raises:
            NeedsAttention: ``province_not_started`` with the last line of its log.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        self._port_file.unlink(missing_ok=True)
        log = self._folder / "server.log"
        command = [sys.executable, "-m", "province_server", "--data", str(self._folder), "--port", "0"]
        command += ["--resources", str(self._resources), "--port-file", str(self._port_file), "--demo"]
        if self._process:
            command.append("--auto-process")
        with log.open("ab") as sink:
            self._running = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, env=self._environment
            )
        deadline = time.monotonic() + START_S
        while not self._answers():
            if self._running.poll() is not None or time.monotonic() > deadline:
                self.stop()
                lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
                raise NeedsAttention("province_not_started", reason=lines[-1] if lines else "")
            time.sleep(POLL_S)
        self.url = f"http://127.0.0.1:{self._port_file.read_text(encoding='ascii').strip()}"

    def stop(self) -> None:
        """End the process; kill it when it does not listen."""
        if self._running is None:
            return
        self._running.terminate()
        try:
            self._running.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._running.kill()
            self._running.wait()
        self._running = None

    def _answers(self) -> bool:
        return self._port_file.is_file() and self._port_file.read_text(encoding="ascii").strip().isdigit()
