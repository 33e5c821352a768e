"""Token buckets: so many requests per second and name, with a burst; what exceeds is told how long to wait.

``Throttle`` counts in this process; it shields the process from load. ``SharedThrottle`` counts in the database,
for all processes of a province together: what it bounds is bounded however many serve. Where a bound keeps people
from guessing a secret, every try is counted there; where it only keeps one device from taking too much, a process
takes several tokens at once, so that counting costs less than what is counted.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock
from typing import Protocol

import sqlalchemy as sa
from typing_extensions import override

from province_server.store import tables as t
from province_server.store.bulk import insert_new
from province_server.store.engine import run_writing
from province_server.world import World

REMEMBERED = 20_000
"""Names kept; the one that was silent longest is forgotten first, its bucket being full again by then."""

CLOCKS_DIFFER_S = 60.0
"""Clocks of machines that serve one province are never further apart, unless one is wrong."""

FORGOTTEN_AFTER = timedelta(days=1)
"""Every bucket that nobody touched for so long is full again."""


class Throttles(Protocol):
    """One rate for any number of names."""

    def wait_s(self, name: str) -> float:
        """0 and one token less, or how many seconds until there is a token. May block on the database."""


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float

    def refill(self, now: float, per_s: float, burst: int) -> None:
        self.tokens = min(float(burst), self.tokens + max(0.0, now - self.at) * per_s)
        self.at = now

    def take(self, most: int) -> int:
        """Up to so many whole tokens."""
        taken = min(most, int(self.tokens))
        self.tokens -= taken
        return taken


class Throttle(Throttles):
    """Counts in this process alone."""

    def __init__(self, world: World, *, per_s: float, burst: int) -> None:
        self._world = world
        self._per_s = per_s
        self._burst = burst
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = Lock()

    @override
    def wait_s(self, name: str) -> float:
        now = self._world.now().timestamp()
        with self._lock:
            bucket = self._buckets.setdefault(name, _Bucket(float(self._burst), now))
            self._buckets.move_to_end(name)
            if len(self._buckets) > REMEMBERED:
                self._buckets.popitem(last=False)
            bucket.refill(now, self._per_s, self._burst)
            return 0.0 if bucket.take(1) else (1.0 - bucket.tokens) / self._per_s


class SharedThrottle(Throttles):
    """Counts in the database; this process holds at most ``at_once`` tokens of a name that it has not used."""

    def __init__(
        self, engine: sa.Engine, world: World, kind: str, *, per_s: float, burst: int, at_once: int = 1
    ) -> None:
        self._engine = engine
        self._world = world
        self._kind = kind
        self._per_s = per_s
        self._burst = burst
        self._at_once = at_once
        self._here: OrderedDict[str, int] = OrderedDict()
        self._lock = Lock()

    @override
    def wait_s(self, name: str) -> float:
        if self._use_one_here(name):
            return 0.0
        taken, wait = run_writing(self._engine, lambda connection: self._take(connection, name))
        if taken > 1:
            self._keep_here(name, taken - 1)
        return 0.0 if taken else wait

    def _use_one_here(self, name: str) -> bool:
        with self._lock:
            left = self._here.pop(name, 0)
            if left > 1:
                self._here[name] = left - 1
            return left > 0

    def _keep_here(self, name: str, tokens: int) -> None:
        with self._lock:
            self._here[name] = self._here.get(name, 0) + tokens
            if len(self._here) > REMEMBERED:
                self._here.popitem(last=False)

    def _take(self, connection: sa.Connection, name: str) -> tuple[int, float]:
        now = self._world.now().timestamp()
        row = {"kind": self._kind, "name": name, "tokens": float(self._burst), "at": now}
        insert_new(connection, t.allowances, [row])
        c = t.allowances.c
        mine = sa.and_(c.kind == self._kind, c.name == name)
        tokens, at = connection.execute(sa.select(c.tokens, c.at).where(mine).with_for_update()).one()
        # A little ahead is another machine's clock, which gives nobody tokens twice; far ahead was a wrong one.
        bucket = _Bucket(tokens, at if at - now < CLOCKS_DIFFER_S else now)
        bucket.refill(max(now, bucket.at), self._per_s, self._burst)
        taken = bucket.take(self._at_once)
        connection.execute(sa.update(t.allowances).where(mine).values(tokens=bucket.tokens, at=bucket.at))
        return taken, (1.0 - bucket.tokens) / self._per_s


def forget_allowances(engine: sa.Engine, world: World) -> int:
    """Drop the buckets that are full again; how many there were."""
    before = (world.now() - FORGOTTEN_AFTER).timestamp()
    return run_writing(
        engine, lambda connection: connection.execute(sa.delete(t.allowances).where(t.allowances.c.at < before))
    ).rowcount
