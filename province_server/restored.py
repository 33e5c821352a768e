"""The province came back from a backup: tell every window, so that they bring again what the backup lacks.

What windows had been told after the backup was taken is no more. The feed goes on far above every position that
can have been given before, so that no reader skips an entry, and its next entry says up to where the past holds.
"""

from __future__ import annotations

import msgspec
import sqlalchemy as sa
import typer

from counter_app.contract.messages import ChangeKind, Restored
from province_server import feed
from province_server.commands import FOLDER, Data, Database, opened
from province_server.store import tables as t
from province_server.store.engine import run_writing

LEAP = 1_000_000_000
"""More entries than a province writes between two backups."""


def tell_windows(engine: sa.Engine) -> int:
    """The position up to which the past holds; every window reads it in the feed's next entry."""
    while feed.place(engine):
        pass

    def write(connection: sa.Connection) -> int:
        kept_to = feed.newest(connection)
        body = msgspec.json.encode(Restored(kept_to=kept_to)).decode()
        entry = {
            "position": kept_to + LEAP,
            "audience": feed.EVERYBODY,
            "kind": ChangeKind.RESTORED.value,
            "act_id": "",
            "body": body,
            "dossier_id": "",
            "version": 0,
        }
        connection.execute(sa.insert(t.changes).values(entry))
        return kept_to

    return run_writing(engine, write)


def restored(data: Data = FOLDER, database: Database = "") -> None:
    """Say once, after a backup was put back and before serving, that windows have to bring what it lacks."""
    with opened(data, database) as province:
        kept_to = tell_windows(province.engine)
    typer.echo(f"windows will bring again what came after position {kept_to}")
