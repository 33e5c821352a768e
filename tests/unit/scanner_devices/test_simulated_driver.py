"""The device for training: scripts, faults on cue, and paper that lies where the last scan left it."""

from __future__ import annotations

import io
import threading
from pathlib import Path

import pytest
from PIL import Image

from counter_app.domain.scanning import (
    Device,
    PageScanned,
    ScanEvent,
    ScanFinished,
    ScanProfile,
    ScanStopped,
    Source,
)
from counter_app.scanner.drivers.setups import SimulatedDevice, SimulatedSetup
from counter_app.scanner.drivers.simulated import SimulatedDriver
from tests.rigs.paper_files import encoded, sheet

DEVICE = Device("simulated", "Máy tập huấn", "Máy tập huấn")


def played(
    *steps: str, folder: Path | None = None, images: tuple[str, ...] = (), profile: ScanProfile | None = None
) -> list[ScanEvent]:
    device = SimulatedDevice(DEVICE.title, steps, images=images)
    driver = SimulatedDriver(SimulatedSetup((device,), state_folder=str(folder or "")))
    return list(driver.scan(DEVICE, profile or ScanProfile(dpi=30), stop=threading.Event()))


@pytest.mark.parametrize("fault", ["jam", "double_feed", "cover_open", "busy", "offline"])
def test_fault_comes_on_cue_after_the_pages_before_it(fault: str) -> None:
    *pages, end = played("page", "page", fault, "page")

    assert len(pages) == 2
    assert end == ScanStopped(fault, 3)


def test_scan_after_a_fault_goes_on_behind_it_and_the_script_starts_over_at_its_end(tmp_path: Path) -> None:
    script = ("page", "jam", "page", "page")

    first = played(*script, folder=tmp_path)
    second = played(*script, folder=tmp_path)
    third = played(*script, folder=tmp_path)

    assert first[-1] == ScanStopped("jam", 2)
    assert second[-1] == ScanFinished(2)
    assert third == first


def test_script_without_paper_is_an_empty_feeder() -> None:
    assert played() == [ScanStopped("feeder_empty", 1)]


def test_flatbed_takes_one_page_at_a_time(tmp_path: Path) -> None:
    glass = ScanProfile(source=Source.FLATBED, dpi=30)

    assert played("page", "page", folder=tmp_path, profile=glass)[-1] == ScanFinished(1)
    assert played("page", "page", folder=tmp_path, profile=glass)[-1] == ScanFinished(1)


def test_drawn_page_has_the_size_that_the_profile_asks_for() -> None:
    page, blank, _ = played("page", "blank", profile=ScanProfile(dpi=100, page_width_mm=254, page_height_mm=127))

    assert isinstance(page, PageScanned)
    assert isinstance(blank, PageScanned)
    assert Image.open(io.BytesIO(page.image)).size == (1000, 500)
    assert Image.open(io.BytesIO(blank.image)).convert("L").getextrema() == (255, 255)


def test_given_images_are_the_pages_as_they_are(tmp_path: Path) -> None:
    files = [tmp_path / "1.jpg", tmp_path / "2.png"]
    files[0].write_bytes(encoded(sheet(1), dpi=(200, 200)))
    files[1].write_bytes(encoded(sheet(2), "PNG", dpi=(150, 150)))

    first, second, third, _ = played("page", "page", "page", images=tuple(map(str, files)))

    assert isinstance(first, PageScanned)
    assert isinstance(second, PageScanned)
    assert isinstance(third, PageScanned)
    assert (first.image, first.dpi, first.media_type) == (files[0].read_bytes(), 200, "image/jpeg")
    assert (second.image, second.dpi, second.media_type) == (files[1].read_bytes(), 150, "image/png")
    assert third.image == first.image


def test_sides_of_a_sheet_are_told_apart() -> None:
    *pages, _ = played("page", "page", "page", profile=ScanProfile(dpi=30, duplex=True))

    assert [page.origin for page in pages if isinstance(page, PageScanned)] == ["1A", "1B", "2A"]
