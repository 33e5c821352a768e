"""Time and chance of the real machine, the only place that takes them; everything else is given a ``World``."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

import uuid_utils
from typing_extensions import override

LOCAL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
"""Days of certificates, boards and result files are days in Viet Nam."""


class World(Protocol):
    """What a server may not make up by itself."""

    def now(self) -> datetime:
        """The time, aware, in UTC."""

    def new_id(self) -> str:
        """A UUIDv7."""

    def secret(self, size_bytes: int) -> str:
        """Unguessable text, URL-safe."""


class RealWorld(World):
    """The machine's clock and its random numbers."""

    @override
    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - this is the Clock

    @override
    def new_id(self) -> str:
        return str(uuid_utils.uuid7())

    @override
    def secret(self, size_bytes: int) -> str:
        return secrets.token_urlsafe(size_bytes)


def stamp(moment: datetime) -> str:
    """RFC 3339 in UTC with milliseconds: what is stored and sent."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def local_day(moment: datetime) -> str:
    """The date in Viet Nam, ``yyyy-mm-dd``."""
    return moment.astimezone(LOCAL_ZONE).date().isoformat()


def local_stamp(moment: datetime) -> str:
    """RFC 3339 with Viet Nam's offset, as the acts of windows have it: its date is the day in Viet Nam."""
    return moment.astimezone(LOCAL_ZONE).isoformat(timespec="milliseconds")
