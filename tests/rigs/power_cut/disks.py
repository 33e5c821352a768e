"""Disks as a cut of power may have left them, made from what a program did.

What was synced is there. Of everything after the last sync of a file, each 512-byte sector is there or not, by
chance and in any order; where a file had grown, a sector that did not arrive may hold anything. Of everything
after the last sync of a folder, each name that was made, changed or taken away is so or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.rigs.power_cut.records import (
    Create,
    MakeFolder,
    Promise,
    Record,
    Rename,
    Sync,
    SyncFolder,
    Truncate,
    Unlink,
    Write,
)

SECTOR = 512
FOLDER = 0
"""What the name of a folder means, in place of a file's number."""


@dataclass
class Content:
    """The bytes of one file: what survives for sure, and what was done since."""

    safe: bytearray = field(default_factory=bytearray)
    since: list[Write | Truncate] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.since:
            apply(self.safe, change)
        self.since.clear()

    def after_cut(self, chance: Random) -> bytes:
        left = bytearray(self.safe)
        if not self.since:
            return bytes(left)
        luck = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        for change in self.since:
            for part in sectors(change):
                if chance.random() < luck:
                    grow_with_anything(left, part, chance)
                    apply(left, part)
        return bytes(left)


@dataclass
class Names:
    """The names in one folder: which file each means for sure, and what was done since."""

    safe: dict[str, int] = field(default_factory=dict)
    since: list[Create | Rename | Unlink] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.since:
            rename(self.safe, change)
        self.since.clear()

    def after_cut(self, chance: Random) -> dict[str, int]:
        left = dict(self.safe)
        now = dict(self.safe)
        luck = chance.choice((0.0, 0.5, 0.9, 1.0))
        for change in self.since:
            if chance.random() < luck:
                arrive(left, now, change)
            rename(now, change)
        return left


class Disk:
    """Follows what a program did, up to some moment."""

    def __init__(self) -> None:
        self.contents: dict[int, Content] = {}
        self.folders: dict[str, Names] = {".": Names()}
        self.promises: list[Promise] = []

    def follow(self, record: Record) -> None:
        match record:
            case Create():
                self.contents[record.file] = Content()
                self._folder(record.path).since.append(record)
            case Write() | Truncate():
                self.contents[record.file].since.append(record)
            case Sync():
                self.contents[record.file].sync()
            case Rename():
                self._rename(record)
            case Unlink():
                self._folder(record.path).since.append(record)
            case MakeFolder():
                self.folders[record.path] = Names()
                self._folder(record.path).since.append(Create(record.path, FOLDER))
            case SyncFolder():
                self.folders[record.path].sync()
            case Promise():
                self.promises.append(record)

    def cut(self, target: Path, chance: Random) -> None:
        """Write the disk as it may be found after power was cut now."""
        self._cut_folder(".", target, chance)

    def _cut_folder(self, folder: str, target: Path, chance: Random) -> None:
        """What is left of a folder; one whose own name did not survive takes everything in it away."""
        (target / folder).mkdir(parents=True)
        for name, file in self.folders[folder].after_cut(chance).items():
            if file == FOLDER:
                self._cut_folder(name, target, chance)
            else:
                (target / name).write_bytes(self.contents[file].after_cut(chance))

    def _rename(self, record: Rename) -> None:
        """Inside one folder or from one to another: then the old and the new name may survive apart."""
        file = self._meant_by(record.source)
        if parent(record.source) == parent(record.target):
            self._folder(record.source).since.append(record)
        else:
            self._folder(record.target).since.append(Create(record.target, file))
            self._folder(record.source).since.append(Unlink(record.source))

    def _meant_by(self, path: str) -> int:
        names = self._folder(path)
        now = dict(names.safe)
        for change in names.since:
            rename(now, change)
        return now[path]

    def _folder(self, path: str) -> Names:
        return self.folders[parent(path)]


def parent(path: str) -> str:
    return str(Path(path).parent)


def apply(content: bytearray, change: Write | Truncate) -> None:
    if isinstance(change, Truncate):
        del content[change.size :]
        return
    end = change.offset + len(change.content)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    content[change.offset : end] = change.content


def sectors(change: Write | Truncate) -> Iterator[Write | Truncate]:
    """A write in the pieces that a disk writes whole."""
    if isinstance(change, Truncate):
        yield change
        return
    begin = change.offset
    last = change.offset + len(change.content)
    while begin < last:
        end = min(last, (begin // SECTOR + 1) * SECTOR)
        yield Write(change.file, begin, change.content[begin - change.offset : end - change.offset])
        begin = end


def grow_with_anything(content: bytearray, change: Write | Truncate, chance: Random) -> None:
    """Between the old end of the file and a sector that arrived lies whatever the disk held there."""
    gap = 0 if isinstance(change, Truncate) else change.offset - len(content)
    if gap > 0:
        content.extend(chance.randbytes(gap) if chance.random() < 0.5 else bytes(gap))


def rename(names: dict[str, int], change: Create | Rename | Unlink) -> None:
    match change:
        case Create():
            names[change.path] = change.file
        case Rename():
            names[change.target] = names.pop(change.source)
        case Unlink():
            names.pop(change.path, None)


def arrive(left: dict[str, int], now: dict[str, int], change: Create | Rename | Unlink) -> None:
    """One change of names reaches the disk, perhaps before an older one."""
    match change:
        case Create():
            left[change.path] = change.file
        case Rename():
            left[change.target] = now[change.source]
            left.pop(change.source, None)
        case Unlink():
            left.pop(change.path, None)


def without(records: Sequence[Record], defect: str) -> list[Record]:
    """What a program with a defect would have done: one that leaves out a kind of sync."""
    names = {record.file: record.path for record in records if isinstance(record, Create)}
    kinds = {
        "vault file": lambda one: isinstance(one, Sync) and names[one.file].startswith("vault"),
        "vault folder": lambda one: isinstance(one, SyncFolder) and one.path.startswith("vault"),
        "store log": lambda one: isinstance(one, Sync) and names[one.file].endswith("-wal"),
        "store file": lambda one: isinstance(one, Sync) and names[one.file].endswith(".db"),
    }
    left_out = kinds[defect]
    kept = [record for record in records if not left_out(record)]
    assert len(kept) < len(records), f"there was no sync of a {defect} to leave out"
    return kept
