"""Warnings and errors in Windows' event log, under the source that the installer registers.

IT watches a hundred sites by it: what a person has to look at is there without anybody going to the PC. The words
are those of the log, which names no citizen. Elsewhere than on Windows nothing happens.
"""

from __future__ import annotations

import ctypes
import logging
import sys
from typing import Final

from typing_extensions import override

SOURCE: Final = "CounterApp"
# The message library that the installer names shows the words of these numbers as they are.
WARNING_ID: Final = 100
ERROR_ID: Final = 200
_ERROR, _WARNING = 1, 2
_LONGEST: Final = 30_000


def tell_event_log() -> None:
    """From now on, warnings and errors go to the event log too; done once for a process."""
    if sys.platform == "win32":
        root = logging.getLogger()
        if not any(isinstance(handler, EventLog) for handler in root.handlers):
            root.addHandler(EventLog())


def event_of(record: logging.LogRecord, words: str) -> tuple[int, int, str]:
    """Kind, number and words of the event for this record."""
    text = words.replace("\0", " ")[:_LONGEST]
    if record.levelno >= logging.ERROR:
        return _ERROR, ERROR_ID, text
    return _WARNING, WARNING_ID, text


class EventLog(logging.Handler):
    """Writes records to Windows' event log; a log that does not take one is no reason to stop work."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.setFormatter(logging.Formatter("%(name)s: %(message)s"))

    @override
    def emit(self, record: logging.LogRecord) -> None:
        report(*event_of(record, self.format(record)))


if sys.platform == "win32":

    def report(kind: int, number: int, words: str) -> bool:
        """Write one event; whether the log took it."""
        library = ctypes.WinDLL("advapi32")
        library.RegisterEventSourceW.restype = ctypes.c_void_p
        source = library.RegisterEventSourceW(None, SOURCE)
        if not source:
            return False
        strings = (ctypes.c_wchar_p * 1)(words)
        try:
            return bool(library.ReportEventW(ctypes.c_void_p(source), kind, 0, number, None, 1, 0, strings, None))
        finally:
            library.DeregisterEventSource(ctypes.c_void_p(source))

else:

    def report(kind: int, number: int, words: str) -> bool:  # noqa: ARG001 - only Windows has the log
        """Write one event; whether the log took it."""
        return False
