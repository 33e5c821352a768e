"""The centre's recovery key: enough people together open a window whose keys are lost; fewer never do."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from counter_app.bootstrap import open_counter
from counter_app.commands.line import main
from counter_app.domain.errors import InvalidInput, NeedsAttention
from counter_app.settings import Settings, resources_folder
from counter_app.sync.recovery import BOX, make_recovery_key
from tests.rigs.windows import shipped_catalogue

RunLine = Callable[..., Result]


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RunLine:
    """The command line on the profile of these tests."""
    monkeypatch.setenv("COUNTER_APP_PROFILE", str(tmp_path / "profile"))
    monkeypatch.setenv("COUNTER_APP_KEY_HOME", "file")
    return lambda *words: CliRunner().invoke(main, ["recovery", *map(str, words)])


def work_at(folder: Path, public: str) -> None:
    """A window with something in its store, whose keys are sealed to this recovery key."""
    settings = Settings(
        profile=folder, resources=resources_folder(), tessdata=None, key_home="file", recovery_key=public
    )
    counter = open_counter(settings, catalogue=shipped_catalogue())
    with counter.store.open_work() as work:
        work.observations.put("note", "việc đang làm dở")
        work.commit()
    counter.close()


def note_in(folder: Path) -> str | None:
    settings = Settings(profile=folder, resources=resources_folder(), tessdata=None, key_home="file")
    counter = open_counter(settings, catalogue=shipped_catalogue())
    with counter.store.open_work() as work:
        note = work.observations.get("note")
    counter.close()
    return note


def made(line: RunLine, folder: Path) -> tuple[str, list[Path]]:
    """The public half and the files of five shares, three of which are needed."""
    result = line("new", "--out", folder, "--shares", 5, "--needed", 3)
    assert result.exit_code == 0, result.output
    return result.output.strip().rsplit(" ", 1)[1], sorted(folder.iterdir())


def test_three_of_five_people_bring_a_windows_data_back(line: RunLine, tmp_path: Path) -> None:
    public, shares = made(line, tmp_path / "shares")
    work_at(tmp_path / "profile", public)
    keys = (tmp_path / "profile" / "keys.json").read_bytes()
    (tmp_path / "profile" / "keys.json").unlink()
    with pytest.raises(NeedsAttention, match="keys_lost"):
        note_in(tmp_path / "profile")

    result = line("open", shares[4], shares[0], shares[2])

    assert result.exit_code == 0, result.output
    assert note_in(tmp_path / "profile") == "việc đang làm dở"
    assert json.loads((tmp_path / "profile" / "keys.json").read_bytes()) == json.loads(keys)


@pytest.mark.parametrize("chosen", [(0,), (0, 1), (1, 1, 1)])
def test_too_few_people_bring_nothing_back(line: RunLine, tmp_path: Path, chosen: tuple[int, ...]) -> None:
    public, shares = made(line, tmp_path / "shares")
    work_at(tmp_path / "profile", public)
    (tmp_path / "profile" / "keys.json").unlink()

    result = line("open", *(shares[number] for number in chosen))

    assert result.exit_code == 2
    assert "chưa đủ số lượng" in result.output
    assert not (tmp_path / "profile" / "keys.json").exists()


def test_a_mistyped_share_is_named(line: RunLine, tmp_path: Path) -> None:
    public, shares = made(line, tmp_path / "shares")
    work_at(tmp_path / "profile", public)
    words = shares[1].read_text(encoding="utf-8").split("\n")
    words[-2] = "academic " + words[-2].split(" ", 1)[1]
    shares[1].write_text("\n".join(words), encoding="utf-8")

    result = line("open", *shares[:3])

    assert result.exit_code == 2
    assert "Mảnh khóa thứ 2" in result.output


def test_the_shares_of_another_centre_open_nothing(line: RunLine, tmp_path: Path) -> None:
    work_at(tmp_path / "profile", make_recovery_key(3, 2).public)
    _, shares = made(line, tmp_path / "others")

    result = line("open", *shares[:3])

    assert result.exit_code == 1
    assert "khóa khôi phục khác" in result.output


def test_neither_the_box_nor_two_shares_hold_a_key_in_clear(line: RunLine, tmp_path: Path) -> None:
    public, shares = made(line, tmp_path / "shares")

    work_at(tmp_path / "profile", public)

    box = (tmp_path / "profile" / BOX).read_bytes()
    keys = json.loads((tmp_path / "profile" / "keys.json").read_text("ascii"))
    seen = box + b"".join(share.read_bytes() for share in shares)
    assert keys["store"].encode() not in seen
    assert keys["device"].encode() not in seen


def test_the_box_is_written_anew_only_when_something_changed(tmp_path: Path) -> None:
    first, second = make_recovery_key(3, 2), make_recovery_key(3, 2)
    profile = tmp_path / "profile"
    work_at(profile, first.public)
    box = (profile / BOX).read_bytes()

    work_at(profile, first.public)
    same = (profile / BOX).read_bytes()
    work_at(profile, second.public)

    assert same == box
    assert (profile / BOX).read_bytes() != box


@pytest.mark.parametrize(("shares", "needed"), [(5, 1), (2, 3), (17, 3)])
def test_a_split_that_protects_nothing_is_refused(shares: int, needed: int) -> None:
    with pytest.raises(InvalidInput, match="recovery_numbers"):
        make_recovery_key(shares, needed)


def test_shares_that_are_there_are_not_replaced(line: RunLine, tmp_path: Path) -> None:
    made(line, tmp_path / "shares")

    result = line("new", "--out", tmp_path / "shares")

    assert result.exit_code == 2
    assert "đã có" in result.output
