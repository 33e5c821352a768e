"""How fast the province takes acts in, next to what its own PostgreSQL can do, and what an empty poll costs.

    ./dev bench server [--workers 1,2,4] [--seconds 8] [--acts 0,1000000] [--out FILE]

PostgreSQL is durable here (fsync on). The yardstick is ``pgbench`` with one insert and one update per transaction,
on the same cluster, with as many clients as the load has counters. Acts are signed beforehand, so that the load
costs little of the two cores that everything shares. ``--acts`` fills the store to so many acts first.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import msgspec
import sqlalchemy as sa

from counter_app.contract.messages import ActBatch, ClerkRecord
from province_server import feed
from province_server.devices import Invitation
from province_server.province import Province, open_province
from province_server.settings import settings_for
from tests.rigs.postgres import Postgres, postgres
from tests.rigs.province import CLERK, UNIT, Counter, case

ROOT = Path(__file__).parents[2]
COUNTERS = 16
SCRIPT = """\\set id random(1, 10000)
BEGIN;
INSERT INTO bench_acts (device, document) VALUES (:id, repeat('x', 900));
UPDATE bench_devices SET last_seq = last_seq + 1 WHERE device = :id;
COMMIT;
"""


def pgbench(cluster: Postgres, seconds: int) -> float:
    """Transactions per second of one insert and one update."""
    cluster.sql("postgres", "CREATE DATABASE yardstick")
    cluster.sql(
        "yardstick",
        "CREATE TABLE bench_devices (device int PRIMARY KEY, last_seq bigint);"
        "CREATE TABLE bench_acts (id bigserial PRIMARY KEY, device int, document text);"
        "INSERT INTO bench_devices SELECT n, 0 FROM generate_series(1, 10000) n",
    )
    script = cluster.folder / "yardstick.sql"
    script.write_text(SCRIPT)
    command = ["pgbench", "-h", "127.0.0.1", "-p", str(cluster.port), "-U", "postgres", "-n", "-M", "prepared"]
    done = subprocess.run(
        [*command, "-c", str(COUNTERS), "-j", "2", "-T", str(seconds), "-f", str(script), "yardstick"],
        capture_output=True,
        text=True,
        check=True,
    )
    return float(re.search(r"tps = ([\d.]+)", done.stdout).group(1))  # type: ignore[union-attr]


@contextmanager
def served(folder: Path, url: str, workers: int) -> Iterator[str]:
    command = [sys.executable, "-m", "province_server", "--data", str(folder), "--database", url, "--port", "0"]
    process = subprocess.Popen(
        [*command, "--workers", str(workers), "--device-rate", "1000000"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        yield f"http://127.0.0.1:{process.stderr.readline().rpartition(' ')[2].strip()}"
    finally:
        process.terminate()
        process.communicate()


def prepare(province: Province, url: str, count: int, unit: str = UNIT) -> list[Counter]:
    """Enrolled counters, each with a token."""
    record = ClerkRecord(clerk_id=CLERK, login="lan", name="Lan", roles={UNIT: ("clerk",)})
    province.clerks.put(record)
    counters = []
    for _ in range(count):
        code = province.world.secret(9)
        province.devices.invite(Invitation(unit, "Q"), code=code, valid_for=timedelta(hours=1))
        counter = Counter(url, unit)
        counter.enrol(code)
        counter.sign_in()
        counters.append(counter)
    return counters


def signed_batches(counter: Counter, batches: int, size: int) -> list[bytes]:
    made = []
    for _ in range(batches):
        acts = tuple(case(counter).receive() for _ in range(size))
        made.append(msgspec.json.encode(ActBatch(acts=acts)))
    return made


def take_in(counters: Sequence[Counter], seconds: float, size: int, batches: int) -> tuple[float, list[float]]:
    """Acts per second over all counters, and how long each batch took."""
    ready = [(counter, signed_batches(counter, batches, size)) for counter in counters]
    until = time.perf_counter() + seconds

    def run(pair: tuple[Counter, list[bytes]]) -> tuple[int, list[float]]:
        counter, bodies = pair
        took: list[float] = []
        for body in bodies:
            began = time.perf_counter()
            answer = counter.post("/v1/acts", body)
            took.append(time.perf_counter() - began)
            assert answer.text.count('"applied"') == size, answer.text[:500]
            if time.perf_counter() > until:
                break
        return len(took) * size, took

    began = time.perf_counter()
    with ThreadPoolExecutor(len(counters)) as pool:
        done = list(pool.map(run, ready))
    spent = time.perf_counter() - began
    return sum(number for number, _ in done) / spent, sorted(one for _, took in done for one in took)


def poll(counters: Sequence[Counter], seconds: float) -> tuple[float, list[float]]:
    """Empty polls per second, and how long each took."""
    cursors = {counter: counter.changes(0).next for counter in counters}
    until = time.perf_counter() + seconds

    def run(counter: Counter) -> list[float]:
        took = []
        while time.perf_counter() < until:
            began = time.perf_counter()
            counter.get("/v1/changes", params={"after": cursors[counter]})
            took.append(time.perf_counter() - began)
        return took

    with ThreadPoolExecutor(len(counters)) as pool:
        took = sorted(one for times in pool.map(run, counters) for one in times)
    return len(took) / seconds, took


_SERIES = "generate_series(CAST(:low AS bigint), CAST(:high AS bigint)) n"
_FILL = (
    """INSERT INTO acts (act_id, digest, kind, dossier_id, version, device_id, epoch, device_seq, unit, actor,
       day, outcome, document)
       SELECT 'f' || n, md5(n::text) || md5(n::text), 'received', 'd' || n, 1, 'filler' || n % 1000, 1, n, 'F',
       'c', '2026-01-01', 'applied', repeat('x', 900) FROM """,
    """INSERT INTO chain (device_id, epoch, device_seq, digest, act_id)
       SELECT 'filler' || n % 1000, 1, n, md5(n::text) || md5(n::text), 'f' || n FROM """,
    """INSERT INTO dossiers (dossier_id, code, provisional, state, holder, version, receiving_unit, received_at)
       SELECT 'd' || n, 'F' || n, false, 'returned', 'F', 1, 'F', '2026-01-01T00:00:00+07:00' FROM """,
    "INSERT INTO dossier_codes SELECT 'F' || n, 'd' || n FROM ",
    "INSERT INTO dossier_scope SELECT 'd' || n, 'F' FROM ",
    """INSERT INTO changes (position, audience, kind, act_id, dossier_id, version)
       SELECT (SELECT coalesce(max(position), 0) FROM changes) + row_number() OVER (), 'F', 'act', 'f' || n,
       'd' || n, 1 FROM """,
)


def fill(engine: sa.Engine, acts: int) -> None:
    """Grow the store to so many acts, each of its own dossier, placed in the feed of another unit."""
    feed.place(engine)
    with engine.begin() as connection:
        have = connection.scalar(sa.text("SELECT count(*) FROM acts")) or 0
        for statement in _FILL if acts > have else ():
            connection.execute(sa.text(statement + _SERIES), {"low": have + 1, "high": acts})
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("VACUUM ANALYZE"))


def percentile(times: Sequence[float], share: float) -> float:
    return round(1000 * times[min(len(times) - 1, int(len(times) * share))], 1) if times else 0.0


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--workers", default="1,2,4")
    words.add_argument("--seconds", type=int, default=8)
    words.add_argument("--acts", default="0")
    words.add_argument("--out", type=Path)
    asked = words.parse_args()
    report: list[dict[str, object]] = []
    with postgres(durable=True, shared_buffers="512MB", max_wal_size="4GB") as cluster:
        tps = pgbench(cluster, asked.seconds)
        print(f"pgbench, one insert and one update: {tps:.0f} transactions/s with {COUNTERS} clients")
        folder = Path(tempfile.mkdtemp(prefix="bench-server-"))
        url = cluster.new_database()
        province = open_province(settings_for(folder, database_url=url))
        for acts in map(int, asked.acts.split(",")):
            fill(province.engine, acts)
            for workers in map(int, asked.workers.split(",")):
                with served(folder, url, workers) as at:
                    for size in (1, 50):
                        counters = prepare(province, at, COUNTERS)
                        batches = max(4, asked.seconds * (60 if size == 1 else 4))
                        rate, took = take_in(counters, asked.seconds, size, batches)
                        line = {
                            "acts_before": acts, "workers": workers, "batch": size, "acts_per_s": round(rate),
                            "of_pgbench": round(rate / tps, 3), "p50_ms": percentile(took, 0.5),
                            "p99_ms": percentile(took, 0.99),
                        }  # fmt: skip
                        report.append(line)
                        print(json.dumps(line))
                    polls, took = poll(prepare(province, at, COUNTERS, "quiet"), asked.seconds / 2)
                    line = {
                        "acts_before": acts, "workers": workers, "empty_polls_per_s": round(polls),
                        "p50_ms": percentile(took, 0.5), "p99_ms": percentile(took, 0.99),
                    }  # fmt: skip
                    report.append(line)
                    print(json.dumps(line))
        province.close()
    if asked.out:
        asked.out.write_text(json.dumps({"pgbench_tps": tps, "lines": report}, indent=1))


if __name__ == "__main__":
    main()
