"""`./dev` tells a person what there is, what is missing and what to type."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from counter_app.commands.line import main
from tests.rigs.dev_project import ROOT, DevProject, load_dev


@pytest.fixture(scope="module")
def dev() -> ModuleType:
    return load_dev()


def typed(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """What a person reads who types `./dev ARGUMENTS` with nothing else in the environment."""
    command = [sys.executable, str(ROOT / "dev"), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)


def write_program(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return path


# --- What there is -------------------------------------------------------------------------------------------


def test_alone_it_lists_every_command(dev: ModuleType) -> None:
    answer = typed()

    assert answer.returncode == 0
    assert [line.split()[1] for line in answer.stdout.splitlines() if "./dev" in line] == list(dev.COMMANDS)


def test_an_unknown_command_is_answered_with_the_list() -> None:
    answer = typed("rnu", LANGUAGE="en")

    assert answer.returncode == 2
    assert answer.stderr.startswith("There is no command “rnu”.")
    assert "./dev run" in answer.stderr


SOUND = '{"dependencies": [{"name": "yarl", "version": "1.25", "vulns": []}]}'
DEFECT = '{"dependencies": [{"name": "yarl", "version": "1.0", "vulns": [{"id": "PYSEC-1"}]}]}'
UNASKED = '{"dependencies": [{"name": "zipp", "skip_reason": "not found"}]}'


@pytest.mark.parametrize(
    ("reports", "code", "said"),
    [
        ({"app": SOUND, "dev": SOUND}, 0, "1 packages, no known defects"),
        ({"app": SOUND, "dev": DEFECT}, 1, "dev.txt: yarl 1.0: PYSEC-1"),
        ({"app": UNASKED, "dev": DEFECT}, 1, "dev.txt: yarl 1.0: PYSEC-1"),
        ({"app": SOUND, "dev": UNASKED}, 3, "Nobody answered about 1 packages (zipp"),
        ({"app": SOUND, "dev": "no answer at all"}, 3, "Nobody answered about 1 packages (dev.txt"),
    ],
    ids=["sound", "defect", "defect_and_unasked", "unasked", "no_report"],
)
def test_an_audit_is_good_only_when_the_advisories_answered_about_everything(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, reports: dict[str, str], code: int, said: str
) -> None:
    monkeypatch.setenv("LANGUAGE", "en")

    assert dev.verdict(reports)[0] == code
    assert said in dev.verdict(reports)[1]


@pytest.mark.parametrize(
    ("settings", "read"),
    [
        ({"LANG": "vi_VN.UTF-8"}, ["mở ứng dụng quầy"]),
        ({"LANG": "vi_VN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, ["start the counter"]),
        ({"LC_ALL": "C.UTF-8"}, ["mở ứng dụng quầy", "start the counter"]),
        ({}, ["mở ứng dụng quầy", "start the counter"]),
    ],
)
def test_the_persons_language_is_spoken_and_both_where_it_is_not_known(
    settings: dict[str, str], read: list[str]
) -> None:
    answer = typed(**settings)

    assert [part for part in ("mở ứng dụng quầy", "start the counter") if part in answer.stdout] == read


def test_a_window_without_a_display_is_explained_before_anything_is_fetched(tmp_path: Path) -> None:
    project = DevProject(tmp_path / "project")

    answer = subprocess.run(
        [sys.executable, project.folder / "dev", "run"],
        env={"LANGUAGE": "en"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert answer.returncode == 3
    assert answer.stderr.startswith("This machine has no display")
    assert "./dev run --headless --out DIR" in answer.stderr
    assert not (project.folder / ".venv").exists()


def test_a_benchmark_that_does_not_exist_is_answered_with_those_that_do(dev: ModuleType) -> None:
    folder = ROOT / "tests" / "benchmarks"
    programs = {path.stem for path in folder.glob("*.py") if "__main__" in path.read_text("utf-8")}

    with pytest.raises(dev.Stop) as stopped:
        dev.bench([])

    assert stopped.value.code == 2
    assert all(name in str(stopped.value) for name in programs)


@pytest.mark.parametrize(
    "words",
    [["run"], ["run", "--headless", "--out", "x"], ["run", "--headless", "--shots", "--out", "x"], ["pages", "x"]],
)
def test_the_program_understands_what_it_is_handed(words: list[str]) -> None:
    name, *rest = words

    context = main.commands[name].make_context(name, [*rest, "--out", "y"])

    assert context.params["out"] == Path("y")


# --- What the system has to bring ----------------------------------------------------------------------------


@pytest.fixture
def wanted(dev: ModuleType, tmp_path: Path) -> list[tuple[object, ...]]:
    """Two things that the machine lacks until somebody makes their files."""
    return [
        dev.Need("Scanner library", (tmp_path / "libscan.so").exists, "libscan1 libscan-data"),
        dev.Need("Reader", (tmp_path / "reader").exists, "reader libscan1"),
    ]


@pytest.fixture
def apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with apt-get: what it was called with is in the file."""
    calls = tmp_path / "calls"
    write_program(tmp_path / "bin" / "apt-get", f'echo "$@" >> "{calls}"; . "{tmp_path}/then"')
    (tmp_path / "then").touch()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    return calls


def test_nothing_is_asked_of_a_machine_that_has_everything(
    dev: ModuleType, wanted: list[tuple[object, ...]], apt: Path, tmp_path: Path
) -> None:
    (tmp_path / "libscan.so").touch()
    (tmp_path / "reader").touch()

    dev.provide(wanted)

    assert not apt.exists()


def test_whoever_may_not_install_reads_the_one_line_to_type(
    dev: ModuleType, wanted: list[tuple[object, ...]], apt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    with pytest.raises(dev.Stop) as stopped:
        dev.provide(wanted)

    sentence = str(stopped.value)
    assert stopped.value.code == 3
    assert "Scanner library, Reader" in sentence
    assert "apt-get install -y --no-install-recommends libscan-data libscan1 reader\n" in f"{sentence}\n"
    assert not apt.exists()


def test_a_machine_without_apt_is_told_debians_names(
    dev: ModuleType, wanted: list[tuple[object, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(dev.Stop, match="libscan-data libscan1 reader") as stopped:
        dev.provide(wanted)

    assert "apt-get" not in str(stopped.value)


def test_root_installs_what_is_missing_and_only_that(
    dev: ModuleType,
    wanted: list[tuple[object, ...]],
    apt: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    (tmp_path / "libscan.so").touch()
    (tmp_path / "then").write_text(f'case "$*" in *-s*) ;; install*) touch "{tmp_path}/reader" ;; esac')

    dev.provide(wanted)

    lines = apt.read_text().splitlines()
    assert lines[0].startswith("update")
    assert lines[-1].startswith("install -y --no-install-recommends")
    assert lines[-1].endswith("libscan1 reader")


def test_an_installation_that_fails_shows_its_last_words(
    dev: ModuleType,
    wanted: list[tuple[object, ...]],
    apt: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    (tmp_path / "then").write_text("echo E: no such package; exit 100")

    with pytest.raises(dev.Stop) as stopped:
        dev.provide(wanted)

    assert stopped.value.code == 3
    assert "E: no such package" in capfd.readouterr().err
    assert apt.exists()


def test_a_package_that_does_not_bring_what_it_should_is_noticed(
    dev: ModuleType, wanted: list[tuple[object, ...]], apt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    with pytest.raises(dev.Stop) as stopped:
        dev.provide(wanted)

    assert "Scanner library, Reader" in str(stopped.value)
    assert apt.exists()


# --- Whether the environment is the one that is wanted -------------------------------------------------------


@pytest.fixture
def finished(tmp_path: Path) -> ModuleType:
    """The command file of a project whose set-up is written down as finished."""
    project = DevProject(tmp_path / "project")
    dev = load_dev(project.folder)
    write_program(dev.python_of(dev.VENV), "exit 0")
    dev.STAMP.write_text(json.dumps(dev.stamp_for(["build", "app"])), "utf-8")
    return dev


def test_a_finished_set_up_holds_for_the_locks_that_it_installed(finished: ModuleType) -> None:
    (finished.LOCKS / "dev.txt").touch()

    assert finished.is_set_up("app")
    assert not finished.is_set_up("dev")


def test_line_endings_do_not_change_a_lock(finished: ModuleType) -> None:
    lock = finished.LOCKS / "app.txt"
    lock.write_bytes(lock.read_bytes().replace(b"\n", b"\r\n"))

    assert finished.is_set_up("app")


def test_a_changed_lock_asks_for_another_set_up(finished: ModuleType) -> None:
    lock = finished.LOCKS / "app.txt"
    lock.write_text(lock.read_text() + "# changed\n")

    assert not finished.is_set_up("app")


def test_a_stamp_that_cannot_be_read_asks_for_another_set_up(finished: ModuleType) -> None:
    finished.STAMP.write_text('{"folder"')

    assert not finished.is_set_up("app")


def test_an_environment_whose_python_went_away_asks_for_another_set_up(finished: ModuleType) -> None:
    finished.python_of(finished.VENV).unlink()

    assert not finished.is_set_up("app")


# --- The right Python ----------------------------------------------------------------------------------------


def test_another_python_hands_over_to_the_one_that_works(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    broken = write_program(tmp_path / "broken" / "python3.11", "echo command not found; exit 127").parent
    working = write_program(tmp_path / "working" / "python3.11", f'exec "{sys.executable}" "$@"').parent
    monkeypatch.setenv("PATH", f"{broken}{os.pathsep}{working}")

    with pytest.raises(SystemExit) as ended:
        dev.with_the_right_python(["help"])

    assert ended.value.code == 0
    assert "./dev test" in capfd.readouterr().out


def test_a_machine_without_the_right_python_is_told_which_one(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("LANGUAGE", "en")

    with pytest.raises(dev.Stop, match=r"^Python 3\.11 is needed") as stopped:
        dev.with_the_right_python(["run"])

    assert stopped.value.code == 3


def test_an_old_python_understands_enough_to_say_so() -> None:
    tree = ast.parse((ROOT / "dev").read_text("utf-8"), feature_version=(3, 8))

    assert any(isinstance(node, ast.FunctionDef) and node.name == "with_the_right_python" for node in tree.body)
