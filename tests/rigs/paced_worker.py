"""A scanning worker whose device gives a page every so many seconds, each a file of its own.

``PACED_SHEETS`` is a folder of JPEG files that are given over and over, each time with a comment of its own
inside, so that no two pages have the same bytes. ``PACED_S`` is the time between two pages; a page that is not
taken in time makes the next ones late, as in a feeder that has to stop. With ``0``, pages come as they are taken.
"""

from __future__ import annotations

import itertools
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from counter_app.domain.scanning import Device, PageScanned, ScanEvent, ScanFinished, ScanProfile
from counter_app.scanner import worker
from counter_app.scanner.drivers.base import Driver, TellProgress
from counter_app.scanner.drivers.setups import DriverSetup

START = b"\xff\xd8"


def with_comment(jpeg: bytes, text: str) -> bytes:
    """The same picture in other bytes."""
    comment = text.encode("ascii")
    return START + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + jpeg[len(START) :]


class PacedDriver:
    """Both sides of as many sheets as the profile expects."""

    def __init__(self, folder: Path, every_s: float) -> None:
        self._sheets = [path.read_bytes() for path in sorted(folder.glob("*.jpg"))]
        self._every_s = every_s

    def devices(self) -> list[Device]:
        return [Device("simulated", "paced", "paced", duplex=True)]

    def scan(self, device: Device, profile: ScanProfile, *, stop: threading.Event) -> Iterator[ScanEvent]:
        del device
        pages = 0
        due = time.monotonic()
        for sheet in itertools.cycle(self._sheets):
            if stop.is_set() or pages == profile.expected_pages:
                break
            due = max(due + self._every_s, time.monotonic())
            stop.wait(max(due - time.monotonic(), 0))
            pages += 1
            origin = f"{(pages + 1) // 2}{'AB'[(pages - 1) % 2]}"
            yield PageScanned(pages, with_comment(sheet, f"page {pages}"), "image/jpeg", profile.dpi, origin)
        yield ScanFinished(pages, cancelled=stop.is_set())


def build_driver(setup: DriverSetup, tell: TellProgress) -> Driver:
    del setup, tell
    return PacedDriver(Path(os.environ["PACED_SHEETS"]), float(os.environ["PACED_S"]))  # noqa: TID251 - a rig


if __name__ == "__main__":
    worker.main(sys.argv[1:], build_driver)
