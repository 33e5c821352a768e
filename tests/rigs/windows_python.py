"""The project's own tests on Windows' Python: the official runtime, the installed packages, pytest beside them.

The packages are those of the installed program, so that what is tried is what is shipped. Pytest and what the
tests need of the server are pure Python and come from the environment that runs this.
"""

from __future__ import annotations

import shutil
import sysconfig
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from installer.fetch import RUNTIME, fetch_wheels
from installer.packages import runtime_files
from installer.product import BUILD, ROOT
from installer.toolbox import ToolboxError
from tests.rigs.windows_pc import WindowsPc

_PURE: Final = (
    *("pytest", "pluggy", "iniconfig", "pygments", "pytest-timeout", "sortedcontainers"),
    *("starlette", "anyio", "uvicorn", "h11", "pyjwt", "jinja2", "prometheus-client"),
)
_WITH_CODE_FOR_WINDOWS: Final = ("hypothesis", "httptools")
_PROJECT: Final = ("counter_app", "province_server", "resources", "tests", "installer", "requirements", "docs")
_IMPORTS: Final = "python311.zip\r\n.\r\n..\\more\r\nC:\\Program Files\\Counter App\\packages\r\n..\\project\r\n"
# As in pyproject.toml, without what plugins that stay at home would read.
_INI: Final = """\
[pytest]
addopts = --strict-markers -ra
pythonpath = .
testpaths = tests
filterwarnings = error
timeout = 1200
markers =
    long: left out here
"""
_COLORAMA: Final = "class AnsiToWin32:\n    pass\n\n\ndef just_fix_windows_console():\n    pass\n"


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the tests, by their names."""

    passed: frozenset[str]
    failed: frozenset[str]
    skipped: frozenset[str]
    said: str


class WindowsPython:
    """A folder on the PC with a runtime that finds pytest, the installed packages and this project."""

    def __init__(self, pc: WindowsPc) -> None:
        self._pc = pc
        self._folder = pc.shared / "checks"
        self._put_runtime(self._folder / "runtime")
        self._put_pure_packages(self._folder / "more")
        for name in _PROJECT:
            ignored = shutil.ignore_patterns("__pycache__", "benchmarks")
            shutil.copytree(ROOT / name, self._folder / "project" / name, ignore=ignored)
        installed = pc.drive / "Program Files" / "Counter App" / "app" / "resources" / "tessdata"
        shutil.copytree(installed, self._folder / "project" / "resources" / "tessdata", dirs_exist_ok=True)
        (self._folder / "project" / "pytest.ini").write_text(_INI, encoding="ascii")

    def test(self, *words: str, timeout_s: float = 1800) -> Report:
        """Run pytest with these words. A run that ends without a report is an error."""
        junit = self._folder / "report.xml"
        junit.unlink(missing_ok=True)
        python = "Z:\\work\\checks\\runtime\\python.exe"
        where = "Z:\\work\\checks\\project"
        quiet = ["-q", "-p", "no:cacheprovider", "-m", '"not long"']
        told = [
            *quiet,
            f"--rootdir={where}",
            "-c",
            f"{where}\\pytest.ini",
            "--junitxml=Z:\\work\\checks\\report.xml",
        ]
        script = f"cd /d {where} & {python} -X utf8 -m pytest {' '.join([*told, *words])}\r\n"
        (self._pc.shared / "checks.bat").write_text(f"@echo off\r\n{script}exit 0\r\n", encoding="ascii")
        said = self._pc.run(["cmd", "/c", "Z:\\work\\checks.bat"], timeout_s=timeout_s)
        if not junit.is_file():
            raise ToolboxError(said)
        return _read(junit, said)

    def _put_runtime(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        (archive,) = (BUILD / "packages").glob(f"{RUNTIME.replace('-', '_')}-*")
        for name, content in runtime_files(archive).items():
            (folder / name).write_bytes(content)
        (folder / "python311._pth").write_bytes(_IMPORTS.encode("ascii"))

    def _put_pure_packages(self, folder: Path) -> None:
        site = Path(sysconfig.get_path("purelib"))
        folder.mkdir()
        # pytest wants it on Windows alone, so that no lock of ours has it; only its name is asked for here.
        (folder / "colorama.py").write_text(_COLORAMA, encoding="ascii")
        lock = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
        for wheel in fetch_wheels(lock, _WITH_CODE_FOR_WINDOWS, BUILD / "packages-for-tests"):
            with zipfile.ZipFile(wheel) as held:
                held.extractall(folder)
        # The server's tables know PostgreSQL; the package for Windows leaves its dialect out.
        (whole,) = (BUILD / "packages").glob("sqlalchemy-*.whl")
        with zipfile.ZipFile(whole) as held:
            held.extractall(folder)
        for name in _PURE:
            for file in metadata.distribution(name).files or ():
                if ".." not in file.parts and file.suffix not in {".pyc", ".so"}:
                    (folder / file).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(site / file, folder / file)


def _read(junit: Path, said: str) -> Report:
    outcomes: dict[str, set[str]] = {"passed": set(), "failed": set(), "skipped": set()}
    for case in ET.parse(junit).iter("testcase"):  # noqa: S314 - our own report
        name = f"{case.get('classname')}::{case.get('name')}"
        ends = {one.tag for one in case}
        outcome = "failed" if ends & {"failure", "error"} else "skipped" if "skipped" in ends else "passed"
        outcomes[outcome].add(name)
    return Report(*(frozenset(outcomes[name] - outcomes["failed"] if name != "failed" else outcomes[name])
                    for name in ("passed", "failed", "skipped")), said=said)  # fmt: skip


def without(names: Sequence[str]) -> list[str]:
    """Arguments that leave these tests or files out."""
    return [f"--deselect={name}" if "::" in name else f"--ignore={name}" for name in names]
