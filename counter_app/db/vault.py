"""Encrypted files named by the digest of their plain bytes. Nothing in clear ever touches the disk.

A file is a header and chunks, each sealed with AES-256-GCM:

    header   magic | chunk size | plain length | salt | tag over all of it
    chunk i  up to 64 KiB of ciphertext | tag

The key of a file is derived from the store's key and the file's own random salt, so the chunk's number can be
the nonce and no nonce is ever used twice under one key. Header, number of the chunk and the file's name are part
of what each tag covers: a chunk that was changed, moved, left out, or taken from another file is noticed, also by
``read`` of a part. The name on the disk is a keyed digest of the digest and tells nobody what is inside.

A file appears under its name only after its bytes are synced, and ``put`` returns only after the name is.
"""

from __future__ import annotations

import hmac
import secrets
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from typing_extensions import override

from counter_app.contract.canonical import digest as digest_of
from counter_app.contract.canonical import is_digest
from counter_app.db.disk import Disk, RealDisk, told_plainly
from counter_app.db.keys import Purpose, StoreKey
from counter_app.domain.errors import Damaged, NotFound
from counter_app.services.ports import Vault

if TYPE_CHECKING:
    from counter_app.db.cipher import PieceCipher

MAGIC: Final = b"CVAULT1\n"
CHUNK_BYTES: Final = 64 * 1024
SALT_BYTES: Final = 32
LONGEST: Final = 1 << 40

_FIELDS: Final = struct.Struct(">8sIQ32s")
TAG_BYTES: Final = 16
HEADER_BYTES: Final = _FIELDS.size + TAG_BYTES
HEADER_NUMBER: Final = (1 << 96) - 1
"""The header is sealed under this number, which no chunk can have."""
_INCOMING: Final = "incoming"
_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class _Header:
    """What a file says of itself, with the key that belongs to it."""

    chunk_bytes: int
    length: int
    cipher: PieceCipher

    @property
    def chunks(self) -> int:
        return -(-self.length // self.chunk_bytes)

    @property
    def stored_bytes(self) -> int:
        return HEADER_BYTES + self.length + self.chunks * TAG_BYTES

    def chunk_length(self, number: int) -> int:
        return min(self.chunk_bytes, self.length - number * self.chunk_bytes)


class FileVault(Vault):
    """A folder of encrypted files; safe for any number of threads and processes.

    Args:
        folder: Made if it is not there. What a crash left half-written in it is removed.
        key: The store's secret, 32 random bytes.
        disk: Where the folder lies.

    Every method that touches the disk raises ``TryLater("disk_full")`` or ``NeedsAttention("disk_trouble")``.
    """

    def __init__(self, folder: Path, key: bytes, *, disk: Disk | None = None) -> None:
        self._folder = folder
        secret = StoreKey(key)
        self._key = secret.derive(Purpose.FILES)
        self._name_key = secret.derive(Purpose.FILE_NAMES)
        self._disk = disk or RealDisk()
        with told_plainly("vault"):
            self._disk.make_folder(folder / _INCOMING)
            for leftover in self._disk.names(folder / _INCOMING):
                self._disk.remove(folder / _INCOMING / leftover)

    @override
    def put(self, content: bytes) -> str:
        digest = digest_of(content)
        name = self._name(digest)
        target = self._place(name)
        with told_plainly("vault"):
            if self._holds(target, digest):
                # Another thread may have renamed it a moment ago and not be done with syncing the name.
                self._disk.sync_folder(target.parent)
                return digest
            self._disk.make_folder(target.parent)
            self._write(target, content, name)
        return digest

    @override
    def get(self, digest: str) -> bytes:
        content = self.read(digest, 0, LONGEST)
        if digest_of(content) != digest:
            raise Damaged("file_damaged", digest=digest)
        return content

    @override
    def has(self, digest: str) -> bool:
        return is_digest(digest) and self._stored_bytes(digest) is not None

    @override
    def size(self, digest: str) -> int:
        return self._header(digest).length

    @override
    def read(self, digest: str, offset: int, length: int) -> bytes:
        if offset < 0 or length < 0:
            raise ValueError("offset and length are not negative")
        header = self._header(digest)
        end = min(offset + length, header.length)
        if offset >= end:
            return b""
        first, last = offset // header.chunk_bytes, (end - 1) // header.chunk_bytes
        plain = b"".join(self._chunks(digest, header, first, last))
        begin = first * header.chunk_bytes
        return plain[offset - begin : end - begin]

    @override
    def discard(self, digest: str) -> None:
        if not is_digest(digest):
            return
        target = self._place(self._name(digest))
        with told_plainly("vault"):
            if self._disk.size(target) is not None:
                self._disk.remove(target)
                self._disk.sync_folder(target.parent)

    # --- names -----------------------------------------------------------------------------------------------

    def _name(self, digest: str) -> bytes:
        return hmac.digest(self._name_key, digest.encode("ascii"), "sha256")

    def _place(self, name: bytes) -> Path:
        text = name.hex()
        return self._folder / text[:2] / text

    def _stored_bytes(self, digest: str) -> int | None:
        with told_plainly("vault"):
            return self._disk.size(self._place(self._name(digest)))

    def _holds(self, target: Path, digest: str) -> bool:
        """Whether the file is there and good; a damaged one is about to be replaced by good bytes."""
        if self._disk.size(target) is None:
            return False
        try:
            self.get(digest)
        except (Damaged, NotFound):
            return False
        return True

    # --- writing ---------------------------------------------------------------------------------------------

    def _write(self, target: Path, content: bytes, name: bytes) -> None:
        """Bytes first, name last. Another process that starts may sweep our unfinished file: then once more."""
        for attempt in range(1, _TRIES + 1):
            unfinished = self._folder / _INCOMING / secrets.token_hex(16)
            self._disk.write_synced(unfinished, self._sealed(content, name))
            try:
                self._disk.rename_synced(unfinished, target)
            except FileNotFoundError:
                if attempt == _TRIES:
                    raise
            else:
                return

    def _sealed(self, content: bytes, name: bytes) -> Iterator[bytes]:
        salt = secrets.token_bytes(SALT_BYTES)
        fields = _FIELDS.pack(MAGIC, CHUNK_BYTES, len(content), salt)
        header = self._understood(fields, name)
        yield fields + header.cipher.seal(HEADER_NUMBER, b"")
        plain = memoryview(content)
        for number in range(header.chunks):
            begin = number * CHUNK_BYTES
            yield header.cipher.seal(number, plain[begin : begin + CHUNK_BYTES])

    # --- reading ---------------------------------------------------------------------------------------------

    def _understood(self, fields: bytes, name: bytes) -> _Header:
        # Loading the cipher takes longer than opening the store; a window that starts does not need it.
        from counter_app.db.cipher import PieceCipher  # noqa: PLC0415

        _, chunk_bytes, length, salt = _FIELDS.unpack(fields)
        key = hmac.digest(self._key, salt + b"\x01", "sha256")
        return _Header(chunk_bytes, length, PieceCipher(key, fields + name))

    def _header(self, digest: str) -> _Header:
        if not is_digest(digest):
            raise NotFound("file_unknown", digest=digest)
        name = self._name(digest)
        raw = self._part(digest, 0, HEADER_BYTES)
        fields, tag = raw[: _FIELDS.size], raw[_FIELDS.size :]
        if len(raw) < HEADER_BYTES or not fields.startswith(MAGIC):
            raise Damaged("file_damaged", digest=digest)
        header = self._understood(fields, name)
        try:
            header.cipher.open(HEADER_NUMBER, tag)
        except ValueError as error:
            raise Damaged("file_damaged", digest=digest) from error
        if self._stored_bytes(digest) != header.stored_bytes:
            raise Damaged("file_damaged", digest=digest)
        return header

    def _chunks(self, digest: str, header: _Header, first: int, last: int) -> Iterator[bytes]:
        sealed_bytes = header.chunk_bytes + TAG_BYTES
        raw = memoryview(
            self._part(digest, HEADER_BYTES + first * sealed_bytes, (last - first + 1) * sealed_bytes)
        )
        for number in range(first, last + 1):
            begin = (number - first) * sealed_bytes
            sealed = raw[begin : begin + header.chunk_length(number) + TAG_BYTES]
            try:
                yield header.cipher.open(number, sealed)
            except ValueError as error:
                raise Damaged("file_damaged", digest=digest) from error

    def _part(self, digest: str, offset: int, length: int) -> bytes:
        with told_plainly("vault"):
            try:
                return self._disk.read(self._place(self._name(digest)), offset, length)
            except FileNotFoundError as error:
                raise NotFound("file_unknown", digest=digest) from error
