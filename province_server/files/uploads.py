"""Uploads: bytes that arrive in pieces, over lines that break, and are one file only when their digest says so.

One upload per device and digest, so a creation whose answer was lost finds the same upload again. A chunk with a
checksum is kept whole or not at all; a request that was cut keeps what arrived, and the first byte kept that way
is remembered as doubtful: when the whole file then has the wrong digest, only the part from there on is sent
again. The row is the lock: of several writers at one offset exactly one wins.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import sqlalchemy as sa

from counter_app.contract.canonical import is_digest
from province_server.files.shelf import Shelf
from province_server.files.store import FileStore
from province_server.settings import Limits
from province_server.store import tables as t
from province_server.store.bulk import insert_new
from province_server.store.engine import reading, run_writing
from province_server.world import World, stamp


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


class Uploads:
    """Begins, feeds, finishes and forgets uploads."""

    def __init__(self, engine: sa.Engine, store: FileStore, shelf: Shelf, world: World, limits: Limits) -> None:
        self._engine = engine
        self._store = store
        self._shelf = shelf
        self._world = world
        self._limits = limits

    def begin(self, device_id: str, digest: str, length: int) -> Upload:
        """The device's upload of this file, begun now or earlier; whole if the file is already here.

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
        self._require_room(length)
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

    def append(self, upload_id: str, device_id: str, offset: int, chunk: bytes, *, checked: bool) -> Upload:
        """The upload after these bytes.

        Args:
            upload_id: Which upload.
            device_id: Whose.
            offset: Where the writer believes the upload is.
            chunk: What to add.
            checked: Whether a checksum vouched for exactly these bytes.

        Raises:
            UploadGone: there is no such upload of this device.
            OffsetDiffers: another writer was first, or the device forgot.
            TooLong: more than announced.
            NoRoom: the disk is full.
            DigestDiffers: these were the last bytes and the whole is not what was announced.
        """
        self._require_room(len(chunk))

        def write(connection: sa.Connection) -> Upload:
            upload = self._load(connection, upload_id, device_id, lock=True)
            if upload.offset != offset:
                raise OffsetDiffers(upload.offset)
            if offset + len(chunk) > upload.length:
                raise TooLong
            if not chunk:
                return upload
            self._store.append(upload_id, offset, chunk)
            doubtful = upload.doubtful_from
            if doubtful is None and not checked:
                doubtful = offset
            return self._move(connection, upload, offset + len(chunk), doubtful)

        upload = run_writing(self._engine, write)
        return self._finish(upload) if upload.offset == upload.length and not upload.whole else upload

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
        return len(over)

    def _begin(self, connection: sa.Connection, device_id: str, digest: str, length: int) -> Upload:
        now = stamp(self._world.now())
        c = t.uploads.c
        mine = sa.and_(c.device_id == device_id, c.digest == digest)
        connection.execute(sa.delete(t.uploads).where(mine, c.expires_at <= now))
        row: dict[str, object] = {
            "upload_id": self._world.new_id(),
            "digest": digest,
            "device_id": device_id,
            "length": length,
            "expires_at": self._expiry(),
        }
        insert_new(connection, t.uploads, [row])
        upload_id = connection.scalar(sa.select(c.upload_id).where(mine)) or ""
        upload = self._load(connection, upload_id, device_id, lock=True)
        if upload.length != length:
            raise ValueError("this device announced another length for this digest")
        return upload

    def _load(self, connection: sa.Connection, upload_id: str, device_id: str, *, lock: bool = False) -> Upload:
        c = t.uploads.c
        query = sa.select(
            c.upload_id, c.digest, c.device_id, c.length, c.received, c.expires_at, c.whole, c.doubtful_from
        ).where(c.upload_id == upload_id, c.device_id == device_id, c.expires_at > stamp(self._world.now()))
        row = connection.execute(query.with_for_update() if lock else query).first()
        if row is None:
            raise UploadGone
        return Upload(*row)

    def _move(self, connection: sa.Connection, upload: Upload, offset: int, doubtful: int | None) -> Upload:
        expires_at = self._expiry()
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
            if not right:
                return self._move(connection, now, now.doubtful_from or 0, None)
            self._shelf.bring_back(connection, now.digest)
            self._store.publish(now.upload_id, now.digest, now.length)
            self._shelf.enter(connection, now.digest, now.length, origin=now.device_id)
            connection.execute(
                sa.update(t.uploads).where(t.uploads.c.upload_id == now.upload_id).values(whole=True)
            )
            return replace(now, whole=True)

        settled = run_writing(self._engine, settle)
        if not settled.whole:
            raise DigestDiffers(settled.offset)
        return settled

    def _require_room(self, size_bytes: int) -> None:
        free = self._store.free_bytes()
        if free is not None and free < size_bytes + self._limits.free_disk_bytes:
            raise NoRoom

    def _expiry(self) -> str:
        return stamp(self._world.now() + timedelta(seconds=self._limits.upload_s))
