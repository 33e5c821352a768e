"""The SANE driver against SANE's own test device: every fault it can play, cancels, options."""

from __future__ import annotations

import ctypes
import io
import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from counter_app.domain.scanning import (
    ColourMode,
    PageProgress,
    PageScanned,
    ScanFinished,
    ScanProfile,
    ScanStopped,
    Source,
)
from counter_app.scanner.drivers.sane import CODES
from counter_app.scanner.supervisor import ScannerHub
from tests.rigs import scanners
from tests.rigs.scanners import ENVIRONMENT

FAULTS = {
    "SANE_STATUS_CANCELLED": "cancelled_at_device",
    "SANE_STATUS_DEVICE_BUSY": "busy",
    "SANE_STATUS_EOF": "truncated_image",
    "SANE_STATUS_JAMMED": "jam",
    "SANE_STATUS_NO_DOCS": "feeder_empty",
    "SANE_STATUS_COVER_OPEN": "cover_open",
    "SANE_STATUS_IO_ERROR": "io_error",
    "SANE_STATUS_ACCESS_DENIED": "no_permission",
    "SANE_STATUS_NO_MEM": "unknown",
}


@pytest.mark.parametrize(("status", "code"), FAULTS.items())
def test_fault_at_the_first_sheet_has_its_code(status: str, code: str, tmp_path: Path) -> None:
    scanner = scanners.sane(tmp_path, read_status=status)
    with scanners.hub_of(scanner) as hub:
        events = scanners.scan(hub, scanner)

    (end,) = events
    assert isinstance(end, ScanStopped)
    assert (end.code, end.page) == (code, 1)


@pytest.mark.parametrize("status", ["SANE_STATUS_JAMMED", "SANE_STATUS_COVER_OPEN", "SANE_STATUS_EOF"])
def test_fault_at_the_third_sheet_keeps_two_pages(status: str, tmp_path: Path) -> None:
    scanner = scanners.sane(tmp_path)
    with ScannerHub(
        drivers=[scanner.setup],
        environment={**ENVIRONMENT, "BREAKS": status},
        worker_module="tests.rigs.broken_worker",
    ) as hub:
        events = scanners.scan(hub, scanner)

    end = scanners.last_of(events)
    assert len(scanners.pages_of(events)) == 2
    assert isinstance(end, ScanStopped)
    assert (end.code, end.page) == (FAULTS[status], 3)


def test_feeder_that_runs_empty_later_is_the_end_and_no_fault(tmp_path: Path) -> None:
    scanner = scanners.sane(tmp_path)
    with ScannerHub(
        drivers=[scanner.setup],
        environment={**ENVIRONMENT, "BREAKS": "SANE_STATUS_NO_DOCS"},
        worker_module="tests.rigs.broken_worker",
    ) as hub:
        events = scanners.scan(hub, scanner)

    assert scanners.last_of(events) == ScanFinished(2)


def test_scan_after_a_fault_does_not_inherit_it(tmp_path: Path) -> None:
    scanner = scanners.sane(tmp_path, read_status="SANE_STATUS_JAMMED")
    with scanners.hub_of(scanner) as hub:
        scanners.scan(hub, scanner)
        scanners.sane(tmp_path)

        hub.devices()  # takes the worker that was started before the paper was cleared
        again = scanners.scan(hub, scanner)

    assert scanners.last_of(again) == ScanFinished(scanners.TEN_SHEETS)


def test_page_under_way_is_dropped_when_the_clerk_cancels(tmp_path: Path) -> None:
    scanner = scanners.sane(tmp_path)
    stop = threading.Event()
    seen = []
    with scanners.hub_of(scanner) as hub:
        for event in hub.scan(scanner.device, ScanProfile(dpi=600), stop=stop):
            seen.append(event)
            if isinstance(event, PageProgress) and event.number == 2:
                stop.set()

    pages = [event for event in seen if isinstance(event, PageScanned)]
    assert {Image.open(io.BytesIO(page.image)).size for page in pages} == {(4724, 4724)}
    assert seen[-1] == ScanFinished(len(pages), cancelled=True)


@pytest.mark.parametrize(
    ("profile", "mode", "size"),
    [
        (ScanProfile(dpi=100), "RGB", (787, 787)),
        (ScanProfile(dpi=100, colour=ColourMode.GREY), "L", (787, 787)),
        (ScanProfile(dpi=100, page_width_mm=100, page_height_mm=50), "RGB", (393, 196)),
    ],
)
def test_profile_decides_colour_area_and_resolution(
    profile: ScanProfile, mode: str, size: tuple[int, int], tmp_path: Path
) -> None:
    scanner = scanners.sane(tmp_path)
    with scanners.hub_of(scanner) as hub:
        page = scanners.pages_of(scanners.scan(hub, scanner, profile))[0]

    with Image.open(io.BytesIO(page.image)) as image:
        assert (image.mode, image.size) == (mode, size)
        assert image.info["dpi"] == (100, 100)
    assert page.dpi == 100


def test_flatbed_gives_one_page(tmp_path: Path) -> None:
    scanner = scanners.sane(tmp_path)
    with scanners.hub_of(scanner) as hub:
        events = scanners.scan(hub, scanner, ScanProfile(dpi=50, source=Source.FLATBED))

    assert scanners.last_of(events) == ScanFinished(1)


def test_colour_comes_out_as_the_device_gave_it(tmp_path: Path) -> None:
    """The test device's colour pattern has ramps from black to pure red, green and blue."""
    scanner = scanners.sane(tmp_path, picture="Color pattern")
    with scanners.hub_of(scanner) as hub:
        page = scanners.pages_of(scanners.scan(hub, scanner, ScanProfile(dpi=100)))[0]

    with Image.open(io.BytesIO(page.image)) as image:
        red, green, blue = (np.asarray(band, dtype=int) for band in image.split())
    purest = {
        "red": (red - np.maximum(green, blue)).max(),
        "green": (green - np.maximum(red, blue)).max(),
        "blue": (blue - np.maximum(red, green)).max(),
    }
    assert min(purest.values()) > 220, purest


def test_every_sentence_of_the_installed_library_has_a_code() -> None:
    library = ctypes.CDLL("libsane.so.1")
    library.sane_strstatus.restype = ctypes.c_char_p
    sentences = {library.sane_strstatus(status).decode() for status in range(12)}

    without_a_code = {"Success", "Operation not supported", "Invalid argument", "Out of memory"}
    assert sentences - set(CODES) == without_a_code
