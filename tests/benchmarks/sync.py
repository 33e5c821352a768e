"""What the link costs: bytes, time and memory, with a real store here and the province's process there.

    ./dev bench sync [--parts slow,goodput,known,month] [--out FILE]
                     [--slow-kb 1500] [--rounds 9] [--dossiers 500] [--pages 10]

- ``slow``: 64 kbit/s, cut every 30 s, in real time, by the real control thread with its back-off; the content is
  scaled down (``--slow-kb``), the line is not. Bytes sent over the line, headers and repetitions included, against
  the bytes of unique content.
- ``goodput``: files of the same sizes on loopback, in turn so that all see the same machine: by the client; by one
  ``curl`` that puts each whole to the same province; by one ``curl`` to a server that does nothing but store and
  sync. The first against the second is the client's own cost, the second against the third the province's.
- ``known``: bytes sent for a dossier of ten pages whose papers the province has all.
- ``month``: dossiers sealed without a link, then sent: memory, and in which order they became complete. Pages are
  small here: their number is real, their size is not.
"""

from __future__ import annotations

import argparse
import base64
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random

import sqlalchemy as sa
from typing_extensions import override

from counter_app.contract.canonical import canonical, digest
from counter_app.domain.checks import OTHER_PAPER
from counter_app.domain.ids import DossierId
from counter_app.services.ports import OutgoingFile
from province_server.province import Province, open_province
from province_server.settings import settings_for
from province_server.store import tables as t
from tests.rigs.province import RunningProvince, hire
from tests.rigs.sites import ServerProcess
from tests.rigs.slow_line import SlowLine
from tests.rigs.windows import Window, hasten_sign_ins, invite, jpeg

KBIT_S, CUT_EVERY_S = 64, 30
FILES = (200_000, 700_000, 1_500_000, 4_000_000, 12_000_000, 300_000, 900_000, 2_500_000)
"""Papers of a busy hour, in bytes."""

PATIENCE_S = 3600


@contextmanager
def server(folder: Path) -> Iterator[tuple[ServerProcess, Province]]:
    """The province as a process; its inside for inviting windows."""
    folder.mkdir(parents=True)
    province = open_province(settings_for(folder))
    hire(province)
    running = ServerProcess(folder)
    hasten_sign_ins(RunningProvince("", province, None))  # type: ignore[arg-type]
    running.start()
    try:
        yield running, province
    finally:
        running.kill()
        province.close()


def window_at(folder: Path, url: str, province: Province) -> Window:
    return Window(folder, url, invite(RunningProvince("", province, None)))  # type: ignore[arg-type]


def waits(window: Window) -> bool:
    with window.counter.store.open_work() as work:
        return bool(work.acts.unsent(1) or work.files.undelivered(1))


def send_everything(window: Window) -> None:
    """Start the link and come back when nothing waits any more; looked at whenever the store tells of a change."""
    changed = threading.Event()
    window.counter.events.subscribe(lambda _event: changed.set())
    window.counter.engine.start()
    while waits(window):
        if not changed.wait(PATIENCE_S):
            raise TimeoutError
        changed.clear()


def fill(window: Window, contents: Sequence[bytes]) -> DossierId:
    """A dossier with files of these bytes, as a seal leaves them."""
    dossier_id = window.receive("Nguyễn Thị Ánh")
    due_at = window.dossier(dossier_id).due_at
    for content in contents:
        name = window.counter.vault.put(content)
        with window.counter.store.open_work() as work:
            work.files.add(OutgoingFile(name, len(content), dossier_id, due_at))
            work.commit()
    return dossier_id


def content_of(window: Window) -> int:
    """Bytes of unique content that waits: files and acts."""
    with window.counter.store.open_work() as work:
        files = {file.digest: file.size_bytes for file in work.files.undelivered(100_000)}
        acts = sum(len(canonical(stored.act)) for stored in work.acts.unsent(100_000))
    return sum(files.values()) + acts


# --- parts ---------------------------------------------------------------------------------------------------


def slow(folder: Path, kilobytes: int) -> dict[str, object]:
    """A slow line that is cut: what it costs beyond the content."""
    chance = Random(1)  # noqa: S311 - content of a measurement
    with server(folder / "province") as (running, province):
        direct = f"http://127.0.0.1:{running.port}"
        window = window_at(folder / "window", direct, province)
        window.settle()
        shares = (0.05, 0.1, 0.15, 0.3, 0.4)
        fill(window, [chance.randbytes(int(kilobytes * 1000 * share)) for share in shares])
        unique = content_of(window)
        window.stop()
        line = SlowLine(running.port, kbit_s=KBIT_S, cut_every_s=CUT_EVERY_S)
        window.url = line.url
        window.start()
        unique += sum(len(canonical(one.act)) for one in unsent(window)[1:])
        began = time.monotonic()
        send_everything(window)
        seconds = time.monotonic() - began
        window.stop()
        line.close()
    return {
        "unique_bytes": unique,
        "sent_bytes": line.sent_bytes,
        "ratio": round(line.sent_bytes / unique, 4),
        "cuts": line.cuts,
        "seconds": round(seconds, 1),
        "of_the_line": round(unique * 8 / 1000 / KBIT_S / seconds, 3),
    }


def unsent(window: Window) -> Sequence[object]:
    with window.counter.store.open_work() as work:
        return list(work.acts.unsent(1000))


class Sink(ThreadingHTTPServer):
    """Takes whatever is put, stores and syncs it, and does nothing else."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        super().__init__(("127.0.0.1", 0), _Put)


class _Put(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        left = int(self.headers["Content-Length"])
        if self.headers.get("Expect") == "100-continue":
            self.send_response_only(100)
            self.end_headers()
        place = self.server.folder / Path(self.path).name  # type: ignore[attr-defined]
        with place.open("wb") as file:
            while left:
                piece = self.rfile.read(min(left, 1 << 20))
                file.write(piece)
                left -= len(piece)
            file.flush()
            os.fsync(file.fileno())
        self.send_response(201)
        self.send_header("Content-Length", "0")
        self.end_headers()

    @override
    def log_message(self, format: str, *args: object) -> None:
        del format, args


def curl(folder: Path, contents: Sequence[bytes]) -> float:
    """Seconds that one ``curl`` takes for these files."""
    files = folder / "files"
    files.mkdir(parents=True)
    sink = Sink(folder / "sink")
    thread = threading.Thread(target=sink.serve_forever, daemon=True)
    thread.start()
    words: list[str] = ["curl", "--silent", "--show-error", "--fail", "-H", "Expect:"]
    for content in contents:
        path = files / digest(content)
        path.write_bytes(content)
        words += ["-T", str(path), f"http://127.0.0.1:{sink.server_address[1]}/{path.name}"]
    began = time.monotonic()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    seconds = time.monotonic() - began
    sink.shutdown()
    sink.server_close()
    return seconds


def curl_to_province(window: Window, url: str, folder: Path, contents: Sequence[bytes]) -> float:
    """Seconds that one ``curl`` takes to put these files, each in one request, to the same province."""
    folder.mkdir(parents=True)
    token = window.counter.gateway._valid_token(None)
    words: list[str] = ["curl"]
    for number, content in enumerate(contents):
        path = folder / digest(content)
        path.write_bytes(content)
        name = base64.b64encode(path.name.encode()).decode()
        asked = {
            "Authorization": f"Bearer {token}",
            "Tus-Resumable": "1.0.0",
            "Upload-Length": str(len(content)),
            "Upload-Metadata": f"sha256 {name}",
            "Content-Type": "application/offset+octet-stream",
            "Expect": "",
        }
        headers = [word for key, value in asked.items() for word in ("-H", f"{key}: {value}".strip())]
        words += ["--next"] if number else []
        words += ["--silent", "--show-error", "--fail", *headers, "--data-binary", f"@{path}", f"{url}/v1/files"]
    began = time.monotonic()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began


def goodput(folder: Path, rounds: int) -> dict[str, object]:
    """The client against ``curl``, in turn."""
    chance = Random(2)  # noqa: S311 - content of a measurement
    times: list[tuple[float, float, float]] = []
    size = sum(FILES)
    with server(folder / "province") as (running, province):
        url = f"http://127.0.0.1:{running.port}"
        window = window_at(folder / "window", url, province)
        window.settle()
        for number in range(rounds):
            contents = [chance.randbytes(length) for length in FILES]
            fill(window, contents)
            window.counter.deliver.step(now_wanted=True)
            others = [chance.randbytes(length) for length in FILES]
            same = curl_to_province(window, url, folder / f"same-{number}", others)
            plain = curl(folder / f"curl-{number}", contents)
            began = time.monotonic()
            while waits(window):
                window.counter.deliver.step()
            times.append((time.monotonic() - began, same, plain))
        window.stop()
    return {
        "bytes": size,
        "rounds": rounds,
        "client_mb_s": [round(size / ours / 1e6, 1) for ours, _, _ in times],
        "curl_to_province_mb_s": [round(size / same / 1e6, 1) for _, same, _ in times],
        "curl_to_sink_mb_s": [round(size / plain / 1e6, 1) for _, _, plain in times],
        "ratio_same_province": round(statistics.median(same / ours for ours, same, _ in times), 3),
        "ratio_sink": round(statistics.median(plain / ours for ours, _, plain in times), 3),
    }


def known(folder: Path) -> dict[str, object]:
    """One more dossier of papers that the province has: what it still costs."""
    with server(folder / "province") as (running, province):
        line = SlowLine(running.port)
        window = window_at(folder / "window", line.url, province)
        window.settle()
        name = window.receive("Nguyễn Thị Ánh")
        for page in range(8):
            window.add_read_page(name, OTHER_PAPER, jpeg(page))
        manifest = window.seal(name, 1).manifest
        assert manifest is not None
        for paper in manifest.papers:
            province.shelf.add(window.counter.vault.get(paper.file))
        with window.counter.store.open_work() as work:
            acts = sum(len(canonical(stored.act)) for stored in work.acts.unsent(100))
        before = line.sent_bytes
        while waits(window):
            window.counter.deliver.step()
        sent = line.sent_bytes - before
        window.stop()
        line.close()
    pages = sum(len(paper.pages) for paper in manifest.papers)
    return {"papers": len(manifest.papers), "pages": pages, "acts_bytes": acts, "sent_bytes": sent}


def month(folder: Path, dossiers: int, pages: int) -> dict[str, object]:
    """A month without a link, then all at once."""
    with server(folder / "province") as (running, province):
        window = window_at(folder / "window", f"http://127.0.0.1:{running.port}", province)
        window.settle()
        names = []
        for number in range(dossiers):
            name = window.receive(f"Người thứ {number}")
            for page in range(max(0, pages - 2)):
                window.add_read_page(name, OTHER_PAPER, jpeg(number * pages + page))
            window.seal(name, number)
            names.append(name)
        due = {name: window.dossier(name).due_at for name in names}
        with window.counter.store.open_work() as work:
            sealed_pages = sum(len(work.pages.of_dossier(name)) for name in names)
        size = content_of(window)
        window.restart()
        began, memory = time.monotonic(), [resident_mb()]
        while waits(window):
            for _ in range(50):
                window.counter.deliver.step()
            memory.append(resident_mb())
        seconds = time.monotonic() - began
        done = sealed_in_order(province)
        window.stop()
    order = [due[DossierId(name)] for name in done if name in due]
    late = sum(first > second for first, second in itertools.pairwise(order) if first and second)
    quarter = max(1, len(memory) // 4)
    return {
        "dossiers": dossiers,
        "pages": sealed_pages,
        "megabytes": round(size / 1e6, 1),
        "seconds": round(seconds, 1),
        "resident_mb_at_start": memory[0],
        "resident_mb_most_in_each_quarter": [
            max(memory[place : place + quarter], default=memory[-1]) for place in range(0, 4 * quarter, quarter)
        ],
        "complete_there": len(order),
        "out_of_order": late,
    }


def sealed_in_order(province: Province) -> list[str]:
    """Dossiers in the order in which the province had them complete."""
    c = t.acts.c
    query = (
        sa.select(c.dossier_id).where(c.kind == "dossier_sealed", c.version.is_not(None)).order_by(c.recorded_at)
    )
    with province.engine.connect() as connection:
        return list(connection.scalars(query))


def resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)


PARTS = ("slow", "goodput", "known", "month")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--parts", default=",".join(PARTS))
    parser.add_argument("--slow-kb", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--dossiers", type=int, default=500)
    parser.add_argument("--pages", type=int, default=10)
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    found: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        ways: dict[str, Callable[[], dict[str, object]]] = {
            "slow": lambda: slow(folder / "slow", asked.slow_kb),
            "goodput": lambda: goodput(folder / "goodput", asked.rounds),
            "known": lambda: known(folder / "known"),
            "month": lambda: month(folder / "month", asked.dossiers, asked.pages),
        }
        for part in asked.parts.split(","):
            found[part] = ways[part]()
            print(part, json.dumps(found[part]), flush=True)
    if asked.out:
        asked.out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
