"""Scanning on the capture screen: with which device and how, where the pages go, and how to go on after a stop.

One scan runs at a time. What it leaves behind decides what the scan key does next: nothing special, go on at the
sheet that jammed, or scan the backs of a stack whose fronts are there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Event as StopSign

from counter_app.domain.errors import CounterError
from counter_app.domain.ids import DossierId, PageId
from counter_app.domain.scanning import Device, ScanProfile
from counter_app.services.capture import CaptureOutcome, Into
from counter_app.services.scan_profiles import ByHand, Fitted
from counter_app.ui.presenters.capture_bench import CaptureBench
from counter_app.ui.presenters.capture_scan_wording import (
    BY_THE_PAPER,
    WAITING,
    fitted_note,
    go_on_at,
    outcome_note,
    turn_the_stack,
)
from counter_app.ui.presenters.running import Newest
from counter_app.ui.presenters.screens import Choice, Note, Tone
from counter_app.ui.problems import problem_words, tone_of
from counter_app.ui.words import words

AUTO = "auto"
"""The profile that the catalogue gives for the paper."""


def device_key(device: Device) -> str:
    """What names a device among those of the window."""
    return f"{device.driver}:{device.address}"


@dataclass(frozen=True, slots=True)
class Plan:
    """One scan: where its pages go and what comes of them.

    ``only`` so many pages are wanted, of ``one_side`` of the paper; ``with_note`` is the shot with the note whose
    other shot this is. ``fronts`` are the pages whose backs are scanned now; ``before`` came before the scan broke
    off.
    """

    into: Into
    only: int | None = None
    one_side: bool = False
    with_note: PageId | None = None
    fronts: tuple[PageId, ...] = ()
    before: tuple[PageId, ...] = ()


class Scanning:
    """What a clerk does with the scanner."""

    def __init__(self, bench: CaptureBench) -> None:
        self._bench = bench
        self._devices: dict[str, Device] = {}
        self._fitted: Fitted | None = None
        self._fit_of: tuple[str, ...] = ()
        self._fitting = Newest(bench.tasks, done=self._is_fitted, failed=self._does_not_fit)
        self._stop = StopSign()
        self._watch = StopSign()
        self._next: Plan | None = None
        choices = (Choice(AUTO, BY_THE_PAPER), *(choice for choice, _ in bench.services.profiles))
        bench.screen = replace(bench.screen, profiles=choices, profile=AUTO)
        bench.desk.when_closing(self.let_go)

    @property
    def knows_devices(self) -> bool:
        """Whether scanners were found before."""
        return bool(self._devices)

    def forget(self) -> None:
        """Another dossier is on the screen: nothing is gone on with, and no button scans into it unasked."""
        self._next = None
        self._watch.set()
        self._bench.screen = replace(self._bench.screen, waiting=False, go_on=None)

    def let_go(self) -> None:
        """The window closes: the scanner stops and nobody waits for its button."""
        self._stop.set()
        self._watch.set()

    # --- device and profile ------------------------------------------------------------------------------------

    def rescan_devices_wanted(self) -> None:
        """Look for scanners again."""
        if not self._devices:
            self._bench.say(words("Capture", "Đang tìm máy quét…"))
        services = self._bench.services
        self._bench.tasks.run(services.devices, done=self._devices_found, failed=self._bench.failed, slow=True)

    def _devices_found(self, devices: tuple[Device, ...]) -> None:
        self._devices = {device_key(device): device for device in devices}
        known = self._bench.screen.device
        chosen = known if known in self._devices else next(iter(self._devices), "")
        choices = tuple(Choice(key, device.title) for key, device in self._devices.items())
        status = None
        if not devices:
            status = Note(
                words("Capture", "Không tìm thấy máy quét. Hãy bật máy quét, cắm dây rồi bấm «Tìm lại máy quét»."),
                Tone.WARN,
            )
        self._bench.show(devices=choices, status=status)
        self.device_picked(chosen)

    def device_picked(self, key: str) -> None:
        """Scan with this one."""
        self._end_waiting()
        device = self._devices.get(key)
        self._bench.show(device=key, can_wait=device is not None and device.tells_start)
        self.fit()

    def profile_picked(self, key: str) -> None:
        """Scan this way."""
        self._bench.show(profile=key)
        self.fit()

    def slot_chosen(self, key: str) -> None:
        """The next pages belong to this paper."""
        self._bench.target = key
        self._bench.show()
        self.fit()

    def fit(self) -> None:
        """Say how the next paper will be scanned on this device."""
        device, dossier_id = self._device, self._bench.dossier_id
        paper, profile = self._bench.target or "", self._bench.screen.profile
        if device is None or dossier_id is None:
            self._bench.show(profile_note=None)
            return
        if (asked := (dossier_id, device_key(device), paper, profile)) != self._fit_of:
            self._fit_of = asked
            self._fitting.ask(lambda: self._fitted_to(dossier_id, paper, device, profile))

    def _is_fitted(self, fitted: Fitted) -> None:
        self._fitted = fitted
        self._bench.show(profile_note=fitted_note(fitted))

    def _does_not_fit(self, error: CounterError) -> None:
        self._fit_of = ()
        self._bench.show(profile_note=Note(problem_words(error), tone_of(error)))

    def _fitted_to(self, dossier_id: DossierId, paper: str, device: Device, profile: str) -> Fitted:
        """As the catalogue says, or as the clerk chose; off the window's thread."""
        if profile == AUTO:
            return self._bench.services.fitted(dossier_id, paper, device)
        chosen = next(one for choice, one in self._bench.services.profiles if choice.key == profile)
        if chosen.duplex and not device.duplex:
            return Fitted("", replace(chosen, duplex=False), frozenset({ByHand.BACKS_AFTER_FRONTS}))
        return Fitted("", chosen)

    @property
    def _device(self) -> Device | None:
        return self._devices.get(self._bench.screen.device)

    # --- scans -------------------------------------------------------------------------------------------------

    def scan_wanted(self) -> None:
        """Scan until the feeder is empty; go on where the last scan stopped, if it did."""
        self._begin(self._next or Plan(Into(self._bench.target or "")))

    def insert_wanted(self) -> None:
        """Scan pages that come before the current one and belong to its paper."""
        page = self._bench.current
        if page is not None and not page.removed:
            self._begin(Plan(Into(page.paper_type, before=page.page_id)))

    def again_wanted(self) -> None:
        """Scan the selected pages again; the new ones take their places."""
        chosen = self._bench.chosen
        if chosen and self._bench.facts is not None:
            pages = [page for page in self._bench.facts.pages if page.page_id in chosen]
            both = len({(page.batch, page.sheet) for page in pages}) < len(pages)
            into = Into(pages[0].paper_type, replacing=chosen)
            self._begin(Plan(into, only=len(chosen), one_side=not both))

    def note_wanted(self) -> None:
        """The current page was shot with a note attached: shoot it once more without, or pair two shots."""
        chosen = self._bench.chosen
        if len(chosen) == 2:  # noqa: PLR2004 - a pair
            with_note, without = chosen
            self._bench.change(lambda: self._bench.services.arrange.pair_shots(with_note, without))
            return
        page = self._bench.current
        if page is None or page.removed:
            hint = words("Capture", "Hãy chọn trang có ghi chú, hoặc chọn cả hai ảnh của tờ giấy.")
            self._bench.say(hint, Tone.WARN)
            return
        order = self._bench.order
        behind = order.index(page.page_id) + 1
        following = order[behind] if behind < len(order) else None
        into = Into(page.paper_type, before=following)
        self._begin(Plan(into, only=1, one_side=True, with_note=page.page_id))

    def drop_wanted(self) -> None:
        """Do not go on with the last scan: the next one begins anew."""
        if self._next is not None:
            self._next = None
            self._bench.show(go_on=None, status=None)

    def stop_wanted(self) -> None:
        """Stop now: pages that are whole stay. Without a scan, whatever else waits is dropped."""
        if self._bench.screen.scanning:
            self._stop.set()
            self._bench.say(words("Capture", "Đang dừng máy quét…"))
        elif self._bench.screen.waiting:
            self._end_waiting()
        else:
            self.drop_wanted()

    def _begin(self, plan: Plan) -> None:
        device, dossier_id = self._device, self._bench.dossier_id
        if device is None or dossier_id is None or not self._bench.screen.can_scan:
            return
        self._next = None
        self._stop = stop = StopSign()
        paper, chosen = plan.into.paper_type, self._bench.screen.profile
        scan = self._bench.services.scan

        def work() -> tuple[Fitted, CaptureOutcome]:
            fitted = self._fitted_to(dossier_id, paper, device, chosen)
            return fitted, scan(
                dossier_id, device, _for_plan(fitted.profile, plan, device), stop=stop, into=plan.into
            )

        self._bench.desk.is_scanning = True
        facts = self._bench.facts
        title = facts.title_of(paper) if facts is not None else ""
        said = words("Capture", "Đang quét vào «{paper}»…").fill(paper=title)
        self._bench.show(scanning=True, go_on=None, under_way=None, percent=0, status=Note(said, Tone.ACCENT))
        self._bench.tasks.run(
            work, done=lambda answer: self._scanned(plan, *answer), failed=self._scan_failed, slow=True
        )

    def told_under_way(self, dossier_id: str, number: int, percent: int) -> None:
        """The scanner works on this page."""
        if dossier_id == self._bench.dossier_id and self._bench.screen.scanning:
            self._bench.show(under_way=words("Capture", "Trang {page}").fill(page=number), percent=percent)

    # --- afterwards --------------------------------------------------------------------------------------------

    def _scanned(self, plan: Plan, fitted: Fitted, outcome: CaptureOutcome) -> None:
        self._end()
        note, go_on = outcome_note(outcome), None
        whole = (*plan.before, *outcome.pages)
        done = outcome.stopped is None and not outcome.cancelled
        if outcome.resume is not None and _is_worth_going_on(outcome, outcome.resume):
            self._next = replace(plan, into=outcome.resume, before=whole)
            go_on, note = go_on_at(outcome.resume.sheet, note)
        elif done and whole and ByHand.BACKS_AFTER_FRONTS in fitted.by_hand and _is_a_stack(plan):
            self._next = Plan(Into(plan.into.paper_type), fronts=whole)
            go_on, note = turn_the_stack(len(whole))
        elif done and whole and plan.into.paper_type == (self._bench.target or ""):
            self._bench.target = None
        self._bench.show(status=note, go_on=go_on)
        self._bench.changed(outcome.undo)
        if whole and go_on is None:
            self._pair(plan, whole)
        if self._bench.screen.waiting:
            self._wait()

    def _pair(self, plan: Plan, pages: tuple[PageId, ...]) -> None:
        """What was scanned belongs to pages that were there before."""
        dossier_id, arrange, with_note = self._bench.dossier_id, self._bench.services.arrange, plan.with_note
        if with_note is not None:
            self._bench.change(lambda: arrange.pair_shots(with_note, pages[0]))
        elif plan.fronts and dossier_id is not None:
            self._bench.change(lambda: arrange.interleave(dossier_id, plan.fronts, pages))

    def _scan_failed(self, error: CounterError) -> None:
        self._end()
        self._bench.failed(error)

    def _end(self) -> None:
        self._bench.desk.is_scanning = False
        self._bench.screen = replace(self._bench.screen, scanning=False, under_way=None, percent=0)

    # --- the scanner's own button ------------------------------------------------------------------------------

    def waiting_wanted(self, wanted: bool) -> None:
        """Let the scanner's own button begin the scan, or no longer."""
        if wanted == self._bench.screen.waiting:
            return
        if not wanted:
            self._end_waiting()
        elif self._device is not None and self._bench.screen.can_wait:
            self._bench.show(waiting=True, status=Note(WAITING, Tone.NEUTRAL))
            self._wait()

    def _wait(self) -> None:
        device = self._device
        if device is None or self._bench.screen.scanning:
            return
        self._watch = watch = StopSign()
        wait = self._bench.services.wait_for_start
        self._bench.tasks.run(
            lambda: wait(device, stop=watch),
            done=lambda pressed: self._pressed(watch, pressed=pressed),
            failed=self._wait_failed,
            slow=True,
        )

    def _pressed(self, watch: StopSign, *, pressed: bool) -> None:
        if watch is not self._watch or watch.is_set() or self._bench.screen.scanning:
            return
        if pressed and self._bench.screen.can_scan:
            self.scan_wanted()
        else:
            self._end_waiting()

    def _wait_failed(self, error: CounterError) -> None:
        self._end_waiting()
        self._bench.failed(error)

    def _end_waiting(self) -> None:
        self._watch.set()
        if self._bench.screen.waiting:
            self._bench.show(waiting=False, status=None)


def _for_plan(profile: ScanProfile, plan: Plan, device: Device) -> ScanProfile:
    """The profile for as many pages as are wanted."""
    if plan.only is None:
        return profile
    return replace(profile, expected_pages=plan.only, duplex=device.duplex and not plan.one_side)


def _is_worth_going_on(outcome: CaptureOutcome, resume: Into) -> bool:
    """Whether there is something behind the sheet where the scan stopped; at the first sheet it begins anew."""
    return resume.sheet > 1 or bool(resume.replacing) or outcome.half is not None


def _is_a_stack(plan: Plan) -> bool:
    """Whether the pages are fronts whose backs are still to come."""
    return plan.only is None and not plan.fronts
