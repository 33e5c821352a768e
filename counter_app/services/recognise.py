"""Clean and read captured pages behind the clerk's back.

A page is read once; what was read is stored with the page. A page that nobody has put to a paper yet is put to
the one that its separator sheet names, else to the one whose title it carries. A page that cannot be read is
marked so and never holds anything up. Reading starts again by itself after a restart: pages without a reading are
the queue. A page that the clerk has turned is read again the way the clerk turned it; then its image lies so and
the turn is used up.

Only a handful of images is in memory at a time, however many pages wait: the queue holds ids, and an image leaves
the vault when a reader is about to be free. What is on the screen goes first.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection
from concurrent.futures import Future
from dataclasses import dataclass, replace
from threading import Lock

from counter_app.domain.batches import SEPARATORS, AssignedBy
from counter_app.domain.errors import CounterError, TryLater
from counter_app.domain.ids import PageId
from counter_app.domain.pages import ReadPage
from counter_app.services.classify import Classify
from counter_app.services.events import PageChanged
from counter_app.services.ports import OpenWork, Page, PageReaders, PageState, Vault
from counter_app.services.separators import SortBySeparators

LEFT_BEHIND = 10
"""The priority of pages that a former run left unread."""

ALL_OF_THEM = 1_000_000


@dataclass(slots=True)
class _Wanted:
    """A page that waits for a reader or is with one."""

    page_id: PageId
    priority: int
    order: int
    done: Future[Page]
    reading: Future[ReadPage] | None = None


class Recognise:
    """Moves pages from captured to read. Methods may be called from any thread.

    Args:
        at_once: How many images are with the readers at a time: enough that none of them waits for the vault.
    """

    def __init__(
        self,
        open_work: OpenWork,
        vault: Vault,
        readers: PageReaders,
        classify: Classify,
        separators: SortBySeparators,
        *,
        at_once: int = 4,
    ) -> None:
        self._open_work = open_work
        self._vault = vault
        self._readers = readers
        self._classify = classify
        self._separators = separators
        self._at_once = at_once
        self._lock = Lock()
        self._orders = itertools.count()
        self._waiting: dict[PageId, _Wanted] = {}
        self._under_way: dict[PageId, _Wanted] = {}
        self._looked_at: frozenset[PageId] = frozenset()

    def begin(self, page_id: PageId, *, priority: int = 0) -> Future[Page]:
        """Have this page read, or read again as the clerk has turned it.

        Smaller ``priority`` goes first, and what is looked at before everything.

        The future gives the page as stored, also when it turned out unreadable. A page that is already read is
        there at once; one that waits already keeps its place unless it is more urgent now. The store is written
        on the reader's thread. When the readers are closed, what waits is cancelled: the next start goes on.
        """
        with self._open_work() as work:
            page = work.pages.get(page_id)
        if page is None or page.state is PageState.READ:
            return _known(page)
        with self._lock:
            wanted = self._under_way.get(page_id) or self._waiting.get(page_id)
            if wanted is None:
                wanted = _Wanted(page_id, priority, next(self._orders), Future())
                self._waiting[page_id] = wanted
            wanted.priority = min(priority, wanted.priority)
        self._hand_out()
        return wanted.done

    def begin_waiting(self, limit: int = ALL_OF_THEM) -> list[Future[Page]]:
        """Have everything read that a former run left unread, oldest first."""
        with self._open_work() as work:
            waiting = [page.page_id for page in work.pages.unread(limit)]
        return [self.begin(page_id, priority=LEFT_BEHIND) for page_id in waiting]

    def look_at(self, pages: Collection[PageId]) -> None:
        """These are on the screen now: of what waits, they go first. Replaces what was looked at before."""
        with self._lock:
            self._looked_at = frozenset(pages)

    def cancel(self, page_id: PageId) -> bool:
        """Do not read this page now; it stays unread. False when its reading has begun or is over."""
        with self._lock:
            wanted = self._waiting.pop(page_id, None) or self._under_way.get(page_id)
        if wanted is None:
            return False
        return wanted.done.cancel() if wanted.reading is None else wanted.reading.cancel()

    @property
    def waiting(self) -> int:
        """How many pages are not read yet, those with the readers included."""
        with self._lock:
            return len(self._waiting) + len(self._under_way)

    # --- handing out -------------------------------------------------------------------------------------------

    def _hand_out(self) -> None:
        while (wanted := self._next()) is not None:
            try:
                image, lies_deg = self._image(wanted)
                reading = self._readers.submit(image, lies_deg=lies_deg, priority=wanted.priority)
            except CounterError as error:
                self._put_down(wanted)
                wanted.done.set_exception(error)
            else:
                wanted.reading = reading
                reading.add_done_callback(lambda finished, wanted=wanted: self._finished(wanted, finished))  # type: ignore[misc]

    def _next(self) -> _Wanted | None:
        """The most urgent page, when a reader can take one."""
        with self._lock:
            while self._waiting and len(self._under_way) < self._at_once:
                wanted = min(self._waiting.values(), key=self._urgency)
                del self._waiting[wanted.page_id]
                if wanted.done.set_running_or_notify_cancel():
                    self._under_way[wanted.page_id] = wanted
                    return wanted
            return None

    def _urgency(self, wanted: _Wanted) -> tuple[bool, int, int]:
        return wanted.page_id not in self._looked_at, wanted.priority, wanted.order

    def _image(self, wanted: _Wanted) -> tuple[bytes, int | None]:
        """What was scanned, and how it lies where the clerk has said so by turning what is shown of it."""
        with self._open_work() as work:
            page = work.pages.get(wanted.page_id)
        if page is None:
            raise CounterError("page_unknown")
        return self._vault.get(page.raw), _lies_deg(page)

    def _put_down(self, wanted: _Wanted) -> None:
        with self._lock:
            self._under_way.pop(wanted.page_id, None)

    # --- storing -----------------------------------------------------------------------------------------------

    def _finished(self, wanted: _Wanted, finished: Future[ReadPage]) -> None:
        try:
            page = self._store(wanted.page_id, finished)
        except CounterError as error:
            self._put_down(wanted)
            wanted.done.set_exception(error)
        else:
            self._put_down(wanted)
            wanted.done.set_result(page)
            if page.state is PageState.CAPTURED:
                self.begin(page.page_id, priority=wanted.priority)
        self._hand_out()

    def _store(self, page_id: PageId, finished: Future[ReadPage]) -> Page:
        read = self._outcome(finished)
        cleaned = self._vault.put(read.cleaned) if read else ""
        thumbnail = self._vault.put(read.thumbnail) if read else ""
        with self._open_work() as work:
            page = work.pages.get(page_id)
            if page is None:
                raise CounterError("page_unknown")
            if read is None:
                work.pages.put(replace(page, state=PageState.UNREADABLE))
            else:
                dossier = work.dossiers.get(page.dossier_id)
                is_first = page.reading is None
                said_deg = _lies_deg(page)
                turned_deg = 0 if said_deg is None else (read.reading.rotation_deg - said_deg) % 360
                page = replace(
                    page,
                    # Turned on meanwhile, it waits once more.
                    state=PageState.CAPTURED if turned_deg else PageState.READ,
                    cleaned=cleaned,
                    thumbnail=thumbnail,
                    reading=read.reading,
                    turned_deg=turned_deg,
                )
                if is_first:
                    page = self._separators.marked(work, page, dossier)
                if page.mark not in SEPARATORS and page.assigned_by is AssignedBy.NOBODY and not page.paper_type:
                    paper_type = self._classify(dossier, read.reading)
                    by = AssignedBy.TITLE if paper_type else AssignedBy.NOBODY
                    page = replace(page, paper_type=paper_type, assigned_by=by)
                work.pages.put(page)
                if is_first:
                    self._separators.sort(work, page)
            work.publish(PageChanged(page.dossier_id, page_id))
            stored = work.pages.get(page_id)
            work.commit()
        if stored is None:
            raise CounterError("page_unknown")
        return stored

    def _outcome(self, finished: Future[ReadPage]) -> ReadPage | None:
        """What was read; None when the page cannot be read. Raises ``TryLater`` when it was not tried."""
        if finished.cancelled():
            raise TryLater("page_reading_cancelled")
        error = finished.exception()
        if isinstance(error, TryLater):
            self._give_up_waiting()
            raise error
        return None if isinstance(error, CounterError) else finished.result()

    def _give_up_waiting(self) -> None:
        with self._lock:
            given_up = list(self._waiting.values())
            self._waiting.clear()
        for wanted in given_up:
            wanted.done.cancel()


def _lies_deg(page: Page) -> int | None:
    """How the paper lies, turned clockwise, by what the clerk left or made of it; None where nobody has said."""
    if page.reading is None and not page.turned_deg:
        return None
    shown_deg = page.reading.rotation_deg if page.reading else 0
    return (shown_deg - page.turned_deg) % 360


def _known(page: Page | None) -> Future[Page]:
    done: Future[Page] = Future()
    if page is None:
        done.set_exception(CounterError("page_unknown"))
    else:
        done.set_result(page)
    return done
