"""The province came back from a backup: tell every window, so that they bring again what the backup lacks.

What windows had been told after the backup was taken is no more. The feed goes on above every position that can
have been given before, so that no reader skips an entry, and its next entry says up to where the past holds.
Serials are leased from a band of their own from then on (``number_bands``).

The same backup may have to be put back twice, and does not know of the first time. So positions go by the clock,
and the times are kept in the server's folder too, beside the key.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import msgspec
import sqlalchemy as sa
import typer

from counter_app.contract.messages import ChangeKind, Restored
from province_server import feed
from province_server.commands import FOLDER, Data, Database, opened
from province_server.province import Province
from province_server.store import tables as t
from province_server.store.bulk import insert_new
from province_server.store.engine import reading, run_writing
from province_server.world import stamp

LEAP = 1_000_000_000
"""More entries than a province writes between two backups: where the clock was put back behind the feed."""

POSITIONS_PER_MS = 100
"""More entries than a province writes in a millisecond, and few enough to stay below 2^53 for two centuries."""

TIMES_FILE = "restored.txt"
NEWEST_FILE = "newest.txt"
NOTED_EVERY = timedelta(seconds=2)


def tell_windows(province: Province, earlier: Collection[datetime] = ()) -> int:
    """The position up to which the past holds; every window reads it in the feed's next entry.

    ``earlier`` are restores that neither the database nor the folder remembers.
    """
    while feed.place(province.engine):
        pass
    now = province.world.now()
    seen = _noted(province.settings.folder / NEWEST_FILE)
    times = _note(province.settings.folder / TIMES_FILE, [*map(stamp, earlier), stamp(now)])

    def write(connection: sa.Connection) -> int:
        kept_to = feed.newest(connection)
        body = msgspec.json.encode(Restored(kept_to=kept_to)).decode()
        entry = {
            "position": position_above(max(kept_to, seen), now),
            "audience": feed.EVERYBODY,
            "kind": ChangeKind.RESTORED.value,
            "act_id": "",
            "body": body,
            "dossier_id": "",
            "version": 0,
        }
        connection.execute(sa.insert(t.changes).values(entry))
        insert_new(connection, t.restores, [{"restored_at": time} for time in times])
        return kept_to

    return run_writing(province.engine, write)


def position_above(told: int, now: datetime) -> int:
    """Where the feed goes on after a restore, above ``told`` and above what was told since and is lost.

    The clock alone tells two restores of one backup apart, so nothing is added to it: a leap from an entry that
    both know would lead both to the same position, and who had read the first would not hear of the second.
    """
    by_clock = int(now.timestamp() * 1000) * POSITIONS_PER_MS
    return by_clock if by_clock > told else told + LEAP


def note_newest(province: Province) -> int:
    """Keep in the folder how far the feed has come: beside the database, so that it is not put back with it."""
    with reading(province.engine) as connection:
        newest = feed.newest(connection)
    file = province.settings.folder / NEWEST_FILE
    if newest > _noted(file):
        draft = file.with_name(f"{file.name}.new")
        draft.write_text(f"{newest}\n", encoding="ascii")
        draft.replace(file)
    return 0


def tell_if_put_back(province: Province) -> bool:
    """Say what an operator forgot to say: a database that lacks what this folder has seen was put back."""
    with reading(province.engine) as connection:
        newest = feed.newest(connection)
    if newest >= _noted(province.settings.folder / NEWEST_FILE):
        return False
    tell_windows(province)
    return True


def _noted(file: Path) -> int:
    try:
        return int(file.read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):  # not yet, or cut off by a full disk
        return 0


def _note(file: Path, times: Sequence[str]) -> list[str]:
    """Write the times down; all that were ever written down."""
    with file.open("a+", encoding="ascii") as lines:
        lines.writelines(f"{time}\n" for time in times)
        lines.flush()
        os.fsync(lines.fileno())
        lines.seek(0)
        return [line.strip() for line in lines if line.strip()]


Earlier = Annotated[
    list[datetime],
    typer.Option(
        formats=["%Y-%m-%d"], help="The day of an earlier restore whose folder of --data was lost as well."
    ),
]


def restored(data: Data = FOLDER, database: Database = "", earlier: Earlier = []) -> None:  # noqa: B006 - typer's
    """Say once, after a backup was put back and before serving, that windows have to bring what it lacks."""
    with opened(data, database) as province:
        kept_to = tell_windows(province, earlier)
    typer.echo(f"windows will bring again what came after position {kept_to}")
