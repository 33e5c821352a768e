"""Where the TWAIN manager is looked for, and what is said when there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_app.domain.errors import NeedsAttention
from counter_app.scanner.drivers.twain_manager import NAME, find_manager, require_manager
from counter_app.ui.problems import problem_words


@pytest.fixture
def system(tmp_path: Path) -> Path:
    """A system's folder with a manager in it."""
    folder = tmp_path / "System32"
    folder.mkdir()
    (folder / NAME).touch()
    return folder


def test_the_place_that_it_set_comes_before_the_systems_folder(system: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.dll"
    other.touch()

    assert find_manager(str(other), system) == other
    assert find_manager("", system) == system / NAME


def test_a_place_that_it_set_wrongly_is_not_made_up_for(system: Path, tmp_path: Path) -> None:
    assert find_manager(str(tmp_path / "gone.dll"), system) is None


def test_without_a_manager_the_clerk_reads_what_it_has_to_install_and_where(tmp_path: Path) -> None:
    with pytest.raises(NeedsAttention) as raised:
        require_manager("", tmp_path)

    sentence = str(problem_words(raised.value))
    assert NAME in sentence
    assert str(tmp_path) in sentence


def test_a_manager_that_is_there_is_no_trouble(system: Path) -> None:
    require_manager("", system)

    assert find_manager("", system) is not None
