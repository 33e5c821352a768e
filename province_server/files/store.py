"""Where bytes live. A file is visible under its digest only when it is whole; what grows lives apart.

``DiskFiles`` serves one machine or several on one shared folder; ``province_server.files.s3`` any S3-compatible
store. Which bytes of an upload count is the database's word: a crash may leave more on the disk, never less.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from typing_extensions import override

PIECE_BYTES = 1024 * 1024


class BytesGone(Exception):
    """The store does not hold the bytes of an upload that the database says it holds."""


class FileStore(Protocol):
    """The bytes of files and of uploads; all calls block, none is atomic with the database."""

    def append(self, upload_id: str, offset: int, chunk: bytes | bytearray) -> None:
        """The upload holds exactly ``offset`` bytes and then the chunk, durably.

        Raises:
            BytesGone: there are fewer before it. Not every store looks here; ``publish`` does.
        """

    def digest_of(self, upload_id: str, length: int) -> str:
        """sha256 over the first ``length`` bytes of the upload; empty when it has no bytes stored any more."""

    def publish(self, upload_id: str, digest: str, length: int) -> None:
        """The upload's bytes are the file of this name from now on. May be repeated.

        Raises:
            BytesGone: they are not all there.
        """

    def holds(self, digest: str) -> bool:
        """True when the whole file is stored, whether or not the database knows it yet."""

    def drop(self, upload_id: str) -> None:
        """Forget the upload's bytes, if there are any."""

    def put(self, digest: str, content: bytes | bytearray) -> None:
        """The file of this name holds this content, durably. May be repeated and raced."""

    def sweep(self, before: float) -> int:
        """Forget bytes of uploads that nobody has added to since this Unix time; of how many."""

    def remove(self, digest: str) -> None:
        """The whole file of this name is no more; one that is not there is no error."""

    def read(self, digest: str, start: int, end: int) -> Iterator[bytes]:
        """The bytes from ``start`` up to, not including, ``end``."""

    def free_bytes(self) -> int | None:
        """How much more can be stored; None when the store does not tell."""


class DiskFiles(FileStore):
    """Files in a folder, two levels deep by the first letters of their digest."""

    def __init__(self, folder: Path) -> None:
        self._whole = folder / "whole"
        self._growing = folder / "growing"
        self._lasting: set[Path] = set()
        for part in (self._whole, self._growing):
            part.mkdir(parents=True, exist_ok=True)

    @override
    def append(self, upload_id: str, offset: int, chunk: bytes | bytearray) -> None:
        path = self._growing / upload_id
        # Only a first chunk makes the file: what is to be added to and is not there was named, or is lost.
        create = 0 if offset else os.O_CREAT
        try:
            descriptor = os.open(path, os.O_RDWR | create | getattr(os, "O_BINARY", 0), 0o640)
        except FileNotFoundError as error:
            raise BytesGone from error
        with os.fdopen(descriptor, "r+b", buffering=0) as file:
            if os.fstat(file.fileno()).st_size < offset:
                raise BytesGone
            file.truncate(offset)
            file.seek(offset)
            left = memoryview(chunk)
            while left:
                left = left[file.write(left) :]
            os.fsync(file.fileno())

    @override
    def digest_of(self, upload_id: str, length: int) -> str:
        name = hashlib.sha256()
        try:
            for piece in _pieces(self._growing / upload_id, 0, length):
                name.update(piece)
        except FileNotFoundError:
            return ""
        return name.hexdigest()

    @override
    def publish(self, upload_id: str, digest: str, length: int) -> None:
        source, target = self._growing / upload_id, self._path(digest)
        try:
            size = source.stat().st_size
        except FileNotFoundError:
            size = -1
        if size < 0 and target.exists():
            self._sync_name(target)  # whoever named it may not have come so far
            return
        if size < length:
            raise BytesGone
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)
        self._sync_name(target)

    @override
    def holds(self, digest: str) -> bool:
        return self._path(digest).exists()

    @override
    def drop(self, upload_id: str) -> None:
        (self._growing / upload_id).unlink(missing_ok=True)

    @override
    def put(self, digest: str, content: bytes | bytearray) -> None:
        if self.holds(digest):
            self._sync_name(self._path(digest))
            return
        # A name of its own: of two that put the same file neither may cut short what the other has just named.
        name = f"put-{secrets.token_hex(16)}"
        self.append(name, 0, content)
        self.publish(name, digest, len(content))

    @override
    def sweep(self, before: float) -> int:
        left = [path for path in self._growing.iterdir() if _last_change(path) < before]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    @override
    def remove(self, digest: str) -> None:
        self._path(digest).unlink(missing_ok=True)

    @override
    def read(self, digest: str, start: int, end: int) -> Iterator[bytes]:
        return _pieces(self._path(digest), start, end)

    @override
    def free_bytes(self) -> int | None:
        return shutil.disk_usage(self._growing).free

    def _sync_name(self, file: Path) -> None:
        """The file's name is on the disk, and so are those of its folders: a cut of power would take them too.

        Folders that this process knows to be there for good are not looked at again; most are new but once.
        """
        _sync_folder(file.parent)
        for folder in (file.parent, file.parent.parent):
            if folder not in self._lasting:
                _sync_folder(folder.parent)
                self._lasting.add(folder)

    def _path(self, digest: str) -> Path:
        return self._whole / digest[:2] / digest[2:4] / digest


def _pieces(path: Path, start: int, end: int) -> Iterator[bytes]:
    left = end - start
    with path.open("rb") as file:
        file.seek(start)
        while left > 0 and (piece := file.read(min(left, PIECE_BYTES))):
            left -= len(piece)
            yield piece


def _last_change(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # ended meanwhile
        return float("inf")


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # elsewhere a rename is durable without it
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
