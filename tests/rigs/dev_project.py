"""A project of one package and one page of program, set up by the real `dev`.

Its locks name wheels that lie beside it: told of that folder by pip's own
settings, a set-up needs no network.
"""

import base64
import hashlib
import shutil
import subprocess
import sys
import zipfile
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]


def load_dev(folder: Path = ROOT) -> ModuleType:
    """The command file as a module, with its folder taken for the project's."""
    loader = SourceFileLoader("dev", str(folder / "dev"))
    spec = spec_from_loader("dev", loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def write_wheel(folder: Path, name: str) -> Path:
    """A wheel of one empty module."""
    wheel = folder / f"{name}-1.0-py3-none-any.whl"
    described = f"{name}-1.0.dist-info"
    members = {
        f"{name}.py": "",
        f"{described}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{described}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{member},{digest(content)},{len(content)}\n" for member, content in members.items())
    with zipfile.ZipFile(wheel, "w") as archive:
        for member, content in members.items():
            archive.writestr(member, content)
        archive.writestr(f"{described}/RECORD", f"{record}{described}/RECORD,,\n")
    return wheel


def digest(content: str) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(content.encode()).digest()).rstrip(b"=").decode()


def write_program(folder: Path, source: str) -> None:
    package = folder / "counter_app"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text(source, "utf-8")


class DevProject:
    """The project's folder, and `dev` as a person types it there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for below in ("wheels", "requirements"):
            (folder / below).mkdir(parents=True)
        shutil.copy(ROOT / "dev", folder / "dev")
        write_program(folder, "import pebble, sys\nprint('started with', sys.argv[1:])\n")
        write_program(self.elsewhere, "print('this is another working copy')\n")
        self.write_lock("build", write_wheel(self.wheels, "trowel"))
        self.write_lock("app", write_wheel(self.wheels, "pebble"))

    @property
    def wheels(self) -> Path:
        return self.folder / "wheels"

    @property
    def elsewhere(self) -> Path:
        """Where the person is when typing: a folder that has a program of the same name."""
        return self.folder / "elsewhere"

    @property
    def site_packages(self) -> Path:
        return self.folder / ".venv" / "lib" / "python3.11" / "site-packages"

    def write_lock(self, lock: str, *wheels: Path) -> None:
        """Name the wheels with the digests that they have now."""
        lines = (
            f"{wheel.name.partition('-')[0]}==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"
            for wheel in wheels
        )
        (self.folder / "requirements" / f"{lock}.txt").write_text("".join(lines))

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        command = [sys.executable, str(self.folder / "dev"), *arguments]
        return subprocess.Popen(
            command,
            cwd=self.elsewhere,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    def type(self, *arguments: str) -> tuple[int, str]:
        """The exit code and everything that the person reads."""
        with self.start(*arguments) as process:
            read, _ = process.communicate()
        return process.returncode, read
