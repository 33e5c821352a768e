"""The store and the vault: what was written is there after a power cut, or was never there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from counter_app.contract.acts import Act, Kind
from counter_app.contract.messages import (
    Change,
    ClerkRecord,
    NumberSlice,
    Outcome,
    Receipt,
)
from counter_app.contract.problems import Problem
from counter_app.domain.audit import Tail
from counter_app.domain.batches import PageOutline
from counter_app.domain.dossier import Dossier
from counter_app.domain.ids import ActId, DossierId, PageId, UnitCode
from counter_app.services.ports.records import (
    DeviceIdentity,
    OutgoingFile,
    Page,
    SignInRecord,
    StoredAct,
    Trouble,
)

NUMBERED = frozenset({Kind.SLIP_GIVEN, Kind.FEE_RECEIPT_GIVEN})
"""Kinds of act that write a paper with a number of its own."""


class Acts(Protocol):
    """The act log: append only. The acts without an outcome are the outbox."""

    def append(self, stored: StoredAct) -> None:
        """Add one act; the same ``act_id`` again is a defect and raises."""

    def tail(self, device_id: str, epoch: int) -> Tail:
        """Where this device's chain ends."""

    def get(self, act_id: ActId) -> StoredAct | None: ...

    def of_dossier(self, dossier_id: DossierId) -> Sequence[StoredAct]:
        """Confirmed acts by version, then own unconfirmed ones by number; refused and conflicting ones last."""

    def unsent(self, limit: int) -> Sequence[StoredAct]:
        """Own acts without a final outcome, oldest first: never answered or ``held``."""

    def fresh(self, limit: int) -> Sequence[StoredAct]:
        """Own acts that were never answered, oldest first."""

    def held(self) -> Sequence[ActId]:
        """Own acts whose last answer was ``held``, oldest first."""

    def at_branch(self, limit: int) -> Sequence[StoredAct]:
        """Own acts that a branch's relay has and the province is not known to have, oldest first."""

    def unrecorded(self) -> Sequence[ActId]:
        """Own acts that the province has not taken for good, oldest first.

        They have no answer, are held, were refused for their envelope alone, or lie at a branch's relay, which
        cannot bring to the province what was signed in a life that is over.
        """

    def enter_life(self, act: Act, digest: str) -> None:
        """Give an unrecorded act the envelope of a new life of the device.

        The envelope it had is kept, its answer is forgotten, a branch's receipt too. An act with the province's
        receipt is never touched: that raises.
        """

    def note_envelope(self, act: Act, digest: str) -> None:
        """Another copy of this disk sent an own act in this envelope; known already, it changes nothing."""

    def digests(self, act_id: ActId) -> frozenset[str]:
        """Every name under which the act may have been sent, by this disk or by a copy of it."""

    def days_of(self, device_id: str, limit: int) -> Sequence[str]:
        """The days (``yyyy-mm-dd``) on which this device acted, newest first."""

    def answered(
        self,
        act_id: ActId,
        outcome: Outcome,
        *,
        receipt: Receipt | None = None,
        problem: Problem | None = None,
        version: int | None = None,
    ) -> None:
        """Store what was said. The province's receipt is never replaced; a branch's gives way to the province's.

        What is not given (receipt, version) stays as it was.
        """

    def unconfirm(self, act_id: ActId, outcome: Outcome, problem: Problem) -> None:
        """The province has lost what it said about this act. A receipt that it gave stays as evidence."""

    def numbered(self, kind: Kind, unit: UnitCode, first: date, last: date) -> Sequence[StoredAct]:
        """Acts of the unit of one of the kinds in ``NUMBERED``, done on these days; in the order of time."""

    def is_settled(self, act_id: ActId, unit: UnitCode) -> bool:
        """Whether somebody of this unit said that of the act, which was turned down, nothing is left to be done.

        An ``act_settled`` that was turned down itself says nothing.
        """

    def chain(self, device_id: str, epoch: int) -> Iterator[Act]:
        """One life of a device in order of ``device_seq``, each act in the envelope that it had in that life."""


class Dossiers(Protocol):
    """The projection: one row per dossier, made from its acts and nothing else."""

    def get(self, dossier_id: DossierId) -> Dossier | None: ...

    def by_code(self, code: str) -> Dossier | None: ...

    def provisional(self, limit: int) -> Sequence[Dossier]:
        """Dossiers with a provisional code, oldest first."""

    def put(self, dossier: Dossier) -> None:
        """Replace the row and its search entries."""


class Pages(Protocol):
    """Captured pages."""

    def add(self, page: Page) -> None: ...

    def get(self, page_id: PageId) -> Page | None: ...

    def put(self, page: Page) -> None: ...

    def of_dossier(self, dossier_id: DossierId, *, with_removed: bool = False) -> Sequence[Page]:
        """In order of position."""

    def unread(self, limit: int) -> Sequence[Page]:
        """Pages that wait for the reader, oldest first."""

    def outline(self, dossier_id: DossierId) -> Sequence[PageOutline]:
        """All pages of the dossier in order of position, removed ones too, without what was read on them."""

    def captured(self, dossier_id: DossierId, raw: str, origin: str) -> PageId | None:
        """The page of this dossier with these bytes from there, removed or not."""

    def last_position(self, dossier_id: DossierId) -> int:
        """The greatest position, of removed pages too; 0 without pages."""

    def make_room(self, dossier_id: DossierId, position: int) -> None:
        """Pages at this position or behind it, removed ones too, move one place back."""


class Files(Protocol):
    """Files that have to reach the province."""

    def add(self, file: OutgoingFile) -> None:
        """Add, or keep what is known when the digest is there already; of two due dates the earlier one."""

    def get(self, digest: str) -> OutgoingFile | None: ...

    def put(self, file: OutgoingFile) -> None: ...

    def forget(self, digest: str) -> None:
        """This file is to be brought to the province no more."""

    def undelivered(self, limit: int) -> Sequence[OutgoingFile]:
        """Not known to be there: earliest due date first, then smaller first."""


class Numbers(Protocol):
    """Leased serials for dossier codes."""

    def add_slice(self, number_slice: NumberSlice) -> None:
        """Add; the same slice again is ignored."""

    def slices(self, unit: UnitCode, day: date) -> Sequence[NumberSlice]:
        """The slices of this unit's day, oldest lease first; only those of the current epoch."""

    def used(self, unit: UnitCode, day: date) -> frozenset[int]: ...

    def use(self, unit: UnitCode, day: date, serial: int) -> None:
        """Mark as given; twice is a defect and raises."""


class Clerks(Protocol):
    """Staff as the province distributes them, and their failed sign-ins."""

    def by_login(self, login: str) -> ClerkRecord | None: ...

    def put(self, clerk: ClerkRecord) -> None: ...

    def sign_ins(self, login: str) -> SignInRecord: ...

    def put_sign_ins(self, record: SignInRecord) -> None: ...


LAST_CONTACT = "last_contact"
"""The observation that holds when the province last answered, RFC 3339."""

LINK_PROBLEM = "link_problem"
"""The observation that holds why the last request to the province failed, a code; empty after one that did not."""


class Observations(Protocol):
    """Small facts with a name: feed cursor, device identity, catalogue versions, last contact."""

    def get(self, name: str) -> str | None: ...

    def put(self, name: str, value: str) -> None: ...

    def device(self) -> DeviceIdentity | None: ...

    def put_device(self, identity: DeviceIdentity) -> None: ...


class Feed(Protocol):
    """The buffer between the province's change feed and the store."""

    def add(self, changes: Sequence[Change]) -> None:
        """Buffer; positions already there are ignored."""

    def pending(self, limit: int) -> Sequence[Change]:
        """Not yet integrated, in order of position."""

    def integrated(self, position: int, *, problem: str = "") -> None:
        """Done with this one; ``problem`` keeps a bad entry on the list instead of losing it."""

    def acts_between(self, after: int, before: int) -> Sequence[tuple[DossierId, int]]:
        """Dossier and version of every act that was read at a position in between."""

    def of_kinds(self, kinds: Collection[str], up_to: int) -> Sequence[Change]:
        """The entries of these kinds up to this position that are not listed as bad, in order of position."""

    def reopen(self, known: Collection[str]) -> int:
        """Make entries pending again that were listed as bad or are not of a ``known`` kind; how many there were.

        For a newer release, which may understand what an older one, that knew these kinds, could only keep.
        """


class Troubles(Protocol):
    """The list "Cần xử lý"."""

    def add(self, trouble: Trouble) -> None:
        """Add; an unsolved trouble of the same sameness is kept as it is."""

    def open(self) -> Sequence[Trouble]:
        """This window's own."""

    def elsewhere(self) -> Sequence[Trouble]:
        """Unsolved, with the code ``ELSEWHERE``: acts that other windows made, which are no part of the list."""

    def solve(self, trouble_id: str, at: datetime) -> None: ...


class Evictions(Protocol):
    """Whose files may leave this PC, and whose have left."""

    def due(self, sealed_before: str, limit: int) -> Sequence[DossierId]:
        """Ended dossiers whose manifest was sealed before this day (``yyyy-mm-dd``), the oldest first.

        The manifest has the province's receipt, no act and no file of the dossier waits or is only at the branch,
        nothing about it stands on the list, and its files have not left yet.
        """

    def needed_elsewhere(self, dossier_id: DossierId, digests: Collection[str]) -> frozenset[str]:
        """Those of the digests that are pages of another dossier too, whose files are kept."""

    def to_forget(self, left_before: datetime, limit: int) -> Sequence[DossierId]:
        """Dossiers whose files left before this while words or small pictures are still here; oldest first."""

    def note(self, dossier_id: DossierId, at: datetime) -> None:
        """The files of this dossier have left."""

    def evicted_at(self, dossier_id: DossierId) -> datetime | None:
        """When they left; None while they are here."""


class UnitOfWork(Protocol):
    """One transaction. Leaving the ``with`` without ``commit`` undoes everything.

    ``commit`` returns after the bytes are on the disk; then, and only then, the events are published.
    """

    acts: Acts
    dossiers: Dossiers
    pages: Pages
    files: Files
    numbers: Numbers
    clerks: Clerks
    observations: Observations
    feed: Feed
    troubles: Troubles
    evictions: Evictions

    def publish(self, event: object) -> None:
        """Tell this after the commit; nothing is told when there is none."""

    def commit(self) -> None: ...


OpenWork = Callable[[], AbstractContextManager[UnitOfWork]]


class Vault(Protocol):
    """Encrypted files named by the digest of their plain bytes."""

    def put(self, content: bytes) -> str:
        """The digest, after the encrypted bytes and their name are synced to the disk. Idempotent."""

    def get(self, digest: str) -> bytes:
        """The plain bytes.

        Raises:
            NotFound: there is no such file here.
            Damaged: the bytes are not what the digest says.
        """

    def has(self, digest: str) -> bool: ...

    def size(self, digest: str) -> int:
        """Plain bytes. Raises ``NotFound``."""

    def read(self, digest: str, offset: int, length: int) -> bytes:
        """A part of the plain bytes, for sending in chunks without holding the whole."""

    def discard(self, digest: str) -> None:
        """Forget the file; unknown digests are no error. Only eviction by policy calls this."""
