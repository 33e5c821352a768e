"""Prometheus metrics: what the web layer sees, and gauges of the store that are looked up when asked for.

The processes of one ``--workers`` count in a folder that they share, so whichever of them is asked tells the sum;
servers on several machines are scraped one by one.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import sqlalchemy as sa
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from typing_extensions import override

from counter_app.contract.messages import Outcome
from province_server import figures
from province_server.store import tables as t
from province_server.store.engine import reading
from province_server.world import World, local_day

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0)


class Metrics:
    """The counters of one process."""

    def __init__(self, engine: sa.Engine, world: World, *, shared: bool = False) -> None:
        """``shared``: this process was started with a folder for the figures of all of them."""
        self.registry = CollectorRegistry()
        self._told = CollectorRegistry() if shared else self.registry
        if shared:
            MultiProcessCollector(self._told)  # type: ignore[no-untyped-call]
        self.requests = Counter(
            "province_requests", "Requests answered.", ("route", "method", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "province_request_seconds",
            "From a request's first byte to its answer's last.",
            ("route",),
            buckets=BUCKETS,
            registry=self.registry,
        )
        self.acts = Counter("province_acts", "Answers to acts.", ("outcome",), registry=self.registry)
        self.file_bytes = Counter("province_upload_bytes", "Bytes of files taken in.", registry=self.registry)
        self._told.register(_StoreGauges(engine, world))

    def text(self) -> bytes:
        """Prometheus' text format."""
        return generate_latest(self._told)

    def count_answers(self, outcomes: list[Outcome]) -> None:
        for outcome in outcomes:
            self.acts.labels(outcome.value).inc()


class _StoreGauges(Collector):
    """Figures that only the database knows."""

    def __init__(self, engine: sa.Engine, world: World) -> None:
        self._engine = engine
        self._world = world

    @override
    def collect(self) -> Iterator[Metric]:
        held = sa.select(sa.func.count()).where(t.acts.c.outcome == sa.literal_column("'held'"))
        unplaced = sa.select(sa.func.count()).where(t.changes.c.position.is_(None))
        growing = sa.select(sa.func.count()).where(t.uploads.c.whole.is_(sa.false()))
        today = local_day(self._world.now())
        with reading(self._engine) as connection:
            due = [days for (measure, _), days in figures.read(connection, today).items() if measure == "running"]
            for name, text, value in (
                ("province_acts_held", "Acts waiting for a file or a predecessor.", connection.scalar(held)),
                ("province_changes_unplaced", "Feed entries without a position yet.", connection.scalar(unplaced)),
                ("province_uploads_growing", "Uploads that are not whole.", connection.scalar(growing)),
                (
                    "province_dossiers_running",
                    "Dossiers without a result that have not ended.",
                    sum(number for days in due for number in days.values()),
                ),
                (
                    "province_dossiers_overdue",
                    "Those of them that were due before today.",
                    sum(number for days in due for day, number in days.items() if "" < day < today),
                ),
            ):
                yield GaugeMetricFamily(name, text, value=value or 0)


class Measured:
    """ASGI middleware that counts and times every request under its route's pattern."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 500

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watch)
        finally:
            route = getattr(scope.get("route"), "path", "other")
            self._metrics.requests.labels(route, scope["method"], str(status)).inc()
            self._metrics.seconds.labels(route).observe(time.perf_counter() - began)
