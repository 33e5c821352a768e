"""`./dev` makes the environment once, completely, and from what the locks name alone."""

from pathlib import Path

import pytest

from tests.rigs.dev_project import DevProject, write_wheel

STARTED = "started with ['run', '--headless', 'a b']"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DevProject:
    project = DevProject(tmp_path / "dự án")
    for setting, value in {"NO_INDEX": "1", "FIND_LINKS": project.wheels.as_uri()}.items():
        monkeypatch.setenv(f"PIP_{setting}", value)
    monkeypatch.setenv("LANGUAGE", "en")
    return project


def test_the_first_start_sets_up_and_the_second_starts_at_once(project: DevProject) -> None:
    first = project.type("run", "--headless", "a b")

    second = project.type("run", "--headless", "a b")

    assert first[0] == 0
    assert "Python packages (requirements/app.txt)" in first[1]
    assert first[1].endswith(f"{STARTED}\n")
    assert second == (0, f"{STARTED}\n")


def test_a_package_that_is_not_the_one_in_the_lock_is_refused(project: DevProject) -> None:
    wheel = project.wheels / "pebble-1.0-py3-none-any.whl"
    wheel.write_bytes(wheel.read_bytes() + b"\0")

    code, read = project.type("run", "--headless")

    assert code == 3
    assert "DO NOT MATCH THE HASHES" in read
    assert "The step “Python packages (requirements/app.txt)” failed" in read
    assert not (project.site_packages / "pebble.py").exists()


def test_a_set_up_that_was_killed_is_begun_anew(project: DevProject) -> None:
    with project.start("run", "--headless", "a b") as killed:
        assert killed.stdout is not None
        for line in killed.stdout:
            if "Python packages" in line:
                killed.kill()
    half_written = project.site_packages / "half-written.py"
    half_written.touch()

    code, read = project.type("run", "--headless", "a b")

    assert killed.returncode < 0
    assert code == 0
    assert read.endswith(f"{STARTED}\n")
    assert not half_written.exists()


def test_a_changed_lock_is_installed_into_the_environment_that_is_there(project: DevProject) -> None:
    project.type("run", "--headless")
    kept = project.site_packages / "kept.py"
    kept.touch()
    project.write_lock("app", write_wheel(project.wheels, "pebble"), write_wheel(project.wheels, "gravel"))

    code, _ = project.type("run", "--headless")

    assert code == 0
    assert kept.exists()
    assert (project.site_packages / "gravel.py").exists()


def test_two_starts_at_once_set_up_one_after_the_other(project: DevProject) -> None:
    with project.start("run", "--headless", "a b") as one, project.start("run", "--headless", "a b") as other:
        texts = [one.communicate()[0], other.communicate()[0]]

    assert (one.returncode, other.returncode) == (0, 0)
    assert sum("Python packages (requirements/app.txt)" in text for text in texts) == 1
    assert all(text.endswith(f"{STARTED}\n") for text in texts)


def test_a_project_that_was_moved_is_set_up_anew(
    project: DevProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.type("run", "--headless", "a b")
    project.folder = project.folder.rename(tmp_path / "moved")
    monkeypatch.setenv("PIP_FIND_LINKS", project.wheels.as_uri())

    code, read = project.type("run", "--headless", "a b")

    assert code == 0
    assert read.endswith(f"{STARTED}\n")
    assert (project.folder / ".venv" / "bin" / "pip").read_text("utf-8").startswith(f"#!{project.folder}/")
