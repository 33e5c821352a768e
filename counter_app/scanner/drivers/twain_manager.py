"""Where the 64-bit TWAIN manager is on this PC: where IT said, else in the system's folder.

Windows does not bring it. Scanner drivers install it, or IT does; sources load it by its name, so that anywhere
else than in the system's folder it serves ours only.
"""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path
from typing import Final

from counter_app.domain.errors import NeedsAttention

NAME: Final = "TWAINDSM.dll"


def find_manager(told: str, system: Path) -> Path | None:
    """The manager's file; None where there is none. What IT ``told`` is the only place then."""
    place = Path(told) if told else system / NAME
    return place if place.is_file() else None


def require_manager(told: str, system: Path) -> None:
    """Raises ``NeedsAttention("twain_manager_missing")``, which says what IT has to install and where."""
    if find_manager(told, system) is None:
        place = Path(told) if told else system / NAME
        raise NeedsAttention("twain_manager_missing", file=place.name, folder=str(place.parent))


if sys.platform == "win32":

    def system_folder() -> Path:
        """The folder of the system's own libraries."""
        buffer = ctypes.create_unicode_buffer(260)
        ctypes.WinDLL("kernel32").GetSystemDirectoryW(buffer, len(buffer))
        return Path(buffer.value)

else:

    def system_folder() -> Path:
        """Windows alone has a folder for managers: this one does not exist."""
        return Path("/no-windows-here")
