"""What the project's text says of machines and commands holds on any machine."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rigs.dev_project import ROOT, load_dev

# Written so that the patterns do not find themselves.
REGISTRY = re.compile(r"\b(pypi|pythonhosted|npmjs|deb\.debian|archive\.ubuntu)\.(org|com|net)\b", re.IGNORECASE)
SOMEBODYS_FOLDER = re.compile(r"(?<![\w.$}~])/(home/[a-z]\w*|root|work|Users/[A-Za-z]\w*)/[\w.]")
COMMAND = re.compile(r"(?:\./dev|\bpy dev) ([a-z]+)")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;]+)", re.MULTILINE)
LOCKS = ("build", "app", "dev", "lock")


def tracked_files() -> Iterator[tuple[Path, str]]:
    """Every text file that belongs to the project, with its text."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, encoding="utf-8")
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        content = path.read_bytes() if path.is_file() else b""
        if b"\0" not in content:
            yield path.relative_to(ROOT), content.decode("utf-8", "replace")


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()}"
        for path, content in tracked_files()
        for number, line in enumerate(content.splitlines(), 1)
        if pattern.search(line)
    ]


@pytest.mark.parametrize("parts", [["https://pypi", "org/simple"], ["deb http://deb.debian", "org/debian stable"]])
def test_a_registrys_host_is_recognised(parts: list[str]) -> None:
    assert REGISTRY.search(".".join(parts))


@pytest.mark.parametrize(
    "parts", [["cd ", "home", "an", "src"], ['Path("', "root", '.cache")'], ["", "Users", "An", "x"]]
)
def test_a_folder_of_somebodys_machine_is_recognised(parts: list[str]) -> None:
    assert SOMEBODYS_FOLDER.search("/".join(parts))


def test_no_file_names_the_host_of_a_package_registry() -> None:
    assert lines_with(REGISTRY) == []


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    assert lines_with(SOMEBODYS_FOLDER) == []


def test_every_command_that_a_page_names_exists() -> None:
    commands = load_dev().COMMANDS
    named = {
        (str(path), name)
        for path, content in tracked_files()
        if path.suffix == ".md"
        for name in COMMAND.findall(content)
    }

    assert {name for page, name in named if page == "README.md"} >= {"run", "test"}
    assert {(page, name) for page, name in named if name not in commands} == set()


def test_every_page_links_to_what_is_there() -> None:
    broken = [
        f"{path}: {target}"
        for path, content in tracked_files()
        if path.suffix == ".md"
        for target in LINK.findall(content)
        if not (ROOT / path.parent / target).exists()
    ]

    assert broken == []


def pins_of(lock: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_its_digest(lock: str) -> None:
    content = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9])", content, flags=re.MULTILINE)[1:]

    bare = [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry]

    assert entries
    assert bare == []


@pytest.mark.parametrize("lock", ["build", "app"])
def test_what_is_checked_is_what_is_run(lock: str) -> None:
    """A difference means that one lock was made alone: `./dev lock` makes all of them."""
    checked = pins_of("dev")

    differing = {name: version for name, version in pins_of(lock).items() if checked.get(name) != version}

    assert differing == {}


def test_what_is_run_has_every_package_that_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["server"]]
    names = {re.split(r"[\[=<>~!; ]", line)[0].lower().replace("_", "-") for line in asked}

    assert names - set(pins_of("app")) == set()
