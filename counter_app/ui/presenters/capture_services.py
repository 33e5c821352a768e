"""What the capture screen asks of the program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event as StopSign
from typing import Protocol

from counter_app.domain.ids import DossierId, PageId
from counter_app.domain.scanning import Device, ScanProfile
from counter_app.services.capture import CaptureOutcome, Into
from counter_app.services.ports import Page, Session
from counter_app.services.scan_profiles import Fitted
from counter_app.ui.presenters.capture_wording import CaptureFacts
from counter_app.ui.presenters.screens import Choice


class ArrangePages(Protocol):
    """Changes pages; each call gives the pages as they were."""

    def assign(self, pages: Sequence[PageId], paper_type: str) -> tuple[Page, ...]: ...

    def turn(self, pages: Sequence[PageId], by_deg: int) -> tuple[Page, ...]: ...

    def remove(self, pages: Sequence[PageId]) -> tuple[Page, ...]: ...

    def restore(self, pages: Sequence[PageId]) -> tuple[Page, ...]: ...

    def waive(self, page_id: PageId, finding: str) -> tuple[Page, ...]: ...

    def move(self, dossier_id: DossierId, page_id: PageId, to_index: int) -> tuple[Page, ...]: ...

    def place(
        self, dossier_id: DossierId, pages: Sequence[PageId], *, before: PageId | None, paper_type: str
    ) -> tuple[Page, ...]: ...

    def split(self, dossier_id: DossierId, page_id: PageId, paper_type: str) -> tuple[Page, ...]: ...

    def merge(self, dossier_id: DossierId, paper_type: str, into: str) -> tuple[Page, ...]: ...

    def interleave(
        self,
        dossier_id: DossierId,
        fronts: Sequence[PageId],
        backs: Sequence[PageId],
        *,
        backs_reversed: bool = True,
    ) -> tuple[Page, ...]: ...

    def pair_shots(self, with_note: PageId, without_note: PageId) -> tuple[Page, ...]: ...

    def put_back(self, pages: Sequence[Page]) -> tuple[Page, ...]: ...


class Scan(Protocol):
    """Scans into a dossier until the device has no more."""

    def __call__(
        self, dossier_id: DossierId, device: Device, profile: ScanProfile, *, stop: StopSign, into: Into
    ) -> CaptureOutcome: ...


class WaitForStart(Protocol):
    """Waits for the scanner's own button."""

    def __call__(self, device: Device, *, stop: StopSign) -> bool: ...


@dataclass(frozen=True)
class CaptureServices:
    """What capture asks of the program.

    ``fitted`` is how a paper of the dossier is scanned on this device by the catalogue; ``profiles`` are the ways
    that a clerk may choose instead. ``separators`` makes the PDF of separator sheets and ``render`` pictures (PNG,
    300 dpi) of it. ``look_at`` is told which pages are on the screen, so that they are read first.
    """

    facts: Callable[[DossierId], CaptureFacts]
    devices: Callable[[], tuple[Device, ...]]
    profiles: tuple[tuple[Choice, ScanProfile], ...]
    fitted: Callable[[DossierId, str, Device], Fitted]
    scan: Scan
    wait_for_start: WaitForStart
    arrange: ArrangePages
    separators: Callable[[DossierId, Session], bytes]
    render: Callable[[bytes], tuple[bytes, ...]]
    look_at: Callable[[tuple[PageId, ...]], None]
