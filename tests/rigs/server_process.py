"""The provincial server as a process of its own, started as an operator would."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.rigs.bare_counter import Counter

ROOT = Path(__file__).parents[2]


@dataclass
class ServerProcess:
    url: str
    process: subprocess.Popen[str]
    before: str = ""
    """What it said before it served."""

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
        assert process.stdout is not None
        line = process.stdout.readline()
        while line and not line.startswith("province_server: serving on port "):
            server.before += line
            line = process.stdout.readline()
        assert line, server.before
        scheme = "https" if "--tls-certificate" in options else "http"
        server.url = f"{scheme}://127.0.0.1:{line.rpartition(' ')[2].strip()}"
        yield server
    finally:
        if process.returncode is None:
            server.end()


def demonstrated(folder: Path, url: str, window: int = 0) -> Counter:
    """A window of a demonstration, enrolled."""
    told = json.loads((folder / "demo.json").read_text())["windows"][window]
    counter = Counter(url, told["unit"])
    counter.enrol(told["code"])
    return counter
