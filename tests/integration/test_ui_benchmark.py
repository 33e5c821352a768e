"""The benchmark of the window still runs, on a store small enough for every day."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.ui import profile_with_store, search, start


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return profile_with_store(tmp_path_factory.mktemp("bench") / "profile", 60)


def test_start_is_measured_beside_a_bare_window(profile: Path) -> None:
    figures = start(profile, 1)

    assert {"shown_cpu_ratio", "ready_cpu_ratio", "day_cpu_ratio"} <= figures.keys()


def test_search_is_measured_beside_the_bare_index(profile: Path) -> None:
    figures = search(profile / "store.db", 1)

    assert figures["letters"] == 90
