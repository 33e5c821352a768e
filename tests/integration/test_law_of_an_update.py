"""An update of the program brings law of its own; what the province changed of it stands on top, also at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from counter_app.law import load_catalogue
from counter_app.settings import resources_folder
from counter_app.sync.law_files import LawFiles

PUBLISHED = "procedures/civil_status.toml"
UPDATED = "procedures/land.toml"
NOTE_OF_UPDATE = b"\n# of the update\n"
NOTE = b"\n# of the province\n"


@pytest.fixture
def resources(tmp_path: Path) -> Path:
    """What shipped, in a place where an update may change it."""
    return Path(shutil.copytree(resources_folder(), tmp_path / "resources"))


@pytest.fixture
def opened(tmp_path: Path, resources: Path) -> Callable[[], LawFiles]:
    """A start of the program."""
    return lambda: LawFiles(resources, tmp_path / "law", load_catalogue)


def published(resources: Path) -> dict[str, bytes]:
    return {PUBLISHED: (resources / PUBLISHED).read_bytes() + NOTE}


def update(resources: Path) -> None:
    file = resources / UPDATED
    file.write_bytes(file.read_bytes() + NOTE_OF_UPDATE)


def test_what_an_update_ships_is_in_force_from_its_first_start(
    resources: Path, opened: Callable[[], LawFiles]
) -> None:
    opened().read(published(resources))

    update(resources)

    assert (opened().folder / UPDATED).read_bytes().endswith(NOTE_OF_UPDATE)


def test_after_an_update_the_law_of_the_province_is_put_on_top_anew(
    resources: Path, opened: Callable[[], LawFiles]
) -> None:
    files = opened()
    files.read(published(resources))
    stood = files.stands()
    update(resources)
    after = opened()
    stands = after.stands()

    after.read(published(resources))

    assert (stood, stands, after.stands()) == (True, False, True)
    assert (after.folder / UPDATED).read_bytes().endswith(NOTE_OF_UPDATE)
    assert (after.folder / PUBLISHED).read_bytes().endswith(NOTE)


def test_without_an_update_the_copy_stands_at_the_next_start(
    resources: Path, opened: Callable[[], LawFiles]
) -> None:
    opened().read(published(resources))

    begun_with = opened()

    assert begun_with.stands()
    assert (begun_with.folder / PUBLISHED).read_bytes().endswith(NOTE)


def test_law_that_the_province_takes_back_leaves_what_shipped(
    resources: Path, opened: Callable[[], LawFiles]
) -> None:
    opened().read(published(resources))

    opened().read({})

    assert not opened().stands()
    assert opened().folder == resources
