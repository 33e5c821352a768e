"""The scanner of this window: the one that the clerk used last, as long as it is there.

Where a scan starts without a list to choose from (the fast lane, an ID card), it must not start at the device that
happens to be found first: at a counter with two, that may stand in the next room.
"""

from __future__ import annotations

from threading import Lock
from typing import Final

from counter_app.domain.errors import DeviceBusy
from counter_app.domain.scanning import Device
from counter_app.services.ports import OpenWork, Scanner

USED_LAST: Final = "scanner_used_last"
"""The observation that names it: driver and address."""


class UsualScanner:
    """Knows the scanner that was used last, also after the program was closed. Any thread may ask."""

    def __init__(self, open_work: OpenWork, scanner: Scanner) -> None:
        self._open_work = open_work
        self._scanner = scanner
        self._lock = Lock()
        self._found: Device | None = None

    def first(self) -> tuple[Device, ...]:
        """The scanners of this window, the one used last before the others."""
        found = self._scanner.devices()
        with self._open_work() as work:
            known = work.observations.get(USED_LAST)
        return tuple(sorted(found, key=lambda device: _name(device) != known))

    def __call__(self) -> Device:
        """The one to scan with; looked for again only after it failed.

        Raises:
            DeviceBusy: ``no_scanner``: none was found.
        """
        with self._lock:
            known = self._found
        if known is not None:
            return known
        device = next(iter(self.first()), None)
        if device is None:
            raise DeviceBusy("no_scanner")
        with self._lock:
            self._found = device
        return device

    def used(self, device: Device) -> None:
        """The clerk scans with this one."""
        with self._lock:
            self._found = device
        with self._open_work() as work:
            if work.observations.get(USED_LAST) != _name(device):
                work.observations.put(USED_LAST, _name(device))
                work.commit()

    def failed(self) -> None:
        """It stopped by itself: before the next scan it is seen whether it is still there."""
        with self._lock:
            self._found = None


def _name(device: Device) -> str:
    return f"{device.driver}:{device.address}"
