"""Reads a table of a data file into a record and names **every** mistake with its line, not only the first.

A record is a frozen msgspec Struct; the file's mistakes come back as values, in the order of the file, worded
for the person who keeps the file. Rules that need more than one value (twins, dates that overlap) are checked
afterwards by the module that owns the record; ``Reading.at`` gives it the line.
"""

from __future__ import annotations

import difflib
import functools
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeGuard, TypeVar

import msgspec
from typing_extensions import override

from counter_app.contract.located import Located, NotToml, Path, parse

FORMAT = 1
"""The one format of data files so far."""

Record = TypeVar("Record", bound=msgspec.Struct)

_KINDS = {
    "bool": "đúng/sai (true/false)",
    "int": "số nguyên",
    "float": "số",
    "str": "chữ trong dấu nháy",
    "date": "ngày (năm-tháng-ngày)",
    "time": "giờ (giờ:phút:giây)",
    "datetime": "thời điểm",
    "array": "danh sách",
    "list": "danh sách",
    "object": "bảng",
    "dict": "bảng",
}


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One thing to mend in a data file. ``code`` is stable, ``message`` is for the person who mends it."""

    file: str
    line: int
    code: str
    message: str

    @override
    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(slots=True)
class Reading:
    """What was found in one file so far. ``mistakes`` grows; records remember where they stood."""

    file: str
    located: Located
    mistakes: list[Mistake] = field(default_factory=list)
    _places: dict[int, Path] = field(default_factory=dict)
    _kept: list[msgspec.Struct] = field(default_factory=list)

    def note(self, path: Path, code: str, message: str) -> None:
        self.mistakes.append(Mistake(self.file, self.located.line(path), code, message))

    def note_at(self, record: msgspec.Struct, key: str, code: str, message: str) -> None:
        """Blame the value ``key`` of a record that was read from this file."""
        self.note((*self._places[id(record)], key), code, message)

    def remember(self, record: msgspec.Struct, path: Path) -> None:
        # The record is kept alive so that its identity stays its own.
        self._kept.append(record)
        self._places[id(record)] = path


class DataFile(msgspec.Struct, frozen=True, kw_only=True):
    """What every data file says first."""

    format: int


File = TypeVar("File", bound=DataFile)


@dataclass(frozen=True, slots=True)
class ReadFiles(Generic[File]):
    """Several files of one kind. ``sound`` are those of which a record could be made, with their readings."""

    sound: tuple[tuple[File, Reading], ...]
    readings: tuple[Reading, ...]

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """Everything that was noted so far, in the order of file and line."""
        return tuple(sorted(mistake for reading in self.readings for mistake in reading.mistakes))


def read_files(texts: Mapping[str, str], kind: type[File]) -> ReadFiles[File]:
    """All files of a folder (name -> text), with the mistakes that each has by itself."""
    sound = []
    readings = []
    for name, text in texts.items():
        file, reading = read_file(name, text, kind)
        readings.append(reading)
        if file is not None:
            sound.append((file, reading))
            if file.format != FORMAT:
                reading.note(("format",), "wrong_format", f"«format» phải là {FORMAT}")
    return ReadFiles(tuple(sound), tuple(readings))


def read_file(file: str, text: str, kind: type[Record]) -> tuple[Record | None, Reading]:
    """The file as a record, and the reading that holds its mistakes.

    A list keeps its sound elements when others are broken, so that later checks still see them; None means
    that nothing could be made of the file. Callers must not use a record of a reading that has mistakes
    for anything but finding more of them.
    """
    try:
        located = parse(text)
    except NotToml as error:
        reading = Reading(file, Located({}, {}))
        reading.mistakes.append(
            Mistake(file, error.line, "syntax", f"không đọc được: sai cú pháp TOML ({error.reason})")
        )
        return None, reading
    reading = Reading(file, located)
    return _struct(located.value, kind, (), reading), reading


def _struct(value: object, kind: type[Record], path: Path, reading: Reading) -> Record | None:
    if not isinstance(value, Mapping):
        reading.note(path, "wrong_type", f"{_name(path)} phải là một bảng")
        return None
    known, hints = _fields(kind)
    whole = True
    for key in value:
        if key not in known:
            near = difflib.get_close_matches(str(key), known, n=1)
            hint = f"; có phải «{near[0]}» không?" if near else ""
            reading.note((*path, key), "unknown_key", f"không có mục tên «{key}»{hint}")
    arguments: dict[str, object] = {}
    for key, spec in known.items():
        if key in value:
            arguments[spec.name] = _value(value[key], hints[spec.name], (*path, key), reading)
            whole = whole and arguments[spec.name] is not None
        elif spec.required:
            reading.note(path, "missing_key", f"thiếu mục bắt buộc «{key}»")
            whole = False
    if not whole:
        return None
    record = kind(**arguments)
    reading.remember(record, path)
    return record


@functools.cache
def _fields(kind: type[msgspec.Struct]) -> tuple[dict[str, msgspec.structs.FieldInfo], dict[str, object]]:
    """The fields of a record by their names in files, and their types: asked once a kind, not once a record."""
    return {spec.encode_name: spec for spec in msgspec.structs.fields(kind)}, typing.get_type_hints(kind)


def _value(value: object, hint: object, path: Path, reading: Reading) -> object:
    """The value in its own type; None when it is broken, because a TOML file has no null of its own."""
    members = typing.get_args(hint)
    if typing.get_origin(hint) is types.UnionType:
        hint = next(member for member in members if member is not types.NoneType)
        members = typing.get_args(hint)
    if _is_record(hint):
        return _struct(value, hint, path, reading)
    if typing.get_origin(hint) is tuple and isinstance(value, list):
        found = [_value(item, members[0], (*path, place), reading) for place, item in enumerate(value)]
        sound = tuple(item for item in found if item is not None)
        # A list of records goes on without the broken ones; a list of plain values is broken as a whole.
        return sound if len(sound) == len(found) or _is_record(members[0]) else None
    try:
        return msgspec.convert(value, hint)
    except msgspec.ValidationError as error:
        reading.note(path, "wrong_value", _wording(path, str(error), hint))
        return None


def _is_record(hint: object) -> TypeGuard[type[msgspec.Struct]]:
    return isinstance(hint, type) and issubclass(hint, msgspec.Struct)


def _wording(path: Path, told: str, hint: object) -> str:
    name = _name(path)
    if told.startswith("Invalid enum value"):
        allowed = ", ".join(f"«{member}»" for member in typing.cast("type[typing.Any]", hint))
        wrong = told.removeprefix("Invalid enum value ").strip("'")
        return f"{name}: «{wrong}» không thuộc các giá trị được phép: {allowed}"
    wanted = told.partition("Expected `")[2].partition("`")[0]
    if wanted in _KINDS:
        return f"{name} phải là {_KINDS[wanted]}"
    return f"{name} không hợp lệ ({told})"


def _name(path: Path) -> str:
    keys = [key for key in path if isinstance(key, str)]
    return f"«{keys[-1]}»" if keys else "tệp"
