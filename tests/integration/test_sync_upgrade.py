"""Five hundred unsent acts and a new release: the store is brought up to date, and every act arrives."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from counter_app.db import migrate, schema
from counter_app.db.keys import StoreKey
from counter_app.db.upgrade import open_store
from counter_app.domain.ids import DossierId
from tests.rigs.agreement import breaches
from tests.rigs.province import RunningProvince
from tests.rigs.replicas import replica_of
from tests.rigs.windows import Window

OpenWindow = Callable[..., Window]
DOSSIERS, FEES = 100, 4
OLDER = schema.REVISIONS[-2]


@pytest.mark.timeout(600)
def test_five_hundred_unsent_acts_survive_an_upgrade(
    open_window: OpenWindow, lone_province: RunningProvince
) -> None:
    window = open_window()
    window.settle()
    window.link.down = True
    names: list[DossierId] = []
    for number in range(DOSSIERS):
        names.append(window.receive(f"Người thứ {number}"))
        for fee in range(FEES):
            window.record_fee(names[-1], 1000 * fee)
    window.stop()
    path, key = window.folder / "store.db", StoreKey(window.counter.secrets.store_key)
    migrate.downgrade(path, key, OLDER)  # as the release before would have left it

    with open_store(path, key) as database:
        unsent = database.number("SELECT count(*) FROM acts WHERE unsent")
        release = schema.revision(database)
    window.start()
    window.settle()

    replica = replica_of(window.counter, "window", names)
    of_mine = [one for one in breaches(lone_province.province, [replica], names) if not one.startswith("differs")]
    assert (unsent, release) == (DOSSIERS * (1 + FEES), schema.HEAD)
    assert of_mine == []
