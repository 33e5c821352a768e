"""Network scanners that speak eSCL. Pages are kept as the scanner's own JPEG, byte for byte.

A scanner says "no more pages" with one status for an empty feeder, a jam and an open cover; its state tells them
apart. It says "later" (503) while it warms up or still moves paper, and some say "no more" a moment too early:
as long as the job is under way, they are asked again.
"""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Iterator
from typing import Final

from counter_app.domain.errors import CounterError, DeviceBusy, DeviceTrouble, InvalidInput
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
from counter_app.scanner.drivers.escl_discovery import discover
from counter_app.scanner.drivers.escl_link import EsclLink, LinkBroken, Reply, StopWanted
from counter_app.scanner.drivers.escl_messages import (
    Capabilities,
    JobSettings,
    Status,
    capabilities_from,
    settings_for,
    status_from,
)
from counter_app.scanner.drivers.setups import EsclSetup
from counter_app.scanner.messages import FRAME_LIMIT
from counter_app.scanner.pages.decode import decode

_NO_MORE: Final = frozenset({http.client.NOT_FOUND, http.client.GONE})
_JPEG_START: Final = b"\xff\xd8"
_EARLY_S: Final = 5.0
_LONGEST_PAUSE_S: Final = 5.0
_TELL_EVERY_S: Final = 2.0


class EsclDriver:
    """Implements the driver port."""

    def __init__(self, setup: EsclSetup, tell: TellProgress) -> None:
        self._setup = setup
        self._tell = tell

    def devices(self) -> list[Device]:
        known = set(self._setup.addresses)
        groups: list[tuple[str, ...]] = [(address,) for address in self._setup.addresses]
        if self._setup.discover_s > 0:
            heard = discover(self._setup.discover_s, self._setup.interfaces)
            groups += [group for group in heard if known.isdisjoint(group)]
        found = [self._first_that_answers(group) for group in groups]
        return [device for device in found if device is not None]

    def scan(self, device: Device, profile: ScanProfile, *, stop: threading.Event) -> Iterator[ScanEvent]:
        try:
            link = EsclLink(device.address, self._setup.timeout_s)
            capabilities = _capabilities(link)
        except LinkBroken as error:
            yield ScanStopped("offline", 1, str(error))
            return
        except CounterError as error:
            yield ScanStopped(error.code, 1, str(error))
            return
        yield from _Job(link, capabilities, profile, self._setup, self._tell, stop).events()

    def _first_that_answers(self, addresses: tuple[str, ...]) -> Device | None:
        for address in addresses:
            try:
                capabilities = _capabilities(EsclLink(address, self._setup.timeout_s))
            except (LinkBroken, CounterError):
                continue
            duplex = capabilities.duplex is not None
            width_mm, height_mm = capabilities.max_size_mm
            return Device(
                "escl",
                address,
                capabilities.title or address,
                capabilities.sources,
                duplex,
                max_dpi=capabilities.max_dpi,
                max_width_mm=width_mm,
                max_height_mm=height_mm,
            )
        return None


def _capabilities(link: EsclLink) -> Capabilities:
    reply = link.get("ScannerCapabilities")
    if reply.status != http.client.OK:
        raise LinkBroken(f"answered {reply.status}")
    return capabilities_from(reply.body)


class _Job:
    """One scan job, from its first request to its removal."""

    def __init__(
        self,
        link: EsclLink,
        capabilities: Capabilities,
        profile: ScanProfile,
        setup: EsclSetup,
        tell: TellProgress,
        stop: threading.Event,
    ) -> None:
        self._link = link
        self._capabilities = capabilities
        self._profile = profile
        self._setup = setup
        self._tell = tell
        self._stop = stop
        self._path = ""
        self._pages = 0
        self._told_at = time.monotonic()

    def events(self) -> Iterator[ScanEvent]:
        try:
            settings = settings_for(self._capabilities, self._profile)
            at_most = 1 if settings.source is Source.FLATBED else self._profile.expected_pages
            self._begin(settings)
            while not self._stop.is_set() and self._pages != at_most:
                event = self._next_page(settings)
                if not isinstance(event, PageScanned):
                    yield event
                    return
                self._pages += 1
                yield event
        except StopWanted:
            pass
        except LinkBroken as error:
            code = "io_error" if error.was_reached else "offline"
            yield ScanStopped(code, self._pages + 1, str(error))
            return
        except CounterError as error:
            yield ScanStopped(error.code, self._pages + 1, str(error))
            return
        finally:
            if self._path:
                self._link.delete(self._path)
        yield ScanFinished(self._pages, cancelled=self._stop.is_set())

    def _begin(self, settings: JobSettings) -> None:
        """Ask for the job until the scanner takes it."""
        deadline = time.monotonic() + self._setup.begin_s
        while (reply := self._link.post("ScanJobs", settings.as_xml())).is_busy:
            if time.monotonic() > deadline:
                raise DeviceBusy("busy")
            self._pause(reply)
        if reply.status != http.client.CREATED or not reply.location:
            raise DeviceTrouble(self._status().fault or "io_error", status=reply.status)
        self._path = self._link.job_path(reply.location)

    def _next_page(self, settings: JobSettings) -> ScanEvent:
        begun = time.monotonic()
        while True:
            reply = self._link.fetch(
                f"{self._path}/NextDocument",
                limit=FRAME_LIMIT,
                begin_s=self._setup.page_s,
                stop=self._stop,
                alive=self._say_alive,
            )
            if reply.status == http.client.OK:
                return self._page(reply.body, settings)
            waited_s = time.monotonic() - begun
            if not reply.is_busy or waited_s > self._setup.page_s:
                status = self._status()
                is_early = status.is_job_under_way and reply.status in _NO_MORE and waited_s < _EARLY_S
                if status.fault is not None or not is_early:
                    return self._end(reply, status)
            self._pause(reply)

    def _end(self, reply: Reply, status: Status) -> ScanEvent:
        detail = f"{reply.status}, scanner {status.scanner}, feeder {status.feeder}, job {status.job}"
        if status.fault is not None:
            return ScanStopped(status.fault, self._pages + 1, detail)
        if reply.is_busy:
            return ScanStopped("busy", self._pages + 1, detail)
        if reply.status not in _NO_MORE:
            return ScanStopped("io_error", self._pages + 1, detail)
        return ScanFinished(self._pages) if self._pages else ScanStopped("feeder_empty", 1, detail)

    def _page(self, image: bytes, settings: JobSettings) -> PageScanned:
        decode(image, settings.dpi)
        if not image.startswith(_JPEG_START):
            raise InvalidInput("not_an_image", detail="the scanner sent something other than JPEG")
        number = self._pages + 1
        origin = f"{(number + 1) // 2}{'AB'[(number - 1) % 2]}" if settings.duplex else ""
        return PageScanned(number, image, "image/jpeg", settings.dpi, origin)

    def _status(self) -> Status:
        reply = self._link.get("ScannerStatus")
        if reply.status != http.client.OK:
            return Status("", "", "", frozenset())
        return status_from(reply.body, self._path)

    def _pause(self, reply: Reply) -> None:
        """As long as the scanner wishes, within reason."""
        self._say_alive()
        wished_s = max(reply.retry_after_s or 0.0, self._setup.again_s)
        if self._stop.wait(min(wished_s, _LONGEST_PAUSE_S)):
            raise StopWanted

    def _say_alive(self) -> None:
        now = time.monotonic()
        if now - self._told_at >= _TELL_EVERY_S:
            self._told_at = now
            self._tell(PageProgress(self._pages + 1, 0))
