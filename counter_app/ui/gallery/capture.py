"""Examples of capture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counter_app.domain.batches import Mark as BatchMark
from counter_app.domain.ids import PageId
from counter_app.domain.scanning import ScanProfile, ScanStopped
from counter_app.services.ports import Page
from counter_app.services.scan_profiles import ByHand, Fitted
from counter_app.ui.gallery.cases import PAGES, capture_facts
from counter_app.ui.gallery.example import Example
from counter_app.ui.presenters.capture_scan import AUTO
from counter_app.ui.presenters.capture_scan_wording import (
    BY_THE_PAPER,
    WAITING,
    fitted_note,
    go_on_at,
    turn_the_stack,
)
from counter_app.ui.presenters.capture_screen import CaptureScreen
from counter_app.ui.presenters.capture_wording import page_detail, slots, summary, thumbs
from counter_app.ui.presenters.places import Place
from counter_app.ui.presenters.saying import dossier_head
from counter_app.ui.presenters.screens import Choice, Note, Step, Tone
from counter_app.ui.problems import scan_words
from counter_app.ui.words import words

DEVICES = (
    Choice("sane:brother", "Brother ADS-2700W (khay nạp tự động)"),
    Choice("folder:quet", "Thư mục quét"),
)
PROFILES = (Choice("a4", "Giấy A4, hai mặt"), Choice("a5", "Giấy A5, một mặt"))


def capture_examples() -> Iterator[Example]:
    """Capture."""
    a4 = Fitted("Giấy A4, hai mặt", ScanProfile(duplex=True))
    base = CaptureScreen(
        devices=DEVICES,
        device=DEVICES[0].key,
        profiles=(Choice(AUTO, BY_THE_PAPER), *PROFILES),
        profile=AUTO,
        profile_note=fitted_note(a4),
        can_wait=True,
    )
    hint = words("Capture", "Chưa chọn hồ sơ. Hãy tiếp nhận hồ sơ mới hoặc mở hồ sơ từ Việc hôm nay.")
    yield Example("capture-nothing", Place.CAPTURE, replace(base, summary=hint))
    yield Example("capture-empty", Place.CAPTURE, _capture(base, ()))
    scanning = words("Capture", "Đang quét vào «{paper}»…").fill(paper="Tờ khai đăng ký khai sinh")
    yield Example(
        "capture-scanning",
        Place.CAPTURE,
        replace(
            _capture(base, PAGES[:3]),
            scanning=True,
            can_scan=False,
            under_way=words("Capture", "Trang {page}").fill(page=4),
            percent=40,
            status=Note(scanning, Tone.ACCENT),
        ),
    )
    yield Example("capture-findings", Place.CAPTURE, _capture(base, PAGES, selected="page-3"))
    go_on, jam = go_on_at(4, Note(scan_words(ScanStopped("jam", 6)), Tone.WARN))
    removed = (*PAGES[:4], replace(PAGES[4], removed=True))
    shown = _capture(replace(base, shows_removed=True), removed, selected="page-1", target="chung-sinh")
    yield Example("capture-jam", Place.CAPTURE, replace(shown, status=jam, go_on=go_on))
    backs, turn = turn_the_stack(3)
    fronts = Fitted("Giấy A4, hai mặt", ScanProfile(), frozenset({ByHand.BACKS_AFTER_FRONTS}))
    stack = replace(_capture(base, PAGES[:3]), go_on=backs, status=turn, profile_note=fitted_note(fronts))
    yield Example("capture-backs", Place.CAPTURE, stack)
    marked = (
        replace(PAGES[0], mark=BatchMark.WITH_NOTE),
        replace(PAGES[1], mark=BatchMark.WITHOUT_NOTE),
        replace(PAGES[3], mark=BatchMark.FOREIGN_SEPARATOR),
        replace(PAGES[2], mark=BatchMark.SEPARATOR, removed=True),
    )
    waiting = replace(base, waiting=True, shows_removed=True, cut=("page-2",), status=Note(WAITING, Tone.NEUTRAL))
    waits = _capture(waiting, marked, selected="page-4")
    yield Example("capture-waiting", Place.CAPTURE, waits)
    sealed = replace(_capture(base, PAGES[:3]), open=False, can_scan=False, can_undo=False)
    yield Example("capture-sealed", Place.CAPTURE, sealed)


def _capture(
    base: CaptureScreen, pages: tuple[Page, ...], selected: str = "", target: str = "to-khai"
) -> CaptureScreen:
    facts = capture_facts(pages)
    shown = thumbs(facts, with_removed=base.shows_removed, cut=base.cut)
    chosen = selected or (shown[-1].key if shown else "")
    return replace(
        base,
        head=dossier_head(facts.dossier, facts.procedure, Step.CAPTURE),
        open=True,
        can_scan=True,
        slots=slots(facts, target),
        pages=shown,
        selected=(chosen,) if chosen else (),
        page=page_detail(facts, PageId(chosen)) if chosen else None,
        can_undo=bool(pages),
        removed_count=len(facts.removed),
        summary=summary(facts),
    )
