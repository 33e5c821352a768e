"""One connection to the encrypted store: opened with its key, speaking SQL, telling errors in our words.

Run-time code speaks SQL to SQLCipher without a layer in between: the store is open a few milliseconds after the
program starts, and a search costs what its query costs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, NoReturn, Protocol, Self, cast

from sqlcipher3 import dbapi2 as sqlcipher

from counter_app.db.keys import Purpose, StoreKey, fingerprint, fingerprint_path
from counter_app.domain.errors import CounterError, Damaged, NeedsAttention, TryLater

Value = str | int | float | bytes | None
Row = tuple[Value, ...]
Values = Sequence[Value] | Mapping[str, Value]

BUSY_MS: Final = 10_000
WAL_BYTES: Final = 64 * 1024 * 1024
CACHE_KIB: Final = 16 * 1024

_PRIMARY: Final = 0xFF
_CONSTRAINT, _FULL, _IOERR, _CORRUPT, _NOT_A_DATABASE = 19, 13, 10, 11, 26
_BUSY, _LOCKED, _CANNOT_OPEN, _READ_ONLY, _PERMISSION = 5, 6, 14, 8, 3


class ConstraintBroken(ValueError):
    """The store refused a row: a twin, or a change of what never changes. A defect of the caller."""


class _Cursor(Protocol):
    rowcount: int
    lastrowid: int

    def fetchall(self) -> list[Row]: ...

    def __iter__(self) -> Iterator[Row]: ...


class RawConnection(Protocol):
    """What the driver's connection is to us."""

    @property
    def in_transaction(self) -> bool: ...

    def execute(self, sql: str, values: Values = ..., /) -> _Cursor: ...

    def executemany(self, sql: str, values: Sequence[Values], /) -> _Cursor: ...

    def backup(self, target: RawConnection, /) -> None: ...

    def close(self) -> None: ...


class Database:
    """A connection of the store. Not for two threads at once; which thread uses it may change.

    Args:
        path: The store's file; made when it is not there.
        key: The store's key.
        read_only: Refuse every change.

    Raises:
        NeedsAttention: ``store_key_wrong``, or ``store_not_writable`` when the file cannot be opened at all.
        Damaged: ``store_damaged``.
    """

    def __init__(self, path: Path, key: StoreKey, *, read_only: bool = False) -> None:
        self._path = path
        self._key = key
        try:
            self._raw = open_raw(path, key)
        except sqlcipher.Error as error:
            self._tell(error)
        try:
            self._settle(read_only=read_only)
        except CounterError:
            self.close()
            raise

    def _settle(self, *, read_only: bool) -> None:
        # Errors are told by exceptions; the cipher's own copy of them would go to the terminal.
        self.run("PRAGMA cipher_log_level = NONE")
        self.run(f"PRAGMA busy_timeout = {BUSY_MS}")
        self.run("PRAGMA synchronous = FULL")
        self.run("PRAGMA foreign_keys = ON")
        self.run("PRAGMA recursive_triggers = ON")
        self.run("PRAGMA trusted_schema = OFF")
        self.run("PRAGMA temp_store = MEMORY")
        self.run("PRAGMA secure_delete = ON")
        self.run(f"PRAGMA cache_size = -{CACHE_KIB}")
        self.run(f"PRAGMA journal_size_limit = {WAL_BYTES}")
        if read_only:
            self.run("PRAGMA query_only = ON")
        elif self.rows("PRAGMA journal_mode") != [("wal",)]:
            self.run("PRAGMA journal_mode = WAL")

    @property
    def path(self) -> Path:
        """The store's file."""
        return self._path

    @property
    def raw(self) -> RawConnection:
        """The driver's connection, for the schema's migrations and for copies."""
        return self._raw

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """All rows of a query."""
        try:
            return self._raw.execute(sql, values).fetchall()
        except sqlcipher.Error as error:
            self._tell(error)

    def each(self, sql: str, values: Values = ()) -> Iterator[Row]:
        """The rows of a query one by one, without holding them all."""
        try:
            yield from self._raw.execute(sql, values)
        except sqlcipher.Error as error:
            self._tell(error)

    def row(self, sql: str, values: Values = ()) -> Row | None:
        """The first row, or None."""
        found = self.rows(sql, values)
        return found[0] if found else None

    def number(self, sql: str, values: Values = ()) -> int:
        """The one whole number that the query gives; 0 for none."""
        found = self.row(sql, values)
        return cast("int", found[0]) if found and found[0] is not None else 0

    def run(self, sql: str, values: Values = ()) -> int:
        """How many rows the statement changed.

        Raises:
            ConstraintBroken: a rule of the schema forbids it.
        """
        try:
            return self._raw.execute(sql, values).rowcount
        except sqlcipher.Error as error:
            self._tell(error)

    def run_many(self, sql: str, values: Sequence[Values]) -> None:
        """The statement once for each of these values."""
        try:
            self._raw.executemany(sql, values)
        except sqlcipher.Error as error:
            self._tell(error)

    def begin(self) -> None:
        """Start a transaction that may write: nobody else writes until it ends."""
        self.run("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Return after the bytes are on the disk."""
        self.run("COMMIT")

    def roll_back(self) -> None:
        """Undo; no error when there is nothing to undo (a full disk may have undone it already)."""
        if self._raw.in_transaction:
            self.run("ROLLBACK")

    def copy_to(self, target: Path, key: StoreKey) -> None:
        """Make a whole copy under this key, synced when the call returns. ``target`` is a new file."""
        try:
            copy = open_raw(target, key)
            try:
                copy.execute("PRAGMA synchronous = EXTRA")
                self._raw.backup(copy)
            finally:
                copy.close()
        except sqlcipher.Error as error:
            self._tell(error)

    def close(self) -> None:
        """The last connection to close also folds the log into the file."""
        self._raw.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _tell(self, error: Exception) -> NoReturn:
        tell(error, self._path, self._key)


def open_raw(path: Path, key: StoreKey) -> RawConnection:
    """The driver's connection in manual transaction mode, with the key set and nothing read yet."""
    raw = sqlcipher.connect(
        path, isolation_level=None, check_same_thread=False, cached_statements=256, timeout=BUSY_MS / 1000
    )
    raw.execute(f"PRAGMA key = \"x'{key.derive(Purpose.DATABASE).hex()}'\"")
    return cast("RawConnection", raw)


def tell(error: Exception, path: Path, key: StoreKey) -> NoReturn:
    """Raise the driver's error in our words; one that is a defect as it is."""
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    if code == _CONSTRAINT:
        raise ConstraintBroken(str(error)) from error
    told = _told(code, path, key)
    if told is None:
        raise error
    raise told from error


def _told(code: int, path: Path, key: StoreKey) -> CounterError | None:
    if code == _NOT_A_DATABASE and not _is_key_of(path, key):
        return NeedsAttention("store_key_wrong")
    if code in {_CORRUPT, _NOT_A_DATABASE}:
        return Damaged("store_damaged")
    if code == _FULL:
        return TryLater("disk_full", what="store")
    if code in {_BUSY, _LOCKED}:
        return TryLater("store_busy")
    if code in {_CANNOT_OPEN, _READ_ONLY, _PERMISSION}:
        return NeedsAttention("store_not_writable")
    if code == _IOERR:
        return NeedsAttention("disk_trouble", what="store", errno=0)
    return None


def _is_key_of(path: Path, key: StoreKey) -> bool:
    """Whether the store was made with this key: tells a wrong key from a damaged first page."""
    try:
        return fingerprint_path(path).read_text("ascii").strip() == fingerprint(key)
    except (OSError, ValueError):
        return False
