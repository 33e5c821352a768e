"""The sticks that are plugged in, as the system tells."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QDir, QStorageInfo

MOUNTED_BELOW = ("/media/", "/run/media/", "/mnt/", "/Volumes/")


def sticks() -> tuple[tuple[Path, str], ...]:
    """Folder and name of each volume that people plug in and that takes files; called off the window's thread."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        if volume.isReady() and volume.isValid() and not volume.isReadOnly() and _is_plugged_in(volume):
            path = Path(volume.rootPath())
            found.append((path, volume.displayName() or str(path)))
    return tuple(found)


def _is_plugged_in(volume: QStorageInfo) -> bool:
    root = volume.rootPath()
    if sys.platform == "win32":
        home = QDir.homePath()[:2].upper()
        return root[:2].upper() not in {"C:", home}
    return f"{root}/".startswith(MOUNTED_BELOW)
