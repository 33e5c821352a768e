"""What cannot go over the line goes on a stick: unsent work out in a box, the province's answers in with a reply.

A box holds what the line would have carried and changes nothing here: acts stay unsent until an answer comes, by
whichever way. What both ways deliver has one effect and one receipt. Boxes of one province open there alone; a
reply opens at the window that asked for it.

What is larger than a stick goes on several. Each has a box that is complete in itself: every act, for acts are
small and the province takes no act before those in front of it, and as many files as there is room for. So sticks
may arrive in any order, the last to arrive lets through what waited for its files, and a lost one is packed anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO, Final, Protocol, TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from counter_app.contract.canonical import canonical
from counter_app.contract.courier import (
    ACT,
    ANSWERS,
    ASKED,
    BOX,
    CHANGES,
    FILE,
    PIECE_BYTES,
    REPLY,
    THERE,
    Asked,
    BadBox,
    BoxHeader,
    BoxWriter,
    FilesThere,
    Label,
    check,
    header_of,
    key_bytes,
    key_text,
    public_half,
    things_in,
)
from counter_app.contract.messages import ActAnswer, ActsAnswer, ChangesAnswer, Outcome
from counter_app.contract.moves import PROVINCE
from counter_app.domain.errors import Damaged, InvalidInput, NeedsAttention, NotFound, NotReady
from counter_app.domain.ids import ActId
from counter_app.services.box_plan import LARGEST_BOX, Cut, box_bytes, boxes_for, cut
from counter_app.services.clock import province_now
from counter_app.services.ports import (
    Chance,
    Clock,
    DeviceIdentity,
    DeviceKeys,
    FileState,
    OpenWork,
    OutgoingFile,
    StoredAct,
    UnitOfWork,
    Vault,
)
from counter_app.services.pull import CURSOR, Integrate
from counter_app.services.recording import enrolled
from counter_app.services.sending import Sending

T = TypeVar("T")

REPLY_KEYS: Final = "courier_reply_keys"
"""The observation that holds the keys of replies that may still come: name of the box -> private half."""

SERIES: Final = "courier_series"
"""The observation that holds what lies on the sticks that were packed one after the other."""

BOXES_REMEMBERED: Final = 50
ACTS_IN_BOX: Final = 5000
FILES_LOOKED_AT: Final = 100_000


class Stick(Protocol):
    """A folder of removable storage."""

    def write(self, name: str, fill: Writes) -> int:
        """A file of this name, whole and on the stick when this returns, or none at all; its size.

        Raises:
            NeedsAttention: ``stick_full``, ``stick_trouble``.
        """

    def room(self) -> int:
        """How many bytes may still be written. Raises ``NeedsAttention``: ``stick_trouble``."""

    def names(self, ending: str) -> Sequence[str]:
        """Files with this ending, by name."""

    def open(self, name: str) -> BinaryIO:
        """To be read from its first byte. Raises ``NeedsAttention``: ``stick_trouble``."""


class Writes(Protocol):
    """Fills a file."""

    def __call__(self, out: BinaryIO, /) -> None: ...


@dataclass(frozen=True, slots=True)
class TooLarge:
    """A file that this stick cannot hold, however empty the box."""

    name: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Waits:
    """What did not fit: for further sticks with as much room, and what needs a larger one."""

    files: int = 0
    dossiers: int = 0
    size_bytes: int = 0
    sticks: int = 0
    too_large: tuple[TooLarge, ...] = ()


@dataclass(frozen=True, slots=True)
class Packed:
    """A box that lies on the stick, the ``number``-th of its series, and what waits for the next."""

    name: str
    acts: int
    files: int
    size_bytes: int
    number: int = 1
    waits: Waits = Waits()


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """How many sticks were packed one after the other, and the files that lie on them."""

    boxes: int = 0
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What replies brought: how many there were for this window, acts that have an answer now, other changes."""

    replies: int
    answered: int
    changes: int


class PackBox:
    """Writes what the province is not known to have, as much as the stick has room for."""

    def __init__(self, open_work: OpenWork, vault: Vault, keys: DeviceKeys, clock: Clock, chance: Chance) -> None:
        self._open_work = open_work
        self._vault = vault
        self._keys = keys
        self._clock = clock
        self._chance = chance

    def __call__(self, stick: Stick, *, go_on: bool = False) -> Packed:
        """The box that was written.

        Args:
            stick: Where to.
            go_on: Leave out the files that lie on the sticks before; else everything is packed from the start.

        Raises:
            NotReady: ``not_enrolled``, ``no_courier_key`` (the province takes no boxes), ``nothing_to_carry``,
                ``all_on_sticks`` (going on, and nothing is left).
            NeedsAttention: ``stick_too_small`` (not even the acts fit), ``file_exceeds_stick`` (all that is left
                is larger than this stick); the stick is full or does not work.
        """
        room = min(stick.room(), LARGEST_BOX)
        with self._open_work() as work:
            identity = enrolled(work)
            acts = [*work.acts.at_branch(ACTS_IN_BOX), *work.acts.unsent(ACTS_IN_BOX)]
            files = work.files.undelivered(FILES_LOOKED_AT)
            series = series_of(work) if go_on else Series()
            cursor = int(work.observations.get(CURSOR) or 0)
            day = province_now(work, self._clock)
        if not identity.courier_key:
            raise NotReady("no_courier_key")
        if not acts and not files:
            raise NotReady("nothing_to_carry")
        carried = frozenset(series.files)
        left = [file for file in files if file.digest not in carried and self._vault.has(file.digest)]
        if series.boxes and not left:
            raise NotReady("all_on_sticks")
        documents = [canonical(stored.act) for stored in acts]
        act_sizes = [len(document) for document in documents]
        needed = box_bytes(len(act_sizes), sum(act_sizes))
        if needed > room:
            raise NeedsAttention("stick_too_small", size_bytes=needed)
        found = cut(left, act_sizes, room)
        waits = self._waits(found, act_sizes, room)
        if not found.here and waits.too_large and (series.boxes or not acts):
            largest = max(waits.too_large, key=lambda one: one.size_bytes)
            raise NeedsAttention("file_exceeds_stick", name=largest.name, size_bytes=largest.size_bytes)
        box = self._chance.new_id()
        asked = Asked(reply_key=self._reply_key(box), cursor=cursor)
        name = f"{identity.unit}-{identity.window}-{day:%Y%m%d-%H%M%S}-{box[-8:]}{BOX}"

        def fill(out: BinaryIO) -> None:
            self._fill(out, box, identity, asked, documents, found.here)

        size_bytes = stick.write(name, fill)
        packed = (*series.files, *(file.digest for file in found.here))
        self._remember(Series(boxes=series.boxes + 1, files=packed))
        return Packed(name, len(acts), len(found.here), size_bytes, series.boxes + 1, waits)

    def _waits(self, found: Cut[OutgoingFile], act_sizes: Sequence[int], room: int) -> Waits:
        with self._open_work() as work:
            too_large = tuple(TooLarge(file_name(work, file), file.size_bytes) for file in found.too_large)
        return Waits(
            files=len(found.later),
            dossiers=len({file.dossier_id for file in found.later}),
            size_bytes=sum(file.size_bytes for file in found.later),
            sticks=boxes_for(found.later, act_sizes, room),
            too_large=too_large,
        )

    def _remember(self, series: Series) -> None:
        """Only once the box is whole on its stick: what was not written is packed again."""
        with self._open_work() as work:
            work.observations.put(SERIES, msgspec.json.encode(series).decode())
            work.commit()

    def _reply_key(self, box: str) -> str:
        """The public half of a key by which this box's reply is opened; durable before the box is written."""
        private = X25519PrivateKey.generate()
        with self._open_work() as work:
            known = reply_keys(work.observations.get(REPLY_KEYS))
            kept = dict([*known.items(), (box, key_text(private.private_bytes_raw()))][-BOXES_REMEMBERED:])
            work.observations.put(REPLY_KEYS, msgspec.json.encode(kept).decode())
            work.commit()
        return public_half(private)

    def _fill(
        self,
        out: BinaryIO,
        box: str,
        identity: DeviceIdentity,
        asked: Asked,
        acts: Sequence[bytes],
        files: Sequence[OutgoingFile],
    ) -> None:
        writer = BoxWriter(
            out,
            name=box,
            writer=identity.device_id,
            epoch=identity.epoch,
            reader_key=identity.courier_key,
            fresh=X25519PrivateKey.generate(),
        )
        writer.add(ASKED, canonical(asked))
        for document in acts:
            writer.add(ACT, document)
        for file in files:
            label = Label(kind=FILE, size=file.size_bytes, name=file.digest)
            writer.add_pieces(label, self._pieces(file))
        writer.close(self._keys.of(identity.public_key).sign)

    def _pieces(self, file: OutgoingFile) -> Iterator[bytes]:
        for offset in range(0, file.size_bytes, PIECE_BYTES):
            yield self._vault.read(file.digest, offset, PIECE_BYTES)


class UnpackReplies:
    """Takes in what the province answered to this window's boxes."""

    def __init__(self, open_work: OpenWork, sending: Sending, integrate: Integrate) -> None:
        self._open_work = open_work
        self._sending = sending
        self._integrate = integrate

    def __call__(self, stick: Stick) -> Unpacked:
        """Take in every reply on the stick that is for this window; others lie there for other windows.

        Raises:
            NotFound: ``no_reply_here``.
            InvalidInput: ``box_torn``, ``box_forged``, ``box_unknown`` with the file's name; nothing of it counts.
            NeedsAttention: the stick does not work.
        """
        replies = answered = changes = 0
        for name in stick.names(REPLY):
            try:
                taken = self._one(stick, name)
            except BadBox as error:
                raise InvalidInput(error.code.value, file=name) from error
            if taken is not None:
                replies += 1
                answered += taken.answered
                changes += taken.changes
        if not replies:
            raise NotFound("no_reply_here")
        return Unpacked(replies, answered, changes)

    def _one(self, stick: Stick, name: str) -> Unpacked | None:
        with self._open_work() as work:
            identity = enrolled(work)
            keys = reply_keys(work.observations.get(REPLY_KEYS))

        def province(header: BoxHeader) -> str:
            return identity.server_key if header.writer == PROVINCE else ""

        with stick.open(name) as reply:
            key = keys.get(header_of(reply).name)
            if key is None:
                return None
            private = X25519PrivateKey.from_private_bytes(key_bytes(key))
            reply.seek(0)
            check(reply, private, province)
            reply.seek(0)
            answered = changes = 0
            for thing in things_in(reply, private, province):
                match thing.label.kind:
                    case kind if kind == ANSWERS:
                        answered += self._take_answers(decoded(thing.whole(), ActsAnswer, name))
                    case kind if kind == THERE:
                        self._take_files(decoded(thing.whole(), FilesThere, name).digests)
                    case kind if kind == CHANGES:
                        changes += self._take_changes(decoded(thing.whole(), ChangesAnswer, name))
                    case _:
                        pass  # of a newer province: the line brings it later
        return Unpacked(1, answered, changes)

    def _take_answers(self, answer: ActsAnswer) -> int:
        with self._open_work() as work:
            fresh = tuple(told for told in answer.answers if not outdated(told, work.acts.get(ActId(told.act_id))))
            self._sending.take(work, msgspec.structs.replace(answer, answers=fresh))
            work.commit()
        return len(answer.answers)

    def _take_files(self, digests: Collection[str]) -> None:
        with self._open_work() as work:
            for digest in digests:
                file = work.files.get(digest)
                if file is not None:
                    work.files.put(replace(file, state=FileState.THERE, upload_url="", offset=None, failures=0))
            work.commit()

    def _take_changes(self, answer: ChangesAnswer) -> int:
        with self._open_work() as work:
            cursor = int(work.observations.get(CURSOR) or 0)
            fresh = [change for change in answer.changes if change.position > cursor]
            work.feed.add(answer.changes)
            work.observations.put(CURSOR, str(max(cursor, answer.next)))
            work.commit()
        self._integrate.integrate_buffered()
        return len(fresh)


def outdated(told: ActAnswer, stored: StoredAct | None) -> bool:
    """Replies are read in any order, and late: nothing undoes the receipt that the province has given since.

    "Held" is of a box that came before the others, "refused" of one that was packed in a former life.
    """
    taken = told.outcome in {Outcome.APPLIED, Outcome.DUPLICATE}
    if taken or stored is None or stored.outcome is not Outcome.APPLIED:
        return False
    return stored.receipt is not None and stored.receipt.place == PROVINCE


def series_of(work: UnitOfWork) -> Series:
    """What lies on the sticks before."""
    text = work.observations.get(SERIES)
    return msgspec.json.decode(text, type=Series) if text else Series()


def file_name(work: UnitOfWork, file: OutgoingFile) -> str:
    """The code of the file's dossier and the beginning of its digest: how a person finds it."""
    dossier = work.dossiers.get(file.dossier_id)
    return f"{dossier.code if dossier else file.dossier_id} · {file.digest[:8]}"


def reply_keys(text: str | None) -> dict[str, str]:
    """The keys of replies by the names of their boxes, oldest first."""
    return msgspec.json.decode(text, type=dict[str, str]) if text else {}


def decoded(content: bytes, kind: type[T], name: str) -> T:
    """A message of the contract. Raises ``Damaged`` naming the reply that held something else."""
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Damaged("answer_unreadable", file=name) from error
