"""TOML text whose every value knows its line: what a mistake report needs and ``tomllib`` forgets.

``parse`` reads the text with the standard library and remembers where each key and each element of an array
was written. Asking for the line of a value inside a one-line table gives the line of the table.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

Path = tuple[str | int, ...]
"""The way from the root to a value: keys of tables and positions in arrays."""

_SYNTAX_LINE = re.compile(r" \(at line (\d+), column \d+\)$")
_KEY = re.compile(r"\"((?:\\.|[^\"\\])*)\"|'([^']*)'|([A-Za-z0-9_-]+)")
_MARK = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|\n|[\[\]{},]|[^\s\[\]{},\"'#]+|[^\S\n]+",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Located:
    """A parsed file. ``lines`` maps the path of a key, table or array element to its line, from 1."""

    value: Mapping[str, object]
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """The line of the value, or of the nearest thing around it that has one."""
        for length in range(len(path), 0, -1):
            found = self.lines.get(path[:length])
            if found is not None:
                return found
        return 1


class NotToml(ValueError):
    """The text is not TOML; ``line`` is where reading stopped and ``reason`` the reader's own words."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


def parse(text: str) -> Located:
    """The value and its places.

    Raises:
        NotToml: the text does not follow the format.
    """
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    try:
        value = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        told = str(error)
        place = _SYNTAX_LINE.search(told)
        line = int(place.group(1)) if place else text.count("\n") + 1
        raise NotToml(line, _SYNTAX_LINE.sub("", told)) from error
    return Located(value, _Places().of(text))


@dataclass(slots=True)
class _Places:
    """One pass over the text of a file that is known to be well formed."""

    lines: dict[Path, int] = field(default_factory=dict)
    counts: dict[Path, int] = field(default_factory=dict)
    table: Path = ()

    def of(self, text: str) -> dict[Path, int]:
        statement: list[str] = []
        starts: list[int] = []
        depth = 0
        line = 1
        for match in _MARK.finditer(text):
            mark = match.group()
            if mark == "\n" and depth == 0:
                self._statement(statement, starts)
                statement, starts = [], []
            elif not mark.isspace() and not mark.startswith("#"):
                statement.append(mark)
                starts.append(line)
                depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(mark, 0)
            line += mark.count("\n")
        self._statement(statement, starts)
        return self.lines

    def _statement(self, marks: list[str], starts: list[int]) -> None:
        if not marks:
            return
        if marks[0] == "[":
            self._header(marks, starts[0])
        else:
            self._assignment(marks, starts)

    def _header(self, marks: list[str], line: int) -> None:
        is_array = marks[1] == "["
        keys = _keys("".join(mark for mark in marks if mark not in "[]"))
        path: Path = ()
        for key in keys[:-1]:
            path = self._inside((*path, key))
        path = (*path, keys[-1])
        if is_array:
            self.lines.setdefault(path, line)
            self.counts[path] = self.counts.get(path, -1) + 1
            path = self._inside(path)
        self.lines[path] = line
        self.table = path

    def _inside(self, path: Path) -> Path:
        """The last element when the path is an array of tables, else the path itself."""
        return (*path, self.counts[path]) if path in self.counts else path

    def _assignment(self, marks: list[str], starts: list[int]) -> None:
        sign = next(place for place, mark in enumerate(marks) if _before_equals(mark) is not None)
        head = "".join(marks[:sign]) + (_before_equals(marks[sign]) or "")
        path = self.table
        for key in _keys(head):
            path = (*path, key)
            self.lines.setdefault(path, starts[0])
        opening = next((place for place in range(sign, len(marks)) if marks[place] in "[{"), None)
        if opening is not None and marks[opening] == "[":
            self._elements(path, marks[opening + 1 :], starts[opening + 1 :])

    def _elements(self, path: Path, marks: list[str], starts: list[int]) -> None:
        depth = 0
        position = 0
        fresh = True
        for mark, line in zip(marks, starts, strict=True):
            if mark == "," and depth == 0:
                position += 1
                fresh = True
                continue
            if mark in "]}":
                depth -= 1
            elif fresh:
                self.lines[(*path, position)] = line
                fresh = False
            if mark in "[{":
                depth += 1


def _before_equals(mark: str) -> str | None:
    """What stands before the sign of an assignment inside a bare mark, or None without one."""
    if mark[0] in "\"'" or "=" not in mark:
        return None
    return mark.partition("=")[0]


def _keys(dotted: str) -> list[str]:
    return [double or single or bare for double, single, bare in _KEY.findall(dotted)]
