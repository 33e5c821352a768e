"""The provincial server as a process of its own, started as an operator would."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass
class ServerProcess:
    url: str
    process: subprocess.Popen[str]

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()

    def end(self) -> str:
        """Ask it to end; everything it said after its port."""
        self.process.terminate()
        said, _ = self.process.communicate(timeout=30)
        return said


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[ServerProcess]:
    command = [sys.executable, "-W", "error", "-m", "province_server", "--data", str(folder), "--port", "0"]
    process = subprocess.Popen(
        [*command, *options], cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    server = ServerProcess("", process)
    try:
        first = process.stdout.readline() if process.stdout else ""
        scheme = "https" if "--tls-certificate" in options else "http"
        server.url = f"{scheme}://127.0.0.1:{first.rpartition(' ')[2].strip()}"
        assert first.startswith("province_server: serving on port "), first
        yield server
    finally:
        if process.returncode is None:
            server.end()
