"""What came by a relay and was lost with the province's newest days comes again, from the relay or the windows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.contract.moves import PROVINCE, State
from tests.rigs.province import UNIT
from tests.rigs.relays import go_to, started_relay, work_on
from tests.rigs.restorable import Restorable
from tests.rigs.windows import Window


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Restorable]:
    made = Restorable(tmp_path)
    yield made
    made.close()


def places(window: Window) -> set[str]:
    return {one.receipt.place if one.receipt else "" for one in window.own_acts()}


def test_a_relay_shows_a_restored_province_again_what_it_had_carried(world: Restorable, tmp_path: Path) -> None:
    window, _ = world.windows
    with started_relay(world.running, tmp_path / "relay", UNIT) as relay:
        world.back_up()
        relay.bring_to(world.running)
        go_to(window, relay)
        dossier_id = window.receive("Nguyễn Thị Ánh")
        window.seal(dossier_id, 3)
        work_on(window)
        relay.relay.tick()
        work_on(window)
        known_before = places(window)

        world.windows.remove(window)  # it goes on behind its branch, and hears of nothing
        world.restore()
        relay.bring_to(world.running)
        for _ in range(2):  # it reads the feed after it has brought what it knew to be wanted
            relay.relay.tick()
        back = world.running.province.desk.find(dossier_id).state
        work_on(window)
        relay.relay.tick()
        work_on(window)

        assert (known_before, back) == ({PROVINCE}, State.SEALED)
        assert places(window) == {PROVINCE}
        window.url, window.relay_url = world.running.url, ""
        window.restart()
        world.windows.append(window)
        assert world.rest() == []
