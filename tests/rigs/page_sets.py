"""Reads and writes a set of scans, by our pipeline and by OCRmyPDF, and tells what time that took."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from counter_app.documents.pdf import write_paper
from counter_app.domain.pages import ReadPage
from counter_app.domain.paper_files import PaperMetadata, PaperPage
from counter_app.scanner.reading import READER_ENVIRONMENT, ReadingPool
from counter_app.scanners import worker_environment
from counter_app.settings import find_tessdata

ABOUT = PaperMetadata(
    paper_title="Giấy tờ số hóa", scanned_at=datetime(2026, 1, 5, 8, tzinfo=timezone(timedelta(hours=7)))
)
WORKERS = 2


@dataclass(frozen=True)
class PageSet:
    """The manifest's entries, and the folder that its file names start from."""

    folder: Path
    pages: Sequence[dict[str, Any]]
    blank: Sequence[dict[str, Any]]
    cards: Sequence[dict[str, Any]]

    @classmethod
    def in_folder(cls, folder: Path, limit: int | None = None) -> PageSet:
        told = json.loads((folder / "manifest.json").read_text("utf-8"))
        return cls(folder, told["pages"][:limit], told["blank"][:limit], told["idcards"][:limit])

    def image(self, entry: dict[str, Any]) -> bytes:
        return (self.folder / entry["file"]).read_bytes()

    def truth(self, entry: dict[str, Any]) -> str:
        return (self.folder / entry["truth"]).read_text("utf-8")


@dataclass(frozen=True)
class Round:
    """``pdf_bytes`` of one page each."""

    sides: int
    wall_s: float
    processor_s: float
    pdf_bytes: Sequence[tuple[int, float]]


def tessdata() -> Path:
    found = find_tessdata(os.environ)  # noqa: TID251 - a program of its own
    if found is None:
        sys.exit("The Vietnamese model is missing: ./dev test installs it.")
    return found


def written(page: ReadPage) -> bytes:
    return write_paper([PaperPage(jpeg=page.cleaned, reading=page.reading)], ABOUT)


def our_round(pages: PageSet, folder: Path) -> Round:
    """Each page read by the worker processes and written as a PDF/A of its own, their start included."""
    folder.mkdir(parents=True)
    before, started = _processor_s(), time.monotonic()
    with ReadingPool(workers=WORKERS, tessdata=tessdata(), environment=worker_environment()) as pool:
        futures = [pool.submit(pages.image(entry)) for entry in pages.pages]
        for number, future in enumerate(futures):
            (folder / f"{number:03}.pdf").write_bytes(written(future.result()))
        wall_s = time.monotonic() - started
    sizes = [(entry["dpi"], float((folder / f"{n:03}.pdf").stat().st_size)) for n, entry in enumerate(pages.pages)]
    return Round(len(pages.pages), wall_s, _processor_s() - before, sizes)


def peer_round(pages: PageSet, folder: Path, program: Path, options: Sequence[str]) -> Round:
    """All pages as one file, as OCRmyPDF likes it best; putting them into one is not counted."""
    folder.mkdir(parents=True)
    images = [str(pages.folder / entry["file"]) for entry in pages.pages]
    subprocess.run([program.parent / "img2pdf", *images, "-o", folder / "scans"], check=True)
    command = [str(program), *options, "--jobs", str(WORKERS), "--quiet"]
    # The setting that was fastest for it: a thread per process instead of as many as there are cores in each.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "PYTHONPATH": ""}  # noqa: TID251
    before, started = _processor_s(), time.monotonic()
    subprocess.run([*command, folder / "scans", folder / "all.pdf"], check=True, env=environment)
    wall_s, processor_s = time.monotonic() - started, _processor_s() - before
    mean = (folder / "all.pdf").stat().st_size / len(images)
    return Round(len(images), wall_s, processor_s, [(entry["dpi"], mean) for entry in pages.pages])


def summed(rounds: Sequence[Round]) -> dict[str, float]:
    """Medians over the rounds."""
    at_200 = [size for dpi, size in rounds[0].pdf_bytes if dpi == 200]
    told = {
        "sides_per_minute": round(statistics.median(60 * one.sides / one.wall_s for one in rounds), 1),
        "processor_s_per_side": round(statistics.median(one.processor_s / one.sides for one in rounds), 3),
    }
    return {**told, "median_kb_at_200_dpi": round(statistics.median(at_200) / 1000, 1)} if at_200 else told


def cost_over_engine(pages: PageSet) -> float:
    """Processor time from raw scan to PDF over that of Tesseract alone on the cleaned page, page by page.

    Both in one process that has a page reader's environment.
    """
    command = [sys.executable, "-m", "tests.rigs.page_cost", str(pages.folder), str(len(pages.pages))]
    environment = {**worker_environment(), **READER_ENVIRONMENT}
    told = subprocess.run(command, check=True, capture_output=True, env=environment, text=True)
    return float(told.stdout)


def _processor_s() -> float:
    """Of this process and of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
