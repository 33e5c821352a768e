"""The checks behind `./dev test`, one session each, in the environment that `./dev` has made.

Where `.venv` is activated, one session can be run alone: `nox -s types`.
"""

import os

import nox

nox.needs_version = ">=2025.2"
nox.options.default_venv_backend = "none"
nox.options.sessions = ["lint", "types", "imports", "tests"]

# More workers than this wait for one another on the disk.
MOST_WORKERS = 4


@nox.session
def lint(session: nox.Session) -> None:
    """The style of every Python file, and its layout."""
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """The types of the client and the server, strictly; those of the commands as Windows sees them too."""
    session.run("mypy")
    for platform in ("linux", "win32"):
        where = ["--platform", platform, "--cache-dir", f".mypy_cache/{platform}"]
        session.run("mypy", *where, "--scripts-are-modules", "dev", "noxfile.py")


@nox.session
def imports(session: nox.Session) -> None:
    """The rings: who may import whom."""
    session.run("lint-imports", "--no-logo")


@nox.session
def tests(session: nox.Session) -> None:
    """Every test but the long rigs, on all cores; or those that the arguments name, in one process."""
    session.run("python", "-m", "pytest", "-m", "not long", *(session.posargs or on_all_cores()))


@nox.session
def tests_all(session: nox.Session) -> None:
    """Every test, the long rigs too, and properties with many more examples."""
    session.run("python", "-m", "pytest", "--hypothesis-profile=long", *(session.posargs or on_all_cores()))


def on_all_cores() -> list[str]:
    """Arguments that spread the tests in long runs, so that few modules make what they share in two processes."""
    workers = min(MOST_WORKERS, os.cpu_count() or 1)
    return ["--numprocesses", str(workers), "--dist", "load"]
