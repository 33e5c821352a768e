"""Scanners that Windows reaches through TWAIN.

TWAIN lets a program of the scanner's maker run inside our process and speak through its message queue. What
this module makes of it:

* The window of the maker is never shown: the clerk sees our screens only.
* A page is reported when it was transferred whole and the source has let go of it; then the next is fetched.
* No wait is without an end: where the source stays silent, the driver says that it hangs. A source that hangs
  inside a call is the supervisor's business, which ends this process.

Everything that only Windows has is in :mod:`counter_app.scanner.drivers.twain_source`.
"""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import Enum
from typing import Final, Protocol

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
from counter_app.scanner.drivers.base import TellProgress
from counter_app.scanner.drivers.setups import TwainSetup

PIXELS_LIMIT: Final = 150_000_000
_JPEG_QUALITY: Final = 95
_LOOK_S: Final = 0.1


class TwainFault(Exception):
    """The manager or the source refused; ``code`` is one of :class:`~counter_app.domain.scanning.ScanStopped`."""

    def __init__(self, code: str, detail: str) -> None:
        self.code = code
        self.detail = detail
        super().__init__(f"{code}: {detail}")


class Told(Enum):
    """What a source says through the message queue."""

    NOTHING = "nothing"
    READY = "ready"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Applied:
    """What the source really does of a profile."""

    source: Source
    duplex: bool
    dpi: int


class OpenSource(Protocol):
    """A data source that is open; every call may raise :class:`TwainFault`."""

    def abilities(self) -> tuple[tuple[Source, ...], bool]:
        """Where it takes paper from, and whether it reads both sides."""
        ...

    def apply(self, profile: ScanProfile) -> Applied:
        """Set what the source can; what it cannot stays at its own value."""
        ...

    def has_paper(self) -> bool:
        """Whether the feeder has paper; true where the source cannot tell."""
        ...

    def begin(self) -> None:
        """Start scanning; the maker's window stays hidden."""
        ...

    def listen(self, timeout_s: float) -> Told:
        """What the source says within this time. The message queue is served meanwhile."""
        ...

    def size(self) -> tuple[int, int]:
        """Width and height of the page that is ready, in pixels; 0 where the source cannot tell."""
        ...

    def take_page(self) -> bytes | None:
        """The page that is ready, as a BMP file; None when somebody pressed cancel at the device.

        Raises ``ValueError`` for what is no page.
        """
        ...

    def more_pages(self) -> bool:
        """Let go of the page; whether another is ready."""
        ...

    def drop_rest(self) -> None:
        """Let go of everything that is still to come."""
        ...


class Manager(Protocol):
    """The data source manager of this PC."""

    def names(self) -> list[str]: ...

    def open(self, name: str) -> AbstractContextManager[OpenSource]:
        """The source of this name; whatever it is doing ends with the context."""
        ...


OpenManager = Callable[[str], AbstractContextManager[Manager]]


class TwainDriver:
    """Implements the driver port."""

    def __init__(self, setup: TwainSetup, tell: TellProgress, open_manager: OpenManager | None = None) -> None:
        self._setup = setup
        self._tell = tell
        in_strips = setup.transfer == "memory"
        self._open_manager = open_manager or (lambda path: _this_pcs_manager(path, in_strips=in_strips))

    def devices(self) -> list[Device]:
        """Without a manager there are none: that a PC has no TWAIN is no error."""
        try:
            with self._open_manager(self._setup.manager) as manager:
                return [self._described(manager, name) for name in manager.names()]
        except TwainFault:
            return []

    def scan(self, device: Device, profile: ScanProfile, *, stop: threading.Event) -> Iterator[ScanEvent]:
        pages = _Pages()
        try:
            with self._open_manager(self._setup.manager) as manager, manager.open(device.address) as source:
                yield from pages.of(source, profile, self._setup, stop)
        except TwainFault as fault:
            if stop.is_set():
                yield ScanFinished(pages.whole, cancelled=True)
            else:
                yield ScanStopped(fault.code, pages.whole + 1, fault.detail)

    def _described(self, manager: Manager, name: str) -> Device:
        try:
            with manager.open(name) as source:
                sources, duplex = source.abilities()
        except TwainFault:
            # In use or switched off; its driver is there all the same.
            return Device("twain", name, name)
        return Device("twain", name, name, sources, duplex)


class _Pages:
    """The pages of one scan; ``whole`` have been reported so far."""

    def __init__(self) -> None:
        self.whole = 0

    def of(
        self, source: OpenSource, profile: ScanProfile, setup: TwainSetup, stop: threading.Event
    ) -> Iterator[ScanEvent]:
        applied = source.apply(profile)
        if applied.source is Source.FEEDER and not source.has_paper():
            yield ScanStopped("feeder_empty", 1, "the feeder has no paper")
            return
        at_most = 1 if applied.source is Source.FLATBED else profile.expected_pages
        source.begin()
        told = self._wait(source, setup.ready_s, stop)
        if told is Told.CLOSED:
            yield ScanStopped("cancelled_at_device", 1, "the source closed itself")
            return
        more = told is Told.READY
        while more and not stop.is_set() and self.whole != at_most:
            event = self._next_page(source, applied)
            if not isinstance(event, PageScanned):
                yield event
                return
            more = source.more_pages()
            self.whole += 1
            yield event
        if more:
            source.drop_rest()
        yield ScanFinished(self.whole, cancelled=stop.is_set())

    def _wait(self, source: OpenSource, limit_s: float, stop: threading.Event) -> Told:
        deadline = time.monotonic() + limit_s
        while not stop.is_set():
            told = source.listen(_LOOK_S)
            if told is not Told.NOTHING:
                return told
            if time.monotonic() > deadline:
                raise TwainFault("driver_hung", f"no page within {limit_s:.0f} s")
        return Told.NOTHING

    def _next_page(self, source: OpenSource, applied: Applied) -> ScanEvent:
        number = self.whole + 1
        width, height = source.size()
        if width * height > PIXELS_LIMIT:
            return ScanStopped("image_too_large", number, f"{width}x{height}")
        try:
            picture = source.take_page()
        except ValueError as error:
            return ScanStopped("truncated_image", number, str(error))
        if picture is None:
            return ScanStopped("cancelled_at_device", number, "the transfer was cancelled")
        try:
            image = _encoded(picture, applied.dpi)
        except (OSError, ValueError) as error:
            return ScanStopped("truncated_image", number, str(error))
        origin = f"{(number + 1) // 2}{'AB'[(number - 1) % 2]}" if applied.duplex else ""
        return PageScanned(number, image, "image/jpeg", applied.dpi, origin)


def _encoded(picture: bytes, dpi: int) -> bytes:
    """As JPEG with full colour resolution: red stamps. Raises for a picture that is cut off."""
    encoded = io.BytesIO()
    with Image.open(io.BytesIO(picture), formats=["BMP"]) as image:
        plain = image if image.mode in {"RGB", "L"} else image.convert("RGB")
        plain.save(encoded, "JPEG", quality=_JPEG_QUALITY, subsampling=0, dpi=(dpi, dpi))
    return encoded.getvalue()


def _this_pcs_manager(path: str, *, in_strips: bool) -> AbstractContextManager[Manager]:
    from counter_app.scanner.drivers.twain_source import open_manager  # noqa: PLC0415 - Windows alone has it

    return open_manager(path, in_strips=in_strips)
