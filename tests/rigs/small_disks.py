"""A folder that is a disk of its own, small enough to be filled: full is then full to every program that writes.

The disk is a file system in memory, so it takes the right to mount: ``small_disks`` says whether it is given.
"""

from __future__ import annotations

import errno
import subprocess
from collections.abc import Callable
from io import FileIO
from pathlib import Path
from random import Random

SIZE_MB = 96
FILLER = "filler"
PIECE_BYTES = 64 * 1024
LEAST_LEFT, MOST_LEFT = 0, 48 * 1024


class NoSmallDisk(Exception):
    """This machine lets us mount nothing."""


def has_room_for(filler: FileIO) -> bool:
    """Whether another piece was written."""
    try:
        return bool(filler.write(bytes(PIECE_BYTES)))
    except OSError as error:
        if error.errno == errno.ENOSPC:
            return False
        raise


class SmallDisk:
    """One mounted folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.was_full = 0
        options = ["-t", "tmpfs", "-o", f"size={SIZE_MB}M,mode=700", "none"]
        try:
            subprocess.run(["mount", *options, str(folder)], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise NoSmallDisk(str(folder)) from error

    @property
    def is_full(self) -> bool:
        return (self.folder / FILLER).exists()

    def fill(self, chance: Random) -> None:
        """Leave a little room at most: for the head of a file and not its end."""
        with (self.folder / FILLER).open("ab", buffering=0) as filler:
            while has_room_for(filler):
                pass
            filler.truncate(filler.tell() - chance.randint(LEAST_LEFT, MOST_LEFT))
        self.was_full += 1

    def free(self) -> None:
        (self.folder / FILLER).unlink(missing_ok=True)

    def close(self) -> None:
        subprocess.run(["umount", "--lazy", str(self.folder)], check=True, capture_output=True)


def small_disks(folder: Path) -> Callable[[Path], SmallDisk] | None:
    """What makes folders small disks; None where this machine lets us mount nothing."""
    trial = folder.with_name(folder.name + "-trial")
    trial.mkdir(parents=True)
    try:
        SmallDisk(trial).close()
    except NoSmallDisk:
        return None
    return SmallDisk
