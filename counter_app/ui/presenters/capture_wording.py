"""Pure steps of the capture screen: from the stored pages to what is shown."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from counter_app.domain.batches import Mark as BatchMark
from counter_app.domain.checks import OTHER_PAPER
from counter_app.domain.dossier import Dossier
from counter_app.domain.ids import PageId
from counter_app.domain.pages import FindingKind
from counter_app.domain.procedure import PaperNeed, PaperRequirement
from counter_app.services.ports import Page, PageState
from counter_app.services.review import page_facts
from counter_app.ui.presenters.capture_screen import Finding, PageDetail, PageMark, PaperSlot, Thumb
from counter_app.ui.presenters.saying import NEEDS, SHORT_FINDINGS, finding_words
from counter_app.ui.presenters.screens import Mark, Tone
from counter_app.ui.words import Text, words

NO_PAPER = ""
SCANNABLE = frozenset({PaperNeed.REQUIRED, PaperNeed.CONDITIONAL})
LAST_DIGIT = 9
SURE = 50.0
"""Below this confidence a word is marked on the page."""
MOST_MARKS = 60
"""A page that cannot be read at all is said to be so, not painted over."""


@dataclass(frozen=True, slots=True)
class CaptureFacts:
    """What the store says about the dossier in work. ``pages`` holds those set aside as well."""

    dossier: Dossier
    procedure: str
    requirements: tuple[PaperRequirement, ...]
    pages: tuple[Page, ...]

    @property
    def kept(self) -> tuple[Page, ...]:
        """Pages not set aside."""
        return tuple(page for page in self.pages if not page.removed)

    @property
    def removed(self) -> tuple[Page, ...]:
        return tuple(page for page in self.pages if page.removed)

    def title_of(self, paper_type: str) -> Text:
        """What a paper is called in this dossier."""
        if paper_type == NO_PAPER:
            return words("Capture", "Chưa xếp")
        if paper_type == OTHER_PAPER:
            return words("Capture", "Giấy tờ khác")
        return next((one.title for one in self.requirements if one.paper_type == paper_type), paper_type)


def slots(facts: CaptureFacts, target: str) -> tuple[PaperSlot, ...]:
    """The papers that take pages, in the order of the checklist, then what belongs to none of them."""
    takers = [one for one in facts.requirements if one.need in SCANNABLE]
    made = [
        _slot(facts, one.paper_type, one.title, NEEDS[one.need], digit, target)
        for digit, one in enumerate(takers, start=1)
    ]
    other = words("Capture", "Ngoài danh mục")
    made.append(_slot(facts, OTHER_PAPER, facts.title_of(OTHER_PAPER), other, len(made) + 1, target))
    loose = sum(page.paper_type == NO_PAPER for page in facts.kept)
    if loose or target == NO_PAPER:
        made.append(
            PaperSlot(
                NO_PAPER,
                facts.title_of(NO_PAPER),
                words("Capture", "Kéo trang vào giấy tờ, hoặc bấm phím số"),
                "",
                loose,
                "alert" if loose else "circle",
                Tone.WARN if loose else Tone.NEUTRAL,
                target=target == NO_PAPER,
            )
        )
    return tuple(made)


def _slot(facts: CaptureFacts, key: str, title: Text, detail: Text, number: int, target: str) -> PaperSlot:
    own = [page for page in facts.kept if page.paper_type == key]
    is_odd = any(_open_kinds(page) for page in own)
    icon, tone = ("circle", Tone.NEUTRAL) if not own else ("check-circle", Tone.GOOD)
    if is_odd:
        icon, tone = "alert", Tone.WARN
    digit = str(number) if number <= LAST_DIGIT else ""
    return PaperSlot(key, title, detail, digit, len(own), icon, tone, target=target == key)


def first_target(facts: CaptureFacts) -> str:
    """Where new pages go at first: the first paper that has none, else to no paper."""
    for one in facts.requirements:
        if one.need in SCANNABLE and not any(page.paper_type == one.paper_type for page in facts.kept):
            return one.paper_type
    return NO_PAPER


def thumbs(facts: CaptureFacts, *, with_removed: bool, cut: Collection[str] = ()) -> tuple[Thumb, ...]:
    """The strip of pages; those set aside come last and have no number."""
    kept = tuple(_thumb(facts, page, number, cut) for number, page in enumerate(facts.kept, start=1))
    return kept + tuple(_thumb(facts, page, 0, cut) for page in facts.removed) if with_removed else kept


def _thumb(facts: CaptureFacts, page: Page, number: int, cut: Collection[str]) -> Thumb:
    return Thumb(
        key=page.page_id,
        number=number,
        paper=facts.title_of(page.paper_type),
        version=version_of(page),
        turned_deg=page.turned_deg,
        mark=_thumb_mark(page),
        removed=page.removed,
        cut=page.page_id in cut,
    )


def version_of(page: Page) -> str:
    """Changes whenever the picture of the page does."""
    return page.cleaned or page.raw


def _thumb_mark(page: Page) -> Mark | None:
    if page.removed:
        return Mark(_WHY_ASIDE.get(page.mark, words("Capture", "Đã bỏ")), Tone.NEUTRAL)
    if page.state is PageState.UNREADABLE:
        return Mark(words("Capture", "Không mở được"), Tone.BAD)
    open_kinds = _open_kinds(page)
    if open_kinds:
        return Mark(SHORT_FINDINGS[open_kinds[0]], Tone.WARN)
    if page.state is PageState.CAPTURED:
        return Mark(words("Capture", "Đang đọc"), Tone.ACCENT)
    if page.mark is BatchMark.FOREIGN_SEPARATOR:
        return Mark(words("Capture", "Hồ sơ khác"), Tone.WARN)
    if page.reading is not None and page.reading.blank:
        return Mark(words("Capture", "Trang trắng"), Tone.NEUTRAL)
    if page.mark in _NOTES:
        return Mark(_NOTES[page.mark], Tone.NEUTRAL)
    return None


_WHY_ASIDE = {
    BatchMark.SEPARATOR: words("Capture", "Tờ phân cách"),
    BatchMark.SEPARATOR_BACK: words("Capture", "Tờ phân cách"),
    BatchMark.REPLACED: words("Capture", "Đã thay"),
    BatchMark.HALF_SHEET: words("Capture", "Quét dở"),
}
_NOTES = {
    BatchMark.WITH_NOTE: words("Capture", "Có ghi chú"),
    BatchMark.WITHOUT_NOTE: words("Capture", "Đã gỡ ghi chú"),
}


def _open_kinds(page: Page) -> tuple[FindingKind, ...]:
    return page_facts(page, 0).open_findings


def page_detail(facts: CaptureFacts, page_id: PageId) -> PageDetail | None:
    """The page in the viewer; None when it is not there."""
    page = next((one for one in facts.pages if one.page_id == page_id), None)
    if page is None:
        return None
    number = next((place for place, one in enumerate(facts.kept, start=1) if one.page_id == page_id), 0)
    title = words("Capture", "Trang {number} · {paper}") if number else words("Capture", "Trang đã bỏ · {paper}")
    paper = facts.title_of(page.paper_type)
    return PageDetail(
        key=page.page_id,
        title=title.fill(number=number, paper=paper),
        version=version_of(page),
        turned_deg=page.turned_deg,
        paper=paper,
        findings=findings_of(page),
        reading=_reading(page),
        removed=page.removed,
        marks=_page_marks(page),
        tags=tuple(Mark(SHORT_FINDINGS[kind], Tone.WARN) for kind in _open_kinds(page)),
        framed=FindingKind.CUT_OFF in _open_kinds(page),
    )


def _page_marks(page: Page) -> tuple[PageMark, ...]:
    """Where on the page the reader was unsure, and the codes that it found."""
    if page.reading is None:
        return ()
    unsure = [word.box for line in page.reading.lines for word in line.words if word.confidence < SURE]
    codes = [code.box for code in page.reading.barcodes]
    return (
        *(PageMark(box.left, box.top, box.width, box.height) for box in unsure[:MOST_MARKS]),
        *(PageMark(box.left, box.top, box.width, box.height, Tone.ACCENT) for box in codes),
    )


def findings_of(page: Page) -> tuple[Finding, ...]:
    """What was found on the page and whether somebody accepted it. A blank side is said, not complained of."""
    if page.reading is None:
        return ()
    return tuple(
        Finding(found.kind, finding_words(found), accepted=found.kind in page.waived)
        for found in page.reading.findings
        if found.kind is not FindingKind.BLANK
    )


def _reading(page: Page) -> Text | None:
    if page.state is PageState.UNREADABLE:
        return words("Capture", "Không mở được ảnh này. Hãy quét lại trang.")
    if page.reading is None:
        return words("Capture", "Đang làm sạch và đọc chữ…")
    return words("Capture", "{dpi} dpi · độ tin cậy {confidence} %").fill(
        dpi=page.reading.dpi, confidence=round(page.reading.confidence)
    )


def summary(facts: CaptureFacts) -> Text:
    """How far the capture is, in one line."""
    loose = sum(page.paper_type == NO_PAPER for page in facts.kept)
    unread = sum(page.state is PageState.CAPTURED for page in facts.kept)
    if loose:
        return words("Capture", "Số trang: {pages} · chưa xếp: {loose}").fill(pages=len(facts.kept), loose=loose)
    if unread:
        return words("Capture", "Số trang: {pages} · đang đọc: {unread}").fill(
            pages=len(facts.kept), unread=unread
        )
    return words("Capture", "Số trang: {pages}").fill(pages=len(facts.kept))
