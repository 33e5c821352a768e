"""Work that is larger than a stick goes on several, in any order, and a lost one is packed anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from counter_app.commands.line import main
from counter_app.contract.messages import Outcome
from counter_app.domain.errors import NeedsAttention, NotReady
from counter_app.domain.ids import DossierId
from counter_app.services.courier import Packed
from counter_app.sync.stick import FolderStick
from province_server.courier import take_folder
from tests.rigs.province import RunningProvince
from tests.rigs.windows import Window, invite

OpenWindow = Callable[..., Window]


class SmallStick(FolderStick):
    """A stick with so many bytes free."""

    def __init__(self, folder: Path, free: int) -> None:
        super().__init__(folder)
        self._free = free

    def room(self) -> int:
        return self._free


def away(open_window: OpenWindow, people: int = 2) -> tuple[Window, list[DossierId]]:
    """A window that was enrolled, lost its line and went on working."""
    window = open_window()
    window.settle()
    window.link.down = True
    dossiers = [window.receive(f"Nguyễn Thị Ánh {number}") for number in range(people)]
    for number, dossier_id in enumerate(dossiers):
        window.seal(dossier_id, 3 + 20 * number)
    return window, dossiers


def file_sizes(window: Window) -> list[int]:
    with window.counter.store.open_work() as work:
        return [file.size_bytes for file in work.files.undelivered(1000)]


def whole_size(window: Window, tmp_path: Path) -> int:
    """One box with everything."""
    folder = tmp_path / "large"
    folder.mkdir()
    return window.counter.pack_box(FolderStick(folder)).size_bytes


def pack_all(window: Window, tmp_path: Path, free: int) -> tuple[list[Path], list[Packed]]:
    """Every stick that is needed, one after the other."""
    sticks: list[Path] = []
    packed: list[Packed] = []
    while not packed or packed[-1].waits.files:
        stick = tmp_path / f"stick-{len(sticks)}"
        stick.mkdir()
        packed.append(window.counter.pack_box(SmallStick(stick, free), go_on=bool(packed)))
        sticks.append(stick)
    return sticks, packed


def a_third(window: Window, tmp_path: Path) -> int:
    """Room for every act and about a third of the files."""
    sizes = file_sizes(window)
    return whole_size(window, tmp_path) - sum(sizes) * 2 // 3 + 8192


def bring(running: RunningProvince, stick: Path) -> None:
    take_folder(running.province, stick, lambda _said: None)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)], ids=["as_packed", "backwards", "mixed"])
def test_sticks_that_arrive_in_any_order_bring_everything(
    open_window: OpenWindow, lone_province: RunningProvince, tmp_path: Path, order: tuple[int, ...]
) -> None:
    window, dossiers = away(open_window)
    free, files = a_third(window, tmp_path), len(file_sizes(window))
    sticks, packed = pack_all(window, tmp_path, free)
    arriving = sorted(sticks, key=lambda stick: order[sticks.index(stick) % 3])

    for stick in arriving:
        bring(lone_province, stick)
    for stick in arriving[::-1]:
        window.counter.unpack_replies(FolderStick(stick))

    assert len(sticks) >= 3
    assert sum(one.files for one in packed) == files
    assert all(one.size_bytes <= free for one in packed)
    assert [lone_province.province.desk.find(one).state for one in dossiers] == ["sealed"] * len(dossiers)
    assert window.waiting() == []
    assert file_sizes(window) == []
    outcomes = {stored.outcome for one in dossiers for stored in window.acts_of(one)}
    assert outcomes == {Outcome.APPLIED}


def test_what_waits_is_said_with_the_number_of_sticks_that_it_takes(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    window, _dossiers = away(open_window)
    files = len(file_sizes(window))

    sticks, packed = pack_all(window, tmp_path, a_third(window, tmp_path))

    assert packed[0].waits.files == files - packed[0].files
    assert packed[0].waits.sticks == len(sticks) - 1
    assert [one.number for one in packed] == list(range(1, len(sticks) + 1))
    assert packed[-1].waits.sticks == 0


def test_a_lost_stick_is_repaired_by_packing_from_the_start(
    open_window: OpenWindow, lone_province: RunningProvince, tmp_path: Path
) -> None:
    window, dossiers = away(open_window)
    free = a_third(window, tmp_path)
    _lost, *sticks = pack_all(window, tmp_path, free)[0]
    for stick in sticks:
        bring(lone_province, stick)
        window.counter.unpack_replies(FolderStick(stick))
    still_waiting = len(file_sizes(window))
    anew = tmp_path / "anew"
    anew.mkdir()

    again = window.counter.pack_box(SmallStick(anew, free))
    bring(lone_province, anew)
    window.counter.unpack_replies(FolderStick(anew))

    assert again.files == still_waiting > 0
    assert window.waiting() == []
    assert {lone_province.province.desk.find(one).state for one in dossiers} == {"sealed"}


def test_when_everything_lies_on_sticks_there_is_nothing_to_go_on_with(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    window, _dossiers = away(open_window)
    free = a_third(window, tmp_path)
    pack_all(window, tmp_path, free)

    with pytest.raises(NotReady) as raised:
        window.counter.pack_box(SmallStick(tmp_path, free), go_on=True)

    assert raised.value.code == "all_on_sticks"


def test_going_on_survives_a_restart(open_window: OpenWindow, tmp_path: Path) -> None:
    window, _dossiers = away(open_window)
    free, files = a_third(window, tmp_path), len(file_sizes(window))
    first = window.counter.pack_box(SmallStick(tmp_path, free))

    window.restart()
    window.link.down = True
    second = window.counter.pack_box(SmallStick(tmp_path, free), go_on=True)

    assert second.number == 2
    assert first.files + second.files + second.waits.files == files


def test_a_box_that_was_not_written_is_not_taken_for_packed(open_window: OpenWindow, tmp_path: Path) -> None:
    window, _dossiers = away(open_window)
    free = a_third(window, tmp_path)
    first = window.counter.pack_box(SmallStick(tmp_path, free))
    with pytest.raises(NeedsAttention):
        window.counter.pack_box(SmallStick(tmp_path / "pulled out", free), go_on=True)

    second = window.counter.pack_box(SmallStick(tmp_path, free), go_on=True)

    assert (second.number, second.files + second.waits.files) == (2, first.waits.files)


def test_a_file_larger_than_the_stick_is_named_with_its_size_and_the_rest_goes(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    window, dossiers = away(open_window, people=1)
    sizes = file_sizes(window)
    whole = whole_size(window, tmp_path)
    free = whole - sum(sizes) + max(sizes) // 2
    code = window.dossier(dossiers[0]).code

    packed = [window.counter.pack_box(SmallStick(tmp_path, free))]
    while packed[-1].waits.files:
        packed.append(window.counter.pack_box(SmallStick(tmp_path, free), go_on=True))
    with pytest.raises(NeedsAttention) as raised:
        window.counter.pack_box(SmallStick(tmp_path, free), go_on=True)
    rest = window.counter.pack_box(SmallStick(tmp_path, 2 * whole), go_on=True)

    too_large = packed[0].waits.too_large
    assert max(one.size_bytes for one in too_large) == max(sizes)
    assert all(one.name.startswith(code) for one in too_large)
    assert (raised.value.code, raised.value.facts["name"][: len(code)]) == ("file_exceeds_stick", code)
    assert sum(one.files for one in packed) + rest.files == len(sizes)
    assert rest.waits.too_large == ()


def test_a_stick_without_room_for_the_acts_is_told_with_what_is_needed(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    window, _dossiers = away(open_window, people=1)
    stick = tmp_path / "tiny"
    stick.mkdir()

    with pytest.raises(NeedsAttention) as raised:
        window.counter.pack_box(SmallStick(stick, 2000))

    assert (raised.value.code, list(stick.iterdir())) == ("stick_too_small", [])


def test_the_command_goes_on_with_the_next_stick(
    open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, _dossiers = away(open_window)
    free = a_third(window, tmp_path)
    settings = window.counter.settings
    monkeypatch.setattr("counter_app.commands.line.read_settings", lambda: settings)
    monkeypatch.setattr(FolderStick, "room", lambda _stick: free)
    window.counter.close()

    first = CliRunner().invoke(main, ["courier", "export", str(tmp_path)])
    second = CliRunner().invoke(main, ["courier", "export", "--next", str(tmp_path)])
    window.start()

    assert (first.exit_code, second.exit_code) == (0, 0), first.output + second.output
    assert "cắm USB tiếp theo" in first.output
    assert len(list(tmp_path.glob("*.hop"))) == 2


def test_a_reply_to_a_box_of_a_life_that_is_over_undoes_no_receipt(
    open_window: OpenWindow, lone_province: RunningProvince, tmp_path: Path
) -> None:
    window, dossiers = away(open_window)
    stick = tmp_path / "slow"
    stick.mkdir()
    window.counter.pack_box(FolderStick(stick))
    window.link.down = False
    window.counter.lives.begin_with_code(invite(lone_province))
    window.settle()
    bring(lone_province, stick)

    window.counter.unpack_replies(FolderStick(stick))
    window.settle()

    outcomes = {stored.outcome for one in dossiers for stored in window.acts_of(one)}
    with window.counter.store.open_work() as work:
        identity = work.observations.device()
    assert outcomes == {Outcome.APPLIED}
    assert identity is not None
    assert identity.epoch == 2
