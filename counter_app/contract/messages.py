"""What travels between counter and province, request by request. ``docs/protocol.md`` is the prose to it."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from counter_app.contract.acts import Act
from counter_app.contract.canonical import canonical, digest
from counter_app.contract.problems import Problem

PROTOCOL_HEADER = "Counter-Protocol"
PROTOCOL_VERSION = "1"

MAX_BATCH_ACTS = 250
MAX_BATCH_BYTES = 256 * 1024
MAX_CHANGES_BYTES = 128 * 1024
"""Bodies in one page of the feed: a quarter of a minute at 64 kbit/s, on lines that are cut every half."""
MIN_CHUNK_BYTES = 64 * 1024
MAX_CHUNK_BYTES = 4 * 1024 * 1024
MAX_FILE_BYTES = 512 * 1024 * 1024
SCHEMAS_ACCEPTED = 4
"""The current schema of acts and the three before it."""


class PresentLife(msgspec.Struct, frozen=True, kw_only=True):
    """What proves a life that a province restored from a backup does not know: its own word of it, and the key.

    ``receipt`` is the province's for ``act``, which the life signed; ``signature`` is the same key's over
    ``bytes_of_present_life``, so that nobody else can show what he has read.
    """

    public_key: str
    act: Act
    receipt: Receipt
    signature: str


class FormerLife(msgspec.Struct, frozen=True, kw_only=True):
    """A life before the present one, of which a province restored from a backup may lack the end, or all.

    ``receipt`` is the province's for ``act``, which the life signed with the key ``public_key``; ``last_seq`` is
    the number of its last act that the province had answered.
    """

    public_key: str
    act: Act
    receipt: Receipt
    last_seq: int


class EnrolRequest(msgspec.Struct, frozen=True, kw_only=True):
    """``POST /v1/devices``: a one-time code from IT and the device's public key (base64url, 32 bytes).

    A device that was cloned or restored enrols again with its ``device_id`` and its last known numbers. Instead
    of a code it may show an ``assertion`` signed with the key of its present epoch: the copy that comes second
    cannot, and needs IT. With a code it may show its ``present`` life, for a province that has lost it, and the
    ``former`` ones, whose acts it will bring again.
    """

    code: str = ""
    public_key: str
    title: str = ""
    device_id: str = ""
    epoch: int = 0
    device_seq: int = 0
    assertion: str = ""
    present: PresentLife | None = None
    former: tuple[FormerLife, ...] = ()


class EnrolAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Who this device is from now on. ``server_key`` verifies receipts and certificates of the province.

    ``relay_key`` verifies the receipts that the branch's relay gives itself, empty where there is none;
    ``courier_key`` (X25519, base64url) is what a courier's boxes are sealed to, empty where none are taken.
    ``former`` are the epochs whose acts may be sent again. ``seat`` tells devices apart that ever had this
    window's name: 1 for the first of them.
    """

    device_id: str
    epoch: int
    unit: str
    window: str
    server_key: str
    server_time: str
    relay_key: str = ""
    courier_key: str = ""
    former: tuple[int, ...] = ()
    seat: int = 1


class TokenRequest(msgspec.Struct, frozen=True, kw_only=True):
    """``POST /v1/tokens`` (RFC 7523): a JWT signed with the device key; ``clerk`` and its sign-in optional.

    Instead of a password the clerk may show an ``id_token`` of the province's OpenID provider, whose nonce is the
    SHA-256 digest (hex) of the assertion's ``jti``; later, instead of either, the ``sign_in`` that came back then.
    """

    grant_type: str
    assertion: str
    clerk: str = ""
    password: str = ""
    id_token: str = ""
    sign_in: str = ""


class RelayWord(msgspec.Struct, frozen=True, kw_only=True):
    """The province's signed word on whose receipts count as the branch's: each unit's relays by their keys.

    A unit without a key has no relay now; of one that is not named nothing is said. ``asked`` is the ``jti`` of
    the assertion that the word answers: whoever asked knows that it is of now. A relay passes its own word on to
    its windows; such a word counts only when it is newer than all that the window knows.
    """

    keys: dict[str, tuple[str, ...]]
    asked: str
    issued_at: str
    signature: str = ""


class TokenAnswer(msgspec.Struct, frozen=True, kw_only=True):
    access_token: str
    token_type: str
    expires_in: int
    server_time: str
    last_seq: int
    epoch: int
    login: str = ""
    """Of the clerk in whose name the token is; empty when nobody signed in for it."""
    sign_in: str = ""
    """After an ``id_token``: what gets this device further tokens in the clerk's name, for a working day."""
    relays: RelayWord | None = None
    """Whose receipts count as the branch's; a server that does not say leaves the device with what it knows."""


class ActBatch(msgspec.Struct, frozen=True, kw_only=True):
    """``POST /v1/acts``: at most 250 acts or 256 KiB, in ``device_seq`` order."""

    acts: tuple[Act, ...]


class Outcome(StrEnum):
    """What became of one act. Everything but ``held`` is final for these bytes."""

    APPLIED = "applied"
    DUPLICATE = "duplicate"
    HELD = "held"
    REFUSED = "refused"
    CONFLICT = "conflict"


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """The server's signed word that an act is at ``place`` (``province`` or a branch's relay).

    The same act always gets the same receipt. ``signature``: Ed25519 over the canonical JSON without it.
    """

    receipt_id: str
    act_id: str
    act_digest: str
    place: str
    version: int
    issued_at: str
    signature: str = ""


class TakenAs(msgspec.Struct, frozen=True, kw_only=True):
    """What of an act is another in another life of its window: as the server took it, and its receipt names it."""

    device_id: str
    epoch: int
    device_seq: int
    prev_digest: str
    signature: str


def taken_as(act: Act) -> TakenAs:
    """The envelope of an act."""
    return msgspec.convert(act, TakenAs, from_attributes=True)


def in_envelope(act: Act, taken: TakenAs) -> Act:
    """The same content as it is in that envelope."""
    return msgspec.structs.replace(act, **msgspec.structs.asdict(taken))


class ActAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """``taken_as`` tells of a duplicate in which other envelope it was taken; nobody has to trust it.

    Who puts the own act into it finds the digest that the receipt is signed for, or it is another act's.
    """

    act_id: str
    outcome: Outcome
    receipt: Receipt | None = None
    problem: Problem | None = None
    version: int | None = None
    taken_as: TakenAs | None = None


class ActsAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One answer per act, in the order of the request; ``last_seq`` is the device's highest number seen."""

    answers: tuple[ActAnswer, ...]
    last_seq: int
    server_time: str


class MissingRequest(msgspec.Struct, frozen=True, kw_only=True):
    """``POST /v1/files/missing``: which of these does the province lack? At most 1,000 digests."""

    digests: tuple[str, ...]


class MissingAnswer(msgspec.Struct, frozen=True, kw_only=True):
    missing: tuple[str, ...]


class ChangeKind(StrEnum):
    ACT = "act"
    CATALOGUE = "catalogue"
    NUMBER_SLICE = "number_slice"
    CLERK = "clerk"
    ACCESS_WITHDRAWN = "access_withdrawn"
    RESTORED = "restored"
    TURNED_DOWN = "turned_down"


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the feed. ``version`` is the dossier's version after an act, or when one was turned down.

    ``audience`` is told to relays alone: whom the entry is addressed to.
    """

    position: int
    kind: str
    body: dict[str, object]
    dossier_id: str = ""
    version: int = 0
    audience: str = ""


class ChangesAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """``GET /v1/changes?after=``: ``next`` is the cursor to ask with; ``more`` = ask again at once."""

    changes: tuple[Change, ...]
    next: int
    more: bool
    server_time: str


class Restored(msgspec.Struct, frozen=True, kw_only=True):
    """The body of a change of kind ``restored``: what was told above this position before is no more."""

    kept_to: int


class TurnedDown(msgspec.Struct, frozen=True, kw_only=True):
    """The body of a change of kind ``turned_down``: an act of the unit that the province did not take.

    ``content`` is ``content_of`` the act: one that says the same later takes its place. ``code`` and ``facts`` are
    those of the problem that its window was told. The change's ``version`` is that of the dossier at that moment.
    """

    act_id: str
    kind: str
    content: str
    unit: str
    window: str
    device_id: str
    actor: str
    outcome: Outcome
    code: str
    facts: dict[str, str] = {}
    told_at: str


class DossierAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """``GET /v1/dossiers/{name}``: one dossier by its code or id; its acts in the order of their versions.

    The asking device's unit follows the dossier from then on.
    """

    dossier_id: str
    version: int
    acts: tuple[Act, ...]


class DeviceLife(msgspec.Struct, frozen=True, kw_only=True):
    """``GET /v1/relay/devices``: a window that a relay serves, with the key of its present epoch."""

    device_id: str
    epoch: int
    public_key: str
    unit: str
    window: str
    scope: tuple[str, ...] = ()


class NumberSlice(msgspec.Struct, frozen=True, kw_only=True):
    """Serials ``first``..``last`` of a unit's day (``yyyy-mm-dd``), leased to one device."""

    slice_id: str
    unit: str
    day: str
    first: int
    last: int
    device_id: str
    epoch: int


class NumberSlicesRequest(msgspec.Struct, frozen=True, kw_only=True):
    """``POST /v1/number-slices``: ``count`` serials for each of these days; ``returned`` gives some back.

    A request repeated with the same ``request_id`` gets the same slices; without one it gets more. A relay names
    the ``device_id`` of the window that it asks for.
    """

    days: tuple[str, ...] = ()
    count: int = 50
    returned: tuple[str, ...] = ()
    request_id: str = ""
    device_id: str = ""


class NumberSlicesAnswer(msgspec.Struct, frozen=True, kw_only=True):
    slices: tuple[NumberSlice, ...]


class ClerkRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A member of staff as the province knows them; ``verifier`` is an Argon2id hash for offline sign-in.

    ``roles`` maps a unit code to role names (``clerk``, ``supervisor``, ``it``).
    """

    clerk_id: str
    login: str
    name: str
    title: str = ""
    roles: dict[str, tuple[str, ...]] = {}
    verifier: str = ""
    active: bool = True


class CatalogueVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of law as data that the province distributes: procedures, organisation, calendars, forms."""

    name: str
    version: int
    valid_from: str
    file: str
    size_bytes: int


class PersonPaper(msgspec.Struct, frozen=True, kw_only=True):
    """A paper that the state already holds about a person."""

    paper_type: str
    title: str
    file: str
    size_bytes: int
    source: str
    trust_level: str
    issued_on: str = ""
    valid_until: str = ""


class PersonPapersAnswer(msgspec.Struct, frozen=True, kw_only=True):
    papers: tuple[PersonPaper, ...]


class CertificateRequest(msgspec.Struct, frozen=True, kw_only=True):
    """``POST /v1/certificates``: what the counter believes is at the province for one day.

    ``rolling_digest`` is the digest over the sorted act digests, one per line.
    """

    day: str
    dossiers: int
    pages: int
    acts: int
    rolling_digest: str


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """The server's signed agreement, or its own figures when they differ (``agreed`` false)."""

    day: str
    device_id: str
    dossiers: int
    pages: int
    acts: int
    rolling_digest: str
    agreed: bool
    issued_at: str
    signature: str = ""


Signed = Receipt | Certificate | RelayWord


def content_of(act: Act) -> str:
    """A digest of what an act says and does, whoever says it and whenever."""
    return digest(canonical([act.kind, act.body]))


def bytes_of_present_life(request: EnrolRequest) -> bytes:
    """What the key of a present life signs: which life it is, for this code and this next key alone."""
    return canonical(
        {
            "code": request.code,
            "device_id": request.device_id,
            "epoch": request.epoch,
            "public_key": request.public_key,
        }
    )


def signed_bytes(statement: Signed) -> bytes:
    """What the server's signature covers: the canonical JSON without the signature."""
    return canonical(msgspec.structs.replace(statement, signature=""))
