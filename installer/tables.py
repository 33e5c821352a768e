"""Puts right what `wixl` leaves out of the package's tables, and reads tables back.

Several things that `wixl` is told are lost without an error, others it cannot say. What each repair is for stands
beside it; `tests/windows/test_package_tables.py` reads the finished package back.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from installer.cabinet import write_cabinet
from installer.launcher_build import WITH_WINDOW
from installer.pe import version_of
from installer.product import EPOCH, PROPERTIES, REMOVAL_WORDS
from installer.toolbox import Toolbox
from installer.wix import REMOVAL_STEPS, WORDS, identifier, stand_in

CABINET: Final = "files.cab"
_UTF_8: Final = 65001
_SHORT_NAME: Final = re.compile(r"[A-Z0-9_-]{1,8}(\.[A-Z0-9_-]{1,3})?", re.IGNORECASE)
# Removes the old version inside the transaction, so that a failed upgrade brings it back.
_REMOVE_EXISTING: Final = 1501
# Windows allows nothing of ours between the beginning of the transaction and the step above.
_REFUSE_UNSENT: Final = 1510
# Carries out what was said so far, which is that question alone: whoever is refused finds everything untouched.
_ASK_NOW: Final = 1511
_BEFORE_SEARCH, _AFTER_SEARCH, _DEFAULTS = 40, 60, 80
_SEQUENCES: Final = ("InstallExecuteSequence", "InstallUISequence")
_EPOCH_1601: Final = 11_644_473_600

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Msi:
    """A package file, read and changed by the tools in the toolbox."""

    path: Path
    toolbox: Toolbox

    def rows(self, table: str) -> list[Row]:
        """All rows of a table, by column name."""
        text = self.toolbox.run(["msiinfo", "export", self.toolbox.inside(self.path), table])
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))
        names = lines[0]
        return [dict(zip(names, line, strict=True)) for line in lines[3:]]

    def tables(self) -> set[str]:
        return set(self.toolbox.run(["msiinfo", "tables", self.toolbox.inside(self.path)]).split())

    def change(self, statements: list[str]) -> None:
        """Carry out these statements; the package is written once, at the end."""
        command = ["msibuild", self.toolbox.inside(self.path)]
        for statement in statements:
            command += ["-q", statement]
        self.toolbox.run(command)

    def say_code_page(self) -> None:
        """Have Windows read all words as UTF-8."""
        source = self.path.with_name("codepage.idt")
        source.write_bytes(f"\r\n\r\n{_UTF_8}\t_ForceCodepage\r\n".encode("ascii"))
        self.toolbox.run(["msibuild", self.toolbox.inside(self.path), "-i", self.toolbox.inside(source)])
        source.unlink()

    def put_stream(self, name: str, file: Path) -> None:
        """Put this file's bytes into the package."""
        self.toolbox.run(["msibuild", self.toolbox.inside(self.path), "-a", name, self.toolbox.inside(file)])


def repair(msi: Msi, names: dict[str, Path], package_code: str) -> None:
    """Make the tables what Windows wants; ``names`` tells which file each key of the File table is."""
    files = msi.rows("File")
    statements = [
        *_versions(files, names),
        *_short_names(files, msi.rows("Directory")),
        *_properties(),
        *_moved_steps(),
        *_asked_first(),
        # A plain link to the file: one that Windows may repair by itself would ask for the package.
        f"UPDATE `Shortcut` SET `Target` = '[#{identifier('f', WITH_WINDOW)}]'",
    ]
    msi.say_code_page()
    msi.change(statements)
    in_order = sorted(files, key=lambda row: int(row["Sequence"]))
    cabinet = msi.path.with_name(CABINET)
    write_cabinet(cabinet, [(row["File"], names[row["File"]]) for row in in_order])
    msi.change([f"DELETE FROM `_Streams` WHERE `Name` = '{CABINET}'"])
    msi.put_stream(CABINET, cabinet)
    cabinet.unlink()
    set_words(msi.path)
    set_summary(msi, package_code)


def _moved_steps() -> Iterator[str]:
    """`wixl` puts steps where Windows has no room for them."""
    for action, sequence in (("RemoveExistingProducts", _REMOVE_EXISTING), ("RefuseUnsent", _REFUSE_UNSENT)):
        yield f"UPDATE `InstallExecuteSequence` SET `Sequence` = {sequence} WHERE `Action` = '{action}'"


def _asked_first() -> Iterator[str]:
    """A removal is refused before any other step of it is begun, so that there is nothing to be put back."""
    (condition,) = (condition for step, _, condition, _ in REMOVAL_STEPS if step == "RefuseUnsent")
    yield (
        "INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) "
        f"VALUES ('InstallExecute', '{condition}', {_ASK_NOW})"
    )


def _versions(files: list[Row], names: dict[str, Path]) -> Iterator[str]:
    """Windows compares versions before it replaces a file, and wants either a version or a hash, never both."""
    for row in files:
        version = version_of(names[row["File"]])
        if version is not None:
            key = row["File"]
            yield (
                f"UPDATE `File` SET `Version` = '{version.text}', `Language` = '{version.language}' "
                f"WHERE `File` = '{key}'"
            )
            yield f"DELETE FROM `MsiFileHash` WHERE `File_` = '{key}'"


def _short_names(files: list[Row], folders: list[Row]) -> Iterator[str]:
    for row in files:
        if not _SHORT_NAME.fullmatch(row["FileName"]):
            named = f"{short_name(row['FileName'])}|{row['FileName']}"
            yield f"UPDATE `File` SET `FileName` = '{named}' WHERE `File` = '{row['File']}'"
    for row in folders:
        name = row["DefaultDir"]
        if name not in {".", "SourceDir"} and not _SHORT_NAME.fullmatch(name):
            named = f"{short_name(name)}|{name}"
            yield f"UPDATE `Directory` SET `DefaultDir` = '{named}' WHERE `Directory` = '{row['Directory']}'"


def short_name(name: str) -> str:
    """A name of eight letters and three, made from all of the long one."""
    ending = re.sub(r"[^A-Z0-9]", "", name.rpartition(".")[2].upper())[:3] if "." in name else ""
    short = "_" + hashlib.sha256(name.lower().encode()).hexdigest()[:7].upper()
    return f"{short}.{ending}" if ending else short


def _properties() -> Iterator[str]:
    """What the command line says wins over what is remembered, which wins over the default."""
    listed = ";".join(
        ["WIX_DOWNGRADE_DETECTED", "WIX_UPGRADE_DETECTED", *(one.name for one in PROPERTIES), *REMOVAL_WORDS]
    )
    yield f"UPDATE `Property` SET `Value` = '{listed}' WHERE `Property` = 'SecureCustomProperties'"
    for number, one in enumerate(PROPERTIES):
        told = f"TOLD_{one.name}"
        yield from _set_property(f"Keep_{one.name}", told, f"[{one.name}]", one.name, _BEFORE_SEARCH + number)
        yield from _set_property(f"Use_{one.name}", one.name, f"[{told}]", told, _AFTER_SEARCH + number)
        if one.default:
            action = f"Default_{one.name}"
            yield from _set_property(action, one.name, one.default, f"NOT {one.name}", _DEFAULTS + number)


def _set_property(action: str, name: str, value: str, condition: str, sequence: int) -> Iterator[str]:
    yield (
        "INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) "
        f"VALUES ('{action}', 51, '{name}', '{value}')"
    )
    for table in _SEQUENCES:
        yield (
            f"INSERT INTO `{table}` (`Action`, `Condition`, `Sequence`) "
            f"VALUES ('{action}', '{condition}', {sequence})"
        )


def set_words(path: Path) -> None:
    """Put the words of :data:`installer.wix.WORDS` where their stand-ins are, byte for byte.

    Both tools that could write them crash on letters beyond ASCII.

    Raises:
        ValueError: a stand-in is not there exactly once.
    """
    content = path.read_bytes()
    for words in WORDS:
        plain = stand_in(words).encode("ascii")
        if content.count(plain) != 1:
            raise ValueError(f"the package has {content.count(plain)} stand-ins for {words!r}")
        content = content.replace(plain, words.encode("utf-8"))
    path.write_bytes(content)


def set_summary(msi: Msi, package_code: str) -> None:
    """Put the sources' time and their code where `wixl` wrote the time of the day and a code made up by chance.

    Raises:
        ValueError: the package does not carry what it tells of.
    """
    told = msi.toolbox.run(["msiinfo", "suminfo", msi.toolbox.inside(msi.path)])
    found = re.findall(r"^(?:Created|Last saved): (.+)$", told, re.MULTILINE)
    content = msi.path.read_bytes()
    for text in set(found):
        made = datetime.strptime(text, "%a %b %d %H:%M:%S %Y").replace(tzinfo=UTC)
        stamp = file_time(int(made.timestamp()))
        if stamp not in content:
            raise ValueError(f"the time {text} is not in the package")
        content = content.replace(stamp, file_time(EPOCH))
    made_up = re.findall(r"^Revision number \(UUID\): (\{[0-9A-F-]{36}\})", told, re.MULTILINE)
    if len(made_up) != 1 or content.count(made_up[0].encode("ascii")) != 1:
        raise ValueError(f"the package's code is not there once: {made_up}")
    content = content.replace(made_up[0].encode("ascii"), f"{{{package_code}}}".encode("ascii"))
    msi.path.write_bytes(content)


def file_time(seconds: int) -> bytes:
    """Seconds since 1970 as Windows writes a time."""
    return ((seconds + _EPOCH_1601) * 10_000_000).to_bytes(8, "little")
