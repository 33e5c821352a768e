"""Clean and read captured pages behind the clerk's back.

A page is read once; what was read is stored with the page. A page that nobody has put to a paper yet is put to
the one whose title it carries. A page that cannot be read is marked so and never
holds anything up. Reading starts again by itself after a restart: pages without a reading are the queue.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace

from counter_app.domain.errors import CounterError
from counter_app.domain.ids import PageId
from counter_app.domain.pages import ReadPage
from counter_app.services.classify import Classify
from counter_app.services.events import PageChanged
from counter_app.services.ports import OpenWork, Page, PageReaders, PageState, Vault


class Recognise:
    """Moves pages from captured to read."""

    def __init__(self, open_work: OpenWork, vault: Vault, readers: PageReaders, classify: Classify) -> None:
        self._open_work = open_work
        self._vault = vault
        self._readers = readers
        self._classify = classify

    def begin(self, page_id: PageId, *, priority: int = 0) -> Future[Page]:
        """Start reading this page; smaller ``priority`` goes first (0 = on the screen now).

        The future gives the page as stored, also when it turned out unreadable. Reading a page that is
        already read gives it at once. The store is written on the reader's thread.
        """
        done: Future[Page] = Future()
        with self._open_work() as work:
            page = work.pages.get(page_id)
        if page is None or page.state is PageState.READ:
            if page is None:
                done.set_exception(CounterError("page_unknown"))
            else:
                done.set_result(page)
            return done
        reading = self._readers.submit(self._vault.get(page.raw), priority=priority)

        def store(finished: Future[ReadPage]) -> None:
            if finished.cancelled():
                done.cancel()
                return
            try:
                done.set_result(self._store(page_id, finished))
            except CounterError as error:
                done.set_exception(error)

        reading.add_done_callback(store)
        return done

    def begin_waiting(self, limit: int = 200) -> list[Future[Page]]:
        """Start reading what a former run left unread, oldest first."""
        with self._open_work() as work:
            waiting = [page.page_id for page in work.pages.unread(limit)]
        return [self.begin(page_id, priority=10) for page_id in waiting]

    def _store(self, page_id: PageId, finished: Future[ReadPage]) -> Page:
        try:
            read = finished.result()
        except CounterError:
            read = None
        cleaned = self._vault.put(read.cleaned) if read else ""
        thumbnail = self._vault.put(read.thumbnail) if read else ""
        with self._open_work() as work:
            page = work.pages.get(page_id)
            if page is None:
                raise CounterError("page_unknown")
            if read is None:
                page = replace(page, state=PageState.UNREADABLE)
            else:
                dossier = work.dossiers.get(page.dossier_id)
                page = replace(
                    page,
                    state=PageState.READ,
                    cleaned=cleaned,
                    thumbnail=thumbnail,
                    reading=read.reading,
                    paper_type=page.paper_type or self._classify(dossier, read.reading),
                )
            work.pages.put(page)
            work.publish(PageChanged(page.dossier_id, page_id))
            work.commit()
        return page
