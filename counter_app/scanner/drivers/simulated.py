"""Devices that play a script: pages and faults on cue, for training and for trying the counter out."""

from __future__ import annotations

import hashlib
import io
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NoReturn

from PIL import Image, ImageDraw, ImageFont

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

_MM_PER_INCH: Final = 25.4
_MEDIA_TYPES: Final = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png"}


class SimulatedDriver:
    """See :class:`~counter_app.scanner.drivers.setups.SimulatedSetup`."""

    def __init__(self, setup: SimulatedSetup) -> None:
        self._setup = setup

    def devices(self) -> list[Device]:
        return [
            Device("simulated", device.title, device.title, (Source.FEEDER, Source.FLATBED), device.duplex)
            for device in self._setup.devices
        ]

    def scan(self, device: Device, profile: ScanProfile, *, stop: threading.Event) -> Iterator[ScanEvent]:
        script = next((each for each in self._setup.devices if each.title == device.address), None)
        if script is None:
            yield ScanStopped("offline", 1)
            return
        position = _Position(self._setup.state_folder, script)
        at_most = 1 if profile.source is Source.FLATBED else profile.expected_pages
        pages = 0
        for index in range(position.load(), len(script.steps)):
            if stop.is_set() or pages == at_most:
                break
            position.save(index + 1)
            match script.steps[index]:
                case "page" | "blank" as step:
                    pages += 1
                    yield _page(script, step, pages, profile)
                case "hang":
                    _hang()
                case "crash":
                    os._exit(70)
                case fault:
                    yield ScanStopped(fault, pages + 1)
                    return
        else:
            position.save(0)
        if pages or stop.is_set():
            yield ScanFinished(pages, cancelled=stop.is_set())
        else:
            yield ScanStopped("feeder_empty", 1)


class _Position:
    """How far a script was played. A file per script; without a folder every scan starts at the beginning."""

    def __init__(self, folder: str, script: SimulatedDevice) -> None:
        name = hashlib.sha256(script.title.encode()).hexdigest()[:16]
        self._file = Path(folder, f"{name}.position") if folder else None

    def load(self) -> int:
        if self._file is None or not self._file.exists():
            return 0
        return int(self._file.read_text(encoding="ascii"))

    def save(self, step: int) -> None:
        if self._file is not None:
            self._file.write_text(str(step), encoding="ascii")


def _page(script: SimulatedDevice, step: str, number: int, profile: ScanProfile) -> PageScanned:
    origin = f"{(number + 1) // 2}{'AB'[(number - 1) % 2]}" if profile.duplex else ""
    if step == "page" and script.images:
        path = Path(script.images[(number - 1) % len(script.images)])
        with Image.open(path) as image:
            density = image.info.get("dpi", (profile.dpi,))[0]
        return PageScanned(number, path.read_bytes(), _MEDIA_TYPES[path.suffix.lower()], round(density), origin)
    drawn = _draw(number if step == "page" else None, profile)
    return PageScanned(number, drawn, "image/jpeg", profile.dpi, origin)


def _draw(number: int | None, profile: ScanProfile) -> bytes:
    """A sheet with a frame and its number, or an empty one."""
    size = (
        round(profile.page_width_mm / _MM_PER_INCH * profile.dpi),
        round(profile.page_height_mm / _MM_PER_INCH * profile.dpi),
    )
    sheet = Image.new("RGB", size, "white")
    if number is not None:
        pen = ImageDraw.Draw(sheet)
        margin, height = size[0] // 12, size[1] // 8
        pen.rectangle((margin, margin, size[0] - margin, size[1] - margin), outline="navy", width=6)
        font = ImageFont.load_default(height)
        pen.text((size[0] / 2, size[1] / 3), str(number), fill="navy", font=font, anchor="mm")
    encoded = io.BytesIO()
    sheet.save(encoded, "JPEG", quality=90, dpi=(profile.dpi, profile.dpi))
    return encoded.getvalue()


def _hang() -> NoReturn:
    """As a broken driver does: deaf to everything but the end of the process."""
    while True:
        threading.Event().wait()
