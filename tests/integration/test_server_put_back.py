"""A database that was put back and nobody said so: the server notices at its start, and only then."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from province_server.restored import NEWEST_FILE, note_newest, tell_if_put_back
from tests.rigs.cases import case
from tests.rigs.restorable import Restorable
from tests.rigs.server_process import demonstrated, serving

TOLD = "the database was put back"


def test_a_server_tells_its_windows_that_its_database_was_put_back(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serving(data, "--demo"):
        pass
    shutil.copytree(data, tmp_path / "backup")
    with serving(data, "--demo") as second:
        counter = demonstrated(data, second.url)
        counter.send(case(counter).receive())
        newest = counter.all_changes()[-1].position
        note = data / NEWEST_FILE
        while not note.exists() or int(note.read_text()) < newest:
            counter.changes(newest, wait=1)
        said_before = second.before
    for database in data.glob("*.sqlite3*"):
        database.unlink()
    for database in (tmp_path / "backup").glob("*.sqlite3*"):
        shutil.copy(database, data)

    with serving(data, "--demo") as third:
        window = demonstrated(data, third.url, 1)
        kinds = [one.kind for one in window.all_changes()]
    with serving(data, "--demo") as fourth:
        said_after = fourth.before

    assert TOLD in third.before
    assert "restored" in kinds
    assert (said_before, said_after) == ("", "")


@pytest.fixture
def world(tmp_path: Path) -> Restorable:
    return Restorable(tmp_path)


def test_windows_bring_what_was_lost_and_no_serial_is_leased_again(world: Restorable) -> None:
    world.back_up()
    lost = world.enrol_one_more()
    lost.settle()
    on_paper = lost.dossier(lost.receive("Nguyễn Thị Ánh")).code
    window = world.windows[0]
    brought = window.receive("Trần Văn Bình")
    assert world.rest() == []
    note_newest(world.running.province)

    world.restore(whole_folder=False, said=False)
    noticed = tell_if_put_back(world.running.province)
    newcomer = world.enrol_one_more()
    newcomer.settle()
    new = newcomer.dossier(newcomer.receive("Lê Thị Cúc")).code
    for one in (window, newcomer):
        one.settle()

    world.windows.remove(lost)
    assert (noticed, world.rest()) == (True, [])
    assert world.running.province.desk.find(brought).version == 1
    assert new != on_paper
    lost.stop()
    world.close()


@pytest.mark.parametrize("text", ["", "12", "x"])
def test_a_note_that_is_cut_off_or_old_says_nothing(world: Restorable, tmp_path: Path, text: str) -> None:
    (tmp_path / "province" / NEWEST_FILE).write_text(text)

    noticed = tell_if_put_back(world.running.province)

    world.close()
    assert not noticed
