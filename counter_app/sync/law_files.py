"""The law as files: what shipped with the program, and copies of it in which files of the province stand.

A copy is written whole and synced before anything points to it; one that cannot be read any more is forgotten and
made anew from the vault.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from counter_app.contract.canonical import digest as digest_of
from counter_app.domain.errors import InvalidInput
from counter_app.services.catalogue import Catalogue

LAW: Final = ("addresses", "calendars", "codes", "forms", "indicators", "organisation", "procedures")
"""Folders of ``resources`` that hold law, which the province may replace; the rest belongs to the program."""

LAW_SUFFIXES: Final = frozenset({".toml", ".tsv"})

CURRENT: Final = "current"
_LAW_NAME: Final = re.compile(rf"({'|'.join(LAW)})(/[a-z0-9_-]+)*/[a-z0-9_-]+\.(toml|tsv)")


class LawFiles:
    """Reads the law, and keeps the copy that is in force.

    Args:
        resources: The folder with what shipped.
        home: Where copies are made.
        load: Reads and checks the law in a folder; raises ``InvalidInput``.
        check: Checks what is no part of the catalogue; raises ``InvalidInput``.
    """

    def __init__(
        self,
        resources: Path,
        home: Path,
        load: Callable[[Path], Catalogue],
        check: Callable[[Path], object] = lambda _folder: None,
    ) -> None:
        self._resources = resources
        self._home = home
        self._load = load
        self._check = check
        self._shipped: Mapping[str, str] | None = None

    @property
    def folder(self) -> Path:
        """Where the law in force lies: the province's where there is one, else what shipped."""
        return self._home / self._current()[0] if self.stands() else self._resources

    def in_force(self) -> Catalogue:
        """The law to begin with. Raises ``InvalidInput`` when what shipped has mistakes."""
        if self.stands():
            try:
                return self._load(self.folder)
            except (InvalidInput, OSError):
                (self._home / CURRENT).unlink(missing_ok=True)
        return self._load(self._resources)

    def stands(self) -> bool:
        """Whether law of the province is in force, also at the next start, on top of what this program shipped."""
        name, made_of = self._current()
        return bool(name) and made_of == self._made_of()

    def shipped(self) -> Mapping[str, str]:
        """Digests of the files that came with the program, by name."""
        if self._shipped is None:
            self._shipped = {name: digest_of(content) for name, content in _law_in(self._resources).items()}
        return self._shipped

    def read(self, replaced: Mapping[str, bytes]) -> Catalogue:
        """The law with these files in place of those that shipped; from the next start on it is read at once.

        Raises:
            InvalidInput: ``resources_broken``: it contradicts itself, cannot be read, or is no law.
        """
        for name in replaced:
            if not _LAW_NAME.fullmatch(name):
                raise InvalidInput(
                    "resources_broken", mistake=f"{name}: not the name of a file of the law", count=1
                )
        whole = {**_law_in(self._resources), **replaced}
        digests = "\n".join(f"{name} {digest_of(whole[name])}" for name in sorted(whole))
        folder = self._home / digest_of(digests.encode())[:16]
        for name, content in whole.items():
            _write_synced(folder / name, content)
        law = self._load(folder)
        law.read_whole()
        self._check(folder)
        if replaced:
            _write_synced(self._home / CURRENT, f"{folder.name}\n{self._made_of()}\n".encode())
        else:
            (self._home / CURRENT).unlink(missing_ok=True)
        return law

    def _made_of(self) -> str:
        """A digest of the law that shipped: another program brings another."""
        return digest_of("\n".join(f"{name} {digest}" for name, digest in self.shipped().items()).encode())

    def _current(self) -> tuple[str, str]:
        """The name of the copy that was made last, and of what; an older release did not say of what."""
        try:
            name, *made_of = (self._home / CURRENT).read_text(encoding="ascii").split()
        except (OSError, ValueError):
            return "", ""
        return name, "".join(made_of)


def _law_in(resources: Path) -> dict[str, bytes]:
    """Every file of the law below a folder, by its path there."""
    paths = [path for part in LAW for path in sorted((resources / part).rglob("*")) if path.suffix in LAW_SUFFIXES]
    return {path.relative_to(resources).as_posix(): path.read_bytes() for path in paths}


def _write_synced(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
