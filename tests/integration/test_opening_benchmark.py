"""The benchmark of what a clerk waits for first still runs, on a store small enough for every day."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.opening import pins, stores
from tests.benchmarks.ui import profile_with_store


def test_the_pin_is_measured_beside_the_bare_functions() -> None:
    figures = pins(1)

    assert {"right_pin_to_argon2", "wrong_pin_to_argon2", "scrypt_to_argon2"} <= figures.keys()
    assert all(figure > 0 for figure in figures.values())


def test_each_stage_of_opening_is_measured_beside_the_bare_file(tmp_path: Path) -> None:
    figures = stores(profile_with_store(tmp_path / "profile", 20), 1)

    assert {"store_to_sqlcipher", "counter_to_sqlcipher", "screens_to_sqlcipher"} <= figures.keys()
    assert all(figure > 0 for figure in figures.values())
