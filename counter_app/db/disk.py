"""The few file operations that durability is built from, each with what holds when it returns.

The vault writes through ``Disk`` alone, so that a test can stand in for a disk that loses power, fills up or
forgets what was not synced.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from errno import EDQUOT, EFBIG, ENOSPC
from pathlib import Path
from typing import Protocol

from typing_extensions import override

from counter_app.domain.errors import NeedsAttention, TryLater

_FULL = frozenset({ENOSPC, EDQUOT, EFBIG})


class Disk(Protocol):
    """A folder tree that keeps what was synced."""

    def make_folder(self, folder: Path) -> None:
        """The folder and its parents exist and survive a power cut. An existing folder is no error."""

    def write_synced(self, path: Path, parts: Iterable[bytes]) -> None:
        """Make a new file of these parts; its bytes survive a power cut, its name not yet.

        Raises ``FileExistsError`` when the name is taken. On any error nothing is left behind.
        """

    def rename_synced(self, source: Path, target: Path) -> None:
        """The file has its new name, and bytes and name survive a power cut. An existing target is replaced."""

    def sync_folder(self, folder: Path) -> None:
        """The names in this folder survive a power cut."""

    def remove(self, path: Path) -> None:
        """The name is gone; a missing one is no error. A power cut may bring it back."""

    def names(self, folder: Path) -> list[str]:
        """The names in the folder; none when there is no such folder."""

    def size(self, path: Path) -> int | None:
        """Bytes of the file, None when there is none."""

    def read(self, path: Path, offset: int, length: int) -> bytes:
        """Up to ``length`` bytes from ``offset``. Raises ``FileNotFoundError``."""


class RealDisk(Disk):
    """The operating system's files."""

    @override
    def make_folder(self, folder: Path) -> None:
        if folder.is_dir():
            return
        if folder.parent != folder:
            self.make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        self.sync_folder(folder.parent)

    @override
    def write_synced(self, path: Path, parts: Iterable[bytes]) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        handle = os.open(path, flags, 0o600)
        try:
            try:
                for part in parts:
                    _write_all(handle, part)
                os.fsync(handle)
            finally:
                os.close(handle)
        except BaseException:
            self.remove(path)
            raise

    @override
    def rename_synced(self, source: Path, target: Path) -> None:
        if sys.platform == "win32":
            _move_through(source, target)
        else:
            source.replace(target)
            self.sync_folder(target.parent)

    @override
    def sync_folder(self, folder: Path) -> None:
        if sys.platform == "win32":
            return  # a folder cannot be synced there; renaming writes through instead
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    @override
    def remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)

    @override
    def names(self, folder: Path) -> list[str]:
        try:
            return [path.name for path in folder.iterdir()]
        except FileNotFoundError:
            return []

    @override
    def size(self, path: Path) -> int | None:
        try:
            return path.stat().st_size
        except FileNotFoundError:
            return None

    @override
    def read(self, path: Path, offset: int, length: int) -> bytes:
        with path.open("rb") as file:
            file.seek(offset)
            return file.read(length)


def _write_all(handle: int, part: bytes) -> None:
    left = memoryview(part)
    while left:
        left = left[os.write(handle, left) :]


if sys.platform == "win32":

    def _move_through(source: Path, target: Path) -> None:
        """Rename and return only when the move is on the disk."""
        import ctypes  # noqa: PLC0415 - Windows alone needs it

        replace_existing, write_through = 0x1, 0x8
        kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
        if not kernel32.MoveFileExW(str(source), str(target), replace_existing | write_through):
            raise ctypes.WinError(ctypes.get_last_error())


@contextmanager
def told_plainly(what: str) -> Iterator[None]:
    """Turn the system's errors about files into ours: a full disk may be freed, any other needs a person.

    Raises:
        TryLater: ``disk_full``.
        NeedsAttention: ``disk_trouble``, with the system's error number.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise TryLater("disk_full", what=what) from error
        raise NeedsAttention("disk_trouble", what=what, errno=error.errno or 0) from error
