"""Our own package comes out the same, byte for byte, wherever and whenever it is built from the same sources."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EPOCH = "1763856000"
"""The time of the sources, as the release says it (``SOURCE_DATE_EPOCH``)."""

BUILD = "from setuptools import build_meta; print(build_meta.build_wheel('out'))"


def built(folder: Path, touched_at: int) -> Path:
    """The wheel of a fresh copy of the sources whose files bear this time."""
    left_out = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for part in ("counter_app", "province_server"):
        shutil.copytree(ROOT / part, folder / part, ignore=left_out)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder / name)
    for path in folder.rglob("*"):
        os.utime(path, (touched_at, touched_at))
    command = [sys.executable, "-W", "ignore", "-c", BUILD]
    environment = {"SOURCE_DATE_EPOCH": EPOCH, "PYTHONHASHSEED": str(touched_at % 1000)}
    told = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True)
    return folder / "out" / told.stdout.splitlines()[-1]


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    places = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("another-place")
    return built(places[0], 1_700_000_000), built(places[1], 1_760_000_123)


def test_two_builds_give_the_same_bytes(wheels: tuple[Path, Path]) -> None:
    one, other = wheels

    assert one.name == other.name
    assert one.read_bytes() == other.read_bytes()


def test_the_package_holds_both_sides_and_nothing_of_the_machine(wheels: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(wheels[0]) as wheel:
        names = wheel.namelist()
        content = b"".join(wheel.read(name) for name in names)

    assert {"counter_app/__main__.py", "province_server/__main__.py"} <= set(names)
    assert not [name for name in names if name.endswith((".pyc", ".orig", ".rej"))]
    assert str(wheels[0].parent.parent).encode() not in content
