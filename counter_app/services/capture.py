"""Take pages from a scanner into the store: one by one, each safe before the next is asked for.

A page exists from the moment its bytes are in the vault and its row is committed; only then is it told. What
was captured before a jam, a crash or a power cut stays. A page may be captured before the dossier is
registered: it belongs to the dossier's id, which exists from the first moment.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event as StopSign

from counter_app.domain.ids import DossierId, PageId
from counter_app.domain.scanning import Device, PageProgress, PageScanned, ScanFinished, ScanProfile, ScanStopped
from counter_app.services.events import PageCaptured
from counter_app.services.ports import Chance, Clock, OpenWork, Page, Scanner, Vault

FOLDER = "folder"
"""The driver whose pages are files: the same file offered again, after a crash, is the page that it was."""


@dataclass(frozen=True, slots=True)
class CaptureOutcome:
    """What a scan left behind: the pages in order, and why it stopped early (None when it did not)."""

    pages: tuple[PageId, ...]
    stopped: ScanStopped | None = None
    cancelled: bool = False


class Capture:
    """Scans into one dossier."""

    def __init__(self, open_work: OpenWork, vault: Vault, scanner: Scanner, clock: Clock, chance: Chance) -> None:
        self._open_work = open_work
        self._vault = vault
        self._scanner = scanner
        self._clock = clock
        self._chance = chance

    def devices(self) -> tuple[Device, ...]:
        """The scanners of this window."""
        return self._scanner.devices()

    def run(
        self,
        dossier_id: DossierId,
        device: Device,
        profile: ScanProfile,
        *,
        stop: StopSign,
        progress: Callable[[PageProgress], None] | None = None,
        paper_type: str = "",
    ) -> CaptureOutcome:
        """Scan until the feeder is empty, the device stops or ``stop`` is set.

        Call it off the window's thread: it waits for the device. Every page in the outcome is durable.
        """
        taken: list[PageId] = []
        for event in self._scanner.scan(device, profile, stop=stop):
            match event:
                case PageScanned():
                    taken.append(self._keep(dossier_id, device, event, paper_type))
                case PageProgress():
                    if progress is not None:
                        progress(event)
                case ScanFinished(cancelled=cancelled):
                    return CaptureOutcome(tuple(taken), cancelled=cancelled)
                case ScanStopped():
                    return CaptureOutcome(tuple(taken), stopped=event)
        return CaptureOutcome(tuple(taken), stopped=ScanStopped("driver_crashed", len(taken) + 1))

    def _keep(self, dossier_id: DossierId, device: Device, scanned: PageScanned, paper_type: str) -> PageId:
        raw = self._vault.put(scanned.image)
        page_id = PageId(self._chance.new_id())
        with self._open_work() as work:
            present = work.pages.of_dossier(dossier_id, with_removed=True)
            if device.driver == FOLDER:
                for page in present:
                    if (page.raw, page.origin) == (raw, scanned.origin):
                        return page.page_id
            position = 1 + max((page.position for page in present), default=0)
            work.pages.add(
                Page(
                    page_id=page_id,
                    dossier_id=dossier_id,
                    position=position,
                    raw=raw,
                    media_type=scanned.media_type,
                    captured_at=self._clock.now(),
                    origin=scanned.origin,
                    paper_type=paper_type,
                )
            )
            work.publish(PageCaptured(dossier_id, page_id))
            work.commit()
        return page_id
