"""Scanners that Linux reaches through SANE.

What python-sane does, and what this module makes of it:

* Errors are English sentences of libsane without a code: ``CODES`` gives them one.
* A page that was cut off comes back as a shorter image without an error: rows are counted, and a page that
  is not whole is never reported.
* The device is touched from one thread only, since many backends break otherwise. A cancel therefore comes
  between two rows, from inside the call that reads them.
* The function that is told of each row may not raise: the library would crash.

Pages become JPEG files with full colour resolution (red stamps) at quality 95. Measured on an A4 page in
colour at 300 dpi: 25 ms and 1.5 MB, where lossless PNG takes 300 ms and 4.9 MB; the scanners that this has
to keep up with give a page every 500 ms.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from typing import Final, Protocol

import sane
from PIL import Image

from counter_app.domain.scanning import (
    Device,
    PageProgress,
    PageScanned,
    ScanEvent,
    ScanFinished,
    ScanProfile,
    ScanStopped,
    Source,
)
from counter_app.scanner.drivers.base import TellProgress
from counter_app.scanner.drivers.sane_options import (
    Applied,
    Optioned,
    apply_profile,
    limits_of,
    sensors_on,
    sources_of,
)

CODES: Final = {
    "Operation was canceled": "cancelled_at_device",
    "Operation was cancelled": "cancelled_at_device",
    "Device busy": "busy",
    "End of file reached": "truncated_image",
    "Document feeder jammed": "jam",
    "Document feeder out of documents": "feeder_empty",
    "Scanner cover is open": "cover_open",
    "Error during device I/O": "io_error",
    "Access to resource has been denied": "no_permission",
}
# A device that was unplugged or switched off is told of as a wrong name or as a failed transfer.
_CODES_OPENING: Final = {
    **CODES,
    "Invalid argument": "offline",
    "Error during device I/O": "offline",
}
_PIXELS_LIMIT: Final = 150_000_000
_JPEG_QUALITY: Final = 95
_ROWS_BETWEEN_TELLING: Final = 256
_BETWEEN_LOOKS_S: Final = 0.3

Told = Callable[[int, int], None]
Snapped = tuple[bytearray, int, int, int, int]


class _RawHandle(Protocol):
    def snap(self, keep_going: int, allow_16_bit: int, progress: Told, /) -> Snapped: ...


class Handle(Optioned, Protocol):
    """An open device, as ``sane.open`` gives it."""

    @property
    def dev(self) -> _RawHandle: ...

    def start(self) -> None: ...

    def cancel(self) -> None: ...

    def close(self) -> None: ...

    def get_parameters(self) -> tuple[str, int, tuple[int, int], int, int]: ...


class SaneDriver:
    """Implements the driver port. One per process: libsane has one state for all."""

    def __init__(self, tell: TellProgress, open_device: Callable[[str], Handle] = sane.open) -> None:
        sane.init()
        self._tell = tell
        self._open = open_device

    def devices(self) -> list[Device]:
        return [
            self._described(address, f"{vendor} {model}".strip())
            for address, vendor, model, kind in sane.get_devices()
            if "camera" not in kind
        ]

    def scan(self, device: Device, profile: ScanProfile, *, stop: threading.Event) -> Iterator[ScanEvent]:
        try:
            handle = self._open(device.address)
        except sane._sane.error as error:  # noqa: SLF001 - the library exports its error nowhere else
            yield ScanStopped(_CODES_OPENING.get(str(error), "unknown"), 1, str(error))
            return
        try:
            applied = apply_profile(handle, profile)
            yield from _Feed(handle, applied, profile, self._tell, stop).events()
        except sane._sane.error as error:  # noqa: SLF001
            yield ScanStopped(CODES.get(str(error), "unknown"), 1, f"setting options: {error}")
        finally:
            handle.cancel()
            handle.close()

    def wait_for_start(self, device: Device, *, stop: threading.Event) -> bool:
        """True when a sensor of the device goes on: its button is pressed, or paper is laid in."""
        try:
            handle = self._open(device.address)
        except sane._sane.error:  # noqa: SLF001
            return False
        try:
            before = sensors_on(handle)
            while before is not None and not stop.wait(_BETWEEN_LOOKS_S):
                now = sensors_on(handle)
                if now is None or now - before:
                    return now is not None
                before = now
        except sane._sane.error:  # noqa: SLF001
            return False
        finally:
            handle.close()
        return False

    def _described(self, address: str, title: str) -> Device:
        try:
            handle = self._open(address)
        except sane._sane.error:  # noqa: SLF001
            # In use or asleep; it is there all the same.
            return Device("sane", address, title)
        try:
            sources, duplex = sources_of(handle)
            limits = limits_of(handle)
            tells_start = sensors_on(handle) is not None
        finally:
            handle.close()
        return Device(
            "sane",
            address,
            title,
            sources,
            duplex,
            max_dpi=limits.dpi,
            max_width_mm=limits.width_mm,
            max_height_mm=limits.height_mm,
            tells_start=tells_start,
        )


class _Feed:
    """The pages of one scan."""

    def __init__(
        self,
        handle: Handle,
        applied: Applied,
        profile: ScanProfile,
        tell: TellProgress,
        stop: threading.Event,
    ) -> None:
        self._handle = handle
        self._applied = applied
        self._tell = tell
        self._stop = stop
        self._at_most = 1 if applied.source is Source.FLATBED else profile.expected_pages
        self._under_way = 1

    def events(self) -> Iterator[ScanEvent]:
        while not self._stop.is_set() and self._under_way - 1 != self._at_most:
            event = self._next_page()
            if self._stop.is_set() and not isinstance(event, PageScanned):
                break
            yield event
            if not isinstance(event, PageScanned):
                return
            self._under_way += 1
        yield ScanFinished(self._under_way - 1, cancelled=self._stop.is_set())

    def _next_page(self) -> ScanEvent:
        try:
            self._handle.start()
            _, _, (width, rows), _, _ = self._handle.get_parameters()
            if width * max(rows, 0) > _PIXELS_LIMIT:
                return ScanStopped("image_too_large", self._under_way, f"{width}x{rows}")
            # True: do not let the device eject the sheets that are still in the feeder.
            data, width, got_rows, channels, _ = self._handle.dev.snap(True, False, self._row_came)
        except sane._sane.error as error:  # noqa: SLF001
            return self._ended_by(str(error))
        if got_rows == 0 or got_rows < rows:
            return ScanStopped("truncated_image", self._under_way, f"{got_rows} of {rows} rows")
        image = Image.frombuffer("RGB" if channels == 3 else "L", (width, got_rows), data)  # noqa: PLR2004
        return PageScanned(self._under_way, self._encoded(image), "image/jpeg", self._applied.dpi, self._origin())

    def _ended_by(self, error: str) -> ScanEvent:
        code = CODES.get(error, "unknown")
        if code == "feeder_empty" and self._under_way > 1:
            return ScanFinished(self._under_way - 1)
        return ScanStopped(code, self._under_way, error)

    def _row_came(self, row: int, rows: int) -> None:
        if self._stop.is_set():
            self._handle.cancel()
        elif row % _ROWS_BETWEEN_TELLING == 0:
            percent = min(100 * row // rows, 100) if rows > 0 else 0
            try:
                self._tell(PageProgress(self._under_way, percent))
            except OSError:
                # The counter is gone, and this function may not raise.
                self._stop.set()

    def _encoded(self, image: Image.Image) -> bytes:
        encoded = io.BytesIO()
        density = (self._applied.dpi, self._applied.dpi)
        image.save(encoded, "JPEG", quality=_JPEG_QUALITY, subsampling=0, dpi=density)
        return encoded.getvalue()

    def _origin(self) -> str:
        if not self._applied.duplex:
            return ""
        return f"{(self._under_way + 1) // 2}{'AB'[(self._under_way - 1) % 2]}"
