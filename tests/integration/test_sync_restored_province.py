"""A province that came back from a backup gets from its windows what the backup lacks, and nobody is stuck."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.contract import acts as contract
from counter_app.contract.moves import State
from counter_app.domain.ids import DossierId
from province_server.restored import tell_windows
from tests.rigs.agreement import breaches, replica_of
from tests.rigs.province import COMPETENT, RunningProvince, run_province, settings_in
from tests.rigs.windows import Window, hasten_sign_ins, invite


class Restorable:
    """A province whose folder can be put back to an earlier state; its windows find it under its new address."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._data = folder / "province"
        self.windows: list[Window] = []
        self._open()
        hasten_sign_ins(self.running)
        self.windows += [Window(folder / name, self.running.url, invite(self.running)) for name in ("w1", "w2")]

    def _open(self) -> None:
        self._serving = run_province(settings_in(self._data, ""))
        self.running: RunningProvince = next(self._serving)

    def _stop(self) -> None:
        for _ in self._serving:
            pass

    def back_up(self) -> None:
        for window in self.windows:
            window.settle()
        self._stop()
        shutil.copytree(self._data, self._folder / "backup")
        self._go_on()

    def restore(self) -> None:
        self._stop()
        shutil.rmtree(self._data)
        shutil.copytree(self._folder / "backup", self._data)
        self._go_on(restored=True)

    def _go_on(self, *, restored: bool = False) -> None:
        self._open()
        if restored:
            tell_windows(self.running.province.engine)
        for window in self.windows:
            window.stop()
            window.url = self.running.url
            window.start()

    def rest(self) -> list[str]:
        for _ in range(2):
            for window in self.windows:
                window.settle()
        known = [line.dossier_id for line in self.running.province.desk.dossiers(limit=10_000)]
        replicas = [replica_of(window.counter, f"window {n}", known) for n, window in enumerate(self.windows)]
        return breaches(self.running.province, replicas, known)

    def close(self) -> None:
        for window in self.windows:
            window.stop()
        self._stop()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Restorable]:
    made = Restorable(tmp_path)
    yield made
    made.close()


def sealed(window: Window, shade: int) -> DossierId:
    dossier_id = window.receive("Nguyễn Thị Ánh")
    window.seal(dossier_id, shade)
    return dossier_id


def test_what_the_backup_lacks_is_brought_again_with_its_files(world: Restorable) -> None:
    first, second = world.windows
    before = sealed(first, 1)
    world.back_up()
    later, others = sealed(first, 20), sealed(second, 40)
    first.record_fee(before, 8000)
    assert world.rest() == []

    world.restore()

    assert world.rest() == []
    states = {name: world.running.province.desk.find(name).state for name in (before, later, others)}
    assert set(states.values()) == {State.SEALED}


def test_what_the_province_did_itself_and_lost_is_no_longer_so_at_the_windows(world: Restorable) -> None:
    first, _ = world.windows
    dossier_id = sealed(first, 1)
    world.back_up()
    body = contract.ProcessingStarted(unit=COMPETENT)
    world.running.province.desk.act(dossier_id, body, actor="x", unit=COMPETENT)
    assert world.rest() == []
    assert first.state(dossier_id) is State.PROCESSING

    world.restore()

    assert world.rest() == []
    assert first.state(dossier_id) is State.SEALED
    assert "province_restored" in first.trouble_codes()


def test_work_goes_on_after_the_restore(world: Restorable) -> None:
    first, second = world.windows
    world.back_up()
    sealed(first, 1)
    assert world.rest() == []

    world.restore()
    new = sealed(second, 60)
    first.receive("Trần Văn Bình")

    assert world.rest() == []
    assert world.running.province.desk.find(new).state == State.SEALED


def test_saying_it_twice_does_no_harm(world: Restorable) -> None:
    first, _ = world.windows
    world.back_up()
    sealed(first, 1)
    assert world.rest() == []

    world.restore()
    tell_windows(world.running.province.engine)

    assert world.rest() == []
