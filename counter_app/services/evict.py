"""Make room: files leave this PC when the province has vouched for them, and then only by policy.

What may leave are the scans and papers of a dossier that has ended, whose manifest has the province's receipt, of
which nothing waits to be sent, and about which nobody has to decide anything. It leaves when it was kept for as
long as the centre wants, or sooner, the oldest first, when the disk is short. A paper is fetched from the province
again when somebody opens it. The words that were read and the small pictures stay longer, so that a page is found
again, and then go too; acts and receipts stay.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from counter_app.contract.acts import Kind, PaperSigned, PaperStrengthened, body_of, known_kind
from counter_app.domain.errors import NotFound
from counter_app.domain.ids import DossierId
from counter_app.services.clock import is_doubtful, province_now
from counter_app.services.ports import Clock, Gateway, OpenWork, StoredAct, UnitOfWork, Vault

_log = logging.getLogger(__name__)

AT_ONCE: Final = 20
MOST_AT_ONCE: Final = 60
"""Then the link has its turn again."""

LOOK_EVERY_S: Final = 3600.0
SHORTEST: Final = timedelta(days=1)
"""Not even a full disk takes away what was sealed today: the citizen may still stand at the window."""


@dataclass(frozen=True, slots=True)
class KeepPolicy:
    """How long files are kept after their dossier was sealed, and how much of the disk stays free before that.

    ``text_days`` is how long words and small pictures stay after the files have left.
    """

    keep_days: int = 90
    least_free_bytes: int = 5 * 1024**3
    text_days: int = 365


class Evict:
    """Takes files away that may leave.

    Args:
        open_work: The store.
        vault: Where the files are.
        clock: The device's.
        policy: The centre's.
        free_bytes: How much room the disk has.
        steady: A clock that never jumps, in seconds.
    """

    def __init__(
        self,
        open_work: OpenWork,
        vault: Vault,
        clock: Clock,
        policy: KeepPolicy,
        free_bytes: Callable[[], int],
        steady: Callable[[], float],
    ) -> None:
        self._open_work = open_work
        self._vault = vault
        self._clock = clock
        self._policy = policy
        self._free_bytes = free_bytes
        self._steady = steady
        self._looked_at: float | None = None

    def now_and_then(self) -> None:
        """Called whenever there is nothing else to do; looks once an hour."""
        if self._looked_at is None or self._steady() - self._looked_at >= LOOK_EVERY_S:
            is_more = self() >= MOST_AT_ONCE
            self._looked_at = None if is_more else self._steady()

    def __call__(self) -> int:
        """Take away what may leave now; of how many dossiers. Interrupted anywhere, the next call goes on."""
        evicted = self._all_older_than(timedelta(days=self._policy.keep_days), lambda: True)
        if evicted < MOST_AT_ONCE:
            evicted += self._all_older_than(SHORTEST, self._is_short)
        if evicted:
            _log.info("the files of %s ended dossiers left this PC", evicted)
        return evicted + self._forget_texts(MOST_AT_ONCE - evicted)

    def _is_short(self) -> bool:
        return self._free_bytes() < self._policy.least_free_bytes

    def _all_older_than(self, age: timedelta, wanted: Callable[[], bool]) -> int:
        evicted = 0
        while evicted < MOST_AT_ONCE and wanted():
            with self._open_work() as work:
                now = province_now(work, self._clock)
                if is_doubtful(work, self._clock, self._clock.now()):
                    return evicted  # by a clock that is years ahead everything would be old
                due = work.evictions.due((now - age).date().isoformat(), AT_ONCE)
            if not due:
                return evicted
            for dossier_id in due:
                if not wanted():
                    return evicted
                self._evict(dossier_id)
                evicted += 1
        return evicted

    def _evict(self, dossier_id: DossierId) -> None:
        """The files first, then the note: what a crash leaves is taken away again."""
        with self._open_work() as work:
            leaving = self._leaving(work, dossier_id)
        for digest in sorted(leaving):
            self._vault.discard(digest)
        with self._open_work() as work:
            work.evictions.note(dossier_id, self._clock.now())
            work.commit()

    def _forget_texts(self, most: int) -> int:
        """Words and small pictures of dossiers whose files left long ago, and what was fetched of them since."""
        with self._open_work() as work:
            if is_doubtful(work, self._clock, self._clock.now()):
                return 0
            left_before = province_now(work, self._clock) - timedelta(days=self._policy.text_days)
            due = work.evictions.to_forget(left_before, max(0, most))
        for dossier_id in due:
            self._forget(dossier_id)
        if due:
            _log.info("words and small pictures of %s dossiers left this PC", len(due))
        return len(due)

    def _forget(self, dossier_id: DossierId) -> None:
        """The pictures first, then the rows: what a crash leaves is taken away again."""
        with self._open_work() as work:
            pages = work.pages.of_dossier(dossier_id, with_removed=True)
            shared = work.evictions.needed_elsewhere(dossier_id, {page.cleaned for page in pages} - {""})
            small = frozenset(page.thumbnail for page in pages if page.cleaned not in shared) - {""}
            leaving = self._leaving(work, dossier_id) | small
        for digest in sorted(leaving):
            self._vault.discard(digest)
        with self._open_work() as work:
            for page in work.pages.of_dossier(dossier_id, with_removed=True):
                work.pages.put(replace(page, thumbnail="", reading=None))
            work.commit()

    def _leaving(self, work: UnitOfWork, dossier_id: DossierId) -> frozenset[str]:
        """Scans of the dossier's pages and its papers, but what another dossier shares."""
        dossier = work.dossiers.get(dossier_id)
        pages = work.pages.of_dossier(dossier_id, with_removed=True)
        named = {page.raw for page in pages} | {page.cleaned for page in pages}
        if dossier is not None and dossier.manifest is not None:
            named |= set(dossier.manifest.files)
        named |= set(later_versions(work.acts.of_dossier(dossier_id)))
        named -= {"", *(page.thumbnail for page in pages)}
        return frozenset(named) - work.evictions.needed_elsewhere(dossier_id, named)


def later_versions(acts: Sequence[StoredAct]) -> Iterator[str]:
    """The files that papers of a dossier became after they were sealed: signed afterwards, strengthened."""
    for stored in acts:
        if known_kind(stored.act) in {Kind.PAPER_SIGNED, Kind.PAPER_STRENGTHENED}:
            match body_of(stored.act):
                case PaperSigned(file=file) | PaperStrengthened(file=file):
                    yield file
                case _:
                    pass


class FetchPaper:
    """A file of a dossier, from this PC or, when it has left, from the province."""

    def __init__(self, vault: Vault, gateway: Gateway) -> None:
        self._vault = vault
        self._gateway = gateway

    def __call__(self, digest: str) -> bytes:
        """The bytes, kept here from now on.

        Raises:
            LinkDown: it is not here and the province is out of reach.
            NotFound: nobody has it.
            Damaged: what came is not what its name says.
        """
        try:
            return self._vault.get(digest)
        except NotFound:
            content = self._gateway.download(digest)
            self._vault.put(content)
            return content
