"""The tools that make and try the Windows package: a Debian of its own in a folder, made once and kept.

The host's Debian may be older than the tools that are needed (its Wine cannot start Qt, its wixl lacks tables).
So they run in a small Debian 13 that `mmdebstrap` makes: 2 GB, a minute or a few. It lies in the user's cache,
under a name made from what is in it, so that all working copies share it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

SUITE: Final = "trixie"
PACKAGES: Final = (
    "ca-certificates",
    "gcc-mingw-w64-x86-64-win32",
    "imagemagick",
    "msitools",
    "openssl",
    "osslsigncode",
    "wine",
    "wine64",
    "wixl",
    "x11-utils",
    "xvfb",
)
# Where a toolbox sees the one folder that it may write to.
WORK_INSIDE: Final = "/work"
_ENTER: Final = Path(__file__).with_name("enter_toolbox.sh")


class ToolboxError(Exception):
    """The tools cannot be had here, or one of them failed; the sentence says what to do."""


class Toolbox:
    """Runs programs of that Debian. ``work`` is the one folder of the host that they may write to."""

    def __init__(self, work: Path, root: Path | None = None) -> None:
        self._root = root or prepared_root()
        self._work = work.resolve()
        self._work.mkdir(parents=True, exist_ok=True)

    def command(self, command: Sequence[str]) -> list[str]:
        """The command line that runs this one inside, with its working folder in ``work``."""
        return ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", str(_ENTER), str(self._root),
                str(self._work), WORK_INSIDE, *command]  # fmt: skip

    def run(
        self, command: Sequence[str], *, timeout_s: float = 600, settings: Mapping[str, str] | None = None
    ) -> str:
        """What the program printed. Raises :class:`ToolboxError` with that when it fails."""
        done = subprocess.run(
            self.command(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment(settings or {}),
            encoding="utf-8",
            errors="replace",
            timeout=timeout_s,
            check=False,
        )
        if done.returncode:
            words = " ".join(command)[:300]
            raise ToolboxError(f"{words} ended with {done.returncode}:\n{done.stdout[-3000:]}")
        return done.stdout

    def inside(self, path: Path) -> str:
        """The name that a file below ``work`` has inside."""
        return f"{WORK_INSIDE}/{path.resolve().relative_to(self._work).as_posix()}"


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """The whole environment of a program inside: nothing of the person's own gets in."""
    return {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LC_ALL": "C.UTF-8", "TZ": "UTC", **settings}


@cache
def prepared_root() -> Path:
    """The toolbox's folder; made at the first call on this machine, which takes minutes. Looked up once.

    Raises:
        ToolboxError: this machine cannot have one.
    """
    if sys.platform != "linux" or os.geteuid() != 0:
        raise ToolboxError("The Windows package is made and tried on Linux, as root (a container will do).")
    for tool in ("mmdebstrap", "unshare"):
        if shutil.which(tool) is None:
            raise ToolboxError(f"{tool} is missing: apt-get install mmdebstrap util-linux")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "counter-app-build"  # noqa: TID251
    cache.mkdir(parents=True, exist_ok=True)
    root = cache / f"{SUITE}-{hashlib.sha256(' '.join(PACKAGES).encode()).hexdigest()[:12]}"
    with _alone(cache / "lock"):
        if not root.is_dir():
            _make(root)
    return root


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _make(root: Path) -> None:
    print(f"Debian {SUITE} -> {root} ...", flush=True)
    draft = root.with_suffix(".new")
    shutil.rmtree(draft, ignore_errors=True)
    command = ["mmdebstrap", "--variant=minbase", f"--include={','.join(PACKAGES)}"]
    command += ['--aptopt=APT::Install-Recommends "false"', "--dpkgopt=path-exclude=/usr/share/man/*"]
    done = subprocess.run(
        [*command, SUITE, str(draft)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        shutil.rmtree(draft, ignore_errors=True)
        raise ToolboxError(f"mmdebstrap could not make the toolbox:\n{done.stdout[-3000:]}")
    draft.rename(root)
