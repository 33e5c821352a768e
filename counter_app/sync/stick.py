"""A stick: a folder of removable storage, on which a file is whole or not there."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from counter_app.domain.errors import NeedsAttention
from counter_app.services.courier import Writes

UNFINISHED = ".part"
SPARED_BYTES = 1024 * 1024
"""Left free: the file system's own notes, and what is lost to whole clusters."""


class FolderStick:
    """A folder; it has to be there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, name: str, fill: Writes) -> int:
        draft = self._folder / (name + UNFINISHED)
        try:
            with draft.open("wb") as out:
                fill(out)
                out.flush()
                os.fsync(out.fileno())
                size = out.tell()
            draft.replace(self._folder / name)
        except OSError as error:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise _trouble(error) from error
        return size

    def room(self) -> int:
        try:
            return max(0, shutil.disk_usage(self._folder).free - SPARED_BYTES)
        except OSError as error:
            raise _trouble(error) from error

    def names(self, ending: str) -> Sequence[str]:
        try:
            return sorted(path.name for path in self._folder.iterdir() if path.name.endswith(ending))
        except OSError as error:
            raise _trouble(error) from error

    def open(self, name: str) -> BinaryIO:
        try:
            return (self._folder / name).open("rb")
        except OSError as error:
            raise _trouble(error) from error


def _trouble(error: OSError) -> NeedsAttention:
    is_full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    return NeedsAttention("stick_full" if is_full else "stick_trouble", reason=error.strerror or "")
