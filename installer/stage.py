"""The installed program as a tree of files: runtime, packages, our code, models, licences, policies.

Everything below the folder is new after :func:`stage` and nothing else is in it. Modules are compiled beforehand,
because the folder cannot be written to where it is installed: without that every start would compile them anew.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib.util import cache_from_source
from pathlib import Path
from typing import Final

from installer import licences
from installer.fetch import RUNTIME, fetch_packages, find_models
from installer.icu import leave_out_icu_data
from installer.launcher_build import build_launchers
from installer.packages import Package, read_package, runtime_files
from installer.product import BUILD, EPOCH, ROOT
from installer.toolbox import Toolbox
from installer.trim import idle_rules, is_left_out

# The runtime's own import list: nothing else is ever imported from, whatever the environment says.
IMPORTS: Final = "python311.zip\n.\n..\\packages\n..\\app\n"
_RUNTIME_LEFT_OUT: Final = {
    *("pythonw.exe", "python.cat", "python311._pth"),
    *("winsound.pyd", "_msi.pyd", "_sqlite3.pyd", "sqlite3.dll"),
}
_COMPILER: Final = Path(__file__).with_name("compile_modules.py")
_CODE: Final = ("counter_app",)
# OpenCV reads these as texts.
_KEPT_AS_SOURCE: Final = "packages/cv2/config*.py"
_RESOURCES_LEFT_OUT: Final = ("make_*.py", "__pycache__", "*.ts", "tessdata")


class StageError(Exception):
    """The tree cannot be made from these sources."""


def stage(toolbox: Toolbox, tree: Path) -> list[Package]:
    """Make the tree; the packages that are in it."""
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    files = fetch_packages(BUILD / "packages", BUILD / "drafts")
    embedded = next(path for path in files if path.name.startswith(RUNTIME.replace("-", "_")))
    packages = [read_package(path) for path in files if path != embedded]
    _put_runtime(tree / "runtime", runtime_files(embedded))
    _put_packages(tree / "packages", packages)
    leave_out_icu_data(toolbox, BUILD / "icu", tree / "packages")
    _put_program(tree / "app")
    build_launchers(toolbox, BUILD / "launcher", tree)
    shutil.copytree(ROOT / "installer" / "policies", tree / "policies")
    licences.write(tree, packages)
    _compile_all(tree)
    return packages


def set_times(tree: Path) -> None:
    """Have every file and folder bear the time that files in the package have."""
    for path in tree.rglob("*"):
        os.utime(path, (EPOCH, EPOCH))


def _put_runtime(folder: Path, files: dict[str, bytes]) -> None:
    missing = _RUNTIME_LEFT_OUT - files.keys()
    if missing:
        raise StageError(f"the runtime is another one: it has no {', '.join(sorted(missing))}")
    _write(folder, ((name, content) for name, content in files.items() if name not in _RUNTIME_LEFT_OUT))
    (folder / "python311._pth").write_bytes(IMPORTS.replace("\n", "\r\n").encode("ascii"))


def _put_packages(folder: Path, packages: list[Package]) -> None:
    names = [name for package in packages for name in package.files]
    idle = idle_rules(names)
    if idle:
        raise StageError("these rules leave nothing out any more: " + ", ".join(idle))
    for package in packages:
        _write(folder, ((name, content) for name, content in package.files.items() if not is_left_out(name)))


def _put_program(folder: Path) -> None:
    for name in _CODE:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
    resources = folder / "resources"
    shutil.copytree(ROOT / "resources", resources, ignore=shutil.ignore_patterns(*_RESOURCES_LEFT_OUT))
    for name, model in find_models().items():
        (resources / "tessdata").mkdir(exist_ok=True)
        shutil.copy(model, resources / "tessdata" / name)


def _write(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    for name, content in files:
        path = folder / name
        if ".." in Path(name).parts or not name.isascii():
            raise StageError(f"a package has a file with the name {name!r}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _compile_all(tree: Path) -> None:
    """Our modules keep their sources, for the reports of errors; those of packages stay out, which saves 6 MB."""
    ours = sorted((tree / "app").rglob("*.py"))
    kept = set(tree.glob(_KEPT_AS_SOURCE))
    if not kept:
        raise StageError(f"nothing is called {_KEPT_AS_SOURCE} any more")
    theirs = sorted(set((tree / "packages").rglob("*.py")) - kept)
    wanted = [(source, Path(cache_from_source(str(source)))) for source in ours]
    wanted += [(source, source.with_suffix(".pyc")) for source in theirs]
    lines = (f"{source}\t{target}\t{_shown(tree, source)}\n" for source, target in wanted)
    done = subprocess.run(
        [sys.executable, "-S", "-s", "-P", str(_COMPILER)],
        input="".join(lines),
        env={"PYTHONHASHSEED": "0"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise StageError(f"a module cannot be compiled:\n{done.stderr[-3000:]}")
    for source in theirs:
        source.unlink()


def _shown(tree: Path, source: Path) -> str:
    return source.relative_to(tree).as_posix().replace("/", "\\")
