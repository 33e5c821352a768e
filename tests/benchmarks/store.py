"""Measures the store as screens use it: search as you type next to the bare index, queues, counters, commits.

    ./dev bench store [FOLDER] [--dossiers 100000]

A folder without a store is filled first (``store_fill``), which takes some minutes for the full size. The bare
index is what nobody can do without: the full-text match, newest first, joined to what a line shows of each
dossier, on pages too where we look there; asked through the same driver on the same kind of connection.
Figures are milliseconds; prints one JSON object.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import msgspec

from counter_app.contract.moves import State
from counter_app.db.database import Database
from counter_app.db.keys import StoreKey
from counter_app.db.search import BY_DOSSIER, BY_PAGE, match_of
from counter_app.db.store import Store
from counter_app.db.vault import FileVault
from counter_app.domain.ids import UnitCode
from counter_app.services.ports import OutgoingFile
from counter_app.services.queries import QueueFilter
from tests.benchmarks.store_fill import SECRET, Size, fill
from tests.contract.test_store_files import file

TYPED = (
    "nguyen thi anh",
    "trần văn đạt",
    "le thi yen",
    "0912345678",
    "074175",
    "h09.01-261120-0042",
    "261122-01",
    "do kim oanh",
)
ON_PAGES = ("quyen su dung dat", "giấy chứng sinh", "benh vien binh duong")
SHOWN = 50
DAY = date(2026, 11, 23)
UNIT = UnitCode("H09.01")
PAGE_BYTES = 400_000
OPENING = (
    "import sys, time; begin = time.perf_counter()\n"
    "from pathlib import Path; from counter_app.db.store import Store\n"
    "loaded = time.perf_counter()\n"
    "store = Store(Path(sys.argv[1]), bytes(range(32)))\n"
    "opened = time.perf_counter(); store.close()\n"
    "print((loaded - begin) * 1000, (opened - loaded) * 1000)"
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="./dev bench store", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="where the store is or is to be made")
    parser.add_argument("--dossiers", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as spare:
        folder = given.folder or Path(spare)
        path = folder / "store.db"
        if not path.exists():
            fill(folder, Size(given.dossiers))
        figures = {"store": about(path), **measured(path, folder, given.rounds)}
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(figures)).decode() + "\n")


def about(path: Path) -> dict[str, int]:
    with Database(path, StoreKey(SECRET), read_only=True) as database:
        tables = ("dossiers", "acts", "pages")
        counted = {name: database.number(f"SELECT count(*) FROM {name}") for name in tables}  # noqa: S608 - above
    return {**counted, "megabytes": path.stat().st_size // 1_000_000}


def measured(path: Path, folder: Path, rounds: int) -> dict[str, object]:
    opened = [opening(path) for _ in range(max(3, rounds))]
    with Store(path, SECRET) as store:
        queries = store.queries
        returned = QueueFilter(unit=UNIT, states=frozenset({State.RETURNED}))
        nobody = QueueFilter(states=frozenset({State.RETURNED}), clerk="nobody")
        some = queries.queue(returned)[0]
        return {
            "load_modules": best(loading for loading, _ in opened),
            "open_store": best(last for _, last in opened),
            "search_as_you_type": typing(store, path, TYPED, rounds),
            "search_on_pages": spread(timed(lambda text=text: queries.search(text, SHOWN)) for text in ON_PAGES),
            "queue_open": of(lambda: queries.queue(QueueFilter(unit=UNIT)), rounds),
            "queue_overdue": of(lambda: queries.queue(QueueFilter(overdue_on=DAY)), rounds),
            "queue_returned": of(lambda: queries.queue(returned), rounds),
            "queue_nothing_matches": of(lambda: queries.queue(nobody), rounds),
            "counters": of(lambda: queries.counts(UNIT, DAY), rounds),
            "sync_state": of(queries.sync_state, rounds),
            "history": of(lambda: queries.dossier_acts(some.dossier_id), rounds),
            "day_certificate": of(lambda: queries.day_certificate(DAY), rounds),
            "commit": spread(timed(lambda number=number: commit(store, number)) for number in range(20 * rounds)),
            "vault_put_400kB": put_pages(folder, rounds),
        }


def opening(path: Path) -> tuple[float, float]:
    """A fresh process: loading the modules, opening the store."""
    done = subprocess.run([sys.executable, "-c", OPENING, path], capture_output=True, check=True, text=True)
    loaded, opened = done.stdout.split()
    return float(loaded), float(opened)


def typing(store: Store, path: Path, texts: Iterable[str], rounds: int) -> dict[str, object]:
    """Every letter of every text, ours and the bare query in turn, each with the caches of its own connection."""
    ours: list[float] = []
    bare: list[float] = []
    letters = [text[:length] for text in texts for length in range(1, len(text) + 1)]
    with Database(path, StoreKey(SECRET), read_only=True) as database:
        for number in range(rounds + 1):
            for letter in letters:
                asked = (
                    (ours, lambda letter=letter: store.queries.search(letter, SHOWN)),
                    (bare, lambda letter=letter: bare_index(database, letter)),
                )
                for times, ask in asked if number % 2 else asked[::-1]:
                    took = timed(ask)
                    if number:  # the first round fills the caches of both
                        times.append(took)
    return {
        "letters": len(letters),
        "ours": spread(ours),
        "bare_index": spread(bare),
        "ratio_of_totals": round(sum(ours) / sum(bare), 2),
        "ratio_of_medians": round(statistics.median(ours) / statistics.median(bare), 2),
    }


def bare_index(database: Database, letters: str) -> None:
    match = match_of(letters)
    rows = database.rows(BY_DOSSIER, (match, SHOWN))
    if len(rows) < SHOWN and letters[-2:].isalnum():
        database.rows(BY_PAGE, (match, SHOWN))


def commit(store: Store, number: int) -> None:
    outgoing: OutgoingFile = file(f"{number:x}"[-1])
    with store.open_work() as work:
        work.files.put(outgoing)
        work.commit()


def put_pages(folder: Path, rounds: int) -> dict[str, float]:
    chance = random.Random(1)  # noqa: S311 - something to store
    pages = [chance.randbytes(PAGE_BYTES) for _ in range(10 * rounds)]
    with tempfile.TemporaryDirectory(dir=folder) as spare:
        vault = FileVault(Path(spare), SECRET)
        return spread(timed(lambda page=page: vault.put(page)) for page in pages)


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def of(work: Callable[[], object], rounds: int) -> dict[str, float]:
    first = timed(work)
    return {"first": round(first, 2), **spread(timed(work) for _ in range(4 * rounds))}


def spread(times: Iterable[float]) -> dict[str, float]:
    found = sorted(times)
    last = found[min(len(found) - 1, len(found) * 95 // 100)]
    return {"median": round(statistics.median(found), 2), "p95": round(last, 2), "max": round(found[-1], 2)}


def best(times: Iterable[float]) -> float:
    return round(min(times), 1)


if __name__ == "__main__":
    main()
