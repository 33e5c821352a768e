"""Take pages from a scanner into the store: one by one, each safe before the next is asked for.

A page exists from the moment its bytes are in the vault and its row is committed; only then is it told. What
was captured before a jam, a crash or a power cut stays. A page may be captured before the dossier is
registered: it belongs to the dossier's id, which exists from the first moment.

Before the bytes of a page are put away, it is written down what the page is going to be. If the program dies
between the bytes and the row, the next scan or the next start finds the note and adopts the page; a page whose
bytes did not arrive is put on the list, so that its sheet is scanned again. A file in a folder needs no note: it
is still there, and is offered again.

A scan that broke off says at which sheet to go on. Half a sheet is no sheet: when the front came and the back did
not, the front is set aside and both are scanned again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Event as StopSign
from threading import Lock

from counter_app.contract.canonical import digest as digest_of
from counter_app.domain.batches import AssignedBy, Mark, Side, sheet_and_side
from counter_app.domain.ids import DossierId, PageId
from counter_app.domain.scanning import (
    Device,
    PageProgress,
    PageScanned,
    ScanFinished,
    ScanProfile,
    ScanStopped,
    require_lawful,
)
from counter_app.services.capture_notes import CaptureNotes
from counter_app.services.events import PageCaptured, PageChanged
from counter_app.services.ports import Chance, Clock, OpenWork, Page, Scanner, UnitOfWork, Vault
from counter_app.services.troubles import note_trouble
from counter_app.services.usual_scanner import UsualScanner

FOLDER = "folder"
"""The driver whose pages are files: the same file offered again, after a crash, is the page that it was."""

NOTE_MARKS = frozenset({Mark.WITH_NOTE, Mark.WITHOUT_NOTE})


@dataclass(frozen=True, slots=True)
class Into:
    """Where the pages of a scan go.

    ``before`` is the page that they come before, None = behind the last. ``replacing`` are pages that they take
    the place of, one by one. ``batch`` and ``sheet`` go on with an earlier batch at this sheet.
    """

    paper_type: str = ""
    before: PageId | None = None
    replacing: tuple[PageId, ...] = ()
    batch: str = ""
    sheet: int = 1


@dataclass(frozen=True, slots=True)
class CaptureOutcome:
    """What a scan left behind: the pages in order, and why it stopped early (None when it did not).

    ``resume`` is there when it broke off: feed sheet ``resume.sheet`` again and scan into it. ``half`` is the
    front that was set aside because its back did not come. ``undo`` takes the scan back (``Arrange.put_back``):
    its pages are set aside, and those that they replaced are there again.
    """

    pages: tuple[PageId, ...]
    stopped: ScanStopped | None = None
    cancelled: bool = False
    resume: Into | None = None
    half: PageId | None = None
    undo: tuple[Page, ...] = ()


class Capture:
    """Scans into one dossier."""

    def __init__(self, open_work: OpenWork, vault: Vault, scanner: Scanner, clock: Clock, chance: Chance) -> None:
        self._open_work = open_work
        self._vault = vault
        self._scanner = scanner
        self._clock = clock
        self._chance = chance
        self._lock = Lock()
        self._running: set[str] = set()
        self.usual = UsualScanner(open_work, scanner)

    def devices(self) -> tuple[Device, ...]:
        """The scanners of this window, the one used last before the others."""
        return self.usual.first()

    def wait_for_start(self, device: Device, *, stop: StopSign) -> bool:
        """Wait until somebody at the device wants a scan: a button, paper laid in, a file; False once stopped.

        Call it off the window's thread. A scan goes before a wait and ends it.
        """
        return self._scanner.wait_for_start(device, stop=stop)

    def run(
        self,
        dossier_id: DossierId,
        device: Device,
        profile: ScanProfile,
        *,
        stop: StopSign,
        progress: Callable[[PageProgress], None] | None = None,
        paper_type: str = "",
        into: Into | None = None,
    ) -> CaptureOutcome:
        """Scan until the feeder is empty, the device stops or ``stop`` is set.

        Call it off the window's thread: it waits for the device. Every page in the outcome is durable.
        ``paper_type`` is short for ``Into(paper_type)``.

        Raises:
            InvalidInput: the profile is below what the rules ask of a record.
        """
        require_lawful(profile)
        self.usual.used(device)
        self.adopt()
        wanted = into or Into(paper_type)
        scan = _Scan(dossier_id, device, replace(wanted, batch=wanted.batch or self._chance.new_id()))
        with self._lock:
            self._running.add(scan.into.batch)
        try:
            end = self._take_pages(scan, profile, stop, progress)
        finally:
            with self._lock:
                self._running.discard(scan.into.batch)
        if isinstance(end, ScanStopped):
            self.usual.failed()
        return self._ended(scan, end)

    def adopt(self) -> tuple[PageId, ...]:
        """Give the pages of a scan that died their places; those whose bytes are lost go on the list."""
        adopted: list[PageId] = []
        with self._open_work() as work:
            notes = CaptureNotes.of(work)
            with self._lock:
                left = [page for page in notes.pages() if page.batch not in self._running]
            if not left:
                return ()
            for page in left:
                notes = notes.without(page.batch)
                if work.pages.get(page.page_id) is not None:
                    continue
                if self._vault.has(page.raw):
                    position = 1 + work.pages.last_position(page.dossier_id)
                    work.pages.add(replace(page, position=position))
                    work.publish(PageCaptured(page.dossier_id, page.page_id))
                    adopted.append(page.page_id)
                else:
                    note_trouble(
                        work,
                        "page_not_kept",
                        since=self._clock.now(),
                        chance=self._chance,
                        dossier_id=page.dossier_id,
                        facts={"sheet": str(page.sheet)},
                    )
            notes.put(work)
            work.commit()
        return tuple(adopted)

    # --- pages -------------------------------------------------------------------------------------------------

    def _take_pages(
        self,
        scan: _Scan,
        profile: ScanProfile,
        stop: StopSign,
        progress: Callable[[PageProgress], None] | None,
    ) -> ScanFinished | ScanStopped:
        for event in self._scanner.scan(scan.device, profile, stop=stop):
            match event:
                case PageScanned():
                    scan.taken.append(self._keep(scan, event))
                case PageProgress():
                    if progress is not None:
                        progress(event)
                case ScanFinished() | ScanStopped():
                    return event
        return ScanStopped("driver_crashed", len(scan.taken) + 1)

    def _keep(self, scan: _Scan, scanned: PageScanned) -> Page:
        page = self._begun(scan, scanned)
        with self._open_work() as work:
            if scan.device.driver == FOLDER:
                known = work.pages.captured(page.dossier_id, page.raw, page.origin)
                present = work.pages.get(known) if known else None
                if present is not None:
                    return present
            else:
                CaptureNotes.of(work).holding(page).put(work)
                work.commit()
        self._vault.put(scanned.image)
        with self._open_work() as work:
            page = self._placed(work, scan.into, page, number=len(scan.taken))
            work.pages.add(page)
            if scan.device.driver != FOLDER:
                CaptureNotes.of(work).without(scan.into.batch).put(work)
            work.publish(PageCaptured(page.dossier_id, page.page_id))
            work.commit()
        return page

    def _begun(self, scan: _Scan, scanned: PageScanned) -> Page:
        """The page as it is going to be, its place aside."""
        origin = "" if scan.device.driver == FOLDER else scanned.origin
        sheet, side = sheet_and_side(scanned.number, origin)
        scan.side = side
        scan.sheet = scan.into.sheet - 1 + sheet
        return Page(
            page_id=PageId(self._chance.new_id()),
            dossier_id=scan.dossier_id,
            position=0,
            raw=digest_of(scanned.image),
            media_type=scanned.media_type,
            captured_at=self._clock.now(),
            origin=scanned.origin,
            paper_type=scan.into.paper_type,
            batch=scan.into.batch,
            sheet=scan.sheet,
            side=side,
            assigned_by=AssignedBy.SCAN if scan.into.paper_type else AssignedBy.NOBODY,
        )

    def _placed(self, work: UnitOfWork, into: Into, page: Page, *, number: int) -> Page:
        """The page with its position; one that replaces another shows the same side of the same sheet."""
        if number < len(into.replacing):
            old = work.pages.get(into.replacing[number])
            if old is not None:
                page = replace(
                    page,
                    paper_type=old.paper_type,
                    assigned_by=old.assigned_by,
                    batch=old.batch,
                    sheet=old.sheet,
                    side=old.side,
                    mark=old.mark if old.mark in NOTE_MARKS else Mark.NONE,
                )
        before = into.before or (into.replacing[0] if into.replacing else None)
        following = work.pages.get(before) if before else None
        if following is None or following.dossier_id != page.dossier_id:
            return replace(page, position=1 + work.pages.last_position(page.dossier_id))
        work.pages.make_room(page.dossier_id, following.position)
        return replace(page, position=following.position)

    # --- the end -----------------------------------------------------------------------------------------------

    def _ended(self, scan: _Scan, end: ScanFinished | ScanStopped) -> CaptureOutcome:
        broke_off = isinstance(end, ScanStopped) or end.cancelled
        half = scan.taken[-1] if broke_off and scan.taken and scan.side is Side.FRONT else None
        kept = scan.taken[:-1] if half else scan.taken
        if half is not None:
            self._set_aside([half], Mark.HALF_SHEET)
        replaced: list[Page] = []
        if scan.into.replacing and kept:
            replaced = self._set_aside_by_id(scan.into.replacing[: len(kept) if broke_off else None])
        undo = (*replaced, *(replace(page, removed=True) for page in kept))
        pages = tuple(page.page_id for page in kept)
        stopped = end if isinstance(end, ScanStopped) else None
        return CaptureOutcome(
            pages,
            stopped=stopped,
            cancelled=isinstance(end, ScanFinished) and end.cancelled,
            resume=_resume(scan, half=half is not None, kept=len(kept)) if broke_off else None,
            half=half.page_id if half else None,
            undo=undo,
        )

    def _set_aside_by_id(self, pages: tuple[PageId, ...]) -> list[Page]:
        with self._open_work() as work:
            found = [page for page_id in pages if (page := work.pages.get(page_id)) is not None]
        return self._set_aside(found, Mark.REPLACED)

    def _set_aside(self, pages: list[Page], mark: Mark) -> list[Page]:
        """The pages as they were."""
        before: list[Page] = []
        with self._open_work() as work:
            for page in pages:
                now = work.pages.get(page.page_id)
                if now is None:
                    continue
                before.append(now)
                work.pages.put(replace(now, removed=True, mark=mark))
                work.publish(PageChanged(now.dossier_id, now.page_id))
            work.commit()
        return before


@dataclass(slots=True)
class _Scan:
    """One scan under way. ``sheet`` and ``side`` are those of the page that came last."""

    dossier_id: DossierId
    device: Device
    into: Into
    taken: list[Page] = field(default_factory=list)
    sheet: int = 0
    side: Side = Side.UNKNOWN


def _resume(scan: _Scan, *, half: bool, kept: int) -> Into:
    """The same scan from the sheet on that did not come whole."""
    sheet = scan.into.sheet
    if scan.taken:
        sheet = scan.sheet if half else scan.sheet + 1
    return replace(scan.into, sheet=sheet, replacing=scan.into.replacing[kept:])
