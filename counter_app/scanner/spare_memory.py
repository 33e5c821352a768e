"""Gives the system back what the libraries of a page reader keep for the next page.

For pages of the usual size keeping saves time, and readers are told to. After a page of half a gigabyte it would
leave an office PC without that memory for the rest of the day, and the next such page would come on top of it.
"""

from __future__ import annotations

import ctypes
import sys

from PIL import _imaging


def give_spare_memory_back() -> None:
    """What is in use stays. Other systems than glibc's give back by themselves; Pillow keeps blocks on each."""
    _imaging.clear_cache()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
