"""Arranging captured pages: to papers, to places, turned, paired, set aside; each by one key or by the mouse."""

from __future__ import annotations

from collections.abc import Sequence

from counter_app.domain.batches import Side
from counter_app.domain.ids import PageId
from counter_app.services.ports import Page
from counter_app.ui.presenters.capture_bench import CaptureBench
from counter_app.ui.presenters.screens import Tone
from counter_app.ui.words import words

Sides = tuple[tuple[PageId, ...], tuple[PageId, ...]]
"""Fronts and backs."""


class ArrangingPages:
    """What a clerk does with pages that are there."""

    def __init__(self, bench: CaptureBench) -> None:
        self._bench = bench
        self._arrange = bench.services.arrange

    # --- to papers ---------------------------------------------------------------------------------------------

    def digit_pressed(self, digit: str) -> None:
        """The selected pages belong to the paper with this digit."""
        paper = self._paper_of(digit)
        if paper is not None:
            self.assign_wanted(paper, ())

    def assign_wanted(self, paper_type: str, keys: tuple[str, ...]) -> None:
        """These pages, or the selected ones, belong to this paper."""
        pages = _ids(keys) or self._bench.chosen
        if pages:
            self._bench.change(lambda: self._arrange.assign(pages, paper_type))

    def split_wanted(self, digit: str) -> None:
        """From the current page on, what belonged to its paper belongs to the one with this digit."""
        paper, page, dossier_id = self._paper_of(digit), self._bench.current, self._bench.dossier_id
        if paper is not None and page is not None and not page.removed and dossier_id is not None:
            self._bench.change(lambda: self._arrange.split(dossier_id, page.page_id, paper))

    def merge_wanted(self, digit: str) -> None:
        """All pages of the current page's paper belong to the one with this digit, behind its last page."""
        paper, page, dossier_id = self._paper_of(digit), self._bench.current, self._bench.dossier_id
        if paper is None or page is None or page.removed or dossier_id is None or page.paper_type == paper:
            return
        self._bench.change(lambda: self._arrange.merge(dossier_id, page.paper_type, paper))

    def _paper_of(self, digit: str) -> str | None:
        return next((slot.key for slot in self._bench.screen.slots if slot.digit == digit), None)

    # --- to places ---------------------------------------------------------------------------------------------

    def shift_wanted(self, by: int) -> None:
        """Move the current page one place."""
        page, dossier_id, order = self._bench.current, self._bench.dossier_id, self._bench.order
        if page is None or dossier_id is None or page.page_id not in order:
            return
        page_id = page.page_id
        wanted = order.index(page_id) + by
        if 0 <= wanted < len(order):
            self._bench.change(lambda: self._arrange.move(dossier_id, page_id, wanted))

    def place_wanted(self, before: str, keys: tuple[str, ...]) -> None:
        """Put these pages before that one, or behind the last; they belong to the paper of their neighbour."""
        facts, dossier_id = self._bench.facts, self._bench.dossier_id
        if facts is None or dossier_id is None or not keys or before in keys:
            return
        staying = [page for page in facts.kept if page.page_id not in keys]
        moving = tuple(page.page_id for page in facts.kept if page.page_id in keys)
        following = next((page for page in staying if page.page_id == before), None)
        neighbour = following or (staying[-1] if staying else None)
        if moving and neighbour is not None:
            paper, there = neighbour.paper_type, following.page_id if following else None
            self._bench.change(lambda: self._arrange.place(dossier_id, moving, before=there, paper_type=paper))

    def cut_wanted(self) -> None:
        """The selected pages are about to be put elsewhere; nothing happens to them before they are."""
        kept = tuple(page for page in self._bench.chosen if page in self._bench.order)
        if kept and self._bench.is_open:
            self._bench.show(cut=kept)

    def paste_wanted(self) -> None:
        """Put the pages that were cut before the current one."""
        cut, page = self._bench.screen.cut, self._bench.current
        if cut and page is not None:
            self._bench.show(cut=())
            self.place_wanted(page.page_id, cut)

    # --- sheets ------------------------------------------------------------------------------------------------

    def interleave_wanted(self) -> None:
        """Make sheets of fronts and backs: of the selected pages, the second half; else the last two scans.

        The backs are taken as a stack that was turned over as a whole.
        """
        dossier_id, facts = self._bench.dossier_id, self._bench.facts
        if dossier_id is None or facts is None:
            return
        chosen = self._bench.chosen
        fronts, backs = _halves(chosen) if len(chosen) > 1 else _last_two_scans(facts.kept)
        if fronts and backs:
            self._bench.change(lambda: self._arrange.interleave(dossier_id, fronts, backs))
        else:
            hint = words("Capture", "Hãy chọn các mặt trước rồi các mặt sau, số trang bằng nhau.")
            self._bench.say(hint, Tone.WARN)

    # --- single pages ------------------------------------------------------------------------------------------

    def turn_wanted(self, by_deg: int) -> None:
        """Turn the selected pages."""
        pages = self._bench.chosen
        if pages:
            self._bench.change(lambda: self._arrange.turn(pages, by_deg))

    def remove_wanted(self) -> None:
        """Set the selected pages aside; the next page is selected."""
        order = self._bench.order
        pages = tuple(page for page in self._bench.chosen if page in order)
        if not pages or not self._bench.is_open:
            return
        rest = [page for page in order if page not in pages]
        last = max(order.index(page) for page in pages)
        following = next((page for page in order[last + 1 :] if page in rest), rest[-1] if rest else "")
        self._bench.show(selected=(following,) if following else ())
        self._bench.change(lambda: self._arrange.remove(pages))

    def restore_wanted(self) -> None:
        """Bring the selected pages back."""
        pages = tuple(page for page in self._bench.chosen if page not in self._bench.order)
        if pages:
            self._bench.change(lambda: self._arrange.restore(pages))

    def removed_wanted(self, shown: bool) -> None:
        """Show or hide pages set aside."""
        if shown != self._bench.screen.shows_removed:
            self._bench.show(shows_removed=shown)

    def accept_wanted(self, code: str) -> None:
        """The clerk looked at the shown page and accepts this finding."""
        page = self._bench.current
        if page is not None:
            self._bench.change(lambda: self._arrange.waive(page.page_id, code))


def _ids(keys: Sequence[str]) -> tuple[PageId, ...]:
    return tuple(PageId(key) for key in keys)


def _halves(pages: Sequence[PageId]) -> Sides:
    """Fronts and backs among the selected pages; none when they do not come out even."""
    if len(pages) % 2:
        return (), ()
    half = len(pages) // 2
    return tuple(pages[:half]), tuple(pages[half:])


def _last_two_scans(pages: Sequence[Page]) -> Sides:
    batches = list(dict.fromkeys(page.batch for page in sorted(pages, key=lambda page: page.captured_at)))
    if len(batches) < 2 or not all(batches[-2:]):  # noqa: PLR2004 - a pair
        return (), ()
    fronts, backs = (
        tuple(page.page_id for page in pages if page.batch == batch and page.side is Side.UNKNOWN)
        for batch in batches[-2:]
    )
    return fronts, backs
