"""The ports: what the use cases need from the world, and what holds when a call returns.

Adapters implement them (``db``, ``scanner``, ``documents``, ``sync``); fakes in ``tests/fakes`` pass the same
contract suites. Nothing here imports an adapter.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from threading import Event
from typing import Protocol

from counter_app.contract.acts import Act
from counter_app.contract.messages import (
    ActsAnswer,
    Certificate,
    CertificateRequest,
    Change,
    ChangesAnswer,
    ClerkRecord,
    EnrolAnswer,
    EnrolRequest,
    NumberSlice,
    NumberSlicesAnswer,
    NumberSlicesRequest,
    Outcome,
    PersonPapersAnswer,
    Receipt,
)
from counter_app.contract.problems import Problem
from counter_app.domain.audit import Tail
from counter_app.domain.batches import AssignedBy, Mark, PageOutline, Side
from counter_app.domain.dossier import Dossier
from counter_app.domain.ids import ActId, DossierId, PageId, UnitCode
from counter_app.domain.pages import Line, PageReading, ReadPage
from counter_app.domain.paper_files import PaperMetadata, PaperPage
from counter_app.domain.scanning import Device, ScanEvent, ScanProfile

# --- time, chance, keys ---------------------------------------------------------------------------------------


class Clock(Protocol):
    """Where time comes from."""

    def now(self) -> datetime:
        """The device's wall clock, aware, in the centre's time zone."""

    def server_offset_ms(self) -> int | None:
        """Server minus device as last measured, None when never."""


class Chance(Protocol):
    """Where identifiers come from."""

    def new_id(self) -> str:
        """A UUIDv7: later ones sort after earlier ones of the same device."""

    def fraction(self) -> float:
        """A number in [0, 1) for jitter."""


class DeviceKey(Protocol):
    """The Ed25519 key of one life of this installation; the private half never leaves the adapter."""

    @property
    def public_key(self) -> str:
        """base64url without padding, 32 bytes."""

    def sign(self, message: bytes) -> str:
        """The signature, base64url without padding, 64 bytes."""


class DeviceKeys(Protocol):
    """The keys of this installation: one for each life that it began."""

    def of(self, public_key: str) -> DeviceKey:
        """The key that belongs to this public half; the first one for an empty text.

        Raises:
            NeedsAttention: ``keys_lost``.
        """

    def prepare(self, *, unlike: str) -> DeviceKey:
        """The key for the next life: the newest one that is not ``unlike``, else one made now.

        It is durable when this returns, so that a life whose beginning was not heard of can be begun again.
        """


class SignatureCheck(Protocol):
    """Ed25519, for what the province gives its word on."""

    def holds(self, public_key: str, signature: str, content: bytes) -> bool:
        """True when the owner of this key signed exactly these bytes; false for anything malformed."""


class PasswordCheck(Protocol):
    """Offline verifiers (Argon2id)."""

    def matches(self, verifier: str, password: str) -> bool:
        """True when the password belongs to the verifier; takes the same time when it does not."""


# --- the store ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DeviceIdentity:
    """Who this installation is at the province, since it was enrolled.

    ``public_key`` is the device's own in this epoch, empty for the first it ever had. ``server_key`` verifies the
    province's word, ``relay_key`` that of the branch's relay where there is one; to ``courier_key`` a courier's
    boxes are sealed.
    """

    device_id: str
    epoch: int
    unit: UnitCode
    window: str
    server_key: str
    public_key: str = ""
    relay_key: str = ""
    courier_key: str = ""


@dataclass(frozen=True, slots=True)
class StoredAct:
    """An act with what the province said about it. ``version`` is the dossier's version once applied there."""

    act: Act
    digest: str
    own: bool
    outcome: Outcome | None = None
    receipt: Receipt | None = None
    problem: Problem | None = None
    version: int | None = None


class PageState(StrEnum):
    """How far the background reading of a page has come."""

    CAPTURED = "captured"
    READ = "read"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Page:
    """One captured side of paper. ``raw`` names what the scanner gave, ``cleaned`` the upright colour JPEG.

    ``paper_type`` is empty while the page belongs to no paper; ``position`` orders pages within the dossier.
    ``turned_deg`` is how far the clerk turned it by hand, clockwise, while it is not read that way yet: it counts
    as captured again and has what was read before. ``removed`` pages stay in the store.
    ``batch`` and ``sheet`` name the piece of paper that it shows: pages with the same are images of one; an empty
    batch or a sheet 0 is a piece of its own.
    """

    page_id: PageId
    dossier_id: DossierId
    position: int
    raw: str
    media_type: str
    captured_at: datetime
    origin: str = ""
    paper_type: str = ""
    state: PageState = PageState.CAPTURED
    cleaned: str = ""
    thumbnail: str = ""
    reading: PageReading | None = None
    turned_deg: int = 0
    removed: bool = False
    waived: tuple[str, ...] = ()
    batch: str = ""
    sheet: int = 0
    side: Side = Side.UNKNOWN
    mark: Mark = Mark.NONE
    assigned_by: AssignedBy = AssignedBy.NOBODY


class FileState(StrEnum):
    """What is known about a file that has to reach the province."""

    UNKNOWN = "unknown"
    MISSING = "missing"
    THERE = "there"


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """A file named by an act of this counter; ``due_at`` orders the sending.

    ``upload_url`` is the upload under way, ``offset`` how many bytes the province was last known to have of it
    (None = ask first: an answer was lost).
    """

    digest: str
    size_bytes: int
    dossier_id: DossierId
    due_at: datetime | None
    state: FileState = FileState.UNKNOWN
    upload_url: str = ""
    offset: int | None = None
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Trouble:
    """One entry of the list "Cần xử lý": what, about which dossier, and since when."""

    trouble_id: str
    code: str
    facts: dict[str, str]
    dossier_id: str
    act_id: str
    since: datetime
    solved_at: datetime | None = None

    @property
    def sameness(self) -> tuple[str, ...]:
        """Open troubles with equal sameness are one: the same code and act; without an act, dossier and facts."""
        if self.act_id:
            return (self.code, self.act_id)
        return (self.code, "", self.dossier_id, *(f"{name}={value}" for name, value in sorted(self.facts.items())))


@dataclass(frozen=True, slots=True)
class SignInRecord:
    """Failed sign-ins of one login: survives a restart."""

    login: str
    failures: int
    locked_until: datetime | None


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

        They have no answer, are held, or were refused for their envelope alone.
        """

    def enter_life(self, act: Act, digest: str) -> None:
        """Give an unrecorded act the envelope of a new life of the device.

        The envelope it had is kept, its answer is forgotten. An act with a receipt is never touched: that raises.
        """

    def digests(self, act_id: ActId) -> frozenset[str]:
        """Every name under which the act may have been sent."""

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

    def reopen(self, known: Collection[str]) -> int:
        """Make entries pending again that were listed as bad or are not of a ``known`` kind; how many there were.

        For a newer release, which may understand what an older one could only keep.
        """


class Troubles(Protocol):
    """The list "Cần xử lý"."""

    def add(self, trouble: Trouble) -> None:
        """Add; an unsolved trouble of the same sameness is kept as it is."""

    def open(self) -> Sequence[Trouble]: ...

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


# --- devices and pages ----------------------------------------------------------------------------------------


class Scanner(Protocol):
    """All scanners of this window, each behind a worker process."""

    def devices(self) -> tuple[Device, ...]: ...

    def scan(self, device: Device, profile: ScanProfile, *, stop: Event) -> Iterator[ScanEvent]:
        """Events as they come; the next page is asked for only after the last one was taken.

        The last event is ``ScanFinished`` or ``ScanStopped``. Setting ``stop`` cancels.
        """

    def wait_for_start(self, device: Device, *, stop: Event) -> bool:
        """Wait until somebody at the device wants a scan; False once ``stop`` is set or a scan begins.

        False at once where the device cannot tell (``Device.tells_start``).
        """


class PageReaders(Protocol):
    """The pool that cleans and reads pages behind the clerk's back."""

    def submit(
        self,
        image: bytes,
        *,
        dpi_hint: int | None = None,
        expect_card: bool = False,
        want_text: bool = True,
        lies_deg: int | None = None,
        priority: int = 0,
    ) -> Future[ReadPage]:
        """A future whose error is ``InvalidInput`` or ``Damaged`` when the image cannot be used.

        ``lies_deg`` is how far the paper lies turned clockwise, where a person has said so; else it is found out.
        Smaller ``priority`` goes first.
        """


# --- documents ------------------------------------------------------------------------------------------------


class PaperWriter(Protocol):
    """Makes the one file of a paper."""

    def write_paper(self, pages: Sequence[PaperPage], about: PaperMetadata) -> bytes:
        """A PDF/A-1b with an invisible text layer; equal input gives equal bytes."""


class PinEntry(Protocol):
    """Asks the person at the window for the PIN of a signing token. Called on any thread but the window's."""

    def ask(self, token: str, *, last_try: bool) -> str | None:
        """The PIN, or None when the person does not want to sign now.

        ``last_try``: a wrong one may lock the token.
        """


class BrowserSignIn(Protocol):
    """Signs a clerk in at the province's identity provider, in the system's browser."""

    def id_token(self, nonce: str) -> str:
        """The provider's signed word on who signed in, with this nonce in it. Takes as long as the person does.

        Raises:
            LinkDown: the provider cannot be reached, or is none.
            NotAllowed: ``browser_sign_in_refused``, ``browser_sign_in_abandoned`` or ``no_browser``.
        """


class PaperSigner(Protocol):
    """Puts the clerk's visible signature on a sealed paper (Circular 01/2023/TT-VPCP Art. 8)."""

    def sign_paper(self, pdf: bytes, *, name: str, when: datetime, page_lines: Sequence[Line]) -> bytes:
        """The signed file. Raises ``TryLater`` or ``NeedsAttention``; the unsigned file is still good."""


class TrustService(Protocol):
    """The time-stamping authority and the issuers of certificates, over the network."""

    def time_stamp(self, request: bytes) -> bytes:
        """The answer (DER) to a request of RFC 3161. Raises ``LinkDown``."""

    def revocation_list(self, url: str) -> bytes:
        """The list (DER) that an issuer publishes there. Raises ``LinkDown``."""


class RemoteSigning(Protocol):
    """A signing service that keeps the clerk's key: it signs a digest when the person says so."""

    def certificates(self, credential: str) -> Sequence[bytes]:
        """The credential's certificate first, then its issuers (DER). Raises ``LinkDown``, ``NeedsAttention``."""

    def sign_digest(self, credential: str, digest: bytes, *, pin: str) -> bytes:
        """The RSA or ECDSA signature of this SHA-256 digest.

        Raises:
            LinkDown: no answer.
            NeedsAttention: ``pin_wrong``, ``remote_signing_refused``.
        """


class Strengthener(Protocol):
    """Adds what proves a signature for decades."""

    def strengthen(self, pdf: bytes) -> bytes:
        """The file with revocation lists and a time stamp; it begins with ``pdf``.

        Raises ``TryLater``, ``NeedsAttention``.
        """


# --- the link -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClerkProof:
    """What a clerk signed in with, for requests that the province answers to a person alone.

    It lives in memory from the sign-in to the sign-out and is written nowhere.
    """

    login: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Begun:
    """An upload's address and how many bytes of it have arrived."""

    url: str
    offset: int


class Gateway(Protocol):
    """The province, one request per call. Every request may be repeated without harm.

    Raises ``LinkDown`` when there was no answer or not the province's, ``TryLater`` when the province said so,
    ``Refused`` with the problem's code when it refused.
    """

    def reach(self) -> None:
        """Return when the other end is the province and speaks our protocol."""

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Become a device of the province, with a code from IT."""

    def sign_in(self, asked: Callable[[str], str]) -> str:
        """The login of the clerk whom the province recognised.

        ``asked`` is given a nonce and answers with the ID token of whoever signed in for it. Raises
        ``Refused("sign_in_failed")`` when the province does not take it.
        """

    def renew(self, request: EnrolRequest) -> EnrolAnswer:
        """Begin a new life of the device; the assertion with the present key is added here."""

    def send_acts(self, acts: Sequence[Act]) -> ActsAnswer: ...

    def missing(self, digests: Sequence[str]) -> frozenset[str]:
        """Which of these files the province lacks."""

    def begin_upload(self, digest: str, size_bytes: int, first: bytes = b"") -> Begun | None:
        """The upload, or None when the province has the file meanwhile. ``first`` are its first bytes."""

    def upload_offset(self, url: str) -> int | None:
        """How many bytes arrived; None when the upload is unknown or expired."""

    def send_chunk(self, url: str, offset: int, chunk: bytes) -> int | None:
        """The offset from which to go on; None when the upload is unknown or expired.

        It is the offset after this chunk, whose digest the province has checked, or another one when the chunk
        was mangled or the upload stood elsewhere.
        """

    def changes(self, after: int) -> ChangesAnswer: ...

    def lease_numbers(self, request: NumberSlicesRequest) -> NumberSlicesAnswer: ...

    def download(self, digest: str) -> bytes:
        """A file of the province; its digest was checked. Raises ``NotFound`` or ``Damaged``."""

    def person_papers(self, id_number: str, proof: ClerkProof, purpose: str) -> PersonPapersAnswer:
        """What the state holds about a person. The province records who asked and why.

        Raises ``Refused``: ``sign_in_failed`` when the province does not take the clerk's sign-in.
        """

    def certify(self, request: CertificateRequest) -> Certificate: ...


# --- people at the window -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Session:
    """Who sits at this window now. ``roles`` are those in the window's unit."""

    clerk_id: str
    login: str
    name: str
    unit: UnitCode
    window: str
    roles: frozenset[str]
    offline: bool
    since: datetime
