"""A province and its windows, each in a process of its own, with a bad line between them: to be broken on purpose.

``Site`` keeps what was promised to citizens and asks the judge. Processes are killed, never asked to end, unless a
test stops them; a server keeps its port over its lives, as one behind a name does. A branch may have a relay, and
disks may be small enough to be filled.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import requests
import sqlalchemy as sa

from counter_app.contract import acts as contract
from counter_app.contract.moves import State
from counter_app.scanners import worker_environment
from province_server.callers import RELAY
from province_server.devices import Invitation
from province_server.province import Province, open_province
from province_server.settings import settings_for
from province_server.store import tables as t
from tests.rigs.agreement import breaches
from tests.rigs.bad_line import BadLine
from tests.rigs.cases import new_id
from tests.rigs.counter_process import FORKED, serve
from tests.rigs.province import COMPETENT, OTHER_UNIT, UNIT, RunningProvince, hire
from tests.rigs.replicas import Replica
from tests.rigs.small_disks import SmallDisk
from tests.rigs.windows import hasten_sign_ins, invite

ROOT = Path(__file__).resolve().parents[2]
START_S = 60.0
END_S = 20.0
POLL_S = 0.02
RELAY_TICK_S = 1.0
RELAY_ROUNDS = 30
ASKED_AGAIN_S = 130.0
"""After this long a window asks again for what only the branch has."""


SmallDisks = Callable[[Path], SmallDisk]
"""Makes a folder a disk of its own."""


class Died(Exception):
    """The window's process was killed before it answered."""


class Refusal(Exception):
    """The window answered what a clerk would read: an error's code."""


class Stuck(AssertionError):
    """The window did not come to rest."""


class ServerProcess:
    """``python -m province_server`` on one folder and one port."""

    def __init__(self, folder: Path, options: Sequence[str] = ()) -> None:
        self.folder = folder
        self.options = [*options]
        self._running: subprocess.Popen[bytes] | None = None
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]

    @property
    def lives(self) -> bool:
        return self._running is not None and self._running.poll() is None

    def start(self) -> None:
        """Serving when this returns, unless it serves already."""
        if self.lives:
            return
        command = [sys.executable, "-m", "province_server", "--data", self.folder, "--port", str(self.port)]
        command += ["--device-rate", "100000", *self.options]
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.folder.with_suffix(".log").open("ab") as log:
            self._running = subprocess.Popen(
                command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=worker_environment()
            )
        while not self._answers():
            assert self._running.poll() is None, self.folder.with_suffix(".log").read_text()
            with suppress(subprocess.TimeoutExpired):
                self._running.wait(POLL_S)

    def kill(self) -> None:
        if self._running is not None:
            self._running.kill()
            self._running.wait(END_S)

    def _answers(self) -> bool:
        try:
            answer = requests.head(f"http://127.0.0.1:{self.port}/v1", timeout=5)
        except (requests.ConnectionError, requests.Timeout):  # a busy machine answers late
            return False
        return answer.status_code == requests.codes.no_content


@dataclass
class Branch:
    """A branch's relay with its way up to the province. Windows reach it by lines of their own."""

    server: ServerProcess
    uplink: BadLine

    def lose_the_disk(self, province: Province) -> None:
        """The PC burnt: IT withdraws it and starts another one in its place, with nothing of what it had kept."""
        self.server.kill()
        shutil.rmtree(self.server.folder)
        withdraw_relays(province)
        self.server.options = relay_options(province, self.uplink)
        self.server.start()


def withdraw_relays(province: Province) -> None:
    c = t.devices.c
    with province.engine.connect() as connection:
        known = list(connection.scalars(sa.select(c.device_id).where(c.role == RELAY, c.withdrawn_at == "")))
    for device_id in known:
        province.devices.withdraw(device_id)


def relay_options(province: Province, uplink: BadLine) -> list[str]:
    """How a relay of the first unit is started for the first time."""
    code = new_id()
    province.devices.invite(Invitation(UNIT, "relay", RELAY), code=code, valid_for=timedelta(days=1))
    return ["--relay", uplink.url, "--relay-code", code, "--place", "Chi nhánh"]


@dataclass
class Counter:
    """One window's process with its line."""

    name: str
    folder: Path
    line: BadLine
    code: str
    relay_line: BadLine | None = None
    running: ForkServerProcess | None = None
    deaths: int = 0
    _pipe: Connection | None = None

    def start(self) -> None:
        self._pipe, theirs = FORKED.Pipe()
        relay_url = self.relay_line.url if self.relay_line else ""
        told = (theirs, self.folder, self.line.url, self.code, relay_url, worker_environment())
        self.running = FORKED.Process(target=serve, args=told, daemon=True)
        self.running.start()
        theirs.close()
        self._hear()

    @property
    def lives(self) -> bool:
        return self.running is not None and self.running.is_alive()

    @property
    def lines(self) -> list[BadLine]:
        """Every way out of this window."""
        return [self.line, *([self.relay_line] if self.relay_line else [])]

    def ask(self, do: str, **more: Any) -> Any:
        """Give an order; its result.

        Raises:
            Died: the process ended first.
            Refusal: what a clerk would read.
            Stuck: it did not come to rest.
        """
        assert self._pipe is not None
        try:
            self._pipe.send({"do": do, **more})
        except (BrokenPipeError, ConnectionResetError) as error:
            raise Died(self.name) from error
        return self._hear()

    def kill(self) -> None:
        """As a cut of power does; nothing happens to a window that is dead already."""
        if self.running is not None and self._pipe is not None:
            self.running.kill()
            self.running.join(END_S)
            self.running.close()
            self._pipe.close()
            self.running = self._pipe = None

    def restart(self) -> None:
        self.kill()
        self.start()

    def _hear(self) -> Any:
        assert self._pipe is not None
        assert self.running is not None
        try:
            answer = self._pipe.recv()
        except (EOFError, ConnectionResetError) as error:
            self.running.join(END_S)
            self.deaths += 1
            raise Died(self.name) from error
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

    server: ServerProcess
    province: Province
    counters: list[Counter]
    branch: Branch | None = None
    disks: list[SmallDisk] = field(default_factory=list)
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
        """The competent unit takes up what is sealed and finishes what it took up, if the province has room."""
        if any(disk.is_full and disk.folder == self.server.folder for disk in self.disks):
            return
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
        """Disks are freed, lines are mended, the dead live again, and everybody steps until nothing is left to do.

        Raises:
            Stuck: somebody does not come to rest.
        """
        self._mend()
        for _ in range(2):
            for counter in self.counters:
                counter.ask("settle")
        for _ in range(RELAY_ROUNDS if self.branch is not None else 0):
            if not self.breaches():
                break
            threading.Event().wait(RELAY_TICK_S)  # a relay works by its own clock
            for counter in self.counters:
                counter.ask("pass", seconds=ASKED_AGAIN_S)
                counter.ask("settle")

    def _mend(self) -> None:
        for disk in self.disks:
            disk.free()
        for server in self.servers:
            server.start()
        for line in self.lines:
            line.mend()
        for counter in self.counters:
            if not counter.lives:
                counter.restart()
            counter.ask("die", at=0)

    @property
    def servers(self) -> list[ServerProcess]:
        return [self.server, *([self.branch.server] if self.branch else [])]

    @property
    def lines(self) -> list[BadLine]:
        """Every line of the site, the relay's own among them."""
        found = [line for counter in self.counters for line in counter.lines]
        return [*found, *([self.branch.uplink] if self.branch else [])]

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
def site(
    folder: Path, windows: int = 2, *, relay: bool = False, small: SmallDisks | None = None
) -> Iterator[Site]:
    """A province with so many windows, the last of them in another unit.

    Args:
        folder: Where everybody's disk is.
        windows: How many.
        relay: Whether the first unit is a branch with a relay.
        small: Where given, province and first window have disks that can be filled.
    """
    data = folder / "province"
    data.mkdir(parents=True)
    disks = [small(data)] if small else []
    province = open_province(settings_for(data))
    hire(province)
    hasten_sign_ins(RunningProvince("", province, None))  # type: ignore[arg-type]
    server = ServerProcess(data)
    server.start()
    made = Site(server, province, [], disks=disks)
    try:
        if relay:
            made.branch = opened_branch(made, folder / "relay")
        for number in range(windows):
            unit = OTHER_UNIT if number == windows - 1 and windows > 1 else UNIT
            if small and number == 0:
                (folder / "window-0").mkdir()
                disks.append(small(folder / "window-0"))
            made.counters.append(opened(made, folder / f"window-{number}", unit))
        yield made
    finally:
        for counter in made.counters:
            counter.kill()
        for line in made.lines:
            line.close()
        for running in made.servers:
            running.kill()
        province.close()
        for disk in disks:
            disk.close()


def opened_branch(made: Site, folder: Path) -> Branch:
    """The first unit's relay."""
    uplink = BadLine(made.server.port)
    branch = Branch(ServerProcess(folder, relay_options(made.province, uplink)), uplink)
    branch.server.start()
    return branch


def opened(made: Site, folder: Path, unit: str) -> Counter:
    """One more window."""
    line = BadLine(made.server.port)
    relay_line = BadLine(made.branch.server.port) if made.branch and unit == UNIT else None
    code = invite(RunningProvince("", made.province, None), unit)  # type: ignore[arg-type]
    counter = Counter(folder.name, folder, line, code, relay_line)
    counter.start()
    return counter
