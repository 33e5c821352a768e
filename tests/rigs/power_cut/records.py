"""What a program did to its files, in order, down to the write. Files are told apart by number, not by name."""

from __future__ import annotations

import msgspec


class Create(msgspec.Struct, frozen=True, tag=True):
    """A new, empty file got this name."""

    path: str
    file: int


class Write(msgspec.Struct, frozen=True, tag=True):
    file: int
    offset: int
    content: bytes


class Truncate(msgspec.Struct, frozen=True, tag=True):
    file: int
    size: int


class Sync(msgspec.Struct, frozen=True, tag=True):
    """Everything written to the file so far survives."""

    file: int


class Rename(msgspec.Struct, frozen=True, tag=True):
    source: str
    target: str


class Unlink(msgspec.Struct, frozen=True, tag=True):
    path: str


class MakeFolder(msgspec.Struct, frozen=True, tag=True):
    path: str


class SyncFolder(msgspec.Struct, frozen=True, tag=True):
    """Every name in the folder survives."""

    path: str


class Promise(msgspec.Struct, frozen=True, tag=True):
    """The program told somebody that this is safe."""

    what: str
    value: str


Record = Create | Write | Truncate | Sync | Rename | Unlink | MakeFolder | SyncFolder | Promise
