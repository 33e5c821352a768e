"""Prometheus metrics: what the web layer sees, and gauges of the store that are looked up when asked for.

Each process counts for itself; the proxy's scraper adds them up.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import sqlalchemy as sa
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from typing_extensions import override

from counter_app.contract.messages import Outcome
from province_server.store import tables as t
from province_server.store.engine import reading

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0)


class Metrics:
    """The counters of one process."""

    def __init__(self, engine: sa.Engine) -> None:
        self.registry = CollectorRegistry()
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
        self.registry.register(_StoreGauges(engine))

    def count_answers(self, outcomes: list[Outcome]) -> None:
        for outcome in outcomes:
            self.acts.labels(outcome.value).inc()


class _StoreGauges(Collector):
    """Figures that only the database knows."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    @override
    def collect(self) -> Iterator[Metric]:
        held = sa.select(sa.func.count()).where(t.acts.c.outcome == Outcome.HELD.value)
        unplaced = sa.select(sa.func.count()).where(t.changes.c.position.is_(None))
        growing = sa.select(sa.func.count()).where(t.uploads.c.whole.is_(sa.false()))
        by_state = sa.select(t.dossiers.c.state, sa.func.count()).group_by(t.dossiers.c.state)
        with reading(self._engine) as connection:
            for name, text, query in (
                ("province_acts_held", "Acts waiting for a file or a predecessor.", held),
                ("province_changes_unplaced", "Feed entries without a position yet.", unplaced),
                ("province_uploads_growing", "Uploads that are not whole.", growing),
            ):
                yield GaugeMetricFamily(name, text, value=connection.scalar(query) or 0)
            dossiers = GaugeMetricFamily("province_dossiers", "Dossiers by state.", labels=("state",))
            for state, number in connection.execute(by_state):
                dossiers.add_metric((state,), number)
            yield dossiers


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
