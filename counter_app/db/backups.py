"""Whole copies of a counter: the store, the vault, and a list of what belongs to them; and the way back.

A copy is as encrypted as the original and opens with the keys of this installation alone. ``backup.json`` is
written last: a folder without it is a copy that was broken off. A restore is prepared while the program runs and
done at the next start, before the store is opened; what was there before stays beside it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from counter_app.db.database import Database
from counter_app.db.keys import StoreKey
from counter_app.db.store import Store
from counter_app.domain.errors import CounterError, Damaged, NeedsAttention

LIST: Final = "backup.json"
WANTED: Final = "restore.json"
STORE: Final = "store.db"
VAULT: Final = "vault"
_INCOMING: Final = "incoming"
_PIECE: Final = 1024 * 1024


class BackupList(msgspec.Struct, frozen=True, kw_only=True):
    """What belongs to a copy. ``made_at`` is RFC 3339."""

    made_at: str
    store_digest: str
    files: int
    size_bytes: int


class _Wanted(msgspec.Struct, frozen=True, kw_only=True):
    folder: str


def make_backup(store: Store, vault: Path, folder: Path, at: datetime) -> tuple[Path, BackupList]:
    """A new folder below ``folder`` with everything; work goes on meanwhile.

    The store is copied first: what a dossier of the copy names is in the vault by then; files never change.

    Raises:
        NeedsAttention: ``backup_failed`` when the folder cannot be written.
    """
    target = folder / f"sao-luu-{at:%Y%m%d-%H%M%S}"
    try:
        target.mkdir(parents=True)
        store.back_up(target / STORE)
        files = size = 0
        for path in _vault_files(vault):
            copy = target / VAULT / path.relative_to(vault)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
            files, size = files + 1, size + copy.stat().st_size
        size += (target / STORE).stat().st_size
        told = BackupList(
            made_at=at.isoformat(), store_digest=_digest(target / STORE), files=files, size_bytes=size
        )
        _write(target / LIST, msgspec.json.encode(told))
    except OSError as error:
        raise NeedsAttention("backup_failed", reason=error.strerror or str(error)) from error
    return target, told


def find_backups(folder: Path) -> tuple[tuple[Path, BackupList], ...]:
    """The whole copies below a folder, the oldest first."""
    found = []
    for path in sorted(folder.glob(f"*/{LIST}")):
        try:
            found.append((path.parent, msgspec.json.decode(path.read_bytes(), type=BackupList)))
        except (OSError, msgspec.MsgspecError):
            continue
    return tuple(found)


def want_restore(profile: Path, folder: Path, key: bytes) -> None:
    """Restore this copy at the next start. It was looked at from end to end when this returns.

    Raises:
        Damaged: ``backup_damaged``: the copy is not whole, not what it was, or of another installation.
    """
    _check(folder, key)
    _write(profile / WANTED, msgspec.json.encode(_Wanted(folder=str(folder.resolve()))))


def restore_wanted(profile: Path, key: bytes, at: datetime) -> Path | None:
    """Do what was wanted, if anything was; where the former store lies now.

    Called before the store is opened. The wish ends with the last step: pulled plugs repeat it.

    Raises:
        Damaged: ``backup_damaged``; nothing was changed then, and the wish is given up.
    """
    wish = profile / WANTED
    if not wish.exists():
        return None
    try:
        folder = Path(msgspec.json.decode(wish.read_bytes(), type=_Wanted).folder)
        _check(folder, key)
    except (msgspec.MsgspecError, CounterError) as error:
        wish.unlink()
        raise Damaged("backup_damaged") from error
    for path in _vault_files(folder / VAULT):
        copy = profile / VAULT / path.relative_to(folder / VAULT)
        if not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            draft = copy.with_suffix(".new")
            shutil.copyfile(path, draft)
            draft.replace(copy)
    aside = profile / f"truoc-khoi-phuc-{at:%Y%m%d-%H%M%S}"
    aside.mkdir(exist_ok=True)
    for name in (STORE, f"{STORE}-wal", f"{STORE}-shm"):
        if (profile / name).exists():
            (profile / name).replace(aside / name)
    draft = profile / f"{STORE}.new"
    shutil.copyfile(folder / STORE, draft)
    draft.replace(profile / STORE)
    wish.unlink()
    return aside


def _check(folder: Path, key: bytes) -> None:
    try:
        told = msgspec.json.decode((folder / LIST).read_bytes(), type=BackupList)
        whole = _digest(folder / STORE) == told.store_digest
        whole = whole and sum(1 for _ in _vault_files(folder / VAULT)) == told.files
        if whole:
            with Database(folder / STORE, StoreKey(key), read_only=True) as database:
                whole = not database.rows("PRAGMA cipher_integrity_check")
    except (OSError, msgspec.MsgspecError, CounterError) as error:
        raise Damaged("backup_damaged") from error
    if not whole:
        raise Damaged("backup_damaged")


def _vault_files(vault: Path) -> Iterator[Path]:
    """Finished files of a vault; what is just being written is nobody's yet."""
    return (path for path in sorted(vault.rglob("*")) if path.is_file() and _INCOMING not in path.parts)


def _digest(path: Path) -> str:
    hashing = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            hashing.update(piece)
    return hashing.hexdigest()


def _write(path: Path, content: bytes) -> None:
    draft = path.with_suffix(".draft")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
