"""The same suite for the real thing and for its stand-in: what a use case may count on holds for both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from schemathesis.pytest.plugin import SchemathesisFunction

from counter_app.db.store import Store
from counter_app.db.vault import FileVault
from counter_app.services.ports import OpenWork, Vault
from tests.fakes.queries import MemoryQueries
from tests.fakes.store import MemoryStore
from tests.fakes.vault import MemoryVault
from tests.rigs.query_plans import Watched
from tests.rigs.shown_store import Shown

STORE_SECRET = bytes(range(32))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Schemathesis gives the tests of all operations one id, and of tests with one id only one is spread."""
    for item in items:
        if isinstance(item, SchemathesisFunction):
            item._id = item.id.with_params(item.operation_label)


@dataclass
class StoreAtHand:
    """A store and what it published."""

    open_work: OpenWork
    events: list[object] = field(default_factory=list)


@pytest.fixture(params=["sqlcipher", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[StoreAtHand]:
    """A new, empty store."""
    if request.param == "memory":
        memory = MemoryStore()
        yield StoreAtHand(memory.open_work, memory.events)
        return
    events: list[object] = []
    with Store(tmp_path / "store.db", STORE_SECRET, publish=events.append) as real:
        watched = Watched(real)
        yield StoreAtHand(real.open_work, events)
        assert watched.slow() == []


@pytest.fixture(params=["files", "memory"])
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Vault:
    """A new, empty vault."""
    return FileVault(tmp_path / "vault", STORE_SECRET) if request.param == "files" else MemoryVault()


@pytest.fixture(params=["sqlcipher", "memory"])
def shown(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Shown]:
    if request.param == "memory":
        memory = MemoryStore()
        yield Shown(memory.open_work, MemoryQueries(memory))
        return
    with Store(tmp_path / "store.db", STORE_SECRET) as real:
        watched = Watched(real)
        yield Shown(real.open_work, real.queries)
        assert watched.slow() == []
