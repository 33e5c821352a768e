"""The picture of a page: from this PC or, when it has left with its dossier, out of the paper at the province.

What leaves are scans and papers; the province keeps the papers, and each page's picture is in its paper byte for
byte. So a page is opened again as it was, and the paper stays here from then on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from counter_app.contract.canonical import digest as digest_of
from counter_app.domain.errors import NotFound
from counter_app.domain.ids import DossierId, PageId
from counter_app.services.ports import OpenWork, Vault


class OpenPage:
    """Reads pictures of pages.

    Args:
        open_work: The store.
        vault: Where files of this PC are.
        fetch: A paper's file from here or from the province.
        pictures_in: The pictures in a paper's file, page by page.
    """

    def __init__(
        self,
        open_work: OpenWork,
        vault: Vault,
        fetch: Callable[[str], bytes],
        pictures_in: Callable[[bytes], Sequence[bytes]],
    ) -> None:
        self._open_work = open_work
        self._vault = vault
        self._fetch = fetch
        self._pictures_in = pictures_in

    def __call__(self, page_id: PageId, *, small: bool) -> bytes:
        """The best picture there is: cleaned once the page was read, before that as it was scanned.

        It may wait for the link: call it off the window's thread.

        Raises:
            NotFound: no such page, or nobody has its picture.
            LinkDown: it is not here and the province is out of reach.
            Damaged: what came is not what was sealed.
        """
        with self._open_work() as work:
            page = work.pages.get(page_id)
        if page is None:
            raise NotFound("page_unknown")
        if small and page.thumbnail and self._vault.has(page.thumbnail):
            return self._vault.get(page.thumbnail)
        name = page.cleaned or page.raw
        try:
            return self._vault.get(name)
        except NotFound:
            if small:
                raise  # a list of pages that is scrolled through asks the line for nothing
            return self._out_of_its_paper(page.dossier_id, name)

    def _out_of_its_paper(self, dossier_id: DossierId, picture: str) -> bytes:
        with self._open_work() as work:
            dossier = work.dossiers.get(dossier_id)
        papers = dossier.manifest.papers if dossier and dossier.manifest else ()
        file = next((paper.file for paper in papers if picture in {page.image for page in paper.pages}), None)
        if file is None:
            raise NotFound("file_not_at_province")
        for content in self._pictures_in(self._fetch(file)):
            if digest_of(content) == picture:
                return content
        raise NotFound("file_not_at_province")
