"""Put pages in order: assign to a paper, move, turn, remove and bring back.

Nothing is ever deleted: a removed page stays in the store and can be brought back until the dossier's retention
ends. Each call is one transaction and returns what undoes it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from counter_app.domain.batches import WHY_SET_ASIDE, AssignedBy, Mark
from counter_app.domain.errors import NotFound
from counter_app.domain.ids import DossierId, PageId
from counter_app.services.events import PageChanged
from counter_app.services.ports import OpenWork, Page, UnitOfWork

FULL_TURN = 360


class Arrange:
    """Changes of the pages of one dossier."""

    def __init__(self, open_work: OpenWork) -> None:
        self._open_work = open_work

    def assign(self, pages: Sequence[PageId], paper_type: str) -> tuple[Page, ...]:
        """These pages belong to this paper; empty text = to none. Returns the pages as they were."""
        return self._change(pages, lambda page: replace(page, paper_type=paper_type, assigned_by=AssignedBy.CLERK))

    def turn(self, pages: Sequence[PageId], by_deg: int) -> tuple[Page, ...]:
        """Turn by this much more, clockwise, in quarters. Returns the pages as they were."""
        return self._change(pages, lambda page: replace(page, turned_deg=(page.turned_deg + by_deg) % FULL_TURN))

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
            for position, page in enumerate(order, start=1):
                self._put(work, replace(page, position=position))
            work.commit()
        return before

    def put_back(self, pages: Sequence[Page]) -> None:
        """Undo: make these pages as they were in all that can be arranged."""
        with self._open_work() as work:
            for old in pages:
                now = work.pages.get(old.page_id)
                if now is None:
                    continue
                self._put(
                    work,
                    replace(
                        now,
                        position=old.position,
                        paper_type=old.paper_type,
                        turned_deg=old.turned_deg,
                        removed=old.removed,
                        waived=old.waived,
                        batch=old.batch,
                        sheet=old.sheet,
                        side=old.side,
                        mark=old.mark,
                        assigned_by=old.assigned_by,
                    ),
                )
            work.commit()

    def _change(self, pages: Sequence[PageId], how: Callable[[Page], Page]) -> tuple[Page, ...]:
        before: list[Page] = []
        with self._open_work() as work:
            for page_id in pages:
                page = work.pages.get(page_id)
                if page is None:
                    raise NotFound("page_unknown")
                before.append(page)
                self._put(work, how(page))
            work.commit()
        return tuple(before)

    def _put(self, work: UnitOfWork, page: Page) -> None:
        work.pages.put(page)
        work.publish(PageChanged(page.dossier_id, page.page_id))
