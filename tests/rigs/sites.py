"""A province and its windows, each in a process of its own, with a bad line between them: to be broken on purpose.

``Site`` keeps what was promised to citizens and asks the judge. Processes are killed, never asked to end, unless a
test stops them; the province keeps its port over its lives, as a server behind a name does.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import requests

from counter_app.contract import acts as contract
from counter_app.contract.moves import State
from counter_app.scanners import worker_environment
from province_server.province import Province, open_province
from province_server.settings import settings_for
from tests.rigs.agreement import Replica, breaches
from tests.rigs.bad_line import BadLine
from tests.rigs.province import COMPETENT, OTHER_UNIT, UNIT, RunningProvince, hire
from tests.rigs.windows import hasten_sign_ins, invite

ROOT = Path(__file__).resolve().parents[2]
START_S = 60.0
END_S = 20.0
POLL_S = 0.02


class Died(Exception):
    """The window's process was killed before it answered."""


class Refusal(Exception):
    """The window answered what a clerk would read: an error's code."""


class Stuck(AssertionError):
    """The window did not come to rest."""


class ProvinceProcess:
    """``python -m province_server`` on one folder and one port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._running: subprocess.Popen[bytes] | None = None
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]

    def start(self) -> None:
        command = [sys.executable, "-m", "province_server", "--data", self.folder, "--port", str(self.port)]
        command += ["--device-rate", "100000"]
        with (self.folder / "server.log").open("ab") as log:
            self._running = subprocess.Popen(
                command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=worker_environment()
            )
        while not self._answers():
            assert self._running.poll() is None, (self.folder / "server.log").read_text()
            with suppress(subprocess.TimeoutExpired):
                self._running.wait(POLL_S)

    def kill(self) -> None:
        assert self._running is not None
        self._running.kill()
        self._running.wait(END_S)

    def _answers(self) -> bool:
        try:
            answer = requests.head(f"http://127.0.0.1:{self.port}/v1", timeout=5)
        except requests.ConnectionError:
            return False
        return answer.status_code == requests.codes.no_content


@dataclass
class Counter:
    """One window's process with its line."""

    name: str
    folder: Path
    line: BadLine
    code: str
    running: subprocess.Popen[str] | None = None
    deaths: int = 0

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.rigs.counter_process", self.folder, self.line.url, self.code]
        self.running = subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=worker_environment(),
        )
        self._hear()

    def ask(self, do: str, **more: Any) -> Any:
        """Give an order; its result.

        Raises:
            Died: the process ended first.
            Refusal: what a clerk would read.
            Stuck: it did not come to rest.
        """
        assert self.running is not None
        assert self.running.stdin is not None
        try:
            self.running.stdin.write(json.dumps({"do": do, **more}) + "\n")
            self.running.stdin.flush()
        except BrokenPipeError as error:
            raise Died(self.name) from error
        return self._hear()

    def kill(self) -> None:
        """As a cut of power does; nothing happens to a window that is dead already."""
        if self.running is not None:
            self.running.kill()
            self.running.wait(END_S)
            for pipe in (self.running.stdin, self.running.stdout):
                with suppress(BrokenPipeError):
                    pipe.close()  # type: ignore[union-attr]
            self.running = None

    def restart(self) -> None:
        self.kill()
        self.start()

    def _hear(self) -> Any:
        assert self.running is not None
        assert self.running.stdout is not None
        line = self.running.stdout.readline()
        if not line:
            self.running.wait(END_S)
            self.deaths += 1
            raise Died(self.name)
        answer = json.loads(line)
        match answer:
            case {"error": code}:
                raise Refusal(code)
            case {"stuck": what}:
                raise Stuck(f"{self.name}: {what}")
            case {"done": result}:
                return result
        return answer


@dataclass
class Site:
    """Some windows and their province."""

    server: ProvinceProcess
    province: Province
    counters: list[Counter]
    promised: dict[str, int] = field(default_factory=dict)
    unsealed: list[str] = field(default_factory=list)
    forgotten: set[str] = field(default_factory=set)
    serial: int = 0

    # --- people ------------------------------------------------------------------------------------------------

    def receive(self, at: int) -> None:
        """A dossier whose receipt the citizen takes home, unless the window dies over it."""
        self.serial += 1
        name = self.counters[at].ask("receive", name=f"Người thứ {self.serial}")
        self.promised[name] = at
        self.unsealed.append(name)

    def seal_one(self) -> None:
        if self.unsealed:
            name = self.unsealed.pop(0)
            self.counters[self.promised[name]].ask("seal", dossier=name, shade=self.serial * 7)

    def record_fee(self, chance: Random) -> None:
        if self.promised:
            name = chance.choice(sorted(self.promised))
            self.counters[self.promised[name]].ask("fee", dossier=name, amount=8000)

    def province_works(self) -> None:
        """The competent unit takes up what is sealed and finishes what it took up."""
        desk = self.province.desk
        for line in desk.dossiers(State.PROCESSING):
            file = desk.shelve(b"%PDF-1.4 " + line.dossier_id.encode())
            body = contract.ResultDigitised(
                result_code="KQ1", title="KQ", file=file.digest, size_bytes=file.size_bytes, signed=True
            )
            desk.act(line.dossier_id, body, actor="x", unit=COMPETENT)
        for line in desk.dossiers(State.SEALED):
            desk.act(line.dossier_id, contract.ProcessingStarted(unit=COMPETENT), actor="x", unit=COMPETENT)

    def hand_over(self, at: int) -> None:
        mine = [name for name, where in self.promised.items() if where == at]
        self.counters[at].ask("hand over", dossiers=mine)

    # --- rest and judgement ------------------------------------------------------------------------------------

    def come_to_rest(self) -> None:
        """Lines are mended, the dead live again, and everybody steps until nothing is left to do.

        Raises:
            Stuck: somebody does not come to rest.
        """
        for counter in self.counters:
            counter.line.mend()
            if counter.running is None or counter.running.poll() is not None:
                counter.restart()
            counter.ask("die", at=0)
        for _ in range(2):
            for counter in self.counters:
                counter.ask("settle")

    def breaches(self) -> list[str]:
        """What the judge finds."""
        replicas = [self._replica(counter) for counter in self.counters]
        return breaches(self.province, replicas, self.promised, self.forgotten)

    def _replica(self, counter: Counter) -> Replica:
        names = [line.dossier_id for line in self.province.desk.dossiers(limit=1_000_000)]
        known = sorted({*names, *self.promised})
        return msgspec.convert(counter.ask("replica", name=counter.name, dossiers=known), Replica, strict=False)

    def take_image(self, at: int, image: Path) -> None:
        """A copy of the window's disk, taken while the PC is off."""
        counter = self.counters[at]
        counter.kill()
        shutil.copytree(counter.folder, image)
        counter.start()

    def put_back(self, at: int, image: Path) -> None:
        """The window's disk is what it was when the image was taken."""
        counter = self.counters[at]
        self.forgotten |= {act.act_id for act in self._replica(counter).own}
        counter.kill()
        shutil.rmtree(counter.folder)
        shutil.copytree(image, counter.folder)
        counter.start()


@contextmanager
def site(folder: Path, windows: int = 2) -> Iterator[Site]:
    """A province with so many windows, the last of them in another unit."""
    data = folder / "province"
    data.mkdir(parents=True)
    province = open_province(settings_for(data))
    hire(province)
    hasten_sign_ins(RunningProvince("", province, None))  # type: ignore[arg-type]
    server = ProvinceProcess(data)
    server.start()
    made = Site(server, province, [])
    try:
        for number in range(windows):
            unit = OTHER_UNIT if number == windows - 1 and windows > 1 else UNIT
            made.counters.append(opened(made, folder / f"window-{number}", unit))
        yield made
    finally:
        for counter in made.counters:
            counter.kill()
            counter.line.close()
        server.kill()
        province.close()


def opened(made: Site, folder: Path, unit: str) -> Counter:
    """One more window."""
    line = BadLine(made.server.port)
    code = invite(RunningProvince("", made.province, None), unit)  # type: ignore[arg-type]
    counter = Counter(folder.name, folder, line, code)
    counter.start()
    return counter
