"""What goes wrong on one seeded day at a few windows: lines that fail, partitions, kills on either side.

A storm does what people do and what machines suffer in an order that its seed gives; then everything is mended,
comes to rest and is judged. The same seed makes the same storm, as far as processes let it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from random import Random

from tests.rigs.bad_line import Fault
from tests.rigs.sites import Died, Refusal, Site

ACTIONS = 24
A_FEW_ACTIONS = 12
FEW, MANY = 0.02, 0.25
LATEST_DEATH = 70
"""How many marks ahead a death is set at most: a seal with its delivery passes about as many."""


class Storm:
    """One seeded storm over a site."""

    def __init__(self, site: Site, seed: int) -> None:
        self._site = site
        self._chance = Random(seed)  # noqa: S311 - chance of a test
        for number, counter in enumerate(site.counters):
            counter.line.reseed(seed * 31 + number)

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

    def _act(self) -> None:
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
            # A step that was taken before the window died is not possible again.
            if str(refusal) not in {"illegal_move", "held_elsewhere"}:
                raise

    def _revive(self) -> None:
        for counter in self._site.counters:
            if counter.running is not None and counter.running.poll() is not None:
                counter.restart()

    def _judge(self) -> None:
        self._site.come_to_rest()
        assert self._site.breaches() == []
