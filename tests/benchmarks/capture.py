"""Measures capturing as a window does it: a scripted 60 ppm duplex scanner, real processes, vault and store.

    ./dev bench capture [--images 240] [--pace 0.5] [--keep FOLDER]

Three parts. *Bytes*: the same images written to plain files, each synced with its folder: what any program has
to do. *Capture*: the scanner gives pages as fast as they are taken, nothing is read; its time over that of the
bytes is the ratio. *Together*: a page every ``--pace`` seconds (0.5 = 120 images a minute, 300 dpi, colour) while
two readers clean and read behind it; tells the time between two safe pages, how late the last page was, how many
pages had been read, and the memory of all processes in each quarter of the batch, so that growth would show.

Memory is the sum of the proportional set sizes (``Pss``: a page of memory that several processes share counts
once). Prints one JSON object.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import numpy as np
from PIL import Image

from counter_app.db.store import Store
from counter_app.db.vault import FileVault
from counter_app.domain.ids import DossierId
from counter_app.domain.scanning import Device, ScanProfile
from counter_app.law import load_catalogue
from counter_app.scanner.drivers.setups import SimulatedSetup
from counter_app.scanner.reading import ReadingPool
from counter_app.scanner.supervisor import ScannerHub
from counter_app.scanners import worker_environment
from counter_app.services.capture import Capture
from counter_app.services.classify import Classify
from counter_app.services.events import PageCaptured
from counter_app.services.recognise import Recognise
from counter_app.services.separators import SortBySeparators
from counter_app.settings import find_tessdata
from counter_app.system import Announcer, SystemChance, SystemClock
from tests.rigs.paced_worker import with_comment

SECRET = bytes(range(32))
DOSSIER = DossierId("bench")
DEVICE = Device("simulated", "paced", "paced", duplex=True)
RESOURCES = Path(__file__).parents[2] / "resources"
SAMPLES = Path(__file__).parents[1] / "data" / "pages"
A4_AT_300 = (2480, 3508)
FREE_RUN = 60
LOOK_S = 0.25


def make_sheets(folder: Path) -> None:
    """A4 pages at 300 dpi in colour, as large as a scanner's own JPEG: the samples, enlarged, with its noise."""
    chance = np.random.default_rng(7)
    for number, name in enumerate(("form_on_bed.jpg", "back_showing_through.jpg")):
        with Image.open(SAMPLES / name) as sample:
            page = np.asarray(sample.convert("RGB").resize(A4_AT_300, Image.Resampling.BICUBIC), dtype=np.int16)
        noisy = np.clip(page + chance.normal(0, 3, page.shape).astype(np.int16), 0, 255).astype(np.uint8)
        file = io.BytesIO()
        Image.fromarray(noisy).save(file, "JPEG", quality=90, subsampling=0, dpi=(300, 300))
        (folder / f"{number}.jpg").write_bytes(file.getvalue())


@dataclass
class Window:
    """The parts of a counter that capture and read, and the times at which pages were safe."""

    folder: Path
    sheets: Path
    pace_s: float
    safe_at: list[float] = field(default_factory=list)

    @contextmanager
    def opened(self, *, reading: bool) -> Iterator[tuple[Capture, Recognise | None]]:
        events = Announcer()
        events.subscribe(self._safe)
        environment = {**worker_environment(), "PACED_SHEETS": str(self.sheets), "PACED_S": str(self.pace_s)}
        clock, chance = SystemClock(), SystemChance()
        vault = FileVault(self.folder / "vault", SECRET)
        with (
            Store(self.folder / "store.db", SECRET, publish=events.publish) as store,
            ScannerHub(
                drivers=[SimulatedSetup()], environment=environment, worker_module="tests.rigs.paced_worker"
            ) as hub,
            ThreadPoolExecutor(1) as pool,
        ):
            capture = Capture(store.open_work, vault, hub, clock, chance)
            if not reading:
                yield capture, None
                return
            tessdata = find_tessdata(os.environ)  # noqa: TID251 - a program of its own
            if tessdata is None:
                sys.exit("The Vietnamese model is missing: ./dev test installs it.")
            with ReadingPool(workers=2, tessdata=tessdata, environment=worker_environment()) as readers:
                classify = Classify(load_catalogue(RESOURCES))
                separators = SortBySeparators(clock, chance)
                recognise = Recognise(store.open_work, vault, readers, classify, separators)
                events.subscribe(
                    lambda event: (
                        pool.submit(recognise.begin, event.page_id) if isinstance(event, PageCaptured) else None
                    )
                )
                yield capture, recognise
                pool.shutdown()

    def _safe(self, event: object) -> None:
        if isinstance(event, PageCaptured):
            self.safe_at.append(time.monotonic())


class Memory:
    """Looks at the memory of this process and everything it started, until the ``with`` ends."""

    def __init__(self) -> None:
        self.seen: list[float] = []
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._done.set()
        self._thread.join()

    def quarters(self) -> list[int]:
        """The highest sum in each quarter, MiB."""
        quarter = max(len(self.seen) // 4, 1)
        return [round(max(self.seen[n * quarter : (n + 1) * quarter] or [0])) for n in range(4)]

    def _look(self) -> None:
        while not self._done.wait(LOOK_S):
            self.seen.append(sum(map(_pss_mib, _family(os.getpid()))))


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _pss_mib(pid: int) -> float:
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")) / 1024


def write_and_sync(folder: Path, images: list[bytes]) -> float:
    """Seconds for the same bytes in plain files, each file and its name synced before the next."""
    folder.mkdir()
    begun = time.monotonic()
    names = os.open(folder, os.O_RDONLY)
    for number, image in enumerate(images):
        file = os.open(folder / f"{number}.jpg", os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        os.write(file, image)
        os.fsync(file)
        os.close(file)
        os.fsync(names)
    os.close(names)
    return time.monotonic() - begun


def free_run(folder: Path, sheets: Path) -> dict[str, float]:
    """Capture as fast as it goes, and the same bytes without us."""
    window = Window(folder, sheets, 0.0)
    originals = [path.read_bytes() for path in sorted(sheets.glob("*.jpg"))]
    images = [with_comment(originals[n % len(originals)], f"page {n + 1}") for n in range(FREE_RUN)]
    bytes_s = write_and_sync(folder / "plain", images)
    with window.opened(reading=False) as (capture, _):
        capture.run(
            DOSSIER,
            DEVICE,
            ScanProfile(duplex=True, expected_pages=FREE_RUN),
            stop=threading.Event(),
        )
    # From the first safe page on: starting a worker is not part of what a page costs.
    pages = FREE_RUN - 1
    capture_s = window.safe_at[-1] - window.safe_at[0]
    return {
        "images": FREE_RUN,
        "mib_per_image": round(sum(map(len, images)) / FREE_RUN / 1024**2, 2),
        "write_and_sync_ms_per_image": round(1000 * bytes_s / FREE_RUN, 1),
        "capture_ms_per_image": round(1000 * capture_s / pages, 1),
        "ratio": round((capture_s / pages) / (bytes_s / FREE_RUN), 2),
    }


def together(folder: Path, sheets: Path, images: int, pace_s: float) -> dict[str, object]:
    """A batch at the scanner's pace with reading behind it."""
    window = Window(folder, sheets, pace_s)
    with Memory() as memory, window.opened(reading=True) as (capture, recognise):
        outcome = capture.run(
            DOSSIER, DEVICE, ScanProfile(duplex=True, expected_pages=images), stop=threading.Event()
        )
        unread = recognise.waiting if recognise else 0
    gaps = [after - before for before, after in zip(window.safe_at, window.safe_at[1:], strict=False)]
    took_s = window.safe_at[-1] - window.safe_at[0]
    return {
        "images": len(outcome.pages),
        "images_per_minute": round(60 * (images - 1) / took_s, 1),
        "asked_per_minute": round(60 / pace_s, 1),
        "late_at_the_end_s": round(took_s - (images - 1) * pace_s, 2),
        "gap_ms": {
            "median": round(1000 * statistics.median(gaps)),
            "p95": round(1000 * statistics.quantiles(gaps, n=20)[-1]),
            "longest": round(1000 * max(gaps)),
        },
        "read_while_scanning": images - unread,
        "peak_pss_mib": round(max(memory.seen)),
        "peak_pss_mib_by_quarter": memory.quarters(),
    }


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--images", type=int, default=240)
    parser.add_argument("--pace", type=float, default=0.5)
    parser.add_argument("--keep", type=Path, help="an empty folder on the disk to measure; not removed afterwards")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as made:
        folder = chosen.keep or Path(made)
        sheets = folder / "sheets"
        sheets.mkdir(parents=True)
        make_sheets(sheets)
        told: dict[str, object] = {}
        for name in ("free", "together"):
            (folder / name).mkdir()
        told["free"] = free_run(folder / "free", sheets)
        told["together"] = together(folder / "together", sheets, chosen.images, chosen.pace)
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main(sys.argv[1:])
