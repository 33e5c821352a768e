"""When a window was heard last: on the board soon enough, in the database seldom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from province_server.contacts import NOTED_EVERY, WRITTEN_EVERY, Contacts
from province_server.store import tables as t
from province_server.store.bulk import insert_rows
from province_server.store.engine import open_database, reading, writing
from tests.rigs.province import GivenWorld

WINDOWS = [f"w{number}" for number in range(20)]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    t.metadata.create_all(engine)
    with writing(engine) as connection:
        insert_rows(connection, t.devices, [{"device_id": name, "epoch": 1} for name in WINDOWS])
    yield engine
    engine.dispose()


def heard(engine: sa.Engine) -> list[str]:
    with reading(engine) as connection:
        query = (
            sa.select(t.devices.c.device_id).where(t.devices.c.last_contact != "").order_by(t.devices.c.device_id)
        )
        return list(connection.scalars(query))


def test_the_first_window_is_written_at_once(engine: sa.Engine) -> None:
    contacts = Contacts(engine, GivenWorld())

    contacts.note("w1")

    assert heard(engine) == ["w1"]


def test_many_windows_are_written_together(engine: sa.Engine) -> None:
    world = GivenWorld()
    contacts = Contacts(engine, world)
    commits: list[object] = []
    sa.event.listen(engine, "commit", commits.append)

    for name in WINDOWS:
        contacts.note(name)
    world.ahead = NOTED_EVERY + WRITTEN_EVERY
    contacts.note("w0")

    assert heard(engine) == sorted(WINDOWS)
    assert len(commits) == 2


def test_a_window_that_polls_is_not_written_each_time(engine: sa.Engine) -> None:
    world = GivenWorld()
    contacts = Contacts(engine, world)
    commits: list[object] = []
    sa.event.listen(engine, "commit", commits.append)

    for second in range(0, 180, 5):
        world.ahead = timedelta(seconds=second)
        contacts.note("w1")

    assert len(commits) == 3


def test_whoever_looks_sees_what_was_only_remembered(engine: sa.Engine) -> None:
    contacts = Contacts(engine, GivenWorld())
    contacts.note("w1")
    contacts.note("w2")
    before = heard(engine)

    contacts.write()

    assert (before, heard(engine)) == (["w1"], ["w1", "w2"])
