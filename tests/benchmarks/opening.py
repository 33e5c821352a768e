"""Measures what a clerk waits for before the work: the PIN at the lock, and the store being opened.

    ./dev bench opening [FOLDER] [--dossiers 10000] [--runs 21]

*PIN*: a right and a wrong one at the real lock, beside Argon2id called by itself with the same verifier, and
beside scrypt of the standard library with 32 MiB. *Store*: what is opened in turn behind the window (the store's
file, the counter, every screen joined to it), each as a whole from nothing, beside SQLCipher opening the same file
with the same key and reading its first page; everything is loaded and was opened once before. Each round measures
all of them in turn; a ratio is the median of the rounds' ratios. A folder without a store is filled first. Prints
one JSON object.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import argon2

from counter_app.bootstrap import Counter, open_counter
from counter_app.commands.window_parts import opened_parts
from counter_app.db.database import open_raw
from counter_app.db.keys import StoreKey
from counter_app.db.store import Store
from counter_app.domain.errors import NotAllowed
from counter_app.services.at_window import AtWindow
from counter_app.services.quick_lock import QuickLock
from counter_app.settings import read_settings
from counter_app.sync.passwords import Argon2Check, verifier_of
from counter_app.system import SystemClock
from tests.benchmarks.store_fill import SECRET
from tests.benchmarks.ui import profile_with_store
from tests.builders.desk import DeskOfTests

PIN, WRONG = "250492", "250493"
SCRYPT = {"n": 2**15, "r": 8, "p": 1, "maxmem": 64 << 20, "dklen": 32}

Work = Callable[[], object]


def in_turn(works: Mapping[str, Work], peer: str, rounds: int) -> dict[str, float]:
    """The median of each in milliseconds, and its ratio to the peer's in the same round."""
    took: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            began = time.perf_counter()
            work()
            took[name].append((time.perf_counter() - began) * 1000)
    told = {f"{name}_ms": round(statistics.median(times), 2) for name, times in took.items()}
    for name, times in took.items():
        if name != peer:
            ratios = [mine / theirs for mine, theirs in zip(times, took[peer], strict=True)]
            told[f"{name}_to_{peer}"] = round(statistics.median(ratios), 3)
    return told


def pins(rounds: int) -> dict[str, float]:
    """The lock beside the bare functions."""
    at_window = AtWindow()
    at_window.came(DeskOfTests.session)
    lock = QuickLock(Argon2Check(), verifier_of, at_window, SystemClock())
    lock.set_pin(DeskOfTests.session, PIN)
    verifier, hasher = verifier_of(PIN), argon2.PasswordHasher()

    def wrong() -> None:
        try:
            lock.unlock(WRONG)
        except NotAllowed:
            # The right one takes the wrong try back; it is measured by itself.
            return
        raise AssertionError

    def right() -> None:
        assert lock.unlock(PIN) == DeskOfTests.session

    works: dict[str, Work] = {
        "argon2": lambda: hasher.verify(verifier, PIN),
        "wrong_pin": wrong,
        "right_pin": right,
        "scrypt": lambda: hashlib.scrypt(PIN.encode(), salt=bytes(16), **SCRYPT),
    }
    return in_turn(works, "argon2", rounds)


def stores(profile: Path, rounds: int) -> dict[str, float]:
    """What is opened behind the window, beside the bare file."""
    path, key = profile / "store.db", StoreKey(SECRET)
    told = {"COUNTER_APP_PROFILE": str(profile), "COUNTER_APP_KEY_HOME": "file"}
    settings = read_settings(told, machine={})

    def opened() -> Counter:
        return open_counter(settings)

    def bare() -> None:
        with closing(open_raw(path, key)) as raw:
            raw.execute("PRAGMA user_version").fetchone()

    def store() -> None:
        Store(path, SECRET).close()

    def counter() -> None:
        opened().close()

    def screens() -> None:
        with closing(opened()) as one:
            opened_parts(one)

    works: dict[str, Work] = {"sqlcipher": bare, "store": store, "counter": counter, "screens": screens}
    for work in works.values():
        work()
    return in_turn(works, "sqlcipher", rounds)


def main(arguments: Sequence[str] | None = None) -> None:
    reader = argparse.ArgumentParser(prog="./dev bench opening", description=__doc__)
    reader.add_argument("folder", type=Path, nargs="?", help="where the store is or is to be made")
    reader.add_argument("--dossiers", type=int, default=10_000)
    reader.add_argument("--runs", type=int, default=21)
    given = reader.parse_args(arguments)
    with tempfile.TemporaryDirectory() as spare:
        profile = profile_with_store(given.folder or Path(spare) / "profile", given.dossiers)
        figures = {"pin": pins(given.runs), "store": stores(profile, given.runs), "dossiers": given.dossiers}
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
