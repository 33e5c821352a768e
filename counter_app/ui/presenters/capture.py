"""Capture: runs the scanner, shows pages as they become safe, and arranges them with a full way back.

The scan is one piece of slow work; pages are shown because the store says that they are there, not because a
scanner said so. Every change of pages gives what undoes it; the undo list lives as long as the dossier is open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from threading import Event as StopSign
from typing import Protocol

from counter_app.contract.moves import State
from counter_app.domain.errors import CounterError
from counter_app.domain.ids import DossierId, PageId
from counter_app.domain.scanning import Device, PageProgress, ScanProfile
from counter_app.services.capture import CaptureOutcome
from counter_app.services.ports import Page
from counter_app.ui.presenters.capture_screen import CaptureScreen, CaptureView
from counter_app.ui.presenters.capture_wording import (
    CaptureFacts,
    first_target,
    page_detail,
    slots,
    summary,
    thumbs,
)
from counter_app.ui.presenters.desk import Desk
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.running import Refresh, Tasks
from counter_app.ui.presenters.saying import dossier_head
from counter_app.ui.presenters.screens import Choice, Note, Step, Tone
from counter_app.ui.problems import problem_words, scan_words, tone_of
from counter_app.ui.words import Words, words


class ArrangePages(Protocol):
    """Changes pages; each call gives the pages as they were."""

    def assign(self, pages: Sequence[PageId], paper_type: str) -> tuple[Page, ...]: ...

    def turn(self, pages: Sequence[PageId], by_deg: int) -> tuple[Page, ...]: ...

    def remove(self, pages: Sequence[PageId]) -> tuple[Page, ...]: ...

    def restore(self, pages: Sequence[PageId]) -> tuple[Page, ...]: ...

    def waive(self, page_id: PageId, finding: str) -> tuple[Page, ...]: ...

    def move(self, dossier_id: DossierId, page_id: PageId, to_index: int) -> tuple[Page, ...]: ...

    def put_back(self, pages: Sequence[Page]) -> None: ...


class Scan(Protocol):
    """Scans into a dossier until the device has no more."""

    def __call__(
        self,
        dossier_id: DossierId,
        device: Device,
        profile: ScanProfile,
        *,
        stop: StopSign,
        progress: Callable[[PageProgress], None] | None = None,
        paper_type: str = "",
    ) -> CaptureOutcome: ...


@dataclass(frozen=True)
class CaptureServices:
    """What capture asks of the program."""

    facts: Callable[[DossierId], CaptureFacts]
    devices: Callable[[], tuple[Device, ...]]
    profiles: tuple[tuple[Choice, ScanProfile], ...]
    scan: Scan
    arrange: ArrangePages


def device_key(device: Device) -> str:
    """What names a device among those of the window."""
    return f"{device.driver}:{device.address}"


class CapturePresenter:
    """Decides what the capture screen shows."""

    def __init__(self, view: CaptureView, tasks: Tasks, desk: Desk, services: CaptureServices) -> None:
        self._view = view
        self._tasks = tasks
        self._desk = desk
        self._services = services
        self._screen = CaptureScreen(
            profiles=tuple(choice for choice, _ in services.profiles),
            profile=services.profiles[0][0].key if services.profiles else "",
        )
        self._devices: dict[str, Device] = {}
        self._facts: CaptureFacts | None = None
        self._dossier_id: DossierId | None = None
        self._target: str | None = None
        self._stop = StopSign()
        self._undo: list[tuple[Page, ...]] = []
        self._refresh = Refresh(tasks, self._read, done=self._shown, failed=self._failed)

    # --- which dossier -----------------------------------------------------------------------------------------

    def start(self) -> None:
        """The screen came to the front: show the dossier in work, look for scanners at the first time."""
        if self._desk.dossier_id != self._dossier_id:
            self._dossier_id = self._desk.dossier_id
            self._facts = None
            self._target = None
            self._undo.clear()
            self._screen = replace(self._screen, status=None, selected=(), shows_removed=False)
        if not self._devices:
            self.rescan_devices_wanted()
        self._reload()

    def page_event(self, dossier_id: str, page_id: str) -> None:
        """A page was captured, read or changed."""
        if dossier_id == self._dossier_id:
            if self._screen.scanning:
                self._screen = replace(self._screen, selected=(page_id,))
            self._reload()

    def dossier_event(self, dossier_id: str) -> None:
        """An act was added to a dossier."""
        if dossier_id == self._dossier_id:
            self._reload()

    def _reload(self) -> None:
        if self._dossier_id is None:
            self._facts = None
            self._show(self._built())
        else:
            self._refresh.ask()

    def _read(self) -> CaptureFacts | None:
        dossier_id = self._dossier_id
        return None if dossier_id is None else self._services.facts(dossier_id)

    def _shown(self, facts: CaptureFacts | None) -> None:
        if facts is not None and facts.dossier.dossier_id != self._dossier_id:
            return
        self._facts = facts
        if facts is not None and self._target is None:
            self._target = first_target(facts)
        self._show(self._built())

    # --- scanning ----------------------------------------------------------------------------------------------

    def rescan_devices_wanted(self) -> None:
        """Look for scanners again."""
        if not self._devices:
            self._say(words("Capture", "Đang tìm máy quét…"), Tone.NEUTRAL)
        self._tasks.run(self._services.devices, done=self._devices_found, failed=self._failed, slow=True)

    def _devices_found(self, devices: tuple[Device, ...]) -> None:
        self._devices = {device_key(device): device for device in devices}
        chosen = self._screen.device if self._screen.device in self._devices else next(iter(self._devices), "")
        choices = tuple(Choice(key, device.title) for key, device in self._devices.items())
        status = None
        if not devices:
            status = Note(
                words("Capture", "Không tìm thấy máy quét. Hãy bật máy quét, cắm dây rồi bấm «Tìm lại máy quét»."),
                Tone.WARN,
            )
        self._screen = replace(self._screen, devices=choices, device=chosen, status=status)
        self._show(self._built())

    def device_picked(self, key: str) -> None:
        """Scan with this one."""
        self._show(replace(self._screen, device=key))

    def profile_picked(self, key: str) -> None:
        """Scan this way."""
        self._show(replace(self._screen, profile=key))

    def slot_chosen(self, key: str) -> None:
        """The next pages belong to this paper."""
        self._target = key
        self._show(self._built())

    def scan_wanted(self) -> None:
        """Scan until the feeder is empty."""
        device = self._devices.get(self._screen.device)
        if device is None or self._dossier_id is None or not self._screen.can_scan:
            return
        profile = next(one for choice, one in self._services.profiles if choice.key == self._screen.profile)
        self._stop = StopSign()
        self._set_scanning(scanning=True)
        self._say(words("Capture", "Đang quét vào «{paper}»…").fill(paper=self._target_title()), Tone.ACCENT)
        scan, dossier_id, stop, paper = self._services.scan, self._dossier_id, self._stop, self._target or ""
        self._tasks.run(
            lambda: scan(dossier_id, device, profile, stop=stop, paper_type=paper),
            done=self._scanned,
            failed=self._scan_failed,
            slow=True,
        )

    def stop_wanted(self) -> None:
        """Stop after the page under way."""
        if self._screen.scanning:
            self._stop.set()
            self._say(words("Capture", "Đang dừng máy quét…"), Tone.NEUTRAL)

    def _scanned(self, outcome: CaptureOutcome) -> None:
        pages = len(outcome.pages)
        if outcome.stopped is not None:
            note = Note(scan_words(outcome.stopped), Tone.WARN)
        elif outcome.cancelled:
            note = Note(words("Capture", "Đã dừng. Số trang vừa quét: {pages}.").fill(pages=pages), Tone.NEUTRAL)
        else:
            note = Note(words("Capture", "Đã quét xong. Số trang vừa quét: {pages}.").fill(pages=pages), Tone.GOOD)
        self._set_scanning(scanning=False)
        self._screen = replace(self._screen, status=note)
        if self._facts is not None and outcome.stopped is None and pages:
            self._target = None
        self._reload()

    def _scan_failed(self, error: CounterError) -> None:
        self._set_scanning(scanning=False)
        self._failed(error)

    def _set_scanning(self, *, scanning: bool) -> None:
        self._desk.is_scanning = scanning
        self._screen = replace(self._screen, scanning=scanning)

    def _target_title(self) -> Words | str:
        return "" if self._facts is None else self._facts.title_of(self._target or "")

    # --- arranging ---------------------------------------------------------------------------------------------

    def pages_selected(self, keys: tuple[str, ...]) -> None:
        """These pages are selected, the current one first."""
        self._screen = replace(self._screen, selected=keys)
        self._show(self._built())

    def digit_pressed(self, digit: str) -> None:
        """The selected pages belong to the paper with this digit."""
        slot = next((one for one in self._screen.slots if one.digit == digit), None)
        if slot is not None:
            self.assign_wanted(slot.key, ())

    def assign_wanted(self, paper_type: str, keys: tuple[str, ...]) -> None:
        """These pages, or the selected ones, belong to this paper."""
        pages = self._pages(keys or self._screen.selected)
        if pages:
            self._change(lambda: self._services.arrange.assign(pages, paper_type))

    def turn_wanted(self, by_deg: int) -> None:
        """Turn the selected pages."""
        pages = self._pages(self._screen.selected)
        if pages:
            self._change(lambda: self._services.arrange.turn(pages, by_deg))

    def shift_wanted(self, by: int) -> None:
        """Move the current page one place."""
        dossier_id = self._dossier_id
        if self._facts is None or dossier_id is None or not self._screen.selected:
            return
        order = [page.page_id for page in self._facts.kept]
        current = PageId(self._screen.selected[0])
        if current not in order:
            return
        wanted = order.index(current) + by
        if 0 <= wanted < len(order):
            self._change(lambda: self._services.arrange.move(dossier_id, current, wanted))

    def remove_wanted(self) -> None:
        """Set the selected pages aside; the next page is selected."""
        pages = self._pages(self._screen.selected)
        if not pages or self._facts is None:
            return
        order = [page.page_id for page in self._facts.kept]
        rest = [page_id for page_id in order if page_id not in pages]
        last = max((order.index(page_id) for page_id in pages if page_id in order), default=0)
        following = next((page_id for page_id in order[last + 1 :] if page_id in rest), rest[-1] if rest else "")
        self._screen = replace(self._screen, selected=(following,) if following else ())
        self._change(lambda: self._services.arrange.remove(pages))

    def restore_wanted(self) -> None:
        """Bring the selected pages back."""
        pages = self._pages(self._screen.selected)
        if pages:
            self._change(lambda: self._services.arrange.restore(pages))

    def removed_wanted(self, shown: bool) -> None:
        """Show or hide pages set aside."""
        if shown != self._screen.shows_removed:
            self._screen = replace(self._screen, shows_removed=shown)
            self._show(self._built())

    def accept_wanted(self, code: str) -> None:
        """The clerk looked at the shown page and accepts this finding."""
        if self._screen.page is not None:
            page_id = PageId(self._screen.page.key)
            self._change(lambda: self._services.arrange.waive(page_id, code))

    def undo_wanted(self) -> None:
        """Take the last change back."""
        if self._undo:
            before = self._undo.pop()
            self._tasks.run(
                lambda: self._services.arrange.put_back(before),
                done=lambda _nothing: self._reload(),
                failed=self._failed,
            )

    def review_wanted(self) -> None:
        """Everything is here: go on with the review."""
        self._desk.go_to(Place.REVIEW)

    def _pages(self, keys: Sequence[str]) -> tuple[PageId, ...]:
        return tuple(PageId(key) for key in keys)

    def _change(self, change: Callable[[], tuple[Page, ...]]) -> None:
        self._tasks.run(change, done=self._changed, failed=self._failed)

    def _changed(self, before: tuple[Page, ...]) -> None:
        self._undo.append(before)
        self._reload()

    # --- showing -----------------------------------------------------------------------------------------------

    def _built(self) -> CaptureScreen:
        facts = self._facts
        if facts is None:
            empty = replace(self._screen, head=None, slots=(), pages=(), page=None, can_scan=False, can_undo=False)
            hint = words("Capture", "Chưa chọn hồ sơ. Hãy tiếp nhận hồ sơ mới hoặc mở hồ sơ từ Việc hôm nay.")
            return replace(empty, summary=hint, selected=())
        shown = thumbs(facts, with_removed=self._screen.shows_removed)
        keys = {thumb.key for thumb in shown}
        selected = tuple(key for key in self._screen.selected if key in keys) or tuple(
            thumb.key for thumb in shown[:1]
        )
        is_open = facts.dossier.state is State.RECEIVED
        return replace(
            self._screen,
            head=dossier_head(facts.dossier, facts.procedure, Step.CAPTURE),
            can_scan=is_open and not self._screen.scanning and bool(self._devices),
            slots=slots(facts, self._target or ""),
            pages=shown,
            selected=selected,
            page=page_detail(facts, PageId(selected[0])) if selected else None,
            can_undo=bool(self._undo),
            removed_count=len(facts.removed),
            summary=summary(facts),
        )

    def _say(self, text: Words, tone: Tone) -> None:
        self._screen = replace(self._screen, status=Note(text, tone))
        self._show(self._built())

    def _failed(self, error: CounterError) -> None:
        self._screen = replace(self._screen, status=Note(problem_words(error), tone_of(error)))
        self._show(self._built())

    def _show(self, screen: CaptureScreen) -> None:
        self._screen = screen
        self._view.show_screen(screen)
