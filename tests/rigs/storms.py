"""What goes wrong on one seeded day at a few windows: lines that fail, partitions, kills, full disks, lost relays.

A storm does what people do and what machines suffer in an order that its seed gives; then everything is mended,
comes to rest and is judged. The same seed makes the same storm, as far as processes let it.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable, Collection
from contextlib import suppress
from random import Random

from tests.rigs.bad_line import Fault
from tests.rigs.sites import Died, Refusal, ServerProcess, Site

ACTIONS = 24
A_FEW_ACTIONS = 12
FEW, MANY = 0.02, 0.25
DAYS_OFF = (-3000, -1, 0, 1, 4000)
NOT_NOW = {"illegal_move", "held_elsewhere", "held_at_province"}
"""What a window may say of a step that was taken before it died: it is not possible again."""

NO_ROOM = {"disk_full", "no_numbers_left", "already_registered", "page_not_kept"}

LATEST_DEATH = 70
"""How many marks ahead a death is set at most: a seal with its delivery passes about as many."""


class Storm:
    """One seeded storm over a site."""

    def __init__(self, site: Site, seed: int) -> None:
        self._site = site
        self._chance = Random(seed)  # noqa: S311 - chance of a test
        for number, line in enumerate(site.lines):
            line.reseed(seed * 31 + number)
        self.met: Tally[str] = Tally()

    def of_partitions(self) -> None:
        """Windows are cut off and joined again, one by one or together, on lines that fail besides."""
        for counter in self._site.counters:
            counter.line.faults = dict.fromkeys(Fault, FEW)
        for _ in range(ACTIONS):
            if self._chance.random() < MANY:
                line = self._chance.choice(self._site.counters).line
                line.is_down = not line.is_down
            self._act()
        self._judge()

    def of_deaths(self) -> None:
        """A window dies at some commit or request, perhaps again while it recovers; now and then the province."""
        for counter in self._site.counters:
            counter.line.faults = dict.fromkeys(Fault, FEW / 2)
        victim = self._chance.choice(self._site.counters)
        for _ in range(self._chance.randint(1, 2)):
            with suppress(Died):
                victim.ask("die", at=self._chance.randint(1, LATEST_DEATH))
            before = victim.deaths
            for _ in range(ACTIONS):
                self._act()
                if victim.deaths > before:
                    break
        if self._chance.random() < MANY:
            self._site.server.kill()
            self._act()
            self._site.server.start()
        self._judge()

    def of_one_fault(self, fault: Fault) -> None:
        """A day on a line that knows this one fault, at every other request."""
        for counter in self._site.counters:
            counter.line.faults = {fault: 0.5}
        for _ in range(A_FEW_ACTIONS):
            self._act()
        self._judge()

    def of_nemeses(self) -> None:
        """Everything at once: besides lines and deaths, disks fill, clocks jump, servers die, a relay burns."""
        for line in self._site.lines:
            line.faults = dict.fromkeys(Fault, FEW / 2)
        for _ in range(ACTIONS):
            if self._chance.random() < 2 * MANY:
                self._something_happens()
            self._act(allowed=NOT_NOW | NO_ROOM)
        self._judge()

    def _something_happens(self) -> None:
        site, chance = self._site, self._chance
        nemeses: dict[str, Callable[[], object]] = {
            "lines": self._line_changes,
            "clock": self._clock_jumps,
            "window dies": self._window_will_die,
            "server dies": self._server_restarts,
        }
        if site.disks:
            nemeses["disk"] = self._disk_changes
        if site.branch is not None:
            nemeses["relay burns"] = self._relay_burns
        name = chance.choice([*nemeses, "lines", "disk" if site.disks else "lines"])
        self.met[name] += 1
        nemeses[name]()

    def _line_changes(self) -> None:
        line = self._chance.choice(self._site.lines)
        line.is_down = not line.is_down

    def _disk_changes(self) -> None:
        disk = self._chance.choice(self._site.disks)
        if disk.is_full:
            disk.free()
        else:
            disk.fill(self._chance)

    def _clock_jumps(self) -> None:
        counter = self._chance.choice(self._site.counters)
        with suppress(Died):
            counter.ask("clock", ahead_s=self._chance.choice(DAYS_OFF) * 86400)

    def _window_will_die(self) -> None:
        with suppress(Died):
            self._chance.choice(self._site.counters).ask("die", at=self._chance.randint(1, LATEST_DEATH))

    def _server_restarts(self) -> None:
        """A server is killed; the next time that it is its turn it comes back, if its disk lets it."""
        server = self._chance.choice(self._site.servers)
        if server.lives:
            server.kill()
        else:
            self._start(server)

    def _start(self, server: ServerProcess) -> None:
        for disk in self._site.disks:
            if disk.folder == server.folder:
                disk.free()
        server.start()

    def _relay_burns(self) -> None:
        """Its disk and everything on it; IT brings another PC once the province can be asked for its code."""
        branch = self._site.branch
        assert branch is not None
        self._start(self._site.server)
        branch.uplink.mend()
        branch.lose_the_disk(self._site.province)
        branch.uplink.faults = dict.fromkeys(Fault, FEW / 2)

    def _act(self, allowed: Collection[str] = frozenset(NOT_NOW)) -> None:
        """Something that people do, or some steps of the link. A window that died is started again."""
        at = self._chance.randrange(len(self._site.counters))
        step: Callable[[], object] = lambda: self._site.counters[at].ask(  # noqa: E731
            "step", times=self._chance.randint(1, 12)
        )
        acts: list[Callable[[], object]] = [
            lambda: self._site.receive(at),
            self._site.seal_one,
            self._site.seal_one,
            lambda: self._site.record_fee(self._chance),
            self._site.province_works,
            lambda: self._site.hand_over(at),
            step,
            step,
            step,
            step,
        ]
        try:
            self._chance.choice(acts)()
        except Died:
            self._revive()
        except Refusal as refusal:
            if str(refusal) not in allowed:
                raise

    def _revive(self) -> None:
        for counter in self._site.counters:
            if not counter.lives:
                counter.line.mend()
                for disk in self._site.disks:
                    disk.free()
                counter.restart()

    def _judge(self) -> None:
        self._site.come_to_rest()
        found = self._site.breaches()
        assert found == [], found
