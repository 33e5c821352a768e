"""Windows' job objects: what Linux does with limits, process groups and alarms.

* The counter holds each worker on a leash: when the counter ends, however it ends, Windows ends the worker and
  whatever it started.
* A worker limits itself: more memory than it may have ends in ``MemoryError``, and one that needs no other
  programs can start none.

Elsewhere than on Windows, nothing of this exists and the other means hold.
"""

from __future__ import annotations

import ctypes
import sys
from typing import ClassVar, Final

_ACTIVE_PROCESSES: Final = 0x8
_PROCESS_MEMORY: Final = 0x100
_KILL_ON_CLOSE: Final = 0x2000
_EXTENDED_LIMITS: Final = 9


class _BasicLimits(ctypes.Structure):
    _fields_: ClassVar = [
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    ]


class _ExtendedLimits(ctypes.Structure):
    _fields_: ClassVar = [
        ("basic", _BasicLimits),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    ]


def limits(*, memory_bytes: int = 0, alone: bool = False, ends_with_holder: bool = False) -> _ExtendedLimits:
    """What a job is told; 0 and False leave a thing free."""
    told = _ExtendedLimits()
    told.basic.flags = (
        (_PROCESS_MEMORY if memory_bytes else 0)
        | (_ACTIVE_PROCESSES if alone else 0)
        | (_KILL_ON_CLOSE if ends_with_holder else 0)
    )
    told.basic.active_processes = 1 if alone else 0
    told.process_memory = memory_bytes
    return told


if sys.platform == "win32":

    class Leash:
        """Ends a process when this object, or the process that has it, is gone.

        Args:
            process: The handle of the process.
        """

        def __init__(self, process: int) -> None:
            self._job = _job_of(process, limits(ends_with_holder=True))

        def let_go(self) -> None:
            """End it now, with everything it started; done once."""
            job, self._job = self._job, 0
            if job:
                _kernel().CloseHandle(ctypes.c_void_p(job))

    def limit_this_process(*, memory_bytes: int = 0, alone: bool = False) -> bool:
        """Limit this process for the rest of its life; whether Windows took it."""
        # A handle that stands for the calling process; the job lives as long as the process.
        return bool(_job_of(-1, limits(memory_bytes=memory_bytes, alone=alone)))

    def _job_of(process: int, told: _ExtendedLimits) -> int:
        """A job with this process in it; 0 where Windows refuses, as under a job that allows none inside."""
        kernel = _kernel()
        job = kernel.CreateJobObjectW(None, None)
        size = ctypes.sizeof(told)
        if job and kernel.SetInformationJobObject(
            ctypes.c_void_p(job), _EXTENDED_LIMITS, ctypes.byref(told), size
        ) and kernel.AssignProcessToJobObject(ctypes.c_void_p(job), ctypes.c_void_p(process)):  # fmt: skip
            return int(job)
        if job:
            kernel.CloseHandle(ctypes.c_void_p(job))
        return 0

    def _kernel() -> ctypes.WinDLL:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = ctypes.c_void_p
        return kernel

else:

    class Leash:
        """Nothing to hold: a process group does it."""

        def __init__(self, process: int) -> None:
            del process

        def let_go(self) -> None:
            """Nothing to end."""

    def limit_this_process(*, memory_bytes: int = 0, alone: bool = False) -> bool:  # noqa: ARG001 - Windows only
        """Whether the system took the limits: this one has no jobs."""
        return False
