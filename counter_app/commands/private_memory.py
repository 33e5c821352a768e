"""A program that crashes leaves no picture of its memory behind: names, pages and keys are in it."""

from __future__ import annotations

import sys


def leave_no_dumps() -> None:
    """Ask the system for no memory dump of this process, nor of those that it starts (on Linux).

    On Windows an error report carries no heap and no box waits for an answer; dumps that an administrator asks for
    by the registry are theirs to protect.
    """
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only where it is needed

        no_heap, no_boxes = 1, 0x8003
        ctypes.windll.kernel32.SetErrorMode(no_boxes)
        ctypes.windll.kernel32.WerSetFlags(no_heap)
    else:
        import resource  # noqa: PLC0415 - the module does not exist on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
