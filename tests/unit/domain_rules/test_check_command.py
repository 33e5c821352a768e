"""``check``: a province's data files are looked over before anybody relies on them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from counter_app.commands.check import check_folder
from counter_app.commands.line import main
from counter_app.domain.errors import InvalidInput
from tests.builders.rules import RESOURCES


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_shipped_files_are_in_order() -> None:
    said: list[str] = []

    assert check_folder(RESOURCES, said.append) == 0
    assert said[-1].endswith(" tệp, 0 lỗi")


def test_every_mistake_is_said_with_file_and_line(tmp_path: Path) -> None:
    for name in ("procedures", "calendars", "addresses"):
        shutil.copytree(RESOURCES / name, tmp_path / name)
    spoil(tmp_path / "procedures" / "land.toml", 'code = "1.012784"', 'code = "1.12784"')
    spoil(tmp_path / "calendars" / "days.toml", 'kind = "off"', 'kind = "of"')
    (tmp_path / "addresses" / "administrative_units.tsv").write_text("X\n", encoding="utf-8")
    said: list[str] = []

    mistakes = check_folder(tmp_path, said.append)

    assert mistakes == len(said) - 1
    assert any(line.startswith("procedures/land.toml:") and "1.12784" in line for line in said)
    assert sum(line.startswith("calendars/days.toml:") for line in said) > 1
    assert "addresses/administrative_units.tsv:1: không đọc được dòng này" in said


def test_a_folder_without_data_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="folder_missing"):
        check_folder(tmp_path, print)


def test_the_command_ends_with_two_when_there_are_mistakes(tmp_path: Path) -> None:
    shutil.copytree(RESOURCES / "calendars", tmp_path / "calendars")
    command = CliRunner()

    sound = command.invoke(main, ["check", str(tmp_path)])
    spoil(tmp_path / "calendars" / "days.toml", 'kind = "off"', 'kind = "of"')
    broken = command.invoke(main, ["check", str(tmp_path)])
    nothing = command.invoke(main, ["check", str(tmp_path / "khong-co")])

    assert (sound.exit_code, broken.exit_code, nothing.exit_code) == (0, 2, 2)
    assert "calendars/days.toml:" in broken.output
    assert "Không thấy thư mục" in nothing.output
