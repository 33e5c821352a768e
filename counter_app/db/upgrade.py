"""Opens a store: makes a new one, brings an old one up to date, refuses one of a newer release.

Before an old store is changed, a copy is made beside it. The tools that change a schema are loaded only then: a
window that starts every morning never waits for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from counter_app.db import schema
from counter_app.db.database import Database
from counter_app.db.disk import RealDisk, told_plainly
from counter_app.db.keys import StoreKey, fingerprint, fingerprint_path
from counter_app.domain.errors import Damaged, NeedsAttention


@dataclass(frozen=True, slots=True)
class History:
    """The schemas that a release knows, oldest first, and the folder of steps between them (None: our own)."""

    revisions: tuple[str, ...]
    scripts: Path | None = None

    @property
    def head(self) -> str:
        """The schema that the release works with."""
        return self.revisions[-1]


OURS: Final = History(schema.REVISIONS)


def open_store(path: Path, key: StoreKey, *, history: History = OURS) -> Database:
    """A connection that may write, to a store with the schema of this release.

    Raises:
        NeedsAttention: ``store_key_wrong``; ``store_newer`` with the schema found; ``store_not_writable``.
        Damaged: ``store_damaged``.
        TryLater: ``disk_full``, ``store_busy``.
    """
    with told_plainly("store"):
        RealDisk().make_folder(path.parent)
    _note_key(path, key)
    database = Database(path, key)
    try:
        _bring_up_to_date(database, key, history)
    except BaseException:
        database.close()
        raise
    return database


def safety_copy_path(path: Path, found: str) -> Path:
    """Where the copy of a store lies that was made before it left schema ``found``."""
    return path.with_name(f"{path.name}.schema-{found}")


def _bring_up_to_date(database: Database, key: StoreKey, history: History) -> None:
    found = schema.revision(database)
    if found is None:
        _create(database)
    elif found not in history.revisions:
        raise NeedsAttention("store_newer", found=found, known=history.head)
    elif found != history.head:
        copy_store(database, key, safety_copy_path(database.path, found))
        _upgrade(database, key, history)


def _create(database: Database) -> None:
    database.begin()
    try:
        if schema.revision(database) is None:  # another process may have been first
            schema.create(database)
        database.commit()
    except BaseException:
        database.roll_back()
        raise
    with told_plainly("store"):
        RealDisk().sync_folder(database.path.parent)


def _note_key(path: Path, key: StoreKey) -> None:
    """Write the key's fingerprint beside a store that is about to be made."""
    disk = RealDisk()
    note = fingerprint_path(path)
    unfinished = note.with_name(note.name + ".new")
    with told_plainly("store"):
        if disk.size(path):
            return
        disk.remove(unfinished)
        disk.write_synced(unfinished, [fingerprint(key).encode("ascii")])
        disk.rename_synced(unfinished, note)


def _upgrade(database: Database, key: StoreKey, history: History) -> None:
    from counter_app.db import migrate  # noqa: PLC0415 - half a second that few starts need

    migrate.upgrade(database.path, key, history.head, scripts=history.scripts or migrate.SCRIPTS)
    broken = database.rows("PRAGMA quick_check(1)")
    if broken != [("ok",)]:
        raise Damaged("store_damaged")


def copy_store(database: Database, key: StoreKey, target: Path) -> None:
    """A copy of the store under the same key, whole and synced when it has its name; replaces a former one.

    Writers are not kept waiting: the copy is of the moment at which it began.
    """
    disk = RealDisk()
    unfinished = target.with_name(target.name + ".new")
    with told_plainly("store"):
        disk.make_folder(target.parent)
        disk.remove(unfinished)
    database.copy_to(unfinished, key)
    with told_plainly("store"):
        disk.rename_synced(unfinished, target)
