"""After the province came back from a backup no dossier gets a code that somebody holds already."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from province_server.__main__ import cli
from province_server.restored import tell_windows
from tests.rigs.postgres import Postgres
from tests.rigs.province import OTHER_UNIT
from tests.rigs.restorable import Restorable
from tests.rigs.windows import Window, invite


@pytest.fixture
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Restorable]:
    """On SQLite, unless the test is run on both."""
    cluster: Postgres | None = None
    if getattr(request, "param", "sqlite") == "postgresql":
        cluster = request.getfixturevalue("postgres_cluster")
    made = Restorable(tmp_path, cluster)
    yield made
    made.close()


ON_BOTH = pytest.mark.parametrize("world", ["sqlite", "postgresql"], indirect=True)


def printed_by(window: Window, names: int = 3) -> list[str]:
    """Legal codes that citizens carry home from this window."""
    dossiers = [window.dossier(window.receive(f"Nguyễn Thị Ánh {number}")) for number in range(names)]
    assert not any(dossier.provisional for dossier in dossiers)
    return [dossier.code for dossier in dossiers]


def let_back_in(world: Restorable, window: Window) -> None:
    window.counter.deliver.step(now_wanted=True)
    window.counter.lives.begin_with_code(invite(world.running))


@ON_BOTH
def test_serials_that_were_leased_after_the_backup_are_leased_to_nobody_else(world: Restorable) -> None:
    world.back_up()
    lost = world.enrol_one_more()
    lost.settle()
    on_paper = printed_by(lost)

    world.restore()
    newcomer = world.enrol_one_more()
    newcomer.settle()  # before the other one was heard again
    new = printed_by(newcomer)
    let_back_in(world, lost)
    later = printed_by(lost)

    assert world.rest() == []
    assert len({*on_paper, *new, *later}) == len([*on_paper, *new, *later])
    at_province = {line.code for line in world.running.province.desk.dossiers(limit=100)}
    assert {*on_paper, *new, *later} <= at_province
    assert not {"code_taken", "code_replaced"} & (lost.trouble_codes() | newcomer.trouble_codes())


def test_a_window_that_the_backup_knows_used_up_its_serials_and_got_more(world: Restorable) -> None:
    world.back_up()
    first, second = world.windows
    on_paper = printed_by(first, 45)
    first.settle()
    on_paper += printed_by(first, 10)

    world.restore()
    new = printed_by(second, 45)
    second.settle()
    new += printed_by(second, 10)

    assert world.rest() == []
    assert len({*on_paper, *new}) == 110


@ON_BOTH
def test_the_same_backup_put_back_twice_gives_no_serial_twice(world: Restorable) -> None:
    world.back_up()
    windows, codes = [], []
    for _ in range(3):
        windows.append(world.enrol_one_more())
        windows[-1].settle()
        codes.append(printed_by(windows[-1]))
        if len(windows) < 3:
            world.restore(whole_folder=False)
    for window in windows[:2]:
        let_back_in(world, window)

    assert world.rest() == []
    assert len({code for some in codes for code in some}) == 9


def test_windows_hear_of_the_second_time_the_same_backup_was_put_back(world: Restorable) -> None:
    first, _ = world.windows
    world.back_up()
    brought = first.receive("Nguyễn Thị Ánh")
    assert world.rest() == []
    world.restore()
    assert world.rest() == []
    again = first.receive("Trần Văn Bình")
    assert world.rest() == []

    world.restore()

    assert world.rest() == []
    assert {world.running.province.desk.find(name).version for name in (brought, again)} == {1}


def serials_leased_for(world: Restorable, days_ahead: int) -> int:
    """The first serial that a new window of another unit is leased for a day so far ahead."""
    counter = world.running.counter(OTHER_UNIT)
    day = counter.now().date() + timedelta(days=days_ahead)
    return counter.lease(days=(day.isoformat(),), count=1).slices[0].first


def test_a_restore_counts_for_the_days_that_serials_could_be_leased_for_by_then(world: Restorable) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=40)  # noqa: TID251 - the real server's clock
    tell_windows(world.running.province, [long_ago])
    world.running.province.engine.dispose()

    soon, in_two_months = serials_leased_for(world, 1), serials_leased_for(world, 59)

    assert (soon, in_two_months) == (8000, 6000)


def test_an_earlier_restore_that_nobody_remembers_can_be_said(tmp_path: Path) -> None:
    made = Restorable(tmp_path)
    days = [date.today() - timedelta(days=ago) for ago in (3, 2)]  # noqa: TID251, DTZ011 - the real server's clock
    told = [f"--earlier={day.isoformat()}" for day in days]
    done = CliRunner().invoke(cli, ["restored", "--data", str(tmp_path / "province"), *told])

    first = serials_leased_for(made, 1)

    made.close()
    assert (done.exit_code, first) == (0, 9000)
