"""Folders that a copier, a phone or a person puts files into, read as if they were a scanner.

The time of a file's last change is not trusted: copying keeps it, and Windows gives a file its full size before
its content. First the whole folder has to hold still; then each file has to be whole when it is opened. One that
breaks off gets some time, since its rest may be on the way, and is reported if the rest does not come.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from counter_app.domain.errors import CounterError, Damaged
from counter_app.domain.scanning import (
    Device,
    PageProgress,
    PageScanned,
    ScanEvent,
    ScanFinished,
    ScanProfile,
    ScanStopped,
)
from counter_app.scanner.drivers.base import TellProgress
from counter_app.scanner.drivers.image_files import sheets_of
from counter_app.scanner.drivers.setups import FolderSetup
from counter_app.scanner.drivers.sheets import Sheet

_NOT_FOR_US: Final = frozenset({"thumbs.db", "desktop.ini"})
_UNDER_WAY: Final = frozenset({".tmp", ".part", ".partial", ".crdownload", ".filepart"})

Look = dict[Path, tuple[int, int, int]]


class FolderDriver:
    """Implements the driver port. Pages come in the natural order of file names: ``page2`` before ``page10``."""

    def __init__(self, setup: FolderSetup, tell: TellProgress) -> None:
        self._setup = setup
        self._tell = tell

    def devices(self) -> list[Device]:
        return [
            Device("folder", folder, Path(folder).name or folder, tells_start=True)
            for folder in self._setup.folders
            if Path(folder).is_dir()
        ]

    def scan(self, device: Device, profile: ScanProfile, *, stop: threading.Event) -> Iterator[ScanEvent]:
        if device.address not in self._setup.folders:
            yield ScanStopped("offline", 1)
            return
        yield from _Reading(Path(device.address), self._setup, profile, self._tell, stop).events()

    def wait_for_start(self, device: Device, *, stop: threading.Event) -> bool:
        """True when a file has arrived: one that was not there before, where files are left lying."""
        folder = Path(device.address)
        try:
            known = {} if self._setup.taken_folder else _look(folder)
            while not stop.wait(self._setup.quiet_s):
                if _look(folder).items() - known.items():
                    return True
        except OSError:
            return False
        return False


class _Stopped(Exception):
    """``stop`` was set while waiting."""


@dataclass(slots=True)
class _Reading:
    """One pass over one folder."""

    folder: Path
    setup: FolderSetup
    profile: ScanProfile
    tell: TellProgress
    stop: threading.Event
    pages: int = 0

    def events(self) -> Iterator[ScanEvent]:
        name = ""
        try:
            files = self._files_at_rest()
            if not files:
                yield ScanStopped("folder_empty", 1, origin=self.folder.name)
                return
            for file in files:
                name = file.name
                for sheet in self._sheets_of_whole(file):
                    if self._has_enough():
                        yield ScanFinished(self.pages, cancelled=self.stop.is_set())
                        return
                    self.pages += 1
                    yield self._page(file, sheet)
                self._put_aside(file)
        except _Stopped:
            pass
        except CounterError as error:
            yield ScanStopped(error.code, self.pages + 1, str(error), name)
            return
        except OSError as error:
            yield ScanStopped(_code_of(error), self.pages + 1, str(error), name)
            return
        yield ScanFinished(self.pages, cancelled=self.stop.is_set())

    def _files_at_rest(self) -> list[Path]:
        """The files, once nothing in the folder has changed between two looks; none after the wait is over."""
        waited_s = 0.0
        last = _look(self.folder)
        while True:
            if not last and waited_s >= self.setup.wait_s:
                return []
            self._wait(self.setup.quiet_s)
            waited_s += self.setup.quiet_s
            now = _look(self.folder)
            if now and now == last:
                return sorted(now, key=lambda file: natural(file.name))
            last = now

    def _sheets_of_whole(self, file: Path) -> Iterator[Sheet]:
        """The file's sheets; a file that breaks off before its first sheet may still be on its way."""
        waited_s = 0.0
        while True:
            seen = _signature(file)
            sheets = sheets_of(file, self.profile.dpi)
            try:
                first = next(sheets)
                if _signature(file) == seen:
                    break
            except Damaged:
                if waited_s >= self.setup.patience_s and _signature(file) == seen:
                    raise
            self._wait(self.setup.quiet_s)
            waited_s = waited_s + self.setup.quiet_s if _signature(file) == seen else 0.0
        yield first
        yield from sheets

    def _has_enough(self) -> bool:
        return self.stop.is_set() or self.pages == self.profile.expected_pages

    def _page(self, file: Path, sheet: Sheet) -> PageScanned:
        origin = f"{file.name} {sheet.part}".rstrip()
        return PageScanned(self.pages, sheet.image, sheet.media_type, sheet.dpi, origin)

    def _wait(self, seconds: float) -> None:
        self.tell(PageProgress(self.pages + 1, 0))
        if self.stop.wait(seconds):
            raise _Stopped

    def _put_aside(self, file: Path) -> None:
        """Move a file whose pages are all safe, never over another one."""
        if not self.setup.taken_folder:
            return
        taken = self.folder / self.setup.taken_folder
        taken.mkdir(exist_ok=True)
        target, copies = taken / file.name, 1
        while target.exists():
            copies += 1
            target = taken / f"{file.stem} ({copies}){file.suffix}"
        file.rename(target)


def natural(name: str) -> tuple[tuple[int, int | str], ...]:
    """A key that sorts numbers in names by value and ignores case."""
    parts = re.split(r"([0-9]+)", name.casefold())
    return tuple((0, int(part)) if part[0] in "0123456789" else (1, part) for part in parts if part)


def _look(folder: Path) -> Look:
    """The files meant for us, each with what changes when it is written to."""
    seen: Look = {}
    for file in folder.iterdir():
        hidden = file.name.startswith((".", "~$")) or file.name.casefold() in _NOT_FOR_US
        if hidden or file.suffix.casefold() in _UNDER_WAY:
            continue
        with suppress(FileNotFoundError):
            if file.is_file():
                seen[file] = _signature(file)
    return seen


def _signature(file: Path) -> tuple[int, int, int]:
    state = file.stat()
    return state.st_size, state.st_mtime_ns, state.st_ctime_ns


def _code_of(error: OSError) -> str:
    match error:
        case PermissionError():
            return "no_permission"
        case FileNotFoundError() | NotADirectoryError():
            return "offline"
        case _:
            return "io_error"
