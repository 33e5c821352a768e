"""The rig for Windows: run by `./dev test --windows` alone, which makes the packages first."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.commands.province import DemoProvince
from counter_app.scanners import worker_environment
from installer.product import BUILD, ROOT
from installer.toolbox import Toolbox, prepared_root
from installer.try_out import PACKAGES
from tests.rigs.windows_pc import WindowsPc

# Not part of the other test runs: everything here needs the packages, the toolbox and root.
_folder = os.environ.get(PACKAGES)  # noqa: TID251 - how the command tells it
collect_ignore_glob = [] if _folder else ["test_*.py"]

# Wine starts slowly, and the machine may have others to serve.
PATIENCE_S = 3600


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(pytest.mark.timeout(PATIENCE_S))


PROGRAMS = "C:\\Program Files\\Counter App"


@pytest.fixture(scope="session", autouse=True)
def root_of_toolbox() -> None:
    """Looked up before a test has a home of its own: the toolbox lies in the home of whoever runs the tests."""
    prepared_root()


@pytest.fixture(scope="session")
def packages() -> list[Path]:
    """The package of this version and one of a later version, in this order."""
    found = sorted(Path(_folder or "").glob("*.msi"))
    assert len(found) == 2, found
    return found


@pytest.fixture(scope="session")
def toolbox(tmp_path_factory: pytest.TempPathFactory) -> Toolbox:
    """The tools that read packages, with a folder of their own."""
    return Toolbox(tmp_path_factory.mktemp("tools"))


@pytest.fixture(scope="session")
def pc(tmp_path_factory: pytest.TempPathFactory) -> WindowsPc:
    """A fresh PC for the whole run: the tests are one life of an installation, in the order of the file."""
    return WindowsPc(tmp_path_factory.mktemp("pc"))


@pytest.fixture(scope="session")
def scanner(pc: WindowsPc, packages: list[Path]) -> Iterator[WindowsPc]:
    """The PC with the program, a TWAIN manager and the virtual scanner on it."""
    toolbox = Toolbox(pc.shared)
    folder = pc.shared / "twain"
    shutil.copytree(ROOT / "tests" / "rigs" / "twain", folder)
    compiler = ["x86_64-w64-mingw32-gcc", "-std=c11", "-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-static"]
    for source, target in (("manager.c", "TWAINDSM.dll"), ("source.c", "virtual.ds")):
        toolbox.run([*compiler, toolbox.inside(folder / source), "-o", toolbox.inside(folder / target)])
    sources = pc.drive / "windows" / "twain_64"
    sources.mkdir(exist_ok=True)
    shutil.copy(folder / "virtual.ds", sources)
    shutil.copy(folder / "TWAINDSM.dll", pc.drive / "windows" / "system32")
    assert pc.msiexec("/i", pc.take(packages[0])) == 0
    yield pc
    assert pc.msiexec("/x", pc.take(packages[0]), "WITH_UNSENT=1") == 0


@pytest.fixture(scope="session")
def province(pc: WindowsPc) -> Iterator[DemoProvince]:
    """A province on this machine's loopback, its folder where the PC sees it."""
    with DemoProvince(pc.shared / "province", ROOT / "resources", worker_environment()) as running:
        yield running


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where photographs of screens go, for people to look at."""
    folder = BUILD / "screens"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
