"""How values lie in the store: moments as sortable text, structures as JSON, rows as typed records."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Final, TypeVar

import msgspec

from counter_app.db.database import Row

Record = TypeVar("Record")

_json: Final = msgspec.json.Encoder()
_INSTANT: Final = "%Y-%m-%dT%H:%M:%S.%fZ"
_INSTANT_LENGTH: Final = len("2026-11-23T02:10:00.000000Z")
_NO_SHIFT: Final = timedelta(0)


def moment(at: datetime) -> str:
    """An aware moment as text: the instant in UTC, then the offset. Later moments are greater texts.

    Raises ``ValueError`` for a moment without an offset: nobody could say when it was.
    """
    shift = at.utcoffset()
    if shift is None:
        raise ValueError("a moment without an offset cannot be stored")
    sign, size = ("-", -shift) if shift < _NO_SHIFT else ("+", shift)
    minutes, seconds = divmod(int(size.total_seconds()), 60)
    offset = f"{sign}{minutes // 60:02d}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
    return at.astimezone(UTC).strftime(_INSTANT).rjust(_INSTANT_LENGTH, "0") + offset


def moment_or_none(at: datetime | None) -> str | None:
    return None if at is None else moment(at)


@lru_cache(maxsize=8192)
def to_moment(text: str) -> datetime:
    """The moment that ``moment`` wrote, with its offset."""
    return datetime.fromisoformat(text[:_INSTANT_LENGTH]).astimezone(_zone(text[_INSTANT_LENGTH:]))


@lru_cache(maxsize=64)
def _zone(offset: str) -> timezone:
    hours, minutes, seconds = (int(part) for part in (*offset[1:].split(":"), "0")[:3])
    shift = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return timezone(-shift if offset.startswith("-") else shift)


def to_moment_or_none(text: str | None) -> datetime | None:
    return None if text is None else to_moment(text)


def to_json(value: object) -> str:
    """A structure as JSON text."""
    return _json.encode(value).decode()


def from_json(text: str, kind: type[Record]) -> Record:
    """The structure that ``to_json`` wrote."""
    return msgspec.json.decode(text, type=kind)


def record(row: Row, kind: type[Record]) -> Record:
    """A row as a record of this kind, its values in the order of the record's fields, each of the right type."""
    return msgspec.convert(row, kind, strict=False)


def records(rows: Iterable[Row], kind: type[Record]) -> list[Record]:
    """Rows as records."""
    return msgspec.convert(list(rows), list[kind], strict=False)  # type: ignore[valid-type]
