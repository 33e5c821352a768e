"""Let separator sheets split a batch: each names the paper that the pages behind it belong to.

The sheet itself and its empty back are set aside, never lost. Pages are sorted as their readings come, in whatever
order: what a clerk assigned stays, and a separator of another dossier is put on the list, with the pages behind it
left to the clerk.
"""

from __future__ import annotations

from dataclasses import replace

from counter_app.contract.acts import CodeReplaced, body_of
from counter_app.domain.batches import AssignedBy, Mark, PageOutline, other_side, papers_by_separators
from counter_app.domain.dossier import Dossier
from counter_app.domain.pages import PageReading
from counter_app.domain.slip_codes import SeparatorCode, read_separator_code
from counter_app.services.events import PageChanged
from counter_app.services.ports import Chance, Clock, Page, UnitOfWork
from counter_app.services.troubles import note_trouble


class SortBySeparators:
    """Works inside the transaction that stores a page's reading."""

    def __init__(self, clock: Clock, chance: Chance) -> None:
        self._clock = clock
        self._chance = chance

    def marked(self, work: UnitOfWork, page: Page, dossier: Dossier | None) -> Page:
        """The page as a separator if it is one; before the dossier is registered, nothing is."""
        codes = _separator_codes(page.reading)
        if dossier is None or not codes:
            return page
        own = _codes_of(work, dossier)
        for code in codes:
            if code.dossier_code in own:
                return replace(
                    page,
                    mark=Mark.SEPARATOR,
                    paper_type=code.paper_type,
                    assigned_by=AssignedBy.SEPARATOR,
                    removed=True,
                )
        note_trouble(
            work,
            "foreign_separator",
            since=self._clock.now(),
            chance=self._chance,
            dossier_id=page.dossier_id,
            facts={"code": codes[0].dossier_code, "page": str(page.position)},
        )
        return replace(page, mark=Mark.FOREIGN_SEPARATOR, paper_type="", assigned_by=AssignedBy.SEPARATOR)

    def sort(self, work: UnitOfWork, page: Page) -> None:
        """Put the pages of this page's batch to their papers, by all separators that are known now."""
        if not page.batch:
            return
        batch = [one for one in work.pages.outline(page.dossier_id) if one.batch == page.batch]
        separators = [one for one in batch if one.mark is Mark.SEPARATOR]
        for separator in separators:
            back = other_side(separator, batch)
            if back is not None and back.mark is Mark.NONE:
                _set_aside_if_blank(work, back, separator.paper_type)
        wanted = papers_by_separators(batch)
        for one in batch:
            paper_type = wanted.get(one.page_id)
            if paper_type is None or (one.paper_type, one.assigned_by) == (paper_type, AssignedBy.SEPARATOR):
                continue
            _change(work, one, paper_type=paper_type, assigned_by=AssignedBy.SEPARATOR)


def _separator_codes(reading: PageReading | None) -> list[SeparatorCode]:
    found = [read_separator_code(barcode.text) for barcode in reading.barcodes] if reading else []
    return [code for code in found if code is not None]


def _codes_of(work: UnitOfWork, dossier: Dossier) -> set[str]:
    """The dossier's code and those it had before: a separator may have been printed with a provisional one."""
    bodies = [body_of(stored.act) for stored in work.acts.of_dossier(dossier.dossier_id)]
    return {dossier.code, *(body.old_code for body in bodies if isinstance(body, CodeReplaced))}


def _set_aside_if_blank(work: UnitOfWork, back: PageOutline, paper_type: str) -> None:
    page = work.pages.get(back.page_id)
    if page is not None and page.reading is not None and page.reading.blank:
        work.pages.put(
            replace(
                page,
                mark=Mark.SEPARATOR_BACK,
                paper_type=paper_type,
                assigned_by=AssignedBy.SEPARATOR,
                removed=True,
            )
        )
        work.publish(PageChanged(page.dossier_id, page.page_id))


def _change(work: UnitOfWork, outline: PageOutline, *, paper_type: str, assigned_by: AssignedBy) -> None:
    page = work.pages.get(outline.page_id)
    if page is not None:
        work.pages.put(replace(page, paper_type=paper_type, assigned_by=assigned_by))
        work.publish(PageChanged(page.dossier_id, page.page_id))
