"""A number on a slip at reception is given once, also by devices that share a window's name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from counter_app.contract.acts import Applicant
from counter_app.services.reception_slips import Visitor
from tests.rigs.cases import new_id
from tests.rigs.province import RunningProvince
from tests.rigs.restorable import Restorable
from tests.rigs.windows import CASE, PROCEDURE, Window, invite

OpenWindow = Callable[..., Window]
VISITOR = Visitor(Applicant(name="Trần Văn Bình", id_number="074085009999"), PROCEDURE, CASE)


def number_given(window: Window) -> str:
    given = window.counter.reception_slips.ask_for_more(VISITOR, (), "Chưa ký tên", window.session)
    return given.said.number


def windows_named(name: str, province: RunningProvince, folder: Path, count: int) -> list[Window]:
    return [
        Window(folder / f"pc-{number}", province.url, invite(province, window=name)) for number in range(count)
    ]


@pytest.fixture
def name() -> str:
    """A window's name that no other test has."""
    return f"Q{new_id()[-6:]}"


def test_two_devices_of_one_window_without_a_link_give_different_numbers(
    lone_province: RunningProvince, tmp_path: Path, name: str
) -> None:
    windows = windows_named(name, lone_province, tmp_path, 3)
    for window in windows:
        window.link.down = True

    numbers = [number_given(window) for window in windows]

    for window in windows:
        window.link.down = False
        window.settle()
        assert window.troubles() == []
        window.stop()
    assert numbers == [f"0001-{name}", f"0001-{name}.2", f"0001-{name}.3"]


def test_a_disk_that_was_put_back_gives_no_number_again(
    lone_province: RunningProvince, tmp_path: Path, name: str
) -> None:
    [window] = windows_named(name, lone_province, tmp_path, 1)
    window.settle()
    window.take_image(tmp_path / "image")
    window.receive("Nguyễn Thị Ánh")
    window.settle()
    window.link.down = True
    lost = number_given(window)  # the citizen has the paper, and nobody else knows

    window.put_back(tmp_path / "image")
    window.settle()
    next_one = number_given(window)

    window.stop()
    assert (lost, next_one) == (f"0001-{name}", f"0001-{name}.1.2")


def test_a_device_keeps_its_place_when_it_is_enrolled_again(
    lone_province: RunningProvince, tmp_path: Path, name: str
) -> None:
    first, second = windows_named(name, lone_province, tmp_path, 2)
    again = second.counter.lives.begin_with_code(invite(lone_province, window=name))

    for window in (first, second):
        window.stop()
    assert (again.seat, again.epoch) == (2, 2)


def test_a_restored_province_gives_no_place_again(tmp_path: Path, name: str) -> None:
    world = Restorable(tmp_path)
    world.back_up()
    before = windows_named(name, world.running, tmp_path / "before", 2)
    numbers = [number_given(window) for window in before]

    world.restore()
    after = windows_named(name, world.running, tmp_path / "after", 2)
    numbers += [number_given(window) for window in after]

    for window in (*before, *after):
        window.stop()
    world.close()
    assert numbers[2:] == [f"0001-{name}.101", f"0001-{name}.102"]
    assert len(set(numbers)) == 4
