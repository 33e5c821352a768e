"""Only the page pipeline: a folder of images in, ``pages.json`` and one searchable PDF/A out."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from threading import Event

from counter_app.commands.headless import raise_for, reading_report
from counter_app.documents.pdf import write_paper
from counter_app.domain.errors import InvalidInput
from counter_app.domain.pages import ReadPage
from counter_app.domain.paper_files import PaperMetadata, PaperPage
from counter_app.domain.scanning import PageScanned, ScanProfile, ScanStopped
from counter_app.scanner.drivers.setups import FolderSetup
from counter_app.scanner.reading import ReadingPool
from counter_app.scanner.supervisor import ScannerHub
from counter_app.scanners import worker_environment
from counter_app.settings import Settings
from counter_app.system import SystemClock

WORKERS = 2


def read_folder(
    folder: Path, out: Path, settings: Settings, said: Callable[[str], None]
) -> list[dict[str, object]]:
    """What stands in ``pages.json``: one entry per page in the order of the file names.

    Raises:
        InvalidInput: the folder is empty, or a file is no image or a broken one: ``file`` names it.
    """
    if settings.tessdata is None:
        raise InvalidInput("tessdata_missing")
    out.mkdir(parents=True, exist_ok=True)
    waiting: list[tuple[PageScanned, Future[ReadPage]]] = []
    with (
        ScannerHub(drivers=[FolderSetup(folders=(str(folder),))], environment=worker_environment()) as scanner,
        ReadingPool(workers=WORKERS, tessdata=settings.tessdata, environment=worker_environment()) as readers,
    ):
        device = scanner.devices()[0]
        for event in scanner.scan(device, ScanProfile(), stop=Event()):
            if isinstance(event, ScanStopped):
                raise_for(event)
            if isinstance(event, PageScanned):
                waiting.append((event, readers.submit(event.image, dpi_hint=event.dpi)))
        entries: list[dict[str, object]] = []
        content: list[PaperPage] = []
        for scanned, future in waiting:
            read = future.result()
            content.append(PaperPage(jpeg=read.cleaned, reading=read.reading))
            entries.append({"file": scanned.origin, **reading_report(read.reading)})
            said(f"  {scanned.origin:<34} {read.reading.milliseconds:>7} ms")
    pdf = write_paper(content, PaperMetadata(paper_title=folder.name, scanned_at=SystemClock().now()))
    (out / "pages.pdf").write_bytes(pdf)
    text = json.dumps(entries, ensure_ascii=False, indent=2)
    (out / "pages.json").write_text(text + "\n", encoding="utf-8")
    return entries
