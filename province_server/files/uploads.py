"""Uploads: bytes that arrive in pieces, over lines that break, and are one file only when their digest says so.

One upload per device and digest, so a creation whose answer was lost finds the same upload again. A chunk with a
checksum is kept whole or not at all; a request that was cut keeps what arrived, and the first byte kept that way
is remembered as doubtful: when the whole file then has the wrong digest, only the part from there on is sent
again. The row is the lock: of several writers at one offset exactly one wins.

What is answered is on the disk, so the answer waits for the disk. A file that comes in one request waits three
times (its bytes, its name, the database), a chunk twice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from counter_app.contract.canonical import is_digest
from province_server.files.digests import Digest, GrowingDigests
from province_server.files.shelf import Shelf
from province_server.files.store import BytesGone, FileStore
from province_server.settings import Limits
from province_server.store import tables as t
from province_server.store.bulk import insert_new
from province_server.store.engine import reading, run_writing
from province_server.world import World, stamp

AFTER_ALL = timedelta(days=1)
"""Bytes without an upload, left by a crash, are swept so much later than the last upload they may be of."""

_TICK = timedelta(milliseconds=1)


class UploadGone(Exception):
    """Expired, terminated, or never begun by this device."""


class OffsetDiffers(Exception):
    """The upload is at another offset than the writer believed."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"the upload is at {offset}")
        self.offset = offset


class DigestDiffers(Exception):
    """All bytes are here and are not the file they were announced as. ``offset`` is where to go on."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"go on at {offset}")
        self.offset = offset


class TooLong(Exception):
    """More bytes than announced, or announced more than is allowed."""


class NoRoom(Exception):
    """The province's disk is full."""


@dataclass(frozen=True, slots=True)
class Upload:
    upload_id: str
    digest: str
    device_id: str
    length: int
    offset: int
    expires_at: str
    whole: bool
    doubtful_from: int | None = None


_C = t.uploads.c
_ROWS = sa.select(
    _C.upload_id, _C.digest, _C.device_id, _C.length, _C.received, _C.expires_at, _C.whole, _C.doubtful_from
)


class Uploads:
    """Begins, feeds, finishes and forgets uploads."""

    def __init__(self, engine: sa.Engine, store: FileStore, shelf: Shelf, world: World, limits: Limits) -> None:
        self._engine = engine
        self._store = store
        self._shelf = shelf
        self._world = world
        self._limits = limits
        self._digests = GrowingDigests()

    def find(self, device_id: str, digest: str, length: int) -> Upload | None:
        """What is here of this file: the whole, or the device's upload; None when it is to begin.

        Raises:
            TooLong: the file may not be that large.
            NoRoom: it would not fit.
            ValueError: the digest is none, or the device announced another length before.
        """
        if not is_digest(digest):
            raise ValueError("no sha256 in lower-case hexadecimal")
        if not 0 <= length <= self._limits.file_bytes:
            raise TooLong
        here = self._shelf.find(digest)
        if here is not None:
            return Upload("", digest, device_id, here.size_bytes, here.size_bytes, self._expiry(), whole=True)
        self.require_room(length)
        c = t.uploads.c
        # An upload that became a file which was deleted since is none.
        growing = sa.and_(c.expires_at > stamp(self._world.now()), ~c.whole)
        query = _ROWS.where(c.device_id == device_id, c.digest == digest, growing)
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
        return None if row is None else _same_length(Upload(*row), length)

    def take_whole(self, device_id: str, digest: str, content: bytes | bytearray) -> Upload:
        """The file, whole here. That the digest is the content's is for the caller to know.

        Raises:
            NoRoom: the disk is full.
        """
        self.require_room(len(content))
        self._store.put(digest, content)
        size = len(content)

        def enter(connection: sa.Connection) -> None:
            if self._shelf.enter(connection, digest, size, origin=device_id):
                self._store.put(digest, content)  # its former bytes may have gone since we put these

        run_writing(self._engine, enter)
        return Upload("", digest, device_id, size, size, self._expiry(), whole=True)

    def require_room(self, size_bytes: int) -> None:
        """Return only if so much more leaves what the database and the rest need. Raises ``NoRoom``."""
        free = self._store.free_bytes()
        if free is not None and free < size_bytes + self._limits.free_disk_bytes:
            raise NoRoom

    def begin(self, device_id: str, digest: str, length: int) -> Upload:
        """The device's upload of this file, begun now or earlier; whole if the file is already here.

        Raises:
            TooLong: the file may not be that large.
            NoRoom: it would not fit.
            ValueError: the digest is none, or the device announced another length before.
        """
        here = self.find(device_id, digest, length)
        if here is not None and (here.whole or here.offset < here.length):
            return here
        upload = run_writing(self._engine, lambda connection: self._begin(connection, device_id, digest, length))
        return self._finish(upload) if upload.offset == upload.length else upload

    def look(self, upload_id: str, device_id: str) -> Upload:
        """The upload as it stands. Raises ``UploadGone``."""
        with reading(self._engine) as connection:
            upload = self._load(connection, upload_id, device_id)
        if upload.offset < upload.length or upload.whole:
            return upload
        try:
            return self._finish(upload)  # a crash came between the last byte and this
        except DigestDiffers as error:
            return replace(upload, offset=error.offset)

    def append(self, upload: Upload, chunk: bytes | bytearray, *, checked: bool) -> Upload:
        """The upload after these bytes.

        Args:
            upload: As its writer believes it to be.
            chunk: What to add at its offset.
            checked: Whether a checksum vouched for exactly these bytes.

        Raises:
            UploadGone: there is no such upload of this device any more.
            OffsetDiffers: another writer was first, or what was there before is lost.
            TooLong: more than announced.
            NoRoom: the disk is full.
            DigestDiffers: these were the last bytes and the whole is not what was announced.
        """
        self.require_room(len(chunk))
        grown = self._digests.with_chunk(upload.upload_id, upload, upload.offset, chunk)
        after = run_writing(
            self._engine, lambda connection: self._add(connection, upload, chunk, grown, checked=checked)
        )
        reached = upload.offset + len(chunk)
        if not after.whole and after.offset == reached < after.length:
            if grown is not None:
                self._digests.keep(after.upload_id, after, grown)
            return after
        self._digests.forget(after.upload_id)
        if after.whole:
            return after
        if after.offset == after.length:
            return self._finish(after)
        raise DigestDiffers(after.offset) if reached == after.length else OffsetDiffers(after.offset)

    def end(self, upload_id: str, device_id: str) -> None:
        """Forget the upload and its bytes. Raises ``UploadGone``."""

        def forget(connection: sa.Connection) -> None:
            self._load(connection, upload_id, device_id, lock=True)
            connection.execute(sa.delete(t.uploads).where(t.uploads.c.upload_id == upload_id))

        run_writing(self._engine, forget)
        self._store.drop(upload_id)

    def expire(self) -> int:
        """Forget every upload whose time is over; how many there were."""
        now = stamp(self._world.now())
        with reading(self._engine) as connection:
            query = sa.select(t.uploads.c.upload_id).where(t.uploads.c.expires_at <= now)
            over = list(connection.scalars(query))
        for upload_id in over:
            run_writing(
                self._engine,
                lambda connection, gone=upload_id: connection.execute(  # type: ignore[misc]
                    sa.delete(t.uploads).where(t.uploads.c.upload_id == gone, t.uploads.c.expires_at <= now)
                ),
            )
            self._store.drop(upload_id)
        forgotten = self._world.now() - timedelta(seconds=self._limits.upload_s) - AFTER_ALL
        self._store.sweep(forgotten.timestamp())
        return len(over)

    def _begin(self, connection: sa.Connection, device_id: str, digest: str, length: int) -> Upload:
        now = stamp(self._world.now())
        c = t.uploads.c
        mine = sa.and_(c.device_id == device_id, c.digest == digest)
        here = sa.exists(sa.select(1).where(t.files.c.digest == digest))
        over = sa.or_(c.expires_at <= now, sa.and_(c.whole, ~here))
        connection.execute(sa.delete(t.uploads).where(mine, over))
        row: dict[str, object] = {
            "upload_id": self._world.new_id(),
            "digest": digest,
            "device_id": device_id,
            "length": length,
            "expires_at": self._expiry(),
        }
        insert_new(connection, t.uploads, [row])
        upload_id = connection.scalar(sa.select(c.upload_id).where(mine)) or ""
        return _same_length(self._load(connection, upload_id, device_id, lock=True), length)

    def _load(self, connection: sa.Connection, upload_id: str, device_id: str, *, lock: bool = False) -> Upload:
        c = t.uploads.c
        query = _ROWS.where(
            c.upload_id == upload_id, c.device_id == device_id, c.expires_at > stamp(self._world.now())
        )
        row = connection.execute(query.with_for_update() if lock else query).first()
        if row is None:
            raise UploadGone
        return Upload(*row)

    def _add(
        self,
        connection: sa.Connection,
        upload: Upload,
        chunk: bytes | bytearray,
        grown: Digest | None,
        *,
        checked: bool,
    ) -> Upload:
        """The upload with these bytes, settled with the caller's transaction if ``grown`` tells what it is."""
        now = self._load(connection, upload.upload_id, upload.device_id, lock=True)
        if now.offset != upload.offset:
            raise OffsetDiffers(now.offset)
        if now.offset + len(chunk) > now.length:
            raise TooLong
        if not chunk:
            return now
        try:
            self._store.append(now.upload_id, now.offset, chunk)
        except BytesGone:
            # A crash may have come after the file was named and before the database said so.
            named = self._store.holds(now.digest)
            return self._settle(connection, now, right=True) if named else self._move(connection, now, 0, None)
        doubtful = now.doubtful_from if checked or now.doubtful_from is not None else now.offset
        moved = self._move(connection, now, now.offset + len(chunk), doubtful)
        if moved.offset < moved.length or grown is None or now != upload:
            return moved
        return self._settle(connection, moved, right=grown.hexdigest() == moved.digest)

    def _move(self, connection: sa.Connection, upload: Upload, offset: int, doubtful: int | None) -> Upload:
        # Never the same twice, also while the clock stands still: see GrowingDigests.
        expires_at = max(self._expiry(), stamp(datetime.fromisoformat(upload.expires_at) + _TICK))
        connection.execute(
            sa.update(t.uploads)
            .where(t.uploads.c.upload_id == upload.upload_id)
            .values(received=offset, doubtful_from=doubtful, expires_at=expires_at)
        )
        return replace(upload, offset=offset, doubtful_from=doubtful, expires_at=expires_at)

    def _finish(self, upload: Upload) -> Upload:
        """Check the whole and make it visible; may be repeated and raced. Raises ``DigestDiffers``."""
        if upload.length == 0:
            self._store.append(upload.upload_id, 0, b"")
        found = self._store.digest_of(upload.upload_id, upload.length)
        # A crash may have come after the file was named and before the database said so.
        right = found == upload.digest or (not found and self._store.holds(upload.digest))

        def settle(connection: sa.Connection) -> Upload:
            now = self._load(connection, upload.upload_id, upload.device_id, lock=True)
            if now.whole or now != upload:
                return now  # another request settled it meanwhile
            return self._settle(connection, now, right=right)

        settled = run_writing(self._engine, settle)
        if not settled.whole:
            raise DigestDiffers(settled.offset)
        return settled

    def _settle(self, connection: sa.Connection, upload: Upload, *, right: bool) -> Upload:
        """All bytes are here: name them and make them visible, or go back to where they may be wrong."""
        if right:
            try:
                with connection.begin_nested():
                    self._shelf.enter(connection, upload.digest, upload.length, origin=upload.device_id)
                    self._store.publish(upload.upload_id, upload.digest, upload.length)
            except BytesGone:
                return self._move(connection, upload, 0, None)
            mine = t.uploads.c.upload_id == upload.upload_id
            connection.execute(sa.update(t.uploads).where(mine).values(whole=True))
            return replace(upload, whole=True)
        return self._move(connection, upload, upload.doubtful_from or 0, None)

    def _expiry(self) -> str:
        return stamp(self._world.now() + timedelta(seconds=self._limits.upload_s))


def _same_length(upload: Upload, length: int) -> Upload:
    if upload.length != length:
        raise ValueError("this device announced another length for this digest")
    return upload
