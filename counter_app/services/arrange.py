"""Put pages in order: assign to a paper, split and merge papers, move, pair, turn, remove and bring back.

Nothing is ever deleted: a removed page stays in the store and can be brought back until the dossier's retention
ends. Each call is one transaction and returns what undoes it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from counter_app.domain.batches import SEPARATORS, WHY_SET_ASIDE, AssignedBy, Mark, Side
from counter_app.domain.errors import InvalidInput, NotFound
from counter_app.domain.ids import DossierId, PageId
from counter_app.services.events import Event, PageChanged, PageTurned
from counter_app.services.ports import OpenWork, Page, PageState, UnitOfWork

FULL_TURN = 360


class Arrange:
    """Changes of the pages of one dossier."""

    def __init__(self, open_work: OpenWork) -> None:
        self._open_work = open_work

    def assign(self, pages: Sequence[PageId], paper_type: str) -> tuple[Page, ...]:
        """These pages belong to this paper; empty text = to none. Returns the pages as they were."""
        return self._change(pages, lambda page: replace(page, paper_type=paper_type, assigned_by=AssignedBy.CLERK))

    def turn(self, pages: Sequence[PageId], by_deg: int) -> tuple[Page, ...]:
        """Turn by this much more, clockwise, in quarters; they are read again. Returns the pages as they were."""
        return self._change(
            pages,
            lambda page: _turned_to(page, page.turned_deg + by_deg),
            PageTurned,
        )

    def remove(self, pages: Sequence[PageId]) -> tuple[Page, ...]:
        """Set aside; ``restore`` brings them back."""
        return self._change(pages, lambda page: replace(page, removed=True))

    def restore(self, pages: Sequence[PageId]) -> tuple[Page, ...]:
        """Bring removed pages back to their old place. A separator that is wanted as a page splits no more."""
        return self._change(
            pages,
            lambda page: replace(page, removed=False, mark=Mark.NONE if page.mark in WHY_SET_ASIDE else page.mark),
        )

    def waive(self, page_id: PageId, finding: str) -> tuple[Page, ...]:
        """The clerk looked and accepts this finding on this page."""
        return self._change([page_id], lambda page: replace(page, waived=tuple(sorted({*page.waived, finding}))))

    def move(self, dossier_id: DossierId, page_id: PageId, to_index: int) -> tuple[Page, ...]:
        """Put the page at this place (0 = first) among those not removed."""
        with self._open_work() as work:
            before = tuple(work.pages.of_dossier(dossier_id))
            order = [page for page in before if page.page_id != page_id]
            moving = next((page for page in before if page.page_id == page_id), None)
            if moving is None:
                raise NotFound("page_unknown")
            order.insert(max(0, min(to_index, len(order))), moving)
            self._renumber(work, order)
            work.commit()
        return before

    def place(
        self, dossier_id: DossierId, pages: Sequence[PageId], *, before: PageId | None, paper_type: str
    ) -> tuple[Page, ...]:
        """Put these pages, in this order, before that page (None = behind the last) and to this paper."""
        with self._open_work() as work:
            present = tuple(work.pages.of_dossier(dossier_id))
            moving = _picked(present, pages)
            staying = [page for page in present if page.page_id not in pages]
            index = next((n for n, page in enumerate(staying) if page.page_id == before), len(staying))
            moved = [replace(page, paper_type=paper_type, assigned_by=AssignedBy.CLERK) for page in moving]
            self._renumber(work, [*staying[:index], *moved, *staying[index:]])
            work.commit()
        return present

    def split(self, dossier_id: DossierId, page_id: PageId, paper_type: str) -> tuple[Page, ...]:
        """From this page on, what belonged to the same paper belongs to that one. Returns them as they were."""
        with self._open_work() as work:
            present = work.pages.of_dossier(dossier_id)
        (first,) = _picked(present, [page_id])
        behind = [
            page.page_id
            for page in present
            if page.paper_type == first.paper_type and page.position >= first.position
        ]
        return self.assign(behind, paper_type)

    def merge(self, dossier_id: DossierId, paper_type: str, into: str) -> tuple[Page, ...]:
        """All pages of a paper come behind the last page of the other and belong to it."""
        with self._open_work() as work:
            present = work.pages.of_dossier(dossier_id)
        moving = [page.page_id for page in present if page.paper_type == paper_type]
        rest = [page for page in present if page.paper_type != paper_type]
        last = max((n for n, page in enumerate(rest) if page.paper_type == into), default=len(rest) - 1)
        following = rest[last + 1].page_id if last + 1 < len(rest) else None
        return self.place(dossier_id, moving, before=following, paper_type=into)

    def interleave(
        self,
        dossier_id: DossierId,
        fronts: Sequence[PageId],
        backs: Sequence[PageId],
        *,
        backs_reversed: bool = True,
    ) -> tuple[Page, ...]:
        """Make sheets of fronts and backs that were scanned one after the other; each back follows its front.

        ``backs_reversed`` is how a stack comes that was turned over as a whole. The back goes to the paper, and
        stands on the sheet, of its front. Returns the dossier's pages as they were.

        Raises:
            InvalidInput: ``sides_differ``: there are more fronts than backs or the other way round.
        """
        if len(fronts) != len(backs):
            raise InvalidInput("sides_differ", fronts=len(fronts), backs=len(backs))
        with self._open_work() as work:
            present = tuple(work.pages.of_dossier(dossier_id))
            turned = _picked(present, list(reversed(backs)) if backs_reversed else backs)
            back_of = dict(zip(fronts, turned, strict=True))
            _picked(present, fronts)
            ordered: list[Page] = []
            for page in present:
                back = back_of.get(page.page_id)
                if back is not None:
                    front = replace(page, side=Side.FRONT, batch=page.batch or page.page_id, sheet=page.sheet or 1)
                    ordered += [front, _on_sheet_of(front, replace(back, side=Side.BACK))]
                elif page.page_id not in backs:
                    ordered.append(page)
            self._renumber(work, ordered)
            work.commit()
        return present

    def pair_shots(self, with_note: PageId, without_note: PageId) -> tuple[Page, ...]:
        """These two show one sheet: with the note that is attached to it, and without.

        Circular 01/2023/TT-VPCP Art. 8; they count as two images of one sheet. Returns the pages as they were.
        """
        with self._open_work() as work:
            before = tuple(page for page in map(work.pages.get, (with_note, without_note)) if page is not None)
            first, second = _picked(before, [with_note, without_note])
            first = replace(first, mark=Mark.WITH_NOTE, batch=first.batch or first.page_id, sheet=first.sheet or 1)
            self._put(work, first)
            self._put(work, replace(_on_sheet_of(first, second), side=first.side, mark=Mark.WITHOUT_NOTE))
            work.commit()
        return before

    def put_back(self, pages: Sequence[Page]) -> tuple[Page, ...]:
        """Undo: make these pages as they were in all that can be arranged. Returns what undoes the undoing.

        To which paper a reading or a separator put a page meanwhile is no change of the clerk's, and stays.
        """
        before: list[Page] = []
        with self._open_work() as work:
            for old in pages:
                now = work.pages.get(old.page_id)
                if now is None:
                    continue
                before.append(now)
                back = _as_before(now, old)
                self._put(work, back)
                if back.turned_deg != now.turned_deg:
                    work.publish(PageTurned(back.dossier_id, back.page_id))
            work.commit()
        return tuple(before)

    def _change(
        self,
        pages: Sequence[PageId],
        how: Callable[[Page], Page],
        also_told: Callable[[DossierId, PageId], Event] | None = None,
    ) -> tuple[Page, ...]:
        before: list[Page] = []
        with self._open_work() as work:
            for page_id in pages:
                page = work.pages.get(page_id)
                if page is None:
                    raise NotFound("page_unknown")
                before.append(page)
                self._put(work, how(page))
                if also_told is not None:
                    work.publish(also_told(page.dossier_id, page_id))
            work.commit()
        return tuple(before)

    def _renumber(self, work: UnitOfWork, order: Sequence[Page]) -> None:
        for position, page in enumerate(order, start=1):
            self._put(work, replace(page, position=position))

    def _put(self, work: UnitOfWork, page: Page) -> None:
        work.pages.put(page)
        work.publish(PageChanged(page.dossier_id, page.page_id))


def _as_before(now: Page, old: Page) -> Page:
    back = replace(
        _turned_to(now, _turned_as_before(now, old)),
        position=old.position,
        removed=old.removed,
        waived=old.waived,
        batch=old.batch,
        sheet=old.sheet,
        side=old.side,
    )
    if now.reading is not None and now.reading == old.reading:
        # Nothing was read in between: what was known then is known again.
        back = replace(back, state=old.state)
    if AssignedBy.CLERK in {now.assigned_by, old.assigned_by} or now.assigned_by is old.assigned_by:
        return replace(back, mark=old.mark, paper_type=old.paper_type, assigned_by=old.assigned_by)
    if now.mark in SEPARATORS:
        return replace(back, removed=now.removed)
    return replace(back, mark=old.mark)


def _turned_to(page: Page, turned_deg: int) -> Page:
    """Shown turned by so much; what was read the other way up counts no longer."""
    turned_deg %= FULL_TURN
    has_to_wait = page.state is PageState.READ and turned_deg != page.turned_deg
    return replace(page, turned_deg=turned_deg, state=PageState.CAPTURED if has_to_wait else page.state)


def _turned_as_before(now: Page, old: Page) -> int:
    """The turn that shows the page as it was shown, also when it was read again the way it had been turned."""
    if now.reading is None:
        return old.turned_deg
    if old.reading is None:
        return now.turned_deg
    return (now.reading.rotation_deg - old.reading.rotation_deg + old.turned_deg) % FULL_TURN


def _picked(present: Sequence[Page], wanted: Sequence[PageId]) -> list[Page]:
    """These pages in this order. Raises ``NotFound``."""
    by_id = {page.page_id: page for page in present}
    if any(page_id not in by_id for page_id in wanted):
        raise NotFound("page_unknown")
    return [by_id[page_id] for page_id in wanted]


def _on_sheet_of(page: Page, other: Page) -> Page:
    """The other page as one more image of this page's sheet."""
    return replace(
        other, batch=page.batch, sheet=page.sheet, paper_type=page.paper_type, assigned_by=page.assigned_by
    )
