"""Records what this process does to files below one folder: through Python's ``os`` and through SQLite.

SQLite is recorded by a file system of its own kind (VFS) that stands before the usual one. It is made with ctypes
from the driver's library, which exports what is needed; no compiler takes part. Use it in a process of its own:
both hooks stay until the process ends.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from pathlib import Path
from threading import RLock
from typing import Any

from sqlcipher3 import _sqlite3

from tests.rigs.power_cut.records import (
    Create,
    MakeFolder,
    Promise,
    Record,
    Rename,
    Sync,
    SyncFolder,
    Truncate,
    Unlink,
    Write,
)

SHARED_MEMORY = "-shm"
"""The index of the write-ahead log is made anew at each start and takes no part."""


class Recorder:
    """What was done to files below ``folder``; paths are told relative to it."""

    def __init__(self, folder: Path) -> None:
        self._folder = os.path.realpath(folder)
        self._files: dict[str, int] = {}
        self._made = 0
        self._lock = RLock()
        self.records: list[Record] = []

    def name(self, path: object) -> str | None:
        """The path below the folder, None for what lies elsewhere or does not matter."""
        text = os.path.realpath(os.fspath(path))  # type: ignore[call-overload]
        inside = text == self._folder or text.startswith(self._folder + os.sep)
        return os.path.relpath(text, self._folder) if inside and not text.endswith(SHARED_MEMORY) else None

    def note(self, record: Record) -> None:
        with self._lock:
            self.records.append(record)

    def promise(self, what: str, value: str) -> None:
        self.note(Promise(what, value))

    def opened(self, name: str, *, is_new: bool) -> int:
        """The number of the file with this name, a new one for a new file."""
        with self._lock:
            if is_new:
                self._made += 1
                self._files[name] = self._made
                self.records.append(Create(name, self._made))
            return self._files[name]

    def renamed(self, source: str, target: str) -> None:
        with self._lock:
            self._files[target] = self._files.pop(source)
            self.records.append(Rename(source, target))

    def unlinked(self, name: str) -> None:
        with self._lock:
            del self._files[name]
            self.records.append(Unlink(name))


# --- Python's files ---------------------------------------------------------------------------------------------


class PythonHook:
    """Stands before the functions of ``os`` with which our code and ``pathlib`` change files."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._handles: dict[int, tuple[str, int | None]] = {}
        self._places: dict[int, int] = {}
        self._real: dict[str, Callable[..., Any]] = {}
        for name in ("open", "write", "fsync", "close", "replace", "unlink", "mkdir"):
            self._real[name] = getattr(os, name)
            setattr(os, name, getattr(self, name))

    def open(self, path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        name = self._recorder.name(path) if isinstance(path, (str, os.PathLike)) else None
        is_new = name is not None and bool(flags & os.O_CREAT) and not Path(path).exists()
        handle: int = self._real["open"](path, flags, mode, dir_fd=dir_fd)
        if name is not None:
            file = None if Path(path).is_dir() else self._recorder.opened(name, is_new=is_new)
            self._handles[handle], self._places[handle] = (name, file), 0
        return handle

    def write(self, handle: int, content: Any) -> int:
        written: int = self._real["write"](handle, content)
        if handle in self._handles:
            file = self._handles[handle][1]
            assert file is not None
            self._recorder.note(Write(file, self._places[handle], bytes(content[:written])))
            self._places[handle] += written
        return written

    def fsync(self, handle: int) -> None:
        self._real["fsync"](handle)
        if handle in self._handles:
            name, file = self._handles[handle]
            self._recorder.note(SyncFolder(name) if file is None else Sync(file))

    def close(self, handle: int) -> None:
        self._handles.pop(handle, None)
        self._real["close"](handle)

    def replace(self, source: Any, target: Any, **folders: Any) -> None:
        self._real["replace"](source, target, **folders)
        before, after = self._recorder.name(source), self._recorder.name(target)
        if before is not None and after is not None:
            self._recorder.renamed(before, after)

    def unlink(self, path: Any, **folder: Any) -> None:
        self._real["unlink"](path, **folder)
        name = self._recorder.name(path)
        if name is not None:
            self._recorder.unlinked(name)

    def mkdir(self, path: Any, mode: int = 0o777, **folder: Any) -> None:
        self._real["mkdir"](path, mode, **folder)
        name = self._recorder.name(path)
        if name is not None:
            self._recorder.note(MakeFolder(name))


# --- SQLite's files ---------------------------------------------------------------------------------------------

_P, _INT, _LONG = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64
_OPEN = ctypes.CFUNCTYPE(_INT, _P, _P, _P, _INT, _P)
_DELETE = ctypes.CFUNCTYPE(_INT, _P, _P, _INT)
_CLOSE = ctypes.CFUNCTYPE(_INT, _P)
_WRITE = ctypes.CFUNCTYPE(_INT, _P, _P, _INT, _LONG)
_TRUNCATE = ctypes.CFUNCTYPE(_INT, _P, _LONG)
_SYNC = ctypes.CFUNCTYPE(_INT, _P, _INT)
_SET_CALL = ctypes.CFUNCTYPE(_INT, _P, ctypes.c_char_p, _P)
_GET_CALL = ctypes.CFUNCTYPE(_P, _P, ctypes.c_char_p)
_OPEN_FOLDER = ctypes.CFUNCTYPE(_INT, ctypes.c_char_p, ctypes.POINTER(_INT))


class _Vfs(ctypes.Structure):
    _fields_ = [
        ("version", _INT),
        ("file_bytes", _INT),
        ("longest_path", _INT),
        ("next", _P),
        ("name", ctypes.c_char_p),
        ("own", _P),
        ("open", _P),
        ("delete", _P),
        *((f"other_{number}", _P) for number in range(10)),
        ("current_time", _P),
        ("set_system_call", _P),
        ("get_system_call", _P),
        ("next_system_call", _P),
    ]


class _Methods(ctypes.Structure):
    _fields_ = [
        ("version", _INT),
        ("close", _P),
        ("read", _P),
        ("write", _P),
        ("truncate", _P),
        ("sync", _P),
        *((f"other_{number}", _P) for number in range(13)),
    ]


class _File(ctypes.Structure):
    _fields_ = [("methods", ctypes.POINTER(_Methods))]


class SqliteHook:
    """The file system before the usual one. Keep it alive as long as SQLite may use it."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._library = ctypes.CDLL(_sqlite3.__file__)
        self._library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        self._usual = self._library.sqlite3_vfs_find(None)
        self._numbers: dict[int, int] = {}
        self._methods: dict[int, _Methods] = {}
        self._kept: list[object] = []
        self._vfs = _Vfs.from_buffer_copy(self._usual.contents)
        self._vfs.name = b"recorded"
        self._vfs.open = self._callback(_OPEN(self._open))
        self._vfs.delete = self._callback(_DELETE(self._delete))
        self._open_usual = _OPEN(self._usual.contents.open)
        self._delete_usual = _DELETE(self._usual.contents.delete)
        self._hook_folders()
        assert self._library.sqlite3_vfs_register(ctypes.byref(self._vfs), 1) == 0

    def _callback(self, function: Any) -> int | None:
        self._kept.append(function)
        return ctypes.cast(function, _P).value

    def _hook_folders(self) -> None:
        """The usual file system opens a folder for one purpose: to sync the names in it."""
        usual = self._usual.contents
        get_call, set_call = _GET_CALL(usual.get_system_call), _SET_CALL(usual.set_system_call)
        really = _OPEN_FOLDER(get_call(ctypes.addressof(usual), b"openDirectory"))

        def open_folder(path: bytes, handle: Any) -> int:
            result: int = really(path, handle)
            name = self._recorder.name(Path(os.fsdecode(path)).parent)
            if result == 0 and name is not None:
                self._recorder.note(SyncFolder(name))
            return result

        address = self._callback(_OPEN_FOLDER(open_folder))
        assert set_call(ctypes.addressof(usual), b"openDirectory", address) == 0

    def _open(self, vfs: int, path: int | None, file: int, flags: int, told: int | None) -> int:
        del vfs
        text = None if path is None else os.fsdecode(ctypes.string_at(path))
        name = None if text is None else self._recorder.name(text)
        is_new = text is not None and not os.path.lexists(text)
        result: int = self._open_usual(ctypes.addressof(self._usual.contents), path, file, flags, told)
        if result == 0 and name is not None:
            self._numbers[file] = self._recorder.opened(name, is_new=is_new)
            handle = _File.from_address(file)
            handle.methods = ctypes.pointer(self._recorded(handle.methods.contents))
        return result

    def _delete(self, vfs: int, path: int, sync_folder: int) -> int:
        del vfs
        name = self._recorder.name(os.fsdecode(ctypes.string_at(path)))
        there = os.path.lexists(ctypes.string_at(path))
        if there and name is not None:
            # Noted first: the sync of the folder that belongs to it is noted inside.
            self._recorder.unlinked(name)
        result: int = self._delete_usual(ctypes.addressof(self._usual.contents), path, sync_folder)
        return result

    def _recorded(self, usual: _Methods) -> _Methods:
        """The methods of a file with ours before those that change it."""
        address = ctypes.addressof(usual)
        if address not in self._methods:
            made = _Methods.from_buffer_copy(usual)
            close, write = _CLOSE(usual.close), _WRITE(usual.write)
            truncate, sync = _TRUNCATE(usual.truncate), _SYNC(usual.sync)

            def on_close(file: int) -> int:
                self._numbers.pop(file, None)
                result: int = close(file)
                return result

            def on_write(file: int, content: int, length: int, offset: int) -> int:
                self._recorder.note(Write(self._numbers[file], offset, ctypes.string_at(content, length)))
                result: int = write(file, content, length, offset)
                return result

            def on_truncate(file: int, size: int) -> int:
                self._recorder.note(Truncate(self._numbers[file], size))
                result: int = truncate(file, size)
                return result

            def on_sync(file: int, flags: int) -> int:
                number = self._numbers[file]
                result: int = sync(file, flags)
                self._recorder.note(Sync(number))
                return result

            made.close = self._callback(_CLOSE(on_close))
            made.write = self._callback(_WRITE(on_write))
            made.truncate = self._callback(_TRUNCATE(on_truncate))
            made.sync = self._callback(_SYNC(on_sync))
            self._methods[address] = made
        return self._methods[address]
