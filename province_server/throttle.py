"""Token buckets: so many requests per second and name, with a burst; what exceeds is told how long to wait.

Each process counts for itself, so a province that runs N processes admits up to N times the rate.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from province_server.world import World

REMEMBERED = 20_000
"""Names kept; the one that was silent longest is forgotten first, its bucket being full again by then."""


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class Throttle:
    """One rate for any number of names."""

    def __init__(self, world: World, *, per_s: float, burst: int) -> None:
        self._world = world
        self._per_s = per_s
        self._burst = burst
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = Lock()

    def wait_s(self, name: str) -> float:
        """0 and one token less, or how many seconds until there is a token."""
        now = self._world.now().timestamp()
        with self._lock:
            bucket = self._buckets.setdefault(name, _Bucket(float(self._burst), now))
            self._buckets.move_to_end(name)
            if len(self._buckets) > REMEMBERED:
                self._buckets.popitem(last=False)
            refill = max(0.0, now - bucket.at) * self._per_s
            bucket.tokens = min(float(self._burst), bucket.tokens + refill)
            bucket.at = now
            if bucket.tokens >= 1.0:
                bucket.tokens -= 1.0
                return 0.0
            return (1.0 - bucket.tokens) / self._per_s
