"""An ID card laid on the scanner: scanned once, read, and not kept.

What the person's card says is asked for at the start, before there is a dossier that a page could belong to. The
picture is never written to disk; a copy of the card that a case asks for is scanned as its paper.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event as StopSign
from typing import Final

from counter_app.domain.errors import DeviceBusy
from counter_app.domain.id_card import CardReading
from counter_app.domain.scanning import (
    Device,
    PageProgress,
    PageScanned,
    ScanFinished,
    ScanProfile,
    ScanStopped,
    Source,
)
from counter_app.services.ports import Scanner
from counter_app.services.usual_scanner import UsualScanner

_DPI: Final = 300
"""The card's code has modules of a third of a millimetre: they need four pixels to be read at once."""


class ScanCard:
    """Reads a card with the window's scanner. Call it off the window's thread: it waits for the device.

    Args:
        read: What the card in a picture says.
    """

    def __init__(self, scanner: Scanner, usual: UsualScanner, read: Callable[[bytes], CardReading]) -> None:
        self._scanner = scanner
        self._usual = usual
        self._read = read

    def __call__(self, stop: StopSign) -> CardReading:
        """What the card says.

        Raises:
            DeviceBusy: ``no_scanner``, or the code with which the scanner stopped before it had a page.
            NotFound: ``no_card_code``: there is no card's QR code to be read on what lies there.
            InvalidInput, Damaged: what the scanner gave is no picture.
        """
        device = self._usual()
        scanned, stopped = self._one_page(device, stop)
        if scanned is None:
            self._usual.failed()
            raise DeviceBusy(stopped.code if stopped else "feeder_empty", page=1)
        return self._read(scanned.image)

    def _one_page(self, device: Device, stop: StopSign) -> tuple[PageScanned | None, ScanStopped | None]:
        scanned = stopped = None
        for event in self._scanner.scan(device, _profile(device), stop=stop):
            match event:
                case PageScanned():
                    scanned = scanned or event
                case ScanStopped():
                    stopped = event
                case PageProgress() | ScanFinished():
                    pass
        return scanned, stopped


def _profile(device: Device) -> ScanProfile:
    """One side; a card lies on the glass wherever there is one, for feeders bend it."""
    on_glass = Source.FLATBED in device.sources or not device.sources
    dpi = min(_DPI, device.max_dpi) if device.max_dpi else _DPI
    return ScanProfile(source=Source.FLATBED if on_glass else device.sources[0], dpi=dpi, expected_pages=1)
