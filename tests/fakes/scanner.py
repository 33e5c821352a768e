"""A scanner without processes or files, for tests of what is done with pages. Passes the drivers' contract."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

from counter_app.domain.scanning import (
    Device,
    PageScanned,
    ScanEvent,
    ScanFinished,
    ScanProfile,
    ScanStopped,
)


class FakeScanner:
    """Gives ``images``, then stops with ``fault`` or runs empty. ``requested`` counts pages asked for so far."""

    def __init__(
        self,
        images: Sequence[bytes],
        *,
        fault: str = "",
        media_type: str = "image/jpeg",
        driver: str = "fake",
        duplex: bool = True,
    ) -> None:
        self.device = Device(driver, "fake:0", "Máy quét giả", duplex=duplex, tells_start=True)
        self.profiles: list[ScanProfile] = []
        self.button = threading.Event()
        self.requested = 0
        self._images = tuple(images)
        self._fault = fault
        self._media_type = media_type
        self._is_busy = False

    def devices(self) -> tuple[Device, ...]:
        return (self.device,)

    def scan(self, device: Device, profile: ScanProfile, *, stop: threading.Event) -> Iterator[ScanEvent]:
        if device != self.device:
            yield ScanStopped("offline", 1)
            return
        if self._is_busy:
            yield ScanStopped("busy", 1)
            return
        self._is_busy = True
        self.profiles.append(profile)
        try:
            yield from self._events(profile, stop)
        finally:
            self._is_busy = False

    def load(self, images: Sequence[bytes], *, fault: str = "") -> None:
        """Lay this paper into the feeder; it stops with ``fault`` behind it."""
        self._images, self._fault = tuple(images), fault

    def wait_for_start(self, device: Device, *, stop: threading.Event) -> bool:
        """Whether the button was pressed by now; a press counts once."""
        was_pressed = device == self.device and self.button.is_set() and not stop.is_set()
        self.button.clear()
        return was_pressed

    def _events(self, profile: ScanProfile, stop: threading.Event) -> Iterator[ScanEvent]:
        pages = 0
        for image in self._images[: profile.expected_pages]:
            if stop.is_set():
                break
            pages += 1
            self.requested += 1
            origin = f"{(pages + 1) // 2}{'AB'[(pages - 1) % 2]}" if profile.duplex else ""
            yield PageScanned(pages, image, self._media_type, profile.dpi, origin)
        if stop.is_set() or pages == profile.expected_pages:
            yield ScanFinished(pages, cancelled=stop.is_set())
        elif self._fault:
            yield ScanStopped(self._fault, pages + 1)
        else:
            yield ScanFinished(pages) if pages else ScanStopped("feeder_empty", 1)
