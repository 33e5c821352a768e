"""How fast the province takes acts in, next to what its PostgreSQL can do; what a poll, a file, a board cost.

    ./dev bench server [--acts 10000,5000000] [--workers 1,2,4,8] [--parts acts,polls,waits,files,board]
                       [--seconds 6] [--windows 1000] [--keep FOLDER] [--out FILE]

PostgreSQL is durable here (fsync on). The yardstick is ``pgbench`` with one insert and one update per transaction,
on the same cluster, with as many clients as the load has counters, run right before and right after each
measurement: whatever else the machine does slows both. Beside the time, which depends on the machine, stands the
processor time of server and database per act, which does less. Five million acts take minutes to fill and 13 GB;
``--keep`` leaves the filled stores in a folder for the next time, ``--parts ''`` fills and measures nothing.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import requests

from province_server import figures
from province_server.province import Province, open_province
from province_server.settings import settings_for
from tests.benchmarks.server_fill import fill
from tests.benchmarks.server_load import ActLoad, Measured, bring_files, poll, prepare, processor_time, waiting
from tests.rigs.postgres import Postgres, postgres

ROOT = Path(__file__).parents[2]
COUNTERS = 16
COMPARED_WORKERS = 2
BATCHES = (1, 10, 50, 250)
PARTS = ("acts", "polls", "waits", "files", "board")
LONGEST_WAIT_S = 25
FILE_BYTES = 5 * 1000 * 1000
SCRIPT = """\\set id random(1, 10000)
BEGIN;
INSERT INTO bench_acts (device, document) VALUES (:id, repeat('x', 900));
UPDATE bench_devices SET last_seq = last_seq + 1 WHERE device = :id;
COMMIT;
"""


class Yardstick:
    """``pgbench`` on the cluster under measurement."""

    def __init__(self, cluster: Postgres) -> None:
        cluster.sql("postgres", "DROP DATABASE IF EXISTS yardstick")
        cluster.sql("postgres", "CREATE DATABASE yardstick")
        cluster.sql(
            "yardstick",
            "CREATE TABLE bench_devices (device int PRIMARY KEY, last_seq bigint);"
            "CREATE TABLE bench_acts (id bigserial PRIMARY KEY, device int, document text);"
            "INSERT INTO bench_devices SELECT n, 0 FROM generate_series(1, 10000) n",
        )
        self._script = cluster.folder / "yardstick.sql"
        self._script.write_text(SCRIPT)
        self._command = [
            "pgbench", "-h", "127.0.0.1", "-p", str(cluster.port), "-U", "postgres", "-n", "-M", "prepared",
            "-c", str(COUNTERS), "-j", "2", "-f", str(self._script),
        ]  # fmt: skip

    def per_s(self, seconds: int) -> float:
        """Transactions per second of one insert and one update."""
        command = [*self._command, "-T", str(seconds), "yardstick"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return float(re.search(r"tps = ([\d.]+)", done.stdout).group(1))  # type: ignore[union-attr]


@dataclass(frozen=True)
class Server:
    url: str
    process: int


@contextmanager
def served(folder: Path, url: str, workers: int) -> Iterator[Server]:
    command = [sys.executable, "-m", "province_server", "--data", str(folder), "--database", url, "--port", "0"]
    process = subprocess.Popen(
        [*command, "--workers", str(workers), "--device-rate", "1000000"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        url = f"http://127.0.0.1:{process.stderr.readline().rpartition(' ')[2].strip()}"
        # The port is there before all workers are: let each of them answer something.
        with ThreadPoolExecutor(8 * workers) as pool:
            list(pool.map(lambda _: requests.get(f"{url}/v1/health", timeout=120), range(32 * workers)))
        yield Server(url, process.pid)
    finally:
        process.terminate()
        process.communicate()


class Bench:
    """One cluster, and on it a province of a certain size under measurement."""

    def __init__(self, cluster: Postgres, folder: Path, acts: int, asked: argparse.Namespace) -> None:
        self._cluster = cluster
        self._postmaster = int((cluster.folder / "cluster" / "postmaster.pid").read_text().split()[0])
        self._seconds: int = asked.seconds
        self._folder = folder / f"province-{acts}"
        self._acts = acts
        self._url = self._filled()
        self._yardstick = Yardstick(cluster)
        self.province: Province = open_province(settings_for(self._folder, database_url=self._url))
        self.lines: list[dict[str, object]] = []

    def _filled(self) -> str:
        """The database of a store with so many acts, filled unless it was kept."""
        name = f"acts_{self._acts}"
        sql = partial(self._cluster.sql, "postgres")
        if not sql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):  # noqa: S608 - a number
            began = time.perf_counter()
            sql(f"DROP DATABASE IF EXISTS {name}_filling")
            sql(f"CREATE DATABASE {name}_filling")
            province = open_province(settings_for(self._folder, database_url=self._cluster.url(f"{name}_filling")))
            fill(province.engine, self._acts)
            province.close()
            sql(f"ALTER DATABASE {name}_filling RENAME TO {name}")
            print(f"filled to {self._acts} acts in {time.perf_counter() - began:.0f} s", flush=True)
        return self._cluster.url(name)

    def acts(self, workers: int, sizes: tuple[int, ...]) -> None:
        with served(self._folder, self._url, workers) as server:
            for size in sizes:
                load = ActLoad(prepare(self.province, server.url, COUNTERS), self._seconds, size)
                before = self._yardstick.per_s(max(2, self._seconds // 2))
                with processor_time(server.process) as ours, processor_time(self._postmaster) as theirs:
                    measured = load.run()
                tps = (before + self._yardstick.per_s(max(2, self._seconds // 2))) / 2
                self._say(
                    measured, workers=workers, batch=size, acts_per_s=round(measured.per_s),
                    of_pgbench=round(measured.per_s / tps, 3), pgbench_tps=round(tps),
                    server_cpu_ms_per_act=round(1000 * ours.seconds / measured.number, 3),
                    database_cpu_ms_per_act=round(1000 * theirs.seconds / measured.number, 3),
                )  # fmt: skip

    def polls(self, windows: int) -> None:
        with served(self._folder, self._url, COMPARED_WORKERS) as server:
            counters = prepare(self.province, server.url, windows, "quiet")
            poll(counters, 600, COUNTERS, rounds=1)  # a window's first contact costs more, and comes once
            with processor_time(server.process) as ours, processor_time(self._postmaster) as theirs:
                measured = poll(counters, self._seconds, COUNTERS)
            cpu_ms = 1000 * (ours.seconds + theirs.seconds) / measured.number
            self._say(
                measured, windows=windows, empty_polls_per_s=round(measured.per_s),
                cpu_ms_per_poll=round(cpu_ms, 3),
                share_of_a_core_if_each_asks_every_30_s=round(windows / 30 * cpu_ms / 1000, 3),
            )  # fmt: skip

    def waits(self, windows: int) -> None:
        with served(self._folder, self._url, COMPARED_WORKERS) as server:
            counters = prepare(self.province, server.url, windows, "quiet")
            with (
                waiting(counters, LONGEST_WAIT_S, COUNTERS) as until_the_first_answer,
                processor_time(server.process) as ours,
                processor_time(self._postmaster) as theirs,
            ):
                began = time.perf_counter()
                until_the_first_answer()
                spent = time.perf_counter() - began
            self._say(
                None, windows_waiting=windows,
                share_of_a_core=round((ours.seconds + theirs.seconds) / spent, 3),
            )  # fmt: skip

    def files(self) -> None:
        with served(self._folder, self._url, COMPARED_WORKERS) as server:
            measured = bring_files(prepare(self.province, server.url, 4), self._seconds, FILE_BYTES)
            self._say(
                measured, acts_with_5_mb_per_s=round(measured.per_s, 1),
                mb_per_s=round(measured.per_s * FILE_BYTES / 1e6, 1),
            )  # fmt: skip

    def board(self) -> None:
        while figures.fold(self.province.engine):
            pass
        took = []
        for _ in range(5):
            began = time.perf_counter()
            self.province.board.figures()
            took.append(time.perf_counter() - began)
        self._say(Measured(5, sum(took), tuple(sorted(took))), board="figures")

    def _say(self, measured: Measured | None, **line: object) -> None:
        line = {"acts_before": self._acts, **line}
        if measured is not None:
            line |= {"p50_ms": measured.percentile_ms(0.5), "p99_ms": measured.percentile_ms(0.99)}
        self.lines.append(line)
        print(json.dumps(line), flush=True)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--acts", default="10000,5000000")
    words.add_argument("--workers", default="1,2,4,8")
    words.add_argument("--parts", default=",".join(PARTS))
    words.add_argument("--seconds", type=int, default=6)
    words.add_argument("--windows", type=int, default=1000)
    words.add_argument("--keep", type=Path)
    words.add_argument("--out", type=Path)
    asked = words.parse_args()
    lines: list[dict[str, object]] = []
    kept = asked.keep.resolve() if asked.keep else None
    with (
        tempfile.TemporaryDirectory(prefix="bench-server-") as temporary,
        postgres(durable=True, kept=kept, shared_buffers="512MB", max_wal_size="4GB") as cluster,
    ):
        for acts in map(int, asked.acts.split(",")):
            bench = Bench(cluster, kept or Path(temporary), acts, asked)
            parts: dict[str, Callable[[], None]] = {
                "acts": lambda bench=bench: [  # type: ignore[misc]
                    bench.acts(workers, BATCHES if workers == COMPARED_WORKERS else BATCHES[::2])
                    for workers in map(int, asked.workers.split(","))
                ],
                "polls": lambda bench=bench: bench.polls(asked.windows),  # type: ignore[misc]
                "waits": lambda bench=bench: bench.waits(asked.windows),  # type: ignore[misc]
                "files": bench.files,
                "board": bench.board,
            }
            for part in filter(None, asked.parts.split(",")):
                parts[part]()
            bench.province.close()
            lines += bench.lines
    if asked.out:
        asked.out.write_text(json.dumps(lines, indent=1))


if __name__ == "__main__":
    main()
